"""Derivatives of outputs by output weights, under the right map and under false ones.

A wrong derivative is the right derivative of a wrong map, so that no formula need stand here. The weights move by D;
a way to fill the slot "state" says which numbers the moved weights meet, and a way to fill the slot "slope" says what
the outputs are, given the terms M that this adds to the sums V s_t. The complex step differentiates.
"""

import numpy as np

from ...check import complex_step


class OutputMaps:
    """The output maps of one network, at all times.

    Parameters
    ----------
    V : array of shape (e, n)
        Output weights.
    s : array of shape (T+1, n)
        States; row t is time t.
    g : Activation
        Of the output.
    states : list of callable
        The ways to fill the slot "state", the right one among them.
    """

    def __init__(self, V, s, g, states):
        self.V, self.s, self.g, self.states = V, s, g, states
        self.b = s @ V.T
        self.o = g(self.b)
        self._known = {}

    def derivatives(self, slope, state):
        """Return the derivatives by D at all times, shape (T+1, e, e, n), for one way to fill either slot."""
        if slope not in self._known:
            met = np.stack([self._or_nan(way, (len(self.s), *self.V.shape)) for way in self.states])
            self._known[slope] = self._differentiate(lambda D: slope(self, D * met), len(met))
        return self._known[slope][self.states.index(state)]

    def _differentiate(self, outputs, ways):
        try:
            return complex_step(outputs, np.zeros_like(self.V))
        except ValueError:  # sizes that do not fit, as they would not for the student
            return np.full((ways, *self.o.shape, *self.V.shape), np.nan)

    def _or_nan(self, way, shape):
        try:
            return np.broadcast_to(way(self), shape)
        except ValueError:
            return np.full(shape, np.nan)


def before(rows):
    """Give every time what belongs to the time before; time 0 gets the last one, as by Python's index -1."""
    return np.roll(rows, 1, axis=0)


def after(rows):
    """Give every time what belongs to the time after; the last one has none."""
    return np.concatenate([rows[1:], np.full_like(rows[:1], np.nan)])
