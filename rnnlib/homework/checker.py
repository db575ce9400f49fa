"""An exercise and its judge: two pure halves, `instances` and `judge`, and `check`, which calls both."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..inputs import whole
from .call import SECONDS, answers, is_stub
from .grammar import explain
from .looks import invariants, zeros_in_place
from .report import Report
from .trials import lay_out
from .verdicts import failed, known, located, misshapen, problem, right
from .words import WORDS
from .written import questions

SEED = 7


@dataclass(frozen=True, kw_only=True)
class Checker:
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
    reread : str
        Where the whole is explained.
    hints : list of str
        If no known mistake explains the answer; the first one asks about sizes of 1.
    in_one : str
        What is asked instead, if the answer is right where every size is 1.
    parts : dict of str
        What it means if the error is a factor that depends on these index letters only.
    special : dict of str
        Facts about an instance that explain by themselves why an answer is right there, with a hint for each.
    words : dict of (str, list of str)
        What is said of a diagnosis, and its hints, where `WORDS` has nothing or something else.
    praise : dict of str
        What to add if a right answer uses such a name.
    looks : tuple of callable
        From the checker and the wrong trials to (key, detail), if it has something to say; tried in this order.
    noun : str
        What the instances are.
    """

    name: str
    layout: str
    instances: Callable
    truth: Callable
    about: Callable
    slots: dict
    build: Callable
    reread: str
    hints: list
    in_one: str = ""
    axes: str = ""
    parts: dict = field(default_factory=dict)
    special: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    praise: dict = field(default_factory=dict)
    looks: tuple = (invariants, zeros_in_place)
    noun: str = "networks of different sizes"

    def check(self, function, *, seed=SEED, seconds=SECONDS):
        """Judge a function on the instances of one seed, and return a `Report`."""
        whole(seed, "seed", least=0)
        instances = self.instances(seed)
        report = self.judge(instances, answers(function, instances, seconds=seconds))
        if report.diagnosis == "not-written" and not is_stub(function):
            says, hints = self.says("no-return")
            return Report(self.name, "no-return", "not right yet.", [("Found", says)], hints, instances[0])
        if not report.ok:
            report.ask_first(questions(function, report.diagnosis))
        for name in getattr(getattr(function, "__code__", None), "co_names", ()):
            if report.ok and name in self.praise:
                report.add("Note", self.praise[name])
        return report

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        trials = self.trials(instances, answers)
        with np.errstate(all="ignore"):
            verdicts = (ask(self, trials) for ask in (problem, right, known, failed, misshapen, located))
            report = next(filter(None, verdicts))
        if any(answer.printed for answer in answers):
            way = f": report.example.call({self.name})" if report.example else ""
            report.add("Note", f"What your function prints is not shown here. Call it yourself to see it{way}.")
        return report

    def trials(self, instances, answers):
        """Lay the answers beside the truth."""
        return lay_out(instances, answers, [self.truth(given) for given in instances])

    def explain(self, trials):
        """Return (slot name, slip, names of parts) for each of the known mistakes that explain the answers."""
        values = [None if trial.answer.problem else trial.value for trial in trials]
        mistake = explain(self.slots, [self.build(trial.given) for trial in trials], values)
        return [(name, slip, ()) for name, slip in (mistake or {}).items()]

    def look(self, trials):
        """Return (key, detail) of what holds for all wrong answers."""
        return next(filter(None, (look(self, trials) for look in self.looks)), ("unknown", ""))

    def misshapen(self, trial, name):
        """Return the key for a wrong shape."""
        times = self.axes[:1] == "t" and trial.value.shape == (len(trial.truth) + 1, *trial.truth.shape[1:])
        return "time-zero-too" if times else "shape"

    def furthest(self, trial):
        """Name what is furthest from the truth."""
        entry = np.unravel_index(np.abs(trial.value - trial.truth).argmax(), trial.truth.shape)
        return f"Entry {[int(index) for index in entry]}"

    def first_of_all(self, trials):
        """Return a line of the report on what to look at before all else, if there is such a thing."""
        return []

    def right_parts(self, trials):
        """Return a line of the report on what is right, if the answer has parts."""
        return []

    def letters(self, name):
        """Return the lengths of the axes, as the book writes them."""
        return self.layout

    def says(self, key):
        """Return what is said of a diagnosis, and its hints."""
        return self.words.get(key) or WORDS.get(key) or (self.parts[key.removeprefix("factor-of-")], [])
