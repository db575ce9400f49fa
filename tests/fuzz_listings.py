"""Plain listings of what the library computes, in whatever precision their arguments have; no code of the library's."""

import numpy as np

import rnnlib


class NotJudged(Exception):
    """There is no listing for this, such as for a loss of one's own."""


def _decay(z):
    return np.exp(np.where(z.real < 0, z, -z))


def _sigmoid(z):
    return np.where(z.real < 0, _decay(z), 1) / (1 + _decay(z))


ACTIVATIONS = {
    rnnlib.tanh: (np.tanh, lambda z: 4 * _decay(2 * z) / (1 + _decay(2 * z)) ** 2),
    rnnlib.sigmoid: (_sigmoid, lambda z: _decay(z) / (1 + _decay(z)) ** 2),
    rnnlib.identity: (lambda z: z, np.ones_like),
    rnnlib.relu: (lambda z: np.where(z.real <= 0, 0, z), lambda z: np.where(np.isnan(z.real), np.nan, z.real > 0)),
    rnnlib.softplus: (lambda z: np.log1p(_decay(z)) + np.where(z.real < 0, 0, z), _sigmoid),
}


def _known(h):
    for activation, pair in ACTIVATIONS.items():
        if h is activation:
            return pair
    raise NotJudged


def squared_error(o, y):
    return sum((o - y)[..., i] ** 2 for i in range(o.shape[-1]))


def dE_do(o, y):
    return 2 * (o - y)


def log_softmax(o):
    most = o.real.max(axis=-1, keepdims=True)
    return o - most - np.log(np.exp(o - most).sum(axis=-1, keepdims=True))


def softmax_cross_entropy(o, y):
    return -(y * log_softmax(o)).sum(axis=-1)


def softmax_cross_entropy_prime(o, y):
    return y.sum(axis=-1, keepdims=True) * np.exp(log_softmax(o)) - y


LOSSES = {rnnlib.squared_error: (squared_error, dE_do),
          rnnlib.softmax_cross_entropy: (softmax_cross_entropy, softmax_cross_entropy_prime)}


def _states(params, x, s0, h, alpha=None):
    """Return lists of a and s; a_0 is NaN."""
    batch, (U, W, _) = x.shape[1:-1], params
    s = [np.zeros((*batch, len(W)), x.dtype) + (0 if s0 is None else s0)]
    a = [s[0] * np.nan]
    for x_t in x:
        a.append(x_t @ U.T + s[-1] @ W.T)
        new = _known(h)[0](a[-1])
        s.append(new if alpha is None else (1 - alpha) * s[-1] + alpha * new)
    return a, s


def forward(params, x, s0=None, h=rnnlib.tanh, g=rnnlib.identity, alpha=None):
    a, s = _states(params, x, s0, h, None if alpha is None else float(alpha))
    b = [s_t @ params[2].T for s_t in s]
    b[0] = b[0] * np.nan
    o = [_known(g)[0](b_t) for b_t in b]
    return np.concatenate([x[:1] * np.nan, x]), *(np.stack(rows) for rows in (a, s, b, o))


def gradients(params, x, y, s0=None, h=rnnlib.tanh, g=rnnlib.identity, loss=rnnlib.squared_error, time_weight=None,
              truncate=None, chunk=None):
    if loss not in LOSSES:
        raise NotJudged
    if x.ndim == 2:
        x, y = x[:, None], y[:, None]
        time_weight = time_weight if time_weight is None else time_weight.reshape(len(x), -1)
    _, W, V = params
    a, s = _states(params, x, s0, h)
    (T, N, _), L, sums = x.shape, 0, [0 * weight for weight in params]
    for t in range(1, T + 1):
        b = s[t] @ V.T
        o = _known(g)[0](b)
        weight = np.ones(N) if time_weight is None else time_weight[t - 1] * np.ones(N)
        L = L + (weight * LOSSES[loss][0](o, y[t - 1])).sum()
        row = weight[:, None] * LOSSES[loss][1](o, y[t - 1]) * _known(g)[1](b)
        sums[2] = sums[2] + row.T @ s[t]
        row = row @ V
        for k in range(t, max(0, t - int(truncate or T)), -1):
            row = row * _known(h)[1](a[k])
            sums[0], sums[1] = sums[0] + row.T @ x[k - 1], sums[1] + row.T @ s[k - 1]
            row = row @ W
    return L / N, [total / N for total in sums]


def do_ds(V, s_t, g):
    return _known(g)[1](V @ s_t)[:, None] * V


