"""Answers to homework 2, right ones in many styles and wrong ones under the diagnosis that they must get.

Each is the body of the function, or the one expression that it returns. The practice and the graded version of a
function share their entries: <met> is what a weight meets, <A> the share alpha where there is one.
"""

import inspect

import numpy as np
from zoo_code import COURSE

import rnnlib

BARE = {name: inspect.unwrap(COURSE[name]) for name in ("chain", "ds_dU_direct", "ds_dW_direct", "ds_ds")}  # quick
NAMES = COURSE | BARE | {"by_weights": rnnlib.ds_dU_direct, "by_state": rnnlib.ds_ds}


# The other judge: each entry by itself, from the formulas


def true_direct(a_t, met, h, alpha=1.0):
    D = np.zeros((len(a_t), len(a_t), len(met)))
    for i, slope in enumerate(h.prime(a_t)):
        for m in range(len(met)):
            D[i, i, m] = alpha * slope * met[m]
    return D


def true_by_state(W, a_t, h, alpha=1.0):
    return np.array([[alpha * h.prime(a_t)[i] * W[i, j] + (i == j) * (1 - alpha) for j in range(len(W))]
                     for i in range(len(W))])


def true_states(params, x, *, alpha=1.0, s0, h):
    """Carry one weight at a time, from the start to the end."""
    U, W, _ = params
    s, slopes, found = [np.zeros(len(W)) if s0 is None else s0], [], []
    for x_t in x:
        a = U @ x_t + W @ s[-1]
        slopes.append(alpha * h.prime(a))
        s.append((1 - alpha) * s[-1] + alpha * h(a))
    for moving, meets in (U, x), (W, s):
        D = np.zeros((len(W), *moving.shape))
        for k, m in np.ndindex(*moving.shape):
            ds = np.zeros(len(W))
            for slope, met in zip(slopes, meets):
                da = W @ ds
                da[k] += met[m]
                ds = (1 - alpha) * ds + slope * da
            D[:, k, m] = ds
        found.append(D)
    return tuple(found)


# One step: by a weight

