"""Every public function declares the shapes of its arrays; a decorator checks them and words the error.

A shape is written as its axes, ``"T N? d"``. One letter has one length throughout a call; an axis ``N?`` is there in
all arrays of the call or in none; ``*t`` is any number of axes; ``"n | N n"`` allows either. A NamedTuple of arrays is
declared by a NamedTuple of shapes.
"""

import functools
import inspect

from numpy import ndarray

from .inputs import DOUBLE, PARAMETERS, activation, common_dtype, finite, numbers

NUMBERED = {"T": "time step/time steps", "N": "sequence/sequences"}


def shapes(*, real=False, **declared):
    """Check the declared arguments and convert them to one dtype; check arguments called h and g as activations."""
    specs = {leaf: axes for name, spec in declared.items() for leaf, axes in _leaves(name, spec, spec).items()}
    parameters = [leaf for leaf in specs if leaf in PARAMETERS]

    def decorate(function):
        bind = _Binder(function)
        activations = [name for name in ("h", "g") if name in bind.names]

        @functools.wraps(function)
        def checked(*args, **kwargs):
            given = bind(args, kwargs)
            for name in activations:
                given[name] = activation(given[name], name)
            arrays, ready = {}, True
            for name, spec in declared.items():
                value = given[name]
                if type(spec) is str:
                    if value is not None or name not in bind.optional:
                        arrays[name] = value
                elif type(value) is type(spec):
                    arrays.update(zip(spec._fields, value))
                else:
                    arrays.update(_leaves(name, value, spec))
                    ready = False
            if not ready or not all(type(array) is ndarray and array.dtype is DOUBLE for array in arrays.values()):
                arrays = _of_one_dtype({name: numbers(array, name) for name, array in arrays.items()},
                                       function.__name__ if real else None)
                given.update(_gathered(declared, arrays))
            finite([arrays[name] for name in parameters], parameters)
            _match(tuple([(name, specs[name], array.shape) for name, array in arrays.items()]))
            return function(**given)

        _UNCHECKED[checked] = function
        return checked

    return decorate


_UNCHECKED = {}


def unchecked(function):
    """Return what a checked function does after its checks, for arrays that passed them; or the function itself."""
    return _UNCHECKED.get(function, function) if inspect.isfunction(function) else function


class _Binder:
    """A function's arguments by name, with the defaults; what does not fit is left to Python's own words."""

    def __init__(self, function):
        self.signature = inspect.signature(function)
        parameters = self.signature.parameters.values()
        self.names = [one.name for one in parameters]
        self.positional = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY]
        self.optional = {one.name: one.default for one in parameters if one.default is not one.empty}
        self.keywords = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}

    def __call__(self, args, kwargs):
        if len(args) != len(self.positional) or not kwargs.keys() <= self.keywords:
            self.signature.bind(*args, **kwargs)  # raises if they do not fit
        return {**self.optional, **dict(zip(self.positional, args)), **kwargs}


def _leaves(name, value, spec):
    """Give every array its symbol: {"V": V}, or {"U": U, "W": W, "V": V} for a NamedTuple."""
    if type(spec) is str:
        return {name: value}
    if not isinstance(value, (tuple, list)) or len(value) != len(spec):
        came = f"a {type(value).__name__}" + (f" of {len(value)}" if isinstance(value, (tuple, list)) else "")
        raise TypeError(f"{name} must be {type(spec).__name__}({', '.join(spec._fields)}), but {came} came")
    return dict(zip(spec._fields, value))


def _gathered(declared, arrays):
    """Put the arrays back into the arguments that they came from."""
    return {name: spec._make([arrays[leaf] for leaf in spec._fields]) if type(spec) is not str else arrays[name]
            for name, spec in declared.items() if type(spec) is not str or name in arrays}


def _of_one_dtype(arrays, real):
    """Convert the arrays to one dtype; `real` is the function's name if it takes real numbers only."""
    dtype = common_dtype({array.dtype for array in arrays.values()})
    if real and dtype.kind == "c":
        name = next(name for name, array in arrays.items() if array.dtype.kind == "c")
        raise TypeError(f"{name} is complex, but {real} takes real numbers; "
                        "the complex step is for forward and the Jacobians")
    return {name: array.astype(dtype, copy=False) for name, array in arrays.items()}


@functools.lru_cache(maxsize=1024)  # what fits once fits again; an error is not kept
def _match(arrays):
    """Raise unless every axis letter has one length throughout; `arrays` lists (name, declaration, shape)."""
    seen = {}
    for name, spec, shape in arrays:
        axes = _pair(spec, shape)
        if axes is None:
            batch = name not in PARAMETERS and "N" not in spec and len(shape) == len(spec.split()) + 1
            raise ValueError(f"{name} has shape {shape} but it must be {_written(spec)}"
                             + ("; for a batch, call once for every sequence" if batch else ""))
        lengths = {letter: length for letter, _, length in axes}
        if any(lengths[letter] != length for letter, _, length in axes):
            raise ValueError(f"{name} has shape {shape} but it must be {_written(spec)}: square")
        for letter, axis, length in axes:
            says = _says(name, shape, letter, axis, length)
            if length == 0 or (isinstance(length, tuple) and 0 in length):
                raise ValueError(f"{says}; at least one is needed along every axis")
            first, first_spec, first_says, first_length = seen.setdefault(letter, (name, spec, says, length))
            if first_length != length:
                raise ValueError(f"{first_says} but {says}; {first} must be {_written(first_spec)} "
                                 f"and {name} must be {_written(spec)}")


def _pair(spec, shape):
    """List (letter, axis, length), with length None for an axis that is not there; None if the ranks do not fit."""
    for axes, absent in _readings(spec):
        star = next((i for i, axis in enumerate(axes) if axis[0] == "*"), None)
        more = len(shape) - len(axes)
        if more == 0 and star is None:
            pairs = list(zip(axes, range(len(axes)), shape))
        elif more >= -1 and star is not None:
            places = [i if i < star else i - len(axes) for i in range(len(axes)) if i != star]
            pairs = [(axes[star], None, shape[star:star + more + 1])] + [(axes[i], i, shape[i]) for i in places]
        else:
            continue
        return pairs + [(letter, None, None) for letter in absent]
    return None


@functools.cache
def _readings(spec):
    """List what a declaration allows, as (axes, letters of axes that are not there)."""
    readings = []
    for side in spec.split("|"):
        axes = side.split()
        if optional := [axis[0] for axis in axes if axis[-1] == "?"]:
            readings.append(([axis for axis in axes if axis[-1] != "?"], optional))
        readings.append(([axis.rstrip("?") for axis in axes], []))
    return readings


def _written(spec):
    """Write ``"T N? d"`` as ``(T, d) or (T, N, d)``."""
    sides = [["..." if axis[0] == "*" else axis for axis in axes] for axes, _ in _readings(spec)]
    return " or ".join(f"({', '.join(axes)}{',' if len(axes) == 1 else ''})" for axes in sides)


def _says(name, shape, letter, axis, length):
    """Say in words how long an axis is: ``V has 3 columns``."""
    if length is None:
        return f"{name} is one sequence, without an axis {letter}"
    if axis is None:
        return f"{name} has shape {shape}"
    of_rank = {1: ["entry/entries"], 2: ["row/rows", "column/columns"]}
    along = of_rank.get(len(shape), [f"entry along axis {letter}/entries along axis {letter}"] * len(shape))
    one, many = NUMBERED.get(letter, along[axis]).split("/")
    return f"{name} has {length} {one if length == 1 else many}"
