"""The judges of the derivatives of a sequence, by U and by W at once."""

from functools import partial

import numpy as np

from ...activations import Activation, tanh
from ...model import forward
from ..grammar import Slip, Slot
from ..leaky import leaky_forward
from ..looks import invariants, zeros_in_place
from ..parts import BY_BOTH
from ..parts_checker import PartsChecker
from ..truth import last_state
from ..words import ROW_0
from .instances import LeakySequence, Sequence, about_sequence, sequences
from .leak_slips import INSIDE, LEAK, LEAKS, LEAKY_CARRY, LEAKY_DIRECT, MIX
from .maps import Steps
from .place_slips import TIMED_INPUT, TIMED_STATE
from .slope_slips import CARRY, DIRECT, TIMED_SLOPE, WEIGHTS
from .steps import PLAIN, TENSOR
from .walk_slips import RECURRENCE, WALK


def _steps(given, *, leaks=True, h=None, run_h=None, alpha=None, run_alpha=None, start=True, outside=1.0):
    """Return the steps of a sequence as it runs, or as a false run would have it."""
    h, s0 = h or given.h, given.s0 if start else None
    alpha = alpha or getattr(given, "alpha", 1.0)
    more = {"alpha": run_alpha or alpha} if leaks else {}
    run = (leaky_forward if leaks else forward)(given.params, given.x, s0=s0, h=run_h or h, **more)
    return Steps(run.a[1:], run.x[1:], run.s[:-1], run.s[1:], given.params.W, h, alpha, outside)


def _share(h, alpha):
    """Return alpha h as an activation."""
    return Activation("a share", lambda z: alpha * h(z), lambda z: alpha * h.prime(z))


def _build(given):
    runs = {}

    def build(fill):
        c = runs[fill["run"]] if fill["run"] in runs else runs.setdefault(fill["run"], fill["run"](given))
        J = c.carried(*fill["carry"](fill["slope"], fill["mix"]), fill["weights"], fill["leak"])
        ways = fill["direct"](fill["slope"], fill["mix"])
        direct = [fill["index"](c.direct(fill[meets], *ways)) for meets in ("meets_U", "meets_W")]
        return tuple(_or_nan(lambda D=D: fill["scalar"](fill["layout"](fill["walk"](D, J)))) for D in direct)

    return build


def _or_nan(make):
    """Make one of the two results; NaN if its sizes do not fit, where the student's code stops."""
    try:
        return make()
    except ValueError:
        return np.nan


RUN = Slot(
    _steps,
    [
        Slip("start-ignored", "s_0 is taken for zero, though it was given", lambda given: _steps(given, start=False)),
        Slip("run-with-tanh", "the states come from a run with tanh, whatever h is",
             lambda given: _steps(given, run_h=tanh)),
        Slip("h-ignored", "h is tanh, though another h was given", lambda given: _steps(given, h=tanh)),
    ],
    2,
    "chapter 0, how a run begins, and the arguments that the question names",
    ["Which of its arguments does your function never use?", "Which of them does it pass on to the forward pass?"],
    {"run-with-tanh": "Which arguments does your call of the run hand on?"},
    {"run-without-leak": (LEAKS, ["Which function makes your run?",
                                  "Print the states of your run, and those of leaky_forward. Which do you want?"]),
     "alpha-outside": (LEAKS, ["For T = 2 write ds_2/dU out. Is alpha one common factor of all its terms?",
                               "Of which network is what you call the derivative?"])},
)
LEAKY_RUN = RUN._replace(slips=[
    Slip("run-without-leak", "the states come from the network that does not leak",
         lambda given: _steps(given, leaks=False)),
    *RUN.slips,
    Slip("no-leak", "the network does not leak at all", lambda given: _steps(given, leaks=False, alpha=1.0)),
    Slip("alpha-outside", "the derivatives are those of the network that does not leak, times alpha",
         lambda given: _steps(given, leaks=False, alpha=1.0, outside=given.alpha)),
    Slip("run-alpha-exchanged", "in the run alpha and 1 - alpha have changed places",
         lambda given: _steps(given, run_alpha=1 - given.alpha)),
    Slip("run-keeps-nothing", "in the run nothing of the state before is kept beside the share that is new",
         lambda given: _steps(given, leaks=False, run_h=_share(given.h, given.alpha))),
    Slip("alpha-exchanged-everywhere", "alpha and 1 - alpha have changed places everywhere",
         lambda given: _steps(given, alpha=1 - given.alpha)),
], likely=3)
LIKELY = {"walk": 6, "slope": 3, "leak": 2, "weights": 2, "meets_U": 2, "meets_W": 2, "run": 3}  # more take too long
PLACES = {"meets_U": TIMED_INPUT, "meets_W": TIMED_STATE} | TENSOR
CARRIED_LEAK = LEAK._replace(  # what is kept too much is, in a sum, what is carried and also kept
    slips=[slip for slip in LEAK.slips if slip.key != "leak-too-large"])


def _at_one_step(checker, trials):
    """Find it wrong even for a sequence of one step."""
    return ("wrong-at-one-step", "") if any(len(trial.given.x) == 1 for trial in trials) else None


def _judge(name, kind, reread, slots):
    """Return the judge of both derivatives of s_T."""
    return PartsChecker(
        name=name, axes="ikl", layout=BY_BOTH, instances=partial(sequences, kind),
        truth=last_state, about=about_sequence, build=_build,
        slots={key: slot._replace(likely=min(slot.likely, LIKELY.get(key, 1)))
               for key, slot in (slots | PLACES).items()},
        looks=(invariants, _at_one_step, zeros_in_place), reread=reread,
        words={"nan": ROW_0, "wrong-at-one-step": (
            "It is wrong even for a sequence of one step, where nothing is carried. So look at the direct term first.",
            ["With T = 1 and ds_0/dU = 0, the recursion has one term left. Which one?",
             "Compare it with what your function for the direct term returns."])},
        hints=["Take T = 1: what remains of the recursion? Then T = 2, by hand, with n = d = 1.",
               "Compare with central_difference (from rnnlib import central_difference) of the last state by U, then "
               "by W, first for T = 1, then for T = 2."])


STATE_DERIVATIVES = _judge("state_derivatives", Sequence, RECURRENCE, {
    "walk": WALK, "slope": TIMED_SLOPE, "direct": DIRECT, "carry": CARRY, "weights": WEIGHTS, "run": RUN} | PLAIN)
LEAKY_STATE_DERIVATIVES = _judge(
    "leaky_state_derivatives", LeakySequence, "your proof in question 6, and " + RECURRENCE, {
        "run": LEAKY_RUN, "mix": MIX, "leak": CARRIED_LEAK, "walk": WALK,
        "slope": TIMED_SLOPE._replace(slips=[*TIMED_SLOPE.slips, INSIDE]),
        "direct": LEAKY_DIRECT._replace(slips=[*LEAKY_DIRECT.slips, *DIRECT.slips]),
        "carry": LEAKY_CARRY._replace(slips=[*LEAKY_CARRY.slips, *CARRY.slips]), "weights": WEIGHTS})