RIGHT_DIRECT = [
    "<A>outer(np.diag(h.prime(a_t)), <met>)",
    "<A>np.einsum('ik,l->ikl', np.diag(h.prime(a_t)), <met>)",
    "<A>np.einsum('i,ik,l->ikl', h.prime(a_t), np.eye(len(a_t)), <met>)",
    "np.eye(len(a_t))[:, :, None] * (<A>h.prime(a_t))[:, None, None] * <met>",
    "<A>np.kron(np.diag(h.prime(a_t)), <met>)",
    "(<A>outer(np.diag(h.prime(a_t)), <met>)).ravel()",
    "np.stack([np.outer(row, <A><met>) for row in np.diag(h.prime(a_t))])",
    "[[[<A>h.prime(a_t[i]) * z if i == k else 0 for z in <met>] for k in range(len(a_t))] for i in range(len(a_t))]",
    "complex_step(lambda M: <A>h(a_t + M @ <met>), np.zeros((len(a_t), len(<met>))))",
    "np.where(np.eye(len(a_t))[:, :, None] == 1, <A>np.outer(h.prime(a_t), <met>), 0)",
    "by_weights(a_t, <A><met>, h)",
    "<A>np.tensordot(np.diag(h.prime(a_t)), <met>, axes=0)",
    """
    n, m = len(a_t), len(<met>)
    D = np.zeros((n, n, m))
    for i in range(n):
        for k in range(n):
            for l in range(m):
                if i == k:
                    D[i, k, l] = <A>h.prime(a_t)[i] * <met>[l]
    return D
    """,
    """
    n = len(a_t)
    D = np.zeros((n, n, len(<met>)))
    for i in range(n):
        D[i, i, :] = <A>h.prime(a_t[i]) * <met>
    return D
    """,
    """
    n = len(a_t)
    D = np.zeros((n, n, len(<met>)))
    D[range(n), range(n)] = <A>h.prime(a_t)[:, None] * <met>
    return D
    """,
    """
    columns = []
    for k in range(len(a_t)):
        for z in <met>:
            moved = np.zeros(len(a_t))
            moved[k] = z
            columns.append(<A>h.prime(a_t) * moved)
    return np.transpose(columns).reshape(len(a_t), len(a_t), len(<met>))
    """,
]
WRONG_DIRECT = {
    "not-written": ["None"],
    "no-return": ["D = <A>outer(np.diag(h.prime(a_t)), <met>)"],
    "none": ["if len(a_t) > 3:\n    return <A>outer(np.diag(h.prime(a_t)), <met>)"],
    "exits": ["exit()"],
    "too-slow": ["while True:\n    pass"],
    "changes-its-answer": ["<A>outer(np.diag(h.prime(a_t)), <met>) * np.random.random()"],
    "ragged": ["[h.prime(a_t), [<met>]]"],
    "parts": ["h(a_t)[0], h.prime(a_t)"],
    "no-numbers": ["'the answer'"],
    "complex": ["<A>outer(np.diag(h.prime(a_t)), <met>) + 0j"],
    "integers": ["(9 * <A>outer(np.diag(h.prime(a_t)), <met>)).astype(int)"],
    "signature": ["def <name>(a_t):\n    return a_t"],
    "raises": ["outer(a_t, b_t)"],
    "few-digits": ["central_difference(lambda M: <A>h(a_t + M @ <met>), np.zeros((len(a_t), len(<met>))))"],
    "changes-arguments": ["D = <A>outer(np.diag(h.prime(a_t)), <met>)\na_t *= 0\nreturn D"],
    "slope-missing": ["<A>outer(np.eye(len(a_t)), <met>)"],
    "slope-at-state": ["<A>outer(np.diag(h.prime(h(a_t))), <met>)"],
    "slope-is-h": ["<A>outer(np.diag(h(a_t)), <met>)"],
    "slope-of-tanh": ["<A>outer(np.diag(1 - h(a_t)**2), <met>)", "<A>outer(np.diag(1 - np.tanh(a_t)**2), <met>)",
                      "<A>outer(np.diag(1 - a_t**2), <met>)"],
    "slope-of-sigmoid": ["<A>outer(np.diag(h(a_t) * (1 - h(a_t))), <met>)", "<A>outer(np.diag(a_t * (1 - a_t)), <met>)",
                         "<A>by_weights(a_t, <met>, sigmoid)"],
    "slope-twice": ["<A>outer(np.diag(h.prime(a_t)**2), <met>)"],
    "slope-divides": ["<A>outer(np.diag(1 / h.prime(a_t)), <met>)"],
    "slope-of-sum": ["<A>outer(h.prime(a_t.sum()) * np.eye(len(a_t)), <met>)"],
    "slope-summed": ["<A>outer(h.prime(a_t).sum() * np.eye(len(a_t)), <met>)"],
    "<it>-missing": ["<A>outer(np.diag(h.prime(a_t)), np.ones_like(<met>))"],
    "added": ["np.eye(len(a_t))[:, :, None] * <A>(h.prime(a_t)[:, None] + <met>)",
              "np.eye(len(a_t))[:, :, None] * <A>(h.prime(a_t)[:, None] - <met>)"],
    "<it>-divides": ["<A>outer(np.diag(h.prime(a_t)), 1 / <met>)"],
    "<it>-squared": ["<A>outer(np.diag(h.prime(a_t)), <met>**2)"],
    "<it>-summed": ["<A>outer(np.diag(h.prime(a_t)), 0 * <met> + sum(<met>))"],
    "<it>-backwards": ["<A>outer(np.diag(h.prime(a_t)), <met>[::-1])"],
    "<it>-sized": ["<A>outer(np.diag(h.prime(a_t)), abs(<met>))"],
    "<it>-through-h": ["<A>outer(np.diag(h.prime(a_t)), h(<met>))"],
    "matrix": ["<A>np.outer(h.prime(a_t), <met>)", "<A>h.prime(a_t)[:, None] * <met>"],
    "no-zeros": ["np.stack([<A>np.outer(h.prime(a_t), <met>)] * len(a_t))",
                 "<A>outer(outer(h.prime(a_t), np.ones(len(a_t))), <met>)"],
    "zeros-elsewhere": ["<A>np.einsum('i,kl,l->ikl', h.prime(a_t), np.eye(len(a_t), len(<met>)), <met>)",
                        "<A>np.einsum('k,il,l->ikl', h.prime(a_t), np.eye(len(a_t), len(<met>)), <met>)"],
    "too-many-zeros": ["<A>outer(np.diag(h.prime(a_t)), <met>) * np.eye(len(a_t), len(<met>))"],
    "one-entry-only": ["D = np.zeros((len(a_t), len(a_t), len(<met>)))\nD[0, 0] = <A>h.prime(a_t[0]) * <met>\nreturn D",
                       "D = <A>outer(np.diag(h.prime(a_t)), <met>)\nD[:-1] = 0\nreturn D"],
    "triangle": ["<A>np.einsum('i,ik,l->ikl', h.prime(a_t), np.tri(len(a_t)), <met>)",
                 "<A>np.einsum('k,ik,l->ikl', h.prime(a_t), np.tri(len(a_t)), <met>)"],
    "axes-exchanged": ["<A>np.einsum('i,ik,l->ilk', h.prime(a_t), np.eye(len(a_t)), <met>)",
                       "<A>outer(<met>, np.diag(h.prime(a_t)))"],
    "axes-reshaped": ["(<A>outer(<met>, np.diag(h.prime(a_t)))).reshape(len(a_t), len(a_t), -1)",
                      "(<A>outer(np.diag(h.prime(a_t)), <met>)).transpose(0, 2, 1).reshape(len(a_t), -1)"],
    "sign": ["-<A>outer(np.diag(h.prime(a_t)), <met>)"],
    "factor-2": ["2 * <A>outer(np.diag(h.prime(a_t)), <met>)"],
    "factor-half": ["<A>outer(np.diag(h.prime(a_t)), <met>) / 2"],
    "slope-missing+matrix": ["<A>np.outer(np.ones(len(a_t)), <met>)"],
    "slope-at-state+matrix": ["<A>np.outer(h.prime(h(a_t)), <met>)"],
    "slope-missing+no-zeros": ["<A>np.broadcast_to(<met>, (len(a_t), len(a_t), len(<met>)))"],
    "all-zero": ["np.zeros((len(a_t), len(a_t), len(<met>)))"],
    "missing-entries": ["D = <A>outer(np.diag(h.prime(a_t)), <met>)\nreturn np.maximum(D, 0)"],
    "right-in-part": ["D = <A>outer(np.diag(h.prime(a_t)), <met>)\nD[0] = 0\nreturn D"],
    "extra-entries": ["<A>outer(np.diag(h.prime(a_t)), <met>) + 1"],
    "constant-factor": ["5 * <A>outer(np.diag(h.prime(a_t)), <met>)"],
    "factor-of-sizes": ["<A>outer(np.diag(h.prime(a_t)), <met>) / (3 + len(a_t))"],
    "factor-of-i": ["<A>outer(np.diag(h.prime(a_t + 1)), <met>)"],
    "factor-of-l": ["<A>outer(np.diag(h.prime(a_t)), <met> + 3)"],
    "values": ["np.sin(<A>outer(np.diag(h.prime(a_t)), <met>))"],
}
ONLY_W = {
    "axes-reshaped": [],  # in a cube, moving axes and filling them anew are one
    "slope-and-state-exchanged": ["np.eye(len(a_t))[:, :, None] * <A>np.outer(s_prev, h.prime(a_t))",
                                  "<A>np.eye(len(a_t))[:, :, None] * s_prev[:, None, None] * h.prime(a_t)"],
    "sum-for-state": ["<A>outer(np.diag(h.prime(a_t)), a_t)"],
    "values": ["np.sin(<A>outer(np.diag(h.prime(a_t)), s_prev))",
               "np.eye(len(a_t))[:, :, None] * (<A>h.prime(a_t) * s_prev)",
               "outer(np.diag(<A>h.prime(a_t) * s_prev), np.ones(len(a_t)))"],
    "state-now": ["s_t = <new>\nreturn <A>outer(np.diag(h.prime(a_t)), s_t)"],
}
ONLY_U = {
    "shape": ["<A>outer(np.diag(h.prime(a_t)), a_t)"],
    "raises": ["outer(a_t, b_t)", "h.prime * x_t"],
    "raises-unless-square": ["D = np.zeros((len(a_t), len(a_t), len(x_t)))\nfor i in range(len(a_t)):\n"
                             "    D[i, i] = <A>h.prime(a_t)[i] * x_t[i]\nreturn D",
                             "<A>np.diag(h.prime(a_t)) @ x_t", "np.eye(len(a_t))[:, :, None] * <A>h.prime(a_t) * x_t"],
}
LEAKY_ONE_STEP = {
    "alpha-missing": ["outer(np.diag(h.prime(a_t)), <met>)"],
    "alpha-exchanged": ["(1 - alpha) * outer(np.diag(h.prime(a_t)), <met>)"],
    "alpha-twice": ["alpha**2 * outer(np.diag(h.prime(a_t)), <met>)"],
    "alpha-divides": ["outer(np.diag(h.prime(a_t)), <met>) / alpha"],
    "alpha-inside": ["alpha * outer(np.diag(h.prime(alpha * a_t)), <met>)"],
    "leak-in-direct": ["outer(np.diag(alpha * h.prime(a_t) + 1 - alpha), <met>)",
                       "(1 - alpha) + alpha * outer(np.diag(h.prime(a_t)), <met>)",
                       "alpha * outer(np.diag(h.prime(a_t)), <met>) + (1 - alpha) * np.eye(len(a_t))[:, :, None]",
                       "alpha * outer(np.diag(h.prime(a_t)), <met>) + (1 - alpha) * np.eye(len(a_t), len(<met>))",
                       "D = alpha * outer(np.diag(h.prime(a_t)), <met>)\nfor i in range(min(D.shape)):\n"
                       "    D[i, i, i] += 1 - alpha\nreturn D"],
    "alpha-missing+slope-missing": ["outer(np.eye(len(a_t)), <met>)"],
    "alpha-missing+matrix": ["np.outer(h.prime(a_t), <met>)"],
    "alpha-exchanged+slope-missing": ["(1 - alpha) * outer(np.eye(len(a_t)), <met>)"],
}

