"""Homework 2, practice: the derivatives of one step and of a sequence, of the course's network."""

from .checker import SEED
from .recurrence_judges import STATE_DERIVATIVES
from .recurrence_steps import DS_DS, DS_DU_DIRECT, DS_DW_DIRECT


def check_ds_dU_direct(ds_dU_direct, *, seed=SEED):
    """Check a function for the direct derivative of the state by the input weights.

    Parameters
    ----------
    ds_dU_direct : callable
        ds_dU_direct(a_t, x_t, h), from a_t (n,), x_t (d,) and an activation, to an array of shape (n, n, d): [i, k, l]
        = ds_t^(i) / dU_kl, with s_{t-1} held fixed.
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
    >>> check_ds_dU_direct(lambda a_t, x_t, h: None)
    ds_dU_direct: not written yet. It returns None. [not-written]
    """
    return DS_DU_DIRECT.check(ds_dU_direct, seed=seed)


def check_ds_dW_direct(ds_dW_direct, *, seed=SEED):
    """Check a function for the direct derivative of the state by the state weights.

    Parameters
    ----------
    ds_dW_direct : callable
        ds_dW_direct(a_t, s_prev, h), from a_t (n,), s_{t-1} (n,) and an activation, to an array of shape (n, n, n): [i,
        k, l] = ds_t^(i) / dW_kl, with s_{t-1} held fixed.
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
    >>> check_ds_dW_direct(lambda a_t, s_prev, h: None).diagnosis
    'not-written'
    """
    return DS_DW_DIRECT.check(ds_dW_direct, seed=seed)


def check_ds_ds(ds_ds, *, seed=SEED):
    """Check a function for the Jacobian of the state by the state before.

    Parameters
    ----------
    ds_ds : callable
        ds_ds(W, a_t, h), from W (n, n), a_t (n,) and an activation, to an array of shape (n, n): [i, j] = ds_t^(i) /
        ds_{t-1}^(j).
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
    >>> check_ds_ds(lambda W, a_t, h: None).diagnosis
    'not-written'
    """
    return DS_DS.check(ds_ds, seed=seed)


def check_state_derivatives(state_derivatives, *, seed=SEED):
    """Check a function for the total derivatives of the last state by U and by W.

    Parameters
    ----------
    state_derivatives : callable
        state_derivatives(params, x, *, s0=None, h=tanh), from Params, inputs (T, d), a start (n,) and an activation, to
        two arrays of shapes (n, n, d) and (n, n, n): ds_T/dU and ds_T/dW.
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
    >>> check_state_derivatives(lambda params, x, *, s0=None, h=None: None).diagnosis
    'not-written'
    """
    return STATE_DERIVATIVES.check(state_derivatives, seed=seed)
