"""What training is asked for besides arrays: positive numbers, fractions, gradients that fit; refused by name."""

import functools
import inspect

import numpy as np

from ..inputs import common_dtype, numbers, real
from ..model import Params


def asked(**declared):
    """Read the declared arguments, each with a function (value, name) that returns it or raises an error in words."""

    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args, **kwargs):
            call = signature.bind(*args, **kwargs)
            call.apply_defaults()
            for name, check in declared.items():
                call.arguments[name] = check(call.arguments[name], name)
            return function(*call.args, **call.kwargs)

        return checked

    return decorate


def positive(value, name):
    """Return a positive, finite number as a float, which leaves the type of an array as it is."""
    if not 0 < real(value) < np.inf:
        raise ValueError(f"{name} must be a positive number, but {value!r} came")
    return real(value)


def fraction(value, name):
    """Return a number from 0 up to, but not including, 1 as a float."""
    if not 0 <= real(value) < 1:
        raise ValueError(f"{name} must be a number from 0 up to, but not including, 1; {value!r} came")
    return real(value)


def fitting(params, gradient, **remembered):
    """Return weights, gradient and what is remembered (or None), in one type; refuse what is not of their shapes."""
    asked_of = {"params": params, "gradient": gradient, **remembered}
    found = {name: _three(value, name) for name, value in asked_of.items()
             if value is not None or name not in remembered}
    for name, parts in found.items():
        for letter, weight, part in zip(Params._fields, found["params"], parts):
            if weight.shape != part.shape:
                raise ValueError(f"{_symbol(name, letter)} has shape {part.shape} but {letter} has shape "
                                 f"{weight.shape}; {name} must have the shapes of the weights")
    dtype = common_dtype({part.dtype for parts in found.values() for part in parts})
    found = {name: Params(*(part.astype(dtype, copy=False) for part in parts)) for name, parts in found.items()}
    return [found.get(name) for name in asked_of]


def _three(value, name):
    """Return three real arrays."""
    if not isinstance(value, (tuple, list)) or len(value) != len(Params._fields):
        raise TypeError(f"{name} must be Params(U, W, V), but a {type(value).__name__} came")
    parts = [numbers(part, _symbol(name, letter)) for letter, part in zip(Params._fields, value)]
    for letter, part in zip(Params._fields, parts):
        if part.dtype.kind == "c":
            raise TypeError(f"{_symbol(name, letter)} is complex, but training takes real numbers")
    return parts


def _symbol(name, letter):
    return {"params": letter, "gradient": f"dL/d{letter}"}.get(name, f"{letter} of {name}")
