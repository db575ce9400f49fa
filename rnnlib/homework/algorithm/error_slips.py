"""The grammar of mistakes in what each error sends to its output and to its state."""

import numpy as np

from ...activations import sigmoid, tanh
from ...loss import dE_do
from ..grammar import Slip, Slot
from .step_slips import OF_ANY

TANH, SIGMOID = "g is taken for tanh, whatever g is", "g is taken for the sigmoid, whatever g is"

ERROR = Slot(
    lambda c: (c.o, c.y),  # what is compared
    [
        Slip("target-missing", "the targets do not appear", lambda c: (c.o, 0 * c.o)),
        Slip("error-before-g", "the targets are compared with what goes into g, not with the outputs",
             lambda c: (c.b, c.y)),
        Slip("target-added", "the targets are added where they should be subtracted", lambda c: (c.o, -c.y)),
        Slip("target-before", "every output is compared with the target of the time before, the first with the last",
             lambda c: (c.o, _turned(c.y, 1))),
        Slip("target-after", "every output is compared with the target of the time after, the last with the first",
             lambda c: (c.o, _turned(c.y, -1))),
        Slip("target-reversed", "the targets run backwards", lambda c: (c.o, _reversed(c.y))),
    ],
    2,
    "chapter 1, the derivative of E_t by the output",
    ["Which two numbers does E_t compare at time t, and in which rows do they stand?",
     "For T = 2, write down the pairs of output and target that your loop compares."],
)

SQUARE = Slot(
    lambda c, o, y: dE_do(o, y),
    [
        Slip("factor-2-missing", "the factor 2 of the squared error's derivative is forgotten", lambda c, o, y: o - y),
        Slip("error-mean", "the squared errors of the e outputs are averaged, where E_t is their sum",
             lambda c, o, y: dE_do(o, y) / len(c.V)),
        Slip("error-squared", "the squared error stands where its derivative belongs", lambda c, o, y: (o - y) ** 2),
        Slip("error-sized", "the errors have lost their signs", lambda c, o, y: abs(dE_do(o, y))),
        Slip("error-missing", "dE_t/do_t does not appear", lambda c, o, y: np.ones_like(o)),
    ],
    2,
    "chapter 1, the derivative of E_t by the output",
    ["For e = 1 the error is one square. Differentiate it by the output on paper, and compare with dE_do.",
     "For e = 2, E_t has two terms. By which of your lines is the derivative of each, and with which sign?"],
)

G_SLOPE = Slot(
    lambda c, m: c.g(c.b + m),
    [
        Slip("g-slope-missing", "the slope g' does not appear", lambda c, m: c.b + m),
        Slip("g-slope-at-output", "g' is taken at the output o_t, not at what goes into g", lambda c, m: c.g(c.o + m)),
        Slip("g-for-its-slope", "g stands where its derivative belongs", lambda c, m: c.o * m),
        Slip("g-slope-of-tanh", TANH, lambda c, m: (1 - c.o**2) * m),
        Slip("g-slope-of-sigmoid", SIGMOID, lambda c, m: c.o * (1 - c.o) * m),
        Slip("g-slope-of-tanh", TANH, lambda c, m: tanh(c.b + m)),
        Slip("g-slope-of-sigmoid", SIGMOID, lambda c, m: sigmoid(c.b + m)),
        Slip("g-slope-twice", "g' appears twice", lambda c, m: c.g.prime(c.b) * c.g(c.b + m)),
        Slip("g-slope-divides", "g' divides and does not multiply", lambda c, m: m / c.g.prime(c.b)),
        Slip("g-slope-before", "g' belongs to the time before, and to the last one for the first",
             lambda c, m: c.g(_turned(c.b, 1) + m)),
    ],
    3,
    "chapter 3, the Lemma's first line: through which number does an output depend on anything",
    ["At which point is the slope of an output taken? Say it in the symbols of chapter 3.",
     "Take e = n = 1. Move the state by a little: through which two factors does the output move?"],
    {"g-slope-of-tanh": OF_ANY, "g-slope-of-sigmoid": OF_ANY},
)

READ = Slot(
    lambda c, error, at_b: at_b @ c.V,
    [
        Slip("g-slope-missing-for-state", "g' is there for dL/dV, and missing in what goes on to the state",
             lambda c, error, at_b: error @ c.V),
        Slip("g-slope-twice-for-state", "g' is right for dL/dV, and appears twice in what goes on to the state",
             lambda c, error, at_b: at_b * c.by_number(lambda m: c.g(c.b + m)) @ c.V),
        Slip("V-transposed", "V is transposed on the way from the output to the state",
             lambda c, error, at_b: at_b @ c.V.T),
        Slip("V-missing", "V does not appear on the way from the output to the state",
             lambda c, error, at_b: at_b + 0 * c.s),
        Slip("rows-summed", "the errors of all outputs are added before they meet V",
             lambda c, error, at_b: at_b.sum(-1, keepdims=True) * c.V.sum(0)),
        Slip("W-for-V", "W stands where V belongs", lambda c, error, at_b: at_b @ c.W),
    ],
    2,
    "chapter 5, the row r_t: what an error sends to its state",
    ["What comes from the error has e entries, and what arrives at the state has n. What stands between them?",
     "Take e = 1 and n = 2. By how much does o_t move if the second entry of s_t does?"],
)

MEETS_V = Slot(
    lambda c, error, at_b, rows: (at_b, c.s),
    [
        Slip("V-state-before", "the state of the time before stands where s_t belongs",
             lambda c, error, at_b, rows: (at_b, _started(c.before, c.s[0]))),
        Slip("V-g-slope-missing", "g' is missing in dL/dV only", lambda c, error, at_b, rows: (error, c.s)),
        Slip("V-meets-a", "a_t stands where the state belongs", lambda c, error, at_b, rows: (at_b, c.a)),
        Slip("V-state-last", "the last state stands at every time",
             lambda c, error, at_b, rows: (at_b, 0 * c.s + c.s[-1])),
        Slip("V-row", "the row of the state stands where that of the output belongs",
             lambda c, error, at_b, rows: (rows, c.s)),
    ],
    2,
    "chapter 5, step 5 of the theorem's proof",
    ["Which state does V read to make the output o_t?",
     "Move one weight of V. Which number does it multiply at time t, and through which slope does that go?"],
)


def _turned(rows, by):
    """Move the rows of times 1 to T in a circle."""
    return np.concatenate([rows[:1], np.roll(rows[1:], by, axis=0)])


def _reversed(rows):
    return np.concatenate([rows[:1], rows[:0:-1]])


def _started(rows, first):
    """Put what stands at time 0."""
    return np.concatenate([first[None], rows[1:]])