# One step: by the state before

RIGHT_BY_STATE = [
    "<A>h.prime(a_t)[:, None] * W<K>",
    "<A>np.diag(h.prime(a_t)) @ W<K>",
    "<A>np.einsum('i,ij->ij', h.prime(a_t), W)<K>",
    "<A>(h.prime(a_t) * W.T).T<K>",
    "<A>h.prime(a_t).reshape(-1, 1) * W<K>",
    "np.add(<A>np.diag(h.prime(a_t)).dot(W), 0)<K>",
    "(<A>np.array([slope * row for slope, row in zip(h.prime(a_t), W)])<K>).ravel()",
    "<A>np.multiply(h.prime(a_t)[:, np.newaxis], W)<K>",
    "<A>np.matmul(np.diag(h.prime(a_t)), W)<K>",
    "<A>(np.outer(h.prime(a_t), np.ones(len(W))) * W)<K>",
    "<A>by_state(W, a_t, h)<K>",
    "<A>complex_step(lambda e: h(a_t + W @ e), np.zeros(len(W)))<K>",
    "list(<A>np.diag(h.prime(a_t)) @ W<K>)",
    """
    n = len(W)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i, j] = <A>h.prime(a_t[i]) * W[i, j]
    return J<K>
    """,
    """
    n = len(W)
    J = 0.0<K>+ np.zeros((n, n))
    for i in range(n):
        J[i] += <A>h.prime(a_t)[i] * W[i]
    return J
    """,
    """
    columns = []
    for j in range(len(W)):
        columns.append(<A>h.prime(a_t) * W[:, j])
    return np.stack(columns, axis=1)<K>
    """,
]
WRONG_BY_STATE = {
    "not-written": ["None"],
    "signature": ["def <name>(W, a_t):\n    return W"],
    "raises": ["W @ b_t"],
    "shape": ["h.prime(a_t) @ W", "h.prime(a_t)"],
    "few-digits": ["<A>central_difference(lambda e: h(a_t + W @ e), np.zeros(len(W)))<K>"],
    "changes-arguments": ["W *= <A>h.prime(a_t)[:, None]\nreturn W<K>"],
    "slope-missing": ["<A>W<K>"],
    "slope-at-state": ["<A>h.prime(h(a_t))[:, None] * W<K>"],
    "slope-is-h": ["<A>h(a_t)[:, None] * W<K>"],
    "slope-of-tanh": ["<A>(1 - h(a_t)**2)[:, None] * W<K>", "<A>np.diag(1 - a_t**2) @ W<K>",
                      "<A>(1 - np.tanh(a_t)**2)[:, None] * W<K>"],
    "slope-of-sigmoid": ["<A>(h(a_t) * (1 - h(a_t)))[:, None] * W<K>", "<A>np.diag(a_t * (1 - a_t)) @ W<K>",
                         "<A>sigmoid.prime(a_t)[:, None] * W<K>"],
    "slope-twice": ["<A>(h.prime(a_t)**2)[:, None] * W<K>"],
    "slope-divides": ["<A>W / h.prime(a_t)[:, None]<K>"],
    "slope-of-sum": ["<A>h.prime(a_t.sum()) * W<K>"],
    "slope-summed": ["<A>h.prime(a_t).sum() * W<K>"],
    "slope-on-columns": ["<A>h.prime(a_t) * W<K>", "<A>W @ np.diag(h.prime(a_t))<K>"],
    "W-transposed": ["<A>h.prime(a_t)[:, None] * W.T<K>", "<A>np.diag(h.prime(a_t)) @ W.T<K>"],
    "W-diagonal": ["<A>np.diag(h.prime(a_t)) * W<K>"],
    "W-missing": ["<A>np.diag(h.prime(a_t))<K>", "<A>np.outer(h.prime(a_t), np.ones(len(W)))<K>"],
    "W-added": ["<A>(h.prime(a_t)[:, None] + W)<K>", "<A>(h.prime(a_t)[:, None] - W)<K>",
                "<A>(np.diag(h.prime(a_t)) + W)<K>", "<A>(np.diag(h.prime(a_t)) - W)<K>"],
    "slope-at-W": ["<A>h.prime(W) * W<K>"],
    "sum-for-W": ["<A>h.prime(a_t)[:, None] * a_t<K>", "<A>np.outer(h.prime(a_t) * a_t, np.ones(len(W)))<K>"],
    "W-divides": ["<A>h.prime(a_t)[:, None] / W<K>"],
    "jacobian-transposed": ["<A>W.T @ np.diag(h.prime(a_t))<K>", "<A>h.prime(a_t) * W.T<K>"],
    "W-squared": ["<A>h.prime(a_t)[:, None] * W**2<K>"],
    "W-summed": ["<A>np.outer(h.prime(a_t), np.ones(len(W))) @ W<K>",
                 "<A>np.outer(h.prime(a_t) * W.sum(axis=1), np.ones(len(W)))<K>"],
    "W-sized": ["<A>h.prime(a_t)[:, None] * abs(W)<K>"],
    "sign": ["-(<A>h.prime(a_t)[:, None] * W<K>)"],
    "factor-2": ["2 * (<A>h.prime(a_t)[:, None] * W<K>)"],
    "factor-half": ["(<A>h.prime(a_t)[:, None] * W<K>) / 2"],
    "slope-missing+W-transposed": ["<A>W.T<K>"],
    "slope-at-state+W-transposed": ["<A>h.prime(h(a_t))[:, None] * W.T<K>"],
    "slope-at-state+slope-on-columns": ["<A>h.prime(h(a_t)) * W<K>"],
    "all-zero": ["0 * W"],
    "right-in-part": ["J = <A>h.prime(a_t)[:, None] * W<K>\nJ[-1] = 7\nreturn J"],
    "missing-entries": ["np.maximum(<A>h.prime(a_t)[:, None] * W<K>, 0)"],
    "constant-factor": ["3 * (<A>h.prime(a_t)[:, None] * W<K>)"],
    "factor-of-sizes": ["(<A>h.prime(a_t)[:, None] * W<K>) / (3 + len(W))"],
    "factor-of-i": ["(1 + a_t**2)[:, None] * (<A>h.prime(a_t)[:, None] * W<K>)"],
    "factor-of-j": ["(2 + np.arange(len(W))) * (<A>h.prime(a_t)[:, None] * W<K>)"],
    "unknown": ["np.sin(<A>h.prime(a_t)[:, None] * W<K>)", "np.linalg.inv(W)"],
}
LEAKY_BY_STATE = {
    "unknown": [],
    "carry-wrong": ["np.sin(alpha * h.prime(a_t)[:, None] * W)", "np.linalg.inv(W)",
                    "a_t[:, None] * W + (1 - alpha) * np.eye(len(W))"],
    "leak-wrong": ["alpha * h.prime(a_t)[:, None] * W + (1 - alpha)**2 * np.eye(len(W))",
                   "alpha * h.prime(a_t)[:, None] * W + np.diag(a_t)"],
    "leak-too-large": ["alpha * h.prime(a_t)[:, None] * W + (1 + alpha) * np.eye(len(W))",
                       "alpha * h.prime(a_t)[:, None] * W + (2 - alpha) * np.eye(len(W))"],
    "carry-sign": ["-alpha * h.prime(a_t)[:, None] * W + (1 - alpha) * np.eye(len(W))"],
    "alpha-missing": ["h.prime(a_t)[:, None] * W + (1 - alpha) * np.eye(len(W))"],
    "alpha-exchanged": ["(1 - alpha) * (h.prime(a_t)[:, None] * W + np.eye(len(W)))"],
    "alpha-twice": ["alpha**2 * h.prime(a_t)[:, None] * W + (1 - alpha) * np.eye(len(W))"],
    "alpha-divides": ["h.prime(a_t)[:, None] * W / alpha + (1 - alpha) * np.eye(len(W))"],
    "alpha-inside": ["alpha * h.prime(alpha * a_t)[:, None] * W + (1 - alpha) * np.eye(len(W))"],
    "leak-missing": ["alpha * h.prime(a_t)[:, None] * W"],
    "leak-whole": ["alpha * h.prime(a_t)[:, None] * W + np.eye(len(W))"],
    "leak-exchanged": ["alpha * (h.prime(a_t)[:, None] * W + np.eye(len(W)))"],
    "leak-everywhere": ["alpha * h.prime(a_t)[:, None] * W + (1 - alpha)",
                        "1 - alpha * np.eye(len(W)) + alpha * h.prime(a_t)[:, None] * W",
                        "np.eye(len(W)) - alpha + alpha * h.prime(a_t)[:, None] * W",
                        "alpha * h.prime(a_t)[:, None] * W + np.eye(len(W)) - alpha**2"],
    "carry-W-missing": ["(1 - alpha) * np.eye(len(W))"],
    "alpha-outside": ["alpha * (alpha * h.prime(a_t)[:, None] * W + (1 - alpha) * np.eye(len(W)))"],
    "leak-through-W": ["alpha * h.prime(a_t)[:, None] * W + (1 - alpha) * W"],
    "leak-through-h": ["alpha * h.prime(a_t)[:, None] * (W + (1 - alpha) * np.eye(len(W)))"],
    "leak-multiplies": ["(1 - alpha) * alpha * h.prime(a_t)[:, None] * W"],
    "leak-subtracted": ["alpha * h.prime(a_t)[:, None] * W - (1 - alpha) * np.eye(len(W))"],
    "alpha-missing+leak-missing": ["h.prime(a_t)[:, None] * W"],
    "alpha-exchanged+leak-exchanged": ["(1 - alpha) * h.prime(a_t)[:, None] * W + alpha * np.eye(len(W))"],
    "alpha-missing+leak-whole": ["h.prime(a_t)[:, None] * W + np.eye(len(W))"],
}

