"""Answers to homework 4, right ones in many styles and wrong ones under the diagnosis that they must get.

A wrong answer is a right one with some of its text exchanged, so that each stands here in one line.
"""

# ruff: noqa: E501 (an exchange of text is read best in one line)

import numpy as np
from zoo_code import COURSE, edited, made

from rnnlib import Params

# Another judge: by formulas, entry by entry


def true_clip(gradient, max_norm):
    size = np.linalg.norm(np.concatenate([part.ravel() for part in gradient]))
    return tuple(part if size <= max_norm else part / size * max_norm for part in gradient)


def true_sgd_step(params, gradient, eta):
    return tuple(np.array([[w - eta * d for w, d in zip(*rows)] for rows in zip(weight, slope)])
                 for weight, slope in zip(params, gradient))


def true_truncated(params, x, y, tau, *, s0, h, g):
    """Carry ds/dU and ds/dW forwards in time, for every error from a state at which they are zero."""
    U, W, V = params
    (n, d), states = U.shape, [np.zeros(len(W)) if s0 is None else s0]
    for x_t in x:
        states.append(h(U @ x_t + W @ states[-1]))
    L, by_U, by_W, by_V = 0.0, np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    for t in range(1, len(x) + 1):
        ds_dU, ds_dW = np.zeros((n, n, d)), np.zeros((n, n, n))
        for k in range(max(t - tau, 0) + 1, t + 1):
            slope = h.prime(U @ x[k - 1] + W @ states[k - 1])
            ds_dU, ds_dW = (np.tensordot(slope[:, None] * W, D, 1) for D in (ds_dU, ds_dW))
            for i in range(n):
                ds_dU[i, i] += slope[i] * x[k - 1]
                ds_dW[i, i] += slope[i] * states[k - 1]
        b = V @ states[t]
        row = 2 * (g(b) - y[t - 1]) * g.prime(b)
        L += ((g(b) - y[t - 1]) ** 2).sum()
        by_U, by_W = by_U + np.tensordot(row @ V, ds_dU, 1), by_W + np.tensordot(row @ V, ds_dW, 1)
        by_V = by_V + row[:, None] * states[t]
    return L, (by_U, by_W, by_V)


def true_train(params, batches, *, eta, max_norm, tau, steps, gradients):
    losses = []
    for step in range(steps):
        found = [gradients(params, x, y, tau) for x, y in batches[step % len(batches)]]
        losses.append(np.mean([L for L, _ in found]))
        mean = [np.mean(parts, axis=0) for parts in zip(*(G for _, G in found))]
        params = Params(*true_sgd_step(params, true_clip(mean, max_norm), eta))
    return tuple(params), np.array(losses)


TRUE = {"clip": true_clip, "sgd_step": true_sgd_step, "truncated_gradients": true_truncated,
        "learn_by_heart": true_train}


# clip

CLIP = """
norm = np.sqrt(sum((part**2).sum() for part in gradient))
if norm <= max_norm:
    return gradient
return Params(*(max_norm / norm * part for part in gradient))
"""
JOINED = """
joined = np.concatenate([part.ravel() for part in gradient])
factor = min(1, max_norm / max(np.linalg.norm(joined), 1e-300))
return [factor * part for part in gradient]
"""
BY_HAND = """
total = 0.0
for matrix in gradient:
    for row in matrix:
        for entry in row:
            total += entry * entry
norm = total ** 0.5
U, W, V = gradient
if norm > max_norm:
    U, W, V = U * max_norm / norm, W * max_norm / norm, V * max_norm / norm
return Params(U, W, V)
"""
TOO_LONG = "norm = np.sqrt(sum((part**2).sum() for part in gradient))\nscale = {}\n" \
           "return Params(*(scale * part for part in gradient))"
