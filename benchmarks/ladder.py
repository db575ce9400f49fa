"""From the plain listing to `gradients`, one idea at a time: what each step buys.

Each function does all that the one before it does, and one thing more. All take (params, x, y) with a batch, h = tanh,
g the identity, s_0 = 0, and return (L, dL/dU, dL/dW, dL/dV). The last step, blocks, is `rnnlib.gradients` itself.
"""

from itertools import pairwise

import numpy as np
from peers import plain, rnnlib


def batch(params, x, y):
    """Take all sequences of the batch at once: matrices in place of vectors."""
    U, W, V = params

    def call():
        (T, N, _), n = x.shape, len(W)
        s, o = np.zeros((T + 1, N, n)), np.zeros((T + 1, N, len(V)))
        for t in range(1, T + 1):
            s[t] = np.tanh(x[t - 1] @ U.T + s[t - 1] @ W.T)
            o[t] = s[t] @ V.T
        L, dL_dU, dL_dW, dL_dV = 0, np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
        carry = np.zeros((N, n))
        for t in range(T, 0, -1):
            dE_db = 2 * (o[t] - y[t - 1])
            dL_da = (dE_db @ V + carry) * (1 - s[t] ** 2)
            L += ((o[t] - y[t - 1]) ** 2).sum()
            dL_dU += dL_da.T @ x[t - 1]
            dL_dW += dL_da.T @ s[t - 1]
            dL_dV += dE_db.T @ s[t]
            carry = dL_da @ W
        return L / N, dL_dU / N, dL_dW / N, dL_dV / N

    return call


def stacked(params, x, y):
    """Do for all times at once what waits for no other time: U x_t, V s_t, the slopes, and the sums over time."""
    U, W, V = params

    def call():
        (T, N, _), n = x.shape, len(W)
        s, a = np.zeros((T + 1, N, n)), x @ U.T
        for t in range(1, T + 1):
            s[t] = np.tanh(a[t - 1] + s[t - 1] @ W.T)
        error = s[1:] @ V.T - y
        rows, slope = (2 * error) @ V, 1 - s[1:] ** 2
        carry = np.zeros((N, n))
        for t in range(T - 1, -1, -1):
            rows[t] = (rows[t] + carry) * slope[t]
            carry = rows[t] @ W
        dL_da = rows.reshape(T * N, n).T
        return ((error**2).sum() / N, dL_da @ x.reshape(T * N, -1) / N, dL_da @ s[:-1].reshape(T * N, n) / N,
                2 * error.reshape(T * N, -1).T @ s[1:].reshape(T * N, n) / N)

    return call


def ready(params, x, y):
    """Write into ready arrays: `out=` everywhere, and lists of views in place of indices."""
    U, W, V = params

    def call():
        (T, N, _), n = x.shape, len(W)
        s, carry = np.zeros((T + 1, N, n)), np.zeros((N, n))
        now, before, inputs = s[1:].reshape(T * N, n), s[:-1].reshape(T * N, n), x.reshape(T * N, -1)
        inputs.dot(U.T, out=now)
        W_T, states = W.T, list(s)
        for last, this in pairwise(states):
            last.dot(W_T, out=carry)
            np.add(this, carry, this)
            np.tanh(this, this)
        error = now @ V.T - y.reshape(T * N, -1)
        rows, slope = np.empty((T, N, n)), s[1:] * s[1:]
        np.subtract(1, slope, slope)
        error.dot(2 * V, out=rows.reshape(T * N, n))
        carry[...] = 0
        for row, slope_t in zip(list(rows)[::-1], list(slope)[::-1]):
            np.add(row, carry, row)
            np.multiply(row, slope_t, row)
            row.dot(W, out=carry)
        dL_da = rows.reshape(T * N, n).T
        return (error**2).sum() / N, dL_da @ inputs / N, dL_da @ before / N, 2 * error.T @ now / N

    return call


LADDER = {"plain listing": plain, "all sequences at once": batch, "all times at once": stacked, "ready arrays": ready,
          "blocks of time": rnnlib}