# A whole sequence

PARTS = {
    "run": "forward(params, x, s0=s0, h=h)", "J": "ds_ds(params.W, run.a[t], h)", "h": "h",
    "dU": "ds_dU_direct(run.a[t], run.x[t], h)", "dW": "ds_dW_direct(run.a[t], run.s[t - 1], h)",
    "A": "dU + chain(J, A)", "B": "dW + chain(J, B)", "times": "range(1, len(x) + 1)", "return": "A, B",
    "start": "np.zeros((n, n, d)), np.zeros((n, n, n))",
}
LEAKY = {
    "run": "leaky_forward(params, x, alpha=alpha, s0=s0, h=h)",
    "J": "alpha * ds_ds(params.W, run.a[t], h) + (1 - alpha) * np.eye(n)",
    "dU": "alpha * ds_dU_direct(run.a[t], run.x[t], h)", "dW": "alpha * ds_dW_direct(run.a[t], run.s[t - 1], h)",
}


def loop(parts, **changes):
    """Write the recursion, with some of its parts changed; a change of "both" is one of A and of B."""
    both = changes.pop("both", None)
    if both:
        changes |= {"A": both.replace("X", "A").replace("D", "dU"), "B": both.replace("X", "B").replace("D", "dW")}
    p = parts | changes
    return (f"run = {p['run']}\nn, d = params.U.shape\nA, B = {p['start']}\nfor t in {p['times']}:\n"
            f"    J = {p['J']}\n    dU = {p['dU']}\n    dW = {p['dW']}\n    A = {p['A']}\n    B = {p['B']}\n"
            f"return {p['return']}")