RIGHT = {"clip": [
    CLIP, JOINED, BY_HAND,
    edited(CLIP, "norm <= max_norm", "norm < max_norm"),
    edited(CLIP, "(part**2).sum()", "np.sum(part * part)"),
    edited(CLIP, "(part**2).sum()", "np.vdot(part, part)"),
    edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
           "np.linalg.norm([np.linalg.norm(part) for part in gradient])"),
    edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
           "np.sqrt((gradient.U**2).sum() + (gradient.W**2).sum() + (gradient.V**2).sum())"),
    edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
           "sum(np.einsum('ij,ij->', part, part) for part in gradient) ** 0.5"),
    edited(CLIP, "max_norm / norm * part", "part * (max_norm / norm)"),
    edited(CLIP, "max_norm / norm * part", "part / (norm / max_norm)"),
    edited(CLIP, "return gradient", "return tuple(part.tolist() for part in gradient)"),
    edited(CLIP, "return gradient", "return Params(*(part.copy() for part in gradient))"),
    TOO_LONG.format("max_norm / norm if norm > max_norm else 1"),
    TOO_LONG.format("1.0 if norm == 0 else min(1.0, max_norm / norm)"),
    TOO_LONG.format("max_norm / max(norm, max_norm)"),
    TOO_LONG.format("np.where(norm > max_norm, max_norm / norm, 1)"),
    "Params(*(np.float32(part) for part in (lambda n: [p * min(1, max_norm / n) if n else p for p in gradient])"
    "(np.sqrt(sum((p**2).sum() for p in gradient)))))",
]}
EACH = "Params(*(part * min(1, max_norm / max({}, 1e-300)) for part in gradient))"
WRONG = {"clip": {
    "not-written": ["None", "pass"],
    "none": ["if np.sqrt(sum((p**2).sum() for p in gradient)) > max_norm:\n    return gradient"],
    "signature": ["def clip(gradient):\n    return gradient", "def clip():\n    return 1"],
    "raises": ["gradient / max_norm", edited(CLIP, "(part**2)", "(parts**2)")],
    "raises-unless-square": ["np.clip(gradient, -max_norm, max_norm)",
                             edited(JOINED, "np.linalg.norm(joined)", "np.linalg.norm(gradient)")],
    "exits": ["import sys\nsys.exit(1)"],
    "too-slow": ["while True:\n    pass", "while np.linalg.norm(gradient.U) >= 0:\n    gradient = gradient"],
    "changes-arguments": [edited(BY_HAND, "U * max_norm / norm, W * max", "U, W * max", "if norm",
                                 "U *= min(1, max_norm / max(norm, 1e-300))\nif norm"),
                          "for part in gradient:\n    part *= 0.5\nreturn gradient"],
    "changes-its-answer": ["Params(*(part * np.random.uniform() for part in gradient))"],
    "parts": ["gradient.U", "3.0", "gradient.U, gradient.W", "{'U': gradient.U}", "(gradient.U, gradient.W, None)",
              "'clipped'", "max_norm"],
    "ragged": ["([[1.0], [1.0, 2.0]], gradient.W, gradient.V)"],
    "no-numbers": ["('U', 'W', 'V')"],
    "complex": ["Params(*(part + 0j for part in gradient))"],
    "shape": ["gradient.U, gradient.V, gradient.W", "Params(*(part.ravel() for part in gradient))",
              "Params(*(part.sum() for part in gradient))"],
    "transposed": ["Params(*(part.T for part in gradient))"],
    "few-digits": [TOO_LONG.format("min(1, max_norm / (norm + 1e-6))"), TOO_LONG.format("min(1, max_norm / (norm + 1e-8))")],
    "nan": ["Params(*(part / 0 for part in gradient))"],
    "zero-gradient": [TOO_LONG.format("min(1, max_norm / norm) if norm else np.nan"),
                      TOO_LONG.format("min(1, max_norm / float(norm))")],
    "right-only-if": [TOO_LONG.format("min(1, max_norm / norm) if norm > max_norm else 0.5"),
                      edited(CLIP, "max_norm / norm", "3 * max_norm / norm")],
    "each-matrix": [EACH.format("np.linalg.norm(part)"), EACH.format("np.sqrt((part**2).sum())"),
                    "out = []\nfor part in gradient:\n    n = np.linalg.norm(part)\n"
                    "    out.append(part if n <= max_norm else part * max_norm / n)\nreturn out"],
    "each-entry": ["Params(*(np.clip(part, -max_norm, max_norm) for part in gradient))",
                   "Params(*(np.minimum(np.maximum(part, -max_norm), max_norm) for part in gradient))"],
    "each-row": ["Params(*(part * np.minimum(1, max_norm / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9))"
                 " for part in gradient))",
                 "Params(*(part * np.minimum(1, max_norm / np.maximum(np.linalg.norm(part, axis=0, keepdims=True), 1e-9))"
                 " for part in gradient))"],
    "norm-squared": [edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                            "sum((part**2).sum() for part in gradient)")],
    "largest-entry": [edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                             "max(np.abs(part).max() for part in gradient)"), EACH.format("np.abs(part).max()")],
    "norms-added": [edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                           "sum(np.linalg.norm(part) for part in gradient)")],
    "largest-norm": [edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                            "max(np.linalg.norm(part) for part in gradient)")],
    "sum-of-sizes": [edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                            "sum(np.abs(part).sum() for part in gradient)"), EACH.format("np.abs(part).sum()")],
    "mean-of-squares": [edited(JOINED, "np.linalg.norm(joined)", "np.sqrt(np.mean(joined**2))"),
                        edited(CLIP, "(part**2).sum()", "(part**2).mean()"),
                        edited(CLIP, "np.sqrt(sum((part**2).sum() for part in gradient))",
                               "np.mean([np.linalg.norm(part) for part in gradient])")],
    "sum-squared": [edited(JOINED, "np.linalg.norm(joined)", "abs(joined.sum())")],
    "one-matrix": [edited(CLIP, "sum((part**2).sum() for part in gradient)", f"(gradient.{name}**2).sum()")
                   for name in "UWV"],
    "without-one": [edited(CLIP, "for part in gradient))\nif", f"for part in (gradient.{a}, gradient.{b})))\nif")
                    for a, b in ("UW", "UV", "WV")],
    "other-norm": [EACH.format("np.linalg.norm(part, 2)"),
                   edited(CLIP, "(part**2).sum()", "np.linalg.norm(part, 2) ** 2")],
    "never": ["for part in gradient:\n    part = part * max_norm\nreturn gradient", "gradient", "Params(*gradient)", edited(CLIP, "norm <= max_norm", "norm >= 0")],
    "always": [TOO_LONG.format("max_norm / norm"), edited(CLIP, "norm <= max_norm", "norm == 0")],
    "unit-length": [edited(CLIP, "max_norm / norm", "1 / norm"), TOO_LONG.format("1 / norm")],
    "times-bound": [edited(CLIP, "max_norm / norm *", "max_norm *")],
    "divided-by-bound": [edited(CLIP, "max_norm / norm *", "1 / max_norm *"), TOO_LONG.format("1 / max_norm")],
    "upside-down": [edited(CLIP, "max_norm / norm", "norm / max_norm"), TOO_LONG.format("norm / max_norm"),
                    TOO_LONG.format("max(1, norm / max_norm)")],
    "short-ones": [edited(CLIP, "norm <= max_norm", "norm > max_norm or norm == 0")],
    "dropped": [edited(CLIP, "max_norm / norm", "0")],
    "squared-quotient": [edited(CLIP, "max_norm / norm", "(max_norm / norm) ** 2"),
                         edited(CLIP, "max_norm / norm", "(max_norm / norm) ** 0.5"),
                         edited(CLIP, "max_norm / norm", "max_norm / norm**2")],
    "halved": [edited(CLIP, "max_norm / norm", "0.5")],
    "one-added": [edited(CLIP, "max_norm / norm", "max_norm / (1 + norm)"), TOO_LONG.format("max_norm / (norm + 1)")],
    "norm-subtracted": [edited(CLIP, "max_norm / norm", "(norm - max_norm)")],
    "sign": [edited(CLIP, "max_norm / norm", "-max_norm / norm", "return gradient",
                    "return Params(*(-part for part in gradient))")],
    "norm-squared+sign": [edited(BY_HAND, "total ** 0.5", "total", "Params(U, W, V)", "Params(-U, -W, -V)")],
    "always+each-matrix": ["Params(*(part * max_norm / np.linalg.norm(part) for part in gradient))"],
    "unit-length+each-matrix": ["Params(*(part / np.linalg.norm(part) for part in gradient))"],
    "all-zero": ["Params(*(0 * part for part in gradient))"],
    "constant-factor": ["Params(*(3 * part for part in (lambda n: [p * min(1, max_norm / max(n, 1e-9)) for p in gradient])"
                        "(np.sqrt(sum((p**2).sum() for p in gradient)))))"],
    "factor-of-sizes": [TOO_LONG.format("np.exp(-norm)")],
    "factor-of-each": ["Params(0.5 * gradient.U, 0.25 * gradient.W, 3 * gradient.V)"],
    "longer": ["Params(*(2 * part + max_norm for part in gradient))", "Params(*(part**3 + part for part in gradient))",
               "Params(gradient.U + 1, gradient.W, gradient.V)"],
    "turned": ["Params(*(0.01 * max_norm * np.sign(part + 1) for part in gradient))",
               "Params(*(max_norm * np.tanh(part) / 99 for part in gradient))"],
}}

# sgd_step

STEP = "Params(*(weight - eta * slope for weight, slope in zip(params, gradient)))"
LOOPS = """
new = []
for weight, slope in zip(params, gradient):
    moved = weight.copy()
    for i in range(len(weight)):
        for j in range(len(weight[0])):
            moved[i, j] = weight[i, j] - eta * slope[i, j]
    new.append(moved)
return Params(*new)
"""
NAMED = "Params(params.U - eta * gradient.U, params.W - eta * gradient.W, params.V - eta * gradient.V)"
PLACES = "return Params(params[0] - eta * gradient[0], params[1] - eta * gradient[1], params[2] - eta * gradient[2])"
RIGHT["sgd_step"] = [
    STEP, LOOPS, NAMED, PLACES,
    STEP.replace("weight - eta * slope", "weight + (-eta) * slope"),
    STEP.replace("weight - eta * slope", "-(eta * slope - weight)"),
    STEP.replace("weight - eta * slope", "np.subtract(weight, eta * slope)"),
    "tuple(weight - eta * slope for weight, slope in zip(params, gradient))",
    "[weight - eta * slope for weight, slope in zip(params, gradient)]",
    "[(weight - eta * slope).tolist() for weight, slope in zip(params, gradient)]",
    "Params(*map(lambda weight, slope: weight - eta * slope, params, gradient))",
    "Params._make(weight - eta * slope for weight, slope in zip(params, gradient))",
    "params._replace(U=params.U - eta * gradient.U, W=params.W - eta * gradient.W, V=params.V - eta * gradient.V)",
    "U, W, V = params\ndU, dW, dV = gradient\nreturn Params(U - eta * dU, W - eta * dW, V - eta * dV)",
    "U, W, V = (part.copy() for part in params)\nU -= eta * gradient.U\nW -= eta * gradient.W\n"
    "V -= eta * gradient.V\nreturn Params(U, W, V)",
    "new = {}\nfor name in params._fields:\n    new[name] = getattr(params, name) - eta * getattr(gradient, name)\n"
    "return Params(**new)",
    "Params(*(np.float32(weight - eta * slope) for weight, slope in zip(params, gradient)))",
]


