"""What to say of an answer that no known mistake explains: each look returns (key, detail), or None."""

import numpy as np

from .invariants import SMALL, factor, localise, same_zeros
from .trials import wrong_parts
from .words import listed


def invariants(checker, trials):
    """Find what holds of every array that is wrong: the same invariant, or that each has a factor of its own."""
    arrays = _wrong_arrays(trials)
    found = {localise(pairs, checker.axes, checker.parts) for pairs in arrays.values()}
    if len(arrays) > 1 and all(look and look[0] in ("constant-factor", "factor-of-sizes") for look in found):
        rows = [[np.concatenate([getattr(trial.parts[name], side).ravel() for name in arrays])
                 for side in ("value", "truth")] for trial in trials]
        return factor(rows, "i", ()) or ("factor-of-each", listed(list(arrays)))
    return found.pop() if len(found) == 1 else None


def zeros_in_place(checker, trials):
    """Find that the zeros are where they belong."""
    pairs = [pair for pairs in _wrong_arrays(trials).values() for pair in pairs]
    return ("values", "") if same_zeros(pairs) and any((true == 0).any() for _, true in pairs) else None


def which_parts(checker, trials):
    """Look up what it means that only these arrays are wrong."""
    key = "wrong-" + "".join(name[-1] for name in _wrong_arrays(trials) or wrong_parts(trials))
    return (key, "") if key in checker.words else None


def right_but_for(checker, trials):
    """Name the parts that are wrong, if others are right."""
    wrong = [name for name in checker.layout if name in wrong_parts(trials)]
    return ("right-but-for", listed(wrong)) if len(wrong) < len(checker.layout) else None


def _wrong_arrays(trials):
    """Return for each part that is wrong, and no single number, the pairs of what came and the truth."""
    wrong, pairs = wrong_parts(trials), {}
    for name, part in trials[0].parts.items():
        if name in wrong and part.truth.ndim:
            parts = [trial.parts[name] for trial in trials if not trial.parts[name].near(SMALL)]
            pairs[name] = [(part.value, part.truth) for part in parts]
    return pairs
