"""Mini-batches of the sequences, and gradients that are not too long."""

import numpy as np

from ..inputs import generator, length, whole
from ..model import WEIGHTS, Params
from ..shapes import shapes
from .asked import asked, positive
from .scale import at_scale


@asked(N=length, size=whole, rng=generator)
def minibatches(N, size, rng):
    """Return the numbers 0 to N-1 in a random order, cut into batches.

    Parameters
    ----------
    N : int
        How many sequences there are.
    size : int
        How many go into a batch; the last batch has what is left over.
    rng : numpy.random.Generator
        Draws the order.

    Returns
    -------
    list of arrays of int
        Every number is in exactly one of them.

    Raises
    ------
    ValueError, TypeError
        If N or `size` is no positive whole number, N is longer than arrays are, or `rng` is no generator.

    Examples
    --------
    >>> batches = minibatches(5, 2, np.random.default_rng(7))
    >>> [len(batch) for batch in batches], sorted(np.concatenate(batches).tolist())
    ([2, 2, 1], [0, 1, 2, 3, 4])
    """
    return np.split(rng.permutation(N), range(size, N, size))


@shapes(gradient=WEIGHTS, real=True)
@at_scale
def gradient_norm(gradient):
    """Return the norm of a gradient: the root of the sum of the squares of all entries of its three matrices.

    Parameters
    ----------
    gradient : Params
        dL/dU (n, d), dL/dW (n, n), dL/dV (e, n).

    Returns
    -------
    float

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, or an entry is not finite, or something is no number.

    Examples
    --------
    >>> gradient_norm(Params([[3.0]], [[0.0]], [[4.0]]))
    5.0
    """
    return float(np.sqrt(sum((part**2).sum() for part in gradient)))


@asked(max_norm=positive)
@shapes(gradient=WEIGHTS, real=True)
@at_scale
def clip_by_norm(gradient, max_norm):
    """Return the gradient, shortened to the norm `max_norm` if it is longer; its direction stays.

    Parameters
    ----------
    gradient : Params
        dL/dU (n, d), dL/dW (n, n), dL/dV (e, n).
    max_norm : float
        What its norm may be at most.

    Returns
    -------
    Params

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, an entry is not finite, something is no number, or `max_norm` is not positive.

    Examples
    --------
    >>> shorter = clip_by_norm(Params([[3.0]], [[0.0]], [[4.0]]), 2.5)
    >>> [part.item() for part in shorter]
    [1.5, 0.0, 2.0]
    """
    shrink = max_norm / max(gradient_norm(gradient), max_norm)
    return Params(*(shrink * part for part in gradient))
