"""The grammar of mistakes in the run of the network, before anything is differentiated."""

from ...activations import identity, tanh
from ..grammar import Slip, Slot
from .sweep import Sweep
from .words import LAST

HANDED_ON = "Which arguments does your function get, and which of them does your call of the run hand on, by name?"


def _without_last(c):
    """Let no error come from time T to the gradient."""
    c.y[-1] = c.o[-1]
    return c


def _without_last_in_both(c):
    """Let no error of time T be heard, nor seen in L."""
    c.y_in_L[-1] = c.o[-1]
    return _without_last(c)


RUN = Slot(
    Sweep,
    [
        Slip("defaults-used", "the network is run with h = tanh and g = the identity, whatever is given",
             lambda given: Sweep(given, h=tanh, g=identity)),
        Slip("h-and-g-exchanged", "h and g have changed places where the network is run",
             lambda given: Sweep(given, h=given.g, g=given.h)),
        Slip("defaults-used", "the network is run with h = tanh, whatever h is given",
             lambda given: Sweep(given, h=tanh)),
        Slip("defaults-used", "the network is run with g = the identity, whatever g is given",
             lambda given: Sweep(given, g=identity)),
        Slip("defaults-used", "h = tanh and g = the identity are taken everywhere, whatever is given",
             lambda given: Sweep(given._replace(h=tanh, g=identity))),
    ],
    3,
    "the line of your function that runs the network, and the arguments of that function on the page",
    ["L needs the run alone, and no derivative. So it tells you when your run is right.",
     "For T = 1, print a, s and o of your run, and compare them with the definition of the network, by hand."],
    {"defaults-used": HANDED_ON, "h-and-g-exchanged": "By position or by name: how does your call hand on h and g?"},
)
LEAKY_RUN = RUN._replace(slips=[
    Slip("not-leaky", "the network that is run does not leak", lambda given: Sweep(given, alpha=1.0)),
    *RUN.slips,
], first=RUN.first | {"not-leaky": "Take T = 1. Which share of s_0 is still there in s_1 of your run?"})
STATE_RUN = RUN._replace(slips=[
    Slip("defaults-used", "the network is run with h = tanh, whatever h is given", lambda given: Sweep(given, h=tanh)),
    Slip("defaults-used", "h = tanh is taken everywhere, whatever h is given",
         lambda given: Sweep(given._replace(h=tanh))),
], likely=1, hints=["For T = 1, print a and s of your run, and compare them with the definition, by hand."])

TIMES = Slot(
    lambda c: c,
    [
        Slip("last-step-missing", "time T is never visited: its error is missing in the gradient", _without_last),
        Slip("last-step-missing", "time T is never visited: its error is missing in L and in the gradient",
             _without_last_in_both),
    ],
    1,
    "the notation page, \"Row t is time t\"",
    [LAST, "Which times does your loop visit if T = 1, and which if T = 3?"],
)
