"""The grammar of mistakes in loops that run backwards: what is carried, what is added up, and in which order."""

import numpy as np

from ..grammar import Slip, Slot
from ..words import FINISHED


def carried(J, k=1):
    """Make the product of a row at t + 1 with a Jacobian; k = 0 takes that of t."""
    return lambda rows, t: (rows[t + 1][:, None] @ J[t + k])[:, 0]


def backwards(r, step):
    """Rows from the last time to the first: the last one is r_T."""
    rows = np.zeros_like(r)
    rows[-1] = r[-1]
    for t in range(len(r) - 2, 0, -1):
        rows[t] = step(rows, t)
    return rows


def _plain(c, r, J):
    carry = carried(J)
    return backwards(r, lambda rows, t: r[t] + carry(rows, t))


def _twice(c, r, J):
    carry = carried(J)
    return backwards(r, lambda rows, t: r[t] + 2 * carry(rows, t))


def _no_direct(c, r, J):
    return backwards(r, carried(J))


def _one_step(c, r, J):
    carry = carried(J)
    return backwards(r, lambda rows, t: r[t] + carry(r, t))


def _of_t(c, r, J):
    carry = carried(J, 0)
    return backwards(r, lambda rows, t: r[t] + carry(rows, t))


def _minus(c, r, J):
    carry = carried(J)
    return backwards(r, lambda rows, t: r[t] - carry(rows, t))


def _piling(c, r, J):
    """Add the carry to the carry before, and never reset it."""
    rows, carry = np.zeros_like(r), np.zeros_like(r[0])
    for t in range(len(r) - 1, 0, -1):
        rows[t] = r[t] + carry
        carry = carry + (rows[t][:, None] @ J[t])[:, 0]
    return rows


def _through(rows, J):
    moved = (rows[1:, :, None] @ J[1:])[:, :, 0]
    return np.concatenate([rows[:1], moved])


def _printed(c, r, J):
    return r + _through(_plain(c, r, J), J)


def _moved_first(c, r, J):
    return _through(_plain(c, r, J), J)


def _forwards(c, r, J):
    rows = r.copy()
    for t in range(2, len(r)):
        rows[t] = r[t] + (rows[t - 1][:, None] @ J[t - 1])[:, 0]
    return rows


def _ascending(c, r, J):
    """Each error's row meets the Jacobians in the wrong order."""
    rows = np.zeros_like(r)
    for tau in range(1, len(r)):
        product = np.eye(r.shape[-1]) + 0 * J[tau]
        for t in range(tau, 0, -1):
            rows[t] += (r[tau][:, None] @ product)[:, 0]
            product = J[t] @ product
    return rows


SWEEP = Slot(
    _plain,
    [
        Slip("carry-ignored", "nothing is carried back: each error reaches its own time only", lambda c, r, J: r),
        Slip("direct-ignored", "the errors before the last are not heard: at t < T only the carry counts", _no_direct),
        Slip("carry-twice", "what is carried back is counted twice", _twice),
        Slip("carry-not-accumulated", "each error is carried back by one step only, and then forgotten", _one_step),
        Slip("carry-piles-up", "what was carried earlier is kept, and added to what is carried now", _piling),
        Slip("jacobian-of-t", "what comes from t + 1 is carried by the Jacobian of t, not of t + 1", _of_t),
        Slip("printed-loop", "the slip of the printed loop stands: one Jacobian too many, and a term counted twice",
             _printed),
        Slip("one-jacobian-too-many", "every row has passed one Jacobian too many when it is used", _moved_first),
        Slip("runs-forwards", "the loop runs from time 1 to T", _forwards),
        Slip("carry-subtracted", "what is carried back is subtracted", _minus),
        Slip("last-error-only", "only the error of the last time counts, and nothing is carried back",
             lambda c, r, J: np.concatenate([0 * r[:-1], r[-1:]])),
    ],
    5,
    "chapter 5, \"Two messages for one state\", and the theorem",
    ["Two messages arrive at s_t. From where, and what is done with them?",
     "Take T = 2 and write down, for t = 2 and t = 1, everything that your loop adds. Compare with the theorem.",
     "When you come to time t, what does the carry hold: which errors, through which Jacobians?"],
    {"runs-forwards": "What arrives at time t, comes it from t + 1 or from t - 1? Which must be known first?"},
)

ORDER = Slot(
    lambda sweep: sweep,
    [Slip("product-ascending", "the Jacobians are multiplied in the opposite order", lambda sweep: _ascending)],
    0,
    "chapter 4, \"The order of the product\"",
    ["With T <= 2 the order does not show. For T = 3, which Jacobian stands leftmost in (3)?",
     "From s_1 to s_3: which step comes first, and on which side of the product does its Jacobian stand?"],
)

SUM = Slot(
    lambda c, Q, R: added(Q[1:], R[1:]),
    [
        Slip("assigned", "each step overwrites what was there: only time 1, the last that the loop visits, is left",
             lambda c, Q, R: added(Q[1:2], R[1:2])),
        Slip("first-pass-only", "only the last time, T, is there: the others are not added",
             lambda c, Q, R: added(Q[-1:], R[-1:])),
        Slip("first-step-missing", "time 1 is skipped", lambda c, Q, R: added(Q[2:], R[2:])),
        Slip("last-step-missing", "time T is skipped", lambda c, Q, R: added(Q[1:-1], R[1:-1])),
        Slip("transposed", "rows and columns are exchanged", lambda c, Q, R: added(R[1:], Q[1:])),
    ],
    4,
    "chapter 5, the theorem: three sums over t = 1..T",
    ["A weight is used at every time. What must happen to what each time contributes?",
     "For T = 3, write down the times at which your loop adds something. Which is the first, which the last?",
     "Row index k belongs to what is moved, column index l to what the weight multiplies. Which is which in yours?"],
    {"first-pass-only": FINISHED,
     "transposed": "The derivative of a number by a matrix has that matrix's shape. Which factor makes the rows?"},
)

FRONT = Slot(
    lambda c: 1,
    [
        Slip("divided-by-T", "the sum over the times is divided by T", lambda c: 1 / c.T),
        Slip("sign", "the sign is wrong", lambda c: -1),
        Slip("factor-2", "there is a factor 2 too many", lambda c: 2),
        Slip("part-zero", "there is nothing but zeros", lambda c: 0),
    ],
    2,
    "chapter 1, the derivative of E_t by the output, and chapter 5, the theorem",
    ["Take T = d = n = e = 1 and the identity for g and h. Which number stands in front of the gradient?"],
    {"divided-by-T": "L is a sum over the times. Is its gradient a mean?", "sign": "o - y, or y - o?",
     "part-zero": "Does anything get added to the zeros that you begin with?"},
)


def added(Q, R):
    """Add the products of columns and rows over all times and sequences."""
    return Q.reshape(-1, Q.shape[-1]).T @ R.reshape(-1, R.shape[-1])
