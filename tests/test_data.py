"""The data sets: the one that ships is what it says it is, and the one that is made has the memory that it claims."""

import hashlib
import tomllib
from fnmatch import fnmatch
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import el_nino, moving_product
from rnnlib.data import sea_temperature

FILE = resources.files("rnnlib.data").joinpath("elnino.csv")


def test_the_file_is_the_one_whose_checksum_and_licence_are_recorded():
    recorded = sea_temperature.__doc__
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in recorded
    for word in ("public domain", "statsmodels", "ERSST.V3B", "Nino 1+2", "degrees Celsius"):
        assert word in recorded


def test_the_file_is_installed_with_the_library():
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["rnnlib.data"]
    assert any(fnmatch(FILE.name, pattern) for pattern in patterns)


def test_months_are_read_in_the_order_of_time():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    series = el_nino()
    assert len(lines) == 1 + 61
    assert series.celsius.shape == series.year.shape == (61 * 12,)
    for year, line in enumerate(lines[1:]):
        first, *months = map(float, line.split(","))
        assert first == 1950 + year
        assert series.celsius[12 * year:12 * year + 12].tolist() == months
    assert (np.floor(series.year[::12]) == np.arange(1950, 2011)).all()
    assert np.isfinite(series.celsius).all()
    assert 15 < series.celsius.min() < series.celsius.max() < 35


@given(validation=st.integers(1951, 2009), data=st.data())
def test_the_three_parts_follow_each_other_and_leave_nothing_out(validation, data):
    test = data.draw(st.integers(validation + 1, 2010))
    series = el_nino(validation, test)
    numbers = np.arange(len(series.celsius))
    parts = [numbers[part] for part in (series.train, series.validation, series.test)]
    assert all(len(part) > 0 and len(part) % 12 == 0 for part in parts)
    assert (np.concatenate(parts) == numbers).all()
    assert np.floor(series.year[series.validation][0]) == validation
    assert np.floor(series.year[series.test][0]) == test


def test_a_caller_may_change_what_came():
    el_nino().celsius[:] = 0
    assert el_nino().celsius.min() > 15


@pytest.mark.parametrize("years", [(1950, 2000), (2000, 2000), (2000, 1990), (1990, 2011), (1990.5, 2000),
                                   ("1990", 2000)])
def test_years_that_make_no_split_are_refused(years):
    with pytest.raises(ValueError, match="validation and test must be whole years"):
        el_nino(*years)


@given(T=st.integers(4, 9), lags=st.tuples(st.integers(0, 3), st.integers(0, 3)), seed=st.integers(0, 99))
def test_every_target_that_counts_is_the_product_of_its_two_inputs(T, lags, seed):
    x, y, weight = moving_product(T, 5, np.random.default_rng(seed), lags)
    assert x.shape == y.shape == (T, 5, 1)
    assert weight.tolist() == [0.0] * max(lags) + [1.0] * (T - max(lags))
    for t in range(T):
        expected = x[t - lags[0]] * x[t - lags[1]] if weight[t] else 0 * x[t]
        assert (y[t] == expected).all()


def test_nothing_linear_helps_with_the_moving_product():
    x, y, _ = moving_product(6, 40_000, np.random.default_rng(7))
    assert abs(x.mean()) < 0.01
    assert abs(x.var() - 1) < 0.01
    past = np.stack([*x[1:6, :, 0], np.ones(x.shape[1])], axis=-1)
    target = y[5, :, 0]
    fitted = np.linalg.lstsq(past, target, rcond=None)[0]
    assert np.abs(fitted).max() < 0.03
    assert np.mean((past @ fitted - target) ** 2) > 0.97
    assert relative(np.mean(target**2), 1) < 0.03


def relative(found, true):
    return abs(found - true) / abs(true)


@pytest.mark.parametrize(("change", "error", "words"), [
    ({"T": 2}, ValueError, "T is 2, but it must exceed the longer lag, 2"), ({"T": 0}, ValueError, "T must be"),
    ({"T": 4.0}, ValueError, "T must be"), ({"N": 0}, ValueError, "N must be a positive whole number"),
    ({"N": True}, ValueError, "N must be"), ({"rng": 7}, TypeError, "rng must be a generator"),
    ({"lags": (1,)}, ValueError, "lags must be two whole numbers"), ({"lags": (-1, 2)}, ValueError, "lags"),
    ({"T": 10**30}, ValueError, f"T is {10**30}: no array"),
    ({"lags": 3}, ValueError, "lags"), ({"lags": (1.5, 2)}, ValueError, "lags"),
    ({"lags": (np.timedelta64(1), 2)}, ValueError, "lags"),
])
def test_a_task_that_cannot_be_made_is_refused_in_words(change, error, words):
    arguments = {"T": 5, "N": 3, "rng": np.random.default_rng(7)}
    with pytest.raises(error, match=words):
        moving_product(**arguments | change)
