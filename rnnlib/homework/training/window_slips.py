"""The grammar of mistakes in truncation: which errors look back, over which steps, and from which state."""

import numpy as np

from ...activations import identity, tanh
from ..grammar import Slip, Slot
from ..words import FINISHED
from .truncation_runs import restarted, run_in_pieces, true_runs

VISITED = "Which times does your loop visit if T = 1, and which if T = 3?"
VISITED_BACK = "Write range(...) for t = 1, and for t = T with a large tau. Is step 1 in it?"
TAU = "the definition of truncation, and your answer to question 4"


def _all(t):
    return t[:, 0] > 0


def _window(seen, errors=_all):
    """Make a window of what is seen at step k from E_t, and of the errors that are counted at all."""
    return lambda t, k, tau, T: (np.broadcast_to(seen(t, k, tau, T), (T, T)), errors(t))


def _steps(seen):
    """Make a window in which every error looks back over certain distances."""
    return _window(lambda t, k, tau, T: seen(t - k, tau))


def _last(t):
    return t[:, 0] == len(t)


def _latest(t, k, tau, T):
    """Only the last tau steps of all; and the errors of those times."""
    return np.broadcast_to(k > T - tau, (T, T)), t[:, 0] > T - tau


def _late(t, k, tau, T):
    """Leave out the errors of times for which tau steps back lead before the start."""
    return np.broadcast_to(t - k < tau, (T, T)), t[:, 0] >= tau


