"""Homework 4: clipping the gradient, and the step of gradient descent."""

import numpy as np

from .bundles import SMALL, BundleChecker, join
from .checker import SEED
from .grammar import Slip, Slot
from .training_instances import about_clipping, about_step, clippings, steps
from .trials import lay_out

TINY = 1e-300


def _norm(*parts):
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


def _clipped(given):
    return lambda fill: fill["sign"](join([
        part * fill["rule"](norm, given.max_norm) for part, norm in zip(given.gradient, fill["norm"](given.gradient))]))


NORM = Slot(
    _whole(_norm),
    [
        Slip("each-matrix", "each matrix is clipped by its own norm", _each(_norm)),
        Slip("each-entry", "each entry is clipped by itself", _each(np.abs)),
        Slip("norm-squared", "the root of the sum of squares is not taken", _whole(lambda *all: _norm(*all) ** 2)),
        Slip("largest-entry", "the largest entry stands for the norm",
             _whole(lambda *all: max(np.abs(part).max() for part in all))),
        Slip("norms-added", "the norms of the three matrices are added", _whole(lambda *all: sum(map(_norm, all)))),
        Slip("largest-norm", "the largest of the three norms is taken for the whole",
             _whole(lambda *all: max(map(_norm, all)))),
        Slip("sum-of-sizes", "the sizes of the entries are added, not their squares",
             _whole(lambda *all: sum(np.abs(part).sum() for part in all))),
        Slip("sum-of-sizes", "the sizes of the entries are added, not their squares, for each matrix",
             _each(lambda part: np.abs(part).sum())),
        Slip("mean-of-squares", "the mean of the squares is taken, not their sum",
             _whole(lambda *all: _norm(*all) / np.sqrt(sum(part.size for part in all)))),
        Slip("mean-of-squares", "the squares are averaged within each matrix",
             _whole(lambda *all: np.sqrt(sum(np.mean(part**2) for part in all)))),
        Slip("mean-of-squares", "the three norms are averaged", _whole(lambda *all: sum(map(_norm, all)) / 3)),
        Slip("sum-squared", "the entries are added before they are squared",
             _whole(lambda *all: abs(sum(part.sum() for part in all)))),
        Slip("one-matrix", "the norm is that of dL/dU alone", _whole(lambda U, W, V: _norm(U))),
        Slip("one-matrix", "the norm is that of dL/dW alone", _whole(lambda U, W, V: _norm(W))),
        Slip("one-matrix", "the norm is that of dL/dV alone", _whole(lambda U, W, V: _norm(V))),
        Slip("without-one", "dL/dV is left out of the norm", _whole(lambda U, W, V: _norm(U, W))),
        Slip("without-one", "dL/dW is left out of the norm", _whole(lambda U, W, V: _norm(U, V))),
        Slip("without-one", "dL/dU is left out of the norm", _whole(lambda U, W, V: _norm(W, V))),
        Slip("other-norm", "the largest singular value stands for the norm of each matrix",
             _each(lambda part: np.linalg.norm(part, 2))),
        Slip("other-norm", "the largest singular values stand for the norms of the matrices",
             _whole(lambda *all: _norm(*(np.linalg.norm(part, 2) for part in all)))),
        Slip("each-row", "each row is clipped by its own norm",
             _each(lambda part: np.sqrt(np.sum(part**2, axis=1, keepdims=True)))),
        Slip("each-row", "each column is clipped by its own norm",
             _each(lambda part: np.sqrt(np.sum(part**2, axis=0, keepdims=True)))),
        Slip("largest-entry", "the largest entry of each matrix stands for its norm",
             _each(lambda part: np.abs(part).max())),
        Slip("each-matrix", "each matrix is clipped by the square of its own norm",
             _each(lambda part: _norm(part) ** 2)),
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


class ClipChecker(BundleChecker):
    """Also looks at the two things that clipping promises, a length and a direction; the zero gradient comes last."""

    __slots__ = ()

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        report = super().judge(instances[:-1], answers[:-1])
        truth = self.truth(instances[-1])
        (zero,) = lay_out(instances[-1:], answers[-1:], [truth])
        if report.ok and not zero.near(0):
            came = zero.answer.detail or ("NaN" if zero.defect() else "something else")
            return self._found("zero-gradient", zero, came)
        return report

    def _looks(self, trials):
        key, trial, detail = super()._looks(trials)
        if key not in {"unknown", "right-but-for"}:
            return key, trial, detail
        longer = [trial for trial in trials if _norm(trial.value) > trial.given.max_norm * (1 + SMALL)]
        return ("longer", longer[0], "") if longer else ("turned", trial, "")


SIGN = Slot(
    lambda joined: joined,
    [Slip("sign", "the direction is turned round", lambda joined: -joined)],
    1, "the section on clipping", ["Clipping changes the length only. Which line of yours brings in a minus?"],
)
CLIP = ClipChecker(
    name="clip", axes="", layout="Params", instances=clippings, about=about_clipping,
    truth=lambda given: _clipped(given)({name: slot.right for name, slot in CLIP.slots.items()}),
    slots={"rule": RULE, "norm": NORM, "sign": SIGN}, build=_clipped,
    parts={
        "few-digits": "It is right to about {detail} digits only. Some programs add a small number to the norm, "
                      "against a division by zero. A gradient of norm zero is not too long, and needs no division.",
        "zero-gradient": "A gradient of norm zero is short enough and must come back as it is. "
                         "From yours came {detail}.",
        "factor-of-sizes": "The direction is right and the length is not.",
        "factor-of-each": "Each matrix has its direction, and a factor of its own: {detail}. So the direction of the "
                          "whole gradient is lost.",
        "longer": "The result is longer than max_norm.",
        "turned": "The result is never longer than max_norm, but it points elsewhere than the gradient.",
    },
    reread="the section on clipping",
    hints=["For one gradient that is too long, print the norm of your result, and of what went in.",
           "A result is right if it is the gradient times one number, above 0 and at most 1. Which number?"],
    praise={},
)


def _stepped(given):
    def build(fill):
        params, gradient = fill["which"](given.params, given.gradient)
        change = [fill["change"](part, given.eta) for part in gradient]
        return join([fill["whole"](weight, part) for weight, part in zip(params, change)])

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
             lambda part, eta: -eta * part / _norm(part)),
        Slip("gradient-squared", "the gradient is squared", lambda part, eta: -eta * part**2),
        Slip("no-step", "nothing is changed", lambda part, eta: 0 * part),
        Slip("eta-minus", "the learning rate and the gradient are subtracted, not multiplied",
             lambda part, eta: -(part - eta)),
        Slip("eta-minus", "the learning rate less the gradient is subtracted", lambda part, eta: -(eta - part)),
        Slip("eta-over-gradient", "the learning rate is divided by the gradient", lambda part, eta: -eta / part),
        Slip("eta-minus", "learning rate and gradient are both subtracted", lambda part, eta: -part - eta),
    ],
    3,
    "chapter 2, Downhill, the rule of the step",
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
    "chapter 2, Downhill, the rule of the step",
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
SGD_STEP = BundleChecker(
    name="sgd_step", axes="", layout="Params", instances=steps, about=about_step,
    truth=lambda given: join(given.params) - given.eta * join(given.gradient),
    slots={"change": CHANGE, "whole": WHOLE, "which": WHICH}, build=_stepped, parts={},
    reread="chapter 2, Downhill, the rule of the step",
    hints=["Take d = n = e = 1, and do the step on paper and with your code.",
           "Subtract from your result the weights that went in, and divide by the gradient. What should come out?"],
    praise={},
)


def check_clip(clip, *, seed=SEED):
    """Check a function that bounds the norm of a gradient and keeps its direction.

    Parameters
    ----------
    clip : callable
        clip(gradient, max_norm), from Params and a positive number to Params. The norm is one number for U, W and V
        together, the root of the sum of all squares.
    seed : int
        Of the gradients that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_clip(lambda gradient, max_norm: gradient).diagnosis
    'never'
    """
    return CLIP.check(clip, seed=seed)


def check_sgd_step(sgd_step, *, seed=SEED):
    """Check a function for one step of gradient descent.

    Parameters
    ----------
    sgd_step : callable
        sgd_step(params, gradient, eta), from Params, Params and a positive number to Params, the new weights.
    seed : int
        Of the weights and gradients that it is tried on.

    Returns
    -------
    Report
        Print it. It says what kind of mistake was made, and has hints.

    Raises
    ------
    KeyboardInterrupt
        If you interrupt it. Every other error of the function becomes part of the report.

    Examples
    --------
    >>> check_sgd_step(lambda params, gradient, eta: params).diagnosis
    'no-step'
    """
    return SGD_STEP.check(sgd_step, seed=seed)
