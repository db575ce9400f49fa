"""Truncation in its kinds: by step, in windows, at random borders, and what needs none. Judged by sums and outcomes."""

from functools import reduce
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import TOLERANCE, by_weights, network, single_networks

from rnnlib import (
    Params,
    central_difference,
    chain,
    dE_do,
    ds_ds,
    ds_dU_direct,
    ds_dW_direct,
    forward,
    gradients,
    identity,
    relative_error,
    relu,
    sigmoid,
    softplus,
    squared_error,
    tanh,
)

CONTRACTIONS = (tanh, sigmoid, identity, relu, softplus)  # no slope above 1


def run_of(case):
    return forward(case.params, case.x, s0=case.s0, h=case.h, g=case.g)


def rows_of(case):
    """Return r_t for t = 1..T, with None before them."""
    run = run_of(case)
    steps = range(1, len(run.x))
    return [None, *((dE_do(run.o[t], case.y[t - 1]) * case.g.prime(run.b[t])) @ case.params.V for t in steps)]


def terms_from_the_sums(case, first):
    """Add up the terms k = first(t)..t of (3) and (4), contracted with r_t, over t."""
    (_, W, _), (x, a, s, _, _), h = case.params, run_of(case), case.h
    dU, dW, row = 0, 0, rows_of(case)
    for t in range(1, len(x)):
        for k in range(first(t), t + 1):
            J = reduce(np.matmul, [ds_ds(W, a[j], h) for j in range(t, k, -1)], np.eye(len(W)))
            dU = dU + chain(row[t] @ J, ds_dU_direct(a[k], x[k], h))
            dW = dW + chain(row[t] @ J, ds_dW_direct(a[k], s[k - 1], h))
    return dU, dW


def windowed(case, w, reset=False):
    """Return L and its gradient by windows of w steps: the state is carried over, the gradient is not."""
    L, total, s = 0, Params(0, 0, 0), case.s0
    for start in range(0, len(case.x), w):
        x, y = case.x[start:start + w], case.y[start:start + w]
        more, share = gradients(case.params, x, y, s0=s, h=case.h, g=case.g)
        L, total = L + more, Params(*(a + b for a, b in zip(total, share, strict=True)))
        s = None if reset else forward(case.params, x, s0=s, h=case.h, g=case.g).s[-1]
    return L, total


def swept_back(case, factor):
    """Return dL/dU and dL/dW of the adjoint whose carry into s_{t-1} is multiplied by factor[t]."""
    run, row, carry, dU, dW = run_of(case), rows_of(case), 0, 0, 0
    for t in range(len(run.x) - 1, 0, -1):
        q = (row[t] + carry) * case.h.prime(run.a[t])
        dU, dW = dU + np.outer(q, run.x[t]), dW + np.outer(q, run.s[t - 1])
        carry = factor[t] * (q @ case.params.W)
    return dU, dW


def assert_equal(found, true):
    for one, other in zip(found, true, strict=False):
        assert relative_error(one, other) < TOLERANCE


@given(case=single_networks, tau=st.integers(1, 8))
def test_truncation_keeps_the_last_tau_terms_of_the_sums(case, tau):
    _, found = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=tau)
    assert_equal(found, terms_from_the_sums(case, lambda t: max(t - tau, 0) + 1))


@given(case=single_networks, tau=st.integers(1, 8))
def test_the_slides_loop_stopped_after_tau_passes_is_truncation_of_the_last_error(case, tau):
    (_, W, _), (x, a, s, _, _), T = case.params, run_of(case), len(case.x)
    G_U, G_W, z = 0, 0, np.eye(len(W))
    for t in range(T, max(T - tau, 0), -1):
        G_U = G_U + chain(z, ds_dU_direct(a[t], x[t], case.h))
        G_W = G_W + chain(z, ds_dW_direct(a[t], s[t - 1], case.h))
        z = z @ ds_ds(W, a[t], case.h)
    last = rows_of(case)[T]
    _, found = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=tau, time_weight=np.eye(T)[-1])
    assert_equal(found, (chain(last, G_U), chain(last, G_W)))


@given(case=single_networks, tau=st.integers(1, 8))
def test_truncation_leaves_the_output_weights_alone(case, tau):
    exact, cut = (gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=tau)[1] for tau in (None, tau))
    assert relative_error(cut.V, exact.V) < TOLERANCE


@given(seed=st.integers(0, 2**32 - 1), tau=st.integers(1, 11), gamma=st.floats(0.1, 0.95),
       h=st.sampled_from(CONTRACTIONS))
