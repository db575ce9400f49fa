"""The decorator that checks shapes, on toy functions of its own; the library's functions are in test_bad_input."""

import inspect
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import do_ds, identity, tanh
from rnnlib.inputs import activation, finite, floats, numbers
from rnnlib.shapes import shapes


class Pair(NamedTuple):
    """Two matrices that belong together."""

    L: object
    R: object


@shapes(A="p q", B="q r", C="r p")
def ring(A, B, C):
    """Return what came."""
    return A, B, C


@shapes(pair=Pair("p q", "q p"), x="T N? q", y="T N? p", z="q | N q", real=True)
def batched(pair, x, y, z=None):
    return pair, x, y, z


@shapes(A="*i k", B="k *j", C="*i")
def starred(A, B, C=None):
    return A, B, C


@shapes(z="p")
def activated(z, h=tanh, *, g=identity):
    return h(z), g.prime(z)


sizes = st.fixed_dictionaries({letter: st.integers(1, 5) for letter in "pqr"})
RING = {"A": "pq", "B": "qr", "C": "rp"}


@given(sizes)
def test_arrays_whose_axes_fit_come_through_as_they_are(size):
    arrays = [np.ones([size[letter] for letter in letters]) for letters in RING.values()]
    assert all(came is went for came, went in zip(ring(*arrays), arrays))


@given(sizes, st.sampled_from(list(RING)), st.integers(0, 1), st.integers(1, 3))
def test_one_axis_too_long_is_found_and_named_with_its_length(size, name, axis, more):
    arrays = {name: np.ones([size[letter] for letter in letters]) for name, letters in RING.items()}
    arrays[name] = np.repeat(arrays[name], [1] * (arrays[name].shape[axis] - 1) + [1 + more], axis)
    with pytest.raises(ValueError) as caught:
        ring(**arrays)
    assert f"{name} has {arrays[name].shape[axis]} {('rows', 'columns')[axis]}" in str(caught.value)


def test_the_message_says_what_came_what_was_wanted_and_which_symbol():
    with pytest.raises(ValueError, match=r"V has 3 columns but s_t has 4 entries; V must be \(e, n\)"):
        do_ds(np.ones((2, 3)), np.ones(4), identity)


FIT = {"L": (2, 3), "R": (3, 2), "x": (5, 3), "y": (5, 2)}
WRONG = [
    ({"x": (5, 6, 3)}, "y is one sequence, without an axis N"),
    ({"y": (5, 6, 2)}, "y has 6 sequences"),
    ({"x": (5, 6, 3), "y": (5, 1, 2)}, "y has 1 sequence"),
    ({"x": (1, 3)}, "x has 1 time step"),
    ({"x": (0, 3), "y": (0, 2)}, "x has 0 time steps; at least one is needed"),
    ({"L": (0, 3), "R": (3, 0)}, "L has 0 rows; at least one is needed"),
    ({"L": (1, 3)}, "L has 1 row"),
    ({"x": (3,)}, r"x has shape (3,) but it must be (T, q) or (T, N, q)"),
    ({"x": (5, 6, 7, 3)}, "x has shape (5, 6, 7, 3) but it must be (T, q) or (T, N, q)"),
    ({"z": (6, 3)}, "z has 6"),
    ({"z": (4,)}, "z has 4 entries"),
    ({"z": ()}, "z has shape () but it must be (q,) or (N, q)"),
    ({"x": (5, 6, 3), "y": (5, 6, 2), "z": (1, 3)}, "z has 1"),
]


def call_batched(**changes):
    arrays = {name: np.ones(shape) for name, shape in (FIT | changes).items()}
    return batched(Pair(arrays.pop("L"), arrays.pop("R")), **arrays)


@pytest.mark.parametrize(("changes", "words"), WRONG, ids=[words for _, words in WRONG])
def test_an_optional_axis_is_there_in_all_arrays_or_in_none(changes, words):
    with pytest.raises(ValueError) as caught:
        call_batched(**changes)
    assert words in str(caught.value)
    assert "call once for every sequence" not in str(caught.value)


@pytest.mark.parametrize("changes", [
    {}, {"x": (5, 6, 3), "y": (5, 6, 2)}, {"x": (5, 6, 3), "y": (5, 6, 2), "z": (3,)},
    {"x": (5, 6, 3), "y": (5, 6, 2), "z": (6, 3)}, {"z": (3,)}, {"x": (5, 1, 3), "y": (5, 1, 2), "z": (1, 3)},
])
def test_one_sequence_or_a_batch_and_either_form_of_an_argument_may_come(changes):
    pair, x, y, z = call_batched(**changes)
    assert isinstance(pair, Pair)
    assert (x.shape, y.shape) == tuple((FIT | changes)[name] for name in "xy")
    assert z is None if "z" not in changes else z.shape == changes["z"]


@pytest.mark.parametrize(("A", "B", "C"), [((3,), (3,), ()), ((2, 3), (3, 4, 5), (2,)), ((2, 4, 3), (3,), (2, 4))])
def test_a_star_stands_for_any_number_of_axes(A, B, C):
    assert [array.shape for array in starred(np.ones(A), np.ones(B), np.ones(C))] == [A, B, C]


def test_a_star_does_not_swallow_the_letter_before_it():
    @shapes(A="k *i", B="*i")
    def after(A, B):
        return B

    assert after(np.ones((2, 3, 4)), np.ones((3, 4))).shape == (3, 4)


