"""The grammar of mistakes in loops that run backwards: what is carried, what is added up, and in which order."""

from functools import reduce

import numpy as np

from .grammar import Slip, Slot


def _carried(J, k=1):
    """Make the product of a row at t + 1 with a Jacobian; k = 0 takes that of t."""
    return lambda rows, t: (rows[t + 1][:, None] @ J[t + k])[:, 0]


def _backwards(r, step):
    """Rows from the last time to the first: the last one is r_T."""
    rows = np.zeros_like(r)
    rows[-1] = r[-1]
    for t in range(len(r) - 2, 0, -1):
        rows[t] = step(rows, t)
    return rows


def _plain(c, r, J):
    carry = _carried(J)
    return _backwards(r, lambda rows, t: r[t] + carry(rows, t))


def _twice(c, r, J):
    carry = _carried(J)
    return _backwards(r, lambda rows, t: r[t] + 2 * carry(rows, t))


def _no_direct(c, r, J):
    return _backwards(r, _carried(J))


def _one_step(c, r, J):
    carry = _carried(J)
    return _backwards(r, lambda rows, t: r[t] + carry(r, t))


def _of_t(c, r, J):
    carry = _carried(J, 0)
    return _backwards(r, lambda rows, t: r[t] + carry(rows, t))


def _minus(c, r, J):
    carry = _carried(J)
    return _backwards(r, lambda rows, t: r[t] - carry(rows, t))


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


def _ascending(c, r, J):
    """Each error's row meets the Jacobians in the wrong order."""
    rows = np.zeros_like(r)
    for tau in range(1, len(r)):
        product = np.eye(r.shape[-1]) + 0 * J[tau]
        for t in range(tau, 0, -1):
            rows[t] += (r[tau][:, None] @ product)[:, 0]
            product = J[t] @ product
    return rows


def _mixed(f):
    """Make the sweep of a batch whose carry is summed or averaged over the sequences."""
    def sweep(c, r, J):
        carry = _carried(J)
        return _backwards(r, lambda rows, t: r[t] + f(carry(rows, t)))
    return sweep


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
        Slip("product-ascending", "the Jacobians are multiplied in the opposite order", _ascending),
        Slip("carry-subtracted", "what is carried back is subtracted", _minus),
        Slip("last-error-only", "only the error of the last time counts, and nothing is carried back",
             lambda c, r, J: np.concatenate([0 * r[:-1], r[-1:]])),
    ],
    5,
    "chapter 5, \"Two messages for one state\", and the theorem",
    ["Two messages arrive at s_t. From where, and what is done with them?",
     "Take T = 2 and write down, for t = 2 and t = 1, everything that your loop adds. Compare with the theorem.",
     "When you come to time t, what does the carry hold: which errors, through which Jacobians?"],
)

SUM = Slot(
    lambda c, Q, R: _added(Q[1:], R[1:]),
    [
        Slip("assigned", "each step overwrites what was there: only time 1, the last that the loop visits, is left",
             lambda c, Q, R: _added(Q[1:2], R[1:2])),
        Slip("assigned", "only the last time, T, is there: the others are not added",
             lambda c, Q, R: _added(Q[-1:], R[-1:])),
        Slip("first-step-missing", "time 1 is skipped", lambda c, Q, R: _added(Q[2:], R[2:])),
        Slip("last-step-missing", "time T is skipped", lambda c, Q, R: _added(Q[1:-1], R[1:-1])),
        Slip("transposed", "rows and columns are exchanged", lambda c, Q, R: _added(R[1:], Q[1:])),
        Slip("divided-by-T", "the sum over the times is divided by T", lambda c, Q, R: _added(Q[1:], R[1:]) / c.T),
        Slip("sign", "the sign is wrong", lambda c, Q, R: -_added(Q[1:], R[1:])),
        Slip("factor-2", "there is a factor 2 too many", lambda c, Q, R: 2 * _added(Q[1:], R[1:])),
        Slip("part-zero", "there is nothing but zeros", lambda c, Q, R: 0 * _added(Q[1:], R[1:])),
    ],
    4,
    "chapter 5, the theorem: three sums over t = 1..T",
    ["A weight is used at every time. What must happen to what each time contributes?",
     "For T = 3, write down the times at which your loop adds something. Which is the first, which the last?",
     "Row index k belongs to what is moved, column index l to what the weight multiplies. Which is which in yours?"],
)

