"""Answers to homework 3, right ones in many styles and wrong ones under the diagnosis that they must get.

A wrong answer is a right one with some of its text exchanged, so that each stands here in one line.
"""

import textwrap

import numpy as np
from zoo_code import COURSE, edited

NAMES = COURSE


# Another judge: forwards in time, by the formulas, entry by entry


def true_state_derivatives(params, x, s0, h, alpha=1.0):
    """Return all states, and their derivatives by U and W, by the recursion forwards in time."""
    U, W, _ = params
    n, d = U.shape
    s = np.zeros(n) if s0 is None else s0
    by_U, by_W, found = np.zeros((n, n, d)), np.zeros((n, n, n)), []
    for x_t in x:
        slope = alpha * h.prime(U @ x_t + W @ s)
        J = (1 - alpha) * np.eye(n) + slope[:, None] * W
        direct_U, direct_W = np.zeros((n, n, d)), np.zeros((n, n, n))
        for i in range(n):
            direct_U[i, i], direct_W[i, i] = slope[i] * x_t, slope[i] * s
        by_U, by_W = direct_U + np.tensordot(J, by_U, 1), direct_W + np.tensordot(J, by_W, 1)
        s = (1 - alpha) * s + alpha * h(U @ x_t + W @ s)
        found.append((s, by_U, by_W))
    return found


def true_pair(params, x, *, s0, h):
    return true_state_derivatives(params, x, s0, h)[-1][1:]


def true_gradient(params, x, y, *, alpha=1.0, s0, h, g):
    L, by_U, by_W, by_V = 0.0, *(np.zeros_like(weight) for weight in params)
    for (s, s_U, s_W), y_t in zip(true_state_derivatives(params, x, s0, h, alpha), y):
        b = params.V @ s
        L += ((g(b) - y_t) ** 2).sum()
        for i, at_b in enumerate(2 * (g(b) - y_t) * g.prime(b)):
            by_V[i] += at_b * s
            by_U += np.tensordot(at_b * params.V[i], s_U, 1)
            by_W += np.tensordot(at_b * params.V[i], s_W, 1)
    return L, (by_U, by_W, by_V)


def true_batch(params, x, y, *, s0, **rest):
    found = [true_gradient(params, x[:, i], y[:, i], s0=None if s0 is None else s0[i], **rest)
             for i in range(x.shape[1])]
    return np.mean([L for L, _ in found]), tuple(np.mean(parts, axis=0) for parts in zip(*(G for _, G in found)))


TRUE = {"repaired": true_pair, "gradients_one": true_gradient, "leaky_gradients": true_gradient,
        "leaky_gradients_batch": true_batch}


# The slide's loop

PRINTED = """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    T, z = len(x) - 1, np.eye(len(params.W))
    dU = ds_dU_direct(a[T], x[T], h)
    dW = ds_dW_direct(a[T], s[T - 1], h)
    for t in range(T, 0, -1):
        z = z @ ds_ds(params.W, a[t], h)
        dU = dU + chain(z, ds_dU_direct(a[t], x[t], h))
        dW = dW + chain(z, ds_dW_direct(a[t], s[t - 1], h))
    return dU, dW
"""
ADD_FIRST = """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    T, z = len(x) - 1, np.eye(len(params.W))
    dU, dW = 0, 0
    for t in range(T, 0, -1):
        dU = dU + chain(z, ds_dU_direct(a[t], x[t], h))
        dW = dW + chain(z, ds_dW_direct(a[t], s[t - 1], h))
        z = z @ ds_ds(params.W, a[t], h)
    return dU, dW
"""
TERM_BEFORE = """
    x, a, s, _, _ = forward(params, x, s0=s0, h=h)
    T, z = len(x) - 1, np.eye(len(params.W))
    dU = ds_dU_direct(a[T], x[T], h)
    dW = ds_dW_direct(a[T], s[T - 1], h)
    for t in range(T, 1, -1):
        z = z @ ds_ds(params.W, a[t], h)
        dU = dU + chain(z, ds_dU_direct(a[t - 1], x[t - 1], h))
        dW = dW + chain(z, ds_dW_direct(a[t - 1], s[t - 2], h))
    return dU, dW
"""
BY_HAND = """
    U, W, V = params
    n, d = U.shape
    run = forward(params, x, s0=s0, h=h)
    T = len(x)
    slopes = h.prime(run.a[1:])
    dU, dW, z = np.zeros((n, n, d)), np.zeros((n, n, n)), np.eye(n)
    for t in range(T, 0, -1):
        zq = z * slopes[t - 1]
        dU += zq[:, :, None] * run.x[t]
        dW += zq[:, :, None] * run.s[t - 1]
        z = zq @ W
    return dU, dW
"""
FORWARDS = """
    n, d = params.U.shape
    run = forward(params, x, s0=s0, h=h)
    dU, dW = np.zeros((n, n, d)), np.zeros((n, n, n))
    for t in range(1, len(x) + 1):
        J = h.prime(run.a[t])[:, None] * params.W
        dU = np.einsum('im,mkl->ikl', J, dU) + ds_dU_direct(run.a[t], run.x[t], h)
        dW = np.einsum('im,mkl->ikl', J, dW) + ds_dW_direct(run.a[t], run.s[t - 1], h)
    return dU, dW
"""

