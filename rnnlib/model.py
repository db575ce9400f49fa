"""The network of the slides: s_t = h(U x_t + W s_{t-1}) and o_t = g(V s_t)."""

from typing import NamedTuple

import numpy as np

from .activations import identity, tanh
from .shapes import shapes


class Params(NamedTuple):
    """The three weight matrices. Also the gradient with respect to them, in the same order.

    Attributes
    ----------
    U : array of shape (n, d)
        From the input x_t to the state.
    W : array of shape (n, n)
        From the state before, s_{t-1}, to the state.
    V : array of shape (e, n)
        From the state to the output.
    """

    U: np.ndarray
    W: np.ndarray
    V: np.ndarray


WEIGHTS = Params("n d", "n n", "e n")


class Run(NamedTuple):
    """Everything a forward pass computes. Row t is time t; there are T + 1 rows.

    Row 0 is the start, where only the state exists: the rest of it is NaN. A batch has an axis N after time.

    Attributes
    ----------
    x : array of shape (T+1, d) or (T+1, N, d)
        Inputs.
    a : array of shape (T+1, n) or (T+1, N, n)
        a_t = U x_t + W s_{t-1}.
    s : array of shape (T+1, n) or (T+1, N, n)
        States, s_t = h(a_t); row 0 is s_0.
    b : array of shape (T+1, e) or (T+1, N, e)
        b_t = V s_t.
    o : array of shape (T+1, e) or (T+1, N, e)
        Outputs, o_t = g(b_t).
    """

    x: np.ndarray
    a: np.ndarray
    s: np.ndarray
    b: np.ndarray
    o: np.ndarray


@shapes(params=WEIGHTS, x="T N? d", s0="n | N n")
def forward(params, x, *, s0=None, h=tanh, g=identity):
    """Run the network over a sequence or a batch: s_t = h(U x_t + W s_{t-1}), o_t = g(V s_t).

    Parameters
    ----------
    params : Params
        U (n, d), W (n, n), V (e, n).
    x : array of shape (T, d) or (T, N, d)
        Inputs of times 1 to T, dimensionless; N is the number of sequences in a batch.
    s0 : array of shape (n,) or (N, n), optional
        State before the first input; zero if not given.
    h, g : Activation
        Of the state and of the output.

    Returns
    -------
    Run
        Row t of each array is time t.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, an axis is empty, a parameter is not finite, or something is no number or no activation.

    Examples
    --------
    >>> run = forward(Params([[1.0]], [[0.5]], [[2.0]]), [[1.0], [0.0]], h=identity)
    >>> run.s[:, 0].tolist(), run.o[1:, 0].tolist()
    ([0.0, 1.0, 0.5], [2.0, 1.0])
    """
    (U, W, V), batch = params, x.shape[1:-1]
    n, d, e = *U.shape, len(V)
    run = Run(*(np.full((len(x) + 1, *batch, size), np.nan, x.dtype) for size in (d, n, n, e, e)))
    run.x[1:] = x
    run.s[0] = 0 if s0 is None else s0
    _, a, s, b, o = run
    for t in range(1, len(x) + 1):
        a[t] = run.x[t] @ U.T + s[t - 1] @ W.T
        s[t] = h(a[t])
        b[t] = s[t] @ V.T
        o[t] = g(b[t])
    return run
