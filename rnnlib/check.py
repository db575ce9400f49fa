"""Judges that know nothing of the proofs: central difference, complex step, and the error between two answers."""

import numpy as np

from .inputs import floats, numbers, real

MOST_AXES = 64  # of an array of NumPy's


def central_difference(f, x, *, eps=1e-6):
    """Differentiate f at x by nudging every entry: (f(x + eps) - f(x - eps)) / (2 eps).

    Good to about eight digits: a smaller eps does not help, because the difference then loses its digits.

    Parameters
    ----------
    f : callable
        From an array of x's shape to an array or a number.
    x : array of any shape
        Where to differentiate, dimensionless.
    eps : float
        Size of the nudge.

    Returns
    -------
    array of shape f(x).shape + x.shape
        [..., j] = df^(...) / dx^(j).

    Raises
    ------
    ValueError, TypeError
        If f is not callable, x is empty or no real array, eps is not positive, f's shape changes, or the axes of
        f(x) and x are more than 64 together.

    Examples
    --------
    >>> print(f"{central_difference(lambda x: x**3, 2.0):.4f}")
    12.0000
    """
    x, nudges, eps = _nudges(f, x, eps)
    above, below = np.split(_values(f, [*(x + nudges), *(x - nudges)]), 2)
    return _axes_of_x_last((above - below) / (2 * eps), x)


def complex_step(f, x, *, eps=1e-30):
    """Differentiate f at x by an imaginary nudge: Im f(x + i eps) / eps, exact to rounding.

    There is no difference and so nothing to cancel. f must be made of functions that take complex numbers and have a
    power series: no absolute value, norm, maximum or conjugate.

    Parameters
    ----------
    f : callable
        From a complex array of x's shape to a complex array or number.
    x : array of any shape
        Where to differentiate, dimensionless.
    eps : float
        Size of the imaginary nudge.

    Returns
    -------
    array of shape f(x).shape + x.shape
        [..., j] = df^(...) / dx^(j).

    Raises
    ------
    ValueError, TypeError
        If f is not callable, x is empty or no real array, eps is not positive, f's shape changes, the axes of
        f(x) and x are more than 64 together, or f loses the imaginary part.

    Examples
    --------
    >>> complex_step(lambda x: x**3, 2.0).item()
    12.0
    """
    x, nudges, eps = _nudges(f, x, eps)
    values = _values(f, x + 1j * nudges)
    if not np.iscomplexobj(values):
        raise TypeError("f returned real numbers for complex ones, so its derivative is lost; "
                        "something in f drops the imaginary part (abs, norm, a cast to float)")
    return _axes_of_x_last(values.imag / eps, x)


def relative_error(found, true):
    """Return ||found - true|| / ||true||, in the Frobenius norm: one number for arrays of any shape.

    Parameters
    ----------
    found, true : arrays of one shape
        What is judged, and what it is judged by.

    Returns
    -------
    float
        0 if both are zero, infinity if only `true` is, NaN if there is a NaN.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast), the arrays are empty, or something is no number.

    Examples
    --------
    >>> relative_error([3.0, 4.0], [3.0, 5.0]) < relative_error([3.0, 3.0], [3.0, 5.0])
    True
    """
    found, true = floats(found, "found"), floats(true, "true")
    if found.shape != true.shape:
        raise ValueError(f"found has shape {found.shape} but true has shape {true.shape}; they must be of one shape")
    if found.size == 0:
        raise ValueError(f"found and true have shape {true.shape}: there is nothing to compare")
    found, true = (array.astype(np.result_type(found, true), copy=False) for array in (found, true))
    if np.array_equal(found, true):
        return 0.0
    with np.errstate(all="ignore"):  # what overflows becomes infinity or NaN, which no tolerance accepts
        scale = np.max(np.abs(true)) or np.max(np.abs(found))
        error, size = (np.linalg.norm(np.ravel(array) / scale) for array in (found - true, true))
        return float(np.divide(error, size))


def _nudges(f, x, eps):
    """Return x as floats, one nudge for each of its entries, stacked along a first axis, and its size."""
    if not callable(f):
        raise TypeError(f"f must be a function, but a {type(f).__name__} came")
    size = real(eps)
    if not 0 < size < np.inf:
        raise ValueError(f"eps must be a positive number, but {eps!r} came")
    x = numbers(x, "x")
    if x.dtype.kind == "c":
        raise TypeError("x is complex, but derivatives are taken at a real point")
    if x.size == 0:
        raise ValueError(f"x has shape {x.shape}: there is no entry to nudge")
    _check_axes(x.ndim + 1)
    return x.astype(float), size * np.eye(x.size).reshape(x.size, *x.shape), size


def _values(f, points):
    """Stack f's values at the points along a first axis."""
    values = [np.array(floats(f(point), "f(x)")) for point in points]  # copies: f may reuse a buffer
    if len({value.shape for value in values}) > 1:
        raise ValueError(f"f must return one shape, but {sorted({value.shape for value in values})} came")
    _check_axes(values[0].ndim + max(1, points[0].ndim))
    return np.stack(values)


def _check_axes(count):
    if count > MOST_AXES:
        raise ValueError(f"the derivative of f by x needs {count} axes, but arrays have {MOST_AXES} at most")


def _axes_of_x_last(stack, x):
    """Move the first axis, which counts the entries of x, to the end and give it the shape of x."""
    return np.moveaxis(stack, 0, -1).reshape(stack.shape[1:] + x.shape)