def test_the_geometric_bound_holds_where_every_jacobian_contracts(seed, tau, gamma, h):
    case = network(T=12, seed=seed, h=h)
    W = case.params.W * gamma / np.linalg.norm(case.params.W, 2)
    case = case._replace(params=case.params._replace(W=W))
    run, T = run_of(case), len(case.x)
    assert max(np.linalg.norm(ds_ds(W, run.a[t], h), 2) for t in range(1, T + 1)) <= gamma * (1 + 1e-12)
    exact, cut = (gradients(*case[:3], s0=case.s0, h=h, g=case.g, truncate=tau)[1] for tau in (None, tau))
    rho = max(np.linalg.norm(row) for row in rows_of(case)[1:])
    for name, enters in ("U", run.x[1:]), ("W", run.s[:-1]):
        beta = max(h.prime(run.a[t]).max() * np.linalg.norm(enters[t - 1]) for t in range(1, T + 1))
        bound = (T - tau) * rho * beta / (1 - gamma) * gamma**tau
        assert np.linalg.norm(getattr(exact, name) - getattr(cut, name)) <= bound * (1 + 1e-12)


@given(T=st.integers(2, 12), W=st.floats(0.2, 0.95))
def test_the_bound_for_one_error_is_reached_by_a_scalar_network(T, W):
    params, last = Params([[1.0]], [[W]], [[1.0]]), np.eye(T)[-1]
    for tau in range(1, T):
        exact, cut = (gradients(params, np.ones((T, 1)), np.zeros((T, 1)), h=identity, time_weight=last, truncate=tau)
                      for tau in (None, tau))
        rho = 2 * np.sqrt(exact[0])
        assert relative_error(exact[1].U - cut[1].U, [[rho * (W**tau - W**T) / (1 - W)]]) < 1e-9  # a difference


def adder(W, T, first):
    """Return a scalar network at U = 0 and its data: one input is against the rest, and the last error alone counts."""
    data = {"h": identity, "time_weight": np.eye(T)[-1]}
    return Params([[0.0]], [[W]], [[1.0]]), np.array([[first], *[[1.0]] * (T - 1)]), np.full((T, 1), 5.0), data


@pytest.mark.parametrize("T", [3, 6, 20])
@pytest.mark.parametrize("W", [1.0, 0.9])
def test_every_truncation_of_the_adder_has_the_wrong_sign(T, W):
    params, x, y, data = adder(W, T, -2.0 * T / W ** (T - 1))
    slopes = [gradients(params, x, y, **data, truncate=tau)[1].U.item() for tau in range(1, T + 1)]
    assert slopes[-1] > 0
    assert slopes[:-1] == sorted(slopes[:-1], reverse=True)
    assert max(slopes[:-1]) < 0


def test_the_bias_may_rise_with_tau_while_its_bound_falls_to_meet_it():
    params, x, y, data = adder(0.9, 6, -10.0)
    slopes = np.array([gradients(params, x, y, **data, truncate=tau)[1].U.item() for tau in range(1, 7)])
    bias, bound = np.abs(slopes - slopes[-1])[:5], 10 * 10 * (0.9 ** np.arange(1, 6) - 0.9**6) / (1 - 0.9)
    assert np.round(slopes, 1).tolist() == [-10, -19, -27.1, -34.4, -41, 18.1]
    assert (np.diff(bias) > 0).all()
    assert (np.diff(bound) < 0).all()
    assert (bias <= bound * (1 + 1e-12)).all()
    assert relative_error(bias[-1], bound[-1]) < TOLERANCE


@pytest.mark.parametrize(("W", "slopes"), [(1.0, [50, -40, -20]), (0.9, [18.098, -34.39, -19])])
def test_windows_may_be_less_wrong_than_truncation_by_step(W, slopes):
    params, x, y, data = adder(W, 6, -10.0)
    start = forward(params, x, h=identity).s[4]
    by_windows = gradients(params, x[4:], y[4:], s0=start, h=identity, time_weight=np.array([0.0, 1.0]))
    found = [gradients(params, x, y, **data), gradients(params, x, y, **data, truncate=4), by_windows]
    assert relative_error([gradient.U.item() for _, gradient in found], slopes) < TOLERANCE


@pytest.mark.parametrize("tau", [1, 2])
def test_the_truncated_gradient_is_the_gradient_of_no_function_unless_it_is_exact(tau):
    def by_U_and_W(theta):
        params, last = Params([[theta[0]]], [[theta[1]]], [[1.0]]), np.array([0.0, 1.0])
        gradient = gradients(params, np.ones((2, 1)), np.zeros((2, 1)), s0=[0.5], h=identity, time_weight=last,
                             truncate=tau)[1]
        return np.array([gradient.U.item(), gradient.W.item()])

    mixed = central_difference(by_U_and_W, np.array([0.3, 0.7]))
    assert round(mixed[1, 0] - mixed[0, 1], 4) == (1.72 if tau == 1 else 0)


