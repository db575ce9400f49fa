"""The judges of the derivatives of one step, of the course's network and of the leaky one."""

from functools import partial

import numpy as np

from ...check import complex_step
from ..checker import Checker
from ..looks import invariants
from .instances import LeakyStepByState, LeakyStepByU, LeakyStepByW, StepByState, StepByU, StepByW, about_step, steps
from .jacobian import WORDS, kept_or_carried
from .leak_slips import LEAK, LEAKY_DIRECT, LEAKY_SLOPE, MIX
from .maps import Steps
from .place_slips import CUBE_LAYOUT, INDEX, LAYOUT, MEETS_INPUT, MEETS_STATE, SCALAR, STEP_LAYOUT
from .slope_slips import DIRECT, LEMMA, SLOPE, WEIGHTS


def _one_step(given):
    """Return the step of the arguments, as a sequence of one; what they leave out is zero."""
    a, alpha = given.a_t[None], getattr(given, "alpha", 1.0)
    prev = getattr(given, "s_prev", np.zeros(a.shape[1]))[None]
    now = (1 - alpha) * prev + alpha * given.h(a) if hasattr(given, "s_prev") else given.h(a)
    return Steps(a, getattr(given, "x_t", given.a_t)[None], prev, now, getattr(given, "W", None), given.h, alpha)


def _moved(given, M):
    """Return the new state if the sum a_t moves by M."""
    return getattr(given, "alpha", 1.0) * given.h(given.a_t + M)


def _zeros(rows, columns):
    return np.zeros((len(rows), len(columns)))


def _build_direct(given):
    c = _one_step(given)

    def build(fill):
        rows = c.direct(fill["meets"], *fill["direct"](fill["slope"], fill["mix"]))
        return fill["scalar"](fill["layout"](fill["index"](rows[0])))

    return build


def _build_jacobian(given):
    c = _one_step(given)
    return lambda fill: fill["scalar"](c.carried(fill["slope"], fill["mix"], fill["weights"], fill["leak"])[0])


def _only_right(slot):
    return slot._replace(slips=[], likely=0)


PLAIN = {"mix": _only_right(MIX), "leak": _only_right(LEAK)}
STEP = {
    "hints": ["Take n = d = 1 first: a number by a number. Is yours right there, on paper?",
              "Compare entry by entry with central_difference of the new state, written as a function of what moves "
              "(from rnnlib import central_difference). Where is the first to differ?"],
    "in_one": "For n = 1 yours is right. Take n = 2 and write out slab 1: which numbers carry i, and which carry l?",
    "about": about_step,
}
BY_WEIGHTS = STEP | {
    "build": _build_direct, "axes": "ikl",
    "parts": {"i": "The zeros are in place. Each slab is wrong by a factor of its own. So what the weight meets is "
                   "right. Look at the slope.",
              "l": "The zeros are in place. Each column is wrong by a factor of its own. So the slope is right. Look "
                   "at what the weight meets."},
}
BY_STATE = STEP | {
    "build": _build_jacobian, "axes": "ij", "layout": "(n, n)",
    "parts": {"i": "Each row is wrong by a factor of its own. So W is right. Look at the slope.",
              "j": "Each column is wrong by a factor of its own. Look at what depends on the state before."},
    "truth": lambda given: complex_step(
        lambda e: (1 - getattr(given, "alpha", 1.0)) * e + _moved(given, given.W @ e), np.zeros(len(given.W))),
}
BY_INPUT_WEIGHTS = BY_WEIGHTS | {
    "layout": "(n, n, d)",
    "truth": lambda given: complex_step(lambda U: _moved(given, U @ given.x_t), _zeros(given.a_t, given.x_t))}
BY_STATE_WEIGHTS = BY_WEIGHTS | {
    "layout": "(n, n, n)",
    "truth": lambda given: complex_step(lambda W: _moved(given, W @ given.s_prev), _zeros(given.a_t, given.a_t))}
TENSOR = {"index": INDEX, "layout": LAYOUT, "scalar": SCALAR}
STEP_TENSOR, STEP_CUBE = TENSOR | {"layout": STEP_LAYOUT}, TENSOR | {"layout": CUBE_LAYOUT}
LEAKY_STEP = LEAKY_DIRECT._replace(  # of one step, everything is direct
    slips=[slip for slip in LEAKY_DIRECT.slips if slip.key == "leak-in-direct"], likely=1)
ONE_LEAK = LEAK._replace(slips=[slip for slip in LEAK.slips if slip.key != "leak-twice"])  # two functions make it twice
FIXED = {"direct": _only_right(DIRECT)}
LEAKY_PAGE = "your answer to question 5 on this page"
DS_DU_DIRECT = Checker(
    name="ds_dU_direct", instances=partial(steps, StepByU), reread=LEMMA, **BY_INPUT_WEIGHTS,
    slots={"slope": SLOPE, "meets": MEETS_INPUT} | PLAIN | FIXED | STEP_TENSOR)
DS_DW_DIRECT = Checker(
    name="ds_dW_direct", instances=partial(steps, StepByW), reread=LEMMA, **BY_STATE_WEIGHTS,
    slots={"slope": SLOPE, "meets": MEETS_STATE} | PLAIN | FIXED | STEP_CUBE)
DS_DS = Checker(
    name="ds_ds", instances=partial(steps, StepByState), reread=LEMMA, **BY_STATE,
    slots={"slope": SLOPE, "weights": WEIGHTS} | PLAIN | {"scalar": SCALAR})
LEAKY_DS_DU_DIRECT = Checker(
    name="leaky_ds_dU_direct", instances=partial(steps, LeakyStepByU), reread=LEAKY_PAGE, **BY_INPUT_WEIGHTS,
    slots={"mix": MIX, "direct": LEAKY_STEP, "slope": LEAKY_SLOPE, "meets": MEETS_INPUT} | STEP_TENSOR)
LEAKY_DS_DW_DIRECT = Checker(
    name="leaky_ds_dW_direct", instances=partial(steps, LeakyStepByW), reread=LEAKY_PAGE, **BY_STATE_WEIGHTS,
    slots={"mix": MIX, "direct": LEAKY_STEP, "slope": LEAKY_SLOPE, "meets": MEETS_STATE} | STEP_CUBE)
LEAKY_DS_DS = Checker(
    name="leaky_ds_ds", instances=partial(steps, LeakyStepByState), reread=LEAKY_PAGE, **BY_STATE,
    slots={"mix": MIX, "leak": ONE_LEAK, "slope": LEAKY_SLOPE, "weights": WEIGHTS, "scalar": SCALAR},
    looks=(invariants, kept_or_carried), words=WORDS)