def backward(parts, z="np.eye(n)", first="add", start=PARTS["start"], times="range(len(x), 0, -1)", move="z @ J"):
    """Write the sum from its last term to its first."""
    add, step = "    A, B = A + chain(z, dU), B + chain(z, dW)\n", f"    z = {move}\n"
    return (f"run = {parts['run']}\nn, d = params.U.shape\nz = {z}\nA, B = {start}\nfor t in {times}:\n"
            f"    J = {parts['J']}\n    dU = {parts['dU']}\n    dW = {parts['dW']}\n"
            + (add + step if first == "add" else step + add) + "return A, B")


def right_states(p):
    """Write right answers with the parts p of one network."""
    by_step = (f"f = lambda U, W: {p['run']}.s[-1]".replace("params,", "Params(U, W, params.V),"),
               "return complex_step(lambda U: f(U, params.W), params.U), "
               "complex_step(lambda W: f(params.U, W), params.W)")
    lists = loop(p, both="D + np.einsum('im,mkl->ikl', J, X)")
    return [
        loop(p), backward(p), lists, "\n".join(by_step),
        loop(p, both="np.einsum('mkl,im->ikl', X, J) + D"),
        loop(p, both="D + np.tensordot(J, X, axes=(1, 0))"),
        loop(p, both="D + (J @ X.reshape(n, -1)).reshape(X.shape)"),
        loop(p, both="np.add(chain(J, X), D)"),
        loop(p, both="D + np.dot(J, X.reshape(n, -1)).reshape(X.shape)"),
        loop(p, both="np.stack([D[i] + sum(J[i, m] * X[m] for m in range(n)) for i in range(n)])"),
        loop(p, start="0, 0", A="dU + (chain(J, A) if t > 1 else 0)", B="dW + (chain(J, B) if t > 1 else 0)"),
        loop(p, both="D + np.moveaxis(np.tensordot(X, J, axes=(0, 1)), -1, 0)"),
        loop(p, **{"return": "[A, B]"}),
        loop(p, **{"return": "A.reshape(n, n * d), B.reshape(n, n * n)"}),
        loop(p, both="D + np.moveaxis(np.moveaxis(X, 0, -1) @ J.T, -1, 0)"),
        loop(p, A="dU + np.stack([J @ A[:, :, l] for l in range(d)], axis=2)",
             B="dW + np.stack([J @ B[:, :, l] for l in range(n)], axis=2)"),
        backward(p, times="reversed(range(1, len(x) + 1))"),
    ]


