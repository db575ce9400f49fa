"""Mistakes are a grammar, not a list: an answer has slots, and each can be filled wrongly in a few ways.

All single mistakes are tried before any two at once. What an answer with certain mistakes would be is computed, and
compared with the answer that came: so a report names a mistake only if it explains every number.
"""

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np

CLOSE = 1e-5  # mistakes lie further apart, and a mistake made in float32 is still recognised


class Slip(NamedTuple):
    """One wrong way to fill a slot.

    Attributes
    ----------
    key : str
        The diagnosis. Several slips may share one.
    found : str
        What the report says: the end of "Your numbers are exactly those of an answer in which ...".
    effect : callable
        What the exercise builds the wrong answer with.
    """

    key: str
    found: str
    effect: Callable


class Slot(NamedTuple):
    """A place of the answer, the ways to fill it, and what to say of it.

    Attributes
    ----------
    right : callable
        The effect without mistake.
    slips : list of Slip
        The wrong ways, the likely ones first.
    likely : int
        So many of them are also tried together with a likely one in another slot.
    reread : str
        Where this part of the answer is explained.
    hints : list of str
        One after the other.
    first : dict of str
        What is asked before these, for some diagnoses.
    own : dict of (str, list of str)
        What some diagnoses have in place of `reread` and `hints`.
    """

    right: Callable
    slips: list
    likely: int
    reread: str
    hints: list
    first: dict = {}  # noqa: RUF012 (a constant)
    own: dict = {}  # noqa: RUF012

    def says(self, key):
        """Return where a diagnosis is explained, and its hints."""
        reread, hints = self.own.get(key, (self.reread, self.hints))
        return reread, [self.first[key], *hints] if key in self.first else hints


def mistakes(slots):
    """Yield every {slot: slip}, single mistakes first, then likely ones in two slots at once."""
    yield from ({name: slip} for name, slot in slots.items() for slip in slot.slips)
    likely = [(name, slip) for name, slot in slots.items() for slip in slot.slips[:slot.likely]]
    yield from (dict(pair) for pair in combinations(likely, 2) if pair[0][0] != pair[1][0])


def effects(slots, mistake=None):
    """Return the effects of all slots, with a mistake in some of them or without any."""
    mistake = mistake or {}
    return {name: mistake[name].effect if name in mistake else slot.right for name, slot in slots.items()}


def explain(slots, builds, values):
    """Return the first mistake that explains every value, or None.

    Parameters
    ----------
    slots : dict of Slot
        The grammar.
    builds : list of callables
        One for each network, from the effects of all slots to an answer.
    values : list of arrays or None
        What the student's function returned for that network. None means that it failed; so must the mistake, by an
        error of its own or by NaN.
    """
    for mistake in mistakes(slots):
        filled = effects(slots, mistake)
        if all(_same(_built(build, filled), value) for build, value in zip(builds, values)):
            return mistake
    return None


def built(build, filled):
    """Return the answer with certain effects, or None if it would have stopped with an error, as the student's did."""
    try:
        return build(filled)
    except (ValueError, IndexError):  # sizes or indices that do not fit
        return None


def _built(build, filled):
    answer = built(build, filled)
    return None if answer is None or np.isnan(answer).any() else answer


def _same(answer, value):
    return answer is value if answer is None or value is None else close(value, answer)


def close(found, true, tolerance=CLOSE):
    """Whether two arrays have one shape, and differ by a small part of the largest entry at most."""
    if found.shape != true.shape:
        return False
    return bool(np.abs(found - true).max(initial=0) <= tolerance * np.abs(true).max(initial=0))
