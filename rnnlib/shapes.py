"""Every public function declares the shapes of its arrays; a decorator checks them and words the error.

A shape is written as its axes, ``"T N? d"``. One letter has one length throughout a call; an axis ``N?`` is there in
all arrays of the call or in none; ``*t`` is any number of axes; ``"n | N n"`` allows either. A NamedTuple of arrays is
declared by a NamedTuple of shapes.
"""

import functools
import inspect

from .inputs import PARAMETERS, activation, common_dtype, numbers

NUMBERED = {"T": "time step/time steps", "N": "sequence/sequences"}


def shapes(*, real=False, **declared):
    """Check the declared arguments and convert them to one dtype; check arguments called h and g as activations."""

    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args, **kwargs):
            call = signature.bind(*args, **kwargs)
            call.apply_defaults()
            given = call.arguments
            for name in {"h", "g"} & given.keys():
                given[name] = activation(given[name], name)
            arrays, specs = {}, {}
            for name, spec in declared.items():
                if given[name] is None and signature.parameters[name].default is None:
                    continue
                arrays.update(_leaves(name, given[name], spec))
                specs.update(_leaves(name, spec, spec))
            arrays = {name: numbers(value, name) for name, value in arrays.items()}
            _match(arrays, specs)
            dtype = common_dtype(arrays)
            if real and dtype.kind == "c":
                name = next(name for name, array in arrays.items() if array.dtype.kind == "c")
                raise TypeError(f"{name} is complex, but {function.__name__} takes real numbers; "
                                "the complex step is for forward and the Jacobians")
            for name, spec in declared.items():
                ready = [arrays[leaf].astype(dtype, copy=False) for leaf in _leaves(name, spec, spec) if leaf in arrays]
                if ready:
                    given[name] = ready[0] if isinstance(spec, str) else type(spec)(*ready)
            return function(*call.args, **call.kwargs)

        return checked

    return decorate


def _leaves(name, value, spec):
    """Give every array its symbol: {"V": V}, or {"U": U, "W": W, "V": V} for a NamedTuple."""
    if isinstance(spec, str):
        return {name: value}
    if not isinstance(value, (tuple, list)) or len(value) != len(spec):
        came = f"a {type(value).__name__}" + (f" of {len(value)}" if isinstance(value, (tuple, list)) else "")
        raise TypeError(f"{name} must be {type(spec).__name__}({', '.join(spec._fields)}), but {came} came")
    return dict(zip(spec._fields, value, strict=True))


def _match(arrays, specs):
    """Raise unless every axis letter has one length throughout."""
    seen = {}
    for name, array in arrays.items():
        axes = _pair(specs[name], array.shape)
        if axes is None:
            batch = name not in PARAMETERS and "N" not in specs[name] and array.ndim == len(specs[name].split()) + 1
            raise ValueError(f"{name} has shape {array.shape} but it must be {_written(specs[name])}"
                             + ("; for a batch, call once for every sequence" if batch else ""))
        lengths = {letter: length for letter, _, length in axes}
        if any(lengths[letter] != length for letter, _, length in axes):
            raise ValueError(f"{name} has shape {array.shape} but it must be {_written(specs[name])}: square")
        for letter, axis, length in axes:
            says = _says(name, array, letter, axis, length)
            if length == 0 or (isinstance(length, tuple) and 0 in length):
                raise ValueError(f"{says}; at least one is needed along every axis")
            first, first_says, first_length = seen.setdefault(letter, (name, says, length))
            if first_length != length:
                raise ValueError(f"{first_says} but {says}; {first} must be {_written(specs[first])} "
                                 f"and {name} must be {_written(specs[name])}")


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


def _says(name, array, letter, axis, length):
    """Say in words how long an axis is: ``V has 3 columns``."""
    if length is None:
        return f"{name} is one sequence, without an axis {letter}"
    if axis is None:
        return f"{name} has shape {array.shape}"
    of_rank = {1: ["entry/entries"], 2: ["row/rows", "column/columns"]}
    along = of_rank.get(array.ndim, [f"entry along axis {letter}/entries along axis {letter}"] * array.ndim)
    one, many = NUMBERED.get(letter, along[axis]).split("/")
    return f"{name} has {length} {one if length == 1 else many}"
