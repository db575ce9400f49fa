"""A few hundred of the cases of `make fuzz`, and whether its judges notice what is wrong."""

import inspect

import fuzz
import fuzz_doors
import fuzz_listings
import numpy as np
import pytest

import rnnlib
from rnnlib import SGD, Params, clip_by_norm, gradient_norm, minibatches, moving_product, squared_error, tanh

ONE = Params(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))


@pytest.mark.parametrize("name", fuzz.DOORS)
def test_anything_gives_a_documented_error_or_a_right_number(name):
    fuzz.many(name, 20, number=7)


def test_a_public_function_without_arguments_to_try_is_noticed(monkeypatch):
    monkeypatch.setattr(rnnlib, "new", squared_error, raising=False)
    monkeypatch.setattr(rnnlib, "__all__", [*rnnlib.__all__, "new"])
    with pytest.raises(KeyError, match="new"):
        fuzz_doors.doors()


def changes(o, y):
    """Do what must not be done, like all below; each has an error that its docstring promises.

    Raises
    ------
    ValueError
        If it is asked to.
    """
    y[...] = 0
    return ((o - y) ** 2).sum(axis=-1)


FAULTS = {
    "an argument was changed": changes,
    "shares memory": lambda o, y: o,
    "undocumented TypeError": lambda o, y: len(3),
    "not the library's words": lambda o, y: np.reshape(o, 7),
    "a warning: old": lambda o, y: fuzz.warnings.warn("old", DeprecationWarning, stacklevel=1),
    "where nothing is large": lambda o, y: (np.log(np.zeros(1)), ((o - y) ** 2).sum(axis=-1))[1],
    "entries are not those": lambda o, y: 1.001 * ((o - y) ** 2).sum(axis=-1),
    "but the listing has": lambda o, y: ((o - y) ** 2).sum(axis=-1, keepdims=True),
    "it does not end": lambda o, y: [0 for _ in iter(int, 1)],
}


@pytest.mark.parametrize("words", FAULTS)
def test_a_fault_is_noticed(words, monkeypatch):
    monkeypatch.setattr(fuzz, "SECONDS", 1)
    if "end" in words and not hasattr(fuzz.signal, "SIGALRM"):
        pytest.skip("there is no alarm")
    door = fuzz.DOORS["squared_error"]._replace(call=FAULTS[words], errors=(ValueError,))
    o = np.array([[1.0, 2.0]])
    with pytest.raises(fuzz.Fault, match=words):
        fuzz.trial(door, {"o": o, "y": 3 * o}, fuzz.Counter())


def test_a_documented_error_and_a_right_number_are_no_fault():
    counts, door = fuzz.Counter(), fuzz.DOORS["squared_error"]
    fuzz.trial(door, {"o": np.ones(2), "y": np.ones(2)}, counts)
    fuzz.trial(door, {"o": np.ones(2), "y": np.ones(3)}, counts)
    assert counts == {"judged": 1, "refused": 1}


# What it found


@pytest.mark.parametrize("kind", ["f4", "f8"])
@pytest.mark.parametrize("power", [-1, 1])
def test_the_norm_of_a_gradient_is_right_where_its_squares_overflow_or_vanish(kind, power):
    unit = 2.0 ** (power * (100 if kind == "f4" else 1000))
    gradient = Params(*(np.array([[entry * unit]], kind) for entry in (1.0, 2.0, 2.0)))
    assert gradient_norm(gradient) == 3 * unit
    shorter = clip_by_norm(gradient, 1.5 * unit)
    assert [part.item() for part in shorter] == [0.5 * unit, unit, unit]
    assert {part.dtype for part in shorter} == {np.dtype(kind)}


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.longdouble])
def test_the_type_of_a_bound_or_a_rate_changes_neither_digits_nor_types(kind):
    gradient = Params(*(np.array([[entry]]) for entry in (1.1, 2.0, 3.0)))
    single = Params(*(part.astype("f4") for part in gradient))
    for call in lambda one, value: clip_by_norm(one, value), lambda one, value: SGD(value)(one, one)[0]:
        assert [part.item() for part in call(gradient, kind(0.5))] == [part.item() for part in call(gradient, 0.5)]
        assert {part.dtype for part in call(single, kind(0.5))} == {np.dtype("f4")}


def test_the_memory_of_an_optimiser_is_its_own_and_must_fit():
    _, v = SGD(0.1)(ONE, ONE)
    assert not any(np.shares_memory(*pair) for pair in zip(v, ONE))
    with pytest.raises(TypeError, match="memory must be"):
        SGD(0.1)(ONE, ONE, 3)
    with pytest.raises(ValueError, match="U of memory has shape"):
        SGD(0.1)(ONE, ONE, (np.ones(2), *ONE[1:]))
    with pytest.raises(TypeError, match="the step before"):
        rnnlib.Adam(0.1)(ONE, ONE, 3)


def test_small_integers_in_a_gradient_do_not_overflow():
    small = Params(*(np.full((1, 1), 200, "u1") for _ in range(3)))
    by_float = Params(*(part.astype(float) for part in small))
    assert rnnlib.Adam(0.1)(ONE, small)[1] == rnnlib.Adam(0.1)(ONE, by_float)[1]


def test_what_refuses_to_be_an_array_is_no_number():
    class Tensor:
        def __array__(self, *_, **__):
            raise RuntimeError("call .detach() first")

    with pytest.raises(TypeError, match=r"z must hold numbers, but a Tensor came.*detach"):
        tanh(Tensor())
    with pytest.raises(TypeError, match=r"z must hold numbers, but a list came.*masked"):
        tanh([1.0, np.ma.masked])


def test_progress_is_yes_no_or_nothing():
    data = {"params": ONE, "x": np.ones((1, 1, 1)), "y": np.ones((1, 1, 1)), "rng": np.random.default_rng(7)}
    with pytest.raises(TypeError, match=r"progress must be True, False or None, but array\(\[\], dtype=float64\) came"):
        rnnlib.train(**data, optimiser=SGD(0.1), epochs=1, batch_size=1, progress=np.ones(0))


def test_the_slope_of_tanh_is_zero_far_out_without_a_warning():
    assert tanh.prime([np.finfo(float).max, -np.finfo(float).max]).tolist() == [0, 0]


def test_no_array_is_longer_than_arrays_can_be():
    with pytest.raises(ValueError, match=r"N is 9223372036854775808: no array is so long"):
        minibatches(2**63, 1, np.random.default_rng(7))
    with pytest.raises(ValueError, match="T is 1000000000000000000000000000000: no array"):
        moving_product(10**30, 1, np.random.default_rng(7))


@pytest.mark.parametrize("seed", [-1, 0.5, "7", None, True])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ValueError, match="seed must be a whole number from 0 upwards"):
        rnnlib.check_do_dV(lambda V, s, t, g: None, seed=seed)


@pytest.mark.parametrize("kind", ["f4", "f8"])
def test_probabilities_sum_to_one_for_the_largest_scores(kind):
    scores, wanted = np.array([1e30, 1e30, -1e30], kind), np.array([0, 1, 0], kind)
    assert rnnlib.softmax_cross_entropy.prime(scores, wanted).tolist() == [0.5, -0.5, 0]
    assert np.isclose(rnnlib.softmax_cross_entropy(scores, wanted), np.log(2))


def test_every_public_loss_is_tried_as_a_loss():
    public = [getattr(rnnlib, name) for name in rnnlib.__all__]
    assert {one for one in public if inspect.isfunction(one) and hasattr(one, "prime")} == set(fuzz_listings.LOSSES)
