"""Numbers that count what is done with them, and the ways to one gradient of chapter 07, written so that they can.

The functions are the chapter's own, cell by cell; a test compares the two. They take a network step by step, from
`steps`, with U and W side by side: [U W] has the shape (n, m) with m = d + n, and meets u_t, which is x_t above
s_{t-1}. Each returns the loss's gradient by [U W].
"""

from functools import reduce

import numpy as np

from rnnlib import Params, sigmoid, tanh


class Counted:
    """A number that counts the products and sums made of it, and how many of its kind are stored."""

    products = sums = stored = most = 0

    def __init__(self, value):
        self.value = float(value)
        Counted.stored += 1
        Counted.most = max(Counted.most, Counted.stored)

    def __del__(self):
        Counted.stored -= 1

    def __float__(self):
        return self.value

    def __mul__(self, other):
        Counted.products += 1
        return Counted(self.value * float(other))

    def __add__(self, other):
        Counted.sums += 1
        return Counted(self.value + float(other))

    def __sub__(self, other):
        return self + -float(other)

    __rmul__, __radd__ = __mul__, __add__


class Free:
    """An activation whose own arithmetic is not counted."""

    def __init__(self, h):
        self.h = h

    def __call__(self, z):
        """Return the values."""
        return counted(self.h(z.astype(float)))

    def prime(self, z):
        """Return the slopes."""
        return counted(self.h.prime(z.astype(float)))


def counted(array):
    """Return the array with every number replaced by one that counts."""
    return np.vectorize(Counted, otypes=[object])(array)


def steps(params, x, y, s0, h, g):
    """Run the network; yield u_t, h'(a_t) and r_t of each step."""
    U, W, V = params
    UW, s = np.hstack([U, W]), s0
    for x_t, y_t in zip(x, y):
        u = np.concatenate([x_t, s])  # x_t above s_{t-1}
        a = UW @ u
        s = h(a)
        b = V @ s
        dE_db = 2 * (g(b) - y_t) * g.prime(b)
        yield u, h.prime(a), dE_db @ V


def direct(u, slopes):
    """Return the direct term of a step, with all its zeros."""
    return np.multiply.outer(np.diag(slopes), u)


def by_sum(W, run):
    """Add up the terms of (3) and (4), for every end time afresh."""
    run, Id, gradient = list(run), np.eye(len(W)), 0
    J = [slopes[:, None] * W for _, slopes, _ in run]
    for t, (_, _, r) in enumerate(run):
        ds = 0
        for k in range(t + 1):
            product = reduce(np.matmul, J[t:k:-1], Id)
            ds = ds + np.tensordot(product, direct(*run[k][:2]), 1)
        gradient = gradient + np.tensordot(r, ds, 1)
    return gradient


def by_slide(W, run):
    """Run the slide's algorithm, repaired, for every end time."""
    run, gradient = list(run), 0
    for T, (_, _, r) in enumerate(run, 1):
        G, z = 0, np.eye(len(W))
        for u, slopes, _ in reversed(run[:T]):
            G = G + np.tensordot(z, direct(u, slopes), 1)
            z = z @ (slopes[:, None] * W)
        gradient = gradient + np.tensordot(r, G, 1)
    return gradient


def by_slide_lean(W, run):
    """Run the slide's algorithm, skipping the zeros."""
    run, gradient = list(run), 0
    for T, (_, _, r) in enumerate(run, 1):
        G, z = 0, np.eye(len(W))
        for u, slopes, _ in reversed(run[:T]):
            z = z * slopes
            G = G + np.multiply.outer(z, u)
            z = z @ W
        gradient = gradient + np.tensordot(r, G, 1)
    return gradient


def by_rtrl(W, run):
    """Carry ds_t/d[U W] forward, and keep nothing else."""
    gradient, ds = 0, None
    for u, slopes, r in run:
        ds = np.zeros((len(W), len(W), len(u))) if ds is None else ds
        J = slopes[:, None] * W
        ds = direct(u, slopes) + np.tensordot(J, ds, 1)
        gradient = gradient + np.tensordot(r, ds, 1)
    return gradient


