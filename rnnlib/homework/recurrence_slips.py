"""The grammar of mistakes in one step of the state: the slope, what weights meet, and what the state before does."""

import numpy as np

from ..activations import sigmoid, tanh
from .grammar import Slip, Slot

TANH, SIGMOID = "h is taken for tanh, whatever h is", "h is taken for the sigmoid, whatever h is"
AT_STATE = "the slope h' is taken at the state, not at what goes into h"
LEMMA = "chapter 4, the lemma on the derivatives of one step"


def before(rows):
    """Give every time what belongs to the time before; time 1 gets the last one, as by Python's index -1."""
    return np.roll(rows, 1, axis=0)


def after(rows):
    """Give every time what belongs to the time after; the last one has none."""
    return np.concatenate([rows[1:], np.full_like(rows[:1], np.nan)])


SLOPE = Slot(
    lambda c, M: c.h(c.a + M),
    [
        Slip("slope-missing", "the slope h' does not appear", lambda c, M: M),
        Slip("slope-at-state", AT_STATE, lambda c, M: c.h(c.h(c.a) + M)),
        Slip("slope-is-h", "h stands where its derivative belongs", lambda c, M: c.h(c.a) * M),
        Slip("slope-of-tanh", TANH, lambda c, M: (1 - c.h(c.a) ** 2) * M),
        Slip("slope-of-sigmoid", SIGMOID, lambda c, M: c.h(c.a) * (1 - c.h(c.a)) * M),
        Slip("slope-of-tanh", TANH, lambda c, M: tanh(c.a + M)),
        Slip("slope-of-tanh", TANH + ", and its value is taken for a_t", lambda c, M: (1 - c.a**2) * M),
        Slip("slope-of-sigmoid", SIGMOID, lambda c, M: sigmoid(c.a + M)),
        Slip("slope-of-sigmoid", SIGMOID + ", and its value is taken for a_t", lambda c, M: c.a * (1 - c.a) * M),
        Slip("slope-twice", "h' appears twice", lambda c, M: c.h.prime(c.a) * c.h(c.a + M)),
        Slip("slope-divides", "h' divides and does not multiply", lambda c, M: M / c.h.prime(c.a)),
        Slip("slope-of-sum", "one slope serves all entries of the state, taken at the sum of a_t",
             lambda c, M: c.h(c.a.sum(-1, keepdims=True) + M)),
        Slip("slope-summed", "the slopes of all entries are summed",
             lambda c, M: c.h.prime(c.a).sum(-1, keepdims=True) * M),
    ],
    4,
    LEMMA + ": the first sentences of its proof",
    ["Through which number does entry i of the state depend on anything? There the slope is taken.",
     "Take n = 1. The state is h of one sum. Move one term of it. Which two factors come out?"],
    {"slope-missing": "What does h do to a small change of its argument?",
     "slope-at-state": "In the chain rule the outer slope is taken at what stands inside. What stands inside h?",
     "slope-is-h": "h says where the state is. Which function says how fast it moves?",
     "slope-of-tanh": "You wrote the slope of one activation. The h that comes in brings its own.",
     "slope-of-sigmoid": "You wrote the slope of one activation. The h that comes in brings its own.",
     "slope-twice": "Count how often h stands in one step, and how often its slope stands in your lines."},
)
TIMED_SLOPE = SLOPE._replace(slips=[
    SLOPE.slips[0],
    Slip("slope-at-state", AT_STATE, lambda c, M: c.h(c.now + M)),
    Slip("slope-is-h", "h stands where its derivative belongs", lambda c, M: c.h(c.a) * M),
    Slip("slope-of-tanh", TANH, lambda c, M: (1 - c.now**2) * M),
    Slip("slope-before", "h' belongs to the time before", lambda c, M: c.h(before(c.a) + M)),
    Slip("slope-of-sigmoid", SIGMOID, lambda c, M: c.now * (1 - c.now) * M),
    *(slip for slip in SLOPE.slips[1:] if slip.key != "slope-is-h"),
    Slip("slope-after", "h' belongs to the time after", lambda c, M: c.h(after(c.a) + M)),
    Slip("slope-last", "h' belongs to the last time, T, at every step", lambda c, M: c.h(c.a[-1:] + M)),
    Slip("slope-first", "h' belongs to time 1 at every step", lambda c, M: c.h(c.a[:1] + M)),
    Slip("slope-at-state-before", "h' is taken at the state before", lambda c, M: c.h(c.prev + M)),
], likely=5)

