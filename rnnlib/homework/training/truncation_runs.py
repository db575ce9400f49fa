"""What a truncated gradient would be with certain mistakes: every error's message to every step, with slots."""

from typing import NamedTuple

import numpy as np

from ...model import forward


class Runs(NamedTuple):
    """For every error E_t a run of its own that leads to it; row t of x, s, a is that of E_t, column k is time k."""

    x: np.ndarray
    s: np.ndarray
    a: np.ndarray
    b: np.ndarray
    o: np.ndarray


def true_runs(given):
    """Run the network once: what leads to E_t is the same for all t."""
    run = forward(given.params, given.x, s0=given.s0, h=given.h, g=given.g)
    shared = [np.broadcast_to(rows, (len(rows), *rows.shape)) for rows in (run.x, run.s, run.a)]
    return Runs(*shared, run.b, run.o)


def restarted(given, state):
    """Run tau steps for each t, from a state in place of s_{t-tau}."""
    return _run_again(given, lambda t: t - given.tau, lambda k, s: state(s[0]) if k > 0 else s[0])


def run_in_pieces(given, first):
    """Run pieces of tau steps, each from zero, but for the first one, which begins with something made from s_0."""
    return _run_again(given, lambda t: (t - 1) // given.tau * given.tau,
                      lambda k, s: first(s[0]) if k == 0 else 0 * s[0])


def _run_again(given, begin, state):
    """Run the network for each E_t alone, from some time on and from a state for that time."""
    (U, W, V), true = given.params, true_runs(given)
    s, a, b, o = (np.array(part) for part in true[1:])
    for t in range(1, len(s)):
        start = max(begin(t), 0)
        s[t, start] = state(start, true.s[0])
        for k in range(start + 1, t + 1):
            a[t, k] = U @ true.x[t, k] + W @ s[t, k - 1]
            s[t, k] = given.h(a[t, k])
        b[t] = V @ s[t, t]
        o[t] = given.g(b[t])
    return Runs(true.x, s, a, b, o)


def truncated(given):
    """Return a function from the effects of all slots to an answer."""
    known = {}

    def once(make, *parts):
        """Compute what many mistakes share only once."""
        key = make, *map(id, parts)
        if key not in known:
            known[key] = make(*parts), parts
        return known[key][0]

    def build(fill):
        """Carry the messages of all errors back side by side, and add what falls out where the window is."""
        (U, W, V), times = given.params, np.arange(1, len(given.x) + 1)
        runs = once(fill["start"], given)
        window, errors = fill["window"](times[:, None], times[None], given.tau, len(times))
        y, counted = fill["data"](given.y)
        slopes = once(fill["slope"], given.h, runs.a, runs.s)
        dE_db = fill["error"](runs.o[1:], y) * once(fill["out"], given.g, runs.b, runs.o)[1:]
        dE_db = dE_db * (errors * counted)[:, None]
        row = fill["back"](dE_db, V)
        dL_dU, dL_dW = np.zeros_like(U), np.zeros_like(W)
        for back in range(len(times)):
            t, k = times[back:], times[:len(times) - back]  # from each error, so many steps back
            message = row * slopes[t, k]
            inside = np.where(window[t - 1, k - 1][:, None], message, 0).T
            dL_dU += inside @ fill["input"](runs.x, t, k)
            dL_dW += inside @ fill["state"](runs.s, t, k)
            row = fill["carry"](message, row, W)[1:]
        dL_dV = fill["output"](dE_db, runs.s[times, times], runs.s[times, times - 1], given.tau)
        L = fill["loss"](((runs.o[1:] - y) ** 2).sum(axis=1) * counted, given.tau)
        of_L, of_gradient = fill["scale"](len(times), given.tau)
        return of_L * L, *(of_gradient * part for part in fill["matrix"](dL_dU, dL_dW, dL_dV))

    return build
