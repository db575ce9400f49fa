"""Which known mistakes explain an answer in parts: one for all, or one for these parts and another one for those."""

from functools import cache
from itertools import combinations

import numpy as np

from .grammar import built, close, effects, mistakes
from .trials import wrong_parts


def explain_parts(slots, build, trials):
    """Return (slot name, slip, parts) for each mistake, or nothing. No parts are named if the mistakes explain all.

    Parameters
    ----------
    slots : dict of Slot
        The grammar.
    build : callable
        From an instance to a function, from the effects of all slots to an answer, a tuple.
    trials : list of PartsTrial
        The answers.
    """
    answered = [_Network(build, trial) for trial in trials if not trial.answer.problem]
    failed = [_Network(build, trial) for trial in trials if trial.answer.problem]
    names, wrong = list(trials[0].parts), wrong_parts(trials)

    def explained(mistake, parts):
        """Return those of the parts that a mistake explains on every network that gave an answer."""
        filled = effects(slots, mistake)
        for network in answered:
            parts = parts and network.explained(filled, parts)
        return parts

    def explain_failure(*group):
        """Whether, if the function failed, one of these mistakes would make it fail there."""
        return not failed or any(network.fails(effects(slots, mistake)) for mistake in group for network in failed)

    def explains_all(mistake):
        """Whether a mistake explains every part, also those that are right, and a failure if there is one."""
        return explained(mistake, wrong) == wrong and explained(mistake, set(names)) == set(names) \
            and explain_failure(mistake)

    def covered(count):
        """Find so many mistakes that explain every wrong part, each part by one of them."""
        for group in combinations(useful, count):
            parts = [part for _, some in group for part in some]
            if set(parts) == wrong and len(parts) == len(wrong) and explain_failure(*(mistake for mistake, _ in group)):
                return [(*found, [name for name in names if name in some])
                        for mistake, some in group for found in mistake.items()]
        return []

    if not any(network.trial.parts[name].value.any() for network in answered for name in names):
        return []  # zeros do not tell where they come from
    singles, pairs = ([mistake for mistake in mistakes(slots) if len(mistake) == count] for count in (1, 2))
    for mistake in filter(explains_all, singles):
        return [(*found, []) for found in mistake.items()]
    useful = [(mistake, parts) for mistake in singles if (parts := explained(mistake, wrong))]
    both = ([(*found, []) for found in mistake.items()] for mistake in filter(explains_all, pairs))
    return covered(1) or next(both, []) or covered(2) or covered(3)


class _Network:
    """A network with the answer that came, and what mistakes would make of it; most are ruled out by one network."""

    def __init__(self, build, trial):
        self.trial, self.build = trial, cache(lambda: build(trial.given))

    def explained(self, filled, parts):
        """Return those of the parts that come out as they did."""
        made = self._made(filled)
        return {name for name in parts if name in made and close(self.trial.parts[name].value, made[name])}

    def fails(self, filled):
        """Whether it would fail, by an error or by NaN."""
        made = self._made(filled)
        return not made or any(np.isnan(part).any() for part in made.values())

    def _made(self, filled):
        made = built(self.build(), filled)
        return {} if made is None else dict(zip(self.trial.parts, map(np.asarray, made)))
