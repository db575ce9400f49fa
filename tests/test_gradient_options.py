"""The options of the gradient: another loss, a weight for every time, truncation. Judged by the complex step."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import TOLERANCE, any_networks, by_weights, network, single_networks

from rnnlib import dE_do, forward, gradients, identity, relative_error, softmax_cross_entropy, squared_error

LOSSES = (squared_error, softmax_cross_entropy)
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


def errors(params, case, loss):
    return loss(forward(params, case.x, s0=case.s0, h=case.h, g=case.g).o[1:], case.y)


def assert_equal(found, true):
    for weight, judged in zip(found, true, strict=True):
        assert relative_error(weight, judged) < TOLERANCE


@every_loss
@given(case=any_networks)
def test_the_gradient_of_every_loss_equals_the_complex_step(loss, case):
    L, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, loss=loss)
    E = errors(case.params, case, loss)
    assert relative_error(L, E.sum(axis=0).mean()) < TOLERANCE
    assert_equal(gradient, by_weights(lambda params: errors(params, case, loss).sum(axis=0).mean(), case.params))


@given(case=any_networks, seed=st.integers(0, 99), per_sequence=st.booleans())
def test_a_weight_for_every_time_multiplies_its_error(case, seed, per_sequence):
    shape = case.y.shape[:-1] if per_sequence else case.y.shape[:1]
    weight = np.random.default_rng(seed).normal(size=shape)
    spread = weight if weight.ndim == case.y.ndim - 1 else weight[:, None]
    L, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, time_weight=weight)

    def weighted(params):
        return (spread * errors(params, case, squared_error)).sum(axis=0).mean()

    assert relative_error(L, weighted(case.params)) < TOLERANCE
    assert_equal(gradient, by_weights(weighted, case.params))


def frozen_loss(params, case, tau):
    """Add up E_t as a function of the weights of its last tau steps only: the state before them is held fixed."""
    _, x, y, s0, h, g = case
    s = forward(case.params, x, s0=s0, h=h, g=g).s
    starts = [max(t - tau, 0) for t in range(1, len(x) + 1)]
    ends = [forward(params, x[start:t], s0=s[start], h=h, g=g).o[-1] for t, start in enumerate(starts, 1)]
    return squared_error(np.stack(ends), y).sum()


@given(case=single_networks, tau=st.integers(1, 8))
def test_truncation_is_the_derivative_with_the_older_state_frozen(case, tau):
    _, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=tau)
    assert_equal(gradient, by_weights(lambda params: frozen_loss(params, case, tau), case.params))


@given(case=any_networks)
def test_truncation_beyond_the_first_step_changes_nothing_and_never_the_loss(case):
    exact_L, exact = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)
    for tau in (1, len(case.x), len(case.x) + 3):
        L, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=tau)
        assert exact_L == L
        if tau >= len(case.x):
            assert_equal(gradient, exact)


def test_a_truncated_batch_is_the_mean_of_its_truncated_sequences():
    case = network(N=3)
    _, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g, truncate=2)
    alone = [gradients(case.params, case.x[:, i], case.y[:, i], s0=case.s0[i], h=case.h, g=case.g, truncate=2)[1]
             for i in range(3)]
    assert_equal(gradient, [np.mean(parts, axis=0) for parts in zip(*alone, strict=True)])


def test_the_cross_entropy_of_huge_scores_is_finite_and_right():
    o, y = np.array([1000.0, 0.0, -1000.0]), np.array([0.0, 1.0, 0.0])
    assert softmax_cross_entropy(o, y) == 1000
    assert softmax_cross_entropy.prime(o, y).tolist() == [1, -1, 0]


def test_the_cross_entropy_of_one_time_does_not_feel_the_scores_of_another():
    o, y = np.array([[[1000.0, 999.0]], [[0.0, 1.0]]]), np.array([[[0.0, 1.0]], [[1.0, 0.0]]])
    for function in (softmax_cross_entropy, softmax_cross_entropy.prime):
        assert np.array_equal(function(o, y), [function(*one) for one in zip(o, y)])


@every_loss
def test_targets_that_would_be_broadcast_are_refused(loss):
    with pytest.raises(ValueError, match="y has 1 column"):
        loss(np.ones((4, 3)), np.ones((4, 1)))
    with pytest.raises(ValueError, match="y has 1 column"):
        loss.prime(np.ones((4, 3)), np.ones((4, 1)))


@pytest.mark.parametrize("wrong", [0, -1, 2.0, True, "all", np.array([1, 2])])
def test_a_truncation_that_is_no_number_of_steps_is_refused(wrong):
    with pytest.raises(ValueError, match="truncate must be a positive whole number"):
        gradients(*network()[:3], truncate=wrong)


def own_loss(value, prime):
    def loss(o, y):
        return value(o, y)

    loss.prime = prime
    return loss


@pytest.mark.parametrize("wrong", [None, "squared", lambda o, y: 0.0, SimpleNamespace(prime=dE_do),
                                   own_loss(squared_error, 2.0)])
def test_what_is_no_loss_is_refused(wrong):
    with pytest.raises(TypeError, match="loss must be a function with its derivative"):
        gradients(*network()[:3], loss=wrong)


def test_a_loss_of_ones_own_must_return_one_number_for_every_time():
    case = network(g=identity)
    good_value, good_prime = (lambda o, y: ((o - y) ** 2).sum(axis=-1)), (lambda o, y: 2 * (o - y))
    L, _ = gradients(*case[:3], loss=own_loss(good_value, good_prime))
    assert np.isclose(gradients(*case[:3])[0], L, rtol=1e-14, atol=0)
    with pytest.raises(ValueError, match=r"loss must make shape \(5,\)"):
        gradients(*case[:3], loss=own_loss(lambda o, y: 1.0, good_prime))
    with pytest.raises(ValueError, match=r"loss.prime must make shape \(5, 2\)"):
        gradients(*case[:3], loss=own_loss(good_value, lambda o, y: dE_do(o, y).sum(axis=0)))


def test_a_loss_of_ones_own_must_return_real_numbers_of_real_ones():
    case = network(g=identity)
    with pytest.raises(TypeError, match="loss returned complex numbers"):
        gradients(*case[:3], loss=own_loss(lambda o, y: squared_error(o, y) + 0j, dE_do))
    with pytest.raises(TypeError, match=r"loss\.prime returned complex numbers"):
        gradients(*case[:3], loss=own_loss(squared_error, lambda o, y: dE_do(o, y) + 0j))
    with pytest.raises(TypeError, match=r"^the result of loss must hold numbers, but a str"):
        gradients(*case[:3], loss=own_loss(lambda o, y: "small", dE_do))


def test_a_loss_that_cannot_be_hashed_does():
    @dataclass
    class Loss:
        prime: object = dE_do

        def __call__(self, o, y):
            return squared_error(o, y)

    case = network(g=identity)
    assert gradients(*case[:3], loss=Loss())[0] == gradients(*case[:3], loss=own_loss(squared_error, dE_do))[0]


def test_a_loss_that_works_in_place_harms_nobody():
    case = network(g=identity)
    y = case.y.copy()

    def careless(o, y):
        o -= y
        y *= 0
        return (o**2).sum(axis=-1)

    def careless_prime(o, y):
        o -= y
        y *= 0
        return 2 * o

    L, gradient = gradients(case.params, case.x, y, loss=own_loss(careless, careless_prime))
    true_L, true = gradients(*case[:3])
    assert (y == case.y).all()
    assert relative_error(L, true_L) < TOLERANCE
    assert_equal(gradient, true)


@pytest.mark.parametrize(("N", "shape"), [(None, (4,)), (None, (5, 1)), (3, (5, 1)), (3, (5, 2)), (3, (3, 5))])
def test_weights_of_time_that_do_not_fit_are_refused(N, shape):
    with pytest.raises(ValueError, match="time_weight"):
        gradients(*network(N=N)[:3], time_weight=np.ones(shape))
