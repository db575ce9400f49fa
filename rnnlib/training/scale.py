"""Squares that neither overflow nor vanish, however long or short a gradient is."""

import functools
import sys
from math import frexp, ldexp

import numpy as np

from ..model import Params


def at_scale(function):
    """Decorate a function of a gradient, and maybe a bound, for which f(c gradient, c bound) = c f(gradient, bound).

    Where the squares of the entries could overflow or vanish, it is called with entries near 1.
    """

    @functools.wraps(function)
    def scaled(gradient, **bound):
        largest, limits = max(np.abs(part).max() for part in gradient), np.finfo(gradient[0].dtype)
        if limits.smallest_normal**0.25 < largest < limits.max**0.25 or largest == 0:
            return function(gradient, **bound)
        unit = ldexp(1, frexp(largest)[1] - 1)  # a power of two, so that no digit changes
        result = function(Params(*(part / unit for part in gradient)),
                          **{name: min(float(one) / unit, sys.float_info.max) for name, one in bound.items()})
        return Params(*(unit * part for part in result)) if isinstance(result, tuple) else unit * result

    return scaled
