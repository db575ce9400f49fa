"""What the functions of homework 4 are tried on."""

from typing import NamedTuple

import numpy as np

from ...activations import Activation, identity, sigmoid, softplus, tanh
from ...model import Params, forward
from ..example import example
from ..instances import OUTPUTS, SIZES, both_signs
from ..parts import GRADIENT, WEIGHTS, reader


@example
class Clipping(NamedTuple):
    """The arguments of `clip`."""

    gradient: Params
    max_norm: float
    read = reader(*GRADIENT)


@example
class Step(NamedTuple):
    """The arguments of `sgd_step`."""

    params: Params
    gradient: Params
    eta: float
    read = reader(*WEIGHTS)


@example
class Truncation(NamedTuple):
    """The arguments of `truncated_gradients`; from s0 on they have names."""

    params: Params
    x: np.ndarray
    y: np.ndarray
    tau: int
    s0: np.ndarray | None
    h: Activation
    g: Activation
    read = reader("L", tuple(GRADIENT))

    def arguments(self):
        """Tell what is passed by place, and what by name: nothing, where it is the default."""
        named = {} if self.s0 is None else {"s0": self.s0, "h": self.h, "g": self.g}
        return self[:4], named


def clippings(seed):
    """Draw gradients with a bound: longer and shorter ones, one whose matrices are each short, and zero."""
    rng, drawn = np.random.default_rng(seed), []
    scales = [(2, 0.8, 0.7), (1, 0.5, 1), (1, 1, 1), (0.7, 0.4, 3)]  # now this matrix is the longest, now that
    for (_, d, n, e), share, each in zip(SIZES, [0.4, 1.7, 0.8, 0.1], scales):
        gradient = Params(*(scale * both_signs(rng, *size) for scale, size in zip(each, [(n, d), (n, n), (e, n)])))
        if share == 0.8:  # equal norms: each matrix is shorter than the bound, and all together are not
            gradient = Params(*(part / np.sqrt(np.sum(part**2)) for part in gradient))
        size = float(np.sqrt(sum(np.sum(part**2) for part in gradient)))
        drawn.append(Clipping(gradient, share * size * rng.uniform(0.95, 1.05)))
    return [*drawn, Clipping(Params(*(0 * part for part in drawn[0].gradient)), 1.3)]


def steps(seed):
    """Draw weights, gradients and learning rates, not all of them small."""
    rng = np.random.default_rng(seed)
    return [Step(*(Params(both_signs(rng, n, d), both_signs(rng, n, n), both_signs(rng, e, n)) for _ in range(2)), eta)
            for (_, d, n, e), eta in zip(SIZES, [0.1, 0.6, 1.4, 0.03])]


def network(rng, d, n, e):
    """Draw weights; the state remembers, and is not driven to where h is flat."""
    return Params(both_signs(rng, n, d) / np.sqrt(d), 1.6 * both_signs(rng, n, n) / np.sqrt(n), both_signs(rng, e, n))


def truncations(seed):
    """Draw networks with data and tau: in the midst, 1, longer than T; in the last, all is default that can be."""
    rng, drawn = np.random.default_rng(seed), []
    cases = [(6, 3, 4, 2, 2), (5, 1, 2, 3, 3), (4, 4, 4, 4, 1), (4, 3, 2, 5, 7), (5, 2, 5, 1, 9)]
    for (T, d, n, e, tau), h, g in zip(cases, [sigmoid, softplus] * 2 + [tanh], [*OUTPUTS, identity]):
        params, x = network(rng, d, n, e), both_signs(rng, T, d)
        s0 = both_signs(rng, n) if h is not tanh else None
        o = forward(params, x, s0=s0, h=h, g=g).o[1:]
        drawn.append(Truncation(params, x, o - both_signs(rng, T, e), tau, s0, h, g))
    return drawn


def about_clipping(given):
    """List what is special about a gradient and its bound, the sizes first."""
    size = np.sqrt(sum(np.sum(part**2) for part in given.gradient))
    n, d = given.gradient.U.shape
    apart = max(np.sqrt(np.sum(part**2)) for part in given.gradient)
    facts = {"a norm below max_norm": size <= given.max_norm, "a norm above max_norm": size > given.max_norm,
             "every matrix's norm below max_norm": apart <= given.max_norm,
             "one matrix's norm above max_norm": apart > given.max_norm,
             "all sizes equal": d == n == len(given.gradient.V), "unequal sizes": not d == n == len(given.gradient.V)}
    sizes = f"d = {d}, n = {n}, e = {len(given.gradient.V)}, a norm of {size:.2f} and max_norm = {given.max_norm:.2f}"
    return [sizes, *(fact for fact, holds in facts.items() if holds)]


def about_step(given):
    """List what is special about a step, the sizes first."""
    n, d = given.params.U.shape
    e = len(given.params.V)
    return [f"d = {d}, n = {n}, e = {e}, eta = {given.eta}", "all sizes equal" if d == n == e else "unequal sizes"]


def about_truncation(given):
    """List what is special about a network and its tau, the sizes first."""
    (n, d), e, T, tau = given.params.U.shape, len(given.params.V), len(given.x), given.tau
    sizes = f"d = {d}, n = {n}, e = {e}, T = {T}, tau = {tau}, h = {given.h}, g = {given.g}"
    sizes += ", no s_0 given" if given.s0 is None else ", s_0 given"
    facts = {"tau = 1": tau == 1, "tau above 1": tau > 1, "tau at least T": tau >= T, "tau below T": tau < T,
             "tau strictly between 1 and T": 1 < tau < T, "no s_0 given": given.s0 is None,
             "s_0 given": given.s0 is not None, "all sizes equal": d == n == e, "unequal sizes": not d == n == e,
             "h = tanh": given.h is tanh, "h = sigmoid": given.h is sigmoid, "h = softplus": given.h is softplus,
             "g = identity": given.g is identity, "an e of 1": e == 1}
    return [sizes, *(fact for fact, holds in facts.items() if holds)]