RIGHT = {"repaired": [
    ADD_FIRST, TERM_BEFORE, BY_HAND, FORWARDS,
    edited(ADD_FIRST, "return dU, dW", "return [dU, dW]"),
    edited(ADD_FIRST, "return dU, dW", "return dU.tolist(), dW.tolist()"),
    edited(ADD_FIRST, "return dU, dW", "return np.asfortranarray(dU), dW[::-1][::-1]"),
    edited(ADD_FIRST, "return dU, dW", "return dU.astype(np.float32), dW.astype(np.float32)"),
    edited(ADD_FIRST, "chain(z, ", "np.tensordot(z, ", ", h))\n", ", h), axes=1)\n"),
    edited(ADD_FIRST, "chain(z, ", "np.einsum('im,mkl->ikl', z, "),
    edited(ADD_FIRST, "range(T, 0, -1)", "reversed(range(1, T + 1))"),
    edited(ADD_FIRST, "ds_ds(params.W, a[t], h)", "np.diag(h.prime(a[t])) @ params.W"),
    edited(ADD_FIRST, "dU = dU +", "dU +=", "dW = dW +", "dW +="),
    edited(TERM_BEFORE, "range(T, 1, -1)", "range(T - 1, 0, -1)", "a[t], h)\n        dU", "a[t + 1], h)\n        dU",
           "a[t - 1]", "a[t]", "x[t - 1]", "x[t]", "s[t - 2]", "s[t - 1]"),
    edited(TERM_BEFORE, "range(T, 1, -1)", "range(T, 0, -1)", "        z = z @", "        if t == 1:\n"
           "            break\n        z = z @"),
    "return slide_bptt(params, x, s0=s0, h=h)",
    "return state_derivatives(params, x, s0=s0, h=h)",
    """
    def last(U, W):
        return forward(Params(U, W, params.V), x, s0=s0, h=h).s[-1]
    return (complex_step(lambda U: last(U, params.W), params.U),
            complex_step(lambda W: last(params.U, W), params.W))
    """,
]}
WRONG = {"repaired": {
    "not-written": ["return None"],
    "none": ["if len(x) == 1:\n    return None\nreturn slide_bptt(params, x, s0=s0, h=h)"],
    "signature": ["def repaired(params, x):\n    return None"],
    "parts": [edited(ADD_FIRST, "return dU, dW", "return dU"), edited(ADD_FIRST, "return dU, dW", "return dU, None"),
              edited(ADD_FIRST, "return dU, dW", "return dU, dW, z"), "return 0.5"],
    "parts-exchanged": [edited(ADD_FIRST, "return dU, dW", "return dW, dU")],
    "shape": [edited(ADD_FIRST, "return dU, dW", "return dU.sum(0), dW.sum(0)")],
    "transposed": [edited(ADD_FIRST, "return dU, dW", "return dU.T, dW.T")],
    "nan": [edited(TERM_BEFORE, "range(T, 1, -1)", "range(T, 0, -1)"),
            edited(ADD_FIRST, "range(T, 0, -1)", "range(T, -1, -1)")],
    "raises": [edited(ADD_FIRST, "x[t]", "x[t + 1]"), edited(ADD_FIRST, "dU, dW = 0, 0", "")],
    "raises-unless-square": [edited(ADD_FIRST, "dW = dW +", "0 * params.U @ params.W\n        dW = dW +")],
    "changes-arguments": [edited(ADD_FIRST, "z = z @", "params.W[:] *= 0.9\n        z = z @")],
    "changes-its-answer": [edited(ADD_FIRST, "return dU, dW", "return dU, dW + np.random.normal()")],
    "no-numbers": ["return 'a', 'b'"],
    "ragged": ["return [[1.0], [2.0, 3.0]], [[1.0], [2.0, 3.0]]"],
    "complex": [edited(ADD_FIRST, "return dU, dW", "return dU + 0j, dW")],
    "integers": [edited(ADD_FIRST, "return dU, dW", "return (9 * dU).astype(int), dW")],
    "exits": ["raise SystemExit"],
    "too-slow": ["while True:\n    pass"],
    "few-digits": ["""
    def last(U, W):
        return forward(Params(U, W, params.V), x, s0=s0, h=h).s[-1]
    return (central_difference(lambda U: last(U, params.W), params.U),
            central_difference(lambda W: last(params.U, W), params.W))
    """],
    "as-printed": [PRINTED],
    "one-jacobian-too-many": [edited(PRINTED, "ds_dU_direct(a[T], x[T], h)\n", "0\n",
                                     "ds_dW_direct(a[T], s[T - 1], h)\n", "0\n")],
    "last-step-twice": [edited(ADD_FIRST, "dU, dW = 0, 0",
                               "dU, dW = ds_dU_direct(a[T], x[T], h), ds_dW_direct(a[T], s[T - 1], h)")],
    "last-step-missing": [edited(TERM_BEFORE, "dU = ds_dU_direct(a[T]", "dU = 0 * ds_dU_direct(a[T]",
                                 "dW = ds_dW_direct(a[T], s[T - 1], h)", "dW = 0 * ds_dW_direct(a[T], s[T - 1], h)"),
                          edited(TERM_BEFORE, "dW = ds_dW_direct(a[T], s[T - 1], h)",
                                 "dW = 0 * ds_dW_direct(a[T], s[T - 1], h)"),
                          edited(BY_HAND, "T = len(x)", "T = len(x) - 1")],
    "no-pass": [edited(ADD_FIRST, "range(T, 0, -1)", "range(T, 1, -1)"),
                edited(ADD_FIRST, "range(T, 0, -1)", "range(T - 1, 0, -1)"),
                edited(BY_HAND, "T = len(x)", "T = len(x) - 1", "zq @ W", "zq @ (W + 0.1)")],
    "defaults-used": [edited(ADD_FIRST, "s0=s0, h=h", "s0=s0"), edited(BY_HAND, "s0=s0, h=h", "s0=s0"),
                      edited(ADD_FIRST, "s0=s0, h=h", "s0=s0", ", h)", ", tanh)")],
    "jacobians-too-early": [edited(PRINTED, "range(T, 0, -1)", "range(T - 1, 0, -1)")],
    "times-mixed": [edited(TERM_BEFORE, "s[t - 2]", "s[t - 1]"), edited(TERM_BEFORE, "x[t - 1]", "x[t]")],
    "first-step-missing": [edited(BY_HAND, "range(T, 0, -1)", "range(T, 1, -1)"),
                           edited(PRINTED, "range(T, 0, -1)", "range(T, 1, -1)")],
    "one-jacobian-too-few": [edited(TERM_BEFORE, "        z = z @ ds_ds(params.W, a[t], h)\n", "",
                                    "\n    return", "\n        z = z @ ds_ds(params.W, a[t], h)\n    return")],
    "direct-only": [edited(PRINTED, "    for t", "    return dU, dW\n    for t"),
                    edited(ADD_FIRST, "    return dU, dW", "        return dU, dW")],
    "product-ascending": [edited(ADD_FIRST, "z = z @ ds_ds(params.W, a[t], h)", "z = ds_ds(params.W, a[t], h) @ z")],
    "product-not-accumulated": [edited(ADD_FIRST, "z = z @ ds_ds", "z = ds_ds")],
    "jacobians-missing": [edited(ADD_FIRST, "        z = z @ ds_ds(params.W, a[t], h)\n", "")],
    "jacobian-transposed": [edited(ADD_FIRST, "a[t], h)\n    return", "a[t], h).T\n    return")],
    "assigned": [edited(ADD_FIRST, "dU + ", "", "dW + ", ""), edited(PRINTED, "dU + ", "", "dW + ", "")],
    "wrong-product": [edited(ADD_FIRST, "chain(z, ", "np.matmul(z, ")],
    "runs-forwards": [edited(ADD_FIRST, "range(T, 0, -1)", "range(1, T + 1)")],
    "subtracted": [edited(TERM_BEFORE, "dU + ", "dU - ", "dW + ", "dW - ")],
    "axes-exchanged": [edited(ADD_FIRST, "return dU, dW", "return dU, dW.transpose(0, 2, 1)")],
    "sign": [edited(ADD_FIRST, "return dU, dW", "return -dU, -dW")],
    "divided-by-T": [edited(ADD_FIRST, "return dU, dW", "return dU / T, dW / T")],
    "factor-2": [edited(ADD_FIRST, "return dU, dW", "return 2 * dU, 2 * dW")],
    "h-slope-missing": [edited(BY_HAND, "h.prime(run.a[1:])", "np.ones_like(run.a[1:])")],
    "h-slope-at-state": [edited(BY_HAND, "h.prime(run.a[1:])", "h.prime(run.s[1:])")],
    "h-slope-of-tanh": [edited(BY_HAND, "h.prime(run.a[1:])", "1 - run.s[1:]**2"),
                     edited(BY_HAND, "h.prime(run.a[1:])", "tanh.prime(run.a[1:])")],
    "h-slope-of-sigmoid": [edited(BY_HAND, "h.prime(run.a[1:])", "run.s[1:] * (1 - run.s[1:])")],
    "h-for-its-slope": [edited(BY_HAND, "h.prime(run.a[1:])", "h(run.a[1:])")],
    "h-slope-twice": [edited(BY_HAND, "h.prime(run.a[1:])", "h.prime(run.a[1:])**2")],
    "h-slope-divides": [edited(BY_HAND, "h.prime(run.a[1:])", "1 / h.prime(run.a[1:])")],
    "h-slope-before": [edited(BY_HAND, "slopes[t - 1]", "slopes[t - 2]")],
    "h-slope-missing-in-carry": [edited(BY_HAND, "z = zq @ W", "z = z @ W")],
    "h-slope-missing-in-sums": [edited(BY_HAND, "dU += zq", "dU += z", "dW += zq", "dW += z")],
    "h-slope-twice-in-carry": [edited(BY_HAND, "z = zq @ W", "z = zq * slopes[t - 1] @ W")],
    "W-transposed": [edited(BY_HAND, "zq @ W", "zq @ W.T")],
    "W-missing": [edited(BY_HAND, "zq @ W", "zq")],
    "W-squeezed": [edited(BY_HAND, "zq @ W", "zq * np.diag(W)")],
    "W-sized": [edited(BY_HAND, "zq @ W", "zq @ abs(W)")],
    "slope-after-W": [edited(BY_HAND, "zq @ W", "z @ W * slopes[t - 1]")],
    "U-for-W": [edited(BY_HAND, "zq @ W", "zq @ U"), edited(BY_HAND, "zq @ W", "zq @ U.T")],
    "x-before": [edited(BY_HAND, "run.x[t]", "x[t - 2]")],
    "x-after": [edited(BY_HAND, "run.x[t]", "x[t % T]")],
    "x-missing": [edited(BY_HAND, "run.x[t]", "np.ones(d)")],
    "x-reversed": [edited(BY_HAND, "run.x[t]", "x[T - t]")],
    "x-last": [edited(BY_HAND, "run.x[t]", "run.x[T]")],
    "x-first": [edited(BY_HAND, "run.x[t]", "x[0]")],
    "state-for-x": [edited(BY_HAND, "run.x[t]", "run.s[t - 1]")],
    "W-state-same": [edited(BY_HAND, "run.s[t - 1]", "run.s[t]")],
    "W-start-missing": [edited(BY_HAND, "run.s[t - 1]", "run.s[t - 1] * (t > 1)")],
    "W-start-is-end": [edited(BY_HAND, "run.s[t - 1]", "run.s[1:][t - 2]")],
    "W-meets-a": [edited(BY_HAND, "run.s[t - 1]", "run.a[t]"),
                  edited(BY_HAND, "run.s[t - 1]", "(run.a[t - 1] if t > 1 else run.s[0])")],
    "W-state-twice-before": [edited(BY_HAND, "run.s[t - 1]", "run.s[t - 2]"),
                             edited(BY_HAND, "run.s[t - 1]", "(run.s[t - 2] if t > 1 else 0 * run.s[0])")],
    "W-meets-x": [edited(BY_HAND, "run.s[t - 1]", "run.x[t]")],
    "W-state-missing": [edited(BY_HAND, "run.s[t - 1]", "np.ones(n)")],
    "W-start-only": [edited(BY_HAND, "run.s[t - 1]", "run.s[0]")],
    "all-zero": ["n, d = params.U.shape\nreturn np.zeros((n, n, d)), np.zeros((n, n, n))"],
    "right-only-if": [edited(ADD_FIRST, "s0=s0, ", ""), edited(BY_HAND, "z = zq @ W", "z = zq @ (W + 0.1)"),
                      edited(BY_HAND, "h.prime(run.a[1:])", "h.prime(run.a[1:])**3")],
    "constant-factor": [edited(BY_HAND, "return dU, dW", "return 3 * dU, 3 * dW")],
    "factor-of-sizes": [edited(BY_HAND, "return dU, dW", "return dU / (T + n), dW / (T + n)")],
    "wrong-U": [edited(BY_HAND, "run.x[t]", "run.x[t]**2")],
    "wrong-W": [edited(BY_HAND, "run.s[t - 1]", "run.s[t - 1]**2")],
    "unknown": [edited(BY_HAND, "zq[:, :, None] * ", "zq[:, :, None]**2 * ")],
    "h-slope-missing-in-carry+x-before": [edited(BY_HAND, "z = zq @ W", "z = z @ W", "run.x[t]", "x[t - 2]")],
    "W-state-same+x-missing": [edited(BY_HAND, "run.x[t]", "np.ones(d)", "run.s[t - 1]", "run.s[t]")],
}}

