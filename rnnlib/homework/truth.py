"""The right answers for a whole network: the complex step of the forward map, taken by all weights in one run."""

import numpy as np

from ..loss import squared_error
from ..model import Params

EPS = 1e-30


def gradient(given):
    """Return L, dL/dU, dL/dW and dL/dV, L being the mean over the sequences of the sum of all E_t."""
    weights, x, y = _nudged(given.params), _with_batch(given.x, 3), _with_batch(given.y, 3)
    o = given.g(np.stack(_states(weights, given, x)[1:]) @ weights.V.swapaxes(-1, -2))
    L = squared_error(o, y[:, None] + 0 * o).mean(-1).sum(0)
    return L[0].real, *_by_weight(L, given.params)


def last_state(given):
    """Return ds_T/dU and ds_T/dW of one sequence."""
    s_T = _states(_nudged(given.params), given, _with_batch(given.x, 3))[-1][:, 0]
    return _by_weight(s_T, given.params)[:2]


def _by_weight(nudged, params):
    """Return the derivatives by U, W and V of what was computed with every nudge, these counted by the first axis."""
    ends = np.cumsum([weight.size for weight in params])[:-1]
    slopes = np.split(np.moveaxis(nudged.imag, 0, -1) / EPS, ends, axis=-1)
    return [slope.reshape(*slope.shape[:-1], *weight.shape) for slope, weight in zip(slopes, params)]


def _states(weights, given, x):
    """Run the network: the states of times 0 to T, each with a first axis that counts the nudges."""
    U, W, _ = weights
    alpha = getattr(given, "alpha", 1.0)
    states = [np.zeros((len(U), x.shape[1], U.shape[1]), complex) + (0 if given.s0 is None else given.s0)]
    for x_t in x:
        a_t = x_t @ U.swapaxes(-1, -2) + states[-1] @ W.swapaxes(-1, -2)
        states.append((1 - alpha) * states[-1] + alpha * given.h(a_t))
    return states


def _nudged(params):
    """Stack the weights along a first axis, each time with an imaginary nudge of another entry."""
    sizes = np.cumsum([weight.size for weight in params])
    nudges = np.split(1j * EPS * np.eye(sizes[-1]), sizes[:-1], axis=1)
    return Params(*(weight + nudge.reshape(-1, *weight.shape) for weight, nudge in zip(params, nudges)))


def _with_batch(data, axes):
    return data if data.ndim == axes else data[:, None]