BATCH_SWEEP = SWEEP._replace(slips=[
    *SWEEP.slips,
    Slip("sequences-mixed", "what is carried back is added over the sequences, which know nothing of each other",
         _mixed(lambda carry: carry.sum(0) + 0 * carry)),
    Slip("sequences-mixed", "what is carried back is averaged over the sequences, which know nothing of each other",
         _mixed(lambda carry: carry.mean(0) + 0 * carry)),
])

BATCH_SUM = SUM._replace(slips=[
    *SUM.slips,
    Slip("averaged-before-product", "both factors are averaged over the sequences before they are multiplied",
         lambda c, Q, R: _added(Q[1:].mean(1), R[1:].mean(1)) * c.N),
    Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
         lambda c, Q, R: _added(Q[1:].sum(1), R[1:].sum(1))),
    Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
         lambda c, Q, R: _added(Q[1:].sum(1), R[1:].sum(1)) * c.N),
    Slip("first-sequence-only", "only the first sequence counts", lambda c, Q, R: _added(Q[1:, 0], R[1:, 0]) * c.N),
    Slip("first-sequence-only", "only the first sequence counts", lambda c, Q, R: _added(Q[1:, 0], R[1:, 0])),
    Slip("last-sequence-only", "only the last sequence counts", lambda c, Q, R: _added(Q[1:, -1], R[1:, -1]) * c.N),
    Slip("last-sequence-only", "only the last sequence counts", lambda c, Q, R: _added(Q[1:, -1], R[1:, -1])),
])


def _added(Q, R):
    return Q.reshape(-1, Q.shape[-1]).T @ R.reshape(-1, R.shape[-1])


_MEAN = "for a batch, L and its gradient are means over the sequences"
BATCH_SCALE_SLIPS = [
    Slip("sum-over-sequences", "L and its gradient are added over the sequences, not averaged",
         lambda c, row: row * c.N),
    Slip("gradient-summed", "L is the mean over the sequences, and its gradient the sum",
         lambda c, row: np.concatenate([row[:1], row[1:] * c.N])),
    Slip("loss-summed", "the gradient is the mean over the sequences, and L the sum",
         lambda c, row: np.concatenate([row[:1] * c.N, row[1:]])),
    Slip("divided-by-N-twice", "the gradient is divided by the number of sequences twice",
         lambda c, row: np.concatenate([row[:1], row[1:] / c.N])),
    Slip("divided-by-N-twice", "L and its gradient are divided by the number of sequences twice",
         lambda c, row: row / c.N),
    Slip("mean-over-T", "the mean is taken over the times, not over the sequences", lambda c, row: row * c.N / c.T),
    Slip("mean-over-T", "in the gradient the mean is taken over the times, not over the sequences",
         lambda c, row: np.concatenate([row[:1], row[1:] * c.N / c.T])),
]


# The slide's loop


def _products(J, D):
    """Return the terms (J_T ... J_{t+1}) D_t for t = T..1, and the same with J_t as well."""
    z, right, late = np.eye(len(J[0])), [], []
    for t in range(len(J) - 1, 0, -1):
        right.append(np.tensordot(z, D[t], 1))
        z = z @ J[t]
        late.append(np.tensordot(z, D[t], 1))
    return np.array(right), np.array(late)


def _with(product):
    """Terms with another way to make the product that stands at time t, from the Jacobians of T..t+1."""
    def loop(J, D):
        times = range(len(J) - 1, 0, -1)
        return sum(np.tensordot(product([J[j] for j in range(len(J) - 1, t, -1)], np.eye(len(J[0]))), D[t], 1)
                   for t in times)
    return loop


