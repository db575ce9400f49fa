"""The judge of the loop that trains: a few steps number by number, and then what it learns in the long run."""

import numpy as np

from ..grammar import effects
from ..invariants import SMALL
from ..parts import WEIGHTS
from ..parts_checker import PartsChecker
from .loop_slips import CHAPTER, SLOTS
from .replay import replayed
from .sets import about_training, long_training, short_trainings

FRACTION = 0.1  # of the loss at the start, so much may be left at the end


def _trainings(seed):
    """Draw small sets, and a last one to be learnt by heart: again, until the right loop learns it well."""
    rng = np.random.default_rng(seed)
    sets, last = short_trainings(rng), long_training(rng)
    while not _left(last, _right(last)[-1]) < FRACTION / 2:
        last = long_training(rng)
    return [*sets, last]


def _right(given):
    return replayed(given)(effects(SLOTS))


def _left(given, losses):
    """Return the share of the loss that is left at the end, in the mean over the batches."""
    batches = len(given.batches)
    return losses[-batches:].mean() / losses[:batches].mean()


def _how_far(checker, trials):
    """Return how far it is right: the losses tell which update went wrong first."""
    losses = trials[0].parts["losses"]
    if all(trials[0].parts[name].near(SMALL) for name in WEIGHTS):
        return "losses-only", ""
    if losses.near(SMALL):
        return "weights-only", ""
    first = int(np.argmax(np.abs(losses.value - losses.truth) > SMALL * np.abs(losses.truth).max()))
    return ("later-loss", f"{first}") if first else ("first-loss", "")


def _learnt(given, answer):
    """Ask of the last set only that it is learnt."""
    if answer.problem:
        return answer.problem, answer.detail
    losses = answer.value[-1]
    if losses.shape != (given.steps,) or not all(np.isfinite(part).all() for part in answer.value):
        return "not-learnt", "the losses are not all there"
    left = _left(given, losses)
    if not left < FRACTION:
        return "not-learnt", (f"after {given.steps} steps {left:.0%} of the first {len(given.batches)} losses are "
                              f"left, and less than {FRACTION:.0%} is possible")
    return "right", f"On one more set, less than {FRACTION:.0%} of the loss is left after {given.steps} steps."


TRAIN = PartsChecker(
    name="learn_by_heart", layout=WEIGHTS | {"losses": "(steps)"}, instances=_trainings, about=about_training,
    truth=_right, build=replayed, slots=SLOTS, looks=(_how_far,), last=_learnt,
    words={
        "shape": ("It returned {detail}.",
                  ["With steps = 1, how many updates do you make, and how many losses come back?",
                   "The new weights have the shapes of the old ones."]),
        "losses-only": ("The weights are right, so every update was. The losses are not.", []),
        "weights-only": ("All losses are right, so every update but the last was. The weights that come back are not "
                         "right.", []),
        "first-loss": ("The first loss is wrong already. It is there before anything is learnt: the mean of the losses "
                       "of the first batch, at the weights that came in.", []),
        "later-loss": ("The losses are right up to number {detail}, and then no more. So update number {detail} is the "
                       "first that went wrong, or the batch after it is another one.", []),
        "not-learnt": ("A few steps are right, many are not. The set was not learnt: {detail}.", []),
    },
    reread=CHAPTER, noun="small sets, number by number",
    hints=["Run it with steps = 1 and one batch of one sequence, and do the same step by hand.",
           "Then with one batch of two sequences, then with two batches. Where does it begin to differ?"])