def _rule(rule):
    return STEP.replace("weight - eta * slope", rule)


WRONG["sgd_step"] = {
    "not-written": ["None", "pass"],
    "none": ["if eta < 1:\n    " + "return " + STEP],
    "signature": ["def sgd_step(params, gradient):\n    return params"],
    "raises": ["params - eta * gradient", _rule("weight - eta @ slope"), _rule("weight - lr * slope"),
               "Params(params.U - eta * gradient.U)"],
    "exits": ["raise SystemExit"],
    "too-slow": ["while True:\n    pass"],
    "changes-arguments": ["for weight, slope in zip(params, gradient):\n    weight -= eta * slope\nreturn params",
                          "params.U[:] = params.U - eta * gradient.U\nreturn params",
                          "for slope in gradient:\n    slope *= -eta\nreturn Params(*map(sum, zip(params, gradient)))"],
    "changes-its-answer": [_rule("weight - eta * slope * np.random.uniform()")],
    "parts": ["params.U - eta * gradient.U", "eta", "Params(*(weight for weight in params))[:2]", "[None, None, None]",
              "np.float64(1)"],
    "parts-exchanged": ["(params.V, params.W, params.U)"],
    "ragged": ["[[[1], [1, 2]], 3, 4]"],
    "no-numbers": ["['a', 'b', 'c']"],
    "complex": [_rule("weight - 1j * eta * slope")],
    "nan": [_rule("weight - np.inf * slope")],
    "integers": [_rule("(weight - eta * slope).astype(int)")],
    "shape": [_rule("(weight - eta * slope).sum()")],
    "transposed": [_rule("weight.T")],
    "few-digits": [_rule("weight - eta * np.float16(slope)")],
    "right-only-if": ["return (" + STEP + " if params.U.shape != params.W.shape else params)"],
    "uphill": [_rule("weight + eta * slope"), LOOPS.replace("- eta", "+ eta")],
    "no-eta": [_rule("weight - slope"), _rule("weight + slope")],
    "eta-divides": [_rule("weight - slope / eta")],
    "eta-subtracted": [_rule("weight - eta")],
    "factor-half": [_rule("weight - 0.5 * eta * slope"), _rule("weight - eta * slope / 2")],
    "factor-2": [_rule("weight - 2 * eta * slope")],
    "eta-squared": [_rule("weight - eta**2 * slope"), _rule("weight - np.sqrt(eta) * slope")],
    "signs-only": [_rule("weight - eta * np.sign(slope)")],
    "normalised": [_rule("weight - eta * slope / np.linalg.norm(slope)")],
    "gradient-squared": [_rule("weight - eta * slope**2"), _rule("weight - eta * slope * slope")],
    "no-step": ["params", "Params(*params)", _rule("weight"),
                "for weight, slope in zip(params, gradient):\n    weight = weight - eta * slope\nreturn params"],
    "eta-minus": [_rule("weight - (slope - eta)"), _rule("weight - slope - eta"),
                  _rule("weight - (eta - slope)")],
    "eta-over-gradient": [_rule("weight - eta / slope")],
    "weights-divided": [_rule("weight / (eta * slope)")],
    "one-for-both": [STEP.replace("zip(params, gradient)", "zip(params, params)"),
                     STEP.replace("zip(params, gradient)", "zip(gradient, gradient)")],
    "change-only": [_rule("-eta * slope"), _rule("eta * slope")],
    "weights-multiplied": [_rule("weight * (eta * slope)"), _rule("weight * -eta * slope"), _rule("weight * (1 - eta * slope)")],
    "weights-turned": [_rule("eta * slope - weight"), _rule("-eta * slope - weight")],
    "one-matrix": [f"params._replace({name}=params.{name} - eta * gradient.{name})" for name in "UWV"],
    "one-stays": [NAMED.replace(f" - eta * gradient.{name}", "") for name in "UWV"],
    "exchanged": [_rule("slope - eta * weight")],
    "mean-gradient": [_rule("weight - eta * slope.mean()"), _rule("weight - eta * slope.sum()")],
    "no-eta+one-matrix": ["params._replace(U=params.U - gradient.U)"],
    "uphill+one-stays": [NAMED.replace(" - eta * gradient.V", "").replace("-", "+")],
    "all-zero": [_rule("0 * weight")],
    "constant-factor": [_rule("3 * (weight - eta * slope)")],
    "factor-of-sizes": [_rule("(weight - eta * slope) * params.U.size * len(params.V)")],
    "factor-of-each": ["Params(*(c * (weight - eta * slope) for c, weight, slope in zip((2, 3, 4), params, gradient)))"],
    "right-but-for": [NAMED.replace("gradient.V", "np.tanh(gradient.V)"),
                      NAMED.replace("- eta * gradient.W", "- eta * gradient.W.T")],
    "unknown": [_rule("weight - eta * np.exp(slope)"), _rule("np.tanh(weight - eta * slope)")],
}

# truncated_gradients

