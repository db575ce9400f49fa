"""What may come in: arrays of numbers, counts, activations, each called by its symbol if it is refused."""

import warnings
from cmath import isfinite
from numbers import Integral, Real

import numpy as np

SINGLE, DOUBLE, COMPLEX = map(np.dtype, (np.float32, np.float64, np.complex128))
NO_NUMBERS = bool, np.timedelta64  # though Python takes them for some
PARAMETERS = ("U", "W", "V")  # they must be finite; in the data, NaN and infinity propagate


def numbers(value, name):
    """Return `value` as an array of numbers, or raise an error that calls it by its `name`."""
    if type(value) is not np.ndarray and isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, whose mask would be lost; fill it with numbers first")
    try:
        array = value if type(value) is np.ndarray else _array(value)
    except ValueError:
        raise ValueError(f"{name} is ragged: its rows differ in length, so it is no array") from None
    except Exception as error:  # a tensor of another library may refuse in any way
        raise TypeError(f"{name} must hold numbers, but a {type(value).__name__} came, and cannot be read as an array: "
                        f"{error}") from error
    if array.dtype.kind not in "biufc":
        raise TypeError(f"{name} must hold numbers, but a {type(value).__name__} of type {array.dtype.name} came")
    return array


def _array(value):
    """Make an array of something else; NumPy only warns if an entry is masked."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", ".*masked element", UserWarning)
        return np.asarray(value)


def finite(arrays, names):
    """Refuse an array with an entry that is NaN or infinite."""
    if isfinite(sum([np.vdot(array, array) for array in arrays])):
        return
    for array, name in zip(arrays, names):  # one of them is not finite, or its squares were too large
        if not np.isfinite(array).all():
            raise ValueError(f"{name} has an entry that is NaN or infinite; parameters must be finite")


def floats(value, name):
    """Return `value` as an array of floating numbers; integers become float64."""
    array = numbers(value, name)
    return array if array.dtype in (DOUBLE, SINGLE) else array.astype(common_dtype({array.dtype}), copy=False)


def is_whole(value):
    """Tell whether it is a whole number."""
    return isinstance(value, Integral) and not isinstance(value, NO_NUMBERS)


def whole(value, name, least=1):
    """Return a whole number, a positive one or from another least one, as an int."""
    if not is_whole(value) or value < least:
        wanted = "a positive whole number" if least == 1 else f"a whole number from {least} upwards"
        raise ValueError(f"{name} must be {wanted}, but {value!r} came")
    return int(value)


def length(value, name):
    """Return a positive whole number that an array can be long, as an int."""
    if whole(value, name) > np.iinfo(np.intp).max:
        raise ValueError(f"{name} is {value}: no array is so long")
    return int(value)


def real(value):
    """Return a real number as a float, beyond the largest one infinity; NaN in place of what is no real number."""
    if not isinstance(value, Real) or isinstance(value, NO_NUMBERS):
        return np.nan
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf


def generator(value, name):
    """Return what draws random numbers."""
    if not isinstance(value, np.random.Generator):
        raise TypeError(f"{name} must be a generator of random numbers, as np.random.default_rng(7) makes one, "
                        f"but {value!r} came")
    return value


def activation(function, name):
    """Return `function`, which must act on every entry by itself and have its derivative as `.prime`, by its symbol."""
    kind = type(function)
    if isinstance(function, Entrywise) and kind.__call__ is Entrywise.__call__ and kind.prime is Entrywise.prime:
        return Entrywise(name, function.value, function.derivative, function.of_value)  # watched: only the name is new
    if not callable(function) or not callable(getattr(function, "prime", None)):
        raise TypeError(f"{name} must be an activation, a function with its derivative beside it as {name}.prime, "
                        f"but {function!r} came")
    return Entrywise(name, function, function.prime)


class Entrywise:
    """A scalar function and its derivative, watched: for every number one number comes out, and of the same type."""

    def __init__(self, name, value, derivative, of_value=None):
        self.name, self.value, self.derivative, self.of_value = name, value, derivative, of_value
        self.into = value if _is_ufunc(value) else self._into

    def __call__(self, z):
        """Return the function's value at every entry of `z`, an array of any shape."""
        z, result = self._apply(self.value, z, self.name)
        if z.dtype.kind == "c" and result.dtype.kind != "c":
            raise TypeError(f"{self.name} returned real numbers for complex ones: it drops the imaginary part")
        return result.astype(z.dtype, copy=False)

    def prime(self, z):
        """Return the derivative at every entry of `z`, an array of any shape."""
        z, result = self._apply(self.derivative, z, f"{self.name}.prime")
        return result.astype(z.dtype, copy=False)

    def _into(self, z, out):
        """Write the value at every entry of `z` to `out`, which may be `z` itself, as a NumPy function does."""
        out[...] = self(z)

    @staticmethod
    def _apply(function, z, name):
        z = floats(z, "z")
        if _is_ufunc(function):
            return z, function(z)
        result = numbers(function(np.array(z)), f"the result of {name}")  # a copy: it may be careless with its argument
        if result.shape != z.shape:
            raise ValueError(f"{name} must act on every entry by itself, but it made shape {result.shape} of {z.shape}")
        if result.dtype.kind == "c" and z.dtype.kind != "c":
            raise TypeError(f"{name} returned complex numbers for real ones")
        return z, result


def _is_ufunc(function):
    """Whether it is a function of NumPy's that acts on every entry by itself, for certain."""
    return isinstance(function, np.ufunc) and (function.nin, function.nout) == (1, 1)


def common_dtype(dtypes):
    """Choose float32 if every floating type is float32, complex128 if any is complex, else float64."""
    floating = {dtype for dtype in dtypes if dtype.kind in "fc"}
    if any(dtype.kind == "c" for dtype in floating):
        return COMPLEX
    return SINGLE if floating == {SINGLE} else DOUBLE
