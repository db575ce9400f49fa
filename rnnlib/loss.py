"""The loss of one time, E_t = ||o_t - y_t||^2, and its derivative by the output."""

from .shapes import shapes


@shapes(o="*t e", y="*t e")
def squared_error(o, y):
    """Return E_t = ||o_t - y_t||^2, the sum over the e components of the squared error.

    Parameters
    ----------
    o, y : arrays of one shape (..., e)
        Outputs and targets, dimensionless. For a run of `forward`, o is ``run.o[1:]``.

    Returns
    -------
    array of shape (...)
        One E for every time (and sequence).

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast) or something is no number.

    Examples
    --------
    >>> squared_error([[3.0, 1.0]], [[1.0, 0.0]]).tolist()
    [5.0]
    """
    return ((o - y) ** 2).sum(axis=-1)


@shapes(o="*t e", y="*t e")
def dE_do(o, y):
    """Return dE_t/do_t = 2 (o_t - y_t), to be read as a row.

    Parameters
    ----------
    o, y : arrays of one shape (..., e)
        Outputs and targets, dimensionless.

    Returns
    -------
    array of shape (..., e)
        [..., i] = dE / do^(i).

    Raises
    ------
    ValueError, TypeError
        If the shapes differ (nothing is broadcast) or something is no number.

    Examples
    --------
    >>> dE_do([3.0, 1.0], [1.0, 0.0]).tolist()
    [4.0, 2.0]
    """
    return 2 * (o - y)