MIX = Slot(
    lambda c, new: (1 - c.alpha) * c.prev + c.alpha * new,
    [
        Slip("alpha-missing", "the share alpha does not appear beside the slope", lambda c, new: new),
        Slip("alpha-exchanged", "1 - alpha stands beside the slope", lambda c, new: (1 - c.alpha) * new),
        Slip("alpha-twice", "alpha multiplies twice", lambda c, new: c.alpha**2 * new),
        Slip("alpha-divides", "alpha divides and does not multiply", lambda c, new: new / c.alpha),
    ],
    2,
    "the definition of the leaky state on this page, and your answer to question 3",
    ["Underline, in the definition of the leaky state, every place where what moves stands.",
     "Take n = 1, and the identity for h. Write the new state as a sum, and differentiate it term by term."],
    {"alpha-missing": "Put alpha = 0 in thought: then the state never changes. What does yours give?",
     "alpha-exchanged": "Put alpha = 1 in thought: then it is the course's network. What does yours give?",
     "alpha-twice": "Put alpha = 1/2 and the identity for h. By how much does a nudge of a_t move the state?"},
)
INSIDE = Slip("alpha-inside", "alpha stands inside h, with a_t", lambda c, M: c.h(c.alpha * c.a + M))


DIRECT = Slot(
    lambda slope, mix: (slope, mix),
    [
        Slip("direct-slope-missing", "the slope h' does not appear in the direct term",
             lambda slope, mix: (lambda c, M: M, mix)),
        Slip("direct-slope-at-state", "in the direct term the slope is taken at the state",
             lambda slope, mix: (lambda c, M: c.h(c.now + M), mix)),
        Slip("direct-slope-before", "in the direct term the slope belongs to the time before",
             lambda slope, mix: (lambda c, M: c.h(before(c.a) + M), mix)),
    ],
    2, SLOPE.reread, SLOPE.hints,
)
LEAKY_DIRECT = Slot(
    DIRECT.right,
    [
        Slip("direct-alpha-missing", "the share alpha does not appear in the direct term",
             lambda slope, mix: (slope, lambda c, new: new)),
        Slip("leak-in-direct", "the share that is kept is counted in the direct term, as if a weight stood there",
             lambda slope, mix: (lambda c, M: slope(c, M) + (1 - c.alpha) / c.alpha * M, mix)),
    ],
    2, MIX.reread, ["Which of the two parts of the leaky state contains a weight?", *MIX.hints],
)
CARRY = Slot(
    lambda slope, mix: (slope, mix),
    [
        Slip("carry-slope-missing", "what is carried does not pass through the slope h'",
             lambda slope, mix: (lambda c, M: M, mix)),
        Slip("carry-slope-at-state", "in the Jacobian the slope is taken at the state",
             lambda slope, mix: (lambda c, M: c.h(c.now + M), mix)),
        Slip("carry-slope-before", "in the Jacobian the slope belongs to the time before",
             lambda slope, mix: (lambda c, M: c.h(before(c.a) + M), mix)),
    ],
    2, "chapter 4, the Jacobian J_t in the lemma on one step", SLOPE.hints,
)
LEAKY_CARRY = Slot(
    CARRY.right,
    [
        Slip("carry-alpha-missing", "the share alpha does not appear in what is carried through W",
             lambda slope, mix: (slope, lambda c, new: new)),
    ],
    1, MIX.reread, MIX.hints,
)


def meets(name, what, row, others):
    """Return the slot for what a weight is multiplied with: `name` in the keys, `what` in the sentences."""
    return Slot(
        row,
        [
            Slip(f"{name}-missing", f"{what} does not appear", lambda c: np.ones_like(row(c))),
            *(Slip(key, found, effect) for key, found, effect in others),
            Slip(f"{name}-divides", f"{what} divides and does not multiply", lambda c: 1 / row(c)),
            Slip(f"{name}-squared", f"{what} appears squared", lambda c: row(c) ** 2),
            Slip(f"{name}-summed", f"the entries of {what} are summed",
                 lambda c: 0 * row(c) + row(c).sum(-1, keepdims=True)),
            Slip(f"{name}-backwards", f"the entries of {what} stand in the opposite order", lambda c: row(c)[:, ::-1]),
            Slip(f"{name}-sized", f"{what} has lost its signs", lambda c: abs(row(c))),
            Slip(f"{name}-through-h", f"{what} has gone through h", lambda c: c.h(row(c))),
        ],
        1 + len(others),
        LEMMA + ", the part where that weight moves",
        ["Which number stands beside the weight in the sum a_t?",
         "For n = d = 1, add 1 to that weight. By how much does a_t grow?"],
    )


IN_PLACE = "stands where the state before belongs"
NEW, SUM = ("state-now", f"the new state {IN_PLACE}", lambda c: c.now), ("sum-for-state", f"the sum a_t {IN_PLACE}",
                                                                        lambda c: c.a)
