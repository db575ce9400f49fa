"""The total derivatives ds_T/dU and ds_T/dW: forward in time, and as the sums (3) and (4)."""

import autodiff
import numpy as np
import pytest
from hypothesis import given
from instances import ACTIVATIONS, TOLERANCE, by_weights, network, single_networks

from rnnlib import ds_dU_direct, ds_dW_direct, forward, relative_error, state_derivatives, state_derivatives_sum

both_ways = pytest.mark.parametrize("derivatives", [state_derivatives, state_derivatives_sum])


@both_ways
@given(case=single_networks)
def test_the_total_derivatives_equal_both_judges(derivatives, case):
    params, x, _, s0, h, _ = case
    found = derivatives(params, x, s0=s0, h=h)
    by_complex_step = by_weights(lambda params: forward(params, x, s0=s0, h=h).s[-1], params)
    by_autograd = autodiff.state_jacobians(params, x, s0, h)
    for derivative, first, second in zip(found, by_complex_step, by_autograd, strict=False):
        assert relative_error(derivative, first) < TOLERANCE
        assert relative_error(derivative, second) < TOLERANCE


@both_ways
@pytest.mark.parametrize("h", ACTIVATIONS, ids=repr)
def test_fifty_steps_keep_the_tolerance(derivatives, h):
    params, x, _, s0, h, _ = network(T=50, h=h)
    found = derivatives(params, x, s0=s0, h=h)
    judged = by_weights(lambda params: forward(params, x, s0=s0, h=h).s[-1], params)
    assert relative_error(found[0], judged.U) < TOLERANCE
    assert relative_error(found[1], judged.W) < TOLERANCE


@both_ways
@given(case=single_networks)
def test_after_one_step_there_are_only_the_direct_terms(derivatives, case):
    params, x, _, s0, h, _ = case
    _, a, s, _, _ = forward(params, x[:1], s0=s0, h=h)
    ds_dU, ds_dW = derivatives(params, x[:1], s0=s0, h=h)
    assert relative_error(ds_dU, ds_dU_direct(a[1], x[0], h)) < TOLERANCE
    assert relative_error(ds_dW, ds_dW_direct(a[1], s[0], h)) < TOLERANCE


@both_ways
@given(case=single_networks)
def test_the_output_weights_play_no_part(derivatives, case):
    params, x, _, s0, h, _ = case
    found = derivatives(params, x, s0=s0, h=h)
    same = derivatives(params._replace(V=3 * params.V[:1]), x, s0=s0, h=h)
    assert all(np.array_equal(one, other) for one, other in zip(found, same))


@both_ways
def test_a_start_that_is_not_given_is_a_start_at_zero(derivatives):
    params, x, _, _, h, _ = network()
    absent, zero, other = (derivatives(params, x, s0=s0, h=h) for s0 in (None, np.zeros(3), np.ones(3)))
    assert all(np.array_equal(one, same) for one, same in zip(absent, zero))
    assert all(relative_error(one, different) > 0.01 for one, different in zip(absent, other))
