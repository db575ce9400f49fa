"""Scalar functions g and h, each with its derivative beside it.

An activation acts on every entry by itself. All are written without absolute values or norms, so that they also take
complex numbers: the complex step, the judge of every derivative in this course, needs that.
"""

import numpy as np

from .inputs import Entrywise


class Activation(Entrywise):
    """A scalar function with its derivative, applied to every entry of an array.

    Parameters
    ----------
    name : str
        What it is called in print.
    value, derivative : callable
        Array in, array of the same shape out.
    of_value : callable, optional
        ``of_value(s, out)`` writes to `out` the derivative at z, made from the value s at z alone, such as 1 - s^2
        for s = tanh(z): it spares the longer way through z. It may lose digits where the derivative is below 0.001;
        there it is not used.

    Raises
    ------
    ValueError, TypeError
        If one of these is no function; in a call, if the argument holds no numbers, or what the function returns is not
        one number for each, or is complex for real ones.

    Examples
    --------
    >>> square = Activation("square", lambda z: z**2, lambda z: 2 * z)
    >>> square([1.0, 3.0]).tolist(), square.prime([1.0, 3.0]).tolist()
    ([1.0, 9.0], [2.0, 6.0])
    """

    def __init__(self, name, value, derivative, of_value=None):
        if not callable(value) or not callable(derivative):
            raise TypeError(f"value and derivative of {name} must be functions, but {value!r} and {derivative!r} came")
        if of_value is not None and not callable(of_value):
            raise TypeError(f"of_value of {name} must be a function, but {of_value!r} came")
        super().__init__(name, value, derivative, of_value)

    def __repr__(self):
        return self.name


def _decay(z):
    """e^(-|z|), with the absolute value taken by the sign of the real part."""
    return np.exp(np.where(z.real < 0, z, -z))


def _sigmoid(z):
    return np.where(z.real < 0, _decay(z), 1) / (1 + _decay(z))


def _sigmoid_slope(z):
    return _decay(z) / (1 + _decay(z)) ** 2


def _sigmoid_slope_of_value(s, out):
    np.multiply(s, s, out)
    np.subtract(s, out, out)


def _tanh_slope(z):
    """Return the slope by tanh(z) = 2 sigmoid(2z) - 1; the usual 1 - tanh^2 loses its digits for large |z|."""
    with np.errstate(over="ignore"):  # of 2z: there the slope is 0
        return 4 * _sigmoid_slope(2 * z)


def _tanh_slope_of_value(s, out):
    np.multiply(s, s, out)
    np.subtract(1, out, out)


def _softplus(z):
    return np.where(z.real < 0, 0, z) + np.log1p(_decay(z))


tanh = Activation("tanh", np.tanh, _tanh_slope, _tanh_slope_of_value)
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_slope, _sigmoid_slope_of_value)
identity = Activation("identity", np.positive, np.ones_like)
relu = Activation("relu", lambda z: np.where(z.real <= 0, 0, z), lambda z: np.heaviside(z.real, 0))  # slope 0 at 0
softplus = Activation("softplus", _softplus, _sigmoid)