NEST = """
x, a, s, b, o = forward(params, x, s0=s0, h=h, g=g)
dL_dU, dL_dW, dL_dV = (np.zeros_like(weight) for weight in params)
for t in range(1, len(x)):
    dE_db = dE_do(o[t], y[t - 1]) * g.prime(b[t])
    dL_dV += np.outer(dE_db, s[t])
    row = dE_db @ params.V
    for k in range(t, max(t - tau, 0), -1):
        dE_da = row * h.prime(a[k])
        dL_dU += np.outer(dE_da, x[k])
        dL_dW += np.outer(dE_da, s[k - 1])
        row = dE_da @ params.W
return squared_error(o[1:], y).sum(), Params(dL_dU, dL_dW, dL_dV)
"""
FROZEN = """
run = forward(params, x, s0=s0, h=h, g=g)
total = [0, 0, 0]
for t in range(1, len(x) + 1):
    begin = max(t - tau, 0)
    _, gradient = gradients(params, x[begin:t], y[begin:t], s0=run.s[begin], h=h, g=g)
    if t - begin > 1:
        _, before = gradients(params, x[begin:t - 1], y[begin:t - 1], s0=run.s[begin], h=h, g=g)
        gradient = [now - then for now, then in zip(gradient, before)]
    total = [old + new for old, new in zip(total, gradient)]
return squared_error(run.o[1:], y).sum(), Params(*total)
"""
ROWS = """
_, W, V = params
run = forward(params, x, s0=s0, h=h, g=g)
T = len(x)
db = 2 * (run.o[1:] - y) * g.prime(run.b[1:])
rows = db @ V
dU, dW = 0, 0
for back in range(min(tau, T)):
    q = rows * h.prime(run.a[1:T + 1 - back])
    dU = dU + q.T @ run.x[1:T + 1 - back]
    dW = dW + q.T @ run.s[:T - back]
    rows = (q @ W)[1:]
return ((run.o[1:] - y) ** 2).sum(), Params(dU, dW, db.T @ run.s[1:])
"""
NUDGED = """
run, T = forward(params, x, s0=s0, h=h, g=g), len(x)
def loss(U, W, V):
    total = 0
    for t in range(1, T + 1):
        state = run.s[max(t - tau, 0)]
        for k in range(max(t - tau, 0), t):
            state = h(U @ x[k] + W @ state)
        total = total + ((g(V @ state) - y[t - 1]) ** 2).sum()
    return total
return loss(*params), Params(complex_step(lambda U: loss(U, params.W, params.V), params.U),
                             complex_step(lambda W: loss(params.U, W, params.V), params.W),
                             complex_step(lambda V: loss(params.U, params.W, V), params.V))
"""
FORWARDS = """
run = forward(params, x, s0=s0, h=h, g=g)
_, exact = gradients(params, x, y, s0=s0, h=h, g=g)
by_U, by_W = np.zeros_like(params.U), np.zeros_like(params.W)
for t in range(1, len(x) + 1):
    begin = max(t - tau, 0)
    ds_dU, ds_dW = state_derivatives(params, x[begin:t], s0=run.s[begin], h=h)
    row = (2 * (run.o[t] - y[t - 1]) * g.prime(run.b[t])) @ params.V
    by_U += chain(row, ds_dU)
    by_W += chain(row, ds_dW)
return squared_error(run.o[1:], y).sum(), Params(by_U, by_W, exact.V)
"""
COLLECTED = """
_, W, V = params
x, a, s, b, o = forward(params, x, s0=s0, h=h, g=g)
T = len(x) - 1
q = np.zeros((T + 1, len(W)))
db = np.zeros((T + 1, len(V)))
L = 0
for t in range(1, T + 1):
    E = o[t] - y[t - 1]
    L = L + E @ E
    db[t] = 2 * E * g.prime(b[t])
    row, k, left = V.T @ db[t], t, tau
    while k > 0 and left > 0:
        row = h.prime(a[k]) * row
        q[k] += row
        row = W.T @ row
        k, left = k - 1, left - 1
return float(L), [q[1:].T @ x[1:], q[1:].T @ s[:-1], db[1:].T @ s[1:]]
"""
RIGHT["truncated_gradients"] = [
    NEST, FROZEN, ROWS, NUDGED, FORWARDS, COLLECTED,
    edited(NEST, "range(t, max(t - tau, 0), -1)", "list(range(max(1, t - tau + 1), t + 1))[::-1]"),
    edited(NEST, "range(t, max(t - tau, 0), -1)", "(t - j for j in range(min(tau, t)))"),
    edited(NEST, "range(1, len(x))", "range(len(x) - 1, 0, -1)"),
    edited(NEST, "dE_da @ params.W", "params.W.T @ dE_da"),
    edited(NEST, "row = dE_da @ params.W", "row = np.einsum('i,ij->j', dE_da, params.W)"),
    edited(NEST, "dE_da = row * h.prime(a[k])", "dE_da = row @ np.diag(h.prime(a[k]))"),
    edited(NEST, "row = dE_da @ params.W", "row = row @ ds_ds(params.W, a[k], h)"),
    edited(NEST, "row = dE_db @ params.V", "row = dE_do(o[t], y[t - 1]) @ do_ds(params.V, s[t], g)"),
    edited(NEST, "Params(dL_dU, dL_dW, dL_dV)", "(dL_dU.tolist(), dL_dW.tolist(), dL_dV.tolist())"),
    edited(NEST, "squared_error(o[1:], y).sum(), ", "np.array([((o[1:] - y) ** 2).sum()]), "),
    edited(NEST, "np.outer(dE_da, x[k])", "dE_da[:, None] * x[k]"),
    edited(NEST, "Params(dL_dU, dL_dW, dL_dV)", "Params(*map(np.float32, (dL_dU, dL_dW, dL_dV)))"),
    edited(COLLECTED, "while k > 0 and left > 0", "while k > max(t - tau, 0)"),
]


def nest(*changes):
    return edited(NEST, *changes)


