"""Homework 2: the judges of the derivatives of a step and of a sequence, for the course's and the leaky network."""

from functools import partial

import numpy as np

from ..activations import tanh
from ..check import complex_step
from ..model import forward
from .checker import Checker
from .grammar import Slip, Slot
from .leaky import leaky_forward
from .recurrence_instances import (
    RESULTS,
    LeakySequence,
    LeakyStepByState,
    LeakyStepByU,
    LeakyStepByW,
    Sequence,
    StepByState,
    StepByU,
    StepByW,
    about_sequence,
    about_step,
    sequences,
    steps,
)
from .recurrence_kept import LeakyJacobianChecker
from .recurrence_maps import Steps, state_truth
from .recurrence_slips import (
    CARRY,
    CUBE_LAYOUT,
    DIRECT,
    INDEX,
    INSIDE,
    LAYOUT,
    LEAK,
    LEAKY_CARRY,
    LEAKY_DIRECT,
    LEMMA,
    MEETS_INPUT,
    MEETS_STATE,
    MIX,
    SCALAR,
    SLOPE,
    TIMED_INPUT,
    TIMED_SLOPE,
    TIMED_STATE,
    WEIGHTS,
)
from .recurrence_walks import RECURRENCE, WALK
from .several import SeveralChecker


def _one_step(given):
    """Return the step of the arguments, as a sequence of one; what they leave out is zero."""
    a, alpha = given.a_t[None], getattr(given, "alpha", 1.0)
    prev = getattr(given, "s_prev", np.zeros(a.shape[1]))[None]
    now = (1 - alpha) * prev + alpha * given.h(a) if hasattr(given, "s_prev") else given.h(a)
    return Steps(a, getattr(given, "x_t", given.a_t)[None], prev, now, getattr(given, "W", None), given.h, alpha)


def _moved(given, M):
    """Return the new state if the sum a_t moves by M."""
    alpha = getattr(given, "alpha", 1.0)
    return alpha * given.h(given.a_t + M)


def _build_direct(given):
    c = _one_step(given)

    def build(fill):
        rows = c.direct(*fill["direct"](fill["slope"], fill["mix"]), fill["meets"])
        return fill["scalar"](fill["layout"](fill["index"](rows[0])))

    return build


def _build_jacobian(given):
    c = _one_step(given)
    return lambda fill: fill["scalar"](c.carried(fill["slope"], fill["mix"], fill["weights"], fill["leak"])[0])


def _steps(given, *, leaks=True, h=None, alpha=None, start=True):
    """Return the steps of a sequence as it runs, or as a false run would have it."""
    h, s0 = h or given.h, given.s0 if start else None
    alpha = alpha or getattr(given, "alpha", 1.0)
    more = {"alpha": alpha} if leaks else {}
    run = (leaky_forward if leaks else forward)(given.params, given.x, s0=s0, h=h, **more)
    return Steps(run.a[1:], run.x[1:], run.s[:-1], run.s[1:], given.params.W, h, alpha)


def _build_sequence(given):
    runs = {}

    def build(fill):
        c = runs[fill["run"]] if fill["run"] in runs else runs.setdefault(fill["run"], fill["run"](given))
        D = c.direct(*fill["direct"](fill["slope"], fill["mix"]), fill["meets"])
        J = c.carried(*fill["carry"](fill["slope"], fill["mix"]), fill["weights"], fill["leak"])
        return fill["scalar"](fill["layout"](fill["walk"](fill["index"](D), J)))

    return build


def _only_right(slot):
    return slot._replace(slips=[], likely=0)


RUN = Slot(
    _steps,
    [
        Slip("start-ignored", "s_0 is taken for zero, though it was given", lambda given: _steps(given, start=False)),
        Slip("h-ignored", "h is tanh, though another h was given", lambda given: _steps(given, h=tanh)),
    ],
    1,
    "chapter 0, how a run begins, and the arguments that the question names",
    ["Which of its arguments does your function never use?", "Which of them does it pass on to the forward pass?"],
)
LEAKY_RUN = RUN._replace(slips=[
    Slip("run-without-leak", "the states come from the network that does not leak",
         lambda given: _steps(given, leaks=False)),
    *RUN.slips,
    Slip("no-leak", "the network does not leak at all", lambda given: _steps(given, leaks=False, alpha=1.0)),
    Slip("alpha-exchanged-everywhere", "alpha and 1 - alpha have changed places everywhere",
         lambda given: _steps(given, alpha=1 - given.alpha)),
], likely=2)
LEAKY_SLOPE = SLOPE._replace(slips=[*SLOPE.slips, INSIDE])
PLAIN = {"mix": _only_right(MIX), "leak": _only_right(LEAK)}
STEP = {
    "hints": ["Take n = d = 1 first: a number by a number. Is yours right there, on paper?",
              "Compare with central_difference, entry by entry. Where is the first to differ?"],
    "praise": {}, "about": about_step,
}
BY_WEIGHTS = STEP | {
    "build": _build_direct, "axes": "ikl",
    "parts": {"": "",
              "i": "The zeros are in place. Each slab is wrong by a factor of its own. So what the weight meets is "
                   "right. Look at the slope.",
              "l": "The zeros are in place. Each column is wrong by a factor of its own. So the slope is right. Look "
                   "at what the weight meets."},
}
BY_STATE = STEP | {
    "build": _build_jacobian, "axes": "ij", "layout": "(n, n)",
    "parts": {"": "", "i": "Each row is wrong by a factor of its own. So W is right. Look at the slope.",
              "j": "Each column is wrong by a factor of its own. Look at what depends on the state before."},
    "truth": lambda given: complex_step(
        lambda e: (1 - getattr(given, "alpha", 1.0)) * e + _moved(given, given.W @ e), np.zeros(len(given.W))),
}
BY_INPUT_WEIGHTS = BY_WEIGHTS | {
    "layout": "(n, n, d)",
    "truth": lambda given: complex_step(lambda U: _moved(given, U @ given.x_t), np.zeros((len(given.a_t),
                                                                                         len(given.x_t))))}
