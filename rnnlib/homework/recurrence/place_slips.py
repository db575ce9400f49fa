"""The grammar of mistakes in what a weight meets, where the zeros are, and how the axes lie."""

import numpy as np

from ..grammar import Slip, Slot
from .slope_slips import LEMMA, before


def meets(name, what, row, others):
    """Return the slot for what a weight is multiplied with: `name` in the keys, `what` in the sentences."""
    return Slot(
        row,
        [
            Slip(f"{name}-missing", f"{what} does not appear", lambda c: np.ones_like(row(c))),
            *(Slip(key, found, effect) for key, found, effect in others),
            *(Slip("added", f"the slope and {what} are added or subtracted, not multiplied",
                   lambda c, sign=sign: 1 + sign * row(c)[:, None] / c.h.prime(c.a)[:, :, None]) for sign in (1, -1)),
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
EXCHANGED = ("slope-and-state-exchanged", "the slope and the state before have changed their axes",
             lambda c: c.prev[:, :, None] * c.h.prime(c.a)[:, None] / c.h.prime(c.a)[:, :, None])
MEETS_STATE = meets("state", "the state before", lambda c: c.prev, [NEW, SUM, EXCHANGED])
TIMED_INPUT = meets("input", "the input", lambda c: c.x, [
    ("input-before", "the input belongs to the time before", lambda c: before(c.x)),
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
TIMED_STATE = TIMED_STATE._replace(slips=[slip for slip in TIMED_STATE.slips if slip.key != "state-divides"])  # s_0 = 0

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

STEP_LAYOUT = LAYOUT._replace(  # in one step, to sum the entries is to leave out the zeros
    slips=[slip for slip in LAYOUT.slips if slip.key != "entries-summed"])
CUBE_LAYOUT = LAYOUT._replace(  # and in a cube, moving axes and filling them anew are one
    slips=[slip for slip in STEP_LAYOUT.slips if slip.key != "axes-reshaped"])

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