@pytest.mark.parametrize(("A", "B", "C", "words"), [
    ((2, 3), (2, 3), None, "A has 3 columns but B has 2 rows"),
    ((), (3,), None, "A has shape () but it must be (..., k)"),
    ((2, 3), (3,), (3,), "A has shape (2, 3) but C has shape (3,)"),
    ((2, 3), (3,), (2, 1), "A has shape (2, 3) but C has shape (2, 1)"),
    ((2, 0), (0, 2), None, "A has 0 columns; at least one is needed"),
    ((2, 3), (3, 0), None, "B has shape (3, 0); at least one is needed"),
])
def test_a_star_that_stands_twice_has_one_meaning(A, B, C, words):
    with pytest.raises(ValueError) as caught:
        starred(np.ones(A), np.ones(B), None if C is None else np.ones(C))
    assert words in str(caught.value)


@pytest.mark.parametrize(("types", "result"), [
    ("f4 f4 f4", "f4"), ("f4 f4 f8", "f8"), ("f4 f2 f4", "f8"), ("f2 f2 f2", "f8"), ("i8 i8 i8", "f8"),
    ("f4 i8 f4", "f4"), ("? i1 u2", "f8"), ("f4 f4 c8", "c16"), ("c8 c8 c8", "c16"), ("g g g", "f8"),
    (">f8 f8 f8", "f8"),
])
def test_arrays_of_a_call_get_one_type(types, result):
    came = ring(*(np.ones((2, 2), given_type) for given_type in types.split()))
    assert [array.dtype for array in came] == [np.dtype(result)] * 3


def test_a_function_for_real_numbers_names_the_complex_one():
    with pytest.raises(TypeError, match="R is complex"):
        batched(Pair(np.ones((2, 3)), np.ones((3, 2), complex)), np.ones((5, 3)), np.ones((5, 2)))


@pytest.mark.parametrize(("value", "error", "words"), [
    ("word", TypeError, "str"), ([["1"]], TypeError, "list"), (None, TypeError, "NoneType"),
    ([1, None], TypeError, "object"), ({1: 2}, TypeError, "dict"), ([[1], [1, 2]], ValueError, "ragged"),
    (10**30, TypeError, "int"), (np.ma.array([1.0], mask=[True]), TypeError, "masked"),
])
def test_what_is_no_number_is_called_by_its_name_and_kind(value, error, words):
    for check in (numbers, floats):
        with pytest.raises(error, match=rf"^x .*{words}"):
            check(value, "x")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_weights_must_be_finite_and_data_need_not_be(bad):
    for weight in "UWV":
        with pytest.raises(ValueError, match=f"^{weight} .*finite"):
            finite([np.ones(2), np.array([1.0, bad])], ["other", weight])
    finite([np.array([1.0, 1e200])], ["W"])  # whose squares are not finite
    assert not np.isfinite(numbers([1.0, bad], "x")).all()


def test_an_activation_is_asked_for_by_its_letter():
    value, slope = activated([0.0, 1.0], tanh, g=tanh)
    assert np.array_equal(value, np.tanh([0, 1]))
    assert np.array_equal(slope, tanh.prime([0, 1]))
    for name in "hg":
        with pytest.raises(TypeError, match=rf"^{name} must be an activation.*{name}\.prime"):
            activated([0.0], **{name: np.tanh})
        with pytest.raises(TypeError, match=rf"^{name} "):
            activation(None, name)


def test_the_decorated_function_keeps_its_name_its_docstring_and_its_signature():
    assert (ring.__name__, ring.__doc__) == ("ring", "Return what came.")
    assert str(inspect.signature(activated)) == "(z, h=tanh, *, g=identity)"


@pytest.mark.parametrize(("arguments", "named"), [
    ((), {}), ((1, 2), {}), ((1, 2, 3, 4), {}), ((1, 2, 3), {"A": 4}), ((1, 2, 3), {"D": 4}), ((1, 2), {"D": 4}),
])
def test_a_missing_or_surplus_argument_is_python_s_own_error(arguments, named):
    with pytest.raises(TypeError, match="argument"):
        ring(*arguments, **named)


@pytest.mark.parametrize("kind", [tuple, list])
def test_a_plain_sequence_of_arrays_becomes_the_named_one(kind):
    pair, *_ = batched(kind([np.ones((2, 3)), np.ones((3, 2))]), np.ones((5, 3)), np.ones((5, 2)))
    assert isinstance(pair, Pair)


def test_a_matrix_that_is_not_square_is_called_so():
    @shapes(W="n n")
    def square(W):
        return W

    with pytest.raises(ValueError, match=r"^W has shape \(2, 3\) but it must be \(n, n\): square$"):
        square(np.ones((2, 3)))


def test_a_batch_is_spoken_of_only_where_one_came():
    @shapes(W="n n", x="T d")
    def single(W, x):
        return x

    with pytest.raises(ValueError, match="for a batch, call once for every sequence"):
        single(np.ones((2, 2)), np.ones((5, 3, 4)))
    for W, x in [((2, 2), (5,)), ((2, 2), (5, 3, 4, 4)), ((7, 2, 2), (5, 4))]:
        with pytest.raises(ValueError, match=r"must be \((T, d|n, n)\)$"):
            single(np.ones(W), np.ones(x))
