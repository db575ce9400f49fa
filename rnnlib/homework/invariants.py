"""Where a mistake sits, if none that we know explains the numbers: what is right about an answer, and what is not.

Every look takes the wrong answers and their truths, and returns a key with what its sentence needs, or None.
"""

import numpy as np

from .grammar import close

SMALL = 1e-8


def localise(found, true, axes, parts, features):
    """Return (key, detail) for the first invariant that holds in all networks, or ("unknown", "").

    Parameters
    ----------
    found, true : lists of arrays
        An answer and the truth, of one shape, for each network.
    axes : str
        A letter for each axis.
    parts : collection of str
        The letters that a part of the answer may depend on.
    features : list of lists of str
        What is special about each network.
    """
    wrong = [not close(a, b, SMALL) for a, b in zip(found, true)]
    if not all(wrong):
        for feature in dict.fromkeys(name for names in features for name in names):
            if all((feature in names) != is_wrong for names, is_wrong in zip(features, wrong)):
                return "right-only-if", feature
    pairs = [(a, b) for a, b, is_wrong in zip(found, true, wrong) if is_wrong]
    looks = _zero(pairs), _slices(pairs, axes), _zeros(pairs), _factor(pairs, axes, parts)
    return next(filter(None, looks), ("unknown", ""))


def _zero(pairs):
    """Nothing but zeros."""
    return None if any(a.any() for a, _ in pairs) else ("all-zero", "")


def _slices(pairs, axes):
    """Right at one end of an axis, or everywhere but there."""
    for axis, letter in enumerate(axes):
        places = [_places(a, b, axis) for a, b in pairs if a.shape[axis] > 1]
        common = [place for place in (places or [[]])[0] if all(place in others for others in places)]
        if common:
            return "right-in-part", f"{letter} {common[0]}"
    return None


def _places(a, b, axis):
    """Say in words at which indices of an axis all entries are right."""
    fine = np.moveaxis(_fine(a, b), axis, 0).reshape(a.shape[axis], -1).all(axis=1)
    at = {"the first": np.arange(len(fine)) == 0, "the last": np.arange(len(fine)) == len(fine) - 1}
    return ([f"is not {words}" for words, end in at.items() if np.array_equal(fine, ~end)]
            + [f"is {words}" for words, end in at.items() if np.array_equal(fine, end)])


def _zeros(pairs):
    """Zeros where there should be none, or none where there should be."""
    for key, extra in ("extra-entries", True), ("missing-entries", False):
        able = [(a, b) for a, b in pairs if not extra or (b == 0).any()]
        masks = [(a != 0) & (b == 0) if extra else (a == 0) & (b != 0) for a, b in able]
        if able and all(mask.any() for mask in masks):
            rest = all(_fine(a, b)[~mask].all() for (a, b), mask in zip(able, masks))
            return key, "right" if rest else "wrong"
    return None


def _factor(pairs, axes, parts):
    """Zeros in place, and elsewhere a factor that depends on few axes."""
    if any(((a == 0) != (b == 0)).any() for a, b in pairs):
        return None
    ratios = [np.divide(a, b, out=np.full(b.shape, np.nan), where=b != 0) for a, b in pairs]
    for letters in parts:
        if all(_depends_on(ratio, axes, letters) for ratio in ratios):
            return _named(ratios, letters)
    return ("values", "") if any((b == 0).any() for _, b in pairs) else None


def _depends_on(ratio, axes, letters):
    """Whether the factor is constant along every other axis."""
    rest = tuple(axis for axis, letter in enumerate(axes) if letter not in letters)
    least, most = (f(np.where(np.isnan(ratio), empty, ratio), axis=rest)
                   for f, empty in [(np.min, np.inf), (np.max, -np.inf)])
    there = most >= least
    return bool((most - least <= SMALL * np.nanmax(np.abs(ratio)))[there].all())


def _named(ratios, letters):
    if letters:
        return f"factor-of-{letters}", letters
    values = [np.nanmean(ratio) for ratio in ratios]
    same = np.ptp(values) <= SMALL * max(map(abs, values))
    return ("constant-factor", f"{values[0]:.4g}") if same else ("factor-of-sizes", "")


def _fine(a, b):
    return np.abs(a - b) <= SMALL * np.abs(b).max()
