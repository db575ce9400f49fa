"""The grammar of mistakes in do_t/dV itself: the slope, the state, where the zeros are, and a number in front."""

import numpy as np

from ...activations import sigmoid, tanh
from ..grammar import Slip, Slot
from ..words import FINISHED
from .maps import after, before

ROWS_ARE_TIMES = ('the notation page, "Row t is time t"', [
    "Which row of s made o_t? Row 0 is the start.", "Print len(s) for T = 4. Which index has the last time?"])
TANH, SIGMOID = "g is taken for tanh, whatever g is", "g is taken for the sigmoid, whatever g is"
ADDED = "the states of several times are added"
NO_ZEROS = "every weight is said to move every output"
ELSEWHERE = "the zeros stand where another pair of indices differs"
EXCHANGED = "zeros and other entries have changed places"
TRIANGLE = "the zeros fill no more than a triangle"
ONE_OUTPUT = "only one output has its entries, the others have zeros"

SLOPE = Slot(
    lambda c, M: c.g(c.b + M.sum(-1)),
    [
        Slip("slope-missing", "the slope g' does not appear", lambda c, M: M.sum(-1)),
        Slip("slope-at-output", "g' is taken at the output o_t, not at what goes into g",
             lambda c, M: c.g(c.o + M.sum(-1))),
        Slip("slope-is-g", "g stands where its derivative belongs", lambda c, M: c.o * M.sum(-1)),
        Slip("slope-before", "g' belongs to the time before", lambda c, M: c.g(before(c.b) + M.sum(-1))),
        Slip("slope-after", "g' belongs to the time after", lambda c, M: c.g(after(c.b) + M.sum(-1))),
        Slip("slope-of-tanh", TANH, lambda c, M: (1 - c.o**2) * M.sum(-1)),
        Slip("slope-of-sigmoid", SIGMOID, lambda c, M: c.o * (1 - c.o) * M.sum(-1)),
        Slip("slope-of-tanh", TANH, lambda c, M: tanh(c.b + M.sum(-1))),
        Slip("slope-of-sigmoid", SIGMOID, lambda c, M: sigmoid(c.b + M.sum(-1))),
        Slip("slope-last", "g' belongs to the last time, T", lambda c, M: c.g(c.b[-1:] + M.sum(-1))),
        Slip("slope-first", "g' belongs to time 1", lambda c, M: c.g(c.b[1:2] + M.sum(-1))),
        Slip("slope-twice", "g' appears twice", lambda c, M: c.g.prime(c.b) * c.g(c.b + M.sum(-1))),
        Slip("slope-divides", "g' divides and does not multiply", lambda c, M: M.sum(-1) / c.g.prime(c.b)),
        Slip("slope-before-sum", "g' is taken at each product of a weight and a state, before these are summed",
             lambda c, M: c.g(c.V * c.s[:, None] + M).sum(-1)),
        Slip("slope-at-weights", "g' is taken at the weights", lambda c, M: c.g(c.V + M).sum(-1)),
        Slip("slope-at-state", "g' is taken at the state", lambda c, M: c.g(c.s[:, None] + M).sum(-1)),
        Slip("slope-of-sum", "one slope serves all outputs, taken at the sum of what goes into them",
             lambda c, M: c.g(c.b.sum(-1, keepdims=True) + M.sum(-1))),
        Slip("slope-summed", "the slopes of all outputs are summed",
             lambda c, M: c.g.prime(c.b).sum(-1, keepdims=True) * M.sum(-1)),
        Slip("slope-on-columns", "the slopes run along the columns, not along the rows",
             lambda c, M: (c.g.prime(c.b)[:, None] * M).sum(-1)),
        Slip("slope-V-transposed", "V is transposed in what goes into g", lambda c, M: c.g(c.s @ c.V + M.sum(-1))),
    ],
    7,
    "chapter 3, the first line of the Lemma's proof: through which number does output i depend on anything",
    ["At which point is the slope of output i taken, and for which time? Say it in the symbols of chapter 3.",
     "On paper, for e = n = 1: the output is g of one product. Move the weight. Which two factors come out?",
     "This derivative and that of chapter 3 go through the same b_t, so they share one factor. Compare them."],
    {"slope-missing": "What does g do to a small change of its argument? Chapter 3 has a word for that number.",
     "slope-at-output": "In the chain rule the outer slope is taken at what stands inside. What stands inside g?",
     "slope-is-g": "g says where the output is. Which function says how fast it moves?",
     "slope-of-tanh": "You wrote the slope of one activation. The g that comes in brings its own.",
     "slope-of-sigmoid": "You wrote the slope of one activation. The g that comes in brings its own.",
     "slope-twice": "Count how often g stands in o_t, and how often its slope stands in your lines.",
     "slope-before-sum": "How often is g asked to make one output? How often do you ask for its slope?",
     "slope-of-sum": "Each output has a slope of its own. How many slopes do you compute?",
     "slope-on-columns": "There are as many slopes as outputs. Print their shape. Along which axis do they run?",
     "slope-summed": "How many slopes does output i see?",
     "slope-V-transposed": "Write the shapes beside V and the state, in letters. For which sizes do they fit?"},
    dict.fromkeys(["slope-before", "slope-after", "slope-first", "slope-last"], ROWS_ARE_TIMES),
)

