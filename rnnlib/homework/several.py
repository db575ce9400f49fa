"""A function with several results: each is judged by a checker of its own, and one report is made of theirs."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .call import SECONDS, Answer, answers, read
from .checker import NEARLY, SEED, Checker
from .grammar import close
from .invariants import SMALL
from .report import Report

RESULTS, EXCHANGED = "results", "results-exchanged"
VAGUE = ("unknown", "values")


class SeveralChecker(NamedTuple):
    """The judge of one function that returns several arrays; it answers what a `Checker` answers.

    Attributes
    ----------
    name : str
        Of the function.
    judges : dict of Checker
        One for each result, in the order in which they are returned. All have the same instances.
    small : callable
        From an instance to True if it is so small that nothing but the beginning is at work in it.
    smallest : (str, list of str)
        What to say, with hints, if an answer is wrong even there and nothing else is known.
    notes : dict of str
        What to add to some diagnoses.
    """

    name: str
    judges: dict
    small: Callable
    smallest: tuple
    notes: dict

    def instances(self, seed):
        """Draw the arguments, which are the same for every result."""
        return self._first.instances(seed)

    def check(self, function, *, seed=SEED, seconds=SECONDS):
        """Judge a function on the instances of one seed, and return a `Report`."""
        instances = self.instances(seed)
        return self.judge(instances, answers(function, instances, seconds=seconds))

    def judge(self, instances, answers):
        """Judge the answers, whose values are tuples of arrays, and return a `Report`."""
        answers = [answer if answer.problem else self._read(answer) for answer in answers]
        for given, answer in zip(instances, answers):
            if answer.problem == RESULTS:
                wanted = f"Wanted: {', '.join(self.judges)}, in this order."
                return self._report(RESULTS, f"It returned {answer.detail}. {wanted}",
                                    ["What stands after return? Several results are joined by commas."], given)
        parts = {name: [answer if answer.problem else answer._replace(value=answer.value[number])
                        for answer in answers] for number, name in enumerate(self.judges)}
        if len(self.judges) == 2 and not any(answer.problem for answer in answers):
            exchanged = dict(zip(self.judges, reversed(parts.values())))
            if self._are_right(instances, exchanged) and not self._are_right(instances, parts):
                return self._report(EXCHANGED, "Both results are right, and stand in each other's place.",
                                    ["Which of the two comes first?"], instances[0])
        return self._merge({name: self._judge(name, instances, part) for name, part in parts.items()}, answers)

    def _read(self, answer):
        value = answer.value
        if not isinstance(value, (tuple, list)) or len(value) != len(self.judges):
            return Answer(problem=RESULTS, detail="something else")
        found = [read(array) for array in value]
        problem = next((one for one in found if one.problem), None)
        return problem or answer._replace(value=tuple(one.value for one in found))

    def _are_right(self, instances, parts):
        return all(answer.value.shape == truth.shape and close(answer.value, truth, NEARLY)
                   for name, judge in self.judges.items()
                   for answer, truth in zip(parts[name], map(judge.truth, instances)))

    def _judge(self, name, instances, part):
        """Judge one result; if all that can be said is that it is wrong, say whether the smallest network shows it."""
        judge = self.judges[name]
        report = judge.judge(instances, part)
        if report.diagnosis in VAGUE:
            for given, answer in zip(instances, part):
                if self.small(given) and not close(answer.value, judge.truth(given), SMALL):
                    return self._report("wrong-at-one-step", *self.smallest, given)
        return report

    def _merge(self, reports, answers):
        wrong = {name: report for name, report in reports.items() if not report.ok}
        name, report = next(((name, report) for name, report in wrong.items() if report.diagnosis not in VAGUE),
                            next(iter({**wrong, **reports}.items())))
        if wrong and not any(answer.problem for answer in answers):
            rest = [f"{other} is right." for other in reports if other not in wrong]
            rest += [f"{other} is wrong in another way." for other, its in wrong.items()
                     if its.diagnosis != report.diagnosis]
            report.add("Results", " ".join([f"This is about {name}.", *rest] if rest
                                           else ["The same holds for all results."]))
        if report.diagnosis in self.notes:
            report.add("Note", self.notes[report.diagnosis])
        return report

    def _report(self, key, found, hints, example):
        return Report(self.name, key, "not right yet.", [("Found", found), ("Reread", self.reread + ".")], hints,
                      example)

    @property
    def _first(self) -> Checker:
        return next(iter(self.judges.values()))

    @property
    def slots(self):
        """The slots of all results."""
        return {f"{name}: {key}": slot for name, judge in self.judges.items() for key, slot in judge.slots.items()}

    @property
    def reread(self):
        """Where the whole is explained."""
        return self._first.reread

    @property
    def hints(self):
        """Every hint that is not a slot's."""
        return [*self._first.hints, *self.smallest[1], self.smallest[0], *self.notes.values()]

    @property
    def parts(self):
        """What the judges say of parts."""
        return {key: words for judge in self.judges.values() for key, words in judge.parts.items()}

    @property
    def praise(self):
        """Nothing is praised."""
        return {}


def read_results(value, names):
    """Return an `Answer` with a tuple of arrays, one for each name, or with the reason why there is none."""
    if value is None:
        return Answer(problem="none")
    rows = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim)
    if not rows or len(value) != len(names):
        came = f"{len(value)} results" if isinstance(value, (tuple, list)) else f"one {type(value).__name__}"
        return Answer(problem=RESULTS, detail=came)
    found = [read(result) for result in value]
    for name, answer in zip(names, found):
        if answer.problem:
            return Answer(problem="no-numbers", detail=f"None for {name}") if answer.problem == "none" else answer
    return Answer(tuple(answer.value for answer in found))