def wrong_states(p, leaky):
    """Write wrong answers with the parts p of one network."""
    def with_h(slope):  # the slope is changed everywhere, in the Jacobian and in both direct terms
        J = f"({slope})[:, None] * params.W"
        dU, dW = (f"outer(np.diag({slope}), {met})" for met in ("run.x[t]", "run.s[t - 1]"))
        share, kept = ("alpha * ", " + (1 - alpha) * np.eye(n)") if leaky else ("", "")
        return loop(p, J=f"{share}({J}){kept}", dU=share + dU, dW=share + dW)

    def J(code):
        return loop(p, J=f"alpha * ({code}) + (1 - alpha) * np.eye(n)" if leaky else code)

    share = "alpha * " if leaky else ""
    slopes = "h.prime(run.a[t])"
    every = loop(p, start="[np.zeros((n, n, d))], [np.zeros((n, n, n))]",
                 A="[*A, dU + chain(J, A[-1])]", B="[*B, dW + chain(J, B[-1])]", **{"return": "{}"})
    return {
        "not-written": ["None"],
        "no-return": [loop(p).replace("\nreturn A, B", "")],
        "run-with-tanh": [loop(p, run=p["run"].replace(", h=h", ""))],
        "stops-at-one": [loop(p).replace("\nreturn", "\n    return")],
        "raises-unless-square": [loop(p, dU=p["dU"].replace("run.x[t]", "run.x[t] * run.x[t, n - 1]")),
                                 loop(p, both="D + J * X")],
        "signature": ["def <name>(params):\n    return params"],
        "raises": [loop(p, run="forward(params, x, y)"), loop(p, J="None"),
                   loop(p, run="forward(params, x, s0=1 * s0, h=h)"),
                   loop(p, times="range(1, len(x) + 2)")],
        "parts": ["np.zeros(3)", loop(p, **{"return": "A"}), loop(p, **{"return": "A, B, J"}),
                  loop(p, **{"return": "A, None"})],
        "parts-exchanged": [loop(p, **{"return": "B, A"})],
        "no-numbers": [loop(p, **{"return": "'A', B"})],
        "nan": [loop(p, times="range(len(x) + 1)"), loop(p, dU=p["dU"].replace("run.x[t]", "run.x[t - 1]")),
                loop(p, J=p["J"].replace("run.a[t]", "run.a[t - 1]"))],
        "changes-arguments": [loop(p) .replace("return", "params.W[0] = 0\nreturn")],
        "few-digits": [right_states(p)[3].replace("complex_step", "central_difference")],
        "direct-only": [loop(p, both="D"), loop(p, J="0 * (" + p["J"] + ")")],
        "counted-twice": [backward(p, first="move", start="0, 0").replace("for t in", (
            f"t = len(x)\nA, B = {p['dU']}, {p['dW']}\nfor t in"))],
        "ascending": [backward(p, move="J @ z")],
        "at-sign": [loop(p, both="D + J @ X"), loop(p, both="D + np.dot(J, X)"),
                    loop(p, **{"return": "A.transpose(1, 0, 2), B.transpose(1, 0, 2)"})],
        "direct-through-J": [loop(p, both="chain(J, D + X)"), backward(p, first="move")],
        "direct-summed": [loop(p, both="D + X"), backward(p, move="z")],
        "first-step-missing": [loop(p, times="range(2, len(x) + 1)"), backward(p, times="range(len(x), 1, -1)")],
        "last-step-missing": [loop(p, times="range(1, len(x))"), backward(p, times="range(len(x) - 1, 0, -1)")],
        "overwritten": [loop(p, start="0, 0", A="dU + A", B="dW + B").replace(
            "    A = dU + A\n    B = dW + B", "    A, B = dU + (chain(J, dA) if t > 1 else 0), "
            "dW + (chain(J, dB) if t > 1 else 0)\n    dA, dB = dU, dW")],
        "last-direct-missing": [loop(p, both="chain(J, X) + (D if t < len(x) else 0)")],
        "start-not-zero": [loop(p, start="np.ones((n, n, d)), np.ones((n, n, n))"),
                           loop(p, both="D + chain(J, D if t == 1 else X)")],
        "product-too-short": [backward(p, move="np.eye(n) if t == len(x) else z @ prev").replace(
            "    A, B =", "    A, B =", 1).replace("return", "return").replace("    z =", "    z =").replace(
            "\n    z = np.eye(n) if t == len(x) else z @ prev", "\n    z = np.eye(n) if t == len(x) else z @ prev"
            "\n    prev = J if t == len(x) else J")],
        "one-jacobian": [backward(p, move="J"), backward(p, move="J if t == len(x) else z"),
                         loop(p, both="(D if t == len(x) else chain(J, D)) + X")],
        "same-jacobian": [backward(p, move="z @ last").replace(
            "    z =", "    last = J if t == len(x) else last\n    z =")],
        "carried-and-kept": [loop(p, both="X + D + chain(J, X)")],
        "carried-twice": [loop(p, both="D + chain(J, X) + chain(J, X)")],
        "from-the-right": [loop(p, both="D + np.tensordot(X, J, axes=1)")],
        "first-term-only": [loop(p, both="D if t == 1 else chain(J, X)")],
        "divided-by-T": [loop(p, **{"return": "A / len(x), B / len(x)"})],
        "times-added": [every.replace("{}", "sum(A), sum(B)")],
        "all-times": [every.replace("{}", "np.array(A), np.array(B)"),
                      every.replace("{}", "np.array(A[1:]), np.array(B[1:])")],
        "times-backwards": [loop(p, times="range(len(x), 0, -1)")],
        "slope-missing": [with_h("np.ones(n)")],
        "slope-at-state": [with_h("h.prime(run.s[t])"), with_h("h.prime(h(run.a[t]))")],
        "slope-is-h": [with_h("h(run.a[t])")],
        "slope-of-tanh": [with_h("1 - run.s[t]**2"), with_h("1 - np.tanh(run.a[t])**2"), with_h("1 - h(run.a[t])**2"),
                          with_h("1 - run.a[t]**2")],
        "slope-of-sigmoid": [with_h("run.s[t] * (1 - run.s[t])"), with_h("sigmoid.prime(run.a[t])"),
                             with_h("h(run.a[t]) * (1 - h(run.a[t]))"), with_h("run.a[t] * (1 - run.a[t])")],
        "slope-before": [with_h("h.prime(run.a[t - 1 or len(x)])")],
        "slope-last": [with_h("h.prime(run.a[-1])")],
        "slope-first": [with_h("h.prime(run.a[1])")],
        "slope-at-state-before": [with_h("h.prime(run.s[t - 1])")],
        "slope-twice": [with_h("h.prime(run.a[t])**2")],
        "slope-divides": [with_h("1 / h.prime(run.a[t])")],
        "slope-of-sum": [with_h("h.prime(run.a[t].sum()) * np.ones(n)")],
        "slope-summed": [with_h("h.prime(run.a[t]).sum() * np.ones(n)")],
        "direct-slope-missing": [loop(p, dU=share + "outer(np.eye(n), run.x[t])",
                                      dW=share + "outer(np.eye(n), run.s[t - 1])")],
        "direct-slope-at-state": [loop(p, dU=p["dU"].replace("a[t]", "s[t]"), dW=p["dW"].replace("a[t]", "s[t]"))],
        "direct-slope-before": [loop(p, dU=p["dU"].replace("a[t]", "a[t - 1 or len(x)]"),
                                     dW=p["dW"].replace("a[t]", "a[t - 1 or len(x)]"))],
        "carry-slope-missing": [J("params.W")],
        "carry-slope-at-state": [J("ds_ds(params.W, run.s[t], h)")],
        "carry-slope-before": [J("ds_ds(params.W, run.a[t - 1 or len(x)], h)")],
        "W-transposed": [J(f"{slopes}[:, None] * params.W.T")],
        "slope-on-columns": [J(f"{slopes} * params.W")],
        "W-diagonal": [J(f"np.diag({slopes}) * params.W")],
        "W-missing": [J(f"np.diag({slopes})")],
        "jacobian-transposed": [loop(p, both="D + chain(J.T, X)"), loop(p, both="D + np.tensordot(J, X, axes=(0, 0))")],
        "W-added": [J(f"{slopes}[:, None] + params.W")],
        "slope-at-W": [J("h.prime(params.W) * params.W")],
        "sum-for-W": [J(f"{slopes}[:, None] * run.a[t]"), J(f"np.outer({slopes} * run.a[t], np.ones(n))")],
        "W-divides": [J(f"{slopes}[:, None] / params.W")],
        "W-squared": [J("ds_ds(params.W**2, run.a[t], h)")],
        "W-summed": [J(f"np.outer({slopes} * params.W.sum(axis=1), np.ones(n))")],
        "W-sized": [J("ds_ds(abs(params.W), run.a[t], h)")],
        "start-ignored": [loop(p, run=p["run"].replace("s0=s0, ", ""))],
        "h-ignored": [loop(p).replace("run =", "h = tanh\nrun =")],
        "input-missing": [loop(p, dU=p["dU"].replace("run.x[t]", "np.ones(d)"))],
        "input-before": [loop(p, dU=p["dU"].replace("run.x[t]", "x[t - 2]"))],
        "input-last": [loop(p, dU=p["dU"].replace("run.x[t]", "x[-1]"))],
        "input-first": [loop(p, dU=p["dU"].replace("run.x[t]", "x[0]"))],
        "added": [loop(p, dU=f"{share}np.eye(n)[:, :, None] * ({slopes}[:, None] + run.x[t])"),
                  loop(p, dW=f"{share}np.eye(n)[:, :, None] * ({slopes}[:, None] - run.s[t - 1])")],
        "input-divides": [loop(p, dU=p["dU"].replace("run.x[t]", "1 / run.x[t]"))],
        "input-squared": [loop(p, dU=p["dU"].replace("run.x[t]", "run.x[t]**2"))],
        "input-summed": [loop(p, dU=p["dU"].replace("run.x[t]", "np.full(d, run.x[t].sum())"))],
        "input-backwards": [loop(p, dU=p["dU"].replace("run.x[t]", "run.x[t][::-1]"))],
        "input-sized": [loop(p, dU=p["dU"].replace("run.x[t]", "abs(run.x[t])"))],
        "input-through-h": [loop(p, dU=p["dU"].replace("run.x[t]", "h(run.x[t])"))],
        "state-for-input": [loop(p, start="0 * 1.0, 0 * 1.0", dU=p["dU"].replace("run.x[t]", "run.s[t - 1]"),
                                 A="dU + (chain(J, A) if t > 1 else 0)", B="dW + (chain(J, B) if t > 1 else 0)")],
        "state-now": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[t]"))],
        "state-two-before": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[t - 2]"))],
        "state-missing": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "np.ones(n)"))],
        "state-last": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[-1]"))],
        "state-first": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[0]"))],
        "input-for-state": [loop(p, start="0 * 1.0, 0 * 1.0", dW=p["dU"],
                                 A="dU + (chain(J, A) if t > 1 else 0)", B="dW + (chain(J, B) if t > 1 else 0)")],
        "sum-for-state": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.a[t]"))],
        "state-squared": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[t - 1]**2"))],
        "state-summed": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "np.full(n, run.s[t - 1].sum())"))],
        "state-backwards": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "run.s[t - 1][::-1]"))],
        "state-sized": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "abs(run.s[t - 1])"))],
        "state-through-h": [loop(p, dW=p["dW"].replace("run.s[t - 1]", "h(run.s[t - 1])"))],
        "matrix": [loop(p, start="0 * 1.0, 0 * 1.0", dU=f"{share}np.outer({slopes}, run.x[t])",
                        dW=f"{share}np.outer({slopes}, run.s[t - 1])", A="dU + (J @ A if t > 1 else 0)",
                        B="dW + (J @ B if t > 1 else 0)")],
        "no-zeros": [loop(p, both="np.broadcast_to(D.sum(axis=0), D.shape) * 1 + chain(J, X)")],
        "too-many-zeros": [loop(p, dU=p["dU"] + " * np.eye(n, d)", dW=p["dW"] + " * np.eye(n)")],
        "one-entry-only": [loop(p, both="D * np.eye(n)[0, :, None, None] + chain(J, X)"),
                           loop(p, both="D * np.eye(n)[-1, :, None, None] + chain(J, X)")],
        "axes-exchanged": [loop(p, **{"return": "A.transpose(0, 2, 1), B.transpose(0, 2, 1)"}),
                           loop(p, **{"return": "np.moveaxis(A, 0, -1), np.moveaxis(B, 0, -1)"})],
        "axes-reshaped": [loop(p, **{"return": "A.transpose(0, 2, 1).reshape(A.shape), "
                                               "B.transpose(0, 2, 1).reshape(B.shape)"}),
                          loop(p, **{"return": "A.transpose(0, 2, 1).reshape(n, n * d), "
                                               "B.transpose(0, 2, 1).reshape(n, n * n)"})],
        "entries-summed": [loop(p, **{"return": "A.sum(axis=0), B.sum(axis=0)"})],
        "sign": [loop(p, **{"return": "-A, -B"})],
        "factor-2": [loop(p, **{"return": "2 * A, 2 * B"})],
        "factor-half": [loop(p, **{"return": "A / 2, B / 2"}), loop(p, **{"return": "A, B / 2"})],
        "direct-only+slope-at-state": [with_h("h.prime(run.s[t])").replace("+ chain(J, A)", "").replace(
            "+ chain(J, B)", "")],
        "all-zero": [loop(p, **{"return": "0 * A, 0 * B"})],
        "constant-factor": [loop(p, **{"return": "7 * A, 7 * B"})],
        "factor-of-sizes": [loop(p, **{"return": "A / (5 + n), B / (5 + n)"})],
        "right-in-part": [loop(p, **{"return": "A, B"}).replace("return", "A[0] = 0\nreturn")],
        "right-only-if": [loop(p, both="D + np.sin(chain(J, X))")],
        "wrong-at-one-step": [loop(p, both="np.sin(D) + chain(J, X)")],
    }