WINDOW = Slot(
    _steps(lambda back, tau: back < tau),
    [
        Slip("one-step-more", "each error looks back one step too many", _steps(lambda back, tau: back < tau + 1)),
        Slip("one-step-less", "each error looks back one step too few", _steps(lambda back, tau: back < tau - 1)),
        Slip("exact", "nothing is cut: this is the exact gradient", _steps(lambda back, tau: back >= 0)),
        Slip("direct-only", "each error sees the direct terms of its own time only",
             _steps(lambda back, tau: back < 1)),
        Slip("fixed-borders", "the sequence is cut at fixed places, every tau steps from the start",
             _window(lambda t, k, tau, T: (t - 1) // tau == (k - 1) // tau)),
        Slip("fixed-borders", "the sequence is cut at fixed places, every tau steps from the end",
             _window(lambda t, k, tau, T: (T - t) // tau == (T - k) // tau)),
        Slip("last-steps", "only the last tau steps of the sequence get anything, from all errors",
             _window(lambda t, k, tau, T: k > T - tau)),
        Slip("last-steps", "the sweep back stops tau steps after its start, and earlier errors are not seen", _latest),
        Slip("last-error", "only the last error is differentiated, over tau steps",
             _window(lambda t, k, tau, T: (t == T) & (t - k < tau))),
        Slip("last-error", "only the last error is differentiated, over tau steps, and by V as well",
             _window(lambda t, k, tau, T: t - k < tau, _last)),
        Slip("last-error", "only the last error is differentiated, over all steps",
             _window(lambda t, k, tau, T: t == T)),
        Slip("last-error", "only the last error is differentiated, over all steps, and by V as well",
             _window(lambda t, k, tau, T: t >= k, _last)),
        Slip("loss-truncated", "the loss is cut to its last tau terms, and these are differentiated in full",
             _window(lambda t, k, tau, T: t > T - tau)),
        Slip("loss-truncated", "the loss is cut to its last tau terms",
             lambda t, k, tau, T: (np.ones((T, T), bool), t[:, 0] > T - tau)),
        Slip("loss-truncated", "the loss is cut to its last tau terms, each of which looks back tau steps",
             lambda t, k, tau, T: (t - k < tau, t[:, 0] > T - tau)),
        Slip("loss-truncated", "the loss is cut to its first tau terms",
             lambda t, k, tau, T: (np.ones((T, T), bool), t[:, 0] <= tau)),
        Slip("early-errors-missing", "the errors of the first times, which have fewer than tau steps behind them, are "
             "left out", _late),
        Slip("early-errors-missing", "the errors of the first times are left out of the derivatives by U and W",
             _window(lambda t, k, tau, T: (t >= tau) & (t - k < tau))),
        Slip("early-errors-missing", "the errors up to time tau are left out of the derivatives by U and W",
             _window(lambda t, k, tau, T: (t > tau) & (t - k < tau))),
        Slip("first-time-missing", "the first time is left out of the gradient",
             _window(lambda t, k, tau, T: t - k < tau, lambda t: t[:, 0] > 1)),
        Slip("last-time-missing", "the last time is left out of the gradient",
             _window(lambda t, k, tau, T: t - k < tau, lambda t: t[:, 0] < len(t))),
        Slip("first-step-missing", "the first step is never visited, in dL/dU and dL/dW",
             _window(lambda t, k, tau, T: (t - k < tau) & (k > 1))),
        Slip("first-pass-only", "only the first time's error is differentiated",
             _window(lambda t, k, tau, T: t - k < tau, lambda t: t[:, 0] == 1)),
        Slip("oldest-only", "of the tau steps only the oldest is added", _steps(lambda back, tau: back == tau - 1)),
        Slip("oldest-only", "of the steps of each error only the oldest is added",
             _window(lambda t, k, tau, T: k == np.maximum(t - tau + 1, 1))),
        Slip("own-step-missing", "the step of the error's own time is left out",
             _steps(lambda back, tau: (back > 0) & (back < tau))),
        Slip("own-step-missing", "the tau steps begin one step too early: that of the error's own time is left out",
             _steps(lambda back, tau: (back > 0) & (back <= tau))),
        Slip("the-other-part", "what should be cut is kept, and what should be kept is cut",
             _steps(lambda back, tau: back >= tau)),
        Slip("first-steps", "only the first tau steps of the sequence get anything",
             _window(lambda t, k, tau, T: k <= tau)),
        Slip("overwritten", "the derivatives by U and W are overwritten: only the first term of all is left",
             _window(lambda t, k, tau, T: (t == 1) & (k == 1))),
        Slip("overwritten", "the derivatives by U and W are overwritten: only one term of the last error is left",
             _window(lambda t, k, tau, T: (t == T) & (k == T))),
        Slip("overwritten", "the derivatives by U and W are overwritten: only the last error's oldest term is left",
             _window(lambda t, k, tau, T: (t == T) & (k == max(T - tau + 1, 1)))),
    ],
    6,
    TAU,
    ["For T = 4 and tau = 2, write for every error the steps at which its weights may move. Which do yours visit?",
     "Take tau = 1 and then tau = T. You know what must come out; what does?",
     "Give every error a loop of its own. Where does that of E_t begin, where does it end, how many steps are that?"],
    {"first-pass-only": FINISHED, "first-step-missing": VISITED_BACK, "first-time-missing": VISITED,
     "last-time-missing": VISITED},
)
START = Slot(
    true_runs,
    [
        Slip("pieces-apart", "every piece of tau steps is run anew from zero, the first one too",
             lambda given: run_in_pieces(given, first=np.zeros_like)),
        Slip("pieces-apart", "every piece of tau steps after the first is run anew from zero",
             lambda given: run_in_pieces(given, first=lambda s0: s0)),
        Slip("state-reset", "the network is started again from zero, where the state should be held fixed",
             lambda given: restarted(given, np.zeros_like)),
        Slip("state-reset", "the network is started again from s_0, where the state should be held fixed",
             lambda given: restarted(given, lambda s0: s0)),
        Slip("start-ignored", "s_0 is taken for zero, though it was given",
             lambda given: true_runs(given._replace(s0=None))),
        Slip("h-and-g-exchanged", "h and g have changed places where the network is run",
             lambda given: true_runs(given._replace(h=given.g, g=given.h))),
        Slip("h-and-g-exchanged", "the network is run with h where g belongs as well",
             lambda given: true_runs(given._replace(g=given.h))),
        Slip("h-and-g-exchanged", "the network is run with g where h belongs as well",
             lambda given: true_runs(given._replace(h=given.g))),
        Slip("defaults-used", "the network is run with h = tanh and g = the identity, whatever is given",
             lambda given: true_runs(given._replace(h=tanh, g=identity))),
        Slip("defaults-used", "the network is run with h = tanh, whatever h is given",
             lambda given: true_runs(given._replace(h=tanh))),
        Slip("defaults-used", "the network is run with g = the identity, whatever g is given",
             lambda given: true_runs(given._replace(g=identity))),
    ],
    2,
    TAU,
    ["Does truncation change what the network computes, or what is differentiated?",
     "Compare your outputs and your loss with those of forward on the whole sequence."],
    {"state-reset": "The state s_{t-tau} keeps its value. It is only not allowed to move.",
     "pieces-apart": "L is that of the whole sequence. Which state does the second piece of it begin with?",
     "start-ignored": "Which arguments does your function get, and which does your call of the run hand on?",
     "h-and-g-exchanged": "By position or by name: how does your call of the run hand on h and g?",
     "defaults-used": "Which arguments does your function get, and which does your call of the run hand on?"},
)
