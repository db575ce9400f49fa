"""What a sweep backwards would give, right or wrong, from single steps of the forward map.

A wrong derivative is the right derivative of a wrong map: the slots of the grammar hold maps, and the complex step
differentiates them. So no formula of a derivative need stand here.
"""

from functools import cache

import numpy as np

from ..leaky import leaky_forward

EPS = 1e-30


@cache
def _step(kept, h_slope):
    """Put the step of the state together: what is kept, and what of a_t is new."""
    return lambda c, p, m: kept(c, p, h_slope(c, m))


class Sweep:
    """One network with its run, a batch axis N in all arrays (of length 1 for one sequence). Row t is time t.

    The run may be one that the network does not make: with another alpha, h or g.
    """

    def __init__(self, given, **other):
        alone = given.x.ndim == 2
        self.alpha, self.h, self.g = getattr(given, "alpha", 1.0), given.h, getattr(given, "g", given.h)
        self.U, self.W, self.V = self.weights = given.params
        x = given.x[:, None] if alone else given.x
        run = {"alpha": self.alpha, "h": self.h, "g": self.g} | other
        self.x, self.a, self.s, self.b, self.o = leaky_forward(given.params, x, s0=given.s0, **run)
        self.T, self.N = x.shape[:2]
        self.before = np.concatenate([np.full_like(self.s[:1], np.nan), self.s[:-1]])  # s_{t-1}
        if hasattr(given, "y"):
            y = given.y[:, None] if alone else given.y
            self.y = np.concatenate([np.full_like(y[:1], np.nan), y])
            self.y_in_L = self.y.copy()
        self._known = {}

    def by_number(self, outputs):
        """Differentiate a map by one number that moves in every entry, entry by entry."""
        return np.imag(outputs(1j * EPS)) / EPS

    def slopes(self, way, step):
        """Return the derivatives of the states by what is added to a_t, shape (T+1, N, n), for a way and a step map."""
        return self.once((way, step), lambda: self.by_number(lambda m: way(self, step, m)) + 0 * self.s)

    def jacobians(self, way, step):
        """Return J, shape (T+1, N, n, n), for a way in which the state before enters and a step map."""
        def differentiate():
            moves = 1j * EPS * np.eye(len(self.W))[:, None, None]
            try:
                return np.moveaxis(np.imag(way(self, step, moves) + 0 * self.s), 0, -1) / EPS
            except ValueError:  # sizes that do not fit: this fails when it is used, and not before
                return np.full((*self.s.shape, len(self.W)), np.nan)
        return self.once((way, step), differentiate)

    def once(self, key, compute):
        """Compute what belongs to a key, or remember it."""
        if key not in self._known:
            self._known[key] = compute()
        return self._known[key]


def gradient_of(given):
    """Return the function from a filling of all slots to L, dL/dU, dL/dW and dL/dV."""
    run = cache(lambda make, visited: visited(make(given)))

    def build(fill):
        c, step = run(fill["run"], fill["times"]), _step(fill["kept"], fill["h_slope"])
        error = c.once((fill["error"], fill["square"]), lambda: fill["square"](c, *fill["error"](c)))
        at_b = error * c.once(fill["g_slope"], lambda: c.by_number(lambda m: fill["g_slope"](c, m)))
        q = c.slopes(fill["direct"], step)
        sweep, total = fill["sequences"](fill["order"](fill["sweep"]), fill["sum"])
        rows = sweep(c, fill["read"](c, error, at_b), c.jacobians(fill["step"], step))
        pairs = (rows * q, fill["meets_U"](c)), (rows * q, fill["meets_W"](c)), fill["meets_V"](c, error, at_b, rows)
        parts = [fill["front"](c) * _fitted(lambda pair=pair: total(c, *pair), np.shape(weight))
                 for pair, weight in zip(pairs, c.weights)]
        length = np.sqrt(sum((part**2).sum() for part in parts)) / c.N
        of_L, of_gradient = fill["scale"](c, length)
        return of_L * fill["loss"](c) / c.N, *(of_gradient * part / c.N for part in parts)

    return build


def state_of(given):
    """Return the function from a filling of all slots to ds_T/dU and ds_T/dW."""
    run = cache(lambda make: make(given))

    def build(fill):
        c, step = run(fill["run"]), _step(fill["kept"], fill["h_slope"])
        q, J = c.slopes(fill["direct"], step)[:, 0], c.jacobians(fill["step"], step)[:, 0]
        meets = fill["meets_U"](c)[:, 0], fill["meets_W"](c)[:, 0]
        terms = [np.eye(len(c.W))[:, :, None] * np.einsum("ti,tl->til", q, rows)[:, :, None] for rows in meets]
        loop = fill["order"](fill["loop"])
        parts = [_fitted(lambda D=D: fill["layout"](loop(J, D)), (len(c.W), *np.shape(weight)))
                 for D, weight in zip(terms, c.weights)]
        return tuple(fill["scale"](c) * part for part in parts)

    return build


def _fitted(make, shape):
    """Make a part, stretched as `+=` would; NaN if its sizes do not fit, where the student's code stops."""
    try:
        made = make()
        return made if made.shape == shape else np.broadcast_to(made, shape)
    except ValueError:
        return np.full(shape, np.nan)
