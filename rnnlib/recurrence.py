"""The total derivatives ds_T/dU and ds_T/dW of the recurrence Lemma: by its recursion, and as its sums (3) and (4)."""

from functools import reduce

import numpy as np

from .activations import tanh
from .jacobians import chain, ds_ds, ds_dU_direct, ds_dW_direct
from .model import WEIGHTS, forward
from .shapes import shapes


@shapes(params=WEIGHTS, x="T d", s0="n")
def state_derivatives(params, x, *, s0=None, h=tanh):
    """Return ds_T/dU and ds_T/dW by the recursion ds_t/dU = direct term + J_t ds_{t-1}/dU, forward in time.

    Known as real-time recurrent learning (RTRL).

    Parameters
    ----------
    params : Params
        U (n, d), W (n, n), V (e, n); V plays no part.
    x : array of shape (T, d)
        Inputs of one sequence, dimensionless.
    s0 : array of shape (n,), optional
        The given state s_0, so that ds_0/dU = 0; zero if not given.
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
        If shapes do not fit (also for a batch), a parameter is not finite, or h has no derivative.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> dU, dW = state_derivatives(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], h=identity)
    >>> dU.item(), dW.item()
    (1.5, 1.0)
    """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    n, d = params.U.shape
    ds_dU, ds_dW = np.zeros((n, n, d), s.dtype), np.zeros((n, n, n), s.dtype)  # s_0 is given
    for t in range(1, len(x)):
        J = ds_ds(params.W, a[t], h)
        ds_dU = ds_dU_direct(a[t], x[t], h) + chain(J, ds_dU)
        ds_dW = ds_dW_direct(a[t], s[t - 1], h) + chain(J, ds_dW)
    return ds_dU, ds_dW


@shapes(params=WEIGHTS, x="T d", s0="n")
def state_derivatives_sum(params, x, *, s0=None, h=tanh):
    """Return ds_T/dU and ds_T/dW as the sums (3) and (4) over k = 1..T of (J_T ... J_{k+1}) times the direct term of k.

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
        If shapes do not fit (also for a batch), a parameter is not finite, or h has no derivative.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> dU, dW = state_derivatives_sum(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], h=identity)
    >>> dU.item(), dW.item()
    (1.5, 1.0)
    """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    T, Id = len(x) - 1, np.eye(len(params.W), dtype=s.dtype)
    J = [None] + [ds_ds(params.W, a[t], h) for t in range(1, T + 1)]
    ds_dU, ds_dW = 0, 0
    for k in range(1, T + 1):
        product = reduce(np.matmul, [J[j] for j in range(T, k, -1)], Id)  # J_T ... J_{k+1}
        ds_dU = ds_dU + chain(product, ds_dU_direct(a[k], x[k], h))  # (3)
        ds_dW = ds_dW + chain(product, ds_dW_direct(a[k], s[k - 1], h))  # (4)
    return ds_dU, ds_dW
