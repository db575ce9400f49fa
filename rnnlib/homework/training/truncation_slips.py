"""The grammar of mistakes in what each error sends back, and in what is added up of it."""

import numpy as np

from ..grammar import Slip, Slot
from ..words import FINISHED
from .window_slips import START, WINDOW

LISTING = "chapter 5, the theorem and its listing"
ROWS = "Row t of run.o is time t; in which row of y does the target of time t stand?"

DATA = Slot(
    lambda y: (y, np.ones(len(y))),
    [
        Slip("target-left-out", "the targets play no part, in the loss as in the gradient",
             lambda y: (0 * y, np.ones(len(y)))),
        Slip("target-added", "the targets are added to the outputs, in the loss as in the gradient",
             lambda y: (-y, np.ones(len(y)))),
        Slip("first-time-missing", "the first time is left out, in the loss as in the gradient",
             lambda y: (y, np.arange(len(y)) > 0)),
        Slip("last-time-missing", "the last time is left out, in the loss as in the gradient",
             lambda y: (y, np.arange(len(y)) < len(y) - 1)),
        Slip("first-pass-only", "only the first time counts, in the loss as in the gradient",
             lambda y: (y, np.arange(len(y)) == 0)),
        Slip("last-error", "only the last time counts, in the loss as in the gradient",
             lambda y: (y, np.arange(len(y)) == len(y) - 1)),
    ],
    0, "chapter 1, the definition of L", ["Write L out for T = 2, and compare every term with yours."],
    {"first-pass-only": FINISHED, "last-error": FINISHED},
)
ERROR = Slot(
    lambda o, y: 2 * (o - y),
    [
        Slip("factor-2", "the square's 2 is missing from dE_t/do_t", lambda o, y: o - y),
        Slip("error-sign", "dE_t/do_t has the wrong sign", lambda o, y: 2 * (y - o)),
        Slip("target-missing", "the target is missing from dE_t/do_t", lambda o, y: 2 * o),
        Slip("error-squared", "the error E_t stands where its derivative should be", lambda o, y: (o - y) ** 2),
        Slip("target-before", "every output is compared with the target of the time before, the first with the last",
             lambda o, y: 2 * (o - np.roll(y, 1, axis=0))),
        Slip("target-after", "every output is compared with the target of the time after, the last with the first",
             lambda o, y: 2 * (o - np.roll(y, -1, axis=0))),
    ],
    2, "chapter 1, dE_t/do_t", ["Take e = 1. What is the derivative of (o - y)^2 by o?"],
    {"target-before": ROWS, "target-after": ROWS},
)
OUT = Slot(
    lambda g, b, o: g.prime(b),
    [
        Slip("g-slope-missing", "the slope of g is missing", lambda g, b, o: np.ones_like(b)),
        Slip("g-slope-at-output", "the slope of g is taken at the output", lambda g, b, o: g.prime(o)),
        Slip("g-for-its-slope", "g stands for its slope", lambda g, b, o: o),
    ],
    1, LISTING, ["Between the output and the state stands g. What does the chain rule say there?"],
)
BACK = Slot(
    lambda row, V: row @ V,
    [Slip("V-transposed", "V is transposed", lambda row, V: row @ V.T)],
    0, LISTING, ["Write the shape of the row and of V beside that line, in letters."],
)
SLOPE = Slot(
    lambda h, a, s: h.prime(a),
    [
        Slip("h-slope-missing", "the slope of h is missing", lambda h, a, s: np.ones_like(a)),
        Slip("h-slope-at-state", "the slope of h is taken at the state", lambda h, a, s: h.prime(s)),
        Slip("h-slope-of-tanh", "the slope is that of tanh, whatever h is", lambda h, a, s: 1 - s**2),
        Slip("h-slope-of-sigmoid", "the slope is that of the sigmoid, whatever h is", lambda h, a, s: s * (1 - s)),
        Slip("h-slope-of-error", "every step gets the slope of the error's time",
             lambda h, a, s: h.prime(a[np.arange(len(a)), np.arange(len(a))])[:, None] + 0 * s),
        Slip("h-for-its-slope", "h stands for its slope", lambda h, a, s: s),
        Slip("h-slope-twice", "the slope of h is there twice", lambda h, a, s: h.prime(a) ** 2),
    ],
    1, LISTING, ["What takes a_t to s_t, and what does the chain rule say there?"],
)
CARRY = Slot(
    lambda message, row, W: message @ W,
    [
        Slip("W-transposed", "W is transposed in the carry", lambda message, row, W: message @ W.T),
        Slip("slope-not-carried", "the carry leaves out the slope of h", lambda message, row, W: row @ W),
        Slip("W-missing", "the carry leaves out W", lambda message, row, W: message),
        Slip("W-missing", "the same message goes to every step", lambda message, row, W: row),
        Slip("W-diagonal", "in the carry only the entries W_ii are used", lambda message, row, W: message * np.diag(W)),
    ],
    2, LISTING, ["What moves s_t when s_{t-1} moves? Name both factors of J_t, and their order."],
)
INPUT = Slot(
    lambda x, t, k: x[t, k],
    [
        Slip("input-of-error", "every step gets the input of the error's time", lambda x, t, k: x[t, t]),
        Slip("input-before", "the input is that of the step before", lambda x, t, k: x[t, np.where(k > 1, k - 1, -1)]),
        Slip("input-after", "the input is that of the step after",
             lambda x, t, k: x[t, np.where(k < x.shape[1] - 1, k + 1, 1)]),
    ],
    0, LISTING, ["Which input is multiplied by U at step k?"],
)
STATE = Slot(
    lambda s, t, k: s[t, k - 1],
    [
        Slip("state-after", "dL/dW has the state after the step, not before it", lambda s, t, k: s[t, k]),
        Slip("state-of-error", "every step gets the state before the error's time", lambda s, t, k: s[t, t - 1]),
        Slip("state-before", "dL/dW has the state of one step too early", lambda s, t, k: s[t, k - 2]),
        Slip("state-frozen", "dL/dW has s_0 at every step", lambda s, t, k: s[t, 0 * k]),
    ],
    1, LISTING, ["Which state is multiplied by W at step k?"],
)
OUTPUT = Slot(
    lambda row, s, before, tau: row.T @ s,
    [
        Slip("V-state-before", "dL/dV has the state of the time before", lambda row, s, before, tau: row.T @ before),
        Slip("V-last-only", "dL/dV has the last time only", lambda row, s, before, tau: row[-1:].T @ s[-1:]),
        Slip("V-last-only", "dL/dV has the first time only", lambda row, s, before, tau: row[:1].T @ s[:1]),
        Slip("V-truncated", "dL/dV is cut to the last tau times", lambda row, s, before, tau: row[-tau:].T @ s[-tau:]),
        Slip("V-truncated", "dL/dV is cut to the first tau times", lambda row, s, before, tau: row[:tau].T @ s[:tau]),
        Slip("V-zero", "dL/dV is zero", lambda row, s, before, tau: 0 * row.T @ s),
        Slip("V-repeated", "dL/dV counts each time once for every step that its error looks back",
             lambda row, s, before, tau: (row * np.minimum(np.arange(1, len(row) + 1), tau)[:, None]).T @ s),
        Slip("V-of-steps", "dL/dV has the state of every step that the error looks back",
             lambda row, s, before, tau: sum(row[back:].T @ s[:len(s) - back] for back in range(min(tau, len(s))))),
        Slip("V-repeated", "dL/dV counts each time tau times", lambda row, s, before, tau: tau * row.T @ s),
    ],
    2, LISTING, ["V is used once for each error. Which state does it read, and does truncation change anything there?"],
)
LOSS = Slot(
    lambda E, tau: E.sum(),
    [
        Slip("loss-mean", "L is the mean of the errors, not their sum", lambda E, tau: E.mean()),
        Slip("loss-last", "L has the last error only", lambda E, tau: E[-1]),
        Slip("loss-cut", "L has the last tau errors only", lambda E, tau: E[-tau:].sum()),
        Slip("loss-cut", "L has the first tau errors only", lambda E, tau: E[:tau].sum()),
        Slip("loss-repeated", "L counts every error tau times", lambda E, tau: tau * E.sum()),
        Slip("loss-repeated", "L counts each error once for every step that it looks back",
             lambda E, tau: (E * np.minimum(np.arange(1, len(E) + 1), tau)).sum()),
        Slip("loss-root", "L is the root of the sum of the errors", lambda E, tau: np.sqrt(E.sum())),
        Slip("loss-zero", "L is zero", lambda E, tau: 0.0),
    ],
    2, "chapter 1, the definition of L", ["L is the loss of the whole run, and truncation does not change it."],
)
MATRIX = Slot(
    lambda U, W, V: (U, W, V),
    [
        Slip("dW-transposed", "dL/dW is transposed", lambda U, W, V: (U, W.T, V)),
        Slip("U-zero", "dL/dU is zero", lambda U, W, V: (0 * U, W, V)),
        Slip("W-zero", "dL/dW is zero", lambda U, W, V: (U, 0 * W, V)),
        Slip("U-and-W-zero", "dL/dU and dL/dW are zero", lambda U, W, V: (0 * U, 0 * W, V)),
    ],
    0, LISTING, ["Set n = 2 and write dL/dW as a column times a row. Which of the two is the message?"],
)


SCALE = Slot(
    lambda T, tau: (1, 1),  # what L and its gradient are multiplied by
    [
        Slip("divided-by-T", "the gradient is divided by T", lambda T, tau: (1, 1 / T)),
        Slip("divided-by-T", "loss and gradient are divided by T", lambda T, tau: (1 / T, 1 / T)),
        Slip("divided-by-tau", "the gradient is divided by tau", lambda T, tau: (1, 1 / tau)),
        Slip("factor-double", "the gradient is twice as large as it should be", lambda T, tau: (1, 2)),
    ],
    1, "chapter 1, the definition of L", ["L is a sum, and its gradient is a sum. Is there a number in front?"],
)
SLOTS = {"window": WINDOW, "start": START, "data": DATA, "error": ERROR, "out": OUT, "back": BACK, "slope": SLOPE,
         "carry": CARRY, "input": INPUT, "state": STATE, "output": OUTPUT, "loss": LOSS, "matrix": MATRIX,
         "scale": SCALE}
