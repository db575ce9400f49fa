"""What the functions of homework 2 are tried on: a step or a sequence of the course's network, or of the leaky one."""

from collections import namedtuple
from typing import NamedTuple

import numpy as np

from ...activations import Activation, sigmoid
from ...model import Params
from ..example import example
from ..instances import ALONE, SIZES, both_signs
from ..leaky import ALPHAS, STATES, leaky_networks
from ..parts import BY_BOTH, reader
from ..words import SIZES_OF_1

StepByU = example(namedtuple("StepByU", "a_t x_t h"))  # each is the arguments of a function of one step
StepByW = example(namedtuple("StepByW", "a_t s_prev h"))
StepByState = example(namedtuple("StepByState", "W a_t h"))
LeakyStepByU = example(namedtuple("LeakyStepByU", "a_t x_t h alpha"))
LeakyStepByW = example(namedtuple("LeakyStepByW", "a_t s_prev h alpha"))
LeakyStepByState = example(namedtuple("LeakyStepByState", "W a_t h alpha"))


@example
class Sequence(NamedTuple):
    """The arguments of `state_derivatives`."""

    params: Params
    x: np.ndarray
    s0: np.ndarray | None
    h: Activation

    read = reader(*BY_BOTH)

    def arguments(self):
        """Return what is passed by place, and what by name."""
        return self[:2], dict(zip(self._fields[2:], self[2:]))


@example
class LeakySequence(NamedTuple):
    """The arguments of `leaky_state_derivatives`."""

    params: Params
    x: np.ndarray
    alpha: float
    s0: np.ndarray | None
    h: Activation

    read, arguments = reader(*BY_BOTH), Sequence.arguments


def steps(kind, seed):
    """Draw the arguments of a function of one step, for each size, and for n = d = 1."""
    rng, drawn = np.random.default_rng(seed), []
    for (_, d, n, _), h, alpha in zip([*SIZES, ALONE], [*STATES, sigmoid], [*ALPHAS, 0.55]):
        known = {"W": both_signs(rng, n, n), "a_t": both_signs(rng, n), "x_t": both_signs(rng, d),
                 "s_prev": both_signs(rng, n), "h": h, "alpha": alpha + rng.uniform(-0.04, 0.04)}
        drawn.append(kind(*(known[name] for name in kind._fields)))
    return drawn


def sequences(kind, seed):
    """Draw the arguments of a function of a sequence: first one of a single step, then every size, one without s_0."""
    wide, small, *more = [kind(*(getattr(network, name) for name in kind._fields)) for network in leaky_networks(seed)]
    return [wide._replace(x=wide.x[:1]), small, wide, *more, wide._replace(s0=None, x=-wide.x)]


def facts_of_d(n, d):
    """List what may be special about d."""
    return {"d = n": d == n, "d different from n": d != n, "d different from n and from 1": d not in (n, 1)}


def about_step(given):
    """List what is special about a step, its sizes first."""
    n, d = len(given.a_t), len(getattr(given, "x_t", given.a_t))
    sizes = f"n = {n}" + (f", d = {d}" if hasattr(given, "x_t") else "") + f", h = {given.h}"
    facts = {SIZES_OF_1: n == d == 1}
    facts |= facts_of_d(n, d) if hasattr(given, "x_t") else {}
    return [sizes, *(fact for fact, holds in facts.items() if holds), f"h = {given.h}"]


def about_sequence(given):
    """List what is special about a sequence, its sizes first."""
    (T, d), n, start = given.x.shape, len(given.params.W), "not given" if given.s0 is None else "given"
    facts = {"T = 1": T == 1, "T > 1": T > 1, "s_0 given": given.s0 is not None} | facts_of_d(n, d)
    return [f"T = {T}, d = {d}, n = {n}, h = {given.h}, s_0 {start}", *(f for f, holds in facts.items() if holds),
            f"h = {given.h}"]
