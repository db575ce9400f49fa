"""Homework 4: the loop that trains, judged by replaying it, and by what it learns in the long run."""

import numpy as np

from .bundles import BundleChecker, join
from .checker import SEED
from .report import Report
from .training_loop_slips import CHAPTER, SLOTS
from .training_replay import replayed
from .training_sets import about_training, trainings

FRACTION = 0.1  # of the loss at the start, so much may be left at the end


class TrainChecker(BundleChecker):
    """Compares a few steps number by number; then asks of the last set only that it is learnt."""

    __slots__ = ()

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        if len(instances) != len(answers):
            raise ValueError(f"{len(answers)} answers came for {len(instances)} instances: one is longer, one shorter")
        report = super().judge(instances[:-1], answers[:-1])
        given, answer = instances[-1], answers[-1]
        if not report.ok:
            return report
        if answer.problem:
            return self._on_the_long_run(answer.problem, given, answer.detail)
        losses = np.asarray(answer.value, float)[-given.steps:]
        if len(answer.value) != join(given.params).size + given.steps or not np.isfinite(answer.value).all():
            return self._on_the_long_run("not-learnt", given, "the losses are not all there")
        round_, left = len(given.batches), losses[-len(given.batches):].mean() / losses[:len(given.batches)].mean()
        if not left < FRACTION:
            return self._on_the_long_run("not-learnt", given, f"after {given.steps} steps {left:.0%} of the first "
                                         f"{round_} losses are left, and less than {FRACTION:.0%} is possible")
        report.add("Note", f"On a fifth set, less than {FRACTION:.0%} of the loss is left after {given.steps} steps.")
        return report

    def _on_the_long_run(self, key, given, detail):
        says, hints = self._says(key)
        lines = [("Found", "A few steps are right, many are not. " + says.format(detail=detail)),
                 ("Seen", f"With {self.about(given)[0]}."), ("Reread", self.reread + ".")]
        return Report(self.name, key, "not right yet.", lines, [*hints, *self.hints], given)

    def _looks(self, trials):
        """Say how far it is right: the losses tell which update went wrong first."""
        trial = trials[0]
        weights = join(trial.given.params).size
        (found, losses), (true, true_losses) = (np.split(joined, [weights]) for joined in (trial.value, trial.truth))
        fine = np.abs(losses - true_losses) <= 1e-8 * np.abs(true_losses).max()
        if np.abs(found - true).max() <= 1e-8 * np.abs(true).max():
            return "losses-only", trial, ""
        if fine.all():
            return "weights-only", trial, ""
        first = int(np.argmin(fine))
        return ("first-loss", trial, "") if first == 0 else ("later-loss", trial, f"{first}")

    def _size_detail(self, trial):
        weights = join(trial.given.params).size
        return f"{len(trial.value) - weights} losses came for {trial.given.steps} steps"


TRAIN = TrainChecker(
    name="learn_by_heart", axes="", layout="(Params, losses)", instances=trainings, about=about_training,
    truth=lambda given: replayed(given)({name: slot.right for name, slot in TRAIN.slots.items()}), build=replayed,
    slots=SLOTS,
    parts={
        "bundle-shape": "Wrong in number or shape: {detail}.",
        "losses-only": "The weights are right, so every update was. The losses are not.",
        "weights-only": "All losses are right, so every update but the last was. The weights that come back are not "
                        "right.",
        "first-loss": "The first loss is wrong already. It is there before anything is learnt: the mean of the losses "
                      "of the first batch, at the weights that came in.",
        "later-loss": "The losses are right up to number {detail}, and then no more. So update number {detail} is the "
                      "first that went wrong, or the batch after it is another one.",
        "not-learnt": "The set was not learnt: {detail}.",
    },
    reread=CHAPTER,
    hints=["Run it with steps = 1 and one batch of one sequence, and do the same step by hand.",
           "Then with one batch of two sequences, then with two batches. Where does it begin to differ?"],
    praise={},
)


def check_learn_by_heart(learn_by_heart, *, seed=SEED):
    """Check a loop that trains by clipped and truncated gradients.

    Parameters
    ----------
    learn_by_heart : callable
        learn_by_heart(params, batches, *, eta, max_norm, tau, steps, gradients), from Params, a list of batches (each
        a list of sequences (x, y)), numbers, and a function gradients(params, x, y, tau) -> (L, Params), to (Params,
        list of float): the new weights, and the mean loss of each step's batch before its update.
    seed : int
        Of the sets that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_learn_by_heart(lambda params, batches, **rest: (params, [0.0] * rest["steps"])).ok
    False
    """
    return TRAIN.check(learn_by_heart, seed=seed)