# One sequence, on the course's network and on the leaky one

SWEEP = """
    U, W, V = params
    run = forward(params, x, s0=s0, h=h, g=g)
    T = len(x)
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    carry = np.zeros(len(W))
    for t in range(T, 0, -1):
        error = 2 * (run.o[t] - y[t - 1])
        db = error * g.prime(run.b[t])
        ds = db @ V + carry
        da = ds * h.prime(run.a[t])
        dU += np.outer(da, run.x[t])
        dW += np.outer(da, run.s[t - 1])
        dV += np.outer(db, run.s[t])
        carry = da @ W
    L = ((run.o[1:] - y)**2).sum()
    return L, Params(dU, dW, dV)
"""
ROWS = """
    U, W, V = params
    x, a, s, b, o = forward(params, x, s0=s0, h=h, g=g)
    db = dE_do(o[1:], y) * g.prime(b[1:])
    ds = db @ V
    slopes = h.prime(a[1:])
    for t in range(len(y) - 1, 0, -1):
        ds[t - 1] += (ds[t] * slopes[t]) @ W
    da = ds * slopes
    return squared_error(o[1:], y).sum(), Params(da.T @ x[1:], da.T @ s[:-1], db.T @ s[1:])
"""
BY_STATE = """
    U, W, V = params
    run = forward(params, x, s0=s0, h=h, g=g)
    def after(t, s_t):
        L = squared_error(g(s_t @ V.T), y[t - 1])
        for k in range(t + 1, len(x) + 1):
            s_t = h(U @ run.x[k] + W @ s_t)
            L = L + squared_error(g(V @ s_t), y[k - 1])
        return L
    dU, dW, dV = 0, 0, 0
    for t in range(1, len(x) + 1):
        ds = complex_step(lambda s_t: after(t, s_t), run.s[t])
        step = lambda a: h(a)
        da = ds * h.prime(run.a[t])
        dU = dU + np.outer(da, run.x[t])
        dW = dW + np.outer(da, run.s[t - 1])
        dV = dV + complex_step(lambda V: squared_error(g(V @ run.s[t]), y[t - 1]), V)
    return sum(squared_error(run.o[1:], y)), Params(dU, dW, dV)
"""
NUDGED = """
    def loss(weights):
        o = forward(Params(*weights), x, s0=s0, h=h, g=g).o[1:]
        return squared_error(o, y).sum()
    U, W, V = params
    return loss(params), Params(complex_step(lambda U: loss((U, W, V)), U),
                                complex_step(lambda W: loss((U, W, V)), W),
                                complex_step(lambda V: loss((U, W, V)), V))
"""
RTRL = """
    U, W, V = params
    n, d = U.shape
    run = forward(params, x, s0=s0, h=h, g=g)
    sU, sW = np.zeros((n, n, d)), np.zeros((n, n, n))
    L, dU, dW, dV = 0, 0, 0, 0
    for t in range(1, len(x) + 1):
        q = h.prime(run.a[t])
        J = np.diag(q) @ W
        sU = np.einsum('ij,jkl->ikl', J, sU) + np.einsum('ik,i,l->ikl', np.eye(n), q, run.x[t])
        sW = np.einsum('ij,jkl->ikl', J, sW) + np.einsum('ik,i,l->ikl', np.eye(n), q, run.s[t - 1])
        db = 2 * (run.o[t] - y[t - 1]) * g.prime(run.b[t])
        dU = dU + np.einsum('i,ikl->kl', db @ V, sU)
        dW = dW + np.einsum('i,ikl->kl', db @ V, sW)
        dV = dV + np.outer(db, run.s[t])
        L = L + ((run.o[t] - y[t - 1])**2).sum()
    return L, Params(dU, dW, dV)
"""
LEAKY = {  # what changes in the answers above if the state leaks
    SWEEP: ["forward(params, x, s0", "leaky_forward(params, x, alpha=alpha, s0", "ds * h.prime(run.a[t])",
            "ds * alpha * h.prime(run.a[t])", "carry = da @ W", "carry = (1 - alpha) * ds + da @ W"],
    ROWS: ["forward(params, x, s0", "leaky_forward(params, x, alpha=alpha, s0", "slopes = h", "slopes = alpha * h",
           "@ W\n", "@ W + (1 - alpha) * ds[t]\n"],
    BY_STATE: ["forward(params, x, s0", "leaky_forward(params, x, alpha=alpha, s0", "s_t = h(U", "s_t = (1 - alpha) * "
               "s_t + alpha * h(U", "ds * h.prime(run.a[t])", "ds * alpha * h.prime(run.a[t])"],
    NUDGED: ["forward(Params(*weights), x,", "leaky_forward(Params(*weights), x, alpha=alpha,"],
    RTRL: ["forward(params, x, s0", "leaky_forward(params, x, alpha=alpha, s0", "q = h", "q = alpha * h",
           "np.diag(q) @ W", "np.diag(q) @ W + (1 - alpha) * np.eye(n)"],
}
BATCHED = """
    U, W, V = params
    run = leaky_forward(params, x, alpha=alpha, s0=s0, h=h, g=g)
    T, N = x.shape[:2]
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    carry = np.zeros((N, len(W)))
    for t in range(T, 0, -1):
        error = 2 * (run.o[t] - y[t - 1])
        db = error * g.prime(run.b[t])
        ds = db @ V + carry
        da = ds * alpha * h.prime(run.a[t])
        dU += da.T @ run.x[t]
        dW += da.T @ run.s[t - 1]
        dV += db.T @ run.s[t]
        carry = (1 - alpha) * ds + da @ W
    L = ((run.o[1:] - y)**2).sum() / N
    return L, Params(dU / N, dW / N, dV / N)
"""
ONE_BY_ONE = """
    def one(x, y, s0):
%s
    found = [one(x[:, i], y[:, i], None if s0 is None else s0[i]) for i in range(x.shape[1])]
    gradient = [sum(part) / len(found) for part in zip(*(G for _, G in found))]
    return sum(L for L, _ in found) / len(found), Params(*gradient)
"""


