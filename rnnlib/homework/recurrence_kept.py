"""Tell the two parts of a Jacobian of the leaky state apart, if no known mistake explains it."""

import numpy as np

from .checker import Checker
from .invariants import SMALL
from .report import Report
from .trials import lay_out

FOUND = {
    "leak-wrong": "The entries J_ij with i different from j are right. Those with i = j are wrong. So what passes "
                  "through W is right, and what is kept of the state is not.",
    "carry-wrong": "Entries J_ij with i different from j are wrong. Nothing is kept there. So what passes through W is "
                   "wrong, whatever else may be.",
}
HINTS = {
    "leak-wrong": ["Put zeros for W. What is left of the step, and what is its derivative?"],
    "carry-wrong": ["Compare that part with your function for the course's network. Which number is new?"],
}


class LeakyJacobianChecker(Checker):
    """A `Checker` that can tell the two parts of such a Jacobian from each other."""

    def judge(self, instances, answers):
        """Judge the answers, and look at the two parts if nothing better is known."""
        report = super().judge(instances, answers)
        if report.diagnosis != "unknown":
            return report
        trials = lay_out(instances, answers, [self.truth(given) for given in instances])
        wrong = [np.abs(trial.value - trial.truth) > SMALL * np.abs(trial.truth).max() for trial in trials]
        parted = [bool((errors & ~np.eye(len(errors), dtype=bool)).any()) for errors in wrong]
        key = "carry-wrong" if any(parted) else "leak-wrong"
        return Report(self.name, key, "not right yet.", [("Found", FOUND[key]), ("Reread", self.reread + ".")],
                      [*HINTS[key], *self.hints], report.example)
