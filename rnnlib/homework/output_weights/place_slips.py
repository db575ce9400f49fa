"""The grammar of mistakes in what is made of do_t/dV: which time, how its axes lie, and what it is multiplied by."""

import numpy as np

from ...loss import dE_do, squared_error
from ..grammar import Slip, Slot
from .derivative_slips import ROWS_ARE_TIMES, SCALAR
from .maps import before

AXES, FILLED = "the axes stand in another order", "the shape is right, but the numbers were filled in in another order"
ADDED = "the times are added"
NOTATION = ROWS_ARE_TIMES[0]

TIME = Slot(
    lambda rows, t: rows[t],
    [
        Slip("time-before", "everything belongs to the time before", lambda rows, t: rows[t - 1]),
        Slip("time-last", "everything belongs to the last time, T", lambda rows, t: rows[-1]),
        Slip("time-after", "everything belongs to the time after", lambda rows, t: rows[t + 1]),
        Slip("time-first", "everything belongs to time 1", lambda rows, t: rows[1]),
        Slip("time-zero", "everything belongs to time 0, where there is no output", lambda rows, t: rows[0]),
        Slip("times-added", ADDED, lambda rows, t: rows[1:].sum(0)),
        Slip("times-added", ADDED, lambda rows, t: rows[1:t + 1].sum(0)),
    ],
    2,
    *ROWS_ARE_TIMES,
)

LAYOUT = Slot(
    lambda X: X,
    [
        Slip("matrix", "the zeros are left out, and one axis with them", lambda X: X.sum(0)),
        Slip("axes-exchanged", AXES, lambda X: X.transpose(2, 0, 1)),
        Slip("axes-exchanged", AXES, lambda X: X.transpose(0, 2, 1)),
        Slip("axes-reshaped", FILLED, lambda X: X.transpose(0, 2, 1).reshape(X.shape)),
        Slip("axes-reshaped", FILLED, lambda X: X.transpose(2, 0, 1).reshape(X.shape)),
        Slip("axes-exchanged", AXES, lambda X: X.reshape(len(X), -1).T),
        Slip("outputs-summed", "all outputs are summed", lambda X: X.sum((0, 1))),
    ],
    4,
    "the definition on this page: [i, k, l] is output i by the weight in row k and column l",
    ["What is differentiated comes first: axis i. Then the axes of V: k, and l.",
     "Print the shape before and after your last step. Does that step move axes, or refill them?"],
    {"matrix": "To name one number you must say which output, and which weight. How many indices is that?",
     "outputs-summed": "Each output has its own derivative. How many outputs does your result tell apart?"},
)

EACH_LAYOUT = LAYOUT._replace(
    right=lambda rows: rows,
    slips=[slip._replace(effect=lambda rows, one=slip.effect: np.stack([one(X) for X in rows]))
           for slip in LAYOUT.slips])

ROWS = Slot(
    lambda rows: rows[1:],
    [
        Slip("starts-at-zero", "the times run from 0 to T-1, not from 1 to T", lambda rows: rows[:-1]),
        Slip("time-zero-too", "time 0 has a row as well", lambda rows: rows),
        Slip("last-time-missing", "the last time is missing", lambda rows: rows[1:-1]),
        Slip("first-time-missing", "the first time is missing", lambda rows: rows[2:]),
        Slip("last-time-missing", "the last time is missing", lambda rows: _zeroed(rows, -1)),
        Slip("first-time-missing", "the first time is missing", lambda rows: _zeroed(rows, 0)),
        Slip("times-late", "every time stands one row too late", lambda rows: _zeroed(rows[:-1], 0)),
        Slip("times-late", "every time stands one row too late", lambda rows: _zeroed(before(rows), 0)),
        Slip("times-backwards", "the times run backwards", lambda rows: rows[:0:-1]),
        Slip("one-time-only", "every row is that of the last time", lambda rows: 0 * rows[1:] + rows[-1]),
        Slip("one-time-only", "every row is that of the first time", lambda rows: 0 * rows[1:] + rows[1]),
        Slip("one-time-only", "there is no time but the last", lambda rows: rows[-1]),
        Slip("times-added", ADDED, lambda rows: rows[1:].sum(0)),
        Slip("times-added", ADDED, lambda rows: rows[1:].mean(0)),
        Slip("times-added", ADDED, lambda rows: np.cumsum(rows[1:], axis=0)),
        Slip("times-last", "the axis of time comes last", lambda rows: np.moveaxis(rows[1:], 0, -1)),
    ],
    4,
    NOTATION + "; but in your result row 0 is time 1",
    ["Which row of s belongs to the first row of your result?",
     "For T = 4, write down the times that your loop or your slice runs through."],
    {"time-zero-too": "The start has a state. Has it an output?",
     "starts-at-zero": "What does range begin with? And what does a slice without a beginning?",
     "one-time-only": "Which time does each pass hand on? And where is its result kept during the next one?",
     "times-last": "Which axis comes first in your result, and which in the question?",
     "times-added": "The times stay apart here. Which line adds them?"},
)

