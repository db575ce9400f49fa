"""The grammar of mistakes in the loss, and in the numbers in front of it and of its gradient."""

import numpy as np

from ..grammar import Slip, Slot


def _errors(c):
    """Return the squared errors of times 1 to T."""
    return (c.o - c.y_in_L)[1:] ** 2


LOSS = Slot(
    lambda c: _errors(c).sum(),
    [
        Slip("loss-last", "L is the error of the last time only", lambda c: _errors(c)[-1].sum()),
        Slip("loss-first", "L is the error of the first time only", lambda c: _errors(c)[0].sum()),
        Slip("loss-without-last", "L leaves out the error of time T",
             lambda c: _errors(c)[:-1].sum()),
        Slip("loss-mean", "L is a mean over the times, where the sum is wanted", lambda c: _errors(c).sum() / c.T),
        Slip("loss-mean", "L is a mean over times and outputs, where the sum is wanted",
             lambda c: _errors(c).sum() / c.T / len(c.V)),
        Slip("loss-mean", "L is a mean over the outputs, where the sum is wanted",
             lambda c: _errors(c).sum() / len(c.V)),
        Slip("loss-half", "L has a factor 1/2", lambda c: _errors(c).sum() / 2),
        Slip("loss-root", "L is a norm, where its square is wanted", lambda c: c.N * np.sqrt(_errors(c).sum())),
        Slip("loss-before-g", "L compares the targets with what goes into g, not with the outputs",
             lambda c: ((c.b - c.y_in_L)[1:] ** 2).sum()),
        Slip("loss-sized", "L adds sizes of errors, where squares are wanted", lambda c: abs(c.o - c.y_in_L)[1:].sum()),
        Slip("loss-sign", "L has the wrong sign", lambda c: -_errors(c).sum()),
        Slip("loss-linear", "L adds the errors themselves, where their squares are wanted",
             lambda c: (c.o - c.y_in_L)[1:].sum()),
    ],
    1,
    "chapter 1: L is the sum over t of the squared errors",
    ["For T = 2 and e = 1, L has two terms. Compute it by hand, and print yours.",
     "Compare each output with its target: which row of o belongs to the first row of y?"],
)

SCALE = Slot(
    lambda c, length: (1, 1),  # what L and its gradient, of this length, are multiplied by
    [
        Slip("divided-by-T", "the sum over the times is divided by T, in L and in the gradient",
             lambda c, length: (1 / c.T, 1 / c.T)),
        Slip("factor-half", "L and its gradient are halved", lambda c, length: (1 / 2, 1 / 2)),
        Slip("divided-by-e", "L and its gradient are means over the outputs, where the sum is wanted",
             lambda c, length: (1 / len(c.V), 1 / len(c.V))),
        Slip("divided-by-Te", "L and its gradient are means over times and outputs, where the sum is wanted",
             lambda c, length: (1 / len(c.V) / c.T, 1 / len(c.V) / c.T)),
        Slip("divided-by-Te", "the gradient is a mean over times and outputs, where the sum is wanted",
             lambda c, length: (1, 1 / len(c.V) / c.T)),
        Slip("normalised", "the gradient is scaled to length 1", lambda c, length: (1, 1 / length)),
    ],
    2,
    "your derivation, line by line: which line makes the number in front",
    ["Take T = d = n = e = 1 and the identity for g and h. What is the gradient then, and what do you return?",
     "L is a sum over the times and over the outputs. Which of your lines divides?"],
)
