"""Other ways to the loss and its gradient, as others write them: each prepares its data and returns a function to time.

All take (params, x, y) with a batch, h = tanh, g the identity, s_0 = 0, and return (L, dL/dU, dL/dW, dL/dV) with L the
mean over the sequences of the squared error, as `gradients` does. They are timed against it by `bench.py`.
"""

from itertools import pairwise

import numpy as np

from rnnlib import gradients


def rnnlib(params, x, y):
    """Call the library's `gradients`."""
    return lambda: _flat(gradients(params, x, y))


def rnnlib_chunked(params, x, y):
    """Call it so that it keeps every k-th state only, with k near the square root of T."""
    chunk = max(1, round(len(x) ** 0.5))
    return lambda: _flat(gradients(params, x, y, chunk=chunk))


def plain(params, x, y):
    """Run chapter 5's listing, one sequence after another, with vectors."""
    U, W, V = params

    def one(x, y):
        T, n = len(x), len(W)
        s, o = np.zeros((T + 1, n)), np.zeros((T + 1, len(V)))
        for t in range(1, T + 1):
            s[t] = np.tanh(U @ x[t - 1] + W @ s[t - 1])
            o[t] = V @ s[t]
        L, dL_dU, dL_dW, dL_dV = 0, np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
        carry = np.zeros(n)
        for t in range(T, 0, -1):
            dE_db = 2 * (o[t] - y[t - 1])
            dL_da = (dE_db @ V + carry) * (1 - s[t] ** 2)
            L += ((o[t] - y[t - 1]) ** 2).sum()
            dL_dU += np.outer(dL_da, x[t - 1])
            dL_dW += np.outer(dL_da, s[t - 1])
            dL_dV += np.outer(dE_db, s[t])
            carry = dL_da @ W
        return L, dL_dU, dL_dW, dL_dV

    N = x.shape[1]
    return lambda: [sum(parts) / N for parts in zip(*(one(x[:, i], y[:, i]) for i in range(N)))]


def columns(params, x, y):
    """Step with columns of shape (n, 1) and dictionaries of times, one sequence after another."""
    U, W, V = params

    def one(x, y):
        xs, ss, os, L = {}, {-1: np.zeros((len(W), 1))}, {}, 0
        for t in range(len(x)):
            xs[t] = x[t][:, None]
            ss[t] = np.tanh(np.dot(U, xs[t]) + np.dot(W, ss[t - 1]))
            os[t] = np.dot(V, ss[t])
            L += ((os[t] - y[t][:, None]) ** 2).sum()
        dU, dW, dV, ds_next = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V), np.zeros_like(ss[0])
        for t in reversed(range(len(x))):
            do = 2 * (os[t] - y[t][:, None])
            dV += np.dot(do, ss[t].T)
            da = (1 - ss[t] * ss[t]) * (np.dot(V.T, do) + ds_next)
            dU += np.dot(da, xs[t].T)
            dW += np.dot(da, ss[t - 1].T)
            ds_next = np.dot(W.T, da)
        return L, dU, dW, dV

    N = x.shape[1]
    return lambda: [sum(parts) / N for parts in zip(*(one(x[:, i], y[:, i]) for i in range(N)))]


def batched(params, x, y):
    """Take steps forward and backward with a cache, for a batch, as a well-known course on vision does."""
    U, W, V = params

    def forward_step(x_t, before):
        now = np.tanh(x_t @ U.T + before @ W.T)
        return now, (x_t, before, now)

    def backward_step(ds, cache):
        x_t, before, now = cache
        da = ds * (1 - now**2)
        return da @ W, da.T @ x_t, da.T @ before

    def call():
        (T, N, _), n = x.shape, len(W)
        now, caches, s = np.zeros((N, n)), [], np.zeros((T, N, n))
        for t in range(T):
            now, cache = forward_step(x[t], now)
            s[t] = now
            caches.append(cache)
        error = s @ V.T - y
        do = 2 * error / N
        ds, carry = do @ V, np.zeros((N, n))
        dU, dW = np.zeros_like(U), np.zeros_like(W)
        for t in reversed(range(T)):
            carry, more_U, more_W = backward_step(ds[t] + carry, caches[t])
            dU += more_U
            dW += more_W
        return (error**2).sum() / N, dU, dW, do.reshape(T * N, -1).T @ s.reshape(T * N, -1)

    return call


