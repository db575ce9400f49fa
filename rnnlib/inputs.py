"""What may come in: arrays of numbers, and activations, each called by its symbol if it is refused."""

import numpy as np

PARAMETERS = ("U", "W", "V")  # they must be finite; in the data, NaN and infinity propagate


def numbers(value, name):
    """Return `value` as an array of numbers, or raise an error that calls it by its `name`."""
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, whose mask would be lost; fill it with numbers first")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} is ragged: its rows differ in length, so it is no array") from None
    if array.dtype.kind not in "biufc":
        raise TypeError(f"{name} must hold numbers, but a {type(value).__name__} of type {array.dtype.name} came")
    if name in PARAMETERS and not np.isfinite(array).all():
        raise ValueError(f"{name} has an entry that is NaN or infinite; parameters must be finite")
    return array


def floats(value, name):
    """Return `value` as an array of floating numbers; integers become float64."""
    array = numbers(value, name)
    return array.astype(common_dtype({name: array}), copy=False)


def activation(function, name):
    """Return `function`, which must act on every entry by itself and have its derivative as `.prime`."""
    if not callable(function) or not callable(getattr(function, "prime", None)):
        raise TypeError(f"{name} must be an activation, a function with its derivative beside it as {name}.prime, "
                        f"but {function!r} came")
    if isinstance(function, Entrywise) and type(function).__call__ is Entrywise.__call__ \
            and type(function).prime is Entrywise.prime:
        return Entrywise(name, function.value, function.derivative)  # watched already: only the name is new
    return Entrywise(name, function, function.prime)


class Entrywise:
    """A scalar function and its derivative, watched: for every number one number comes out, and of the same type."""

    def __init__(self, name, value, derivative):
        self.name, self.value, self.derivative = name, value, derivative

    def __call__(self, z):
        """Return the function's value at every entry of `z`, an array of any shape."""
        z, result = self._apply(self.value, z, self.name)
        if np.iscomplexobj(z) and not np.iscomplexobj(result):
            raise TypeError(f"{self.name} returned real numbers for complex ones: it drops the imaginary part")
        return result.astype(z.dtype, copy=False)

    def prime(self, z):
        """Return the derivative at every entry of `z`, an array of any shape."""
        z, result = self._apply(self.derivative, z, f"{self.name}.prime")
        return result.astype(z.dtype, copy=False)

    @staticmethod
    def _apply(function, z, name):
        z = floats(z, "z")
        result = numbers(function(np.array(z)), f"the result of {name}")  # a copy: it may be careless with its argument
        if result.shape != z.shape:
            raise ValueError(f"{name} must act on every entry by itself, but it made shape {result.shape} of {z.shape}")
        if np.iscomplexobj(result) and not np.iscomplexobj(z):
            raise TypeError(f"{name} returned complex numbers for real ones")
        return z, result


def common_dtype(arrays):
    """Choose float32 if every floating array is float32, complex128 if any is complex, else float64."""
    floating = {array.dtype for array in arrays.values() if array.dtype.kind in "fc"}
    if any(dtype.kind == "c" for dtype in floating):
        return np.dtype(np.complex128)
    return np.dtype(np.float32 if floating == {np.dtype(np.float32)} else np.float64)
