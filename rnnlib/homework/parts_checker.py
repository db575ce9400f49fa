"""The judge of a function whose answer has several parts: it also asks which of them are right."""

from collections.abc import Callable
from dataclasses import dataclass

from .checker import Checker
from .explain_parts import explain_parts
from .looks import invariants, right_but_for
from .parts import read_parts
from .report import Report
from .trials import lay_out_parts, wrong_parts
from .words import PARTS, listed


@dataclass(frozen=True, kw_only=True)
class PartsChecker(Checker):
    """The judge of a function that returns several arrays: truths and built answers are tuples.

    Its attributes are those of a `Checker`, and:

    Attributes
    ----------
    layout : dict of str
        For each part the lengths of its axes, as the book writes them.
    last : callable, optional
        Judges the last instance, and that only if the others are right: from the instance and its `Answer` to (key,
        detail), or None. The detail of "right" is a note.
    """

    layout: dict
    looks: tuple = (invariants, right_but_for)
    last: Callable | None = None

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        if not self.last:
            return super().judge(instances, answers)
        report, given, answer = super().judge(instances[:-1], answers[:-1]), instances[-1], answers[-1]
        answer = answer if answer.problem else read_parts(answer.value, tuple(self.layout))
        key, detail = (self.last(given, answer) if report.ok else None) or ("", "")
        if key == "right":
            report.add("Note", detail)
        elif key:
            says, hints = self.says(key)
            lines = [("Found", says.format(detail=detail)), ("Right", f"The {len(instances) - 1} others are right."),
                     ("Seen", f"With {self.about(given)[0]}."), ("Reread", self.reread + ".")]
            return Report(self.name, key, "not right yet.", lines, [*hints, *self.hints], given)
        return report

    def trials(self, instances, answers):
        """Lay the parts of the answers beside the truth."""
        return lay_out_parts(tuple(self.layout), instances, answers, [self.truth(given) for given in instances])

    def explain(self, trials):
        """Return (slot name, slip, names of parts) for each of the known mistakes that explain the answers."""
        return explain_parts(self.slots, self.build, trials)

    def misshapen(self, trial, name):
        """Return the key for a wrong shape."""
        part = trial.parts[name]
        return "transposed" if part.value.T.shape == part.truth.shape else "shape"

    def furthest(self, trial):
        """Name what is furthest from the truth."""
        return max(trial.parts, key=lambda name: trial.parts[name].off())

    def first_of_all(self, trials):
        """Return a line of the report that says that L itself is wrong."""
        wrong = wrong_parts(trials)
        if "L" not in wrong or len(wrong) == 1:
            return []
        return [("First", "L itself is wrong. So look at L before its derivatives.")]

    def right_parts(self, trials):
        """Return a line of the report on what is right."""
        wrong = wrong_parts(trials)
        right = [name for name in self.layout if name not in wrong]
        return [("Right", f"{listed(right)} {'is' if len(right) == 1 else 'are'} right.")] if right else []

    def letters(self, name):
        """Return the lengths of a part's axes, as the book writes them."""
        return self.layout[name]

    def says(self, key):
        """Return what is said of a diagnosis, and its hints."""
        return self.words.get(key) or PARTS.get(key) or super().says(key)
