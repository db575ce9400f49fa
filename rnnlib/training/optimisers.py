"""From a gradient to a step: plain descent, momentum, Adam. None of them changes its arguments."""

from dataclasses import dataclass

import numpy as np

from ..inputs import whole
from ..model import Params
from .asked import fitting, fraction, positive


def _each(function, *triples):
    """Apply a function to the U's, to the W's and to the V's of some triples."""
    return Params(*map(function, *triples))


def _settle(optimiser, **checks):
    """Check an optimiser's numbers, and keep them as floats."""
    for name, check in checks.items():
        object.__setattr__(optimiser, name, check(getattr(optimiser, name), name))


def _counted(memory):
    """Refuse what is no memory of `Adam`."""
    if not isinstance(memory, (tuple, list)) or len(memory) != 3:
        raise TypeError("memory must be the (count, mean, square) of the step before, "
                        f"but a {type(memory).__name__} came")
    return whole(memory[0], "count"), *memory[1:]


@dataclass(frozen=True)
class SGD:
    """Gradient descent: v <- momentum * v + gradient, then theta <- theta - eta * v. Call it to make one step.

    Parameters
    ----------
    eta : float
        The learning rate.
    momentum : float, optional
        From 0, which is plain descent, up to 1 (excluded): how much of the last direction v is kept.

    Raises
    ------
    ValueError, TypeError
        If `eta` is not positive, or `momentum` is not from 0 up to 1; in a call, if the gradient or the memory
        does not fit, or something is no real number.

    Examples
    --------
    >>> start, gradient = Params([[1.0]], [[2.0]], [[3.0]]), Params([[1.0]], [[1.0]], [[1.0]])
    >>> step = SGD(eta=0.5, momentum=0.5)
    >>> params, v = step(start, gradient)
    >>> params, v = step(params, gradient, v)
    >>> [weight.item() for weight in params]
    [-0.25, 0.75, 1.75]
    """

    eta: float
    momentum: float = 0.0

    def __post_init__(self):
        _settle(self, eta=positive, momentum=fraction)

    def __call__(self, params, gradient, memory=None):
        """Return the new weights, and v for the next call."""
        params, gradient, memory = fitting(params, gradient, memory=memory)
        v = memory or _each(np.zeros_like, gradient)
        v = _each(lambda v, slope: self.momentum * v + slope, v, gradient)
        return _each(lambda weight, v: weight - self.eta * v, params, v), v


@dataclass(frozen=True)
class Adam:
    """Adam: a step of about eta in every weight, along the mean of its slopes. Call it to make one step.

    Parameters
    ----------
    eta : float
        The learning rate: no weight moves by much more than this.
    keep_mean, keep_square : float, optional
        How much of the running means of the slopes and of their squares is kept.
    tiny : float, optional
        Is added to the root of the mean square, so that nothing is divided by zero.

    Raises
    ------
    ValueError, TypeError
        If `eta` or `tiny` is not positive, or what is kept is not from 0 up to 1; in a call, if the gradient or
        the memory does not fit, or something is no real number.

    Examples
    --------
    >>> start, gradient = Params([[1.0]], [[1.0]], [[1.0]]), Params([[100.0]], [[1.0]], [[-0.01]])
    >>> params, memory = Adam(eta=0.25)(start, gradient)
    >>> [round(weight.item(), 4) for weight in params]
    [0.75, 0.75, 1.25]
    """

    eta: float
    keep_mean: float = 0.9
    keep_square: float = 0.999
    tiny: float = 1e-8

    def __post_init__(self):
        _settle(self, eta=positive, keep_mean=fraction, keep_square=fraction, tiny=positive)

    def __call__(self, params, gradient, memory=None):
        """Return the new weights, and the number of steps with both running means for the next call."""
        count, mean, square = (0, None, None) if memory is None else _counted(memory)
        params, gradient, mean, square = fitting(params, gradient, mean=mean, square=square)
        keep_mean, keep_square = self.keep_mean, self.keep_square
        mean, square = (part or _each(np.zeros_like, gradient) for part in (mean, square))
        count += 1
        mean = _each(lambda m, slope: keep_mean * m + (1 - keep_mean) * slope, mean, gradient)
        square = _each(lambda q, slope: keep_square * q + (1 - keep_square) * slope**2, square, gradient)

        def moved(weight, m, q):
            m, q = m / (1 - keep_mean**count), q / (1 - keep_square**count)  # the running means began at zero
            return weight - self.eta * m / (np.sqrt(q) + self.tiny)

        return _each(moved, params, mean, square), (count, mean, square)
