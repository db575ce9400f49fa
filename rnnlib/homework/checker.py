"""An exercise and its judge: two pure halves, `instances` and `judge`, and `check`, which calls both.

The judge asks in this order: did anything come back, is it right, which known mistake explains all of it, and if none
does, what is right about it.
"""

from collections.abc import Callable
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from .call import SECONDS, answers
from .grammar import explain
from .invariants import localise
from .report import Report
from .trials import lay_out
from .words import INVARIANTS, TROUBLES

RIGHT, RIGHT_IN_FLOAT32, NEARLY = 1e-12, 1e-5, 1e-3
SEED = 7


class Checker(NamedTuple):
    """The judge of one function that students write.

    Attributes
    ----------
    name : str
        Of the function.
    axes, layout : str
        A letter for each index of the answer; the lengths of these axes, as the book writes them.
    instances : callable
        From a seed to a list of named tuples: the function's arguments.
    truth : callable
        From an instance to the right answer, by the complex step.
    about : callable
        From an instance to a list of what is special about it; the first entry names its sizes.
    slots : dict of Slot
        The grammar of mistakes.
    build : callable
        From an instance to a function, from the effects of all slots to an answer.
    parts : dict of str
        What it means if the error is a factor that depends on these index letters only.
    reread : str
        Where the whole is explained.
    hints : list of str
        If no known mistake explains the answer.
    praise : dict of str
        What to add if a right answer uses such a name.
    """

    name: str
    axes: str
    layout: str
    instances: Callable
    truth: Callable
    about: Callable
    slots: dict
    build: Callable
    parts: dict
    reread: str
    hints: list
    praise: dict

    def check(self, function, *, seed=SEED, seconds=SECONDS):
        """Judge a function on the instances of one seed, and return a `Report`."""
        instances = self.instances(seed)
        report = self.judge(instances, answers(function, instances, seconds=seconds))
        for name in getattr(getattr(function, "__code__", None), "co_names", ()):
            if report.ok and name in self.praise:
                report.add("Note", self.praise[name])
        return report

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        trials = lay_out(instances, answers, [self.truth(given) for given in instances])
        with np.errstate(all="ignore"):
            report = self._no_numbers(trials) or self._right(trials) or self._known(trials) or self._localised(trials)
        if any(answer.printed for answer in answers):
            report.add("Note", "What your function prints is not shown here.")
        return report

    def _no_numbers(self, trials):
        problems = {trial.answer.problem for trial in trials}
        if problems == {"none"}:
            return Report(self.name, "not-written", "not written yet. It returns None.")
        for trial in sorted(trials, key=lambda trial: trial.answer.problem == "none"):
            key = trial.answer.problem or trial.defect()
            if key and (key != "raises" or problems == {"raises"}):
                return self._trouble(key, trial, trial.answer.detail)
        return None

    def _right(self, trials):
        if not all(trial.near(NEARLY) for trial in trials):
            return None
        single = any(trial.value.dtype == np.float32 for trial in trials)
        for trial in trials:
            if not trial.near(RIGHT_IN_FLOAT32 if single else RIGHT):
                error = np.abs(trial.value - trial.truth).max() / np.abs(trial.truth).max()
                return self._trouble("few-digits", trial, f"{-np.log10(error):.0f}")
        report = Report(self.name, "right", f"right, on {len(trials)} networks of different sizes.")
        if single:
            report.add("Note", "Right to the digits of float32. In this course we compute in float64.")
        came, wanted = np.shape(trials[0].answer.value), trials[0].truth.shape
        if came != wanted:
            report.add("Note", f"Yours has shape {came}. The book lays the same numbers, in the same order, out as "
                               f"{self.layout} = {wanted}.")
        return report

    def _known(self, trials):
        builds, values = [self.build(trial.given) for trial in trials], [trial.value for trial in trials]
        mistake = explain(self.slots, builds, values)
        if mistake is None:
            return None
        slots, slips = [self.slots[name] for name in mistake], list(mistake.values())
        found = [slip.found for slip in slips]
        reread = dict.fromkeys(slot.reread for slot in slots)
        hints = [[slot.first.get(slip.key), *slot.hints] for slip, slot in zip(slips, slots)]
        hints = [[hint for hint in some if hint] for some in hints]
        if len(slips) == 2:
            found = [f"two things are wrong. First, {found[0]}. Second, {found[1]}"]
            hints = [[f"{which}: {hint}" for hint in some] for which, some in zip(("First", "Second"), hints)]
        lines = [("Found", f"Your numbers are exactly those of an answer in which {found[0]}.")]
        for trial in [trial for trial in trials if trial.answer.problem][:1]:
            lines.append(("Error", f"{trial.answer.detail}. {self._sizes(trial)}"))
        lines.append(("Reread", "; and ".join(reread) + "."))
        wrong = next(trial.given for trial in trials if not trial.near(NEARLY))
        hints = [hint for step in zip_longest(*hints) for hint in step if hint]
        return Report(self.name, "+".join(slip.key for slip in slips), "not right yet.", lines, hints, wrong)

    def _localised(self, trials):
        features = [self.about(trial.given)[1:] for trial in trials]
        failed = [trial for trial in trials if trial.answer.problem]
        if failed:
            unless = [bool(trial.answer.problem) == ("e different from n and from 1" in facts)
                      for trial, facts in zip(trials, features)]
            return self._trouble("raises-unless-square" if all(unless) else "raises", failed[0],
                                 failed[0].answer.detail)
        for trial in trials:
            if trial.value.shape != trial.truth.shape:
                detail = f"{self._lettered(trial)}, but {self.layout} = {trial.truth.shape} is wanted"
                return self._trouble("shape", trial, detail)
        found, true = [trial.value for trial in trials], [trial.truth for trial in trials]
        key, detail = localise(found, true, self.axes, self.parts, features)
        says, hints = INVARIANTS.get(key) or (self.parts[detail], [])
        wrong = next(trial for trial in trials if not trial.near(NEARLY))
        entry = np.unravel_index(np.abs(wrong.value - wrong.truth).argmax(), wrong.truth.shape)
        lines = [("Found", says.format(detail=detail)),
                 ("Seen", f"{self._sizes(wrong)} Entry {[int(index) for index in entry]} is furthest off."),
                 ("Reread", self.reread + ".")]
        return Report(self.name, key, "not right yet.", lines, [*hints, *self.hints], wrong.given)

    def _trouble(self, key, trial, detail=""):
        says, hints = TROUBLES[key]
        lines = [("Found", says.format(detail=detail)), ("Seen", self._sizes(trial))]
        return Report(self.name, key, "not right yet.", lines, hints, trial.given)

    def _lettered(self, trial):
        """Write a shape in numbers, and in letters if we can tell what they count."""
        letters = dict(zip(trial.truth.shape, self.layout.strip("()").split(", ")))
        shape = trial.value.shape
        known = shape and all(length in letters for length in shape)
        return f"({', '.join(letters[length] for length in shape)}) = {shape}" if known else f"{shape}"

    def _sizes(self, trial):
        return f"With {self.about(trial.given)[0]}."
