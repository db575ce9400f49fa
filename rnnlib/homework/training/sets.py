"""The small sets on which the loop of homework 4 is tried, and the arithmetic of a step."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ...model import Params, forward
from ..example import example
from ..instances import both_signs
from ..parts import WEIGHTS, reader
from .clipping_slips import TINY, norm
from .instances import network
from .truth import heavier_gradients, remembered_gradients

LONG = 40  # steps, after which most such sets are learnt


@example
class Training(NamedTuple):
    """The arguments of `learn_by_heart`; from eta on they have names."""

    params: Params
    batches: list
    eta: float
    max_norm: float
    tau: int
    steps: int
    gradients: Callable
    read = reader(tuple(WEIGHTS), "losses")

    def arguments(self):
        """Tell what is passed by place, and what by name."""
        return self[:2], dict(zip(self._fields[2:], self[2:]))


def _sequences(rng, params, T, sizes):
    """Draw batches of so many sequences each; another network made the targets, so they can be learnt."""
    other = network(rng, params.U.shape[1], len(params.W), len(params.V))
    batches = [[both_signs(rng, T, params.U.shape[1]) for _ in range(size)] for size in sizes]
    return [[(x, forward(other, x).o[1:]) for x in batch] for batch in batches]


def short_trainings(rng):
    """Draw small sets for a few steps each, some of which are clipped."""
    drawn = []
    for d, n, e, T, sizes, tau, eta, count, share in [
            (2, 3, 1, 5, (2, 1, 3), 2, 0.1, 5, 0.6), (1, 2, 3, 4, (3, 2), 3, 0.3, 6, 0.06),
            (2, 2, 2, 4, (2,), 1, 0.05, 4, 9.0), (1, 3, 2, 4, (1, 2), 6, 0.1, 5, 0.8),
            (2, 1, 2, 3, (2, 1), 2, 0.2, 1, 0.5)]:
        params = network(rng, d, n, e)
        batches = _sequences(rng, params, T, sizes)
        lengths = [norm(*mean_of(heavier_gradients, params, batch, tau)[1]) for batch in batches]
        bound = share * float(np.mean(lengths))
        drawn.append(Training(params, batches, eta, bound, tau, count, heavier_gradients))
    return drawn


def long_training(rng):
    """Draw a set to be learnt by heart: two batches of one short sequence, and a network with room for them."""
    params = Params(0.7 * both_signs(rng, 4, 1), 0.4 * both_signs(rng, 4, 4), 0.5 * both_signs(rng, 1, 4))
    batches = [[(x, np.concatenate([0 * x[:1], x[:-1]])) for x in both_signs(rng, 1, 4, 1)] for _ in range(2)]
    return Training(params, batches, 0.1, 2.0, 3, LONG, remembered_gradients)


def about_training(given):
    """List what is special about a small set, the sizes first."""
    (n, d), e, sizes = given.params.U.shape, len(given.params.V), [len(batch) for batch in given.batches]
    text = (f"d = {d}, n = {n}, e = {e}, batches of {', '.join(map(str, sizes))} sequences, tau = {given.tau}, "
            f"{given.steps} step{'s' * (given.steps > 1)}, max_norm = {given.max_norm:.2f}")
    facts = {"one batch": len(sizes) == 1, "several batches": len(sizes) > 1,
             "one step": given.steps == 1, "several steps": given.steps > 1}
    return [text, *(fact for fact, holds in facts.items() if holds)]


def mean_of(gradients, params, batch, tau):
    """Return the mean loss and gradient of a batch."""
    return average([gradients(params, x, y, tau) for x, y in batch])


def average(found):
    """Return the mean loss and gradient of what gradients returned for each sequence."""
    L, gradient = total(found)
    return L / len(found), [part / len(found) for part in gradient]


def total(found):
    """Return their sums."""
    return sum(L for L, _ in found), [sum(parts) for parts in zip(*(G for _, G in found))]


def shorter(parts, bound):
    """Clip three matrices together."""
    return [part * min(1, bound / max(norm(*parts), TINY)) for part in parts]