MEETS_INPUT = meets("input", "the input", lambda c: c.x, [])
MEETS_STATE = meets("state", "the state before", lambda c: c.prev, [NEW, SUM])
TIMED_INPUT = meets("input", "the input", lambda c: c.x, [
    ("input-before", "the input belongs to the time before", lambda c: before(c.x)),
    ("input-after", "the input belongs to the time after", lambda c: after(c.x)),
    ("input-last", "the last input serves every step", lambda c: c.x[-1:]),
    ("input-first", "the first input serves every step", lambda c: c.x[:1]),
    ("state-for-input", "the state before stands where the input belongs", lambda c: c.prev),
])
TIMED_STATE = meets("state", "the state before", lambda c: c.prev, [
    NEW,
    ("state-two-before", "the state of two steps before stands where the state before belongs",
     lambda c: np.concatenate([c.now[-1:], c.prev[:-1]])),
    ("state-last", f"s_T {IN_PLACE}, at every step", lambda c: c.now[-1:]),
    ("state-first", f"s_0 {IN_PLACE}, at every step", lambda c: c.prev[:1]),
    ("input-for-state", f"the input {IN_PLACE}", lambda c: c.x),
    SUM,
])

INDEX = Slot(
    lambda X: X,
    [
        Slip("matrix", "the zeros are left out, and one axis with them", lambda X: X.sum(-2)),
        Slip("no-zeros", "every weight is said to move every entry of the state directly",
             lambda X: 0 * X + X.sum(-2, keepdims=True)),
        Slip("no-zeros", "every weight is said to move every entry of the state directly",
             lambda X: 0 * X + X.sum(-3, keepdims=True)),
        Slip("zeros-elsewhere", "the zeros stand where another pair of indices differs",
             lambda X: X.sum(-2, keepdims=True) * np.eye(*X.shape[-2:])),
        Slip("zeros-elsewhere", "the zeros stand where another pair of indices differs",
             lambda X: X.sum(-3, keepdims=True) * np.eye(*X.shape[-2:])[:, None]),
        Slip("too-many-zeros", "in every row only one weight counts", lambda X: X * np.eye(*X.shape[-2:])),
        Slip("one-entry-only", "only the first entry of the state has its numbers, the others have zeros",
             lambda X: X * np.eye(X.shape[-3])[0, :, None, None]),
        Slip("one-entry-only", "only the last entry of the state has its numbers, the others have zeros",
             lambda X: X * np.eye(X.shape[-3])[-1, :, None, None]),
        *(Slip("triangle", "the zeros fill no more than a triangle", effect) for effect in (
            lambda X: np.cumsum(X, axis=-2), lambda X: np.flip(np.cumsum(np.flip(X, -2), axis=-2), -2),
            lambda X: np.cumsum(X, axis=-3), lambda X: np.flip(np.cumsum(np.flip(X, -3), axis=-3), -3))),
    ],
    3,
    'chapter 4, "Where the zeros are"',
    ["Nudge one weight in row k. Which entries of the state move directly?",
     "For n = 2 draw the two slabs, and shade what is not zero."],
)

ORDER, FILLED = "the axes stand in another order", "the shape is right, but the numbers were filled in in another order"
LAYOUT = Slot(
    lambda X: X,
    [
        Slip("axes-exchanged", ORDER, lambda X: X.transpose(0, 2, 1)),
        Slip("axes-exchanged", ORDER, lambda X: X.transpose(2, 0, 1)),
        Slip("axes-exchanged", ORDER, lambda X: X.transpose(1, 2, 0)),
        Slip("axes-exchanged", ORDER, lambda X: X.transpose(2, 1, 0)),
        Slip("axes-reshaped", FILLED, lambda X: X.transpose(0, 2, 1).reshape(X.shape)),
        Slip("axes-reshaped", FILLED, lambda X: X.transpose(2, 0, 1).reshape(X.shape)),
        Slip("axes-reshaped", FILLED, lambda X: X.transpose(1, 2, 0).reshape(X.shape)),
        Slip("axes-reshaped", "the last two axes were flattened column by column",
             lambda X: X.transpose(0, 2, 1).reshape(len(X), -1)),
        Slip("entries-summed", "all entries of the state are summed", lambda X: X.sum(0)),
    ],
    2,
    'chapter 4, "Arrays with three axes"',
    ["What moves comes first: axis i. Then row and column of the weight: k, and l.",
     "Print the shape before and after your last step. Does that step move axes, or refill them?"],
)

CUBE_LAYOUT = LAYOUT._replace(  # in a cube, moving axes and filling them anew are one
    slips=[slip for slip in LAYOUT.slips if slip.key != "axes-reshaped"])