def floor(params, x, y):
    """Do the products and tanh only, in bare loops with everything ready: no loss, no slopes, a wrong number."""
    U, W, V = params
    (T, N, _), n, e = x.shape, len(W), len(V)
    s, rows, o = np.zeros((T + 1, N, n)), np.zeros((T, N, n)), np.zeros((T, N, e))
    step, W_T, tanh = np.zeros((N, n)), W.T, np.tanh
    states, reversed_rows = list(s), list(rows)[::-1]
    sums = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    flat = [array.reshape(T * N, -1) for array in (x, s[:-1], s[1:], rows, o, y)]

    def call():
        inputs, before, now, dL_da, out, targets = flat
        inputs.dot(U.T, out=now)
        for last, this in pairwise(states):
            last.dot(W_T, out=step)
            tanh(this, this)
        now.dot(V.T, out=out)
        targets.dot(V, out=dL_da)
        for row in reversed_rows:
            row.dot(W, out=step)
        dL_da.T.dot(inputs, out=sums[0])
        dL_da.T.dot(before, out=sums[1])
        targets.T.dot(now, out=sums[2])

    return call


def pytorch(params, x, y):
    """PyTorch's own nn.RNN and nn.Linear, eager."""
    import torch

    torch.set_num_threads(1)
    (_, N, d), n, e = x.shape, len(params.W), len(params.V)
    dtype = torch.float64
    network = torch.nn.RNN(d, n, bias=False, dtype=dtype)
    readout = torch.nn.Linear(n, e, bias=False, dtype=dtype)
    weights = [network.weight_ih_l0, network.weight_hh_l0, readout.weight]
    with torch.no_grad():
        for weight, value in zip(weights, params):
            weight.copy_(torch.from_numpy(value))
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def call():
        for weight in weights:
            weight.grad = None
        L = ((readout(network(x)[0]) - y) ** 2).sum() / N
        L.backward()
        return [L.item(), *(weight.grad.numpy() for weight in weights)]

    return call


def _jax(params, x, y, hoisted):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    N, n = x.shape[1], len(params.W)
    x, y = jnp.asarray(x), jnp.asarray(y)

    @jax.jit
    @jax.value_and_grad
    def run(weights):
        U, W, V = weights

        def step(s, x_t):
            s = jnp.tanh((x_t if hoisted else x_t @ U.T) + s @ W.T)
            return s, s

        _, s = jax.lax.scan(step, jnp.zeros((N, n)), x @ U.T if hoisted else x)
        return ((s @ V.T - y) ** 2).sum() / N

    weights = tuple(map(jnp.asarray, params))

    def call():
        L, gradient = jax.block_until_ready(run(weights))
        return [float(L), *map(np.asarray, gradient)]

    return call


def jax_hoisted(params, x, y):
    """JAX, jit and scan, with the inputs' product before the scan."""
    return _jax(params, x, y, True)


def jax_inside(params, x, y):
    """JAX, jit and scan, with the inputs' product inside the scan."""
    return _jax(params, x, y, False)


def autograd(params, x, y):
    """HIPS autograd, which records NumPy's calls one by one."""
    import autograd.numpy as anp
    from autograd import value_and_grad

    N = x.shape[1]

    def loss(weights):
        U, W, V = weights
        s, L = anp.zeros((N, len(W))), 0.0
        for x_t, y_t in zip(x, y):
            s = anp.tanh(anp.dot(x_t, U.T) + anp.dot(s, W.T))
            L = L + anp.sum((anp.dot(s, V.T) - y_t) ** 2)
        return L / N

    both = value_and_grad(loss)

    def call():
        L, gradient = both(tuple(params))
        return [L, *gradient]

    return call


def _flat(result):
    L, gradient = result
    return [L, *gradient]


ALWAYS = {"rnnlib": rnnlib, "rnnlib, chunked": rnnlib_chunked, "floor": floor, "batched, step by step": batched,
          "plain listing": plain, "columns, step by step": columns}
OPTIONAL = {"PyTorch nn.RNN": pytorch, "JAX, product hoisted": jax_hoisted, "JAX, product inside": jax_inside,
            "HIPS autograd": autograd}
