"""The derivatives of one time step, for one sequence: numerator axes first, then the axes of what we differentiate by.

Direct means: with s_{t-1} held fixed.
"""

import numpy as np

from .shapes import shapes


@shapes(A="*i k", B="k *j")
def chain(A, B):
    """Multiply two derivatives by the chain rule: the last axis of A meets the first axis of B.

    Parameters
    ----------
    A : array of shape (..., k)
        Derivative of something by a vector of k entries.
    B : array of shape (k, ...)
        Derivative of that vector by something.

    Returns
    -------
    array of shape (..., ...)
        [i, j] = sum over k of A[i, k] B[k, j], where i and j may stand for several axes. For a third-order B this is
        not ``A @ B``, which has the same shape and other numbers.

    Raises
    ------
    ValueError, TypeError
        If the axes that meet differ in length or something is no number.

    Examples
    --------
    >>> chain([[1, 2], [3, 4]], np.ones((2, 5, 6))).shape
    (2, 5, 6)
    """
    return np.tensordot(A, B, axes=1)


@shapes(V="e n", s_t="n")
def do_ds(V, s_t, g):
    """Return the Jacobian do_t/ds_t, slide equations (1) and (2).

    Parameters
    ----------
    V : array of shape (e, n)
        Output weights.
    s_t : array of shape (n,)
        State, dimensionless.
    g : Activation
        Of the output o_t = g(V s_t).

    Returns
    -------
    array of shape (e, n)
        [i, j] = do_t^(i) / ds_t^(j).

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, V is not finite, or g has no derivative.

    Examples
    --------
    >>> from rnnlib import identity
    >>> do_ds([[1.0, 2.0, 3.0]], [0.5, 0.5, 0.5], identity).tolist()
    [[1.0, 2.0, 3.0]]
    """
    return g.prime(V @ s_t)[:, None] * V  # (2)


@shapes(W="n n", a_t="n")
def ds_ds(W, a_t, h):
    """Return the Jacobian J_t = ds_t/ds_{t-1} = diag(h'(a_t)) W of the Lemma's products (3) and (4).

    Parameters
    ----------
    W : array of shape (n, n)
        State weights.
    a_t : array of shape (n,)
        a_t = U x_t + W s_{t-1}, dimensionless.
    h : Activation
        Of the state s_t = h(a_t).

    Returns
    -------
    array of shape (n, n)
        [i, j] = ds_t^(i) / ds_{t-1}^(j).

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, W is not finite, or h has no derivative.

    Examples
    --------
    >>> from rnnlib import identity
    >>> ds_ds([[1.0, 2.0], [3.0, 4.0]], [0.0, 0.0], identity).tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    return h.prime(a_t)[:, None] * W


@shapes(a_t="n", x_t="d")
def ds_dU_direct(a_t, x_t, h):
    """Return the direct derivative of s_t by U, with s_{t-1} held fixed: a term of the sum (3).

    Parameters
    ----------
    a_t : array of shape (n,)
        a_t = U x_t + W s_{t-1}, dimensionless.
    x_t : array of shape (d,)
        Input.
    h : Activation
        Of the state s_t = h(a_t).

    Returns
    -------
    array of shape (n, n, d)
        [i, k, l] = ds_t^(i) / dU_kl = delta_ik h'(a_t^(i)) x_t^(l).

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (a batch has no such tensor) or h has no derivative.

    Examples
    --------
    >>> from rnnlib import identity
    >>> ds_dU_direct([0.0, 0.0], [5.0], identity)[:, :, 0].tolist()
    [[5.0, 0.0], [0.0, 5.0]]
    """
    return np.multiply.outer(np.diag(h.prime(a_t)), x_t)


@shapes(a_t="n", s_prev="n")
def ds_dW_direct(a_t, s_prev, h):
    """Return the direct derivative of s_t by W, with s_{t-1} held fixed: a term of the sum (4).

    Parameters
    ----------
    a_t : array of shape (n,)
        a_t = U x_t + W s_{t-1}, dimensionless.
    s_prev : array of shape (n,)
        The state before, s_{t-1}.
    h : Activation
        Of the state s_t = h(a_t).

    Returns
    -------
    array of shape (n, n, n)
        [i, k, l] = ds_t^(i) / dW_kl = delta_ik h'(a_t^(i)) s_{t-1}^(l).

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit (a batch has no such tensor) or h has no derivative.

    Examples
    --------
    >>> from rnnlib import identity
    >>> ds_dW_direct([0.0, 0.0], [5.0, 6.0], identity)[1].tolist()
    [[0.0, 0.0], [5.0, 6.0]]
    """
    return np.multiply.outer(np.diag(h.prime(a_t)), s_prev)
