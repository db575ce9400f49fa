"""Which known mistakes explain an answer in parts: one for all, or one for these parts and another one for those."""

from itertools import combinations

import numpy as np

from .algorithm_parts import cut, wrong_parts
from .grammar import close, mistakes


class Explainer:
    """All known mistakes of an exercise, against the answers to all networks.

    Parameters
    ----------
    slots : dict of Slot
        The grammar.
    build : callable
        From an instance to a function, from the effects of all slots to an answer.
    layout : callable
        From the parameters to the shape of every part.
    trials : list of Trial
        The answers.
    """

    def __init__(self, slots, build, layout, trials):
        self.slots = slots
        self.trials = sorted(trials, key=lambda trial: trial.value is None)
        self.builds = [_Lazy(build, trial.given) for trial in self.trials]
        self.shapes = [layout(trial.given.params) for trial in self.trials]
        self.found = [{} if trial.value is None else cut(trial.value, shapes)
                      for trial, shapes in zip(self.trials, self.shapes)]
        self.names = list(layout(trials[0].given.params))
        self.wrong = wrong_parts(self.trials, layout)

    def explain(self):
        """Return (slot, slip, parts) for each mistake, or nothing. No parts are named if one mistake explains all."""
        singles, pairs = [], []
        for mistake in mistakes(self.slots):
            (singles if len(mistake) == 1 else pairs).append(mistake)
        useful = []
        for mistake in singles:
            parts = self._explained(mistake, self.wrong)
            if parts == self.wrong and self._explains_all(mistake):
                return self._named(mistake)
            if parts:
                useful.append((mistake, parts))
        return self._covered(useful, 1) or self._covered(useful, 2) or next(
            (self._named(mistake) for mistake in pairs
             if self._explained(mistake, self.wrong) == self.wrong and self._explains_all(mistake)),
            None) or self._covered(useful, 3)

    def _covered(self, useful, count):
        """Find so many mistakes that explain every wrong part, each part by one of them."""
        for group in combinations(useful, count):
            union = set().union(*(parts for _, parts in group))
            if union == self.wrong and sum(len(parts) for _, parts in group) == len(union):
                return [found for mistake, parts in group for found in self._named(mistake, parts)]
        return []

    def _named(self, mistake, parts=()):
        return [(self.slots[name], slip, [part for part in self.names if part in parts])
                for name, slip in mistake.items()]

    def _explained(self, mistake, parts):
        """Return those of the parts that a mistake explains on every network that gave an answer."""
        filled = self._filled(mistake)
        for found, shapes, build in zip(self.found, self.shapes, self.builds):
            if not found:
                break
            made = _built(build, filled)
            if made is None:
                return set()
            would = cut(made, shapes)
            parts = {part for part in parts if close(found[part], would[part])}
            if not parts:
                break
        return parts

    def _explains_all(self, mistake):
        """Whether a mistake explains every part, also those that are right, and why the function failed if it did."""
        if self._explained(mistake, set(self.names)) != set(self.names):
            return False
        filled = self._filled(mistake)
        failed = [build for trial, build in zip(self.trials, self.builds) if trial.value is None]
        made = (_built(build, filled) for build in failed)
        return not failed or any(row is None or np.isnan(row).any() for row in made)

    def _filled(self, mistake):
        return {name: mistake[name].effect if name in mistake else slot.right for name, slot in self.slots.items()}


class _Lazy:
    """A function from fillings to answers, made when it is first called: most mistakes are ruled out by one network."""

    def __init__(self, build, given):
        self.build, self.given, self.made = build, given, None

    def __call__(self, filled):
        self.made = self.made or self.build(self.given)
        return self.made(filled)


def _built(build, filled):
    try:
        return build(filled)
    except (ValueError, IndexError):  # the sizes do not fit, as they did not for the student
        return None
