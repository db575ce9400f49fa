"""One step of the state, under the right map and under false ones, at all times of a sequence.

A wrong derivative is the right derivative of a wrong map, so that no formula of the leaky state need stand here. The
sums a_t move by M; a "slope" says what h makes of that, a "mix" how it enters the new state, and a "leak" what the
state before adds. An imaginary nudge differentiates.
"""

import numpy as np

NUDGE = 1e-30


class Steps:
    """The steps t = 1..T of one network; in every array row 0 is time 1.

    Parameters
    ----------
    a : array of shape (T, n)
        a_t = U x_t + W s_{t-1}.
    x : array of shape (T, d)
        Inputs.
    prev, now : array of shape (T, n)
        The states s_{t-1} and s_t.
    W : array of shape (n, n)
        State weights.
    h : Activation
        Of the state.
    alpha : float
        The share of the state that is new; 1 for the course's network.
    outside : float
        A number by which a false rule multiplies what every weight does.
    """

    def __init__(self, a, x, prev, now, W, h, alpha=1.0, outside=1.0):
        self.a, self.x, self.prev, self.now, self.W, self.h, self.alpha = a, x, prev, now, W, h, alpha
        self.outside, self._known = outside, {}

    def direct(self, meets, slope, mix, kept=None):
        """Return what each weight does to s_t if s_{t-1} is held fixed, when weights meet the rows `meets(self)`.

        A false rule may add what is `kept`.
        """
        D = self._once((meets, slope, mix), self._direct)
        return D + kept(D, self) if kept else D

    def carried(self, slope, mix, weights, leak):
        """Return what each entry of s_{t-1} does to s_t: shape (T, n, n)."""
        return self._once((slope, mix, weights, leak), self._carried)

    def _once(self, key, compute):
        if key not in self._known:
            self._known[key] = compute(*key)
        return self._known[key]

    def _direct(self, meets, slope, mix):
        met = meets(self)  # (T, m), or for some mistakes (T, n, m)
        (T, n), m = self.a.shape, met.shape[-1]
        met = np.broadcast_to(met if met.ndim == 3 else met[:, None], (T, n, m))
        rates = np.imag(mix(self, slope(self, 1j * NUDGE + 0 * self.a))) / NUDGE
        weights = np.eye(n * m).reshape(n * m, n, m)  # they move one at a time
        moves = (weights[:, None] * met).sum(-1)  # and a_t with them
        return self.outside * (rates * moves).transpose(1, 2, 0).reshape(T, n, n, m)

    def _carried(self, slope, mix, weights, leak):
        moves = 1j * NUDGE * np.eye(self.a.shape[1])[:, None, :] + 0 * self.a
        moved = leak(self, lambda M: mix(self, slope(self, M)), weights, moves)
        return np.imag(moved).transpose(1, 2, 0) / NUDGE
