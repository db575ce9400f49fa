"""Homework 2: the judges of the derivatives of a sequence, and all judges of this homework."""

from functools import partial

from ..activations import tanh
from ..model import forward
from .checker import Checker
from .grammar import Slip, Slot
from .leaky import leaky_forward
from .recurrence_instances import RESULTS, LeakySequence, Sequence, about_sequence, sequences
from .recurrence_layouts import TIMED_INPUT, TIMED_STATE
from .recurrence_leaks import CARRIED_LEAK, INSIDE, LEAKY_CARRY, LEAKY_DIRECT, MIX
from .recurrence_maps import Steps, state_truth
from .recurrence_slips import CARRY, DIRECT, TIMED_SLOPE, WEIGHTS
from .recurrence_steps import (
    CUBE,
    DS_DS,
    DS_DU_DIRECT,
    DS_DW_DIRECT,
    LEAKY_DS_DS,
    LEAKY_DS_DU_DIRECT,
    LEAKY_DS_DW_DIRECT,
    PLAIN,
    TENSOR,
)
from .recurrence_walks import RECURRENCE, WALK
from .several import SeveralChecker


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
PROOF = "your proof in question 6, and " + RECURRENCE
LIKELY = {"walk": 6, "slope": 3, "leak": 2, "weights": 2, "meets": 2, "run": 2}  # more would take too long


def _states(name, kind, reread, slots):
    """Return the judge of both derivatives of s_T."""
    shared = {"name": name, "axes": "ikl", "instances": partial(sequences, kind), "about": about_sequence,
              "build": _build_sequence, "parts": {"": ""}, "reread": reread, "praise": {}, "hints": [
                  "Take T = 1: what remains of the recursion? Then T = 2, by hand, with n = d = 1.",
                  "Compare with central_difference of the last state by the weights, first for T = 1, then for T = 2."]}
    judges = {
        result: Checker(layout=layout, truth=partial(state_truth, name=weights), **shared,
                        slots={key: slot._replace(likely=min(slot.likely, LIKELY.get(key, 1)))
                               for key, slot in (slots | {"meets": meets} | tensor).items()})
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
LEAKY_STATE_DERIVATIVES = _states("leaky_state_derivatives", LeakySequence, PROOF, {
    "run": LEAKY_RUN, "mix": MIX, "leak": CARRIED_LEAK, "walk": WALK,
    "slope": TIMED_SLOPE._replace(slips=[*TIMED_SLOPE.slips, INSIDE]),
    "direct": LEAKY_DIRECT._replace(slips=[*LEAKY_DIRECT.slips, *DIRECT.slips]),
    "carry": LEAKY_CARRY._replace(slips=[*LEAKY_CARRY.slips, *CARRY.slips]), "weights": WEIGHTS})
JUDGES = (DS_DU_DIRECT, DS_DW_DIRECT, DS_DS, STATE_DERIVATIVES,
          LEAKY_DS_DU_DIRECT, LEAKY_DS_DW_DIRECT, LEAKY_DS_DS, LEAKY_STATE_DERIVATIVES)
