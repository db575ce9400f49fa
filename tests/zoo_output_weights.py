"""Answers to homework 1, right ones in many styles and wrong ones under the diagnosis that they must get.

Each is the body of the function, or the one expression that it returns.
"""

import numpy as np
from zoo_code import COURSE

NAMES = COURSE


# The other judge: each entry by itself, from the formula that no page prints


def true_do_dV(V, s, t, g):
    (e, n), D = V.shape, np.zeros((len(V), *V.shape))
    for i in range(e):
        slope = g.prime(np.array(sum(V[i, m] * s[t, m] for m in range(n))))
        for m in range(n):
            D[i, i, m] = slope * s[t, m]
    return D


def true_dE_dV(V, s, t, y_t, g):
    o = [g(np.array(row @ s[t])) for row in V]
    return sum(2 * (o[i] - y_t[i]) * block for i, block in enumerate(true_do_dV(V, s, t, g)))


def true_all_do_dV(V, s, g):
    return np.stack([true_do_dV(V, s, t, g) for t in range(1, len(s))])


TRUE = {"do_dV": true_do_dV, "dE_dV": true_dE_dV, "all_do_dV": true_all_do_dV}

RIGHT = {
    "do_dV": [
        "outer(np.diag(g.prime(V @ s[t])), s[t])",
        "np.einsum('ik,l->ikl', np.diag(g.prime(V @ s[t])), s[t])",
        "np.eye(len(V))[:, :, None] * g.prime(V @ s[t])[:, None, None] * s[t]",
        "np.einsum('ik,i,l->ikl', np.eye(len(V)), g.prime(V @ s[t]), s[t])",
        "np.kron(np.diag(g.prime(V @ s[t])), s[t])",
        "outer(np.diag(g.prime(V @ s[t])), s[t]).ravel()",
        "ds_dU_direct(V @ s[t], s[t], g)",
        "complex_step(lambda V: g(V @ s[t]), V)",
        "np.stack([np.outer(row, s[t]) for row in np.diag(g.prime(V @ s[t]))])",
        "[[[g.prime(V[i] @ s[t]) * x if i == k else 0 for x in s[t]] for k in range(len(V))] for i in range(len(V))]",
        "np.where(np.eye(len(V))[:, :, None] == 1, np.outer(g.prime(V @ s[t]), s[t]), 0)",
        """
        e, n = V.shape
        D = np.zeros((e, e, n))
        for i in range(e):
            for k in range(e):
                for l in range(n):
                    if i == k:
                        D[i, k, l] = g.prime(V[i] @ s[t]) * s[t, l]
        return D
        """,
        """
        e, n = V.shape
        D = np.zeros((e, e, n))
        b = V @ s[t]
        for i in range(e):
            D[i, i, :] = g.prime(b[i]) * s[t]
        return D
        """,
        """
        e, n = V.shape
        D = np.zeros((e, e, n))
        D[range(e), range(e)] = g.prime(V @ s[t])[:, None] * s[t]
        return D
        """,
        """
        slopes = np.array([g.prime(sum(V[i, j] * s[t][j] for j in range(V.shape[1]))) for i in range(V.shape[0])])
        D = np.zeros((slopes.size,) + V.shape)
        for i, slope in enumerate(slopes):
            for l, state in enumerate(s[t]):
                D[i][i][l] += slope * state
        return D
        """,
        """
        columns = []
        for k in range(V.shape[0]):
            for l in range(V.shape[1]):
                moved = np.zeros(V.shape)
                moved[k, l] = 1.0
                columns.append(g.prime(V @ s[t]) * (moved @ s[t]))
        return np.reshape(np.transpose(columns), (V.shape[0], V.shape[0], V.shape[1]))
        """,
        """
        def entry(i, k, l):
            if i != k:
                return 0.0
            return float(g.prime(V[i, :].dot(s[t, :]))) * float(s[t, l])
        e, n = np.shape(V)
        return np.array([entry(i, k, l) for i in range(e) for k in range(e) for l in range(n)]).reshape(e, e, n)
        """,
    ],
    "dE_dV": [
        "np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])",
        "(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]))[:, None] * s[t]",
        "np.einsum('k,l->kl', dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t])",
        "chain(dE_do(g(V @ s[t]), y_t), ds_dU_direct(V @ s[t], s[t], g))",
        "np.tensordot(dE_do(g(V @ s[t]), y_t), outer(np.diag(g.prime(V @ s[t])), s[t]), axes=1)",
        "np.einsum('i,ikl->kl', 2 * (g(V @ s[t]) - y_t), outer(np.diag(g.prime(V @ s[t])), s[t]))",
        "complex_step(lambda V: squared_error(g(V @ s[t]), y_t), V)",
        "-2 * np.outer((y_t - g(V @ s[t])) * g.prime(V @ s[t]), s[t])",
        "(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t])).reshape(-1, 1) @ s[t].reshape(1, -1)",
        "np.kron(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])",
        "np.diag(2 * (g(V @ s[t]) - y_t)) @ np.diag(g.prime(V @ s[t])) @ np.tile(s[t], (len(V), 1))",
        "[[2 * (g(v @ s[t]) - y) * g.prime(v @ s[t]) * x for x in s[t]] for v, y in zip(V, y_t)]",
        """
        b = V @ s[t]
        o = g(b)
        G = np.zeros(V.shape)
        for k in range(V.shape[0]):
            for l in range(V.shape[1]):
                G[k, l] = 2 * (o[k] - y_t[k]) * g.prime(b[k]) * s[t, l]
        return G
        """,
        """
        o = g(V @ s[t])
        G = np.zeros_like(V)
        for i in range(len(o)):
            for k in range(len(o)):
                if k == i:
                    G[k] += 2 * (o[i] - y_t[i]) * g.prime(V[k] @ s[t]) * s[t]
        return G
        """,
        """
        delta = dE_do(g(V @ s[t]), y_t)
        delta = delta * g.prime(V @ s[t])
        return np.matmul(delta[:, np.newaxis], s[t][np.newaxis, :])
        """,
        """
        rows = []
        for k, weights in enumerate(V):
            b = (weights * s[t]).sum()
            error = g(b) - y_t[k]
            rows.append((error + error) * g.prime(b) * s[t])
        return np.vstack(rows)
        """,
    ],
    "all_do_dV": [
        "np.stack([outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]])",
        "np.einsum('ti,ik,tl->tikl', g.prime(s[1:] @ V.T), np.eye(len(V)), s[1:])",
        "g.prime(s[1:] @ V.T)[:, :, None, None] * np.eye(len(V))[None, :, :, None] * s[1:][:, None, None, :]",
        "complex_step(lambda V: g(s[1:] @ V.T), V)",
        "np.array([ds_dU_direct(V @ s[t], s[t], g) for t in range(1, len(s))])",
        "[np.kron(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]",
        "[ds_dW_direct(V @ s_t, s_t, g) for s_t in s[1:]] if len(V) == V.shape[1] else "
        "[ds_dU_direct(V @ s_t, s_t, g) for s_t in s[1:]]",
        "[[[[g.prime(v @ x) * x[l] * (i == k) for l in range(len(x))] for k in range(len(V))] "
        "for i, v in enumerate(V)] for x in s[1:]]",
        "np.eye(len(V))[:, :, None] * (g.prime(s[1:] @ V.T)[:, :, None] * s[1:, None, :])[:, :, None, :]",
        "np.stack([complex_step(lambda V: g(V @ s_t), V) for s_t in s[1:]])",
        """
        T, (e, n) = len(s) - 1, V.shape
        D = np.zeros((T, e, e, n))
        for t in range(1, T + 1):
            for i in range(e):
                D[t - 1, i, i] = g.prime(V[i] @ s[t]) * s[t]
        return D
        """,
        """
        T, (e, n) = len(s) - 1, V.shape
        D = np.zeros((T, e, e, n))
        for i in range(e):
            D[:, i, i, :] = g.prime(s[1:] @ V[i])[:, None] * s[1:]
        return D
        """,
        """
        T, (e, n) = s.shape[0] - 1, V.shape
        D = np.zeros((T, e, e, n))
        for t in range(T):
            for i in range(e):
                for k in range(e):
                    for l in range(n):
                        D[t, i, k, l] = g.prime(V[i] @ s[t + 1]) * s[t + 1, l] if i == k else 0
        return D
        """,
        """
        D = np.zeros((len(s) - 1, len(V), *V.shape))
        each = np.arange(len(V))
        D[:, each, each] = np.einsum('ti,tl->til', g.prime(s[1:] @ V.T), s[1:])
        return D
        """,
        """
        def one(t):
            return np.multiply.outer(np.diag(g.prime(V @ s[t])), s[t])
        return list(map(one, range(1, s.shape[0])))
        """,
        """
        states = s[1:]
        slopes = g.prime((V @ states.T).T)
        blocks = []
        for slope, state in zip(slopes, states):
            blocks.append(np.tensordot(np.diag(slope), state, axes=0))
        return np.asarray(blocks)
        """,
    ],
}