SCALAR = Slot(
    lambda X: X,
    [
        Slip("sign", "the sign is wrong", lambda X: -X),
        Slip("factor-2", "there is a factor 2 too many", lambda X: 2 * X),
        Slip("factor-half", "everything is halved", lambda X: X / 2),
    ],
    3,
    "your derivation, line by line: which line makes this factor",
    ["Take n = d = 1 and the identity for h. What is the derivative then, and what do you return?",
     "Which of your lines brings in the number, or the minus?"],
)

WEIGHTS = Slot(
    lambda c, new, e: new(e @ c.W.T),
    [
        Slip("W-transposed", "W is transposed", lambda c, new, e: new(e @ c.W)),
        Slip("slope-on-columns", "the slopes run along the columns of W, not along its rows",
             lambda c, new, e: new(e) @ c.W.T),
        Slip("W-diagonal", "nothing of W is left but its entries W_11, W_22, and so on",
             lambda c, new, e: new(e * np.diag(c.W))),
        Slip("W-missing", "W does not appear", lambda c, new, e: new(e)),
        Slip("W-missing", "W does not appear, and all entries of a row are one",
             lambda c, new, e: new(0 * e + e.sum(-1, keepdims=True))),
        Slip("W-added", "the slope and W are added, not multiplied",
             lambda c, new, e: new(0 * e + e.sum(-1, keepdims=True)) + c.alpha * e @ c.W.T),
        Slip("W-divides", "W divides and does not multiply", lambda c, new, e: new(e @ (1 / c.W).T)),
        Slip("carry-transposed", "rows and columns of the Jacobian are exchanged",
             lambda c, new, e: new(e) @ c.W),
        Slip("W-squared", "W appears squared", lambda c, new, e: new(e @ (c.W**2).T)),
        Slip("W-summed", "the columns of W are summed", lambda c, new, e: new(e.sum(-1, keepdims=True) * c.W.sum(1))),
        Slip("W-sized", "W has lost its signs", lambda c, new, e: new(e @ abs(c.W).T)),
    ],
    3,
    "chapter 4, the Jacobian J_t in that lemma: the part where an entry of the state before moves",
    ["Which weight stands between entry j of the state before and entry i of the new one?",
     "For n = 2 write out both sums a_t, and differentiate them by the second entry of the state before."],
    {"W-transposed": "W_ij is in row i and column j. Which of the two is the new state's index?",
     "slope-on-columns": "There is one slope for each entry of the new state. Is that a row or a column of W?",
     "carry-transposed": "Entry i, j: what is differentiated has the first index, what moves has the second.",
     "W-diagonal": "Does a nudge of one entry of the state before move only the same entry of the new one?"},
)

LEAK = Slot(
    lambda c, new, weights, e: (1 - c.alpha) * e + weights(c, new, e),
    [
        Slip("leak-missing", "the part of the state that is kept does not appear",
             lambda c, new, weights, e: weights(c, new, e)),
        Slip("leak-whole", "all of the state before is kept", lambda c, new, weights, e: e + weights(c, new, e)),
        Slip("leak-exchanged", "the share of the state that is kept is alpha",
             lambda c, new, weights, e: c.alpha * e + weights(c, new, e)),
        Slip("leak-everywhere", "what is kept of one entry is added to every entry",
             lambda c, new, weights, e: (1 - c.alpha) * e.sum(-1, keepdims=True) + weights(c, new, e)),
        Slip("leak-through-W", "the part that is kept goes through W",
             lambda c, new, weights, e: (1 - c.alpha) * e @ c.W.T + weights(c, new, e)),
        Slip("leak-through-h", "the part that is kept goes through h as well",
             lambda c, new, weights, e: weights(c, lambda M: new(M + (1 - c.alpha) * e), e)),
        Slip("leak-multiplies", "the share that is kept multiplies the rest",
             lambda c, new, weights, e: (1 - c.alpha) * weights(c, new, e)),
        Slip("leak-too-large", "what is kept has a share above 1",
             lambda c, new, weights, e: (1 + c.alpha) * e + weights(c, new, e)),
        Slip("leak-too-large", "what is kept has a share above 1",
             lambda c, new, weights, e: (2 - c.alpha) * e + weights(c, new, e)),
        Slip("carry-sign", "what passes through W has the wrong sign",
             lambda c, new, weights, e: (1 - c.alpha) * e - weights(c, new, e)),
        Slip("leak-subtracted", "the part that is kept is subtracted",
             lambda c, new, weights, e: weights(c, new, e) - (1 - c.alpha) * e),
    ],
    3,
    MIX.reread,
    ["In how many places of the leaky step does the state before stand? Each gives a term.",
     "Put zeros for U and W. What is the new state then, and what is its derivative by the state before?",
     "Nudge one entry of the state before, with W = 0. Which entries of the new state move?"],
    {"leak-everywhere": "Adding a number to a matrix in NumPy adds it to every entry. Which entries should have it?",
     "leak-through-W": "Does what is kept of the state pass through a weight?"},
)
