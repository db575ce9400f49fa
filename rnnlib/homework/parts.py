"""Answers made of several arrays, as (L, (dL/dU, dL/dW, dL/dV)): read by the names of their parts."""

import numpy as np

from .call import Answer, kind_of, read

WEIGHTS = {"U": "(n, d)", "W": "(n, n)", "V": "(e, n)"}  # parts that several exercises have, and their axes
GRADIENT = {f"dL/d{name}": axes for name, axes in WEIGHTS.items()}
BY_BOTH = {"ds_T/dU": "(n, n, d)", "ds_T/dW": "(n, n, n)"}


def reader(*names):
    """Return the method `read` of an instance whose answer has these parts; tuples among the names are bundles."""
    return staticmethod(lambda value: read_parts(value, names))


def read_parts(value, names):
    """Return an `Answer` with a tuple of arrays, one for each name, or with what came in their place."""
    if value is None:
        return Answer(problem="none")
    answer = _read(value, names)
    if answer.problem and len(names) == 2 and not _read(value, names[::-1]).problem:
        return exchanged(names)
    return answer


def exchanged(names):
    """Return an `Answer` that says that the parts came in the opposite order."""
    return Answer(problem="parts-exchanged", detail=f"{written(names[::-1])}, but {written(names)} is wanted")


def written(names):
    """Write names as Python would write the tuple: (L, (dL/dU, dL/dW, dL/dV))."""
    return names if isinstance(names, str) else f"({', '.join(map(written, names))})"


def _read(value, names):
    if value is None:
        return Answer(problem="parts", detail=f"None in place of {written(names)}")
    if isinstance(names, str):
        answer = read(value)
        return answer._replace(detail=f"{answer.detail} for {names}") if answer.problem else Answer((answer.value,))
    bundle = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim > 0)
    if not bundle or len(value) != len(names):
        return Answer(problem="parts", detail=f"{_kind(value)}, but {written(names)} is wanted")
    answers = [_read(*pair) for pair in zip(value, names)]
    wrong = next((answer for answer in answers if answer.problem), None)
    return wrong or Answer(sum((answer.value for answer in answers), ()))


def _kind(value):
    if isinstance(value, (tuple, list)):
        return f"{kind_of(value)} of {len(value)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"something of type {type(value).__name__}"