WRONG = {
    "do_dV": {
        "not-written": ["None", "pass"],
        "no-return": ["D = np.zeros((len(V), *V.shape))\nD[0, 0] = s[t]"],
        "none": ["if t == len(s) - 1:\n    return outer(np.diag(g.prime(V @ s[t])), s[t])"],
        "signature": ["def do_dV(V, s, t):\n    return V", "def do_dV():\n    return 0"],
        "raises": ["outer(np.diag(g.prime(V @ s[t])), s[t])[99]", "np.diag(g.prime(V @ s_t))", "1 / 0",
                   "outer(np.diag(g.prime(s[t] @ V.T)), s[t]).reshape(2, 2, 4)", "g.prime(V @ s[t])[:, None] @ V",
                   "D = np.zeros((len(V), *V.shape))\nfor i in range(1, len(V) + 1):\n    D[i, i] = s[t]\nreturn D",
                   "g.prime * s[t]", "V.prime(s[t])", "raise ValueError",
                   "class Silent(Exception):\n    def __str__(self):\n        return 1\nraise Silent"],
        "raises-unless-square": ["g.prime(V @ s[t]) * np.ones_like(V) * s[t]", "np.diag(g.prime(V @ s[t]) * s[t])",
                                 "outer(np.diag(g.prime(V @ s[t])), s[t]) * V.T"],
        "exits": ["import sys\nsys.exit(0)", "exit()"],
        "too-slow": ["while True:\n    pass", "while True:\n    try:\n        t = 2\n    except:\n        pass"],
        "changes-arguments": ["s[t] *= 2\nreturn outer(np.diag(g.prime(V @ s[t])), s[t])",
                              "V -= V\nreturn outer(np.diag(g.prime(V @ s[t])), s[t])"],
        "changes-its-answer": ["outer(np.diag(g.prime(V @ s[t])), s[t]) + np.random.normal(size=V.shape)",
                               "outer(np.diag(g.prime(V @ s[t])), s[t]) * np.random.default_rng().random()"],
        "ragged": ["[[1.0], [2.0, 3.0]]", "[g.prime(V @ s[t]), V, s]"],
        "parts": ["g(V @ s[t])[0], outer(g.prime(V @ s[t]), s[t])"],
        "no-numbers": ["'the answer'", "{1: 2}", "np.ma.masked_less(outer(np.diag(g.prime(V @ s[t])), s[t]), 0)",
                       "(x for x in s)", "lambda: 1", "[[None]]"],
        "complex": ["outer(np.diag(g.prime(V @ s[t])), s[t]) + 0j", "g((V + 1j) @ s[t])"],
        "integers": ["D = np.zeros((len(V), *V.shape), dtype=int)\n"
                     "for i in range(len(V)):\n    D[i, i] = 9 * g.prime(V[i] @ s[t]) * s[t]\nreturn D"],
        "nan": ["do_ds(V, s[t], g)[:, None] / V * s[t] * np.eye(len(V))[:, :, None]",
                "np.full((len(V), *V.shape), np.inf)"],
        "shape": ["0.5", "g.prime(V @ s[t])", "s[t]", "V @ s[t]", "np.diag(g.prime(V @ s[t]))",
                  "outer(np.diag(g.prime(V @ s[t])), s[t])[None]", "outer(np.diag(g.prime(V @ s[t])), s)", "[]",
                  "outer(outer(g.prime(V @ s[t]), s[t]), s[t])"],
        "few-digits": ["central_difference(lambda V: g(V @ s[t]), V)",
                       "outer(np.diag(np.float16(g.prime(V @ s[t]))), np.float16(s[t]))",
                       "outer(np.diag(np.float32(g.prime(V @ s[t]))), s[t])"],
        "slope-missing": ["outer(np.eye(len(V)), s[t])", "np.kron(np.eye(len(V)), s[t])"],
        "slope-at-output": ["outer(np.diag(g.prime(g(V @ s[t]))), s[t])", "ds_dU_direct(g(V @ s[t]), s[t], g)"],
        "slope-is-g": ["outer(np.diag(g(V @ s[t])), s[t])"],
        "slope-before": ["outer(np.diag(g.prime(V @ s[t - 1])), s[t])"],
        "slope-after": ["outer(np.diag(g.prime(V @ s[t + 1])), s[t])"],
        "slope-of-tanh": ["outer(np.diag(1 - g(V @ s[t])**2), s[t])", "outer(np.diag(tanh.prime(V @ s[t])), s[t])"],
        "slope-of-sigmoid": ["outer(np.diag(g(V @ s[t]) * (1 - g(V @ s[t]))), s[t])",
                             "outer(np.diag(sigmoid.prime(V @ s[t])), s[t])"],
        "slope-last": ["outer(np.diag(g.prime(V @ s[-1])), s[t])"],
        "slope-first": ["outer(np.diag(g.prime(V @ s[1])), s[t])"],
        "slope-twice": ["outer(np.diag(g.prime(V @ s[t])**2), s[t])",
                        "np.diag(g.prime(V @ s[t]))[:, :, None] * g.prime(V @ s[t])[:, None, None] * s[t]"],
        "slope-divides": ["outer(np.diag(1 / g.prime(V @ s[t])), s[t])"],
        "slope-before-sum": ["np.eye(len(V))[:, :, None] * g.prime(V * s[t]) * s[t]"],
        "slope-at-weights": ["np.eye(len(V))[:, :, None] * g.prime(V) * s[t]"],
        "slope-at-state": ["np.eye(len(V))[:, :, None] * g.prime(s[t]) * s[t]",
                           "outer(np.eye(len(V)), g.prime(s[t]) * s[t])"],
        "slope-of-sum": ["outer(np.eye(len(V)) * g.prime(np.sum(V @ s[t])), s[t])"],
        "slope-summed": ["outer(np.eye(len(V)) * np.sum(g.prime(V @ s[t])), s[t])"],
        "slope-on-columns": ["outer(np.eye(len(V)), g.prime(V @ s[t]) * s[t])"],
        "slope-V-transposed": ["outer(np.diag(g.prime(s[t] @ V)), s[t])", "outer(np.diag(g.prime(V.T @ s[t])), s[t])"],
        "state-missing": ["np.diag(g.prime(V @ s[t]))[:, :, None] * np.ones(V.shape[1])"],
        "state-before": ["outer(np.diag(g.prime(V @ s[t])), s[t - 1])"],
        "state-after": ["outer(np.diag(g.prime(V @ s[t])), s[t + 1])"],
        "weights-for-state": ["np.eye(len(V))[:, :, None] * do_ds(V, s[t], g)"],
        "weights-too": ["np.eye(len(V))[:, :, None] * do_ds(V, s[t], g) * s[t]"],
        "added": ["np.eye(len(V))[:, :, None] * (g.prime(V @ s[t])[:, None] + s[t])",
                  "np.eye(len(V))[:, :, None] * (g.prime(V @ s[t])[:, None] - s[t])"],
        "state-divides": ["outer(np.diag(g.prime(V @ s[t])), 1 / s[t])"],
        "state-first": ["outer(np.diag(g.prime(V @ s[t])), s[0])"],
        "state-last": ["outer(np.diag(g.prime(V @ s[t])), s[-1])"],
        "state-through-g": ["outer(np.diag(g.prime(V @ s[t])), g(s[t]))"],
        "state-slope": ["outer(np.diag(g.prime(V @ s[t])), g.prime(s[t]))"],
        "state-slope-too": ["outer(np.diag(g.prime(V @ s[t])), g.prime(s[t]) * s[t])"],
        "state-squared": ["outer(np.diag(g.prime(V @ s[t])), s[t]**2)"],
        "state-summed": ["np.diag(g.prime(V @ s[t]))[:, :, None] * np.full(V.shape[1], s[t].sum())"],
        "state-sized": ["outer(np.diag(g.prime(V @ s[t])), np.abs(s[t]))"],
        "state-backwards": ["outer(np.diag(g.prime(V @ s[t])), s[t][::-1])"],
        "states-added": ["outer(np.diag(g.prime(V @ s[t])), s.sum(axis=0))",
                         "outer(np.diag(g.prime(V @ s[t])), s[1:].sum(axis=0))",
                         "outer(np.diag(g.prime(V @ s[t])), s[:t + 1].sum(axis=0))",
                         "outer(np.diag(g.prime(V @ s[t])), s[1:t + 1].sum(axis=0))"],
        "output-for-state": ["np.diag(g.prime(V @ s[t]))[:, :, None] * np.ones_like(V) * g(V @ s[t])"],
        "no-zeros": ["np.stack([np.outer(g.prime(V @ s[t]), s[t])] * len(V))",
                     "np.stack([np.outer(g.prime(V @ s[t]), s[t])] * len(V), axis=1)",
                     "outer(outer(np.ones(len(V)), g.prime(V @ s[t])), s[t])"],
        "zeros-elsewhere": ["np.eye(*V.shape)[None] * np.outer(g.prime(V @ s[t]), s[t])[:, None]",
                            "np.eye(*V.shape)[:, None] * np.outer(g.prime(V @ s[t]), s[t])"],
        "too-many-zeros": ["outer(np.diag(g.prime(V @ s[t])), s[t]) * np.eye(*V.shape)"],
        "zeros-exchanged": ["(1 - np.eye(len(V)))[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])",
                            "(1 - np.eye(len(V)))[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])[:, None]"],
        "outputs-backwards": ["outer(np.diag(g.prime(V @ s[t]))[::-1], s[t])"],
        "triangle": ["np.tri(len(V))[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])",
                     "np.tri(len(V))[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])[:, None]",
                     "np.tri(len(V)).T[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])",
                     "np.tri(len(V)).T[:, :, None] * np.outer(g.prime(V @ s[t]), s[t])[:, None]"],
        "one-output-only": ["for i in range(len(V)):\n    D = np.zeros((len(V), *V.shape))\n"
                            "    D[i, i] = g.prime(V[i] @ s[t]) * s[t]\nreturn D",
                            "D = np.zeros((len(V), *V.shape))\nfor i in range(len(V)):\n"
                            "    D[i, i] = g.prime(V[i] @ s[t]) * s[t]\n    return D"],
        "time-before": ["outer(np.diag(g.prime(V @ s[t - 1])), s[t - 1])"],
        "time-after": ["outer(np.diag(g.prime(V @ s[t + 1])), s[t + 1])"],
        "time-last": ["outer(np.diag(g.prime(V @ s[-1])), s[-1])"],
        "time-first": ["outer(np.diag(g.prime(V @ s[1])), s[1])"],
        "time-zero": ["outer(np.diag(g.prime(V @ s[0])), s[0])"],
        "times-added": ["sum(outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:])",
                        "sum(outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:t + 1])"],
        "matrix": ["np.outer(g.prime(V @ s[t]), s[t])", "g.prime(V @ s[t])[:, None] * s[t]"],
        "axes-exchanged": ["outer(s[t], np.diag(g.prime(V @ s[t])))",
                           "np.einsum('ik,l->ilk', np.diag(g.prime(V @ s[t])), s[t])",
                           "np.kron(np.diag(g.prime(V @ s[t])), s[t]).T"],
        "axes-reshaped": ["outer(s[t], np.diag(g.prime(V @ s[t]))).reshape(len(V), *V.shape)",
                          "np.kron(s[t], np.diag(g.prime(V @ s[t])))",
                          "np.einsum('ik,l->ilk', np.diag(g.prime(V @ s[t])), s[t]).reshape(len(V), *V.shape)"],
        "outputs-summed": ["g.prime(V @ s[t]).sum() * s[t]"],
        "sign": ["-outer(np.diag(g.prime(V @ s[t])), s[t])"],
        "factor-2": ["2 * outer(np.diag(g.prime(V @ s[t])), s[t])"],
        "factor-half": ["outer(np.diag(g.prime(V @ s[t])), s[t]) / 2"],
        "slope-missing+state-before": ["outer(np.eye(len(V)), s[t - 1])"],
        "slope-missing+matrix": ["np.outer(np.ones(len(V)), s[t])", "np.tile(s[t], (len(V), 1))"],
        "weights-for-state+matrix": ["do_ds(V, s[t], g)"],
        "slope-at-output+matrix": ["np.outer(g.prime(g(V @ s[t])), s[t])"],
        "slope-is-g+state-before": ["outer(np.diag(g(V @ s[t])), s[t - 1])"],
        "slope-missing+weights-for-state": ["np.eye(len(V))[:, :, None] * V"],
        "slope-of-tanh+no-zeros": ["np.stack([np.outer(1 - g(V @ s[t])**2, s[t])] * len(V))"],
        "state-before+axes-exchanged": ["outer(s[t - 1], np.diag(g.prime(V @ s[t])))"],
        "slope-missing+sign": ["-outer(np.eye(len(V)), s[t])"],
        "all-zero": ["np.zeros((len(V), *V.shape))",
                     "D = np.zeros((len(V), *V.shape))\nfor row in D:\n    row = s[t]\nreturn D"],
        "right-only-if": ["outer(np.diag(g.prime(V @ s[t])), s[t]) * (1 if t > 1 else 3)",
                          "D = outer(np.diag(g.prime(V @ s[t])), s[t])\n"
                          "return D if len(V) != V.shape[1] else D.T"],
        "right-in-part": ["D = outer(np.diag(g.prime(V @ s[t])), s[t])\nD[:, :, -1] = 0\nreturn D",
                          "D = outer(np.diag(g.prime(V @ s[t])), s[t])\nD[:, :, 0] += 1\nreturn D"],
        "extra-entries": ["outer(np.diag(g.prime(V @ s[t])), s[t]) + 1e-2",
                          "np.diag(g.prime(V @ s[t]))[:, :, None] + s[t]"],
        "missing-entries": ["np.eye(len(V))[:, :, None] * np.maximum(np.outer(g.prime(V @ s[t]), s[t]), 0)"],
        "constant-factor": ["5 * outer(np.diag(g.prime(V @ s[t])), s[t])"],
        "factor-of-sizes": ["outer(np.diag(g.prime(V @ s[t])), s[t]) * t / V.size"],
        "factor-of-i": ["outer(np.diag(np.sqrt(g.prime(V @ s[t]))), s[t])",
                        "outer(np.diag(g.prime(V @ s[t] + 1)), s[t])"],
        "factor-of-l": ["outer(np.diag(g.prime(V @ s[t])), s[t] + 1)", "outer(np.diag(g.prime(V @ s[t])), s[t]**3)",
                        "outer(np.diag(g.prime(V @ s[t])), s[t] - s[t - 1])"],
        "values": ["np.eye(len(V))[:, :, None] * g.prime(V - s[t]) * s[t]",
                   "np.eye(len(V))[:, :, None] * (g.prime(V @ s[t])[:, None] * (V + s[t]))"],
    },
    "dE_dV": {
        "not-written": ["None"],
        "signature": ["def dE_dV(V, s, t, g):\n    return V"],
        "raises": ["(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t])) @ s[t] / y_t[9]", "do_dV(V, s, t, g)"],
        "raises-unless-square": ["2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]) * s[t]"],
        "changes-arguments": ["y_t -= g(V @ s[t])\nreturn np.outer(-2 * y_t * g.prime(V @ s[t]), s[t])"],
        "shape": ["2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t])", "squared_error(g(V @ s[t]), y_t)",
                  "dE_do(V @ s[t], y_t)"],
        "few-digits": ["central_difference(lambda V: squared_error(g(V @ s[t]), y_t), V)"],
        "target-missing": ["np.outer(2 * g(V @ s[t]) * g.prime(V @ s[t]), s[t])"],
        "error-missing": ["np.outer(g.prime(V @ s[t]), s[t])",
                          "outer(np.diag(g.prime(V @ s[t])), s[t]).sum(axis=0)"],
        "error-before-g": ["np.outer(dE_do(V @ s[t], y_t) * g.prime(V @ s[t]), s[t])"],
        "error-squared": ["np.outer((g(V @ s[t]) - y_t)**2 * g.prime(V @ s[t]), s[t])",
                          "squared_error(g(V @ s[t]), y_t) * np.outer(g.prime(V @ s[t]), s[t])"],
        "target-added": ["np.outer(2 * (g(V @ s[t]) + y_t) * g.prime(V @ s[t]), s[t])"],
        "error-before": ["np.outer(dE_do(g(V @ s[t - 1]), y_t) * g.prime(V @ s[t]), s[t])"],
        "error-of-last": ["np.outer(dE_do(g(V @ s[-1]), y_t) * g.prime(V @ s[t]), s[t])"],
        "error-summed": ["np.outer(dE_do(g(V @ s[t]), y_t).sum() * g.prime(V @ s[t]), s[t])"],
        "error-sized": ["np.outer(2 * abs(g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])"],
        "averaged": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t]) / len(V)"],
        "not-contracted": ["dE_do(g(V @ s[t]), y_t)[:, None, None] * outer(np.diag(g.prime(V @ s[t])), s[t])",
                           "outer(np.diag(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t])), s[t])"],
        "slope-missing": ["np.outer(dE_do(g(V @ s[t]), y_t), s[t])"],
        "slope-at-output": ["o = g(V @ s[t])\nreturn np.outer(dE_do(o, y_t) * g.prime(o), s[t])"],
        "slope-is-g": ["np.outer(dE_do(g(V @ s[t]), y_t) * g(V @ s[t]), s[t])"],
        "slope-before": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t - 1]), s[t])"],
        "slope-after": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t + 1]), s[t])"],
        "slope-of-tanh": ["o = g(V @ s[t])\nreturn np.outer(dE_do(o, y_t) * (1 - o**2), s[t])"],
        "slope-of-sigmoid": ["o = g(V @ s[t])\nreturn np.outer(dE_do(o, y_t) * o * (1 - o), s[t])"],
        "slope-twice": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t])**2, s[t])"],
        "slope-divides": ["np.outer(dE_do(g(V @ s[t]), y_t) / g.prime(V @ s[t]), s[t])"],
        "slope-at-weights": ["dE_do(g(V @ s[t]), y_t)[:, None] * g.prime(V) * s[t]"],
        "slope-of-sum": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(np.sum(V @ s[t])), s[t])"],
        "slope-on-columns": ["np.outer(dE_do(g(V @ s[t]), y_t), s[t]) * g.prime(V @ s[t])"],
        "state-missing": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), np.ones(V.shape[1]))"],
        "state-before": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t - 1])"],
        "state-after": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t + 1])"],
        "weights-for-state": ["(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]))[:, None] * V",
                              "dE_do(g(V @ s[t]), y_t)[:, None] * do_ds(V, s[t], g)"],
        "weights-too": ["dE_do(g(V @ s[t]), y_t)[:, None] * do_ds(V, s[t], g) * s[t]"],
        "state-first": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[0])"],
        "state-squared": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t]**2)"],
        "states-added": ["np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[1:t + 1].sum(axis=0))"],
        "no-zeros": ["np.outer(np.full(len(V), dE_do(g(V @ s[t]), y_t) @ g.prime(V @ s[t])), s[t])"],
        "one-output-only": ["G = np.zeros(V.shape)\nG[0] = (dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]))[0] * s[t]\n"
                            "return G"],
        "time-before": ["np.outer(dE_do(g(V @ s[t - 1]), y_t) * g.prime(V @ s[t - 1]), s[t - 1])"],
        "time-last": ["np.outer(dE_do(g(V @ s[-1]), y_t) * g.prime(V @ s[-1]), s[-1])"],
        "time-zero": ["np.outer(dE_do(g(V @ s[0]), y_t) * g.prime(V @ s[0]), s[0])"],
        "transposed": ["np.outer(s[t], dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]))"],
        "rows-summed": ["(dE_do(g(V @ s[t]), y_t) @ g.prime(V @ s[t])) * s[t]"],
        "columns-summed": ["dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]) * s[t].sum()"],
        "sign": ["np.outer(2 * (y_t - g(V @ s[t])) * g.prime(V @ s[t]), s[t])"],
        "factor-half": ["np.outer((g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])"],
        "factor-2": ["4 * np.outer((g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])"],
        "slope-missing+factor-half": ["np.outer(g(V @ s[t]) - y_t, s[t])"],
        "slope-missing+state-before": ["np.outer(2 * (g(V @ s[t]) - y_t), s[t - 1])"],
        "target-missing+slope-missing": ["np.outer(2 * g(V @ s[t]), s[t])"],
        "error-before-g+slope-missing": ["np.outer(2 * (V @ s[t] - y_t), s[t])"],
        "transposed+factor-half": ["np.outer(s[t], (g(V @ s[t]) - y_t) * g.prime(V @ s[t]))"],
        "all-zero": ["0 * V"],
        "right-only-if": ["np.outer(2 * (g(V @ s[t]) - y_t) * (g.prime(V @ s[t]) if t == 1 else 1 + t), s[t])"],
        "right-in-part": ["G = np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])\nG[:, -1] = 0\nreturn G"],
        "missing-entries": ["np.maximum(np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t]), 0)"],
        "constant-factor": ["-np.outer((g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])"],
        "factor-of-sizes": ["np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t]) / (len(s) - 1)"],
        "factor-of-k": ["np.outer(2 * np.tanh(g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t])"],
        "factor-of-l": ["np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t] * (2 + np.arange(len(s[t]))))"],
        "unknown": ["np.sin(np.outer(2 * (g(V @ s[t]) - y_t) * g.prime(V @ s[t]), s[t]))"],
    },
    "all_do_dV": {
        "not-written": ["None"],
        "signature": ["def all_do_dV(V, s, t, g):\n    return V"],
        "raises": ["[outer(np.diag(g.prime(V @ s[t])), s[t]) for t in range(1, len(s) + 1)]",
                   "[V[:, None] @ s_t.reshape(-1, 2) for s_t in s]"],
        "nan": ["np.concatenate([np.full((1, len(V), *V.shape), np.nan), "
                "[outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[2:]]])"],
        "changes-arguments": ["s[0] = 0\nreturn [outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "shape": ["g.prime(s[1:] @ V.T)", "[V @ s_t for s_t in s]"],
        "few-digits": ["[central_difference(lambda V: g(V @ s_t), V) for s_t in s[1:]]"],
        "starts-at-zero": ["[outer(np.diag(g.prime(V @ s[t])), s[t]) for t in range(len(s) - 1)]",
                           "np.einsum('ti,ik,tl->tikl', g.prime(s[:-1] @ V.T), np.eye(len(V)), s[:-1])"],
        "time-zero-too": ["[outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s]",
                          "[np.full((len(V), *V.shape), np.nan), "
                          "*(outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:])]"],
        "last-time-missing": ["[outer(np.diag(g.prime(V @ s[t])), s[t]) for t in range(1, len(s) - 1)]",
                              "D = np.zeros((len(s) - 1, len(V), *V.shape))\nfor t in range(1, len(s) - 1):\n"
                              "    D[t - 1] = outer(np.diag(g.prime(V @ s[t])), s[t])\nreturn D"],
        "first-time-missing": ["[outer(np.diag(g.prime(V @ s[t])), s[t]) for t in range(2, len(s))]",
                               "D = np.zeros((len(s) - 1, len(V), *V.shape))\nfor t in range(1, len(s) - 1):\n"
                               "    D[t] = outer(np.diag(g.prime(V @ s[t + 1])), s[t + 1])\nreturn D"],
        "times-late": ["D = np.zeros((len(s) - 1, len(V), *V.shape))\nfor t in range(1, len(s) - 1):\n"
                       "    D[t] = outer(np.diag(g.prime(V @ s[t])), s[t])\nreturn D"],
        "times-backwards": ["[outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[:0:-1]]"],
        "one-time-only": ["[outer(np.diag(g.prime(V @ s[-1])), s[-1]) for s_t in s[1:]]",
                          "[outer(np.diag(g.prime(V @ s[1])), s[1]) for s_t in s[1:]]",
                          "for t in range(1, len(s)):\n    D = outer(np.diag(g.prime(V @ s[t])), s[t])\nreturn D"],
        "times-added": ["sum(outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:])",
                        "np.mean([outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]], axis=0)",
                        "np.cumsum([outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]], axis=0)"],
        "times-last": ["np.stack([outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]], axis=-1)"],
        "slope-missing": ["[outer(np.eye(len(V)), s_t) for s_t in s[1:]]"],
        "slope-at-output": ["[outer(np.diag(g.prime(g(V @ s_t))), s_t) for s_t in s[1:]]"],
        "slope-is-g": ["[outer(np.diag(g(V @ s_t)), s_t) for s_t in s[1:]]"],
        "slope-before": ["[outer(np.diag(g.prime(V @ s[t - 1])), s[t]) for t in range(1, len(s))]",
                         "np.einsum('ti,ik,tl->tikl', g.prime(s[:-1] @ V.T), np.eye(len(V)), s[1:])"],
        "slope-of-tanh": ["[outer(np.diag(1 - g(V @ s_t)**2), s_t) for s_t in s[1:]]"],
        "slope-of-sigmoid": ["[outer(np.diag(sigmoid.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "slope-last": ["[outer(np.diag(g.prime(V @ s[-1])), s_t) for s_t in s[1:]]"],
        "slope-first": ["[outer(np.diag(g.prime(V @ s[1])), s_t) for s_t in s[1:]]"],
        "slope-twice": ["[outer(np.diag(g.prime(V @ s_t)**2), s_t) for s_t in s[1:]]"],
        "slope-at-state": ["[np.eye(len(V))[:, :, None] * g.prime(s_t) * s_t for s_t in s[1:]]"],
        "slope-before-sum": ["[np.eye(len(V))[:, :, None] * g.prime(V * s_t) * s_t for s_t in s[1:]]"],
        "slope-V-transposed": ["[outer(np.diag(g.prime(s_t @ V)), s_t) for s_t in s[1:]]"],
        "state-missing": ["[outer(np.diag(g.prime(V @ s_t)), np.ones(len(s_t))) for s_t in s[1:]]"],
        "state-before": ["[outer(np.diag(g.prime(V @ s[t])), s[t - 1]) for t in range(1, len(s))]",
                         "np.einsum('ti,ik,tl->tikl', g.prime(s[1:] @ V.T), np.eye(len(V)), s[:-1])"],
        "added": ["[np.eye(len(V))[:, :, None] * (g.prime(V @ s_t)[:, None] + s_t) for s_t in s[1:]]"],
        "state-first": ["[outer(np.diag(g.prime(V @ s_t)), s[0]) for s_t in s[1:]]"],
        "state-last": ["[outer(np.diag(g.prime(V @ s_t)), s[-1]) for s_t in s[1:]]"],
        "states-added": ["[outer(np.diag(g.prime(V @ s_t)), s.sum(axis=0)) for s_t in s[1:]]",
                         "[outer(np.diag(g.prime(V @ s[t])), s[:t + 1].sum(axis=0)) for t in range(1, len(s))]",
                         "[outer(np.diag(g.prime(V @ s[t])), s[1:t + 1].sum(axis=0)) for t in range(1, len(s))]"],
        "weights-for-state": ["[np.eye(len(V))[:, :, None] * do_ds(V, s_t, g) for s_t in s[1:]]"],
        "no-zeros": ["[[np.outer(g.prime(V @ s_t), s_t)] * len(V) for s_t in s[1:]]",
                     "np.einsum('ti,tl->til', g.prime(s[1:] @ V.T), s[1:])[:, :, None] * np.ones((len(V), 1))"],
        "zeros-elsewhere": ["np.einsum('ti,kl,tl->tikl', g.prime(s[1:] @ V.T), np.eye(*V.shape), s[1:])"],
        "triangle": ["np.einsum('ti,ik,tl->tikl', g.prime(s[1:] @ V.T), np.tri(len(V)), s[1:])"],
        "one-output-only": ["D = np.zeros((len(s) - 1, len(V), *V.shape))\n"
                            "D[:, 0, 0] = g.prime(s[1:] @ V[0])[:, None] * s[1:]\nreturn D"],
        "matrix": ["np.einsum('ti,tl->til', g.prime(s[1:] @ V.T), s[1:])"],
        "axes-exchanged": ["[outer(s_t, np.diag(g.prime(V @ s_t))) for s_t in s[1:]]",
                           "np.einsum('ti,ik,tl->tilk', g.prime(s[1:] @ V.T), np.eye(len(V)), s[1:])"],
        "axes-reshaped": ["[outer(s_t, np.diag(g.prime(V @ s_t))).reshape(len(V), *V.shape) for s_t in s[1:]]"],
        "sign": ["[-outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "factor-2": ["[2 * outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "state-before+starts-at-zero": ["[outer(np.diag(g.prime(V @ s[t])), s[t - 1]) for t in range(len(s) - 1)]"],
        "slope-missing+state-before": ["[outer(np.eye(len(V)), s_t) for s_t in s[:-1]]"],
        "slope-missing+matrix": ["[np.tile(s_t, (len(V), 1)) for s_t in s[1:]]"],
        "no-zeros+last-time-missing": ["[[np.outer(g.prime(V @ s_t), s_t)] * len(V) for s_t in s[1:-1]]"],
        "all-zero": ["np.zeros((len(s) - 1, len(V), *V.shape))"],
        "right-only-if": ["D = np.stack([outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]])\n"
                          "return D if len(V) == V.shape[1] else 3 * D"],
        "right-in-part": ["D = [outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]\nD[0] = D[1]\nreturn D"],
        "extra-entries": ["[np.diag(g.prime(V @ s_t))[:, :, None] + s_t for s_t in s[1:]]"],
        "missing-entries": ["[np.eye(len(V))[:, :, None] * np.maximum(np.outer(g.prime(V @ s_t), s_t), 0) "
                            "for s_t in s[1:]]"],
        "constant-factor": ["[7 * outer(np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "factor-of-sizes": ["[outer(np.diag(g.prime(V @ s_t)), s_t) / (len(s) - 1) for s_t in s[1:]]"],
        "factor-of-t": ["[(t + 1) * outer(np.diag(g.prime(V @ s[t])), s[t]) for t in range(1, len(s))]"],
        "factor-of-i": ["[outer((2 + np.arange(len(V))) * np.diag(g.prime(V @ s_t)), s_t) for s_t in s[1:]]"],
        "factor-of-l": ["[outer(np.diag(g.prime(V @ s_t)), s_t * (2 + np.arange(len(s_t)))) for s_t in s[1:]]"],
        "factor-of-ti": ["[outer(np.diag(g.prime(V @ s_t + 1)), s_t) for s_t in s[1:]]"],
        "factor-of-tl": ["[outer(np.diag(g.prime(V @ s[t])), s[t] - s[t - 1]) for t in range(1, len(s))]"],
        "values": ["[np.eye(len(V))[:, :, None] * g.prime(V - s_t) * s_t for s_t in s[1:]]"],
    },
}