PIECES = """
L, total = 0, [0, 0, 0]
for begin in range(0, len(x), tau):
    cut = slice(begin, begin + tau)
    part, G = gradients(params, x[cut], y[cut], h=h, g=g)
    L, total = L + part, [a + b for a, b in zip(total, G)]
return L, Params(*total)
"""
BACK = "range(t, max(t - tau, 0), -1)"
WRONG["truncated_gradients"] = {
    "not-written": ["None", "pass"],
    "none": ["if tau > 1:\n    return None\nreturn gradients(params, x, y, s0=s0, h=h, g=g)"],
    "signature": ["def truncated_gradients(params, x, y):\n    return 0",
                  "def truncated_gradients(params, x, y, tau):\n    return gradients(params, x, y)"],
    "raises": [nest("dE_da @ params.W", "dE_da @ params.U"), nest("x[k])", "x[k + 99])"), nest("o[t], y[t - 1]", "o[t], y[t + 1]"),
               "1 / 0"],
    "raises-unless-square": [nest("np.outer(dE_db, s[t])", "np.outer(s[t], dE_db)[:, :1]")],
    "exits": ["exit()"],
    "too-slow": [edited(COLLECTED, "k, left = k - 1, left - 1", "pass")],
    "changes-arguments": ["x *= 1.5\n" + NEST.strip(), nest("dL_dU, dL_dW, dL_dV = (np.zeros_like(weight) for weight in params)",
                          "dL_dU, dL_dW, dL_dV = params")],
    "changes-its-answer": [nest("tau, 0)", "tau - np.random.randint(9), 0)")],
    "parts": [nest("squared_error(o[1:], y).sum(), ", ""),
              nest("squared_error(o[1:], y).sum(), Params(dL_dU, dL_dW, dL_dV)",
                   "squared_error(o[1:], y).sum(), dL_dU, dL_dW, dL_dV"),
              nest("squared_error(o[1:], y).sum()", "None"), "3.0", "np.zeros(3)",
              nest("Params(dL_dU, dL_dW, dL_dV)", "dL_dU"), nest("Params(dL_dU, dL_dW, dL_dV)", "(dL_dU, dL_dW)"),
              nest("Params(dL_dU, dL_dW, dL_dV)", "(dL_dU, dL_dW, None)")],
    "parts-exchanged": [nest("squared_error(o[1:], y).sum(), Params(dL_dU, dL_dW, dL_dV)",
                             "Params(dL_dU, dL_dW, dL_dV), squared_error(o[1:], y).sum()")],
    "ragged": [nest("Params(dL_dU, dL_dW, dL_dV)", "([[1], [1, 2]], dL_dW, dL_dV)")],
    "no-numbers": ["'L', params"],
    "complex": [nest("squared_error(o[1:], y).sum()", "1j")],
    "nan": [nest("s[k - 1]", "a[k - 1]"), nest("np.outer(dE_da, x[k])", "np.outer(dE_da, x[k - 1])"),
            nest("max(t - tau, 0)", "max(t - tau, -1)")],
    "shape": [nest("Params(dL_dU, dL_dW, dL_dV)", "Params(dL_dV, dL_dW, dL_dU)"),
              nest("squared_error(o[1:], y).sum(), P", "np.ones((2, 2)), P")],
    "transposed": [nest("Params(dL_dU, dL_dW, dL_dV)", "Params(dL_dU.T, dL_dW, dL_dV)")],
    "few-digits": [nest("row = dE_db @ params.V", "row = np.round(dE_db @ params.V, 6)")],
    "right-only-if": [nest("row = dE_da @ params.W", "row = dE_da @ params.W / 2")],
    "start-ignored": [nest("s0=s0, ", ""), "s0 = np.zeros(len(params.W))\n" + NEST.strip()],
    "first-pass-only": [nest("range(1, len(x))", "[1]"), nest("\nreturn squared", "\n    return squared"),
                        edited(COLLECTED, "range(1, T + 1)", "[1]")],
    "one-step-more": [nest("t - tau,", "t - tau - 1,"), edited(FROZEN, "t - tau,", "t - tau - 1,"),
                      edited(ROWS, "min(tau, T)", "min(tau + 1, T)"), edited(COLLECTED, "left > 0", "left >= 0")],
    "one-step-less": [nest("t - tau,", "t - tau + 1,"), edited(COLLECTED, "left > 0", "left > 1")],
    "exact": ["gradients(params, x, y, s0=s0, h=h, g=g)", nest("max(t - tau, 0)", "0")],
    "direct-only": [nest(BACK, "[t]"), nest("row = dE_da @ params.W", "row = 0 * dE_da")],
    "fixed-borders": [
        nest("max(t - tau, 0)", "(t - 1) // tau * tau"),
        "L, s, total = 0, s0, [0, 0, 0]\nfor begin in range(0, len(x), tau):\n"
        "    cut = slice(begin, begin + tau)\n"
        "    part, G = gradients(params, x[cut], y[cut], s0=s, h=h, g=g)\n"
        "    s = forward(params, x[cut], s0=s, h=h, g=g).s[-1]\n"
        "    L, total = L + part, [a + b for a, b in zip(total, G)]\nreturn L, Params(*total)",
        nest(BACK, "[k for k in range(t, 0, -1) if (len(y) - k) // tau == (len(y) - t) // tau]")],
    "last-steps": [nest("max(t - tau, 0)", "max(len(y) - tau, 0)"),
                   nest("range(1, len(x))", "range(max(len(y) - tau, 0) + 1, len(x))", "max(t - tau, 0)",
                        "max(len(y) - tau, 0)")],
    "last-error": [nest("range(1, len(x))", "[len(y)]"), edited(COLLECTED, "range(1, T + 1)", "[T]"), nest(BACK, BACK + " if t == len(y) else []"),
                   nest("range(1, len(x))", "[len(y)]", "max(t - tau, 0)", "0"),
                   nest(BACK, "range(t, 0, -1) if t == len(y) else []")],
    "loss-truncated": [nest("range(1, len(x))", "range(max(len(y) - tau, 0) + 1, len(x))"), nest("range(1, len(x))", "range(max(len(y) - tau, 0) + 1, len(x))", "max(t - tau, 0)", "0"),
                       nest("range(1, len(x))", "range(1, min(tau, len(y)) + 1)", "max(t - tau, 0)", "0"),
                       nest(BACK, "range(t, 0, -1) if t > len(y) - tau else []")],
    "early-errors-missing": [nest("range(1, len(x))", "range(tau, len(x))"),
                             nest(BACK, "range(t, t - tau, -1) if t >= tau else []"),
                             nest(BACK, "range(t, t - tau, -1) if t > tau else []")],
    "oldest-only": [nest("        dL_dU += np.outer(dE_da, x[k])\n        dL_dW += np.outer(dE_da, s[k - 1])\n", "",
                         "        row = dE_da @ params.W\n",
                         "        row = dE_da @ params.W\n    dL_dU += np.outer(dE_da, x[k])\n"
                         "    dL_dW += np.outer(dE_da, s[k - 1])\n")],
    "own-step-missing": [nest("        dE_da =", "        if k == t:\n            row = row * h.prime(a[k]) @ params.W\n"
                              "            continue\n        dE_da =")],
    "the-other-part": [nest("dL_dU +=", "if k > t - tau:\n            row = dE_da @ params.W\n            continue\n"
                            "        dL_dU +=", "max(t - tau, 0)", "0")],
    "first-steps": [nest("dL_dU +=", "if k > tau:\n            row = dE_da @ params.W\n            continue\n"
                         "        dL_dU +=", "max(t - tau, 0)", "0")],
    "overwritten": [nest("dL_dU +=", "dL_dU =", "dL_dW +=", "dL_dW ="),
                    nest("dL_dU +=", "dL_dU =", "dL_dW +=", "dL_dW =", "range(1, len(x))", "range(len(x) - 1, 0, -1)")],
    "state-reset": [edited(NUDGED, "state = run.s[max(t - tau, 0)]",
                           "state = run.s[0] if t <= tau else 0 * run.s[0]"),
                    edited(NUDGED, "state = run.s[max(t - tau, 0)]", "state = run.s[0]")],
    "factor-2": [nest("dE_do(o[t], y[t - 1])", "(o[t] - y[t - 1])"), edited(COLLECTED, "2 * E", "E")],
    "error-sign": [nest("dE_do(o[t], y[t - 1])", "dE_do(y[t - 1], o[t])"),
                   nest("Params(dL_dU, dL_dW, dL_dV)", "Params(-dL_dU, -dL_dW, -dL_dV)")],
    "target-missing": [nest("dE_do(o[t], y[t - 1])", "2 * o[t]")],
    "error-squared": [nest("dE_do(o[t], y[t - 1])", "(o[t] - y[t - 1]) ** 2")],
    "target-before": [nest("dE_do(o[t], y[t - 1])", "dE_do(o[t], y[t - 2])")],
    "target-after": [nest("dE_do(o[t], y[t - 1])", "dE_do(o[t], y[t % len(y)])")],
    "h-and-g-exchanged": [nest("h=h, g=g", "h=g, g=h"), edited(ROWS, "h=h, g=g", "h=g, g=h"),
                          nest("h=h, g=g", "h=h, g=h"), nest("h=h, g=g", "h=g, g=g")],
    "defaults-used": [nest("s0=s0, h=h, g=g", "s0=s0"), nest("h=h, g=g", "h=h"), nest("h=h, g=g", "g=g")],
    "fixed-borders+pieces-apart": [PIECES, edited(PIECES, "y[cut], h", "y[cut], s0=s0 if begin == 0 else None, h")],
    "g-slope-missing": [nest(" * g.prime(b[t])", "")],
    "g-slope-at-output": [nest("g.prime(b[t])", "g.prime(o[t])")],
    "g-for-its-slope": [nest("g.prime(b[t])", "g(b[t])")],
    "h-slope-missing": [nest("row * h.prime(a[k])", "row")],
    "h-slope-at-state": [nest("h.prime(a[k])", "h.prime(s[k])")],
    "h-slope-of-tanh": [nest("h.prime(a[k])", "(1 - s[k] ** 2)")],
    "h-slope-of-sigmoid": [nest("h.prime(a[k])", "s[k] * (1 - s[k])")],
    "h-for-its-slope": [nest("h.prime(a[k])", "h(a[k])")],
    "h-slope-twice": [nest("h.prime(a[k])", "h.prime(a[k]) ** 2")],
    "h-slope-of-error": [nest("h.prime(a[k])", "h.prime(a[t])")],
    "W-transposed": [nest("dE_da @ params.W", "params.W @ dE_da"), nest("dE_da @ params.W", "dE_da @ params.W.T")],
    "slope-not-carried": [nest("row = dE_da @ params.W", "row = row @ params.W")],
    "W-missing": [nest("row = dE_da @ params.W", "row = dE_da"), nest("row = dE_da @ params.W", "pass")],
    "W-diagonal": [nest("dE_da @ params.W", "dE_da * np.diag(params.W)")],
    "input-of-error": [nest("np.outer(dE_da, x[k])", "np.outer(dE_da, x[t])")],
    "input-before": [nest("np.outer(dE_da, x[k])", "np.outer(dE_da, x[1:][k - 2])")],
    "input-after": [nest("np.outer(dE_da, x[k])", "np.outer(dE_da, np.roll(x[1:], -1, axis=0)[k - 1])")],
    "state-after": [nest("s[k - 1]", "s[k]")],
    "state-of-error": [nest("s[k - 1]", "s[t - 1]")],
    "state-before": [nest("s[k - 1]", "s[k - 2]")],
    "state-frozen": [nest("s[k - 1]", "s[0]")],
    "V-transposed": [nest("dE_db @ params.V", "dE_db @ params.V.T")],
    "U-and-W-zero": [nest("row = dE_db @ params.V", "row = 0 * dE_db @ params.V")],
    "target-left-out": [edited(COLLECTED, "E = o[t] - y[t - 1]", "E = o[t]")],
    "target-added": [edited(COLLECTED, "E = o[t] - y[t - 1]", "E = o[t] + y[t - 1]")],
    "first-time-missing": [nest("range(1, len(x))", "range(2, len(x))"), edited(COLLECTED, "range(1, T + 1)", "range(2, T + 1)")],
    "first-step-missing": [nest("max(t - tau, 0)", "max(t - tau, 1)")],
    "last-time-missing": [nest("range(1, len(x))", "range(1, len(x) - 1)"), edited(COLLECTED, "range(1, T + 1)", "range(1, T)")],
    "V-state-before": [nest("np.outer(dE_db, s[t])", "np.outer(dE_db, s[t - 1])")],
    "V-last-only": [nest("dL_dV +=", "dL_dV ="), nest("dL_dV +=", "dL_dV =", "range(1, len(x))", "range(len(x) - 1, 0, -1)")],
    "V-truncated": [nest("    dL_dV += np.outer(dE_db, s[t])", "    if t > len(y) - tau:\n        dL_dV += np.outer(dE_db, s[t])"),
                    nest("    dL_dV += np.outer(dE_db, s[t])", "    if t <= tau:\n        dL_dV += np.outer(dE_db, s[t])")],
    "V-zero": [nest("    dL_dV += np.outer(dE_db, s[t])\n", "")],
    "V-of-steps": [nest("    dL_dV += np.outer(dE_db, s[t])\n", "", "        dL_dU +=",
                        "        dL_dV += np.outer(dE_db, s[k])\n        dL_dU +=")],
    "V-repeated": [nest("    dL_dV += np.outer(dE_db, s[t])\n", "", "        dL_dU +=",
                        "        dL_dV += np.outer(dE_db, s[t])\n        dL_dU +=")],
    "loss-mean": [nest("y).sum()", "y).mean()")],
    "loss-last": [nest("squared_error(o[1:], y).sum()", "squared_error(o[-1], y[-1])")],
    "loss-cut": [nest("squared_error(o[1:], y).sum()", "squared_error(o[1:], y)[-tau:].sum()")],
    "loss-repeated": [nest("squared_error(o[1:], y).sum()", "tau * squared_error(o[1:], y).sum()")],
    "loss-root": [nest("squared_error(o[1:], y).sum()", "np.linalg.norm(o[1:] - y)")],
    "loss-zero": [nest("squared_error(o[1:], y).sum()", "0.0")],
    "dW-transposed": [nest("np.outer(dE_da, s[k - 1])", "np.outer(s[k - 1], dE_da)")],
    "U-zero": [nest("        dL_dU += np.outer(dE_da, x[k])\n", "")],
    "W-zero": [nest("        dL_dW += np.outer(dE_da, s[k - 1])\n", "")],
    "divided-by-T": [nest("Params(dL_dU, dL_dW, dL_dV)", "Params(dL_dU / len(y), dL_dW / len(y), dL_dV / len(y))")],
    "divided-by-tau": [nest("Params(dL_dU, dL_dW, dL_dV)", "Params(dL_dU / tau, dL_dW / tau, dL_dV / tau)")],
    "factor-double": [nest("dE_do(o[t], y[t - 1])", "2 * dE_do(o[t], y[t - 1])")],
    "one-step-more+loss-mean": [nest("t - tau,", "t - tau - 1,", "y).sum()", "y).mean()")],
    "exact+factor-2": [nest("max(t - tau, 0)", "0", "dE_do(o[t], y[t - 1])", "(o[t] - y[t - 1])")],
    "one-step-less+h-slope-missing": [nest("t - tau,", "t - tau + 1,", "row * h.prime(a[k])", "row")],
    "all-zero": ["0.0, Params(*(0 * weight for weight in params))"],
    "constant-factor": ["def truncated_gradients(*args, **named):\n    L, G = inner(*args, **named)\n"
                        "    return 7 * L, [7 * part for part in G]"],
    "factor-of-sizes": ["def truncated_gradients(params, *args, **named):\n    L, G = inner(params, *args, **named)\n"
                        "    c = params.V.size\n    return c * L, [c * part for part in G]"],
    "right-but-for": [nest("np.outer(dE_da, x[k])", "np.outer(dE_da, x[k] ** 2)"),
                      nest("np.outer(dE_da, x[k])", "np.outer(dE_da, np.sin(x[k]))")],
    "factor-of-each": ["def truncated_gradients(*args, **named):\n    L, (U, W, V) = inner(*args, **named)\n"
                       "    return 5 * L, (2 * U, 3 * W, 4 * V)"],
    "unknown": ["def truncated_gradients(*args, **named):\n    L, (U, W, V) = inner(*args, **named)\n"
                "    return L**2, (U**3, W**3, V**3)"],
}