@given(case=single_networks, w=st.integers(1, 8))
def test_windows_keep_the_terms_of_their_own_window_and_never_move_the_loss(case, w):
    L, found = windowed(case, w)
    assert relative_error(L, gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[0]) < TOLERANCE
    assert_equal(found, terms_from_the_sums(case, lambda t: (t - 1) // w * w + 1))


@given(case=single_networks, w=st.integers(1, 8))
def test_windows_are_the_derivative_with_the_states_at_the_borders_frozen(case, w):
    s = run_of(case).s

    def frozen(params):
        return sum(squared_error(forward(params, case.x[m:m + w], s0=s[m], h=case.h, g=case.g).o[1:],
                                 case.y[m:m + w]).sum() for m in range(0, len(case.x), w))

    assert_equal(windowed(case, w)[1], by_weights(frozen, case.params))


@pytest.mark.parametrize("w", [2, 3, 4, 6])
def test_windows_look_back_one_to_w_steps_where_truncation_looks_back_w(w):
    T = 12
    case = network(T=T, h=tanh)
    by_step = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=w)[1]
    assert relative_error(windowed(case, w)[1].W, by_step.W) > 1e-3
    seen = [t - (t - 1) // w * w for t in range(1, T + 1)]
    assert (min(seen), max(seen)) == (1, w)
    assert np.mean(seen) == (w + 1) / 2


def test_a_reset_at_every_chunk_moves_the_loss():
    case = network(T=12, h=tanh)
    L = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[0]
    assert relative_error(windowed(case, 4, reset=True)[0], L) > 1e-3


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_random_borders_are_unbiased_over_all_outcomes(keep, seed):
    T = 6
    case = network(T=T, seed=seed)
    expected = [0, 0]
    for coins in product((0, 1), repeat=T - 1):
        chance = np.prod(np.where(coins, keep, 1 - keep))
        found = swept_back(case, [0, 0, *(coin / keep for coin in coins)])
        expected = [total + chance * share for total, share in zip(expected, found, strict=True)]
    assert_equal(expected, gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[1])


def test_borders_without_the_compensating_factor_are_biased():
    T, keep = 6, 0.5
    case = network(T=T)
    mean = sum(keep ** (T - 1) * swept_back(case, [0, 0, *coins])[1] for coins in product((0, 1), repeat=T - 1))
    assert relative_error(mean, gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[1].W) > 1e-2


@pytest.mark.parametrize(("W", "keep"), [(0.8, 0.7), (0.5, 0.3), (0.9, 0.95)])
def test_the_variance_of_random_borders_is_the_double_sum_and_tends_to_its_limit(W, keep):
    m = np.arange(8)
    outcomes = np.array(list(product((0, 1), repeat=7))).T
    chance = np.prod(np.where(outcomes, keep, 1 - keep), axis=0)
    Z = W**m @ np.cumprod(np.vstack([np.ones(2**7), outcomes / keep]), axis=0)
    weights = keep ** (-1.0 * np.minimum.outer(m, m))
    assert relative_error(chance @ Z, (W**m).sum()) < TOLERANCE
    assert relative_error(chance @ Z**2, (W ** np.add.outer(m, m) * weights).sum()) < TOLERANCE
    m = np.arange(800)
    powers = np.add.outer(m, m)
    square = np.exp(powers * np.log(W) - np.minimum.outer(m, m) * np.log(keep)).sum()
    assert relative_error(square, (1 + W) / (1 - W) / (1 - W**2 / keep)) < 1e-9


@given(case=single_networks, k=st.integers(1, 8))
def test_a_sweep_that_recomputes_from_checkpoints_is_exact(case, k):
    s0 = np.zeros(len(case.params.W)) if case.s0 is None else case.s0
    stored = run_of(case._replace(s0=s0)).s[:-1:k]
    (_, W, V), carry, total = case.params, 0, [0, 0]
    for number in reversed(range(len(stored))):
        x, y = case.x[number * k:][:k], case.y[number * k:][:k]
        x, a, s, b, o = forward(case.params, x, s0=stored[number], h=case.h, g=case.g)
        for t in range(len(x) - 1, 0, -1):
            q = ((dE_do(o[t], y[t - 1]) * case.g.prime(b[t])) @ V + carry) * case.h.prime(a[t])
            total = [total[0] + np.outer(q, x[t]), total[1] + np.outer(q, s[t - 1])]
            carry = q @ W
    assert_equal(total, gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[1])
