"""The grammar of mistakes in what makes the state leak: the share alpha, and what is kept."""

import numpy as np

from ..grammar import Slip, Slot
from .slope_slips import CARRY, DIRECT, SLOPE

LEAKS = '"A state that leaks", on this page'
MIX = Slot(
    lambda c, new: (1 - c.alpha) * c.prev + c.alpha * new,
    [
        Slip("alpha-missing", "the share alpha does not appear beside the slope", lambda c, new: new),
        Slip("alpha-exchanged", "1 - alpha stands beside the slope", lambda c, new: (1 - c.alpha) * new),
        Slip("alpha-twice", "alpha multiplies twice", lambda c, new: c.alpha**2 * new),
        Slip("alpha-divides", "alpha divides and does not multiply", lambda c, new: new / c.alpha),
    ],
    2,
    "the definition of the leaky state on this page, and your answer to question 5",
    ["Underline, in the definition of the leaky state, every place where what moves stands.",
     "Take n = 1, and the identity for h. Write the new state as a sum, and differentiate it term by term."],
    {"alpha-missing": "Put alpha = 0 in thought: then the state never changes. What does yours give?",
     "alpha-exchanged": "Put alpha = 1 in thought: then it is the course's network. What does yours give?",
     "alpha-twice": "Put alpha = 1/2 and the identity for h. By how much does a nudge of a_t move the state?"},
)

INSIDE = Slip("alpha-inside", "alpha stands inside h, with a_t", lambda c, M: c.h(c.alpha * c.a + M))

KEPT = "the share that is kept is counted in the direct term, where nothing of it moves: 1 - alpha is added to "

LEAKY_DIRECT = Slot(
    DIRECT.right,
    [
        Slip("direct-alpha-missing", "the share alpha does not appear in the direct term",
             lambda slope, mix: (slope, lambda c, new: new)),
        Slip("leak-in-direct", "the share that is kept is counted in the direct term, as if a weight stood there",
             lambda slope, mix: (lambda c, M: slope(c, M) + (1 - c.alpha) / c.alpha * M, mix)),
        *(Slip("leak-in-direct", KEPT + where, lambda slope, mix, kept=kept: (slope, mix, kept)) for where, kept in [
            ("every entry", lambda D, c: 1 - c.alpha + 0 * D),
            ("the entries [i, i, l]", lambda D, c: (1 - c.alpha) * np.eye(len(D[0]))[:, :, None] + 0 * D),
            ("the entries [i, i, i]", lambda D, c: (1 - c.alpha) * np.eye(len(D[0]))[:, :, None]
             * np.eye(*D.shape[-2:]) + 0 * D),
            ("the entries [i, k, k]", lambda D, c: (1 - c.alpha) * np.eye(*D.shape[-2:]) + 0 * D)]),
        Slip("direct-alpha-twice", "alpha multiplies twice in the direct term",
             lambda slope, mix: (slope, lambda c, new: c.alpha**2 * new)),
        Slip("direct-alpha-exchanged", "1 - alpha stands in the direct term where alpha belongs",
             lambda slope, mix: (slope, lambda c, new: (1 - c.alpha) * new)),
    ],
    2, MIX.reread, ["Which of the two parts of the leaky state contains a weight?", *MIX.hints],
    {"direct-alpha-twice": "Does the function that you call bring its alpha already?",
     "direct-alpha-exchanged": "Put alpha = 1 in thought: then it is the course's network. What is your direct term?",
     "leak-in-direct": "Hold the state before fixed, and move a weight. By how much does what is kept of it move?"},
)

LEAKY_CARRY = Slot(
    CARRY.right,
    [
        Slip("carry-alpha-missing", "the share alpha does not appear in what is carried through W",
             lambda slope, mix: (slope, lambda c, new: new)),
    ],
    1, MIX.reread, MIX.hints,
)

NUMBER = "a number and a matrix were added or subtracted, so that the number stands in every entry"


def _all(e):
    return e.sum(-1, keepdims=True)


LEAK = Slot(
    lambda c, new, weights, e: (1 - c.alpha) * e + weights(c, new, e),
    [
        Slip("leak-missing", "the part of the state that is kept does not appear",
             lambda c, new, weights, e: weights(c, new, e)),
        Slip("leak-whole", "all of the state before is kept", lambda c, new, weights, e: e + weights(c, new, e)),
        Slip("leak-exchanged", "the share of the state that is kept is alpha",
             lambda c, new, weights, e: c.alpha * e + weights(c, new, e)),
        Slip("leak-everywhere", "what is kept of one entry is added to every entry",
             lambda c, new, weights, e: (1 - c.alpha) * e.sum(-1, keepdims=True) + weights(c, new, e)),
        Slip("leak-everywhere", NUMBER, lambda c, new, weights, e: _all(e) - c.alpha * e + weights(c, new, e)),
        Slip("leak-everywhere", NUMBER, lambda c, new, weights, e: e - c.alpha * _all(e) + weights(c, new, e)),
        Slip("carry-W-missing", "nothing is there but what is kept of the state: the way through W is missing",
             lambda c, new, weights, e: (1 - c.alpha) * e),
        Slip("leak-twice", "what is kept of the state is counted twice",
             lambda c, new, weights, e: 2 * (1 - c.alpha) * e + weights(c, new, e)),
        Slip("alpha-outside", "alpha multiplies the whole Jacobian, also what is kept",
             lambda c, new, weights, e: c.alpha * ((1 - c.alpha) * e + weights(c, new, e))),
        Slip("leak-through-W", "the part that is kept goes through W",
             lambda c, new, weights, e: (1 - c.alpha) * e @ c.W.T + weights(c, new, e)),
        Slip("leak-through-h", "the part that is kept goes through h as well",
             lambda c, new, weights, e: weights(c, lambda M: new(M + (1 - c.alpha) * e), e)),
        Slip("leak-multiplies", "the share that is kept multiplies the rest",
             lambda c, new, weights, e: (1 - c.alpha) * weights(c, new, e)),
        Slip("leak-too-large", "what is kept has a share above 1",
             lambda c, new, weights, e: (1 + c.alpha) * e + weights(c, new, e)),
        Slip("leak-too-large", "what is kept has a share above 1",
             lambda c, new, weights, e: (2 - c.alpha) * e + weights(c, new, e)),
        Slip("carry-sign", "what passes through W has the wrong sign",
             lambda c, new, weights, e: (1 - c.alpha) * e - weights(c, new, e)),
        Slip("leak-subtracted", "the part that is kept is subtracted",
             lambda c, new, weights, e: weights(c, new, e) - (1 - c.alpha) * e),
    ],
    3,
    MIX.reread,
    ["In how many places of the leaky step does the state before stand? Each gives a term.",
     "Put zeros for U and W. What is the new state then, and what is its derivative by the state before?",
     "Nudge one entry of the state before, with W = 0. Which entries of the new state move?"],
    {"leak-everywhere": "Adding a number to a matrix in NumPy adds it to every entry. Which entries should have it?",
     "leak-through-W": "Does what is kept of the state pass through a weight?",
     "carry-W-missing": "On how many ways does the state before reach the new state?",
     "leak-twice": "Does the Jacobian that you call contain what is kept already?",
     "alpha-outside": "Does the function that you call bring its alpha already?"},
)
LEAKY_SLOPE = SLOPE._replace(slips=[*SLOPE.slips, INSIDE])
