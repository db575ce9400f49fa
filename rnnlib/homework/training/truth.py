"""The right answers with truncation: for every time a network that starts from a frozen state, and a complex step."""

import functools

import numpy as np

from ...activations import identity, tanh
from ...loss import squared_error
from ...model import Params, forward

NUDGE = 1e-30


def frozen_state_gradients(params, x, y, tau, s0=None, h=tanh, g=identity):
    """Return (L, Params): L of one sequence, and the sum of the E_t's derivatives with s_{t-tau} held fixed.

    No formula of a derivative is used. For every t, tau steps are run from s_{t-tau} with weights of which one has an
    imaginary part; all weights and all times side by side.
    """
    U, W, V = params = Params(*(np.asarray(weight, float) for weight in params))
    T, n = len(x), len(U)
    run = forward(params, x, s0=s0, h=h, g=g)
    sizes = [weight.size for weight in params]
    nudges = np.split(1j * NUDGE * np.eye(sum(sizes)), np.cumsum(sizes)[:-1], axis=1)
    U, W, V = (weight + nudge.reshape(-1, *weight.shape) for weight, nudge in zip(params, nudges))
    driven = np.einsum("td,pnd->ptn", run.x[1:], U)  # U x_t
    times = np.arange(1, T + 1)
    s = np.broadcast_to(run.s[np.maximum(times - tau, 0)], (len(U), T, n)).astype(complex)
    for back in range(min(tau, T) - 1, -1, -1):
        there = times > back  # before time 1 there is no step: such a run begins later, at s_0
        s[:, there] = h(driven[:, times[there] - back - 1] + s[:, there] @ W.transpose(0, 2, 1))
    errors = squared_error(g(s @ V.transpose(0, 2, 1)), np.broadcast_to(y, (len(U), *np.shape(y))))
    slopes = np.split(errors.sum(axis=1).imag / NUDGE, np.cumsum(sizes)[:-1])
    L = float(squared_error(run.o[1:], y).sum())
    return L, Params(*(slope.reshape(weight.shape) for slope, weight in zip(slopes, params)))


def remembered_gradients(params, x, y, tau):
    """Return the same, and remember it: a loop is replayed many times from the same start."""
    arrays = [np.asarray(array, float) for array in (*params, x, y)]
    L, gradient = _remembered(tau, *((array.tobytes(), array.shape) for array in arrays))
    return L, Params(*(part.copy() for part in gradient))


def heavier_gradients(params, x, y, tau):
    """Return 1.5 L and its gradient: who takes another function than the one handed in comes to other numbers."""
    L, gradient = remembered_gradients(params, x, y, tau)
    return 1.5 * L, Params(*(1.5 * part for part in gradient))


@functools.lru_cache(maxsize=2048)
def _remembered(tau, *data):
    U, W, V, x, y = (np.frombuffer(numbers).reshape(shape) for numbers, shape in data)
    return frozen_state_gradients(Params(U, W, V), x, y, tau)
