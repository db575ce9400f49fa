"""A task whose memory is known: the product of two inputs of the past."""

import numpy as np

from ..inputs import generator, is_whole, length


def moving_product(T, N, rng, lags=(1, 2)):
    """Return sequences with y_t = x_{t-i} x_{t-j}, a nonlinear moving average; nothing linear can learn it.

    The inputs are independent, uniform, of mean 0 and variance 1; so are the targets, but for being uniform.

    Parameters
    ----------
    T : int
        Steps of every sequence; more than the longer lag.
    N : int
        How many sequences.
    rng : numpy.random.Generator
        Draws the inputs.
    lags : tuple of two ints, optional
        How far back the two factors lie, i and j; 0 is the present input.

    Returns
    -------
    x : array of shape (T, N, 1)
        Inputs.
    y : array of shape (T, N, 1)
        Targets; zero as long as a factor lies before the first input.
    time_weight : array of shape (T,)
        0 where the target cannot be known, 1 afterwards.

    Raises
    ------
    ValueError, TypeError
        If a count is not a positive whole number or longer than arrays are, a lag is negative, T does not exceed the
        lags, or `rng` is no generator.

    Examples
    --------
    >>> x, y, time_weight = moving_product(4, 1, np.random.default_rng(7))
    >>> bool(y[2, 0, 0] == x[1, 0, 0] * x[0, 0, 0]), time_weight.tolist()
    (True, [0.0, 0.0, 1.0, 1.0])
    """
    T, N, i, j = _read(T, N, rng, lags)
    longest = max(i, j)
    x = rng.uniform(-np.sqrt(3), np.sqrt(3), size=(T, N, 1))
    y = np.zeros_like(x)
    y[longest:] = x[longest - i:T - i] * x[longest - j:T - j]
    return x, y, np.where(np.arange(T) < longest, 0.0, 1.0)


def _read(T, N, rng, lags):
    """Return the counts and the lags as ints, or refuse wrong arguments in words."""
    T, N = length(T, "T"), length(N, "N")
    generator(rng, "rng")
    if not isinstance(lags, (tuple, list)) or len(lags) != 2 or not all(map(_is_lag, lags)):
        raise ValueError(f"lags must be two whole numbers from 0 upwards, but {lags!r} came")
    if max(lags) >= T:
        raise ValueError(f"T is {T}, but it must exceed the longer lag, {max(lags)}: no target would be known")
    return T, N, *map(int, lags)


def _is_lag(value):
    return is_whole(value) and value >= 0
