"""Homework 4: the gradient of one sequence, with every error differentiated through its last tau steps."""

from .bundles import BundleChecker, join
from .checker import SEED
from .training_instances import about_truncation, truncations
from .training_maps import truncated
from .training_slips import SLOTS, TAU
from .training_truth import frozen_state_gradients

TRUNCATED_GRADIENTS = BundleChecker(
    name="truncated_gradients", axes="", layout="(L, Params)", instances=truncations, about=about_truncation,
    truth=lambda given: join(frozen_state_gradients(*given)), slots=SLOTS, build=truncated, parts={}, reread=TAU,
    hints=["With tau at least T, gradients of the library has the exact answer. Is yours right there?",
           "With tau = 1 only the direct terms are left. Compute them for one sequence with T = 2, and compare.",
           "Freeze s_{t-tau}, nudge one weight, run tau steps: that is the number your function should give for E_t."],
    praise={},
)


def check_truncated_gradients(truncated_gradients, *, seed=SEED):
    """Check a function for the loss of one sequence and its truncated gradient.

    Parameters
    ----------
    truncated_gradients : callable
        truncated_gradients(params, x, y, tau, *, s0=None, h=tanh, g=identity), from Params, inputs (T, d), targets
        (T, e) and a positive whole number to (L, Params): the loss, all of it, and the sum over t of the derivatives
        of E_t with s_{t-tau} held fixed.
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
    >>> from rnnlib import gradients
    >>> def exact(params, x, y, tau, **rest):
    ...     return gradients(params, x, y, **rest)
    >>> check_truncated_gradients(exact).diagnosis
    'exact'
    """
    return TRUNCATED_GRADIENTS.check(truncated_gradients, seed=seed)
