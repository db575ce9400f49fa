"""The grammar of mistakes that only a batch allows: sequences that mix, and means over the wrong axis."""

from ..grammar import Slip
from .loss_slips import SCALE
from .sweep_slips import SUM, SWEEP, added, backwards, carried


def _mixed(f):
    """Make the sweep of a batch whose carry is summed or averaged over the sequences."""
    def sweep(c, r, J):
        carry = carried(J)
        return backwards(r, lambda rows, t: r[t] + f(carry(rows, t)))
    return sweep


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
         lambda c, Q, R: added(Q[1:].mean(1), R[1:].mean(1)) * c.N),
    Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
         lambda c, Q, R: added(Q[1:].sum(1), R[1:].sum(1))),
    Slip("averaged-before-product", "both factors are added over the sequences before they are multiplied",
         lambda c, Q, R: added(Q[1:].sum(1), R[1:].sum(1)) * c.N),
    Slip("first-sequence-only", "only the first sequence counts", lambda c, Q, R: added(Q[1:, 0], R[1:, 0]) * c.N),
    Slip("first-sequence-only", "only the first sequence counts", lambda c, Q, R: added(Q[1:, 0], R[1:, 0])),
    Slip("last-sequence-only", "only the last sequence counts", lambda c, Q, R: added(Q[1:, -1], R[1:, -1]) * c.N),
    Slip("last-sequence-only", "only the last sequence counts", lambda c, Q, R: added(Q[1:, -1], R[1:, -1])),
])

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
BATCH_SCALE = SCALE._replace(slips=[*_MEANS, *SCALE.slips], likely=4, first=dict.fromkeys(
    [slip.key for slip in _MEANS], "For N sequences that are all alike, L and the gradient must be those of one of "
    "them. Try it with N = 2."))
