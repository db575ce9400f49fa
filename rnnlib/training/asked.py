"""What training is asked for besides arrays: positive numbers, fractions, gradients that fit; refused by name."""

import functools
import inspect
from numbers import Real

import numpy as np

from ..inputs import numbers
from ..model import Params


def asked(**declared):
    """Check the declared arguments, each with a function (value, name) that raises an error in words."""

    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args, **kwargs):
            call = signature.bind(*args, **kwargs)
            call.apply_defaults()
            for name, check in declared.items():
                check(call.arguments[name], name)
            return function(*args, **kwargs)

        return checked

    return decorate


def positive(value, name):
    """Refuse what is no positive, finite number."""
    if not isinstance(value, Real) or isinstance(value, bool) or not 0 < value < np.inf:
        raise ValueError(f"{name} must be a positive number, but {value!r} came")


def fraction(value, name):
    """Refuse what is no number from 0 up to, but not including, 1."""
    if not isinstance(value, Real) or isinstance(value, bool) or not 0 <= value < 1:
        raise ValueError(f"{name} must be a number from 0 up to, but not including, 1; {value!r} came")


def fitting(params, gradient):
    """Return weights and gradient as arrays; refuse a gradient that is not three matrices of the weights' shapes."""
    for value, name in (params, "params"), (gradient, "gradient"):
        if not isinstance(value, (tuple, list)) or len(value) != len(Params._fields):
            raise TypeError(f"{name} must be Params(U, W, V), but a {type(value).__name__} came")
    params = Params(*map(numbers, params, Params._fields))
    gradient = Params(*(numbers(part, f"dL/d{letter}") for letter, part in zip(Params._fields, gradient)))
    for letter, weight, part in zip(Params._fields, params, gradient):
        if weight.shape != part.shape:
            raise ValueError(f"dL/d{letter} has shape {part.shape} but {letter} has shape {weight.shape}; "
                             "a gradient must have the shapes of the weights")
    return params, gradient
