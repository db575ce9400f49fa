"""The judge of answers in parts: known mistakes first, for all parts or part by part; then which parts are right."""

from itertools import zip_longest

import numpy as np

from .algorithm_explain import Explainer
from .algorithm_parts import cut, pairs, wrong_parts
from .algorithm_sweep import follows_from_errors
from .algorithm_where import SMALL, only_where, sort
from .algorithm_words import ALGORITHM_TROUBLES, HINTS, ONLY_THERE
from .checker import RIGHT, RIGHT_IN_FLOAT32, Checker
from .grammar import close
from .report import Report

NEARLY = 1e-5
ORDINAL = "First", "Second", "Third"


class PartsChecker(Checker):
    """The judge of a function that returns several arrays, put into one row.

    Its fields are those of a `Checker`, but `layout` is a function from the parameters to the shape of every part, and
    `parts` holds what to say if no known mistake explains the numbers.
    """

    __slots__ = ()

    def _right(self, trials):
        if not all(self._close(trial, NEARLY) for trial in trials):
            return None
        single = any(trial.value.dtype == np.float32 for trial in trials)
        for trial in trials:
            if not self._close(trial, RIGHT_IN_FLOAT32 if single else RIGHT):
                both = pairs(trial, self.layout).values()
                worst = max(np.abs(a - b).max() / np.abs(b).max() for a, b in both if b.any())
                return self._trouble("few-digits", trial, f"{-np.log10(worst):.0f}")
        report = Report(self.name, "right", f"right, on {len(trials)} networks of different sizes.")
        if single:
            report.add("Note", "Right to the digits of float32. In this course we compute in float64.")
        return report

    def _known(self, trials):
        if any(trial.value is not None and trial.value.shape != trial.truth.shape for trial in trials):
            return None
        found = Explainer(self.slots, self.build, self.layout, trials).explain()
        if not found:
            return None
        slots, slips, where = zip(*found)
        hints = [[hint for hint in (slot.first.get(slip.key), *slot.hints) if hint] for slot, slip in zip(slots, slips)]
        if len(found) == 1:
            numbers = f"Your numbers for {_listed(where[0])}" if where[0] else "Your numbers"
            says = f"{numbers} are exactly those of an answer in which {slips[0].found}."
        else:
            says = f"{('Two', 'Three')[len(found) - 2]} things are wrong. " + " ".join(
                f"{which}{f', in {_listed(parts)}' if parts else ''}: {slip.found}."
                for which, parts, slip in zip(ORDINAL, where, slips))
            hints = [[f"{which}: {hint}" for hint in some] for which, some in zip(ORDINAL, hints)]
        lines = [("Found", says), *self._right_parts(trials)]
        lines += [("Error", f"{trial.answer.detail}. {self._sizes(trial)}")
                  for trial in trials if trial.answer.problem][:1]
        lines.append(("Reread", "; and ".join(dict.fromkeys(slot.reread for slot in slots)) + "."))
        hints = [hint for step in zip_longest(*hints) for hint in step if hint]
        wrong = next(trial.given for trial in trials if not self._close(trial, NEARLY))
        return Report(self.name, "+".join(slip.key for slip in slips), "not right yet.", lines, hints, wrong)

    def _localised(self, trials):
        features = [self.about(trial.given)[1:] for trial in trials]
        failed = [trial for trial in trials if trial.answer.problem]
        if failed:
            unless = [bool(trial.answer.problem) == ("all sizes equal" not in facts)
                      for trial, facts in zip(trials, features)]
            return self._trouble("raises-unless-square" if all(unless) else "raises", failed[0],
                                 failed[0].answer.detail)
        for trial in trials:
            if trial.value.shape != trial.truth.shape:
                return self._trouble("shape", trial, f"{trial.value.size} numbers, not {trial.truth.size}")
        right = [self._close(trial, SMALL) for trial in trials]
        wrong = [trial for trial, ok in zip(trials, right) if not ok]
        facts = only_where(features, right)
        if facts:
            return self._where("right-only-if", trials, wrong[0], " or with ".join(facts),
                               [ONLY_THERE[fact] for fact in facts])
        key, detail = sort(wrong, self.layout, self.parts, lambda trial: follows_from_errors(self, trial))
        return self._where(key, trials, wrong[0], detail)

    def _where(self, key, trials, wrong, detail, hints=()):
        says, both = self.parts[key], pairs(wrong, self.layout)
        off = {name: np.abs(a - b).max() / (np.abs(b).max() or 1) for name, (a, b) in both.items()}
        lines = [("Found", says.format(detail=detail)), *self._right_parts(trials),
                 ("Seen", f"{self._sizes(wrong)} {max(off, key=off.get)} is furthest off."),
                 ("Reread", self.reread + ".")]
        return Report(self.name, key, "not right yet.", lines, [*hints, *HINTS[says], *self.hints], wrong.given)

    def _trouble(self, key, trial, detail=""):
        if key == "nan" and trial.value.shape == trial.truth.shape:
            parts = cut(trial.value, self.layout(trial.given.params))
            detail = _listed([name for name, part in parts.items() if not np.isfinite(part).all()])
        says, hints = ALGORITHM_TROUBLES[key]
        lines = [("Found", says.format(detail=detail or "its parts")), ("Seen", self._sizes(trial))]
        return Report(self.name, key, "not right yet.", lines, hints, trial.given)

    def _right_parts(self, trials):
        wrong = wrong_parts(trials, self.layout)
        right = [name for name in self.layout(trials[0].given.params) if name not in wrong]
        return [("Right", f"{_listed(right)} {'is' if len(right) == 1 else 'are'} right.")] if right else []

    def _close(self, trial, tolerance):
        """Whether every part is the truth, up to a part of its own largest entry."""
        if trial.value is None or trial.value.shape != trial.truth.shape:
            return False
        return all(close(a, b, tolerance) for a, b in pairs(trial, self.layout).values())


def _listed(words):
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
