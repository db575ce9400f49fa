"""The grammar of mistakes in one step of the state: its slope, its Jacobian, and what the weights meet."""

import numpy as np

from ...activations import sigmoid, tanh
from ..grammar import Slip, Slot

TANH, SIGMOID = "h is taken for tanh, whatever h is", "h is taken for the sigmoid, whatever h is"
OF_ANY = "An activation brings its slope along. Which function of it gives the slope, whatever it is?"
ONE_TIME = "Every term belongs to one time. Write the indices of its arguments under each other, for T = 3."
CARRY = "on the way back from s_t to s_{t-1}"


def _like_W(c, weights):
    """Stretch other weights as numpy would where W is meant, if they have as many rows."""
    if len(weights) != len(c.W):
        raise ValueError
    return np.broadcast_to(weights, c.W.shape)


def _straight(c, p, m):
    return (1 - c.alpha) * (c.before + p) + c.alpha * m


KEPT = Slot(lambda c, p, new: (1 - c.alpha) * (c.before + p) + c.alpha * new, [], 0, "", [])  # the way to the new state

H_SLOPE = Slot(
    lambda c, m: c.h(c.a + m),
    [
        Slip("h-slope-missing", "the slope h' does not appear", lambda c, m: m),
        Slip("h-slope-at-state", "h' is taken at the state s_t, not at what goes into h", lambda c, m: c.h(c.s + m)),
        Slip("h-slope-of-tanh", TANH, lambda c, m: (1 - c.s**2) * m),
        Slip("h-slope-of-sigmoid", SIGMOID, lambda c, m: c.s * (1 - c.s) * m),
        Slip("h-for-its-slope", "h stands where its derivative belongs", lambda c, m: c.h(c.a) * m),
        Slip("h-slope-of-tanh", TANH, lambda c, m: (1 - c.h(c.a)**2) * m),
        Slip("h-slope-of-sigmoid", SIGMOID, lambda c, m: c.h(c.a) * (1 - c.h(c.a)) * m),
        Slip("h-slope-of-tanh", TANH, lambda c, m: tanh(c.a + m)),
        Slip("h-slope-of-sigmoid", SIGMOID, lambda c, m: sigmoid(c.a + m)),
        Slip("h-slope-twice", "h' appears twice", lambda c, m: c.h.prime(c.a) * c.h(c.a + m)),
        Slip("h-slope-divides", "h' divides and does not multiply", lambda c, m: m / c.h.prime(c.a)),
        Slip("h-for-its-slope", "the state stands where h' belongs", lambda c, m: c.s * m),
        Slip("h-slope-before", "h' belongs to the time before, and to the last one for the first",
             lambda c, m: c.h(np.concatenate([c.a[:1], np.roll(c.a[1:], 1, axis=0)]) + m)),
    ],
    4,
    "chapter 4, the direct derivatives of one step, and chapter 5, the row q_t",
    ["At which point is the slope of a state's entry taken? Say it in the symbols of chapter 4.",
     "Take d = n = 1, and move U. Through which factors, one after the other, does s_t move?"],
    {"h-slope-of-tanh": OF_ANY, "h-slope-of-sigmoid": OF_ANY},
)

DIRECT = Slot(
    lambda c, step, m: step(c, 0, m),
    [
        Slip("h-slope-missing-in-sums", "h' is there " + CARRY + ", and missing where dL/dU and dL/dW are added up",
             lambda c, step, m: _straight(c, 0, m)),
    ],
    1,
    "chapter 4, the direct derivatives of one step",
    ["U and W act through a_t. What is the derivative of L by a_t, if that by s_t is known?",
     "Take n = 1 and T = 1: nothing is carried. Write dL/dU in full."],
)

