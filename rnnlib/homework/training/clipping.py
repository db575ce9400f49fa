"""The judge of clipping, which promises two things: a length, and a direction."""

import numpy as np

from ..grammar import effects
from ..invariants import SMALL
from ..looks import invariants
from ..parts import GRADIENT
from ..parts_checker import PartsChecker
from .clipping_slips import SLOTS, norm
from .instances import about_clipping, clippings


def _clipped(given):
    return lambda fill: tuple(fill["sign"](part * fill["rule"](size, given.max_norm))
                              for part, size in zip(given.gradient, fill["norm"](given.gradient)))


def _length_or_direction(checker, trials):
    """Return which of the two things that clipping promises is not kept."""
    longer = any(norm(*(part.value for part in trial.parts.values())) > trial.given.max_norm * (1 + SMALL)
                 for trial in trials)
    return ("longer" if longer else "turned"), ""


def _zero_stays_zero(given, answer):
    """Ask of the zero gradient that it comes back as it is."""
    if answer.problem:
        return "zero-gradient", answer.detail or "something else"
    if any(part.shape != true.shape or part.any() for part, true in zip(answer.value, given.gradient)):
        return "zero-gradient", "NaN" if any(np.isnan(part).any() for part in answer.value) else "something else"
    return None


CLIP = PartsChecker(
    name="clip", layout=GRADIENT, axes="kl", instances=clippings, about=about_clipping, slots=SLOTS, build=_clipped,
    truth=lambda given: _clipped(given)(effects(SLOTS)), last=_zero_stays_zero,
    looks=(invariants, _length_or_direction),
    words={
        "few-digits": ("It is right to about {detail} digits only. Some programs add a small number to the norm, "
                       "against a division by zero. A gradient of norm zero is not too long, and needs no division.",
                       []),
        "zero-gradient": ("A gradient of norm zero is short enough and must come back as it is. From yours came "
                          "{detail}.", []),
        "factor-of-sizes": ("The direction is right and the length is not.", []),
        "factor-of-each": ("Each matrix has its direction, and a factor of its own: {detail}. So the direction of the "
                           "whole gradient is lost.", []),
        "longer": ("The result is longer than max_norm.", []),
        "turned": ("The result is never longer than max_norm, but it points elsewhere than the gradient.", []),
    },
    reread="the section on clipping", noun="gradients, long and short",
    hints=["For one gradient that is too long, print the norm of your result, and of what went in.",
           "A result is right if it is the gradient times one number, above 0 and at most 1. Which number?"])
