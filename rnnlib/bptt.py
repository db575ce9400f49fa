"""Backpropagation through time: the slide's algorithm, repaired, and the loss's gradient by a row carried back."""

import numpy as np

from . import adjoint
from .activations import identity, tanh
from .inputs import numbers, whole
from .jacobians import chain, ds_ds, ds_dU_direct, ds_dW_direct
from .loss import squared_error
from .model import WEIGHTS, Params, forward
from .shapes import shapes, unchecked


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
def gradients(params, x, y, *, s0=None, h=tanh, g=identity, loss=squared_error, time_weight=None, truncate=None,
              chunk=None):
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
    chunk : int, optional
        If given, only every so many-th state is kept, and those between are computed again on the way back. A chunk
        near sqrt(T) needs the memory of about two chunks, and one more forward pass. The gradient is the same.

    Returns
    -------
    L : float
        The loss.
    gradient : Params
        dL/dU (n, d), dL/dW (n, n), dL/dV (e, n): [k, l] is the derivative by the entry k, l.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (nothing is broadcast), a parameter is not finite, an array is complex, `truncate` or
        `chunk` is no positive integer, or something is no number, no activation or no loss.

    Examples
    --------
    >>> from rnnlib import Params, identity
    >>> L, gradient = gradients(Params([[1.0]], [[0.5]], [[1.0]]), [[1.0], [1.0]], [[0.0], [0.0]], h=identity)
    >>> float(L), gradient.U.item(), gradient.W.item(), gradient.V.item()
    (3.25, 6.5, 3.0, 6.5)
    """
    _check_options(loss, truncate, chunk)
    x = x[:, None] if x.ndim == 2 else x  # one sequence is a batch of one
    (T, N, _), y, linear = x.shape, adjoint.flat(y), g.value is identity.value
    if time_weight is not None:
        time_weight = np.broadcast_to(time_weight.reshape(T, -1), (T, N)).reshape(-1, 1)

    def errors(rows, b):
        o = b if linear else g(b)
        E, dE_db = _errors(loss, o, y[rows])
        if not linear:
            dE_db = dE_db * g.prime(b)
        if time_weight is not None:
            E, dE_db = time_weight[rows] * E, time_weight[rows] * dE_db
        return E.sum() / N, dE_db / N

    def squared_errors(rows, b):
        error = np.subtract(b, y[rows], out=b)
        return np.vdot(error, error) / N, np.multiply(error, 2 / N, out=b)

    if linear and loss is squared_error and time_weight is None:
        errors = squared_errors  # the same, with nothing but b to hold it
    L, gradient = adjoint.gradient(params, x, s0, h, errors, truncate=truncate, chunk=chunk)
    return L, Params(*gradient)


def _errors(loss, o, y):
    """Return the E of every row, as one column, and dE/do."""
    return (_of_loss(loss, "loss", o, y, y.shape[:-1])[:, None],
            _of_loss(loss.prime, "loss.prime", o, y, y.shape))


def _of_loss(function, name, o, y, shape):
    """Call a loss or its derivative and watch that it returns what it should; a stranger's gets copies."""
    ours = unchecked(function)
    value = ours(o, y) if ours is not function else numbers(function(o.copy(), y.copy()), f"the result of {name}")
    if value.shape != shape:
        raise ValueError(f"{name} must make shape {shape} of outputs of shape {o.shape}, but it made {value.shape}")
    if value.dtype.kind == "c":
        raise TypeError(f"{name} returned complex numbers for real ones")
    return value.astype(o.dtype, copy=False)


def _check_options(loss, truncate, chunk):
    if not callable(loss) or not callable(getattr(loss, "prime", None)):
        raise TypeError(f"loss must be a function with its derivative by the output as loss.prime, but {loss!r} came")
    if truncate is not None:
        whole(truncate, "truncate")
    if chunk is not None:
        whole(chunk, "chunk")
