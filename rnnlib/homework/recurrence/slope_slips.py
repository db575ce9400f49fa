"""The grammar of mistakes in one step of the state: the slope h', and the way from the state before through W."""

import numpy as np

from ...activations import sigmoid, tanh
from ..grammar import Slip, Slot

TANH, SIGMOID = "h is taken for tanh, whatever h is", "h is taken for the sigmoid, whatever h is"
AT_STATE = "the slope h' is taken at the state, not at what goes into h"
LEMMA = "chapter 4, the lemma on the derivatives of one step"


def before(rows):
    """Give every time what belongs to the time before; time 1 gets the last one, as by Python's index -1."""
    return np.roll(rows, 1, axis=0)


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
     "slope-at-state": "In the chain rule h' is taken at what stands inside h. What stands inside it?",
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
    Slip("slope-last", "h' belongs to the last time, T, at every step", lambda c, M: c.h(c.a[-1:] + M)),
    Slip("slope-first", "h' belongs to time 1 at every step", lambda c, M: c.h(c.a[:1] + M)),
    Slip("slope-at-state-before", "h' is taken at the state before", lambda c, M: c.h(c.prev + M)),
], likely=5)

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
        *(Slip("W-added", "the slope and W are added or subtracted, not multiplied", effect) for effect in (
            lambda c, new, e: new(0 * e + e.sum(-1, keepdims=True)) + c.alpha * e @ c.W.T,
            lambda c, new, e: new(0 * e + e.sum(-1, keepdims=True)) - c.alpha * e @ c.W.T,
            lambda c, new, e: new(e) + c.alpha * e @ c.W.T, lambda c, new, e: new(e) - c.alpha * e @ c.W.T)),
        Slip("slope-at-W", "the slope h' is taken at W",
             lambda c, new, e: c.alpha * e @ (c.h.prime(c.W) * c.W).T),
        Slip("sum-for-W", "the sum a_t stands where W belongs",
             lambda c, new, e: new(0 * e + (e * c.a).sum(-1, keepdims=True))),
        Slip("sum-for-W", "the sum a_t stands where W belongs",
             lambda c, new, e: new(e.sum(-1, keepdims=True) * c.a)),
        Slip("W-divides", "W divides and does not multiply", lambda c, new, e: new(e @ (1 / c.W).T)),
        Slip("jacobian-transposed", "rows and columns of the Jacobian are exchanged",
             lambda c, new, e: new(e) @ c.W),
        Slip("W-squared", "W appears squared", lambda c, new, e: new(e @ (c.W**2).T)),
        Slip("W-summed", "the rows of W are summed",
             lambda c, new, e: new(0 * e + (e * c.W.sum(0)).sum(-1, keepdims=True))),
        Slip("W-summed", "the columns of W are summed", lambda c, new, e: new(e.sum(-1, keepdims=True) * c.W.sum(1))),
        Slip("W-sized", "W has lost its signs", lambda c, new, e: new(e @ abs(c.W).T)),
    ],
    3,
    LEMMA + ": the part where an entry of the state before moves",
    ["Which weight stands between entry j of the state before and entry i of the new one?",
     "For n = 2 write out both sums a_t, and differentiate them by the second entry of the state before."],
    {"W-transposed": "W_ij is in row i and column j. Which of the two is the new state's index?",
     "slope-on-columns": "There is one slope for each entry of the new state. Is that a row or a column of W?",
     "jacobian-transposed": "Entry i, j: what is differentiated has the first index, what moves has the second.",
     "W-diagonal": "Does a nudge of one entry of the state before move only the same entry of the new one?"},
)
