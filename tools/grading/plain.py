"""Arguments and answers as plain text on their way into the sandbox and out of it: JSON, and never a pickle.

Functions travel by their public name. What comes out of a sandbox was written by a stranger: it is read strictly.
"""

import base64
import binascii
import collections
import json
import math

import numpy as np

import rnnlib

DTYPES = {np.dtype(name).str for name in (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128")}
NUMBERS, ITEMS, DEPTH, AXES = 200_000, 2_000, 6, 8  # the most that one text may hold


class NotPlain(ValueError):
    """What came cannot be written, or is not what `write` writes."""


def write(value):
    """Return the text of a value made of arrays, numbers, tuples, lists and public functions of the library."""
    return json.dumps(_outward(value, DEPTH))


def read(text):
    """Return the value of a text, or raise `NotPlain`."""
    try:
        return _inward(json.loads(text), _Budget(), DEPTH)
    except NotPlain:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise NotPlain(f"no plain value ({type(error).__name__})") from None


def _outward(value, depth):
    if depth < 0:
        raise NotPlain("too deep")
    if value is None or isinstance(value, (bool, int, float, str)):
        return value.item() if isinstance(value, np.generic) else value
    if isinstance(value, np.ndarray | np.generic):
        return _array_outward(np.asarray(value))
    if isinstance(value, tuple | list):
        if len(value) > ITEMS:
            raise NotPlain("too long")
        kind = "list" if isinstance(value, list) else "tuple"
        items = {kind: [_outward(item, depth - 1) for item in value]}
        return items | ({"name": type(value).__name__, "fields": value._fields} if hasattr(value, "_fields") else {})
    name = next((name for name in rnnlib.__all__ if getattr(rnnlib, name) is value), None)
    if name is None:
        raise NotPlain(f"{value!r} is neither an array nor a public function of rnnlib")
    return {"rnnlib": name}


def _array_outward(array):
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    if array.dtype.str not in DTYPES:
        raise NotPlain(f"an array of {array.dtype}")
    if array.size > NUMBERS:
        raise NotPlain(f"{array.size} numbers")
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
    return {"array": data, "dtype": array.dtype.str, "shape": array.shape}


class _Budget:
    """Counts down what may still come."""

    def __init__(self):
        self.numbers, self.items = NUMBERS, ITEMS

    def take(self, *, numbers=0, items=0):
        self.numbers, self.items = self.numbers - numbers, self.items - items
        if min(self.numbers, self.items) < 0:
            raise NotPlain("too much")


def _inward(plain, budget, depth):
    budget.take(items=1)
    if depth < 0:
        raise NotPlain("too deep")
    if plain is None or isinstance(plain, (bool, int, float, str)):
        return plain
    if not isinstance(plain, dict):
        raise NotPlain("a bare list")
    if set(plain) == {"array", "dtype", "shape"}:
        return _array_inward(plain, budget)
    if set(plain) == {"rnnlib"} and plain["rnnlib"] in rnnlib.__all__:
        return getattr(rnnlib, plain["rnnlib"])
    kind = "list" if "list" in plain else "tuple"
    if not isinstance(plain.get(kind), list) or set(plain) - {kind, "name", "fields"}:
        raise NotPlain("an unknown form")
    items = [_inward(item, budget, depth - 1) for item in plain[kind]]
    return items if kind == "list" else _tuple(plain.get("name"), plain.get("fields"), items)


def _array_inward(plain, budget):
    shape, dtype = plain["shape"], plain["dtype"]
    if not isinstance(shape, list) or len(shape) > AXES or dtype not in DTYPES:
        raise NotPlain("an array of an unknown form")
    if any(type(length) is not int or not 0 <= length <= NUMBERS for length in shape):
        raise NotPlain("an array of impossible shape")
    budget.take(numbers=math.prod(shape))
    try:
        data = base64.b64decode(plain["array"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise NotPlain("an array whose numbers cannot be read") from None
    if len(data) != math.prod(shape) * np.dtype(dtype).itemsize:
        raise NotPlain("an array with too many numbers, or too few")
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _tuple(name, fields, items):
    """Return a tuple, named if it has a name; the library's own kinds keep their type."""
    if name is None:
        return tuple(items)
    known = getattr(rnnlib, name, None) if name in rnnlib.__all__ else None
    if isinstance(known, type) and issubclass(known, tuple) and list(known._fields) == fields:
        return known(*items)
    return collections.namedtuple(name, fields)(*items)  # refuses, with ValueError, what is no name
