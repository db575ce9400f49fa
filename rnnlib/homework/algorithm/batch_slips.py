"""The grammar of mistakes that only a batch allows: sequences that mix, and means over the wrong axis."""

import numpy as np

from ..grammar import Slip, Slot
from ..raised import AXES
from ..words import FINISHED
from .loss_slips import SCALE
from .run_slips import LEAKY_RUN, TIMES
from .sweep import Sweep
from .sweep_slips import added, backwards, carried

MEAN = "chapter 1, \"The mean over a batch\""
PRODUCTS = "For N = 2, write the sum out: two products, or a product of two sums?"


def _mixed(f):
    """Make the sweep of a batch whose carry is summed or averaged over the sequences."""
    def sweep(c, r, J):
        carry = carried(J)
        return backwards(r, lambda rows, t: r[t] + f(carry(rows, t)))
    return lambda _, total: (sweep, total)


def _total(f):
    """Make another sum of the products of rows."""
    return lambda sweep, _: (sweep, f)


def _alone(counted, N):
    """Let the errors of other sequences be nothing, in L as in the gradient, and divide by N or by 1."""
    def only(c):
        others = np.arange(c.N) != np.arange(c.N)[counted]
        c.y[:, others] = c.y_in_L[:, others] = c.o[:, others]
        c.N = N(c)
        return c
    return only


def _turned(start):
    """Make a run in which the times stand for the sequences, each from a state chosen for it."""
    def run(given):
        x, y = (rows.swapaxes(0, 1) for rows in (given.x, given.y))
        return Sweep(given._replace(x=x, y=y, s0=None if given.s0 is None else start(given.s0, len(given.x))))
    return run


def _so_many(given):
    """Make a run of so many sequences as there are times."""
    T = np.arange(len(given.x))
    return Sweep(given._replace(x=given.x[:, T], y=given.y[:, T], s0=None if given.s0 is None else given.s0[T]))


ALONE = Slot(lambda sweep, total: (sweep, total), [], 0, "", [])  # how a sweep and its sums treat one sequence

SEQUENCES = Slot(
    ALONE.right,
    [
        Slip("averaged-before-product", "both factors are averaged over the sequences before they are multiplied",
             _total(lambda c, Q, R: added(Q[1:].mean(1), R[1:].mean(1)) * c.N)),
        Slip("sequences-mixed", "what is carried back is added over the sequences",
             _mixed(lambda carry: carry.sum(0) + 0 * carry)),
        Slip("sequences-mixed", "what is carried back is averaged over the sequences",
             _mixed(lambda carry: carry.mean(0) + 0 * carry)),
        Slip("sequences-mixed", "every sequence gets what is carried back for its neighbour",
             _mixed(lambda carry: np.roll(carry, 1, axis=0))),
        Slip("sequences-mixed", "every sequence gets what is carried back for its neighbour",
             _mixed(lambda carry: np.roll(carry, -1, axis=0))),
        Slip("carry-divided-by-N", "what is carried back is divided by the number of sequences at every step",
             _mixed(lambda carry: carry / len(carry))),
        Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
             _total(lambda c, Q, R: added(Q[1:].sum(1), R[1:].sum(1)))),
        Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
             _total(lambda c, Q, R: added(Q[1:].sum(1), R[1:].sum(1)) * c.N)),
        Slip("first-sequence-only", "only the first sequence counts",
             _total(lambda c, Q, R: added(Q[1:, 0], R[1:, 0]) * c.N)),
        Slip("first-sequence-only", "only the first sequence counts",
             _total(lambda c, Q, R: added(Q[1:, 0], R[1:, 0]))),
        Slip("last-sequence-only", "only the last sequence counts",
             _total(lambda c, Q, R: added(Q[1:, -1], R[1:, -1]) * c.N)),
        Slip("last-sequence-only", "only the last sequence counts",
             _total(lambda c, Q, R: added(Q[1:, -1], R[1:, -1]))),
    ],
    1,
    MEAN,
    ["Take N = 2. What must come out, in terms of the two answers that your function for one sequence gives?",
     "Over which axis of which array do you add, and does every sequence meet its own rows only?"],
    {"averaged-before-product": PRODUCTS, "first-sequence-only": PRODUCTS, "last-sequence-only": PRODUCTS,
     "carry-divided-by-N": "For T = 3, by what is the error of time 3 divided until it reaches time 1?",
     "sequences-mixed": "With N = 2, may the second sequence move the first one's row?"},
)

_MEANS = [
    Slip("sum-over-sequences", "L and its gradient are added over the sequences, not averaged",
         lambda c, length: (c.N, c.N)),
    Slip("gradient-summed", "L is the mean over the sequences, and its gradient the sum",
         lambda c, length: (1, c.N)),
    Slip("loss-summed", "the gradient is the mean over the sequences, and L the sum",
         lambda c, length: (c.N, 1)),
    Slip("divided-by-N-twice", "the gradient is divided by the number of sequences twice",
         lambda c, length: (1, 1 / c.N)),
    Slip("divided-by-N-twice", "L and its gradient are divided by the number of sequences twice",
         lambda c, length: (1 / c.N, 1 / c.N)),
    Slip("mean-over-T", "the mean is taken over the times, not over the sequences",
         lambda c, length: (c.N / c.T, c.N / c.T)),
    Slip("mean-over-T", "in the gradient the mean is taken over the times, not over the sequences",
         lambda c, length: (1, c.N / c.T)),
]
BATCH_SCALE = SCALE._replace(slips=[*_MEANS, *SCALE.slips], likely=4, reread=MEAN, first=dict.fromkeys(
    [slip.key for slip in _MEANS], "For N sequences that are all alike, L and the gradient must be those of one of "
    "them. Try it with N = 2."))

BATCH_TIMES = TIMES._replace(slips=[*TIMES.slips, *(
    Slip(f"{which}-sequence-only", f"only the {which} sequence counts, in L as in the gradient", _alone(place, N))
    for which, place in [("first", 0), ("last", -1)] for N in (lambda c: c.N, lambda c: 1))],
    own={"first-sequence-only": (MEAN, [FINISHED, PRODUCTS]),
         "last-sequence-only": (MEAN, ["In the loop over the sequences, does each add to what is there?"])})
BATCH_RUN = LEAKY_RUN._replace(slips=[
    *LEAKY_RUN.slips,
    Slip("time-for-sequences", "the loop over the sequences runs over the times: T and N have changed places",
         _turned(lambda s0, T: s0[np.arange(T)])),
    Slip("time-for-sequences", "the loop over the sequences makes T passes, not N", _so_many),
], own={"time-for-sequences": ("the notation page, the axes of a batch", [AXES])})
