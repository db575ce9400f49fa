"""The loss of one time, E_t = ||o_t - y_t||^2, and its derivative by the output."""

import autodiff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from instances import TOLERANCE

from rnnlib import complex_step, dE_do, relative_error, softmax_cross_entropy, squared_error

shapes = array_shapes(min_dims=1, max_dims=3, max_side=4)


def outputs_and_targets(shape, seed):
    return np.random.default_rng(seed).normal(size=(2, *shape))


pairs = st.builds(outputs_and_targets, shapes, st.integers(0, 2**32 - 1))


@given(pairs)
def test_the_error_is_a_sum_of_squares_over_the_components_only(pair):
    o, y = pair
    E = squared_error(o, y)
    assert E.shape == o.shape[:-1]
    for index in np.ndindex(E.shape):
        assert E[index] == pytest.approx(sum((p - q) ** 2 for p, q in zip(o[index], y[index])), rel=TOLERANCE)


@given(pairs)
def test_the_derivative_by_the_output_equals_both_judges(pair):
    o, y = pair
    by_complex_step = complex_step(lambda o: squared_error(o, y).sum(), o)
    by_autograd = autodiff.partial(lambda o: ((o - y) ** 2).sum(), o)
    assert relative_error(dE_do(o, y), by_complex_step) < TOLERANCE
    assert relative_error(dE_do(o, y), by_autograd) < TOLERANCE


@given(pairs)
def test_error_and_derivative_vanish_where_the_outputs_meet_the_targets(pair):
    o, _ = pair
    assert not squared_error(o, o).any()
    assert not dE_do(o, o).any()


@given(pairs)
def test_outputs_and_targets_may_change_places_but_the_derivative_changes_its_sign(pair):
    o, y = pair
    assert np.array_equal(squared_error(o, y), squared_error(y, o))
    assert np.array_equal(dE_do(o, y), -dE_do(y, o))


def test_a_target_that_is_missing_spoils_its_own_time_only():
    o, y = outputs_and_targets((5, 2), seed=7)
    y[3, 0] = np.nan
    assert np.isnan(squared_error(o, y)).tolist() == [False, False, False, True, False]
    assert np.isnan(dE_do(o, y)).sum() == 1


def test_the_square_is_no_absolute_value_so_the_complex_step_can_pass():
    assert squared_error([1 + 1j], [0]) == 2j


@pytest.mark.parametrize("kind", ["f4", "f8"])
def test_probabilities_sum_to_one_for_the_largest_scores(kind):
    scores, wanted = np.array([1e30, 1e30, -1e30], kind), np.array([0, 1, 0], kind)
    assert softmax_cross_entropy.prime(scores, wanted).tolist() == [0.5, -0.5, 0]
    assert np.isclose(softmax_cross_entropy(scores, wanted), np.log(2))
