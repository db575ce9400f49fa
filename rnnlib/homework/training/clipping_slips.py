"""The grammar of mistakes in clipping: in the norm, in the rule, and in the sign."""

import numpy as np

from ..grammar import Slip, Slot

TINY = 1e-300


def norm(*parts):
    """Return the norm of some matrices together."""
    return np.sqrt(sum(np.sum(part**2) for part in parts))


def _each(measure):
    """Turn a measure of one matrix into one of a gradient: a list with a measure for each."""
    return lambda parts: [measure(part) for part in parts]


def _whole(measure):
    """Turn a measure of all matrices into a list that has it for each."""
    return lambda parts: [measure(*parts)] * 3


def _rule(scale):
    """Turn a rule for the factor into one that leaves short gradients alone."""
    return lambda norm, bound: np.where(norm > bound, scale(np.maximum(norm, TINY), bound), 1)


def _always(scale):
    return lambda norm, bound: scale(norm, bound) + 0 * norm


NORM = Slot(
    _whole(norm),
    [
        Slip("each-matrix", "each matrix is clipped by its own norm", _each(norm)),
        Slip("each-entry", "each entry is clipped by itself", _each(np.abs)),
        Slip("norm-squared", "the root of the sum of squares is not taken", _whole(lambda *all: norm(*all) ** 2)),
        Slip("largest-entry", "the largest entry stands for the norm",
             _whole(lambda *all: max(np.abs(part).max() for part in all))),
        Slip("norms-added", "the norms of the three matrices are added", _whole(lambda *all: sum(map(norm, all)))),
        Slip("largest-norm", "the largest of the three norms is taken for the whole",
             _whole(lambda *all: max(map(norm, all)))),
        Slip("sum-of-sizes", "the sizes of the entries are added, not their squares",
             _whole(lambda *all: sum(np.abs(part).sum() for part in all))),
        Slip("sum-of-sizes", "the sizes of the entries are added, not their squares, for each matrix",
             _each(lambda part: np.abs(part).sum())),
        Slip("mean-of-squares", "the mean of the squares is taken, not their sum",
             _whole(lambda *all: norm(*all) / np.sqrt(sum(part.size for part in all)))),
        Slip("mean-of-squares", "the squares are averaged within each matrix",
             _whole(lambda *all: np.sqrt(sum(np.mean(part**2) for part in all)))),
        Slip("mean-of-squares", "the three norms are averaged", _whole(lambda *all: sum(map(norm, all)) / 3)),
        Slip("sum-squared", "the entries are added before they are squared",
             _whole(lambda *all: abs(sum(part.sum() for part in all)))),
        Slip("one-matrix", "the norm is that of dL/dU alone", _whole(lambda U, W, V: norm(U))),
        Slip("one-matrix", "the norm is that of dL/dW alone", _whole(lambda U, W, V: norm(W))),
        Slip("one-matrix", "the norm is that of dL/dV alone", _whole(lambda U, W, V: norm(V))),
        Slip("without-one", "dL/dV is left out of the norm", _whole(lambda U, W, V: norm(U, W))),
        Slip("without-one", "dL/dW is left out of the norm", _whole(lambda U, W, V: norm(U, V))),
        Slip("without-one", "dL/dU is left out of the norm", _whole(lambda U, W, V: norm(W, V))),
        Slip("other-norm", "the largest singular value stands for the norm of each matrix",
             _each(lambda part: np.linalg.norm(part, 2))),
        Slip("other-norm", "the largest singular values stand for the norms of the matrices",
             _whole(lambda *all: norm(*(np.linalg.norm(part, 2) for part in all)))),
        Slip("each-row", "each row is clipped by its own norm",
             _each(lambda part: np.sqrt(np.sum(part**2, axis=1, keepdims=True)))),
        Slip("each-row", "each column is clipped by its own norm",
             _each(lambda part: np.sqrt(np.sum(part**2, axis=0, keepdims=True)))),
        Slip("largest-entry", "the largest entry of each matrix stands for its norm",
             _each(lambda part: np.abs(part).max())),
        Slip("each-matrix", "each matrix is clipped by the square of its own norm",
             _each(lambda part: norm(part) ** 2)),
    ],
    6,
    "the section on clipping, where the norm is defined",
    ["How many norms has a gradient, and how many numbers go into it?",
     "Work out the norm of dL/dU = (3), dL/dW = (0), dL/dV = (4) with d = n = e = 1, on paper and with your code.",
     "The squares of all entries of all three matrices make one sum, and there is one root, at the end."],
)
RULE = Slot(
    _rule(lambda norm, bound: bound / norm),
    [
        Slip("never", "nothing is ever clipped", _always(lambda norm, bound: 1)),
        Slip("always", "short gradients are stretched to max_norm as well",
             _always(lambda norm, bound: bound / norm)),
        Slip("unit-length", "a long gradient ends with norm 1, whatever max_norm is",
             _rule(lambda norm, bound: 1 / norm)),
        Slip("unit-length", "every gradient ends with norm 1", _always(lambda norm, bound: 1 / norm)),
        Slip("times-bound", "a long gradient is multiplied by max_norm and not divided by its norm",
             _rule(lambda norm, bound: bound)),
        Slip("divided-by-bound", "a long gradient is divided by max_norm and not by its norm",
             _rule(lambda norm, bound: 1 / bound)),
        Slip("divided-by-bound", "every gradient is divided by max_norm", _always(lambda norm, bound: 1 / bound)),
        Slip("upside-down", "the quotient of norm and max_norm is upside down",
             _rule(lambda norm, bound: norm / bound)),
        Slip("upside-down", "the quotient is upside down, for short gradients too",
             _always(lambda norm, bound: norm / bound)),
        Slip("short-ones", "the short gradients are stretched and the long ones stay",
             lambda norm, bound: np.where(norm > bound, 1, bound / norm)),
        Slip("dropped", "a long gradient becomes zero", _rule(lambda norm, bound: 0)),
        Slip("squared-quotient", "the quotient of max_norm and norm is squared",
             _rule(lambda norm, bound: (bound / norm) ** 2)),
        Slip("squared-quotient", "the root of the quotient is taken", _rule(lambda norm, bound: (bound / norm) ** 0.5)),
        Slip("squared-quotient", "max_norm is divided by the square of the norm",
             _rule(lambda norm, bound: bound / norm**2)),
        Slip("halved", "a long gradient is halved, and may still be too long", _rule(lambda norm, bound: 0.5)),
        Slip("one-added", "1 is added to the norm", _rule(lambda norm, bound: bound / (1 + norm))),
        Slip("one-added", "1 is added to the norm, and every gradient is rescaled",
             _always(lambda norm, bound: bound / (1 + norm))),
        Slip("norm-subtracted", "what the norm has too much is taken as the factor",
             _rule(lambda norm, bound: norm - bound)),
    ],
    4,
    "the section on clipping, its two cases",
    ["Which norm has the result, if the norm came in twice as long as max_norm? And if it was half as long?",
     "A gradient that is short enough comes back as it is. Do you ask whether it is?",
     "A long one is multiplied by one number. Which number takes its norm to max_norm exactly?"],
)


SIGN = Slot(
    lambda part: part,
    [Slip("sign", "the direction is turned round", lambda part: -part)],
    1, "the section on clipping", ["Clipping changes the length only. Which line of yours brings in a minus?"],
)
SLOTS = {"rule": RULE, "norm": NORM, "sign": SIGN}
