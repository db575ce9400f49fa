"""Backpropagation through time: the slide's algorithm, repaired, and the loss's gradient by a row carried back."""

import numpy as np

from .activations import identity, tanh
from .inputs import numbers
from .jacobians import chain, ds_ds, ds_dU_direct, ds_dW_direct
from .loss import squared_error
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


@shapes(params=WEIGHTS, x="T N? d", y="T N? e", s0="n | N n", time_weight="T | T N", real=True)
def gradients(params, x, y, *, s0=None, h=tanh, g=identity, loss=squared_error, time_weight=None, truncate=None):
    """Return the loss L and its gradient dL/dU, dL/dW, dL/dV, by the adjoint form of BPTT.

    L is the sum over t of E_t = E(o_t, y_t); for a batch, the mean of that over the N sequences.

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
    loss : callable, optional
        loss(o, y) is E, and loss.prime(o, y) its derivative by o; `squared_error` if not given.
    time_weight : array of shape (T,) or (T, N), optional
        What E_t counts for in L: 1 if not given. Zeros but for time T make sequence-to-one of it, and zeros in the
        padding of short sequences leave it out.
    truncate : int, optional
        If given, E_t is differentiated through the steps t, t-1, ..., t-truncate+1 only, and the state before them is
        held fixed. From T on this is exact. The loss is not touched.

    Returns
    -------
    L : float
        The loss.
    gradient : Params
        dL/dU (n, d), dL/dW (n, n), dL/dV (e, n): [k, l] is the derivative by the entry k, l.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (nothing is broadcast), a parameter is not finite, an array is complex, `truncate` is no
        positive integer, or something is no number, no activation or no loss.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> L, gradient = gradients(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], [[0.0], [0.0]], h=identity)
    >>> float(L), gradient.U.item(), gradient.W.item(), gradient.V.item()
    (3.25, 6.5, 3.0, 6.5)
    """
    _check_options(loss, truncate)
    _, W, V = params
    x, a, s, b, o = forward(params, x, s0=s0, h=h, g=g)
    weight = _weight_of_every_error(time_weight, y)
    E = _of_loss(loss, "loss", o[1:], y, y.shape[:-1])
    dE_db = weight[..., None] * _of_loss(loss.prime, "loss.prime", o[1:], y, y.shape) * g.prime(b[1:])
    dL_dU, dL_dW, dL_dV = (np.zeros_like(matrix) for matrix in params)
    rows = np.zeros((0, *s[0].shape), s.dtype)  # dE/ds_t of later times, one row each; added up unless we truncate
    for t in range(len(x) - 1, 0, -1):
        rows = np.concatenate([[dE_db[t - 1] @ V], rows])[:truncate]
        if truncate is None:
            rows = rows.sum(axis=0, keepdims=True)
        dE_da = rows * h.prime(a[t])
        dL_da = dE_da.sum(axis=0)
        dL_dU += _outer(dL_da, x[t])
        dL_dW += _outer(dL_da, s[t - 1])
        dL_dV += _outer(dE_db[t - 1], s[t])
        rows = dE_da @ W
    N = s[0].size // len(W)
    return (weight * E).sum() / N, Params(dL_dU / N, dL_dW / N, dL_dV / N)


def _outer(rows, columns):
    """Outer product, summed over a batch if there is one: [k, l] = rows^(k) columns^(l)."""
    return np.atleast_2d(rows).T @ np.atleast_2d(columns)


def _weight_of_every_error(time_weight, y):
    """Return what every E_t counts for, an array of shape (T,) or (T, N)."""
    if time_weight is None:
        return np.ones(y.shape[:-1], y.dtype)
    return time_weight if time_weight.ndim == y.ndim - 1 else time_weight[:, None] * np.ones(y.shape[:-1], y.dtype)


def _of_loss(function, name, o, y, shape):
    """Call a loss or its derivative, on copies, and watch that it returns what it should."""
    value = numbers(function(o.copy(), y.copy()), f"the result of {name}")
    if value.shape != shape:
        raise ValueError(f"{name} must make shape {shape} of outputs of shape {o.shape}, but it made {value.shape}")
    if np.iscomplexobj(value):
        raise TypeError(f"{name} returned complex numbers for real ones")
    return value.astype(o.dtype, copy=False)


def _check_options(loss, truncate):
    if not callable(loss) or not callable(getattr(loss, "prime", None)):
        raise TypeError(f"loss must be a function with its derivative by the output as loss.prime, but {loss!r} came")
    if truncate is not None and (not isinstance(truncate, (int, np.integer)) or truncate < 1 or truncate is True):
        raise ValueError(f"truncate must be a positive whole number of steps, but {truncate!r} came")