def ds_ds(W, a_t, h):
    return _known(h)[1](a_t)[:, None] * W


def direct(a_t, by, h):
    return np.stack([[slope * by if i == k else 0 * by for k in range(len(a_t))]
                     for i, slope in enumerate(_known(h)[1](a_t))])


def ds_dU_direct(a_t, x_t, h):
    return direct(a_t, x_t, h)


def ds_dW_direct(a_t, s_prev, h):
    return direct(a_t, s_prev, h)


def state_derivatives(params, x, s0=None, h=rnnlib.tanh):
    a, s = _states(params, x, s0, h)
    by_U, by_W = direct(a[1], x[0], h), direct(a[1], s[0], h)
    for t in range(2, len(x) + 1):
        by_U, by_W = (np.einsum("im,mkl->ikl", ds_ds(params[1], a[t], h), by) for by in (by_U, by_W))
        by_U, by_W = by_U + direct(a[t], x[t - 1], h), by_W + direct(a[t], s[t - 1], h)
    return by_U, by_W


def chain(A, B):
    return sum(np.multiply.outer(A[..., k], B[k]) for k in range(len(B)))


def norm(arrays):
    return np.sqrt(sum((np.abs(array) ** 2).sum() for array in arrays))


def relative_error(found, true):
    with np.errstate(all="ignore"):
        return 0.0 if np.array_equal(found, true) else norm([found - true]) / norm([true])


def gradient_norm(gradient):
    return norm(gradient)


def clip_by_norm(gradient, max_norm):
    size = norm(gradient)
    return [part * min(1, float(max_norm) / size) if size else part for part in gradient]


def SGD(self, params, gradient, memory=None):
    v = gradient if memory is None else [self.momentum * old + new for old, new in zip(memory, gradient)]
    return [weight - self.eta * part for weight, part in zip(params, v)], v


def Adam(self, params, gradient, memory=None):
    count, mean, square = memory or (0, [0 * part for part in gradient], [0 * part for part in gradient])
    mean = [self.keep_mean * m + (1 - self.keep_mean) * part for m, part in zip(mean, gradient)]
    square = [self.keep_square * q + (1 - self.keep_square) * part**2 for q, part in zip(square, gradient)]
    sizes = 1 - self.keep_mean ** (count + 1), 1 - self.keep_square ** (count + 1)
    moved = [weight - self.eta * (m / sizes[0]) / (np.sqrt(q / sizes[1]) + self.tiny)
             for weight, m, q in zip(params, mean, square)]
    return moved, (count + 1, mean, square)


def train(params, x, y, optimiser, epochs, batch_size, rng, max_norm=None, validation=None, progress=None,
          time_weight=None, truncate=None, **options):
    step = {rnnlib.SGD: SGD, rnnlib.Adam: Adam}.get(type(optimiser))
    if step is None:
        raise NotJudged
    memory, losses, norms, held_out = None, [], [], []
    for _ in range(epochs):
        order = rng.permutation(x.shape[1])
        for first in range(0, len(order), batch_size):
            batch = order[first:first + batch_size]
            weight = time_weight if np.ndim(time_weight) < 2 else time_weight[:, batch]
            L, gradient = gradients(params, x[:, batch], y[:, batch], time_weight=weight, truncate=truncate, **options)
            losses, norms = [*losses, L], [*norms, norm(gradient)]
            gradient = gradient if max_norm is None else clip_by_norm(gradient, max_norm)
            params, memory = step(optimiser, params, gradient, memory)
        if validation is not None:
            x_out, y_out, *weight = validation
            weight = weight[0] if weight else time_weight
            held_out.append(gradients(params, x_out, y_out, time_weight=weight, **options)[0])
    return params, (np.array(losses), np.array(norms), np.array(held_out))


def moving_product(T, N, rng, lags=(1, 2)):
    x = rng.uniform(-np.sqrt(3), np.sqrt(3), size=(T, N, 1))
    y = [[[0.0 if t < max(lags) else x[t - lags[0], i, 0] * x[t - lags[1], i, 0]] for i in range(N)] for t in range(T)]
    return x, np.array(y), np.array([float(t >= max(lags)) for t in range(T)])


def minibatches(N, size, rng):
    order = rng.permutation(N)
    return [order[first:first + size] for first in range(0, N, size)]


def value(h):
    """Return the listing of an activation."""
    return lambda z: ACTIVATIONS[h][0](z)


def slope(h):
    """Return the listing of an activation's derivative."""
    return lambda z: ACTIVATIONS[h][1](z)
