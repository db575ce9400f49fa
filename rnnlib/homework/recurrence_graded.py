"""Homework 2, graded: the derivatives of one step and of a sequence, of the leaky network."""

from .checker import SEED
from .recurrence_judges import LEAKY_STATE_DERIVATIVES
from .recurrence_steps import LEAKY_DS_DS, LEAKY_DS_DU_DIRECT, LEAKY_DS_DW_DIRECT


def check_leaky_ds_dU_direct(leaky_ds_dU_direct, *, seed=SEED):
    """Check a function for the direct derivative of the leaky state by the input weights.

    Parameters
    ----------
    leaky_ds_dU_direct : callable
        leaky_ds_dU_direct(a_t, x_t, h, alpha), from a_t (n,), x_t (d,), an activation and the share alpha, to an array
        of shape (n, n, d): [i, k, l] = ds_t^(i) / dU_kl, with s_{t-1} held fixed.
    seed : int
        Of the networks that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_leaky_ds_dU_direct(lambda a_t, x_t, h, alpha: None)
    leaky_ds_dU_direct: not written yet. It returns None. [not-written]
    """
    return LEAKY_DS_DU_DIRECT.check(leaky_ds_dU_direct, seed=seed)


def check_leaky_ds_dW_direct(leaky_ds_dW_direct, *, seed=SEED):
    """Check a function for the direct derivative of the leaky state by the state weights.

    Parameters
    ----------
    leaky_ds_dW_direct : callable
        leaky_ds_dW_direct(a_t, s_prev, h, alpha), from a_t (n,), s_{t-1} (n,), an activation and the share alpha, to an
        array of shape (n, n, n): [i, k, l] = ds_t^(i) / dW_kl, with s_{t-1} held fixed.
    seed : int
        Of the networks that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_leaky_ds_dW_direct(lambda a_t, s_prev, h, alpha: None).diagnosis
    'not-written'
    """
    return LEAKY_DS_DW_DIRECT.check(leaky_ds_dW_direct, seed=seed)


def check_leaky_ds_ds(leaky_ds_ds, *, seed=SEED):
    """Check a function for the Jacobian of the leaky state by the state before.

    Parameters
    ----------
    leaky_ds_ds : callable
        leaky_ds_ds(W, a_t, h, alpha), from W (n, n), a_t (n,), an activation and the share alpha, to an array of shape
        (n, n): [i, j] = ds_t^(i) / ds_{t-1}^(j).
    seed : int
        Of the networks that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_leaky_ds_ds(lambda W, a_t, h, alpha: None).diagnosis
    'not-written'
    """
    return LEAKY_DS_DS.check(leaky_ds_ds, seed=seed)


def check_leaky_state_derivatives(leaky_state_derivatives, *, seed=SEED):
    """Check a function for the total derivatives of the last leaky state by U and by W.

    Parameters
    ----------
    leaky_state_derivatives : callable
        leaky_state_derivatives(params, x, *, alpha, s0=None, h=tanh), from Params, inputs (T, d), the share alpha, a
        start (n,) and an activation, to two arrays of shapes (n, n, d) and (n, n, n): ds_T/dU and ds_T/dW.
    seed : int
        Of the networks that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_leaky_state_derivatives(lambda params, x, *, alpha, s0=None, h=None: None).diagnosis
    'not-written'
    """
    return LEAKY_STATE_DERIVATIVES.check(leaky_state_derivatives, seed=seed)
