"""The judges: on functions whose derivatives are known, and on each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from instances import TOLERANCE

from rnnlib import central_difference, complex_step, relative_error

JUDGES = {central_difference: 1e-8, complex_step: 1e-14}
both_judges = pytest.mark.parametrize(("judge", "tolerance"), JUDGES.items(), ids=["central", "complex"])
moderate = st.floats(0.125, 8) | st.floats(-8, -0.125)
blocks = arrays(float, array_shapes(min_dims=0, max_dims=3, max_side=3), elements=moderate)


@both_judges
@given(x=blocks)
def test_judges_know_the_derivatives_of_elementary_functions(judge, tolerance, x):
    for f, slope in [(np.sin, np.cos), (np.exp, np.exp), (lambda x: x**3, lambda x: 3 * x**2)]:
        found, true = judge(f, x).reshape(x.size, x.size), np.diag(np.ravel(slope(x)))
        assert relative_error(found, true) < tolerance


@both_judges
def test_axes_of_the_value_come_first_and_axes_of_the_argument_last(judge, tolerance):
    A, x = np.random.default_rng(7).normal(size=(2, 3, 4)), np.ones((4, 5))
    derivative = judge(lambda x: A @ x, x)
    assert derivative.shape == (2, 3, 5, 4, 5)
    assert relative_error(derivative, np.einsum("abk,cl->abckl", A, np.eye(5))) < tolerance


@both_judges
def test_a_number_is_differentiated_to_a_number(judge, tolerance):
    derivative = judge(lambda x: x**2, 3)
    assert derivative.shape == ()
    assert relative_error(derivative, 6.0) < tolerance


@both_judges
def test_a_size_of_step_may_be_chosen(judge, tolerance):
    assert relative_error(judge(np.exp, 1.0, eps=1e-2), np.e) > 1e-6
    assert relative_error(judge(np.exp, 1.0, eps=1e-5), np.e) < 1e-8


def test_the_central_difference_loses_its_digits_where_the_complex_step_keeps_them():
    errors = {judge: relative_error(judge(np.exp, 1.0, eps=1e-14), np.e) for judge in JUDGES}
    assert errors[complex_step] < 1e-15 < 1e-4 < errors[central_difference]


@both_judges
def test_judges_leave_their_point_alone_even_if_the_function_does_not(judge, tolerance):
    def careless(x):
        x *= 2
        return x

    x = np.array([1.0, 2.0])
    assert relative_error(judge(careless, x), 2 * np.eye(2)) < tolerance
    assert x.tolist() == [1.0, 2.0]


@both_judges
def test_a_function_that_reuses_one_buffer_for_its_results_is_judged_rightly(judge, tolerance):
    buffer = np.empty(2, complex)

    def thrifty(x):
        return np.multiply(x, [3.0, 5.0], out=buffer)

    assert relative_error(np.real(judge(thrifty, np.array([1.0, 2.0]))), np.diag([3.0, 5.0])) < tolerance


@pytest.mark.parametrize("f", [np.abs, np.linalg.norm, np.real])
def test_the_complex_step_says_so_if_the_imaginary_part_is_lost(f):
    with pytest.raises(TypeError, match="imaginary"):
        complex_step(f, [1.0, 2.0])


@given(blocks, st.floats(1e-9, 1e3), st.sampled_from([1e-290, 1e-3, 1.0, 1e290]))
def test_the_error_is_relative_to_the_truth_at_any_scale(true, share, scale):
    assert relative_error(scale * true * (1 + share), scale * true) == pytest.approx(share, rel=1e-6)


@given(blocks)
def test_no_difference_is_no_error_and_all_of_it_is_an_error_of_one(true):
    assert relative_error(true, true) == 0
    assert relative_error(0 * true, true) == pytest.approx(1, rel=TOLERANCE)
    assert relative_error(-true, true) == pytest.approx(2, rel=TOLERANCE)


def test_the_norm_is_one_number_for_arrays_of_any_rank():
    true, found = np.zeros((2, 3, 4)), np.zeros((2, 3, 4))
    true[0, 1, 2], found[0, 1, 2], found[1, 2, 3] = 4, 4, 3
    assert relative_error(found, true) == 0.75


@pytest.mark.parametrize(("found", "true", "error"), [
    ([0.0], [0.0], 0), ([1.0], [0.0], np.inf), ([1e-300], [0.0], np.inf), ([np.inf], [1.0], np.inf),
    ([np.nan], [1.0], np.nan), ([1.0], [np.nan], np.nan), ([np.nan], [np.nan], np.nan), ([1.0], [np.inf], np.nan),
])
def test_at_the_edges_no_tolerance_accepts_what_differs(found, true, error):
    assert relative_error(found, true) == pytest.approx(error, nan_ok=True)


def test_the_error_is_a_plain_number():
    assert type(relative_error([1, 2], [1, 3])) is type(relative_error([1], [1])) is float