# train

LOOP = """
losses = []
for step in range(steps):
    batch = batches[step % len(batches)]
    found = [gradients(params, x, y, tau) for x, y in batch]
    losses.append(sum(L for L, _ in found) / len(batch))
    mean = Params(*(sum(parts) / len(batch) for parts in zip(*(G for _, G in found))))
    params = sgd_step(params, clip(mean, max_norm), eta)
return params, losses
"""
ADDED = """
losses = np.zeros(steps)
now = params
for step in range(steps):
    batch = batches[step % len(batches)]
    U, W, V = (np.zeros_like(weight) for weight in now)
    for x, y in batch:
        L, gradient = gradients(now, x, y, tau)
        losses[step] += L / len(batch)
        U += gradient.U / len(batch)
        W += gradient.W / len(batch)
        V += gradient.V / len(batch)
    norm = np.sqrt((U**2).sum() + (W**2).sum() + (V**2).sum())
    scale = min(1, max_norm / norm)
    now = Params(now.U - eta * scale * U, now.W - eta * scale * W, now.V - eta * scale * V)
return now, losses
"""
RIGHT["learn_by_heart"] = [
    LOOP, ADDED,
    edited(LOOP, "step % len(batches)", "step - step // len(batches) * len(batches)"),
    edited(LOOP, "sum(L for L, _ in found) / len(batch)", "np.mean([L for L, _ in found])"),
    edited(LOOP, "sum(parts) / len(batch)", "np.mean(parts, axis=0)"),
    edited(LOOP, "sum(parts) / len(batch)", "np.stack(parts).mean(0)"),
    edited(LOOP, "gradients(params, x, y, tau)", "gradients(params, x, y, tau=tau)"),
    edited(LOOP, "gradients(params, x, y, tau)", "gradients(list(params), x, y, tau)"),
    edited(LOOP, "range(steps)", "np.arange(steps)"),
    edited(LOOP, "for step in range(steps):", "import itertools\nfor batch in itertools.islice(itertools.cycle(batches), steps):",
           "    batch = batches[step % len(batches)]\n", ""),
    edited(LOOP, "for step in range(steps):", "step = -1\nwhile len(losses) < steps:\n    step += 1"),
    edited(LOOP, "return params, losses", "return tuple(params), tuple(losses)"),
    edited(LOOP, "return params, losses", "return params, np.array(losses)"),
    edited(LOOP, "return params, losses", "return [weight.tolist() for weight in params], losses"),
    edited(LOOP, "return params, losses", "print('done', losses[-1])\nreturn params, losses"),
    edited(ADDED, "scale = min(1, max_norm / norm)", "scale = 1 if norm <= max_norm else max_norm / norm"),
    edited(LOOP, "found = [gradients(params, x, y, tau) for x, y in batch]",
           "found = []\n    for sequence in batch:\n        found.append(gradients(params, *sequence, tau))"),
]


