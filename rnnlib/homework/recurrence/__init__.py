"""Homework 2: the derivatives of one step and of a sequence, of the course's network and, graded, of the leaky one."""

from ..checker import SEED
from ..documented import documented
from .sequences import LEAKY_STATE_DERIVATIVES, STATE_DERIVATIVES
from .steps import DS_DS, DS_DU_DIRECT, DS_DW_DIRECT, LEAKY_DS_DS, LEAKY_DS_DU_DIRECT, LEAKY_DS_DW_DIRECT

JUDGES = (DS_DU_DIRECT, DS_DW_DIRECT, DS_DS, STATE_DERIVATIVES,
          LEAKY_DS_DU_DIRECT, LEAKY_DS_DW_DIRECT, LEAKY_DS_DS, LEAKY_STATE_DERIVATIVES)


@documented
def check_ds_dU_direct(ds_dU_direct, *, seed=SEED):
    """Check a function for the direct derivative of the state by the input weights.

    Parameters
    ----------
    ds_dU_direct : callable
        ds_dU_direct(a_t, x_t, h), from a_t (n,), x_t (d,) and an activation, to an array of shape (n, n, d): [i, k, l]
        = ds_t^(i) / dU_kl, with s_{t-1} held fixed.

    Examples
    --------
    >>> check_ds_dU_direct(lambda a_t, x_t, h: None)
    ds_dU_direct: not written yet. It returns None. [not-written]
    """
    return DS_DU_DIRECT.check(ds_dU_direct, seed=seed)


@documented
def check_ds_dW_direct(ds_dW_direct, *, seed=SEED):
    """Check a function for the direct derivative of the state by the state weights.

    Parameters
    ----------
    ds_dW_direct : callable
        ds_dW_direct(a_t, s_prev, h), from a_t (n,), s_{t-1} (n,) and an activation, to an array of shape (n, n, n): [i,
        k, l] = ds_t^(i) / dW_kl, with s_{t-1} held fixed.

    Examples
    --------
    >>> check_ds_dW_direct(lambda a_t, s_prev, h: None).diagnosis
    'not-written'
    """
    return DS_DW_DIRECT.check(ds_dW_direct, seed=seed)


@documented
def check_ds_ds(ds_ds, *, seed=SEED):
    """Check a function for the Jacobian of the state by the state before.

    Parameters
    ----------
    ds_ds : callable
        ds_ds(W, a_t, h), from W (n, n), a_t (n,) and an activation, to an array of shape (n, n): [i, j] = ds_t^(i) /
        ds_{t-1}^(j).

    Examples
    --------
    >>> check_ds_ds(lambda W, a_t, h: None).diagnosis
    'not-written'
    """
    return DS_DS.check(ds_ds, seed=seed)


@documented
def check_state_derivatives(state_derivatives, *, seed=SEED):
    """Check a function for the total derivatives of the last state by U and by W.

    Parameters
    ----------
    state_derivatives : callable
        state_derivatives(params, x, *, s0=None, h=tanh), from Params, inputs (T, d), a start (n,) and an activation, to
        two arrays of shapes (n, n, d) and (n, n, n): ds_T/dU and ds_T/dW.

    Examples
    --------
    >>> check_state_derivatives(lambda params, x, *, s0=None, h=None: None).diagnosis
    'not-written'
    """
    return STATE_DERIVATIVES.check(state_derivatives, seed=seed)


@documented
def check_leaky_ds_dU_direct(leaky_ds_dU_direct, *, seed=SEED):
    """Check a function for the direct derivative of the leaky state by the input weights.

    Parameters
    ----------
    leaky_ds_dU_direct : callable
        leaky_ds_dU_direct(a_t, x_t, h, alpha), like `ds_dU_direct` in `check_ds_dU_direct`, with the share alpha.

    Examples
    --------
    >>> check_leaky_ds_dU_direct(lambda a_t, x_t, h, alpha: None)
    leaky_ds_dU_direct: not written yet. It returns None. [not-written]
    """
    return LEAKY_DS_DU_DIRECT.check(leaky_ds_dU_direct, seed=seed)


@documented
def check_leaky_ds_dW_direct(leaky_ds_dW_direct, *, seed=SEED):
    """Check a function for the direct derivative of the leaky state by the state weights.

    Parameters
    ----------
    leaky_ds_dW_direct : callable
        leaky_ds_dW_direct(a_t, s_prev, h, alpha), like `ds_dW_direct` in `check_ds_dW_direct`, with the share alpha.

    Examples
    --------
    >>> check_leaky_ds_dW_direct(lambda a_t, s_prev, h, alpha: None).diagnosis
    'not-written'
    """
    return LEAKY_DS_DW_DIRECT.check(leaky_ds_dW_direct, seed=seed)


@documented
def check_leaky_ds_ds(leaky_ds_ds, *, seed=SEED):
    """Check a function for the Jacobian of the leaky state by the state before.

    Parameters
    ----------
    leaky_ds_ds : callable
        leaky_ds_ds(W, a_t, h, alpha), like `ds_ds` in `check_ds_ds`, with the share alpha.

    Examples
    --------
    >>> check_leaky_ds_ds(lambda W, a_t, h, alpha: None).diagnosis
    'not-written'
    """
    return LEAKY_DS_DS.check(leaky_ds_ds, seed=seed)


@documented
def check_leaky_state_derivatives(leaky_state_derivatives, *, seed=SEED):
    """Check a function for the total derivatives of the last leaky state by U and by W.

    Parameters
    ----------
    leaky_state_derivatives : callable
        leaky_state_derivatives(params, x, *, alpha, s0=None, h=tanh), like `state_derivatives` in
        `check_state_derivatives`, with the share alpha.

    Examples
    --------
    >>> check_leaky_state_derivatives(lambda params, x, *, alpha, s0=None, h=None: None).diagnosis
    'not-written'
    """
    return LEAKY_STATE_DERIVATIVES.check(leaky_state_derivatives, seed=seed)
