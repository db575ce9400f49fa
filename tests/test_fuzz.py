"""A few hundred of the cases of `make fuzz`, and whether its judges notice what is wrong."""

import inspect

import fuzz
import fuzz_doors
import fuzz_listings
import numpy as np
import pytest

import rnnlib
from rnnlib import squared_error


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


def test_every_public_loss_is_tried_as_a_loss():
    public = [getattr(rnnlib, name) for name in rnnlib.__all__]
    assert {one for one in public if inspect.isfunction(one) and hasattr(one, "prime")} == set(fuzz_listings.LOSSES)
