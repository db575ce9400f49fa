"""Backpropagation through time: the slide's algorithm, repaired, and the loss's gradient by a row carried back."""

import numpy as np

from .activations import identity, tanh
from .jacobians import chain, ds_ds, ds_dU_direct, ds_dW_direct
from .loss import dE_do, squared_error
from .model import WEIGHTS, Params, forward
from .shapes import shapes


@shapes(params=WEIGHTS, x="T d", s0="n", real=True)
def slide_bptt(params, x, *, s0=None, h=tanh):
    """Return ds_T/dU and ds_T/dW by the slide's algorithm, repaired: add first, then move z.

    Parameters
    ----------
    params : Params
        U (n, d), W (n, n), V (e, n); V plays no part.
    x : array of shape (T, d)
        Inputs of one sequence, dimensionless.
    s0 : array of shape (n,), optional
        The given state s_0; zero if not given.
    h : Activation
        Of the state.

    Returns
    -------
    ds_T_dU : array of shape (n, n, d)
        [i, k, l] = ds_T^(i) / dU_kl.
    ds_T_dW : array of shape (n, n, n)
        [i, k, l] = ds_T^(i) / dW_kl.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (also for a batch), a parameter is not finite, an array is complex, or h has no derivative.

    Notes
    -----
    After time t has been handled, G_U = sum over k = t..T of (J_T ... J_{k+1}) times the direct term of k, and
    z = J_T ... J_t.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> dU, dW = slide_bptt(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], h=identity)
    >>> dU.item(), dW.item()
    (1.5, 1.0)
    """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    G_U, G_W, z = 0, 0, np.eye(len(params.W), dtype=s.dtype)
    for t in range(len(x) - 1, 0, -1):
        G_U = G_U + chain(z, ds_dU_direct(a[t], x[t], h))
        G_W = G_W + chain(z, ds_dW_direct(a[t], s[t - 1], h))
        z = z @ ds_ds(params.W, a[t], h)
    return G_U, G_W


@shapes(params=WEIGHTS, x="T N? d", y="T N? e", s0="n | N n", real=True)
def gradients(params, x, y, *, s0=None, h=tanh, g=identity):
    """Return the loss L and its gradient dL/dU, dL/dW, dL/dV, by the adjoint form of BPTT.

    L is the sum over t of E_t = ||o_t - y_t||^2; for a batch, the mean of that over the N sequences.

    Parameters
    ----------
    params : Params
        U (n, d), W (n, n), V (e, n).
    x : array of shape (T, d) or (T, N, d)
        Inputs, dimensionless; N is the number of sequences in a batch.
    y : array of shape (T, e) or (T, N, e)
        Targets.
    s0 : array of shape (n,) or (N, n), optional
        The given state s_0; zero if not given.
    h, g : Activation
        Of the state and of the output.

    Returns
    -------
    L : float
        The loss.
    gradient : Params
        dL/dU (n, d), dL/dW (n, n), dL/dV (e, n): [k, l] is the derivative by the entry k, l.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (nothing is broadcast), a parameter is not finite, an array is complex, or something is no
        number or no activation.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> L, gradient = gradients(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], [[0.0], [0.0]], h=identity)
    >>> float(L), gradient.U.item(), gradient.W.item(), gradient.V.item()
    (3.25, 6.5, 3.0, 6.5)
    """
    _, W, V = params
    x, a, s, b, o = forward(params, x, s0=s0, h=h, g=g)
    dL_dU, dL_dW, dL_dV = (np.zeros_like(weight) for weight in params)
    carry = np.zeros_like(s[0])  # what comes back from time t+1: its row delta, times J_{t+1}
    for t in range(len(x) - 1, 0, -1):
        dE_db = dE_do(o[t], y[t - 1]) * g.prime(b[t])
        delta = dE_db @ V + carry  # dL/ds_t: what E_t says directly, and what comes from the future
        dL_da = delta * h.prime(a[t])
        dL_dU += _outer(dL_da, x[t])
        dL_dW += _outer(dL_da, s[t - 1])
        dL_dV += _outer(dE_db, s[t])
        carry = dL_da @ W
    N = s[0].size // len(W)
    return squared_error(o[1:], y).sum() / N, Params(dL_dU / N, dL_dW / N, dL_dV / N)


def _outer(rows, columns):
    """Outer product, summed over a batch if there is one: [k, l] = rows^(k) columns^(l)."""
    return np.atleast_2d(rows).T @ np.atleast_2d(columns)
