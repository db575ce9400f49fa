"""Where a mistake sits, if none that we know explains the numbers: what is right about an answer, and what is not.

Every look takes the wrong answers and their truths, and returns a key with what its sentence needs, or None.
"""

import numpy as np

SMALL = 1e-8


def only_where(features, right, special=()):
    """Return the fact that tells networks with right answers from the others; or special facts that do so together.

    Parameters
    ----------
    features : list of lists of str
        What is special about each network.
    right : list of bool
        Whether the answer to it is right.
    special : collection of str
        Facts each of which explains by itself why an answer is right.
    """
    facts = dict.fromkeys(fact for some in features for fact in some)
    sure = [fact for fact in facts if all(fine for some, fine in zip(features, right) if fact in some)]
    fine = [some for some, is_right in zip(features, right) if is_right]
    alone = [fact for fact in sure if all(fact in some for some in fine)]
    together = sorted(fact for fact in sure if fact in special)
    return alone[:1] or (together if all(set(together) & set(some) for some in fine) else [])


def localise(pairs, axes, parts):
    """Return (key, detail) for the first invariant that holds in all networks, or None.

    Parameters
    ----------
    pairs : list of pairs of arrays
        A wrong answer and the truth, of one shape, for each network.
    axes : str
        A letter for each axis.
    parts : collection of str
        The letters that a factor may depend on; it may always be constant.
    """
    looks = _zero(pairs), factor(pairs, axes, parts), _slices(pairs, axes), _zeros(pairs)
    return next(filter(None, looks), None)


def same_zeros(pairs):
    """Whether answers have their zeros where the truth has them."""
    return all(((a == 0) == (b == 0)).all() for a, b in pairs)


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


def factor(pairs, axes, parts):
    """Find zeros in place, and elsewhere a factor that depends on few axes."""
    if not same_zeros(pairs):
        return None
    ratios = [np.divide(a, b, out=np.full(b.shape, np.nan), where=b != 0) for a, b in pairs]
    for letters in ("", *parts):
        if all(_depends_on(ratio, axes, letters) for ratio in ratios):
            return _named(ratios, letters)
    return None


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