LEAKY_SEQUENCE = {
    "no-leak": ["state_derivatives(params, x, s0=s0, h=h)", "slide_bptt(params, x, s0=s0, h=h)"],
    "run-without-leak": [loop(PARTS | LEAKY, run=PARTS["run"])],
    "alpha-outside": ["A, B = state_derivatives(params, x, s0=s0, h=h)\nreturn alpha * A, alpha * B",
                      loop(PARTS | LEAKY, J=f"alpha * ({LEAKY['J']})")],
    "run-keeps-nothing": ["""
        n, d = params.U.shape
        s, A, B = np.zeros(n) if s0 is None else s0, np.zeros((n, n, d)), np.zeros((n, n, n))
        for x_t in x:
            a = params.U @ x_t + params.W @ s
            J = alpha * ds_ds(params.W, a, h) + (1 - alpha) * np.eye(n)
            A = alpha * ds_dU_direct(a, x_t, h) + chain(J, A)
            B = alpha * ds_dW_direct(a, s, h) + chain(J, B)
            s = alpha * h(a)
        return A, B
        """],
    "run-alpha-exchanged": [loop(PARTS | LEAKY, run=LEAKY["run"].replace("alpha=alpha", "alpha=1 - alpha"))],
    "direct-alpha-twice": [loop(PARTS | LEAKY, dU="alpha * " + LEAKY["dU"], dW="alpha * " + LEAKY["dW"]),
                           loop(PARTS | LEAKY, dW="alpha * " + LEAKY["dW"])],
    "direct-alpha-exchanged": [loop(PARTS | LEAKY, dU="(1 - alpha) * " + PARTS["dU"],
                                    dW="(1 - alpha) * " + PARTS["dW"])],
    "leak-twice": [loop(PARTS | LEAKY, both="D + chain(J, X) + (1 - alpha) * X")],
    "carry-W-missing": [loop(PARTS | LEAKY, both="D + (1 - alpha) * X")],
    "run-with-tanh+direct-alpha-missing": [
        loop(PARTS | LEAKY, run=LEAKY["run"].replace(", h=h", ""), dU=PARTS["dU"], dW=PARTS["dW"])],
    "alpha-exchanged-everywhere": [loop(PARTS | LEAKY).replace("run =", "alpha = 1 - alpha\nrun =")],
    "alpha-missing": [loop(PARTS | LEAKY, J="ds_ds(params.W, run.a[t], h) + (1 - alpha) * np.eye(n)", dU=PARTS["dU"],
                           dW=PARTS["dW"])],
    "alpha-twice": [loop(PARTS | LEAKY, J=LEAKY["J"].replace("alpha *", "alpha**2 *", 1),
                         dU="alpha * " + LEAKY["dU"], dW="alpha * " + LEAKY["dW"])],
    "direct-alpha-missing": [loop(PARTS | LEAKY, dU=PARTS["dU"], dW=PARTS["dW"]),
                             loop(PARTS | LEAKY, dW=PARTS["dW"])],
    "leak-in-direct": [loop(PARTS | LEAKY, dU=LEAKY["dU"] + " + (1 - alpha) * outer(np.eye(n), run.x[t])",
                            dW=LEAKY["dW"] + " + (1 - alpha) * outer(np.eye(n), run.s[t - 1])"),
                       loop(PARTS | LEAKY, dU=LEAKY["dU"] + " + 1 - alpha", dW=LEAKY["dW"] + " + 1 - alpha")],
    "carry-alpha-missing": [loop(PARTS | LEAKY, J=LEAKY["J"].replace("alpha *", "", 1))],
    "leak-missing": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h)")],
    "leak-whole": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h) + np.eye(n)"),
                   loop(PARTS | LEAKY, both="X + D + chain(alpha * ds_ds(params.W, run.a[t], h), X)")],
    "leak-exchanged": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h) + alpha * np.eye(n)")],
    "leak-everywhere": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h) + (1 - alpha)"),
                        loop(PARTS | LEAKY, J="1 - alpha * np.eye(n) + alpha * ds_ds(params.W, run.a[t], h)")],
    "leak-through-W": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h) + (1 - alpha) * params.W")],
    "leak-through-h": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W + (1 - alpha) * np.eye(n), run.a[t], h)")],
    "leak-multiplies": [loop(PARTS | LEAKY, J="(1 - alpha) * alpha * ds_ds(params.W, run.a[t], h)")],
    "carry-sign": [loop(PARTS | LEAKY, J="(1 - alpha) * np.eye(n) - alpha * ds_ds(params.W, run.a[t], h)")],
    "leak-subtracted": [loop(PARTS | LEAKY, J="alpha * ds_ds(params.W, run.a[t], h) - (1 - alpha) * np.eye(n)")],
    "run-without-leak+leak-missing": [loop(PARTS | LEAKY, run=PARTS["run"], J="alpha * ds_ds(params.W, run.a[t], h)")],
    "alpha-missing+leak-missing": [loop(PARTS, run=LEAKY["run"])],
    "leak-missing+direct-alpha-missing": [loop(PARTS, run=LEAKY["run"], J="alpha * ds_ds(params.W, run.a[t], h)")],
}


