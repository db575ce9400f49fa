"""Answers in parts: a function that returns several arrays, made into one row of numbers and cut again.

Whoever calls the student's function knows the shapes that are wanted, and nothing else.
"""

import math
from itertools import accumulate

import numpy as np

from .call import Answer, read
from .grammar import CLOSE, close


def gradient_in_parts(value, params):
    """Read L and the gradient, a pair of a number and three arrays, into an `Answer` with one row of numbers."""
    try:
        L, gradient = value
        parts = L, *gradient
    except (TypeError, ValueError):
        parts = ()
    if value is not None and len(parts) != 4:
        return Answer(problem="parts", detail=f"{_what(value)}, but two things are wanted: L, and the three arrays of "
                                              "the gradient together, in the order U, W, V")
    return _row(value, parts, gradient_shapes(params))


def pair_in_parts(value, params):
    """Read ds_T/dU and ds_T/dW, a pair of arrays, into an `Answer` with one row of numbers."""
    if value is not None and (not isinstance(value, (tuple, list)) or len(value) != 2):
        return Answer(problem="parts", detail=f"{_what(value)}, but two arrays are wanted: ds_T/dU and ds_T/dW")
    return _row(value, value, pair_shapes(params))


def gradient_shapes(params):
    """Return the shape of each part, with its letters: L, dL/dU, dL/dW, dL/dV."""
    letters = "()", "(n, d)", "(n, n)", "(e, n)"
    names = "L", "dL/dU", "dL/dW", "dL/dV"
    return dict(zip(names, zip([(), *map(np.shape, params)], letters)))


def pair_shapes(params):
    """Return the shape of each part, with its letters: ds_T/dU, ds_T/dW."""
    n, d = params.U.shape
    return {"ds_T/dU": ((n, n, d), "(n, n, d)"), "ds_T/dW": ((n, n, n), "(n, n, n)")}


def cut(row, shapes):
    """Return the parts of a row of numbers, each as a row of its own."""
    ends = list(accumulate(math.prod(shape) for shape, _ in shapes.values()))
    return {name: row[start:end] for name, start, end in zip(shapes, [0, *ends], ends)}


def pairs(trial, layout):
    """Return for every part what came and the truth."""
    shapes = layout(trial.given.params)
    found, true = cut(trial.value, shapes), cut(trial.truth, shapes)
    return {name: (found[name], true[name]) for name in shapes}


def wrong_parts(trials, layout):
    """Return the parts that are wrong on some network."""
    return {name for trial in trials if trial.value is not None
            for name, (a, b) in pairs(trial, layout).items() if not close(a, b, CLOSE)}


def _row(value, parts, wanted):
    """Put the parts, if all are what is wanted, into one row."""
    if value is None or all(part is None for part in parts):
        return Answer(problem="none")
    arrays = []
    for part, (name, (shape, letters)) in zip(parts, wanted.items()):
        answer = read(part)
        if answer.problem == "none":
            return Answer(problem="parts", detail=f"None in place of {name}")
        if answer.problem:
            return answer._replace(detail=f"{answer.detail} for {name}")
        array = answer.value
        if array.shape != shape and not (shape == () and array.size == 1):
            turned = shape and array.shape == shape[::-1]
            detail = f"{name} has the shape {array.shape}, and {letters} = {shape} is wanted"
            return Answer(problem="transposed" if turned else "shape", detail=detail)
        if array.dtype.kind in "bui":
            return Answer(problem="integers")
        arrays.append(array)
    single = all(array.dtype == np.float32 for array in arrays if array.ndim)
    row = np.concatenate([array.ravel() for array in arrays])
    return Answer(row.astype(np.float32) if single else row)


def _what(value):
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" + (f" of {len(value)}" if hasattr(value, "__len__") else "")