RESIDUAL = Slot(
    lambda c, y: dE_do(c.o, y + 0 * c.o),
    [
        Slip("target-missing", "the target y_t does not appear", lambda c, y: dE_do(c.o, 0 * c.o)),
        Slip("error-missing", "dE_t/do_t does not appear", lambda c, y: np.ones_like(c.o)),
        Slip("error-before-g", "y_t is compared with what goes into g, not with the output",
             lambda c, y: dE_do(c.b, y + 0 * c.o)),
        Slip("error-squared", "the squared error stands where its derivative belongs", lambda c, y: (c.o - y) ** 2),
        Slip("target-added", "y_t is added where it should be subtracted", lambda c, y: dE_do(c.o, -y + 0 * c.o)),
        Slip("error-squared", "the error E_t itself stands where its derivative belongs",
             lambda c, y: squared_error(c.o, y + 0 * c.o)[:, None] + 0 * c.o),
        Slip("error-before", "y_t is compared with the output of the time before",
             lambda c, y: dE_do(before(c.o), y + 0 * c.o)),
        Slip("error-of-last", "y_t is compared with the last output",
             lambda c, y: dE_do(c.o[-1] + 0 * c.o, y + 0 * c.o)),
        Slip("error-summed", "the errors of all outputs are summed before they meet the slopes",
             lambda c, y: dE_do(c.o, y + 0 * c.o).sum(-1, keepdims=True) + 0 * c.o),
        Slip("error-sized", "the error has lost its sign", lambda c, y: abs(dE_do(c.o, y + 0 * c.o))),
    ],
    5,
    "chapter 1, the derivative of E_t by the output",
    ["Which two numbers does E_t compare, for output i at time t?",
     "For e = 1 the error is one square. Differentiate it by the output, and compare with dE_do of the library."],
    {"error-missing": "Your numbers say how the outputs answer to V. How does the error answer to the outputs?",
     "error-squared": "E_t is a square. Which power has the derivative of a square?",
     "error-before-g": "The target is a target for which of the two: b_t or o_t?"},
)

CONTRACTION = Slot(
    lambda r, X: np.einsum("ti,tikl->tkl", r, X),
    [
        Slip("averaged", "the outputs are averaged, not summed",
             lambda r, X: np.einsum("ti,tikl->tkl", r, X) / len(X[0])),
        Slip("not-contracted", "dE_t/do_t multiplies, and the sum over the outputs is not taken",
             lambda r, X: r[:, :, None, None] * X),
    ],
    2,
    "chapter 2, the first of the three gradients: a sum over the outputs",
    ["How many axes has do_t/dV, and how many has dE_t/dV? Which one has gone, and how?",
     "In the sum over the outputs, which terms are not zero?"],
)

GRADIENT_LAYOUT = Slot(
    lambda G: G,
    [
        Slip("transposed", "rows and columns are exchanged", lambda G: np.moveaxis(G, -1, -2)),
        Slip("rows-summed", "the rows are summed", lambda G: G.sum(0)),
        Slip("columns-summed", "the columns are summed", lambda G: G.sum(1)),
    ],
    1,
    "the notation page: the derivative of a number by V has the shape of V",
    ["Entry k, l belongs to the weight in row k and column l. What do your rows count?",
     "Print the shapes of both factors. Which of them is the column, and which the row?"],
)

SQUARE = SCALAR._replace(reread="chapter 1, the derivative of E_t by the output", first={
    "factor-half": "What is the derivative of a square?", "factor-2": "Does dE_do bring its factor 2 already?",
    "sign": "Which of the two is subtracted from the other in E_t, and does the order matter after differentiating?"})


def _zeroed(rows, end):
    """Leave out time 0, and set one row to zero."""
    rows = rows[1:].copy()
    rows[end] = 0
    return rows