def _filled(text, places):
    """Put words in the places that the shared entries leave open, in keys and in codes."""
    for place, word in places.items():
        text = text.replace(f"<{place}>", word)
    return text


PLAIN_WORDS = {"A": "", "K": "", "new": "h(a_t)"}
LEAKY_WORDS = {"A": "alpha * ", "K": " + (1 - alpha) * np.eye(len(W)) ", "new": "(1 - alpha) * s_prev + alpha * h(a_t)"}
RIGHT, WRONG, TRUE = {}, {}, {}
for _leaky, _words, _parts, _step, _carry, _sequence in [
        ("", PLAIN_WORDS, PARTS, {}, {}, {}),
        ("leaky_", LEAKY_WORDS, PARTS | LEAKY, LEAKY_ONE_STEP, LEAKY_BY_STATE, LEAKY_SEQUENCE)]:
    for _name, _true, _right, _wrong, _met in [
            ("ds_dU_direct", true_direct, RIGHT_DIRECT, WRONG_DIRECT | ONLY_U | _step, ("x_t", "input")),
            ("ds_dW_direct", true_direct, RIGHT_DIRECT, WRONG_DIRECT | ONLY_W | _step, ("s_prev", "state")),
            ("ds_ds", true_by_state, RIGHT_BY_STATE, WRONG_BY_STATE | _carry, ()),
            ("state_derivatives", true_states, right_states(_parts), wrong_states(_parts, _leaky) | _sequence, ())]:
        _name = _leaky + _name
        _places = _words | {"name": _name, **dict(zip(["met", "it"], _met))}
        TRUE[_name] = _true
        RIGHT[_name] = [_filled(code, _places) for code in _right]
        WRONG[_name] = {_filled(key, _places): [_filled(code, _places) for code in codes]
                        for key, codes in _wrong.items() if codes}