def by_rtrl_lean(W, run):
    """Carry ds_t/d[U W] forward; add to its diagonal slabs only."""
    gradient, ds, i = 0, None, np.arange(len(W))
    for u, slopes, r in run:
        ds = np.zeros((len(W), len(W), len(u))) if ds is None else ds
        ds = np.tensordot(slopes[:, None] * W, ds, 1)
        ds[i, i] = ds[i, i] + np.outer(slopes, u)
        gradient = gradient + np.tensordot(r, ds, 1)
    return gradient


def by_row_dense(W, run):
    """Carry the row back, with J_t and all zeros of D_t."""
    gradient, carry = 0, 0
    for u, slopes, r in reversed(list(run)):
        delta = r + carry
        gradient = gradient + np.tensordot(delta, direct(u, slopes), 1)
        carry = delta @ (slopes[:, None] * W)
    return gradient


def by_row(W, run):
    """Carry the row back: the adjoint."""
    gradient, carry = 0, 0
    for u, slopes, r in reversed(list(run)):
        q = (r + carry) * slopes
        gradient = gradient + np.outer(q, u)
        carry = q @ W
    return gradient


WAYS = {way.__name__: way for way in (by_sum, by_slide, by_slide_lean, by_rtrl, by_rtrl_lean, by_row_dense, by_row)}


def derived(T, d, n, e):
    """Return the multiplications of each way, as the chapter derives them."""
    m, p = d + n, T * (T + 1) // 2
    counts = {
        "by_row": T * (n * m + n**2 + n),
        "by_sum": p * (n**3 * m + n**2 * m) + (T - 1) * p // 3 * n**3
        + T * (n**2 * m + n**2),
        "by_slide": p * (n**3 * m + n**2 * m + n**3 + n**2) + T * n**2 * m,
        "by_slide_lean": p * (n**2 * m + n**3 + n**2) + T * n**2 * m,
        "by_rtrl": T * (n**3 * m + 2 * n**2 * m + n**2),
        "by_rtrl_lean": T * (n**3 * m + n**2 * m + n * m + n**2),
        "by_row_dense": T * (2 * n**2 * m + 2 * n**2)}
    shared = T * (n * m + 2 * e * n + 2 * e)
    return {way: shared + times for way, times in counts.items()}


def kept(T, d, n):
    """Return how many numbers each way must keep beside the weights: the run, where it goes back, and what it carries.

    The rows of the run are x_t, s_{t-1}, h'(a_t) and r_t.
    """
    m, row = d + n, d + 3 * n
    return {"by_sum": T * (row + n**2) + n**2 * m + n**2 + n * m,
            "by_slide": T * row + n**2 * m + n**2 + n * m,
            "by_slide_lean": T * row + n**2 * m + n**2 + n * m,
            "by_rtrl": row + n**2 * m + n * m,
            "by_rtrl_lean": row + n**2 * m + n * m,
            "by_row_dense": T * row + n + n * m,
            "by_row": T * row + n + n * m}


def network(T, d, n, e):
    """Draw a network with its data: the arguments of `steps`."""
    rng = np.random.default_rng(7)
    U, W, V = (rng.normal(size=(rows, columns)) / np.sqrt(columns) for rows, columns in [(n, d), (n, n), (e, n)])
    x, y, s0 = (rng.normal(size=size) for size in [(T, d), (T, e), n])
    return Params(U, W, V), x, y, s0, tanh, sigmoid


def count(way, T, d, n, e):
    """Return how many products a way makes, how many sums, and how many numbers it stores at most beside the weights.

    The data are a stream: a way that does not keep them stores one step of them.
    """
    params, x, y, s0, h, g = network(T, d, n, e)
    params, s0 = Params(*map(counted, params)), counted(s0)
    Counted.products = Counted.sums = 0
    Counted.most = before = Counted.stored
    way(params.W, steps(params, map(counted, x), map(counted, y), s0, Free(h), Free(g)))
    return Counted.products, Counted.sums, Counted.most - before
