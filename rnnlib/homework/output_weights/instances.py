"""What the functions of homework 1 are tried on."""

from typing import NamedTuple

import numpy as np

from ...activations import Activation, sigmoid
from ..example import example
from ..instances import ALONE, OUTPUTS, SIZES, both_signs
from ..words import SIZES_OF_1

TIMES = [3, 4, 1, 2, 2]  # one for each network; the second is the last time


@example
class OneTime(NamedTuple):
    """The arguments of `do_dV`."""

    V: np.ndarray
    s: np.ndarray
    t: int
    g: Activation


@example
class OneError(NamedTuple):
    """The arguments of `dE_dV`."""

    V: np.ndarray
    s: np.ndarray
    t: int
    y_t: np.ndarray
    g: Activation


@example
class AllTimes(NamedTuple):
    """The arguments of `all_do_dV`."""

    V: np.ndarray
    s: np.ndarray
    g: Activation


def instances(kind, seed):
    """Draw the arguments of one of the three functions, for each network."""
    rng, drawn = np.random.default_rng(seed), []
    for (T, _, n, e), t, g in zip([*SIZES, ALONE], TIMES, [*OUTPUTS, sigmoid]):
        V, s = both_signs(rng, e, n), both_signs(rng, T + 1, n)
        if e == n > 1:
            V[0, 0] = 0
        if e > 1 and (V[:2] @ s[t] > 0).all() != (V[:2] @ s[t] < 0).all():
            V[0] *= -1  # so that at time t g is asked on both sides of zero
        known = {"V": V, "s": s, "t": t, "y_t": g(V @ s[t]) - both_signs(rng, e), "g": g}
        drawn.append(kind(*(known[name] for name in kind._fields)))
    return drawn


def about(given):
    """List what is special about an instance, its sizes first."""
    (e, n), T, t = given.V.shape, len(given.s) - 1, getattr(given, "t", None)
    sizes = f"e = {e}, n = {n}, T = {T}" + (f", t = {t}" if t else "") + f", g = {given.g}"
    facts = {"e = n": e == n, "e different from n": e != n, "e different from n and from 1": e not in (n, 1),
             "t = T": t == T, "t < T": t not in (T, None), "t = 1": t == 1, "t > 1": t not in (1, None),
             SIZES_OF_1: e == n == 1}
    return [sizes, *(fact for fact, holds in facts.items() if holds), f"g = {given.g}"]