def _forwards(J, D):
    z, total = np.eye(len(J[0])), 0
    for t in range(1, len(J)):
        total, z = total + np.tensordot(z, D[t], 1), z @ J[t]
    return total


LOOP = Slot(
    lambda J, D: _products(J, D)[0].sum(0),
    [
        Slip("as-printed", "the printed loop stands as it was: one Jacobian too many, and the last step counted twice",
             lambda J, D: D[-1] + _products(J, D)[1].sum(0)),
        Slip("one-jacobian-too-many", "every term has one Jacobian too many; the last step is no longer counted twice",
             lambda J, D: _products(J, D)[1].sum(0)),
        Slip("last-step-twice", "the products are right now, and the last step is still counted twice",
             lambda J, D: D[-1] + _products(J, D)[0].sum(0)),
        Slip("last-step-missing", "the term of the last step is missing", lambda J, D: _products(J, D)[0][1:].sum(0)),
        Slip("first-step-missing", "the term of time 1 is missing", lambda J, D: _products(J, D)[0][:-1].sum(0)),
        Slip("first-step-missing", "each term has one Jacobian too many, and the term of time 1 is missing",
             lambda J, D: D[-1] + _products(J, D)[1][:-1].sum(0)),
        Slip("one-jacobian-too-few", "the terms before the last have one Jacobian too few",
             lambda J, D: D[-1] + _with(lambda Js, Id: reduce(np.matmul, Js[:-1], Id))(J, D) - D[-1]),
        Slip("direct-only", "only the direct term of the last step is there", lambda J, D: D[-1] + 0 * D[-1]),
        Slip("product-ascending", "the Jacobians are multiplied in the opposite order",
             _with(lambda Js, Id: reduce(np.matmul, Js[::-1], Id))),
        Slip("product-not-accumulated", "only one Jacobian stands before each term: z is set anew, not multiplied",
             _with(lambda Js, Id: Js[-1] if Js else Id)),
        Slip("jacobians-missing", "no Jacobian stands before any term: z stays what it was at the start",
             _with(lambda Js, Id: Id)),
        Slip("assigned", "each pass overwrites what was there: only the term of time 1 is left",
             lambda J, D: _products(J, D)[0][-1]),
        Slip("assigned", "each pass overwrites what was there: only the term of time 1 is left, with a Jacobian too "
             "many", lambda J, D: _products(J, D)[1][-1]),
        Slip("wrong-product", "a matrix and an array with three axes are multiplied along the wrong axis",
             lambda J, D: sum(reduce(np.matmul, [J[j] for j in range(len(J) - 1, t, -1)], np.eye(len(J[0]))) @ D[t]
                              for t in range(1, len(J)))),
        Slip("runs-forwards", "the loop runs from time 1 to T", _forwards),
        Slip("subtracted", "the terms before the last are subtracted",
             lambda J, D: 2 * D[-1] - _products(J, D)[0].sum(0)),
    ],
    4,
    "chapter 5, \"What the printed loop computes\", and the table for T = 3",
    ["Take T = 1. What must come out, and what does yours add?",
     "For T = 3, write down what z is at the moment when it is used, for t = 3, 2, 1. Put the right product beside it.",
     "State in one sentence what the sum holds after the pass of time t. Is it true before the first pass?"],
)

LAYOUT = Slot(
    lambda G: G,
    [
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(0, 2, 1)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(2, 1, 0)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(1, 2, 0)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(2, 0, 1)),
    ],
    1,
    "chapter 4: [i, k, l] is entry i of the state by the weight in row k and column l",
    ["Print the shape after every line. Where do two axes change places?"],
)

STATE_SCALE = Slot(
    lambda c, row: row,
    [
        Slip("sign", "the sign is wrong", lambda c, row: -row),
        Slip("divided-by-T", "the sum over the times is divided by T", lambda c, row: row / c.T),
        Slip("factor-2", "there is a factor 2 too many", lambda c, row: 2 * row),
    ],
    1,
    "the sums (3) and (4), which have no number in front",
    ["Take T = 1: what must come out?"],
)
