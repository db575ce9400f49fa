"""Homework 3: the slide's loop repaired, the sweep backwards for one sequence, and both for a leaky state."""

from ..checker import SEED
from ..documented import documented
from .judges import GRADIENTS_ONE, LEAKY_GRADIENTS, LEAKY_GRADIENTS_BATCH, REPAIRED

JUDGES = REPAIRED, GRADIENTS_ONE, LEAKY_GRADIENTS, LEAKY_GRADIENTS_BATCH


@documented
def check_repaired(repaired, *, seed=SEED):
    """Check the slide's loop, repaired: ds_T/dU and ds_T/dW of the course's network.

    Parameters
    ----------
    repaired : callable
        repaired(params, x, *, s0=None, h=tanh), from x (T, d), to the pair (ds_T_dU, ds_T_dW) of shapes (n, n, d) and
        (n, n, n).

    Examples
    --------
    >>> check_repaired(lambda params, x, *, s0=None, h=None: None)
    repaired: not written yet. It returns None. [not-written]
    """
    return REPAIRED.check(repaired, seed=seed)


@documented
def check_gradients_one(gradients_one, *, seed=SEED):
    """Check a function for the loss of one sequence and its gradient, on the course's network.

    Parameters
    ----------
    gradients_one : callable
        gradients_one(params, x, y, *, s0=None, h=tanh, g=identity), from x (T, d) and y (T, e), to the pair of L and
        the gradient, a Params of dL/dU, dL/dW and dL/dV.

    Examples
    --------
    >>> check_gradients_one(lambda params, x, y, *, s0=None, h=None, g=None: None).diagnosis
    'not-written'
    """
    return GRADIENTS_ONE.check(gradients_one, seed=seed)


@documented
def check_leaky_gradients(leaky_gradients, *, seed=SEED):
    """Check a function for the loss of one sequence and its gradient, on the leaky network.

    Parameters
    ----------
    leaky_gradients : callable
        leaky_gradients(params, x, y, *, alpha, s0=None, h=tanh, g=identity), from x (T, d) and y (T, e), to the pair of
        L and the gradient, a Params of dL/dU, dL/dW and dL/dV.

    Examples
    --------
    >>> check_leaky_gradients(lambda params, x, y, *, alpha, s0=None, h=None, g=None: None).ok
    False
    """
    return LEAKY_GRADIENTS.check(leaky_gradients, seed=seed)


@documented
def check_leaky_gradients_batch(leaky_gradients_batch, *, seed=SEED):
    """Check a function for the mean loss of a batch and its gradient, on the leaky network.

    Parameters
    ----------
    leaky_gradients_batch : callable
        Like `leaky_gradients` in `check_leaky_gradients`, from x (T, N, d), y (T, N, e) and s0 (N, n). L is the mean
        over the N sequences.

    Examples
    --------
    >>> check_leaky_gradients_batch(lambda params, x, y, *, alpha, s0=None, h=None, g=None: None).diagnosis
    'not-written'
    """
    return LEAKY_GRADIENTS_BATCH.check(leaky_gradients_batch, seed=seed)
