"""The judge of a step of gradient descent, and the grammar of its mistakes."""

import numpy as np

from ..grammar import Slip, Slot
from ..parts import WEIGHTS
from ..parts_checker import PartsChecker
from .clipping_slips import norm
from .instances import about_step, steps

RULE = "chapter 2, Downhill, the rule of the step"


def _stepped(given):
    def build(fill):
        params, gradient = fill["which"](given.params, given.gradient)
        change = [fill["change"](part, given.eta) for part in gradient]
        return tuple(fill["whole"](weight, part) for weight, part in zip(params, change))

    return build


def _only(*places):
    """Let the other matrices stay."""
    return lambda params, gradient: (params, [part if place in places else 0 * part
                                              for place, part in enumerate(gradient)])


CHANGE = Slot(
    lambda part, eta: -eta * part,
    [
        Slip("uphill", "the step goes uphill", lambda part, eta: eta * part),
        Slip("no-eta", "the learning rate is forgotten", lambda part, eta: -part),
        Slip("no-eta", "the learning rate is forgotten, and the step goes uphill", lambda part, eta: part),
        Slip("eta-divides", "the gradient is divided by the learning rate", lambda part, eta: -part / eta),
        Slip("eta-subtracted", "the learning rate is subtracted, without the gradient", lambda part, eta: -eta),
        Slip("factor-half", "the step is half as long as it should be", lambda part, eta: -eta * part / 2),
        Slip("factor-2", "the step is twice as long as it should be", lambda part, eta: -2 * eta * part),
        Slip("eta-squared", "the learning rate is there twice", lambda part, eta: -(eta**2) * part),
        Slip("eta-squared", "the root of the learning rate is taken", lambda part, eta: -(eta**0.5) * part),
        Slip("signs-only", "only the signs of the gradient are used", lambda part, eta: -eta * np.sign(part)),
        Slip("normalised", "each matrix of the gradient is scaled to norm 1",
             lambda part, eta: -eta * part / norm(part)),
        Slip("gradient-squared", "the gradient is squared", lambda part, eta: -eta * part**2),
        Slip("no-step", "nothing is changed", lambda part, eta: 0 * part),
        Slip("eta-minus", "the learning rate and the gradient are subtracted, not multiplied",
             lambda part, eta: -(part - eta)),
        Slip("eta-minus", "the learning rate less the gradient is subtracted", lambda part, eta: -(eta - part)),
        Slip("eta-over-gradient", "the learning rate is divided by the gradient", lambda part, eta: -eta / part),
        Slip("eta-minus", "learning rate and gradient are both subtracted", lambda part, eta: -part - eta),
    ],
    3,
    RULE,
    ["Take one weight with the value 1, the derivative 2 and eta = 0.1. Where does it go?",
     "Does the loss fall or rise along the gradient? Which way do we want?",
     "Read the rule aloud, and point at each of its three symbols in your line."],
)
WHOLE = Slot(
    lambda weight, change: weight + change,
    [
        Slip("change-only", "the change comes back, and not the new weights", lambda weight, change: change),
        Slip("change-only", "minus the change comes back, and not the new weights", lambda weight, change: -change),
        Slip("weights-multiplied", "the weights are multiplied by the change",
             lambda weight, change: weight * change),
        Slip("weights-multiplied", "the weights are multiplied by minus the change",
             lambda weight, change: -weight * change),
        Slip("weights-divided", "the weights are divided by the change", lambda weight, change: -weight / change),
        Slip("weights-multiplied", "the weights are multiplied by 1 and the change",
             lambda weight, change: weight * (1 + change)),
        Slip("weights-turned", "the weights are subtracted", lambda weight, change: -weight - change),
        Slip("weights-turned", "the weights have the wrong sign", lambda weight, change: -weight + change),
    ],
    2,
    RULE,
    ["What is asked for: where the weights are after the step, or how far they went?",
     "With eta = 0, what should come back, and what does?"],
)
WHICH = Slot(
    lambda params, gradient: (params, gradient),
    [
        Slip("one-matrix", "U is the only one that moves", _only(0)),
        Slip("one-matrix", "W is the only one that moves", _only(1)),
        Slip("one-matrix", "V is the only one that moves", _only(2)),
        Slip("one-stays", "U stays", _only(1, 2)),
        Slip("one-stays", "W stays", _only(0, 2)),
        Slip("one-stays", "V stays", _only(0, 1)),
        Slip("exchanged", "weights and gradient have changed places", lambda params, gradient: (gradient, params)),
        Slip("one-for-both", "the gradient stands for the weights as well",
             lambda params, gradient: (gradient, gradient)),
        Slip("one-for-both", "the weights stand for the gradient as well", lambda params, gradient: (params, params)),
        Slip("mean-gradient", "each matrix moves by the mean of its gradient",
             lambda params, gradient: (params, [np.full(part.shape, part.mean()) for part in gradient])),
        Slip("mean-gradient", "each matrix moves by the sum of its gradient",
             lambda params, gradient: (params, [np.full(part.shape, part.sum()) for part in gradient])),
    ],
    6,
    "chapter 2, Downhill: theta is all the weights",
    ["How many matrices has the network, and which of them does your function move?",
     "Compare each matrix of the result with the one that went in."],
)
SGD_STEP = PartsChecker(
    name="sgd_step", layout=WEIGHTS, axes="kl", instances=steps, about=about_step, build=_stepped,
    truth=lambda given: tuple(weight - given.eta * slope for weight, slope in zip(given.params, given.gradient)),
    slots={"change": CHANGE, "whole": WHOLE, "which": WHICH}, reread=RULE, noun="sets of weights",
    hints=["Take d = n = e = 1, and do the step on paper and with your code.",
           "Subtract from your result the weights that went in, and divide by the gradient. What should come out?"])
