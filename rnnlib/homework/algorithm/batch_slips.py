"""The grammar of mistakes that only a batch allows: sequences that mix, and means over the wrong axis."""

from ..grammar import Slip, Slot
from .loss_slips import SCALE
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
