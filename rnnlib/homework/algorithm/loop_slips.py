"""The grammar of mistakes in the slide's loop: which product of Jacobians stands before which term."""

from functools import reduce

import numpy as np

from ..grammar import Slip, Slot
from ..words import FINISHED
from .words import LAST


def _products(J, D):
    """Return the terms (J_T ... J_{t+1}) D_t for t = T..1, and the same with J_t as well."""
    z, right, late = np.eye(len(J[0])), [], []
    for t in range(len(J) - 1, 0, -1):
        right.append(np.tensordot(z, D[t], 1))
        z = z @ J[t]
        late.append(np.tensordot(z, D[t], 1))
    return np.array(right), np.array(late)


def _with(product):
    """Terms with another way to make the product that stands at time t, from the Jacobians of T..t+1."""
    def loop(J, D):
        times = range(len(J) - 1, 0, -1)
        return sum(np.tensordot(product([J[j] for j in range(len(J) - 1, t, -1)], np.eye(len(J[0]))), D[t], 1)
                   for t in times)
    return loop


def _forwards(J, D):
    z, total = np.eye(len(J[0])), 0
    for t in range(1, len(J)):
        total, z = total + np.tensordot(z, D[t], 1), z @ J[t]
    return total


LOOP = Slot(
    lambda J, D: _products(J, D)[0].sum(0),
    [
        Slip("as-printed", "the printed loop stands as it was, slips and all",
             lambda J, D: D[-1] + _products(J, D)[1].sum(0)),
        Slip("one-jacobian-too-many", "every term has one Jacobian too many; the last step is no longer counted twice",
             lambda J, D: _products(J, D)[1].sum(0)),
        Slip("last-step-twice", "the products are right now, and the last step is still counted twice",
             lambda J, D: D[-1] + _products(J, D)[0].sum(0)),
        Slip("last-step-missing", "the term of the last step is missing", lambda J, D: _products(J, D)[0][1:].sum(0)),
        Slip("last-step-missing", "time T is never visited: it is s_{T-1} that is differentiated",
             lambda J, D: _products(J[:-1], D[:-1])[0].sum(0)),
        Slip("first-step-missing", "the term of time 1 is missing", lambda J, D: _products(J, D)[0][:-1].sum(0)),
        Slip("first-step-missing", "each term has one Jacobian too many, and the term of time 1 is missing",
             lambda J, D: D[-1] + _products(J, D)[1][:-1].sum(0)),
        Slip("one-jacobian-too-few", "the terms before the last have one Jacobian too few",
             lambda J, D: D[-1] + _with(lambda Js, Id: reduce(np.matmul, Js[:-1], Id))(J, D) - D[-1]),
        Slip("jacobians-too-early", "the Jacobians of every term before the last are those of one time too early",
             lambda J, D: D[-1] + _products(J[:-1], D[:-1])[1].sum(0)),
        Slip("direct-only", "only the direct term of the last step is there", lambda J, D: D[-1] + 0 * D[-1]),
        Slip("product-not-accumulated", "only one Jacobian stands before each term: z is set anew, not multiplied",
             _with(lambda Js, Id: Js[-1] if Js else Id)),
        Slip("jacobians-missing", "no Jacobian stands before any term: z stays what it was at the start",
             _with(lambda Js, Id: Id)),
        Slip("assigned", "each pass overwrites what was there: only the term of time 1 is left",
             lambda J, D: _products(J, D)[0][-1]),
        Slip("assigned", "each pass overwrites what was there: only the term of time 1 is left, with a Jacobian too "
             "many", lambda J, D: _products(J, D)[1][-1]),
        Slip("runs-forwards", "the loop runs from time 1 to T", _forwards),
        Slip("subtracted", "the terms before the last are subtracted",
             lambda J, D: 2 * D[-1] - _products(J, D)[0].sum(0)),
    ],
    4,
    "chapter 5, \"What the printed loop computes\", and the table for T = 3",
    ["Take T = 1. What must come out, and what does yours add?",
     "For T = 3, write down what z is at the moment when it is used, for t = 3, 2, 1. Put the right product beside it.",
     "State in one sentence what the sum holds after the pass of time t. Is it true before the first pass?"],
    {"last-step-missing": LAST, "direct-only": FINISHED,
     "jacobians-too-early": "Take T = 2. Which Jacobian takes the state of time 1 to that of time 2, and which do you "
     "use?"},
)

LOOP_ORDER = Slot(
    lambda loop: loop,
    [
        Slip("product-ascending", "the Jacobians are multiplied in the opposite order",
             lambda loop: _with(lambda Js, Id: reduce(np.matmul, Js[::-1], Id))),
        Slip("wrong-product", "a matrix and an array with three axes are multiplied along the wrong axis",
             lambda loop: lambda J, D: sum(reduce(np.matmul, [J[j] for j in range(len(J) - 1, t, -1)],
                                                  np.eye(len(J[0]))) @ D[t] for t in range(1, len(J)))),
    ],
    0,
    "chapter 4, \"Three ways to write it\" and \"The order of the product\"",
    ["For T = 3, write (3) out with its indices i, k and l. Which of your lines makes which part of it?"],
    {"product-ascending": "With T <= 2 the order does not show. For T = 3, which Jacobian stands leftmost in (3)?",
     "wrong-product": "Which axis of D meets z, and which one does your product take?"},
)

LAYOUT = Slot(
    lambda G: G,
    [
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(0, 2, 1)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(2, 1, 0)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(1, 2, 0)),
        Slip("axes-exchanged", "the axes stand in another order", lambda G: G.transpose(2, 0, 1)),
    ],
    1,
    "chapter 4: [i, k, l] is entry i of the state by the weight in row k and column l",
    ["Print the shape after every line. Where do two axes change places?"],
)

STATE_SCALE = Slot(
    lambda c: 1,
    [
        Slip("sign", "the sign is wrong", lambda c: -1),
        Slip("divided-by-T", "the sum over the times is divided by T", lambda c: 1 / c.T),
        Slip("factor-2", "there is a factor 2 too many", lambda c: 2),
    ],
    1,
    "the sums (3) and (4), which have no number in front",
    ["Take T = 1: what must come out?"],
    {"sign": "Is there a minus in the recursion, or in the network?"},
)
