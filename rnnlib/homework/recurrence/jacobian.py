"""The two parts of a Jacobian of the leaky state, told apart if no known mistake explains it."""

import numpy as np

from ..invariants import SMALL

WORDS = {
    "leak-everywhere": ("Every entry J_ij with i different from j is off by one and the same number.",
                        ["Adding a number to a matrix in NumPy adds it to every entry. Which entries should have it?"]),
    "leak-wrong": ("The entries J_ij with i different from j are right. Those with i = j are wrong. So what passes "
                   "through W is right, and what is kept of the state is not.",
                   ["Put zeros for W. What is left of the step, and what is its derivative?"]),
    "carry-wrong": ("Entries J_ij with i different from j are wrong. Nothing is kept there. So what passes through W "
                    "is wrong, whatever else may be.",
                    ["Compare that part with your function for the course's network. Which number is new?"]),
}


def kept_or_carried(checker, trials):
    """Find what is wrong: what is kept of the state, or what is carried through W."""
    if all(_off_by_one_number(trial.value - trial.truth) for trial in trials if len(trial.truth) > 1):
        return "leak-everywhere", ""
    for trial in trials:
        errors = np.abs(trial.value - trial.truth) > SMALL * np.abs(trial.truth).max()
        if (errors & ~np.eye(len(errors), dtype=bool)).any():
            return "carry-wrong", ""
    return "leak-wrong", ""


def _off_by_one_number(errors):
    """Whether all entries but those with i = j have one error, and that is not zero."""
    off = errors[~np.eye(len(errors), dtype=bool)]
    return bool(off.all() and np.ptp(off) <= SMALL * abs(off[0]))
