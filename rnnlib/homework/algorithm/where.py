"""What may be said of a wrong answer to homework 3: no pass is made, it is clipped, or the errors are wrong already."""

import numpy as np

from ..grammar import close, effects
from ..invariants import SMALL
from ..parts_checker import PartsChecker
from ..trials import wrong_parts
from .sweep import Sweep


class SweepChecker(PartsChecker):
    """The judge of a loop backwards in time: some wrong shapes tell which line of the loop is wrong."""

    def misshapen(self, trial, name):
        """Return the key for a wrong shape."""
        part = trial.parts[name]
        if len(trial.given.x) == 1 and part.value.ndim == 0 and part.value == 0:
            return "no-pass"
        return "loss-not-summed" if name == "L" else super().misshapen(trial, name)


def no_pass(checker, trials):
    """With T = 1 nothing but zeros comes, and elsewhere something else: the loop leaves out a time."""
    zero = {(len(trial.given.x) == 1, not any(part.value.any() for name, part in trial.parts.items() if name != "L"))
            for trial in trials}
    return ("no-pass", "zeros only") if zero == {(True, True), (False, False)} else None


def clipped(checker, trials):
    """Its entries have a bound, or its length as a whole."""
    rows = [_gradients(trial) for trial in trials]
    bound, length = [np.abs(a).max() for a, _ in rows], [np.linalg.norm(a) for a, _ in rows]
    if not any(bound):
        return None
    if np.ptp(bound) <= SMALL * bound[0] and all(close(a, np.clip(b, -bound[0], bound[0]), SMALL) for a, b in rows):
        return "clipped", f"no entry is larger than {bound[0]:.4g}"
    if len(rows) > 1 and np.ptp(length) <= SMALL * length[0] and all(_parallel(a, b) for a, b in rows):
        return "clipped", f"its length is {length[0]:.4g} wherever it should be more"
    return None


def at_output(checker, trials):
    """All of it follows rightly from what dL/dV says of the errors; seen if T = 1."""
    alone = [trial for trial in trials if len(trial.given.x) == 1]
    if not alone or len(wrong_parts(trials) - {"L"}) < 3:
        return None
    trial, c = alone[0], Sweep(alone[0].given)
    at_b = c.N * (trial.parts["dL/dV"].value @ np.linalg.pinv(c.s[1])).T
    filled = effects(checker.slots) | {"square": lambda c, o, y: np.stack([np.nan * at_b, at_b]),
                                       "g_slope": lambda c, m: m}
    made = zip(list(trial.parts.values())[1:], checker.build(trial.given)(filled)[1:])
    return ("wrong-at-output", "") if all(close(part.value, would, 1e-6) for part, would in made) else None


def _gradients(trial):
    """Return the whole gradient in a row, as it came and as it is."""
    parts = [part for name, part in trial.parts.items() if name != "L"]
    return (np.concatenate([part.value.ravel() for part in parts]),
            np.concatenate([part.truth.ravel() for part in parts]))


def _parallel(found, true):
    """Whether the factor between two rows is the same everywhere."""
    factor = float(found @ true / (true @ true))
    return np.abs(found - factor * true).max() <= SMALL * np.abs(true).max()
