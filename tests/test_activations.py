"""The activations: each the function it is named after, with its derivative beside it."""

import math

import autodiff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from instances import ACTIVATIONS, TOLERANCE

from rnnlib import Activation, Params, complex_step, ds_ds, forward, relative_error, relu, sigmoid, softplus, tanh

TEXTBOOK = {
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "identity": lambda z: z,
    "relu": lambda z: max(z, 0.0),
    "softplus": lambda z: math.log(1 + math.exp(z)),
}
every_activation = pytest.mark.parametrize("f", ACTIVATIONS, ids=repr)
moderate = st.floats(-4, 4).filter(lambda z: abs(z) > 1e-3)
wide = st.floats(-15, 15).filter(lambda z: abs(z) > 1e-3)
blocks = arrays(float, array_shapes(min_dims=0, max_dims=3, max_side=4), elements=moderate)


@every_activation
@given(z=blocks)
def test_values_are_those_of_the_textbook(f, z):
    assert relative_error(f(z), np.vectorize(TEXTBOOK[repr(f)], otypes=[float])(z)) < TOLERANCE


@every_activation
@given(z=wide)
def test_the_derivative_equals_both_judges_at_every_point(f, z):
    assert relative_error(f.prime(z), complex_step(f, z)) < TOLERANCE
    assert relative_error(f.prime(z), autodiff.partial(autodiff.FUNCTIONS[repr(f)], z)) < TOLERANCE


@every_activation
@given(z=blocks)
def test_every_entry_is_treated_by_itself_and_the_shape_stays(f, z):
    for function in (f, f.prime):
        result = function(z)
        assert np.shape(result) == z.shape
        one_by_one = [function(entry) for entry in z.ravel()]
        assert relative_error(np.ravel(result), one_by_one) < TOLERANCE


@every_activation
@pytest.mark.parametrize("far", [800.0, np.finfo(float).max])
def test_far_out_nothing_overflows_and_the_derivative_is_that_of_the_asymptote(f, far):
    assert np.isfinite(f([-far, far])).all()
    slopes = {"tanh": [0, 0], "sigmoid": [0, 0], "identity": [1, 1], "relu": [0, 1], "softplus": [0, 1]}
    assert f.prime([-far, far]).tolist() == slopes[repr(f)]


@pytest.mark.parametrize(("f", "left", "right"), [(tanh, -1, 1), (sigmoid, 0, 1), (relu, 0, 800), (softplus, 0, 800)])
def test_far_out_the_values_are_those_of_the_asymptotes(f, left, right):
    assert f([-800.0, 800.0]).tolist() == [left, right]


@pytest.mark.parametrize("f", [sigmoid, softplus], ids=repr)
def test_small_values_far_to_the_left_keep_all_their_digits(f):
    z = np.linspace(-700, -40, 12)
    assert all(relative_error(value, true) < TOLERANCE for value, true in zip(f(z), np.exp(z)))
    assert all(relative_error(slope, true) < TOLERANCE for slope, true in zip(f.prime(z), np.exp(z)))


@pytest.mark.parametrize(("f", "slope"), [(tanh, lambda z: 4 * np.exp(-2 * z)), (sigmoid, lambda z: np.exp(-z))])
def test_a_slope_that_fades_keeps_all_its_digits_on_either_side(f, slope):
    z = np.linspace(40, 340, 16)
    for faded in (f.prime(z), f.prime(-z)):
        assert all(relative_error(value, true) < TOLERANCE for value, true in zip(faded, slope(z)))


def test_the_slope_of_relu_at_its_kink_is_zero():
    assert relu.prime(0.0) == relu.prime(-0.0) == 0


@every_activation
def test_a_complex_number_passes_and_keeps_its_imaginary_part(f):
    z = np.array([-2.0, 0.5, 3.0])
    step = 1e-6
    value = f(z + 1j * step)
    assert value.dtype == np.complex128
    assert relative_error(value.real, f(z)) < 1e-10
    assert relative_error(value.imag / step, f.prime(z)) < 1e-10


@every_activation
def test_the_derivative_equals_the_complex_step_at_zero_too(f):
    assert f.prime(0.0) == pytest.approx(complex_step(f, 0.0))


@every_activation
@given(y=st.floats(-3, 3))
def test_on_the_imaginary_axis_too_conjugate_numbers_have_conjugate_values(f, y):
    above, below = f(np.array([complex(0, y), complex(0, -y)]))
    assert below == pytest.approx(above.conjugate())


@every_activation
@pytest.mark.parametrize(("given_type", "kept"), [("f4", "f4"), ("f8", "f8"), ("f2", "f8"), ("i8", "f8"), ("?", "f8")])
def test_float32_stays_and_everything_else_becomes_float64(f, given_type, kept):
    z = np.array([[0, 1], [1, 1]], given_type)
    assert f(z).dtype == f.prime(z).dtype == kept


@every_activation
def test_a_missing_number_stays_missing(f):
    assert np.isnan(f([np.nan, 1.0])).tolist() == [True, False]


def test_an_activation_of_ones_own_has_its_name_its_value_and_its_derivative():
    cube = Activation("cube", lambda z: z**3, lambda z: 3 * z**2)
    assert repr(cube) == "cube"
    assert relative_error(cube.prime([1.0, -2.0]), np.diag(complex_step(cube, [1.0, -2.0]))) < TOLERANCE


@pytest.mark.parametrize(("method", "value", "slope"), [("__call__", 9, 4), ("prime", 4, 6)])
def test_what_a_child_of_the_class_does_differently_is_what_counts(method, value, slope):
    def shifted(self, z):
        return getattr(Activation, method)(self, z + 1)

    square = type("Shifted", (Activation,), {method: shifted})("square", lambda z: z**2, lambda z: 2 * z)
    assert forward(Params([[1.0]], [[1.0]], [[1.0]]), [[2.0]], h=square).s[1] == value
    assert ds_ds([[1.0]], [2.0], square) == slope
