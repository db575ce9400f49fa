"""Homework 1: the derivatives of outputs by output weights, entry by entry, for all times, and of the error."""

from ..checker import SEED
from ..documented import documented
from .judges import ALL_DO_DV, DE_DV, DO_DV

JUDGES = DO_DV, DE_DV, ALL_DO_DV


@documented
def check_do_dV(do_dV, *, seed=SEED):
    """Check a function for do_t/dV, the derivative of the output by the output weights.

    Parameters
    ----------
    do_dV : callable
        do_dV(V, s, t, g), from V (e, n), s (T+1, n), a time t from 1 to T, and an activation, to an array of shape
        (e, e, n): [i, k, l] = do_t^(i) / dV_kl, with s_t held fixed.

    Examples
    --------
    >>> check_do_dV(lambda V, s, t, g: None)
    do_dV: not written yet. It returns None. [not-written]
    """
    return DO_DV.check(do_dV, seed=seed)


@documented
def check_dE_dV(dE_dV, *, seed=SEED):
    """Check a function for dE_t/dV, the derivative of one time's error by the output weights.

    Parameters
    ----------
    dE_dV : callable
        dE_dV(V, s, t, y_t, g), as `check_do_dV` has it, with a target y_t (e,), to an array of shape (e, n):
        [k, l] = dE_t / dV_kl, where E_t = ||o_t - y_t||^2.

    Examples
    --------
    >>> check_dE_dV(lambda V, s, t, y_t, g: None).ok
    False
    """
    return DE_DV.check(dE_dV, seed=seed)


@documented
def check_all_do_dV(all_do_dV, *, seed=SEED):
    """Check a function for do_t/dV at all times.

    Parameters
    ----------
    all_do_dV : callable
        all_do_dV(V, s, g), from V (e, n), s (T+1, n) and an activation, to an array of shape (T, e, e, n): row 0 is
        do_t/dV for t = 1.

    Examples
    --------
    >>> check_all_do_dV(lambda V, s, g: None).diagnosis
    'not-written'
    """
    return ALL_DO_DV.check(all_do_dV, seed=seed)