STEP = Slot(
    lambda c, step, p: step(c, p, p @ c.W.T),
    [
        Slip("W-transposed", "W is transposed " + CARRY, lambda c, step, p: step(c, p, p @ c.W)),
        Slip("h-slope-missing-in-carry", "h' is missing " + CARRY, lambda c, step, p: _straight(c, p, p @ c.W.T)),
        Slip("W-missing", "W does not appear " + CARRY, lambda c, step, p: step(c, p, p)),
        Slip("W-squeezed", "only W's entries with two equal indices are used " + CARRY,
             lambda c, step, p: step(c, p, p * np.diag(c.W))),
        Slip("h-slope-twice-in-carry", "h' appears twice " + CARRY,
             lambda c, step, p: step(c, p, c.h.prime(c.a) * (p @ c.W.T))),
        Slip("U-for-W", "U stands where W belongs " + CARRY,
             lambda c, step, p: step(c, p, p @ _like_W(c, c.U).T)),
        Slip("U-for-W", "U stands where W belongs " + CARRY,
             lambda c, step, p: step(c, p, p @ _like_W(c, c.U.T).T)),
        Slip("W-sized", "the entries of W have lost their signs " + CARRY,
             lambda c, step, p: step(c, p, p @ abs(c.W).T)),
        Slip("slope-after-W", "h' multiplies after W, not before " + CARRY,
             lambda c, step, p: step(c, p, 0 * p) + ((p * c.alpha * c.h.prime(c.a)) @ c.W.T)),
        Slip("jacobian-transposed", "the Jacobian is transposed " + CARRY,
             lambda c, step, p: step(c, p, 0 * p) + ((p * c.alpha * c.h.prime(c.a)) @ c.W)),
    ],
    4,
    "chapter 4, the Jacobian J_t and its order of factors",
    ["What is carried meets the slopes and W. Which comes first if you go backwards, and along which index?",
     "Take n = 2. Write the derivative of s_t, entry i, by s_{t-1}, entry j. Which entry of W stands there?",
     "Compare with complex_step of one single step, from s_{t-1} to s_t."],
)

MEETS_U = Slot(
    lambda c: c.x,
    [
        Slip("x-before", "the input of the time before stands where x_t belongs, and the last one at the first time",
             lambda c: np.concatenate([c.x[:1], np.roll(c.x[1:], 1, axis=0)])),
        Slip("x-after", "the input of the time after stands where x_t belongs, and the first one at the last time",
             lambda c: np.concatenate([c.x[:1], np.roll(c.x[1:], -1, axis=0)])),
        Slip("x-missing", "the inputs do not appear", lambda c: np.ones_like(c.x)),
        Slip("x-reversed", "the inputs run backwards", lambda c: np.concatenate([c.x[:1], c.x[:0:-1]])),
        Slip("x-last", "the last input stands at every time", lambda c: 0 * c.x + c.x[-1]),
        Slip("x-first", "the first input stands at every time", lambda c: 0 * c.x + c.x[1]),
        Slip("state-for-x", "the state before stands where the input belongs", lambda c: c.before),
    ],
    1,
    "chapter 4: the direct derivative by U has the input x_t",
    ["Which number does a weight of U multiply at time t?",
     "Row t of run.x is time t; row t of your own x is time t + 1. Which of the two do you read?"],
)

STATE_MEETS_U = MEETS_U._replace(slips=[
    *MEETS_U.slips,
    Slip("times-mixed", "the terms before the last mix two times: a is that of one time, and x that of the next",
         lambda c: np.concatenate([c.x[:1], c.x[2:], c.x[-1:]])),
], first={"times-mixed": ONE_TIME})

MEETS_W = Slot(
    lambda c: c.before,
    [
        Slip("W-state-same", "s_t stands where s_{t-1} belongs", lambda c: c.s),
        Slip("W-start-missing", "s_0 is left out, as if it were zero",
             lambda c: np.concatenate([c.s[:1], 0 * c.s[:1], c.s[1:-1]])),
        Slip("W-start-is-end", "s_T stands where s_0 belongs: Python's index -1 is the last row",
             lambda c: np.concatenate([c.s[:1], c.s[-1:], c.s[1:-1]])),
        Slip("W-meets-a", "a_{t-1} stands where the state belongs, with s_0 at the first time",
             lambda c: np.concatenate([c.s[:1], c.s[:1], c.a[1:-1]])),
        Slip("W-meets-a", "a_t stands where the state before belongs", lambda c: c.a),
        Slip("W-state-twice-before", "s_{t-2} stands where s_{t-1} belongs",
             lambda c: np.concatenate([c.s[:1], 0 * c.s[:1], c.s[:-2]])),
        Slip("W-state-twice-before", "s_{t-2} stands where s_{t-1} belongs, and the last state at the first time",
             lambda c: np.concatenate([c.s[:1], c.s[-1:], c.s[:-2]])),
        Slip("W-meets-x", "the input stands where the state belongs", lambda c: c.x),
        Slip("W-state-missing", "the states do not appear", lambda c: np.ones_like(c.s)),
        Slip("W-start-only", "the given state s_0 stands at every time", lambda c: 0 * c.s + c.s[0]),
    ],
    2,
    "chapter 4: the direct derivative by W has the state before, s_{t-1}",
    ["Which number does a weight of W multiply at time t, and which one at time 1?",
     "Row t of run.s is time t, and row 0 is s_0. What does Python make of the index -1?"],
)

STATE_MEETS_W = MEETS_W._replace(slips=[
    *MEETS_W.slips,
    Slip("times-mixed", "the terms before the last mix two times: a is that of one time, and s that of the next",
         lambda c: np.concatenate([c.s[:-1], c.s[-2:-1]])),
], first={"times-mixed": ONE_TIME})