def closed(plain, head, tail):
    """Exchange how the last line begins and ends."""
    return edited(plain, "return L, Params(", head).rstrip() + tail + "\n"


def styles(plain, batch=False):
    """Write a sweep in other styles, all right."""
    product = "da.T @ run.x[t]" if batch else "np.outer(da, run.x[t])"
    others = (["np.einsum('nk,nl->kl', da, run.x[t])", "sum(map(np.outer, da, run.x[t]))"] if batch
              else ["np.multiply.outer(da, run.x[t])", "da[:, None] * run.x[t]"])
    return [
        plain,
        *(edited(plain, product, other) for other in others),
        edited(plain, "range(T, 0, -1)", "reversed(range(1, T + 1))"),
        edited(plain, "dU += ", "dU = dU + ", "dW += ", "dW = dW + "),
        edited(plain, "error = 2 * (run.o[t] - y[t - 1])", "error = dE_do(run.o[t], y[t - 1])"),
        edited(plain, "error = 2 * (run.o[t] - y[t - 1])", "error = -2 * (y[t - 1] - run.o[t])"),
        edited(plain, "g.prime(run.b[t])", "g.prime(run.s[t] @ V.T)"),
        edited(plain, "db @ V + carry", "carry + (V.T @ db.T).T"),
        edited(plain, "return L, ", "print(L)\n    return L, "),
        edited(plain, "return L, ", "return np.array([L]), "),
        closed(plain, "return [float(L), list((", ")]"),
        closed(plain, "return L, [np.float32(part) for part in (", "]"),
        closed(plain, "return L, [part.tolist() for part in (", "]"),
        edited(plain, "h.prime(run.a[t])", "h.prime((run.x[t] @ U.T + run.s[t - 1] @ W.T))"),
    ]


LEAKY_SWEEP, LEAKY_ROWS, LEAKY_BY_STATE, LEAKY_NUDGED, LEAKY_RTRL = (
    edited(body, *changes) for body, changes in LEAKY.items())
