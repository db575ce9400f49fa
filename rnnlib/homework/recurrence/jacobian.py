"""The two parts of a Jacobian of the leaky state, told apart if no known mistake explains it."""

import numpy as np

from ..invariants import SMALL

WORDS = {
    "leak-wrong": ("The entries J_ij with i different from j are right. Those with i = j are wrong. So what passes "
                   "through W is right, and what is kept of the state is not.",
                   ["Put zeros for W. What is left of the step, and what is its derivative?"]),
    "carry-wrong": ("Entries J_ij with i different from j are wrong. Nothing is kept there. So what passes through W "
                    "is wrong, whatever else may be.",
                    ["Compare that part with your function for the course's network. Which number is new?"]),
}


def kept_or_carried(checker, trials):
    """Find what is wrong: what is kept of the state, or what is carried through W."""
    for trial in trials:
        errors = np.abs(trial.value - trial.truth) > SMALL * np.abs(trial.truth).max()
        if (errors & ~np.eye(len(errors), dtype=bool)).any():
            return "carry-wrong", ""
    return "leak-wrong", ""