STATE = Slot(
    lambda c: c.s[:, None],
    [
        Slip("state-missing", "the state does not appear", lambda c: np.ones_like(c.V)),
        Slip("state-before", "the state of the time before stands where s_t belongs", lambda c: before(c.s)[:, None]),
        Slip("state-after", "the state of the time after stands where s_t belongs", lambda c: after(c.s)[:, None]),
        Slip("weights-for-state", "weights stand where the state belongs, as if it were the state that moves",
             lambda c: c.V),
        Slip("weights-too", "weights appear beside the state", lambda c: c.V * c.s[:, None]),
        Slip("added", "the slope and the state are added, not multiplied",
             lambda c: 1 + c.s[:, None] / c.g.prime(c.b)[:, :, None]),
        Slip("added", "the state is subtracted from the slope, not multiplied with it",
             lambda c: 1 - c.s[:, None] / c.g.prime(c.b)[:, :, None]),
        Slip("state-divides", "the state divides and does not multiply", lambda c: 1 / c.s[:, None]),
        Slip("state-first", "the given state s_0 stands where s_t belongs", lambda c: c.s[:1]),
        Slip("state-last", "the last state stands where s_t belongs", lambda c: c.s[-1:]),
        Slip("state-through-g", "the state has gone through g", lambda c: c.g(c.s)[:, None]),
        Slip("state-slope", "g' of the state stands where the state belongs", lambda c: c.g.prime(c.s)[:, None]),
        Slip("state-slope-too", "g' of the state appears beside the state",
             lambda c: (c.s * c.g.prime(c.s))[:, None]),
        Slip("state-squared", "the state appears squared", lambda c: c.s[:, None] ** 2),
        Slip("state-summed", "the entries of the state are summed", lambda c: c.s.sum(-1)[:, None, None]),
        Slip("state-sized", "the state has lost its signs", lambda c: abs(c.s)[:, None]),
        Slip("state-backwards", "the entries of the state stand in the opposite order", lambda c: c.s[:, None, ::-1]),
        Slip("states-added", ADDED, lambda c: c.s.sum(0)),
        Slip("states-added", ADDED, lambda c: c.s[1:].sum(0)),
        Slip("states-added", ADDED, lambda c: np.cumsum(c.s, axis=0)[:, None]),
        Slip("states-added", ADDED, lambda c: np.cumsum(c.s, axis=0)[:, None] - c.s[0]),
        Slip("output-for-state", "the output stands where the state belongs", lambda c: c.o[:, None]),
    ],
    5,
    "chapter 3, the second step of the Lemma's proof, with a weight that moves in place of a state",
    ["b_t is a sum of products. Which factor stands beside the weight that moves?",
     "Write out that sum for n = 2, and add 1 to its second weight. By how much does the sum grow?",
     "Nudge two weights of one row in turn. The answers have a ratio. Which two numbers have the same one?"],
    {"state-missing": "If the state were twice as large, would the same nudge of a weight move the outputs as much?",
     "weights-for-state": "Which of the two is held fixed here, and which moves?",
     "weights-too": "Differentiate v s by v, two numbers. What is left of v?",
     "added": "The chain rule multiplies. Which two numbers does it multiply here?",
     "state-summed": "Only one term of the sum moves. Which one?"},
    dict.fromkeys(["state-before", "state-after", "state-first", "state-last", "states-added"], ROWS_ARE_TIMES),
)
STATES = [STATE.right, *(slip.effect for slip in STATE.slips)]

INDEX = Slot(
    lambda X: X,
    [
        Slip("no-zeros", NO_ZEROS, lambda X: 0 * X + X.sum(-2, keepdims=True)),
        Slip("no-zeros", NO_ZEROS, lambda X: 0 * X + X.sum(-3, keepdims=True)),
        Slip("zeros-elsewhere", ELSEWHERE, lambda X: X.sum(-2, keepdims=True) * np.eye(*X.shape[-2:])),
        Slip("zeros-elsewhere", ELSEWHERE, lambda X: X.sum(-3, keepdims=True) * np.eye(*X.shape[-2:])[:, None]),
        Slip("too-many-zeros", "in every row only one weight counts", lambda X: X * np.eye(*X.shape[-2:])),
        Slip("zeros-exchanged", EXCHANGED, lambda X: X.sum(-2, keepdims=True) - X),
        Slip("zeros-exchanged", EXCHANGED, lambda X: X.sum(-3, keepdims=True) - X),
        Slip("outputs-backwards", "the outputs are numbered in the opposite order", lambda X: X[..., ::-1, :, :]),
        Slip("triangle", TRIANGLE, lambda X: np.cumsum(X, axis=-2)),
        Slip("triangle", TRIANGLE, lambda X: np.cumsum(X, axis=-3)),
        Slip("triangle", TRIANGLE, lambda X: np.flip(np.cumsum(np.flip(X, -2), axis=-2), -2)),
        Slip("triangle", TRIANGLE, lambda X: np.flip(np.cumsum(np.flip(X, -3), axis=-3), -3)),
        Slip("one-output-only", ONE_OUTPUT, lambda X: X * np.eye(len(X[0]))[0, :, None, None]),
        Slip("one-output-only", ONE_OUTPUT, lambda X: X * np.eye(len(X[0]))[-1, :, None, None]),
    ],
    4,
    "your answer to question 1, and the experiment before it",
    ["Nudge one weight in row k of V. Which outputs move?",
     "Which weights stand in the sum that makes output i? What is the derivative by a weight that does not?",
     "For e = 2 and n = 3, draw one block of shape (2, 3) for each output, and shade what is not zero."],
    {"one-output-only": FINISHED,
     "zeros-elsewhere": "An entry has three indices. Of which two must be equal? And which two do you compare?"},
)

SCALAR = Slot(
    lambda X: X,
    [
        Slip("sign", "the sign is wrong", lambda X: -X),
        Slip("factor-2", "there is a factor 2 too many", lambda X: 2 * X),
        Slip("factor-half", "everything is halved", lambda X: X / 2),
    ],
    3,
    "your derivation, line by line: which line makes this factor",
    ["Take e = n = 1 and the identity for g. What is the derivative then, and what do you return?",
     "Which of your lines brings in the number, or the minus?"],
)