LOOPED = ONE_BY_ONE[:ONE_BY_ONE.index("    found")] % textwrap.indent(LEAKY_SWEEP, "    ") + """
    total, G, N = 0, [0, 0, 0], x.shape[1]
    for i in range(N):
        L, G_i = one(x[:, i], y[:, i], None if s0 is None else s0[i])
        total, G = total + L / N, [a + b / N for a, b in zip(G, G_i)]
    return total, Params(*G)
"""
ALONE = ONE_BY_ONE % textwrap.indent(LEAKY_SWEEP, "    ")
RIGHT |= {
    "gradients_one": [*styles(SWEEP), ROWS, BY_STATE, NUDGED, RTRL,
                      "return gradients(params, x, y, s0=s0, h=h, g=g)"],
    "leaky_gradients": [*styles(LEAKY_SWEEP), LEAKY_ROWS, LEAKY_BY_STATE, LEAKY_NUDGED, LEAKY_RTRL,
                        edited(LEAKY_SWEEP, "da = ds * alpha * h.prime(run.a[t])", "da = ds * h.prime(run.a[t])",
                               "da @ W", "alpha * da @ W", "L = ", "dU, dW = alpha * dU, alpha * dW\n    L = ")],
    "leaky_gradients_batch": [*styles(BATCHED, batch=True), ALONE, LOOPED,
                              edited(LEAKY_ROWS, "da.T @ x[1:]", "np.einsum('tnk,tnl->kl', da, x[1:]) / x.shape[1]",
                                     "da.T @ s[:-1]", "np.einsum('tnk,tnl->kl', da, s[:-1]) / x.shape[1]",
                                     "db.T @ s[1:]", "np.einsum('tnk,tnl->kl', db, s[1:]) / x.shape[1]",
                                     ".sum()", ".sum() / x.shape[1]"),
                              edited(LEAKY_NUDGED, "squared_error(o, y).sum()", "squared_error(o, y).mean(1).sum()")],
}


