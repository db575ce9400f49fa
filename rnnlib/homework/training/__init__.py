"""Homework 4: clipping, the step, truncation, and the loop that trains with all three."""

from ..checker import SEED
from ..documented import documented
from .clipping import CLIP
from .descent import SGD_STEP
from .learning import TRAIN
from .truncation import TRUNCATED_GRADIENTS

JUDGES = CLIP, SGD_STEP, TRUNCATED_GRADIENTS, TRAIN


@documented
def check_clip(clip, *, seed=SEED):
    """Check a function that bounds the norm of a gradient and keeps its direction.

    Parameters
    ----------
    clip : callable
        clip(gradient, max_norm), from Params and a positive number to Params. The norm is one number for U, W and V
        together, the root of the sum of all squares.

    Examples
    --------
    >>> check_clip(lambda gradient, max_norm: gradient).diagnosis
    'never'
    """
    return CLIP.check(clip, seed=seed)


@documented
def check_sgd_step(sgd_step, *, seed=SEED):
    """Check a function for one step of gradient descent.

    Parameters
    ----------
    sgd_step : callable
        sgd_step(params, gradient, eta), from Params, Params and a positive number to Params, the new weights.

    Examples
    --------
    >>> check_sgd_step(lambda params, gradient, eta: params).diagnosis
    'no-step'
    """
    return SGD_STEP.check(sgd_step, seed=seed)


@documented
def check_truncated_gradients(truncated_gradients, *, seed=SEED):
    """Check a function for the loss of one sequence and its truncated gradient.

    Parameters
    ----------
    truncated_gradients : callable
        truncated_gradients(params, x, y, tau, *, s0=None, h=tanh, g=identity), from Params, inputs (T, d), targets
        (T, e) and a positive whole number to (L, Params): the loss, all of it, and the sum over t of the derivatives
        of E_t with s_{t-tau} held fixed.

    Examples
    --------
    >>> from rnnlib import gradients
    >>> def exact(params, x, y, tau, **rest):
    ...     return gradients(params, x, y, **rest)
    >>> check_truncated_gradients(exact).diagnosis
    'exact'
    """
    return TRUNCATED_GRADIENTS.check(truncated_gradients, seed=seed)


@documented
def check_learn_by_heart(learn_by_heart, *, seed=SEED):
    """Check a loop that trains by clipped and truncated gradients.

    Parameters
    ----------
    learn_by_heart : callable
        learn_by_heart(params, batches, *, eta, max_norm, tau, steps, gradients), from Params, a list of batches (each
        a list of sequences (x, y)), numbers, and a function gradients(params, x, y, tau) -> (L, Params), to (Params,
        list of float): the new weights, and the mean loss of each step's batch before its update.

    Examples
    --------
    >>> check_learn_by_heart(lambda params, batches, **rest: (params, [0.0] * rest["steps"])).ok
    False
    """
    return TRAIN.check(learn_by_heart, seed=seed)