BY_STATE_WEIGHTS = BY_WEIGHTS | {
    "layout": "(n, n, n)",
    "truth": lambda given: complex_step(lambda W: _moved(given, W @ given.s_prev), np.zeros((len(given.a_t),) * 2))}
TENSOR = {"index": INDEX, "layout": LAYOUT, "scalar": SCALAR}
CUBE = TENSOR | {"layout": CUBE_LAYOUT}
FIXED = {"direct": _only_right(DIRECT)}
LEAKY_PAGE = "your answers to questions 3 and 4 on this page"
DS_DU_DIRECT = Checker(
    name="ds_dU_direct", instances=partial(steps, StepByU), reread=LEMMA, **BY_INPUT_WEIGHTS,
    slots={"slope": SLOPE, "meets": MEETS_INPUT} | PLAIN | FIXED | TENSOR)
DS_DW_DIRECT = Checker(
    name="ds_dW_direct", instances=partial(steps, StepByW), reread=LEMMA, **BY_STATE_WEIGHTS,
    slots={"slope": SLOPE, "meets": MEETS_STATE} | PLAIN | FIXED | CUBE)
DS_DS = Checker(
    name="ds_ds", instances=partial(steps, StepByState), reread=LEMMA, **BY_STATE,
    slots={"slope": SLOPE, "weights": WEIGHTS} | PLAIN | {"scalar": SCALAR})
LEAKY_DS_DU_DIRECT = Checker(
    name="leaky_ds_dU_direct", instances=partial(steps, LeakyStepByU), reread=LEAKY_PAGE, **BY_INPUT_WEIGHTS,
    slots={"mix": MIX, "direct": LEAKY_DIRECT, "slope": LEAKY_SLOPE, "meets": MEETS_INPUT} | TENSOR)
LEAKY_DS_DW_DIRECT = Checker(
    name="leaky_ds_dW_direct", instances=partial(steps, LeakyStepByW), reread=LEAKY_PAGE, **BY_STATE_WEIGHTS,
    slots={"mix": MIX, "direct": LEAKY_DIRECT, "slope": LEAKY_SLOPE, "meets": MEETS_STATE} | CUBE)
LEAKY_DS_DS = LeakyJacobianChecker(
    name="leaky_ds_ds", instances=partial(steps, LeakyStepByState), reread=LEAKY_PAGE, **BY_STATE,
    slots={"mix": MIX, "leak": LEAK, "slope": LEAKY_SLOPE, "weights": WEIGHTS, "scalar": SCALAR})


def _states(name, kind, reread, slots):
    """Return the judge of both derivatives of s_T."""
    shared = {"name": name, "axes": "ikl", "instances": partial(sequences, kind), "about": about_sequence,
              "build": _build_sequence, "parts": {"": ""}, "reread": reread, "praise": {}, "hints": [
                  "Take T = 1: what remains of the recursion? Then T = 2, by hand, with n = d = 1.",
                  "Compare with central_difference of the last state by the weights, first for T = 1, then for T = 2."]}
    judges = {
        result: Checker(layout=layout, truth=partial(state_truth, name=weights), **shared,
                        slots=slots | {"meets": meets} | tensor)
        for result, weights, layout, meets, tensor in [(RESULTS[0], "U", "(n, n, d)", TIMED_INPUT, TENSOR),
                                                       (RESULTS[1], "W", "(n, n, n)", TIMED_STATE, CUBE)]}
    return SeveralChecker(
        name, judges, small=lambda given: len(given.x) == 1,
        smallest=("It is wrong even for a sequence of one step, where nothing is carried. So look at the direct term "
                  "first.", ["With T = 1 and ds_0/dU = 0, the recursion has one term left. Which one?",
                             "Compare it with what your function for the direct term returns."]),
        notes={"nan": "In a Run row 0 of x, a, b and o is NaN, on purpose: nothing but s_0 exists at time 0. At which "
                      "t does your loop begin?"})


STATE_DERIVATIVES = _states("state_derivatives", Sequence, RECURRENCE, {
    "walk": WALK, "slope": TIMED_SLOPE, "direct": DIRECT, "carry": CARRY, "weights": WEIGHTS, "run": RUN} | PLAIN)
LEAKY_STATE_DERIVATIVES = _states("leaky_state_derivatives", LeakySequence, LEAKY_PAGE + ", and " + RECURRENCE, {
    "run": LEAKY_RUN, "mix": MIX, "leak": LEAK, "walk": WALK,
    "slope": TIMED_SLOPE._replace(slips=[*TIMED_SLOPE.slips, INSIDE]),
    "direct": LEAKY_DIRECT._replace(slips=[*LEAKY_DIRECT.slips, *DIRECT.slips]),
    "carry": LEAKY_CARRY._replace(slips=[*LEAKY_CARRY.slips, *CARRY.slips]), "weights": WEIGHTS})
JUDGES = (DS_DU_DIRECT, DS_DW_DIRECT, DS_DS, STATE_DERIVATIVES,
          LEAKY_DS_DU_DIRECT, LEAKY_DS_DW_DIRECT, LEAKY_DS_DS, LEAKY_STATE_DERIVATIVES)
