"""What the functions of homework 3 are tried on: networks that hide nothing, and a few that are special in one way.

An answer that is right on a special network only says where its mistake sits: with T = 1 in what is carried back, with
alpha = 1 in the leak, with h = identity in the slope of h.
"""

from typing import NamedTuple

import numpy as np

from ...activations import Activation, identity, sigmoid, softplus
from ...model import Params
from ..example import example
from ..instances import SIZES, both_signs
from ..leaky import leaky_forward
from ..parts import BY_BOTH, GRADIENT, reader

REGULAR = [dict(zip("Tdne", size)) | {"h": h, "g": g, "alpha": alpha} for size, h, g, alpha in zip(
    SIZES, [sigmoid, softplus] * 2, [softplus, sigmoid] * 2, [0.7, 0.4, 0.6, 0.3])]
SPECIAL = [
    {"T": 1, "d": 3, "n": 4, "e": 2, "h": sigmoid, "g": softplus, "alpha": 0.6},
    {"T": 4, "d": 3, "n": 2, "e": 4, "h": softplus, "g": sigmoid, "alpha": 0.4, "start": False},
    {"T": 4, "d": 1, "n": 3, "e": 2, "h": identity, "g": softplus, "alpha": 0.7},
    {"T": 4, "d": 1, "n": 3, "e": 2, "h": sigmoid, "g": identity, "alpha": 0.3},
]
WITHOUT_LEAK = {"T": 4, "d": 3, "n": 4, "e": 2, "h": softplus, "g": sigmoid, "alpha": 1.0}


@example
class OneState(NamedTuple):
    """The arguments of `repaired`."""

    params: Params
    x: np.ndarray
    s0: np.ndarray | None
    h: Activation
    read = reader(*BY_BOTH)

    def arguments(self):
        """Return what stands by position, and what by name."""
        return self[:2], dict(zip(self._fields[2:], self[2:]))


@example
class OneSequence(NamedTuple):
    """The arguments of `gradients_one`."""

    params: Params
    x: np.ndarray
    y: np.ndarray
    s0: np.ndarray | None
    h: Activation
    g: Activation

    def arguments(self):
        """Return what stands by position, and what by name."""
        return self[:3], dict(zip(self._fields[3:], self[3:]))

    read = reader("L", tuple(GRADIENT))


@example
class LeakySequences(NamedTuple):
    """The arguments of `leaky_gradients` and `leaky_gradients_batch`; for the latter x, y and s0 have an axis N."""

    params: Params
    x: np.ndarray
    y: np.ndarray
    alpha: float
    s0: np.ndarray | None
    h: Activation
    g: Activation

    arguments, read = OneSequence.arguments, reader("L", tuple(GRADIENT))


def one_state(seed):
    """Draw the arguments of `repaired`."""
    return _drawn(seed, OneState, REGULAR[:3] + SPECIAL[:3], alpha=1.0)


def one_sequence(seed):
    """Draw the arguments of `gradients_one`."""
    return _drawn(seed, OneSequence, REGULAR + SPECIAL, alpha=1.0)


def leaky_sequence(seed):
    """Draw the arguments of `leaky_gradients`."""
    return _drawn(seed, LeakySequences, [*REGULAR, *SPECIAL, WITHOUT_LEAK])


def leaky_batch(seed):
    """Draw the arguments of `leaky_gradients_batch`; one of the batches has one sequence only."""
    networks, sequences = [*REGULAR, *SPECIAL[:2], WITHOUT_LEAK, REGULAR[0]], [6, 5, 4, 3, 3, 5, 5, 1]
    return _drawn(seed, LeakySequences, [network | {"N": N} for network, N in zip(networks, sequences)])


def about(given):
    """List what is special about an instance, its sizes first."""
    (n, d), T, names = given.params.U.shape, len(given.x), given._fields
    e, alpha = len(given.params.V), getattr(given, "alpha", None)
    N = given.x.shape[1] if given.x.ndim == 3 else None
    sizes = f"T = {T}" + (f", N = {N}" if N else "") + f", d = {d}, n = {n}" + (f", e = {e}" if "y" in names else "")
    sizes += f", h = {given.h}" + (f", g = {given.g}" if "g" in names else "")
    sizes += (f", alpha = {alpha:.2f}" if alpha else "") + (", no s_0 given" if given.s0 is None else "")
    facts = {"T = 1": T == 1, "alpha = 1": alpha == 1, "N = 1": N == 1, "no s_0 given": given.s0 is None,
             "h = identity": given.h is identity, "g = identity": getattr(given, "g", None) is identity,
             "all sizes equal": d == n == e, "unequal sizes": not d == n == e}
    return [sizes, *(fact for fact, holds in facts.items() if holds)]


def _drawn(seed, kind, networks, **known):
    rng = np.random.default_rng(seed)
    return [_draw(rng, kind, network | known) for network in networks]


def _draw(rng, kind, network):
    """Draw the data of one network: sums a_t neither small nor far out, errors of both signs, nothing that fades."""
    T, d, n, e, h, g, alpha = (network[name] for name in ["T", "d", "n", "e", "h", "g", "alpha"])
    batch = (network["N"],) if "N" in network else ()
    alpha = alpha if alpha == 1 else alpha + rng.uniform(-0.04, 0.04)
    W = both_signs(rng, n, n) / np.sqrt(n) * (2 if h is sigmoid else 1)
    params = Params(both_signs(rng, n, d) / np.sqrt(d), W, both_signs(rng, e, n))
    x, s0 = 1.5 * both_signs(rng, T, *batch, d), both_signs(rng, *batch, n)
    s0 = s0 if network.get("start", True) else None
    o = leaky_forward(params, x, alpha=alpha, s0=s0, h=h, g=g).o[1:]
    known = {"params": params, "x": x, "y": o - both_signs(rng, *o.shape), "alpha": alpha, "s0": s0, "h": h, "g": g}
    return kind(*(known[name] for name in kind._fields))
