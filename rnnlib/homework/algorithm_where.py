"""Where a mistake sits that nobody knows: which networks, which parts, which rows are right, and what is left."""

import numpy as np

from .algorithm_parts import pairs, wrong_parts
from .grammar import close

SMALL = 1e-8


def only_where(features, right):
    """Return the special features that single out all right answers, or an empty list."""
    facts = {fact for some in features for fact in some}
    sure = {fact for fact in facts if all(ok for some, ok in zip(features, right) if fact in some)}
    singled_out = any(right) and all(sure & set(some) for some, ok in zip(features, right) if ok)
    return sorted(sure) if singled_out else []


def sort(wrong, layout, keys, errors):
    """Return what is known about wrong answers: (key, detail), the key being one of `keys`."""
    names = [name for name in layout(wrong[0].given.params) if name in wrong_parts(wrong, layout)]
    gradient = [name for name in names if name != "L"]
    if not gradient:
        return "wrong-L", ""
    both = [pairs(trial, layout) for trial in wrong]
    if not any(found[name][0].any() for found in both for name in gradient):
        return "all-zero", ""
    clipped = _clipping(wrong) if "clipped" in keys else ""
    if clipped:
        return "clipped", clipped
    ratios = [_ratio(*(np.concatenate([found[name][side] for name in gradient]) for side in (0, 1))) for found in both]
    if all(ratio is not None for ratio in ratios):
        same = np.ptp(ratios) <= SMALL * max(map(abs, ratios))
        return ("constant-factor", f"{ratios[0]:.4g}") if same else ("factor-of-sizes", "")
    for key, axis in ("factor-of-row", 1), ("factor-of-column", 0):
        if key in keys and all(_along(trial, layout, gradient, axis) for trial in wrong):
            return key, ""
    if "wrong-at-output" in keys and len(gradient) == 3 and any(map(errors, wrong)):
        return "wrong-at-output", ""
    key = "wrong-" + "".join(name[-1] for name in gradient)
    return (key if key in keys else "unknown"), ""


def _along(trial, layout, names, axis):
    """Whether the factor between what came and the truth is constant along an axis of every wrong part."""
    shapes, both = layout(trial.given.params), pairs(trial, layout)
    for name in names:
        a, b = both[name]
        ratio = (a / b).reshape(shapes[name][0])
        if not (np.ptp(ratio, axis=axis) <= SMALL * np.abs(ratio).max()).all():
            return False
    return True


def _clipping(wrong):
    """Say how a gradient is clipped, if it is: entry by entry, or its length as a whole."""
    rows = [(trial.value[1:], trial.truth[1:]) for trial in wrong]
    bound, length = [np.abs(a).max() for a, _ in rows], [np.linalg.norm(a) for a, _ in rows]
    if np.ptp(bound) <= SMALL * bound[0] and all(close(a, np.clip(b, -bound[0], bound[0]), SMALL) for a, b in rows):
        return f"no entry is larger than {bound[0]:.4g}"
    if len(rows) > 1 and np.ptp(length) <= SMALL * length[0] and all(_ratio(a, b) is not None for a, b in rows):
        return f"its length is {length[0]:.4g} wherever it should be more"
    return ""


def _ratio(found, true):
    """Return the factor between two rows, or None if it is not the same everywhere."""
    factor = float(found @ true / (true @ true))
    return factor if np.abs(found - factor * true).max() <= SMALL * np.abs(true).max() else None
