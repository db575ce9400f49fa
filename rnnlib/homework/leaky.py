"""The network of homework 2 to 4, whose state leaks (it keeps a share 1 - alpha of itself), and random ones of them."""

from typing import NamedTuple

import numpy as np

from ..activations import Activation, identity, sigmoid, softplus, tanh
from ..inputs import real
from ..model import WEIGHTS, Params, Run
from ..shapes import shapes
from .instances import OUTPUTS, SIZES, both_signs

STATES = [sigmoid, softplus, sigmoid, softplus]  # h of each network; never its g, never odd
ALPHAS = [0.7, 0.4, 0.6, 0.3]  # of each network; none is 1 - alpha of another


class LeakyNetwork(NamedTuple):
    """A leaky network with its data. In a batch, x, y and s0 have an axis N, after time if they have time."""

    params: Params
    x: np.ndarray
    y: np.ndarray
    alpha: float
    s0: np.ndarray
    h: Activation
    g: Activation


@shapes(params=WEIGHTS, x="T N? d", s0="n | N n")
def leaky_forward(params, x, *, alpha, s0=None, h=tanh, g=identity):
    """Run the leaky network: a_t = U x_t + W s_{t-1}, s_t = (1 - alpha) s_{t-1} + alpha h(a_t), o_t = g(V s_t).

    Parameters
    ----------
    params : Params
        U (n, d), W (n, n), V (e, n).
    x : array of shape (T, d) or (T, N, d)
        Inputs of times 1 to T, dimensionless; N is the number of sequences in a batch.
    alpha : float
        The share of the state that is new, above 0 and at most 1; with 1 this is `forward`.
    s0 : array of shape (n,) or (N, n), optional
        State before the first input; zero if not given.
    h, g : Activation
        Of the state and of the output.

    Returns
    -------
    Run
        Row t of each array is time t. Row 0 is the start, with nothing but the state.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, an axis is empty, a parameter is not finite, alpha is out of range, or something is no
        number or no activation.

    Examples
    --------
    >>> from rnnlib import Params
    >>> run = leaky_forward(Params([[1.0]], [[0.5]], [[2.0]]), [[1.0], [0.0]], alpha=0.5, h=identity)
    >>> run.s[:, 0].tolist(), run.o[1:, 0].tolist()
    ([0.0, 0.5, 0.375], [1.0, 0.75])
    """
    if not 0 < real(alpha) <= 1:
        raise ValueError(f"alpha must be a number above 0 and at most 1, but {alpha!r} came")
    alpha = real(alpha)  # which leaves float32 as it is
    (U, W, V), batch = params, x.shape[1:-1]
    n, d, e = *U.shape, len(V)
    run = Run(*(np.full((len(x) + 1, *batch, size), np.nan, x.dtype) for size in (d, n, n, e, e)))
    run.x[1:] = x
    run.s[0] = 0 if s0 is None else s0
    _, a, s, b, o = run
    for t in range(1, len(x) + 1):
        a[t] = run.x[t] @ U.T + s[t - 1] @ W.T
        s[t] = (1 - alpha) * s[t - 1] + alpha * h(a[t])
        b[t] = s[t] @ V.T
        o[t] = g(b[t])
    return run


def leaky_networks(seed, *, sequences=None):
    """Draw a leaky network for each size, with data of one sequence or of a batch. They hide no mistake."""
    rng = np.random.default_rng(seed)
    return [_draw(rng, size, *rest, () if sequences is None else (sequences,))
            for size, *rest in zip(SIZES, ALPHAS, STATES, OUTPUTS)]


def _draw(rng, size, alpha, h, g, batch):
    """Draw one; its sums a_t are neither small nor far out, where h is flat."""
    T, d, n, e = size
    params = Params(both_signs(rng, n, d) / np.sqrt(d), both_signs(rng, n, n) / np.sqrt(n), both_signs(rng, e, n))
    x, s0, alpha = both_signs(rng, T, *batch, d) * 1.5, both_signs(rng, *batch, n), alpha + rng.uniform(-0.04, 0.04)
    o = leaky_forward(params, x, alpha=alpha, s0=s0, h=h, g=g).o[1:]
    return LeakyNetwork(params, x, o - both_signs(rng, *o.shape), alpha, s0, h, g)
