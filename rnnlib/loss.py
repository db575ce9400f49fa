"""Losses of one time, E_t = E(o_t, y_t), each with its derivative by the output beside it, as `.prime`."""

import numpy as np

from .shapes import shapes


@shapes(o="*t e", y="*t e")
def squared_error(o, y):
    """Return E_t = ||o_t - y_t||^2, the sum over the e components of the squared error.

    Parameters
    ----------
    o, y : arrays of one shape (..., e)
        Outputs and targets, dimensionless. For a run of `forward`, o is ``run.o[1:]``.

    Returns
    -------
    array of shape (...)
        One E for every time (and sequence).

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast) or something is no number.

    Examples
    --------
    >>> squared_error([[3.0, 1.0]], [[1.0, 0.0]]).tolist()
    [5.0]
    """
    return ((o - y) ** 2).sum(axis=-1)


@shapes(o="*t e", y="*t e")
def dE_do(o, y):
    """Return dE_t/do_t = 2 (o_t - y_t), to be read as a row.

    Parameters
    ----------
    o, y : arrays of one shape (..., e)
        Outputs and targets, dimensionless.

    Returns
    -------
    array of shape (..., e)
        [..., i] = dE / do^(i).

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast) or something is no number.

    Examples
    --------
    >>> dE_do([3.0, 1.0], [1.0, 0.0]).tolist()
    [4.0, 2.0]
    """
    return 2 * (o - y)


squared_error.prime = dE_do


@shapes(o="*t e", y="*t e")
def softmax_cross_entropy(o, y):
    """Return E_t = -sum over i of y_t^(i) log p_t^(i), where p_t is the softmax of o_t.

    The outputs are scores of e classes; with g the identity, o_t = b_t. Its derivative, the row p_t - y_t if the
    entries of y_t sum to 1, is ``softmax_cross_entropy.prime``.

    Parameters
    ----------
    o, y : arrays of one shape (..., e)
        Scores, and the wanted probabilities: a 1 at the right class and 0 elsewhere. Dimensionless.

    Returns
    -------
    array of shape (...)
        One E for every time (and sequence).

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast) or something is no number.

    Examples
    --------
    >>> print(f"{softmax_cross_entropy([0.0, 0.0], [1.0, 0.0]):.4f}")
    0.6931
    """
    return (y * _minus_log_softmax(o)).sum(axis=-1)


@shapes(o="*t e", y="*t e")
def _softmax_cross_entropy_by_o(o, y):
    """Return dE_t/do_t = (sum of y_t) p_t - y_t, to be read as a row; the sum is 1 if y_t holds probabilities."""
    return y.sum(axis=-1, keepdims=True) * np.exp(-_minus_log_softmax(o)) - y


softmax_cross_entropy.prime = _softmax_cross_entropy_by_o


def _minus_log_softmax(o):
    """Return -log p_t^(i) for every entry; the largest o goes first: nothing overflows, no digit is lost."""
    below = o.real.max(axis=-1, keepdims=True) - o
    return below + np.log(np.exp(-below).sum(axis=-1, keepdims=True))
