"""What may come in, asked of the functions that ask; those of the library that take it are in test_bad_input."""

import warnings
from fractions import Fraction

import numpy as np
import pytest

from rnnlib.inputs import length, numbers, real, whole

LONGEST = np.iinfo(np.intp).max


@pytest.mark.parametrize("count", [3, np.int8(3), np.uint64(3)])
def test_a_count_is_an_int_whatever_it_was(count):
    assert [type(one) for one in (whole(count, "T"), length(count, "T"))] == [int, int]
    assert whole(count, "T") == length(count, "T") == 3


@pytest.mark.parametrize("wrong", [-1, 1.0, True, np.True_, np.timedelta64(3, "s"), np.timedelta64("NaT"), "1", None])
def test_what_is_no_count_is_refused_with_the_least_that_would_do(wrong):
    with pytest.raises(ValueError, match=r"^T must be a positive whole number, but"):
        whole(wrong, "T")
    with pytest.raises(ValueError, match=r"^seed must be a whole number from 0 upwards, but"):
        whole(wrong, "seed", least=0)


def test_zero_is_a_whole_number_and_no_positive_one():
    assert whole(0, "seed", least=0) == 0
    with pytest.raises(ValueError, match="positive"):
        whole(0, "T")


def test_nothing_is_longer_than_arrays_are():
    assert length(LONGEST, "T") == LONGEST
    with pytest.raises(ValueError, match=f"^T is {LONGEST + 1}: no array is so long$"):
        length(LONGEST + 1, "T")


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), (Fraction(1, 4), 0.25), (np.float32(0.5), 0.5),
                                               (10**400, np.inf), (-10**400, -np.inf)])
def test_a_real_number_is_a_float_whatever_it_was(value, number):
    assert real(value) == number
    assert type(real(value)) is float


@pytest.mark.parametrize("wrong", [1j, True, "1", None, np.timedelta64(3, "s"), np.timedelta64("NaT"), np.ones(2)])
def test_what_is_no_real_number_is_none(wrong):
    assert np.isnan(real(wrong))


def test_an_array_that_cannot_be_read_is_refused_with_the_reason():
    class Tensor:
        def __array__(self, *args, **options):
            raise RuntimeError("call .detach() first")

    with pytest.raises(TypeError, match=r"but a Tensor came, and cannot be read as an array: call .detach"):
        numbers(Tensor(), "x")


def test_a_masked_entry_is_refused_where_warnings_are_not_heeded():
    with warnings.catch_warnings(action="ignore"), pytest.raises(TypeError, match=r"x must hold numbers.*masked"):
        numbers([1.0, np.ma.masked], "x")