def wrong_sweeps(plain, head, leaky=False, batch=False):
    """Write wrong answers under their diagnoses, each a sweep with something exchanged."""
    def but(*changes):
        return edited(plain, *changes)

    U, W, V = (("da.T @ run.x[t]", "da.T @ run.s[t - 1]", "db.T @ run.s[t]") if batch else
               ("np.outer(da, run.x[t])", "np.outer(da, run.s[t - 1])", "np.outer(db, run.s[t])"))
    turned = (["run.x[t].T @ da", "run.s[t - 1].T @ da", "run.s[t].T @ db"] if batch else
              ["np.outer(run.x[t], da)", "np.outer(run.s[t - 1], da)", "np.outer(run.s[t], db)"])
    sums = "dU / N, dW / N, dV / N" if batch else "dU, dW, dV"
    L = "L = ((run.o[1:] - y)**2).sum() / N" if batch else "L = ((run.o[1:] - y)**2).sum()"
    parts, plain_parts = f"return L, Params({sums})", "return L, Params(dU, dW, dV)"
    slope, carry = "h.prime(run.a[t])", "da @ W"
    zeros = "dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)"
    inside = (L, "pass", zeros, f"{zeros}\n    L = 0", carry,  # L in the loop, from the whole number 0
              carry + "\n        " + L.replace("=", "+=", 1).replace("[1:]", "[t]").replace("y)", "y[t - 1])"))
    wrong = {
        "not-written": ["return None"],
        "none": [but("L = ((", "if T == 1:\n        return None\n    L = ((")],
        "signature": [f"def {head}(params, x, y):\n    return None"],
        "parts": [but(parts, f"return L, {sums}"), but(parts, "return L"), but(parts, f"return Params({sums})"),
                  but(parts, "return L, (dU, dW)"), but(parts, "return L, (dU, None, dV)")],
        "shape": [but(parts, "return L, Params(dV, dW, dU)"), but(parts, "return L, Params(dU, dW, dV.sum(0))")],
        "transposed": [but(W, turned[1]), but(parts, "return L, Params(dU.T, dW.T, dV.T)"), but(U, turned[0]),
                       but(V, turned[2]), but(parts, f"dW = dW.T\n    {parts}")],
        "nan": [but("range(T, 0, -1)", "range(T, -1, -1)"), but(L, L.replace("run.o[1:] - y", "run.o[:-1] - y"))],
        "raises": [but("y[t - 1]", "y[t]"), but("run.x[t]", "x[t]"), but(zeros, "")],
        "raises-unless-square": [but("dU +=", "0 * (U @ W) @ V\n        dU +=")],
        "changes-arguments": [but(carry, "da @ W\n        params.W[:] -= 0.1 * dW"),
                              but("error = 2 * (run.o[t] - y[t - 1])",
                                  "y[t - 1] -= run.o[t]\n        error = -2 * y[t - 1]")],
        "changes-its-answer": [but("return L, ", "dU[0, 0] += np.random.normal()\n    return L, ")],
        "no-numbers": ["return 'L', ('U', 'W', 'V')"],
        "ragged": ["return 0.5, ([[1.0], [2.0, 3.0]], 0, 0)"],
        "complex": [but("return L, ", "dU = dU + 0j\n    return L, ")],
        "integers": [but("return L, ", "return L, Params((9 * dU).astype(int), dW, dV)\n    return L, ")],
        "exits": ["raise SystemExit"],
        "too-slow": ["while True:\n    pass"],
        "few-digits": [closed(plain, "return L, [np.round(part, 8) for part in (", "]")],
        # errors and outputs
        "factor-2-missing": [but("2 * (run", "(run")],
        "target-missing": [but("run.o[t] - y[t - 1]", "run.o[t]")],
        "target-added": [but("run.o[t] - y[t - 1]", "run.o[t] + y[t - 1]")],
        "error-before-g": [but("run.o[t] - y[t - 1]", "run.b[t] - y[t - 1]")],
        "error-mean": [but("2 * (run", "2 / len(V) * (run")],
        "error-squared": [but("2 * (run.o[t] - y[t - 1])", "(run.o[t] - y[t - 1])**2")],
        "error-sized": [but("2 * (run.o[t] - y[t - 1])", "2 * abs(run.o[t] - y[t - 1])")],
        "error-missing": [but("2 * (run.o[t] - y[t - 1])", "np.ones_like(run.o[t])")],
        "target-before": [but("y[t - 1]", "y[t - 2]")],
        "target-after": [but("y[t - 1]", "y[t % T]")],
        "target-reversed": [but("y[t - 1]", "y[T - t]")],
        "g-slope-missing": [but("error * g.prime(run.b[t])", "error")],
        "g-slope-at-output": [but("g.prime(run.b[t])", "g.prime(run.o[t])")],
        "g-for-its-slope": [but("g.prime(run.b[t])", "g(run.b[t])")],
        "g-slope-of-tanh": [but("g.prime(run.b[t])", "(1 - run.o[t]**2)"),
                          but("g.prime(run.b[t])", "tanh.prime(run.b[t])")],
        "g-slope-of-sigmoid": [but("g.prime(run.b[t])", "run.o[t] * (1 - run.o[t])"),
                             but("g.prime(run.b[t])", "sigmoid.prime(run.b[t])")],
        "g-slope-twice": [but("g.prime(run.b[t])", "g.prime(run.b[t])**2")],
        "g-slope-divides": [but("* g.prime(run.b[t])", "/ g.prime(run.b[t])")],
        "g-slope-before": [but("g.prime(run.b[t])", "g.prime(run.b[1:][t - 2])")],
        "g-slope-missing-for-state": [but("ds = db @ V", "ds = error @ V")],
        "g-slope-twice-for-state": [but("ds = db @ V", "ds = db * g.prime(run.b[t]) @ V")],
        "V-transposed": [but("db @ V", "db @ V.T")],
        "V-missing": [but("db @ V", "db")],
        "W-for-V": [but("db @ V", "db @ W")],
        "rows-summed": [but("db @ V", "db.sum(-1, keepdims=True) * V.sum(0)")],
        "V-state-before": [but(V, V.replace("s[t]", "s[t - 1]"))],
        "V-g-slope-missing": [but(V, V.replace("db", "error"))],
        "V-meets-a": [but(V, V.replace("s[t]", "a[t]"))],
        "V-state-last": [but(V, V.replace("s[t]", "s[T]"))],
        "V-row": [but(V, V.replace("db", "(ds if len(V) == len(W) else 1 / 0)"))],
        "loss-last": [but(L, L.replace("[1:] - y)", "[-1:] - y[-1:])"))],
        "loss-first": [but(L, L.replace("[1:] - y)", "[1:2] - y[:1])"))],
        "loss-without-last": [but(L, L.replace("run.o[1:] - y", "run.o[1:-1] - y[:-1]"))],
        "loss-not-summed": [but(L, L.replace(".sum()", ".sum(axis=-1)"))],
        "loss-mean": [but(L, L.replace(".sum()", ".sum() / T")), but(L, L.replace(".sum()", ".sum() / T / len(V)")),
                      but(L, L.replace(".sum()", ".sum() / len(V)"))],
        "loss-half": [but(L, L.replace(".sum()", ".sum() / 2"))],
        "loss-root": [but(L, L.replace(" / N", "").replace("L = ", "L = np.sqrt(") + ")")],
        "loss-before-g": [but(L, L.replace("run.o", "run.b"))],
        "loss-sized": [but(L, L.replace("((run.o[1:] - y)**2)", "abs(run.o[1:] - y)"))],
        "loss-sign": [but(L, L.replace("L = ", "L = -"))],
        "loss-linear": [but(L, L.replace("**2", ""))],
        # numbers in front
        "sign": [but(parts, f"dU, dW, dV = -dU, -dW, -dV\n    {parts}"), but(U, "-" + U)],
        "factor-2": [but(parts, f"dU, dW, dV = 2 * dU, 2 * dW, 2 * dV\n    {parts}"), but(V, "2 * " + V)],
        "divided-by-T": [but(parts, f"dU, dW, dV = dU / T, dW / T, dV / T\n    {parts}"),
                         but(parts, f"L, dU, dW, dV = L / T, dU / T, dW / T, dV / T\n    {parts}"), but(U, U + " / T")],
        "factor-half": [but("2 * (run", "(run", ".sum()", ".sum() / 2")],
        "divided-by-e": [but("2 * (run", "2 / len(V) * (run", ".sum()", ".sum() / len(V)")],
        "divided-by-Te": [but("2 * (run", "2 / len(V) / T * (run", ".sum()", ".sum() / len(V) / T"),
                          but("2 * (run", "2 / len(V) / T * (run")],
        "normalised": [but(parts, "norm = np.sqrt(sum((part**2).sum() for part in (dU, dW, dV)))\n"
                           "    return L, Params(dU / norm, dW / norm, dV / norm)")],
        # slopes of h
        "h-slope-missing": [but(slope, "1")],
        "h-slope-at-state": [but(slope, "h.prime(run.s[t])")],
        "h-slope-of-tanh": [but(slope, "(1 - run.s[t]**2)"), but(slope, "(1 - h(run.a[t])**2)"),
                         but(slope, "tanh.prime(run.a[t])")],
        "h-slope-of-sigmoid": [but(slope, "run.s[t] * (1 - run.s[t])"), but(slope, "h(run.a[t]) * (1 - h(run.a[t]))"),
                            but(slope, "sigmoid.prime(run.a[t])")],
        "h-for-its-slope": [but(slope, "h(run.a[t])"), but(slope, "run.s[t]")],
        "h-slope-twice": [but(slope, slope + "**2")],
        "h-slope-divides": [but("* " + slope, "/ " + slope)],
        "h-slope-before": [but(slope, "h.prime(run.a[1:][t - 2])")],
        "h-slope-missing-in-sums": [but(U, U.replace("da", "da / " + slope), W, W.replace("da", "da / " + slope))],
        "h-slope-missing-in-carry": [but(carry, "da / h.prime(run.a[t]) @ W")],
        "h-slope-twice-in-carry": [but(carry, "da * h.prime(run.a[t]) @ W")],
        # the way back
        "W-transposed": [but(carry, "da @ W.T")],
        "W-missing": [but(carry, "da")],
        "W-squeezed": [but(carry, "da * np.diag(W)")],
        "W-sized": [but(carry, "da @ abs(W)")],
        "U-for-W": [but(carry, "da @ U"), but(carry, "da @ U.T")],
        "slope-after-W": [but(carry, "(da / h.prime(run.a[t])) @ W * h.prime(run.a[t])")],
        "jacobian-transposed": [but(carry, "(da / h.prime(run.a[t])) @ W.T * h.prime(run.a[t])")],
        "carry-ignored": [but("db @ V + carry", "db @ V")],
        "direct-ignored": [but("db @ V + carry", "(db @ V if t == T else carry)")],
        "carry-twice": [but("db @ V + carry", "db @ V + 2 * carry")],
        "carry-subtracted": [but("db @ V + carry", "db @ V - carry")],
        "carry-piles-up": [but("carry = (1" if leaky else "carry = da", "carry += (1" if leaky else "carry += da")],
        "runs-forwards": [but("range(T, 0, -1)", "range(1, T + 1)")],
        "last-error-only": [but("db @ V + carry", "db @ V * (t == T)")],
        "one-jacobian-too-many": [but("        da = ", "        ds = " + (
            "(1 - alpha) * ds + alpha * ds * h.prime(run.a[t]) @ W" if leaky else "ds * h.prime(run.a[t]) @ W")
            + "\n        da = ", "carry = (1 - alpha) * ds + da @ W" if leaky else "carry = da @ W", "carry = ds")],
        # what is added up
        "x-before": [but("run.x[t]", "x[t - 2]")],
        "x-after": [but("run.x[t]", "x[t % T]")],
        "x-missing": [but("run.x[t]", "np.ones_like(run.x[t])")],
        "x-reversed": [but("run.x[t]", "x[T - t]")],
        "x-last": [but("run.x[t]", "x[-1]")],
        "x-first": [but("run.x[t]", "x[0]")],
        "state-for-x": [but("run.x[t]", "(run.s[t - 1] if U.shape == W.shape else 1 / 0)")],
        "W-state-same": [but("run.s[t - 1]", "run.s[t - 0]")],
        "W-start-missing": [but("run.s[t - 1]", "(run.s[t - 1] * (t > 1))")],
        "W-start-is-end": [but("run.s[t - 1]", "run.s[1:][t - 2]")],
        "W-meets-a": [but("run.s[t - 1]", "run.a[t]"),
                      but("run.s[t - 1]", "(run.a[t - 1] if t > 1 else run.s[0])")],
        "W-state-twice-before": [but("run.s[t - 1]", "run.s[t - 2]"),
                                 but("run.s[t - 1]", "(run.s[t - 2] if t > 1 else 0 * run.s[0])")],
        "W-meets-x": [but("run.s[t - 1]", "(run.x[t] if U.shape == W.shape else 1 / 0)")],
        "W-state-missing": [but("run.s[t - 1]", "np.ones_like(run.s[t - 1])")],
        "W-start-only": [but("run.s[t - 1]", "run.s[0]")],
        "assigned": [but("dU +=", "dU =", "dW +=", "dW =", "dV +=", "dV ="), but("dV +=", "dV ="),
                     but("dW +=", "dW =")],
        "first-pass-only": [but("dV +=", "dV = dV if t < T else"),
                            but("    L = ", "        L = ", "    return L", "        return L")],
        "first-step-missing": [but("range(T, 0, -1)", "range(T, 1, -1)"), but("dV +=", "dV += (t > 1) *")],
        "last-step-missing": [but("dU +=", "dU += (t < T) *", "dW +=", "dW += (t < T) *", "dV +=", "dV += (t < T) *"),
                              but("range(T, 0, -1)", "range(T - 1, 0, -1)"),
                              but(*inside, "range(T, 0, -1)", "range(T - 1, 0, -1)"),
                              but("T, N = x.shape[:2]" if batch else "T = len(x)",
                                  "T, N = len(x) - 1, x.shape[1]" if batch else "T = len(x) - 1",
                                  "run.o[1:] - y", "run.o[1:T + 1] - y[:T]")],
        "no-pass": [but("range(T, 0, -1)", "range(T - 1, 0, -1)", carry, "0.9 * da @ W"),
                    but("range(T, 0, -1)", "range(T, 1, -1)", carry, "0.9 * da @ W"),
                    but(*inside, "range(T, 0, -1)", "range(T, 1, -1)")],
        # the run
        "defaults-used": [but("s0=s0, h=h, g=g", "s0=s0"), but("s0=s0, h=h, g=g", "s0=s0, g=g"),
                          but("s0=s0, h=h, g=g", "s0=s0, h=h"),
                          but("s0=s0, h=h, g=g", "s0=s0", "h.prime", "tanh.prime", "g.prime", "identity.prime")],
        "h-and-g-exchanged": [but("h=h, g=g", "h=g, g=h")],
        "part-zero": [but("dV +=", "0 * dV +")],
        # where it sits
        "all-zero": ["return 0.0, Params(*(0 * weight for weight in params))",
                     but(*inside, "range(T, 0, -1)", "range(T, 0)")],
        "right-only-if": [but("s0=s0, ", ""), but(carry, "0.9 * da @ W"),
                          *([] if batch else [but("g.prime(run.b[t])", "g.prime(run.b[t])**3")]),
                          but(carry, carry + "\n        W = W - 0.1 * dW")],
        "clipped": [but(parts, f"dU, dW, dV = (np.clip(part, -0.05, 0.05) for part in ({sums}))\n    {plain_parts}"),
                    but(parts, f"dU, dW, dV = {sums}\n"
                        "    norm = np.sqrt(sum((part**2).sum() for part in (dU, dW, dV)))\n"
                        f"    dU, dW, dV = (part * min(1, 0.2 / norm) for part in (dU, dW, dV))\n    {plain_parts}")],
        "constant-factor": [but("2 * (run", "3 * (run")],
        "factor-of-sizes": [but(parts, f"dU, dW, dV = (part / (T + len(W)) for part in (dU, dW, dV))\n    {parts}")],
        "factor-of-k": [but(U, f"np.arange(1, len(U) + 1)[:, None] * ({U})",
                            W, f"np.arange(1, len(W) + 1)[:, None] * ({W})")],
        "factor-of-l": [but(W, f"np.arange(1, len(W) + 1) * ({W})")],
        "wrong-L": [but("**2", "**4")],
        "wrong-U": [but("run.x[t]", "run.x[t]**2")],
        "wrong-W": [but("run.s[t - 1]", "run.s[t - 1]**2")],
        "wrong-V": [but(V, V.replace("run.s[t]", "run.s[t]**2"))],
        "wrong-UW": [but("db @ V", "db @ abs(V)")],
        "wrong-UV": [but("run.x[t]", "run.x[t]**2", V, V.replace("run.s[t]", "run.s[t]**2"))],
        "wrong-WV": [but("run.s[t - 1]", "run.s[t - 1]**2", V, V.replace("run.s[t]", "run.s[t]**2"))],
        "wrong-at-output": [but("error = 2 * (run.o[t] - y[t - 1])", "error = np.tanh(run.o[t] - y[t - 1])"),
                            but("g.prime(run.b[t])", "g.prime(-run.b[t])")],
        "unknown": [but("error = 2 * (run.o[t] - y[t - 1])", "error = np.tanh(run.o[t] - y[t - 1])",
                        "db @ V +", "db @ V**3 +")],
        # two or three at once
        "h-slope-missing+assigned": [but(slope, "1", "dV +=", "dV =")],
        "W-state-same+x-before": [but("run.s[t - 1]", "run.s[t - 0]", "run.x[t]", "x[t - 2]")],
        "assigned+W-state-same+x-missing": [but("run.s[t - 1]", "run.s[t - 0]", "run.x[t]", "np.ones_like(run.x[t])",
                                                 "dV +=", "dV =")],
        "carry-ignored+factor-2-missing": [but("2 * (run", "(run", " + carry", "")],
        "h-slope-missing+g-slope-missing": [but(slope, "1", "error * g.prime(run.b[t])", "error")],
    }
    rows = [LEAKY_ROWS if leaky else ROWS][0]
    if not batch:
        wrong |= {
            "carry-not-accumulated": [edited(rows, "ds = db @ V\n", "ds = db @ V\n    old = ds.copy()\n",
                                             "+= (ds[t]", "+= (old[t]",
                                             *(["* ds[t]\n", "* old[t]\n"] if leaky else []))],
            "jacobian-of-t": [edited(rows, "* slopes[t])", "* slopes[t - 1])")],
            "printed-loop": [edited(rows, "    da = ", "    ds = db @ V + (ds * slopes) @ W"
                                    + (" + (1 - alpha) * ds" if leaky else "") + "\n    da = ")],
            "product-ascending": [edited(rows, rows[rows.index("    for t"):rows.index("    da = ")], f"""
    J = [slopes[t][:, None] * W{' + (1 - alpha) * np.eye(len(W))' if leaky else ''} for t in range(len(y))]
    r, ds = ds, ds.copy()
    for tau in range(len(y)):
        for t in range(tau):
            product = np.eye(len(W))
            for j in range(t + 1, tau + 1):
                product = product @ J[j]
            ds[t] += r[tau] @ product
""")],
        }
    if leaky:
        wrong |= {
            "leak-ignored": [but("alpha * h", "h", "(1 - alpha) * ds + ", "")],
            "alpha-missing": [but("alpha * h", "h")],
            "alpha-exchanged": [but("* alpha * h", "* (1 - alpha) * h", "(1 - alpha) * ds + ", "alpha * ds + ")],
            "alpha-twice": [but("alpha * h", "alpha**2 * h")],
            "alpha-elsewhere": [but("* alpha * h.prime(run.a[t])", "* alpha * h.prime(alpha * run.a[t])"),
                                but("* alpha * h", "* (1 - alpha) * h")],
            "h-slope-at-value": [but(slope, "h.prime(h(run.a[t]))")],
            "alpha-missing-in-sums": [but("alpha * h", "h", carry, "alpha * da @ W")],
            "alpha-twice-in-sums": [but(U, "alpha * " + U, W, "alpha * " + W)],
            "leak-missing": [but("(1 - alpha) * ds + ", "")],
            "leak-whole": [but("(1 - alpha) * ds", "ds")],
            "alpha-missing-in-carry": [but(carry, "da @ W / alpha")],
            "alpha-twice-in-carry": [but(carry, "alpha * da @ W")],
            "leak-after-slope": [but("(1 - alpha) * ds", "(1 - alpha) * da"),
                                 but("(1 - alpha) * ds", "(1 - alpha) * ds * h.prime(run.a[t])")],
            "leak-everywhere": [but("(1 - alpha) * ds", "(1 - alpha) * ds.sum(-1, keepdims=True)")],
            "leak-of-carry-only": [but("(1 - alpha) * ds", "(1 - alpha) * carry")],
            "leak-of-error-only": [but("(1 - alpha) * ds", "(1 - alpha) * (db @ V)")],
            "alpha-in-V": [but("dV +=", "dV += alpha *")],
            "not-leaky": [but("leaky_forward(params, x, alpha=alpha, ", "forward(params, x, "),
                          but("alpha=alpha", "alpha=1.0")],
            "not-leaky+leak-ignored": [but("leaky_forward(params, x, alpha=alpha, ", "forward(params, x, ",
                                           "alpha * h", "h", "(1 - alpha) * ds + ", "")],
            "last-step-missing+leak-missing": [but("range(T, 0, -1)", "range(T - 1, 0, -1)",
                                                   "(1 - alpha) * ds + ", "")],
            "leak-exchanged": [but("(1 - alpha) * ds", "alpha * ds")],
            "leak-through-W": [but("(1 - alpha) * ds + da @ W", "((1 - alpha) * ds + da) @ W")],
            "leak-on-everything": [but("(1 - alpha) * ds + da @ W", "(1 - alpha) * (ds + da @ W)"),
                                   but("(1 - alpha) * ds + da @ W", "(1 - alpha) * da @ W")],
            "leak-squared": [but("(1 - alpha)", "(1 - alpha)**2")],
            "W-meets-h": [but("run.s[t - 1]", "(h(run.a[t - 1]) if t > 1 else run.s[0])")],
            "V-meets-h": [but(V, V.replace("run.s[t]", "h(run.a[t])"))],
            "assigned+leak-missing": [but("(1 - alpha) * ds + ", "", "dV +=", "dV =")],
        }
        wrong["h-slope-missing-in-sums"] = [but(U, U.replace("da", "(ds * alpha)"), W, W.replace("da", "(ds * alpha)"))]
    if batch:
        wrong |= {
            "sum-over-sequences": [but(".sum() / N", ".sum()", sums, "dU, dW, dV")],
            "gradient-summed": [but(sums, "dU, dW, dV")],
            "loss-summed": [but(".sum() / N", ".sum()")],
            "divided-by-N-twice": [but("2 * (run", "2 / N * (run"),
                                   but("2 * (run", "2 / N * (run", ".sum()", ".sum() / N")],
            "mean-over-T": [but(".sum() / N", ".sum() / T", sums, "dU / T, dW / T, dV / T"),
                            but(sums, "dU / T, dW / T, dV / T")],
            "sequences-mixed": [but("+ carry", "+ carry.sum(0)"), but("+ carry", "+ carry.mean(0)"),
                                but("+ carry", "+ np.roll(carry, 1, axis=0)"),
                                but("+ carry", "+ np.roll(carry, -1, axis=0)")],
            "carry-divided-by-N": [but("+ carry", "+ carry / N")],
            "time-for-sequences": [edited(LOOPED, "x[:, i], y[:, i]", "x[i], y[i]", "x.shape[1]", "len(x)"),
                                   edited(LOOPED, "x[:, i], y[:, i]", "x[i], y[i]", "x.shape[1]", "len(x)",
                                          "None if s0 is None else s0[i]", "s0"),
                                   edited(LOOPED, "x.shape[1]", "len(x)")],
            "averaged-before-product": [
                but(*(text for part in (U, W, V) for text in (part, f"N * np.outer({part.split('.T @ ')[0]}.mean(0), "
                                                                    f"{part.split('.T @ ')[1]}.mean(0))"))),
                but(U, "np.outer(da.sum(0), run.x[t].sum(0))"), but(U, "N * np.outer(da.sum(0), run.x[t].sum(0))")],
            "first-sequence-only": [but(V, "N * np.outer(db[0], run.s[t][0])"), but(V, "np.outer(db[0], run.s[t][0])"),
                                    edited(LOOPED, "    return total", "        return total"),
                                    edited(LOOPED, "    return total", "        return total", " / N", "")],
            "last-sequence-only": [but(V, "N * np.outer(db[-1], run.s[t][-1])"),
                                   but(V, "np.outer(db[-1], run.s[t][-1])"),
                                   edited(LOOPED, "total + ", "", "a + ", ""),
                                   edited(LOOPED, "total + ", "", "a + ", "", " / N", "")],
        }
    return wrong


WRONG |= {
    "gradients_one": wrong_sweeps(SWEEP, "gradients_one"),
    "leaky_gradients": wrong_sweeps(LEAKY_SWEEP, "leaky_gradients", leaky=True),
    "leaky_gradients_batch": wrong_sweeps(BATCHED, "leaky_gradients_batch", leaky=True, batch=True),
}
