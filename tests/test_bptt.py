"""The slide's algorithm, repaired, and the gradient of the loss, against the judges and against each other."""

import autodiff
import numpy as np
import pytest
from hypothesis import given
from instances import ACTIVATIONS, TOLERANCE, any_networks, batched_networks, by_weights, network, single_networks

from rnnlib import (
    Params,
    central_difference,
    chain,
    dE_do,
    do_ds,
    forward,
    gradients,
    identity,
    relative_error,
    slide_bptt,
    squared_error,
    state_derivatives,
    tanh,
)


def loss_of(params, case):
    """Return L of the case's data: summed over time, the mean over a batch."""
    _, x, y, s0, h, g = case
    return squared_error(forward(params, x, s0=s0, h=h, g=g).o[1:], y).sum(axis=0).mean()


def gradients_of(case):
    params, x, y, s0, h, g = case
    return gradients(params, x, y, s0=s0, h=h, g=g)


def same(found, true):
    """Assert that two losses agree, and the gradients that come with them."""
    assert relative_error(found[0], true[0]) < TOLERANCE
    assert all(relative_error(one, other) < TOLERANCE for one, other in zip(found[1], true[1]))


@given(single_networks)
def test_the_repaired_algorithm_equals_both_judges(case):
    params, x, _, s0, h, _ = case
    found = slide_bptt(params, x, s0=s0, h=h)
    by_complex_step = by_weights(lambda params: forward(params, x, s0=s0, h=h).s[-1], params)
    by_autograd = autodiff.state_jacobians(params, x, s0, h)
    for derivative, first, second in zip(found, by_complex_step, by_autograd, strict=False):
        assert relative_error(derivative, first) < TOLERANCE
        assert relative_error(derivative, second) < TOLERANCE


@given(any_networks)
def test_loss_and_gradient_equal_both_judges(case):
    L, gradient = gradients_of(case)
    same((L, gradient), (loss_of(case.params, case), by_weights(lambda params: loss_of(params, case), case.params)))
    params, x, y, s0, h, g = case
    same((L, gradient), (autodiff.loss(*params, x, y, s0, repr(h), repr(g)), autodiff.gradient(*case)))


@pytest.mark.parametrize("h", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("N", [None, 6])
def test_fifty_steps_keep_the_tolerance(h, N):
    case = network(T=50, N=N, h=h)
    same(gradients_of(case), (loss_of(case.params, case), autodiff.gradient(*case)))


def test_even_the_central_difference_agrees_as_far_as_it_can():
    case = network(N=6)
    for name, found in gradients_of(case)[1]._asdict().items():
        nudged = central_difference(lambda weight, name=name: loss_of(case.params._replace(**{name: weight}), case),
                                    getattr(case.params, name))
        assert relative_error(found, nudged) < 1e-7


@given(single_networks)
def test_the_gradient_is_the_contraction_of_the_forward_tensors_summed_over_time(case):
    params, x, y, s0, h, g = case
    run = forward(params, x, s0=s0, h=h, g=g)
    dL_dU, dL_dW = 0, 0
    for t in range(1, len(x) + 1):
        row = dE_do(run.o[t], y[t - 1]) @ do_ds(params.V, run.s[t], g)
        ds_dU, ds_dW = state_derivatives(params, x[:t], s0=s0, h=h)
        dL_dU, dL_dW = dL_dU + chain(row, ds_dU), dL_dW + chain(row, ds_dW)
    _, gradient = gradients_of(case)
    assert relative_error(gradient.U, dL_dU) < TOLERANCE
    assert relative_error(gradient.W, dL_dW) < TOLERANCE


@given(batched_networks)
def test_a_batch_counts_as_the_mean_of_its_sequences(case):
    params, x, y, s0, h, g = case
    N = x.shape[1]
    alone = [gradients(params, x[:, i], y[:, i], s0=None if s0 is None else s0[i], h=h, g=g) for i in range(N)]
    means = [sum(of_one[1][i] for of_one in alone) / N for i in range(3)]
    same(gradients_of(case), (sum(L for L, _ in alone) / N, means))


@given(batched_networks)
def test_a_batch_given_twice_over_or_in_another_order_has_the_same_gradient(case):
    params, x, y, s0, h, g = case
    for arrange in (lambda rows, axis: np.concatenate([rows, rows], axis), np.flip):
        start = None if s0 is None else arrange(s0, 0)
        same(gradients(params, arrange(x, 1), arrange(y, 1), s0=start, h=h, g=g), gradients_of(case))


def test_one_start_serves_a_whole_batch():
    params, x, y, s0, h, g = network(N=6)
    tiled = gradients(params, x, y, s0=np.tile(s0[0], (6, 1)), h=h, g=g)
    same(gradients(params, x, y, s0=s0[0], h=h, g=g), tiled)


@given(any_networks)
def test_the_loss_is_a_number_and_the_gradient_has_the_shapes_of_the_weights(case):
    L, gradient = gradients_of(case)
    assert isinstance(L, float)
    assert isinstance(gradient, Params)
    assert [slope.shape for slope in gradient] == [weight.shape for weight in case.params]


@given(any_networks)
def test_twice_the_error_in_every_output_is_twice_the_gradient_and_four_times_the_loss(case):
    params, x, y, s0, h, g = case
    o = forward(params, x, s0=s0, h=h, g=g).o[1:]
    L, gradient = gradients(params, x, o + 2 * (y - o), s0=s0, h=h, g=g)
    same((L / 4, [slope / 2 for slope in gradient]), gradients_of(case))


@given(any_networks)
def test_unless_told_otherwise_the_gradient_is_that_of_tanh_of_no_output_function_and_of_squares(case):
    params, x, y, s0, _, _ = case
    silent = gradients(params, x, y, s0=s0)
    told = gradients(params, x, y, s0=s0, h=tanh, g=identity, loss=squared_error)
    assert silent[0] == told[0]
    assert all(np.array_equal(one, other) for one, other in zip(silent[1], told[1]))
