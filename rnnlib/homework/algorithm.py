"""Homework 3: the slide's loop repaired, the sweep backwards for one sequence, and both for a leaky state."""

from .algorithm_batch_slips import BATCH_SCALE, BATCH_SUM, BATCH_SWEEP
from .algorithm_error_slips import ERROR, LOSS, MEETS_V, READ, SCALE, SLOPE
from .algorithm_instances import about, leaky_batch, leaky_sequence, one_sequence, one_state
from .algorithm_judge import PartsChecker
from .algorithm_leak_slips import LEAKY_BEND, LEAKY_DIRECT, LEAKY_MEETS_V, LEAKY_MEETS_W, LEAKY_STEP
from .algorithm_loop_slips import LAYOUT, LOOP, STATE_SCALE
from .algorithm_parts import gradient_shapes, pair_shapes
from .algorithm_step_slips import BEND, DIRECT, MEETS_U, MEETS_W, STEP
from .algorithm_sweep import gradient_of, state_of
from .algorithm_sweep_slips import SUM, SWEEP
from .algorithm_truth import gradient, last_state
from .algorithm_words import WHERE, WHERE_STATE
from .checker import SEED

GRADIENT = {"sweep": SWEEP, "bend": BEND, "error": ERROR, "slope": SLOPE, "sum": SUM, "step": STEP, "meets_W": MEETS_W,
            "meets_U": MEETS_U, "meets_V": MEETS_V, "direct": DIRECT, "read": READ, "scale": SCALE, "loss": LOSS}
LEAKY = GRADIENT | {"bend": LEAKY_BEND, "direct": LEAKY_DIRECT, "step": LEAKY_STEP, "meets_W": LEAKY_MEETS_W,
                    "meets_V": LEAKY_MEETS_V}
BATCH = LEAKY | {"sweep": BATCH_SWEEP, "sum": BATCH_SUM, "scale": BATCH_SCALE}
STATE = {"loop": LOOP, "bend": BEND, "step": STEP, "meets_W": MEETS_W, "meets_U": MEETS_U, "direct": DIRECT,
         "layout": LAYOUT, "scale": STATE_SCALE}

SMALLEST = "Make T, d, n and e smaller until it is right. Which of them, made larger again, breaks it?"
OF_GRADIENT = {"axes": "", "layout": gradient_shapes, "truth": gradient, "about": about, "build": gradient_of,
               "parts": WHERE, "hints": [SMALLEST], "praise": {}}
REPAIRED = PartsChecker(
    name="repaired", axes="", layout=pair_shapes, instances=one_state, truth=last_state, about=about, slots=STATE,
    build=state_of, parts=WHERE_STATE, reread="chapter 5, \"What the printed loop computes\" and \"Two repairs\"",
    hints=[SMALLEST], praise={"slide_bptt": "That is the library's. Now write the loop yourself.",
                              "state_derivatives": "That is chapter 4's recursion. Now mend the loop."})
GRADIENTS_ONE = PartsChecker(
    name="gradients_one", instances=one_sequence, slots=GRADIENT,
    reread="chapter 5, the theorem, and its example by hand, beside your lines",
    **OF_GRADIENT | {"praise": {"gradients": "That is the library's. Now write the sweep yourself."}})
LEAKY_GRADIENTS = PartsChecker(
    name="leaky_gradients", instances=leaky_sequence, slots=LEAKY,
    reread="your derivation in question 5, and chapter 5 for the steps of the proof", **OF_GRADIENT)
LEAKY_GRADIENTS_BATCH = PartsChecker(
    name="leaky_gradients_batch", instances=leaky_batch, slots=BATCH,
    reread="your function for one sequence: a batch is N of them, and a mean", **OF_GRADIENT)
ALGORITHM = [REPAIRED, GRADIENTS_ONE, LEAKY_GRADIENTS, LEAKY_GRADIENTS_BATCH]


def check_repaired(repaired, *, seed=SEED):
    """Check the slide's loop, repaired: ds_T/dU and ds_T/dW of the course's network.

    Parameters
    ----------
    repaired : callable
        repaired(params, x, *, s0=None, h=tanh), from x (T, d), to the pair (ds_T_dU, ds_T_dW) of shapes (n, n, d) and
        (n, n, n).
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
    >>> check_repaired(lambda params, x, *, s0=None, h=None: None)
    repaired: not written yet. It returns None. [not-written]
    """
    return REPAIRED.check(repaired, seed=seed)


def check_gradients_one(gradients_one, *, seed=SEED):
    """Check a function for the loss of one sequence and its gradient, on the course's network.

    Parameters
    ----------
    gradients_one : callable
        gradients_one(params, x, y, *, s0=None, h=tanh, g=identity), from x (T, d) and y (T, e), to the pair of L and
        the gradient, a Params of dL/dU, dL/dW and dL/dV.
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
    >>> check_gradients_one(lambda params, x, y, *, s0=None, h=None, g=None: None).diagnosis
    'not-written'
    """
    return GRADIENTS_ONE.check(gradients_one, seed=seed)


def check_leaky_gradients(leaky_gradients, *, seed=SEED):
    """Check a function for the loss of one sequence and its gradient, on the leaky network.

    Parameters
    ----------
    leaky_gradients : callable
        leaky_gradients(params, x, y, *, alpha, s0=None, h=tanh, g=identity), from x (T, d) and y (T, e), to the pair of
        L and the gradient, a Params of dL/dU, dL/dW and dL/dV.
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
    >>> check_leaky_gradients(lambda params, x, y, *, alpha, s0=None, h=None, g=None: None).ok
    False
    """
    return LEAKY_GRADIENTS.check(leaky_gradients, seed=seed)


def check_leaky_gradients_batch(leaky_gradients_batch, *, seed=SEED):
    """Check a function for the mean loss of a batch and its gradient, on the leaky network.

    Parameters
    ----------
    leaky_gradients_batch : callable
        Like `leaky_gradients` in `check_leaky_gradients`, from x (T, N, d), y (T, N, e) and s0 (N, n). L is the mean
        over the N sequences.
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
    >>> check_leaky_gradients_batch(lambda params, x, y, *, alpha, s0=None, h=None, g=None: None).diagnosis
    'not-written'
    """
    return LEAKY_GRADIENTS_BATCH.check(leaky_gradients_batch, seed=seed)