def loop(*changes):
    return edited(LOOP, *changes)


STEP_LINE = "params = sgd_step(params, clip(mean, max_norm), eta)"
NOTED = "losses.append(sum(L for L, _ in found) / len(batch))"
AFTER = "losses.append(np.mean([gradients(params, x, y, tau)[0] for x, y in batch]))"
LAST = "    " + STEP_LINE + "\n"
WRONG["learn_by_heart"] = {
    "not-written": ["None", "pass"],
    "none": ["if len(batches) == 1:\n    return None\n" + LOOP.strip()],
    "signature": ["def learn_by_heart(params, batches):\n    return params, []",
                  "def learn_by_heart(params, batches, eta, tau, steps, gradients):\n    return params, []"],
    "raises": [loop("step % len(batches)", "step"), loop("gradients(params, x, y, tau)", "gradients(params, batch, tau)"),
               loop("clip(mean, max_norm)", "clip(mean)"), loop("x, y in batch", "x, y in batches"),
               "params, [gradients(params, x, y, tau)[0] for x, y in batches]"],
    "exits": ["quit()"],
    "too-slow": [loop("for step in range(steps):", "step = 0\nwhile step < steps:")],
    "changes-arguments": [loop("losses = []", "losses = []\nbatches.reverse()"), loop("losses = []", "import random\nlosses = []\n"
                          "for weight in params:\n    weight *= 0.9"),
                          loop(STEP_LINE, "for weight, slope in zip(params, clip(mean, max_norm)):\n        weight -= eta * slope")],
    "changes-its-answer": [loop("losses = []", "import random\nlosses = []\nbatches = random.sample(batches, len(batches))\n"
                                "eta = eta * random.random()"),
                           loop("batches[step % len(batches)]", "batches[np.random.randint(len(batches))]")],
    "parts": [loop("return params, losses", "return params"), loop("return params, losses", "return losses"),
              loop("return params, losses", "return params, None"),
              loop("return params, losses", "return params.V, losses")],
    "parts-exchanged": [loop("return params, losses", "return losses, params")],
    "ragged": [loop("return params, losses", "return params, [losses, [1]]")],
    "no-numbers": [loop("return params, losses", "return params, list(map(str, losses))")],
    "complex": [loop("return params, losses", "return params, np.array(losses) + 0j")],
    "nan": [loop("return params, losses", "return params, np.log(-np.abs(losses))")],
    "few-digits": [loop("sum(parts) / len(batch)", "np.round(sum(parts) / len(batch), 5)")],
    "shape": [loop("return params, losses", "return params, losses * 2"),
              loop("range(steps)", "range(steps if len(batches) == 1 else steps + 3)")],
    "transposed": [loop("return params, losses", "return Params(*(weight.T for weight in params)), losses")],
    "no-clipping": [loop("clip(mean, max_norm)", "mean"), loop(STEP_LINE, "params = sgd_step(params, mean, eta)\n    mean = clip(mean, max_norm)"),
                    loop(STEP_LINE, "clip(mean, max_norm)\n    params = sgd_step(params, mean, eta)")],
    "clipped-each": [loop("clip(mean, max_norm)", "[p * min(1, max_norm / np.linalg.norm(p)) for p in mean]")],
    "clipped-entries": [loop("clip(mean, max_norm)", "[np.clip(p, -max_norm, max_norm) for p in mean]")],
    "clipped-always": [edited(ADDED, "min(1, max_norm / norm)", "max_norm / norm")],
    "clipped-after-eta": [loop("sgd_step(params, clip(mean, max_norm), eta)",
                               "sgd_step(params, clip(Params(*(eta * p for p in mean)), max_norm), 1)")],
    "clipped-to-one": [loop("clip(mean, max_norm)", "clip(mean, 1)")],
    "clipped-twice": [edited(ADDED, "min(1, max_norm / norm)", "min(1, max_norm / norm) ** 2")],
    "weights-clipped": [loop(STEP_LINE, "params = clip(sgd_step(params, clip(mean, max_norm), eta), max_norm)")],
    "no-clipping+uphill": [loop("clip(mean, max_norm), eta", "mean, -eta")],
    "batch-summed": [loop("sum(parts) / len(batch)", "sum(parts)"),
                     loop("sum(parts) / len(batch)", "sum(parts)", "in found) / len(batch)", "in found)")],
    "mean-of-entries": [loop("sum(parts) / len(batch)", "np.mean(parts)")],
    "clipped-apart": [loop("(G for _, G in found)", "(clip(G, max_norm) for _, G in found)", "clip(mean, max_norm)", "mean")],
    "batch-last": [loop("found = [", "found = [*[", "in batch]", "in batch[-1:]]]", "/ len(batch)", "/ 1"),
                   loop("(sum(parts) / len(batch)", "(parts[-1]")],
    "batch-first": [loop("in batch]", "in batch[:1]]", "/ len(batch)", "/ 1")],
    "loss-summed": [loop("in found) / len(batch))\n    mean", "in found))\n    mean")],
    "loss-of-one": [loop("sum(L for L, _ in found) / len(batch)", "found[-1][0]"),
                    loop("sum(L for L, _ in found) / len(batch)", "found[0][0]")],
    "uphill": [loop("max_norm), eta)", "max_norm), -eta)"), edited(ADDED, "- eta", "+ eta")],
    "no-eta": [loop("max_norm), eta)", "max_norm), 1)")],
    "eta-halved": [loop("max_norm), eta)", "max_norm), eta / 2)")],
    "eta-falls": [loop("max_norm), eta)", "max_norm), eta / (step + 1))")],
    "eta-doubled": [loop(LAST, 2 * LAST)],
    "eta-shared": [loop("max_norm), eta)", "max_norm), eta / len(batch))")],
    "no-step": [loop(STEP_LINE, "sgd_step(params, clip(mean, max_norm), eta)")],
    "stale": [loop("losses = []", "losses, begin = [], params", "gradients(params", "gradients(begin"),
              loop("losses = []", "losses, old = [], params", "gradients(params", "gradients(old", "    params = sgd",
                   "    old = params\n    params = sgd")],
    "no-update": [loop(STEP_LINE, "new = sgd_step(params, clip(mean, max_norm), eta)", "return params", "return new"),
                  loop("losses = []", "losses, begin = [], params", "gradients(params", "gradients(begin",
                       "sgd_step(params", "sgd_step(begin")],
    "other-gradients": [loop("gradients(params, x, y, tau)", "inner(params, x, y, tau)"),
                        loop("losses = []", "import rnnlib\nlosses = []", "gradients(params, x, y, tau)",
                             "rnnlib.gradients(params, x, y, truncate=tau)")],
    "other-gradients+no-truncation": [loop("losses = []", "import rnnlib\nlosses = []", "gradients(params, x, y, tau)",
                                           "rnnlib.gradients(params, x, y)")],
    "same-batch": [loop("step % len(batches)", "0"), loop("step % len(batches)", "-1")],
    "other-order": [loop("step % len(batches)", "-1 - step % len(batches)"),
                    loop("step % len(batches)", "(step + 1) % len(batches)")],
    "each-sequence": ["losses = []\nfor step in range(steps):\n    for x, y in batches[step % len(batches)]:\n"
                      "        L, G = gradients(params, x, y, tau)\n        params = sgd_step(params, clip(G, max_norm), eta)\n"
                      "    losses.append(L)\nreturn params, losses",
                      "losses = []\nfor step in range(steps):\n    found = []\n    for x, y in batches[step % len(batches)]:\n"
                      "        L, G = gradients(params, x, y, tau)\n        found.append(L)\n"
                      "        params = sgd_step(params, clip(G, max_norm), eta)\n    losses.append(np.mean(found))\n"
                      "return params, losses"],
    "loss-after": [loop("    " + NOTED + "\n", "", LAST, LAST + "    " + AFTER + "\n")],
    "loss-of-all": [loop(NOTED, AFTER.replace("in batch", "in sum(batches, [])")),
                    loop("    " + NOTED + "\n", "", LAST, LAST + "    " + AFTER.replace("in batch", "in sum(batches, [])") + "\n")],
    "loss-per-time": [loop("in found) / len(batch))\n", "in found) / len(batch) / len(batch[0][0]))\n")],
    "loss-root": [loop(NOTED, "losses.append(np.sqrt(np.mean([L for L, _ in found])))")],
    "one-step-less": [loop("range(steps)", "range(steps - 1)"), loop("range(steps)", "range(1, steps)",
                      "step % len", "(step - 1) % len")],
    "one-step-more": [loop("range(steps)", "range(steps + 1)")],
    "epochs": [loop("range(steps)", "range(steps * len(batches))")],
    "one-round": [loop("range(steps)", "range(len(batches))"),
                  loop("for step in range(steps):\n    batch = batches[step % len(batches)]", "for batch in batches:")],
    "untrained": [loop("losses = []", "losses, begin = [], params", "return params", "return begin")],
    "one-before-last": [loop("losses = []", "losses = []", "    params = sgd", "    before = params\n    params = sgd",
                             "return params", "return before"),
                        loop("losses = []", "losses, all_of_them = [], []", LAST, LAST + "    all_of_them.append(params)\n",
                             "return params", "return all_of_them[0]")],
    "last-loss-added": [loop("return params, losses", AFTER + "\nreturn params, losses")],
    "last-loss-only": [loop("return params, losses", "return params, losses[-1]"),
                       loop("return params, losses", "return params, np.mean([gradients(params, x, y, tau)[0] for x, y in batch])")],
    "first-loss-missing": [loop("return params, losses", "return params, losses[1:]")],
    "losses-added": [loop("return params, losses", "return params, sum(losses)"),
                     loop("return params, losses", "return params, np.cumsum(losses)")],
    "losses-averaged": [loop("return params, losses", "return params, np.mean(losses)")],
    "losses-backwards": [loop("return params, losses", "return params, losses[::-1]")],
    "losses-missing": [loop("    " + NOTED + "\n", "")],
    "no-truncation": [loop("x, y, tau)", "x, y, len(x))"), loop("x, y, tau)", "x, y, 10**6)")],
    "tau-other": [loop("x, y, tau)", "x, y, 1)"), loop("x, y, tau)", "x, y, tau + 1)"), loop("x, y, tau)", "x, y, max(tau - 1, 1))")],
    "right-only-if": [loop("max_norm), eta)", "max_norm), eta * (1 if len(batches) == 1 else 0.7))")],
    "losses-only": [loop("return params, losses", "return params, [3 * L for L in losses]"),
                    loop(NOTED, "losses.append(max(L for L, _ in found))")],
    "weights-only": [loop("return params, losses", "return params._replace(U=2 * params.U), losses")],
    "first-loss": ["Params(*(0 * weight for weight in params)), [0.0] * steps",
                   loop("return params, losses", "return [5 * weight for weight in params], [5 * L for L in losses]"),
                   "losses = []\nparams = Params(*(weight + 1 for weight in params))" + LOOP.replace("losses = []", "")],
    "later-loss": [loop("clip(mean, max_norm)", "Params(*(np.sign(p) for p in mean))"), loop("max_norm), eta)", "max_norm), eta * 0.7)"),
                   loop("sum(parts) / len(batch)", "np.median(parts, axis=0)"),
                   loop(STEP_LINE, STEP_LINE + "\n    params = params._replace(V=0.5 * params.V)")],
    "not-learnt": [loop(STEP_LINE, STEP_LINE + "\n    if step > 6:\n        params = params._replace(V=0 * params.V)"),
                   loop("max_norm), eta)", "max_norm), eta if step < 7 else -eta)"),
                   loop("return params, losses", "return params, losses if steps < 9 else losses[:9]")],
}

NAMES = COURSE | {"clip": made("clip", CLIP, COURSE), "sgd_step": made("sgd_step", STEP, COURSE),
                  "inner": made("truncated_gradients", NEST, COURSE)}
