"""Training: batches, clipping, optimisers, the loop, and how it stops; each against arithmetic of the tests' own."""

import ast
import inspect
import io
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import TOLERANCE, network
from test_book import bare, functions

import rnnlib
from rnnlib import (
    SGD,
    Adam,
    History,
    Params,
    TrainingDiverged,
    clip_by_norm,
    complex_step,
    forward,
    gradient_norm,
    gradients,
    identity,
    minibatches,
    relative_error,
    sigmoid,
    softmax_cross_entropy,
    squared_error,
    train,
)
from rnnlib.training import progress

ROOT = Path(__file__).parent.parent
ONE = Params(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))


def case(N=6, **options):
    return network(N=N, start=False, g=identity, **options)


def trained(seed=0, N=6, **options):
    """Train a small network on random data; everything can be set."""
    data = case(N)
    settings = {"params": data.params, "x": data.x, "y": data.y, "optimiser": SGD(0.01), "epochs": 2, "batch_size": 4,
                "rng": np.random.default_rng(seed)}
    return train(**settings | options)


def equal(found, true, tolerance=TOLERANCE):
    return all(relative_error(part, same) < tolerance for part, same in zip(found, true, strict=True))


# Batches and clipping


@given(N=st.integers(1, 40), size=st.integers(1, 50), seed=st.integers(0, 99))
def test_every_sequence_is_in_exactly_one_batch_and_only_the_last_batch_may_be_short(N, size, seed):
    batches = minibatches(N, size, np.random.default_rng(seed))
    assert sorted(np.concatenate(batches).tolist()) == list(range(N))
    assert {len(batch) for batch in batches[:-1]} <= {size}
    assert 0 < len(batches[-1]) <= size


def test_every_epoch_has_an_order_of_its_own_and_a_seed_repeats_it():
    rng = np.random.default_rng(7)
    first, second = (np.concatenate(minibatches(20, 4, rng)) for _ in range(2))
    again = np.concatenate(minibatches(20, 4, np.random.default_rng(7)))
    assert (first != second).any()
    assert (first == again).all()


@given(seed=st.integers(0, 99), bound=st.floats(1e-3, 1e3))
def test_clipping_bounds_the_norm_and_keeps_the_direction(seed, bound):
    data = case(seed=seed)
    _, gradient = gradients(*data[:3], g=identity)
    clipped, norm = clip_by_norm(gradient, bound), gradient_norm(gradient)
    assert relative_error(gradient_norm(clipped), min(norm, bound)) < TOLERANCE
    assert equal(clipped, [part * min(1, bound / norm) for part in gradient])


def test_the_norm_is_one_number_for_all_three_matrices():
    assert gradient_norm(Params([[1.0, 2.0]], [[4.0]], [[6.0], [8.0]])) == 11


def test_a_gradient_of_zero_is_short_enough():
    zero = Params(np.zeros((2, 1)), np.zeros((2, 2)), np.zeros((1, 2)))
    assert equal(clip_by_norm(zero, 1.0), zero)


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


# Optimisers


def walk(optimiser, slopes, weight):
    """Make one step for every slope, with one weight; return where it was."""
    shape, places, memory = (1, 1), [], None
    params = Params(*3 * [np.full(shape, weight)])
    for slope in slopes:
        params, memory = optimiser(params, Params(*3 * [np.full(shape, slope)]), memory)
        assert params.U == params.W == params.V
        places.append(params.U.item())
    return places


SLOPES = [3.0, -1.0, 0.5, 0.0, 20.0]


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_momentum_is_a_sum_of_all_slopes_that_fade(momentum):
    directions = [sum(momentum ** (k - i) * SLOPES[i] for i in range(k + 1)) for k in range(len(SLOPES))]
    places = [2.0 - 0.1 * sum(directions[:k + 1]) for k in range(len(SLOPES))]
    np.testing.assert_allclose(walk(SGD(0.1, momentum), SLOPES, 2.0), places, rtol=1e-13)


def test_with_a_constant_slope_momentum_multiplies_the_rate_by_one_over_one_minus_mu():
    places = walk(SGD(0.1, 0.9), 400 * [2.0], 0.0)
    assert relative_error(places[-1] - places[-2], -0.1 * 2.0 / (1 - 0.9)) < 1e-10


def test_adam_is_the_mean_of_the_slopes_over_the_root_of_the_mean_of_their_squares():
    place, places = 2.0, []
    for k in range(1, len(SLOPES) + 1):
        fades = np.arange(k)[::-1]
        means = [(keep**fades * np.array(SLOPES[:k]) ** power).sum() / (keep**fades).sum()
                 for keep, power in ((0.9, 1), (0.999, 2))]
        place -= 0.1 * means[0] / (np.sqrt(means[1]) + 1e-8)
        places.append(place)
    np.testing.assert_allclose(walk(Adam(0.1), SLOPES, 2.0), places, rtol=1e-12)


@pytest.mark.parametrize("slope", [1e-3, 1.0, -1e6])
def test_the_first_step_of_adam_is_eta_whatever_the_slope(slope):
    assert walk(Adam(0.25), [slope], 1.0)[0] == pytest.approx(1 - 0.25 * np.sign(slope), rel=1e-4)


@pytest.mark.parametrize("factor", [1e-3, 1e3])
def test_adam_takes_no_notice_of_a_factor_in_the_loss(factor):
    scaled = [factor * slope for slope in SLOPES]
    np.testing.assert_allclose(walk(Adam(0.1), scaled, 2.0), walk(Adam(0.1), SLOPES, 2.0), rtol=1e-5)


@given(eta=st.floats(0.001, 0.5), curvature=st.floats(0.1, 20.0))
def test_descent_on_a_parabola_converges_exactly_below_two_over_the_curvature(eta, curvature):
    place, places = 1.0, []
    for _ in range(5):
        place = walk(SGD(eta), [curvature * place], place)[0]
        places.append(place)
    np.testing.assert_allclose(places, (1 - eta * curvature) ** np.arange(1, 6), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("optimiser", [SGD(0.1), SGD(0.1, 0.9), Adam(0.1)], ids=repr)
def test_an_optimiser_changes_neither_weights_nor_gradient_nor_memory(optimiser):
    data = case()
    params, memory = data.params, None
    for _ in range(3):
        _, gradient = gradients(params, data.x, data.y)
        before = [part.copy() for triple in (params, gradient) for part in triple]
        remembered = repr(memory)
        moved, later = optimiser(params, gradient, memory)
        assert all((part == same).all() for part, same in zip([*params, *gradient], before, strict=True))
        assert repr(memory) == remembered
        assert not any(np.shares_memory(part, weight) for part, weight in zip(moved, params))
        params, memory = moved, later


@pytest.mark.parametrize(("make", "words"), [
    (lambda: SGD(0), "eta must be a positive number, but 0"), (lambda: SGD(-1.0), "eta.*positive"),
    (lambda: SGD(np.nan), "eta.*positive"), (lambda: SGD("0.1"), "eta.*positive.*'0.1'"), (lambda: SGD(True), "eta"),
    (lambda: SGD(0.1, 1.0), "momentum must be a number from 0 up to"), (lambda: SGD(0.1, -0.1), "momentum"),
    (lambda: Adam(np.inf), "eta.*positive"), (lambda: Adam(0.1, keep_mean=1), "keep_mean"),
    (lambda: Adam(0.1, keep_square=None), "keep_square"), (lambda: Adam(0.1, tiny=0), "tiny.*positive"),
])
def test_an_optimiser_is_made_of_sensible_numbers(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("optimiser", [SGD(0.1, 0.9), Adam(0.1)], ids=repr)
@pytest.mark.parametrize(("gradient", "error", "words"), [
    (lambda G: G[:2], TypeError, "gradient must be Params"), (lambda G: None, TypeError, "gradient must be Params"),
    (lambda G: G._replace(W=G.W[:1]), ValueError, r"dL/dW has shape \(1, 3\) but W has shape \(3, 3\)"),
    (lambda G: G._replace(V=G.V[0]), ValueError, "dL/dV has shape"),
    (lambda G: G._replace(U="word"), TypeError, "dL/dU must hold numbers"),
])
def test_an_optimiser_refuses_a_gradient_that_does_not_fit(optimiser, gradient, error, words):
    params = case().params
    with pytest.raises(error, match=words):
        optimiser(params, gradient(params))


def test_the_memory_of_an_optimiser_is_its_own_and_must_fit():
    _, v = SGD(0.1)(ONE, ONE)
    assert not any(np.shares_memory(*pair) for pair in zip(v, ONE))
    with pytest.raises(TypeError, match="memory must be"):
        SGD(0.1)(ONE, ONE, 3)
    with pytest.raises(ValueError, match="U of memory has shape"):
        SGD(0.1)(ONE, ONE, (np.ones(2), *ONE[1:]))
    with pytest.raises(TypeError, match="the step before"):
        Adam(0.1)(ONE, ONE, 3)


def test_small_integers_in_a_gradient_do_not_overflow():
    small = Params(*(np.full((1, 1), 200, "u1") for _ in range(3)))
    by_float = Params(*(part.astype(float) for part in small))
    assert Adam(0.1)(ONE, small)[1] == Adam(0.1)(ONE, by_float)[1]


# The loop


@pytest.mark.parametrize("max_norm", [None, 0.5])
@pytest.mark.parametrize("optimiser", [SGD(0.01, 0.5), Adam(0.01)], ids=repr)
def test_training_is_the_plain_loop(optimiser, max_norm):
    data, rng = case(7), np.random.default_rng(3)
    params, memory, losses, norms = data.params, None, [], []
    for _ in range(3):
        order = rng.permutation(7)
        for batch in (order[:3], order[3:6], order[6:]):
            L, gradient = gradients(params, data.x[:, batch], data.y[:, batch])
            losses.append(L)
            norms.append(np.sqrt(sum((part**2).sum() for part in gradient)))
            shrink = 1 if max_norm is None else min(1, max_norm / norms[-1])
            params, memory = optimiser(params, Params(*(shrink * part for part in gradient)), memory)
    found, history = train(*data[:3], optimiser=optimiser, epochs=3, batch_size=3, rng=np.random.default_rng(3),
                           max_norm=max_norm)
    assert equal(found, params)
    assert equal(history[:2], [losses, norms])
    assert history.validation.shape == (0,)


def test_every_option_of_the_gradient_reaches_it():
    data = case(4)
    target = np.abs(data.y) / np.abs(data.y).sum(axis=-1, keepdims=True)
    weight = np.random.default_rng(7).uniform(size=(5, 4))
    options = {"h": sigmoid, "g": sigmoid, "loss": softmax_cross_entropy, "truncate": 2}
    L, gradient = gradients(data.params, data.x, target, time_weight=weight, **options)
    found, history = train(data.params, data.x, target, optimiser=SGD(0.1), epochs=1, batch_size=4,
                           rng=np.random.default_rng(7), time_weight=weight, **options)
    assert relative_error(history.loss[0], L) < TOLERANCE
    assert equal(found, [w - 0.1 * slope for w, slope in zip(data.params, gradient)])


def test_the_weights_of_time_stay_with_their_sequences():
    weight = np.zeros((5, 6))
    weight[2, 4] = 1  # one error of one sequence counts
    _, history = trained(time_weight=weight, batch_size=1, epochs=1)
    assert (history.norm > 0).sum() == 1


@pytest.mark.parametrize("weights", ["one", "shared", "own"])
def test_the_validation_loss_is_that_of_the_weights_after_the_epoch(weights):
    data, held_out = case(), case(3, T=7 if weights == "own" else 5, seed=8)
    shared = np.array([0, 0, 1.0, 2, 0.5]) if weights == "shared" else None
    validation = (held_out.x, held_out.y, *([np.ones((7, 3))] if weights == "own" else []))
    params, history = trained(epochs=2, time_weight=shared, validation=validation)
    E = squared_error(forward(params, held_out.x).o[1:], held_out.y)
    true = (E if shared is None else shared[:, None] * E).sum(axis=0).mean()
    assert history.validation.shape == (2,)
    assert relative_error(history.validation[-1], true) < TOLERANCE
    assert equal(params, trained(epochs=2, time_weight=shared)[0])
    assert equal(data.params, case().params)


def test_training_brings_the_loss_down_and_a_seed_repeats_it():
    _, history = trained(epochs=60, optimiser=Adam(0.03))
    assert history.loss[-1] < history.loss[0] / 2
    assert equal(history[:2], trained(epochs=60, optimiser=Adam(0.03))[1][:2])


def test_a_single_precision_network_stays_one():
    data = case()
    single = Params(*(weight.astype("f4") for weight in data.params))
    for optimiser in (SGD(0.01, 0.5), Adam(0.01)):
        params, history = trained(params=single, x=data.x.astype("f4"), y=data.y.astype("f4"), optimiser=optimiser,
                                  max_norm=0.1, time_weight=np.ones(5, "f4"))
        assert {part.dtype.name for part in (*params, *history)} == {"float32"}


def test_training_changes_no_argument_not_even_with_a_careless_optimiser():
    def careless(params, gradient, memory):
        for weight, slope in zip(params, gradient):
            slope *= 0.01
            weight -= slope
        return params, memory

    data = case()
    params, _ = trained(params=data.params, x=data.x, y=data.y, optimiser=careless)
    assert equal(params, trained()[0])
    fresh = case()
    assert all((part == same).all() for part, same in zip([*data.params, data.x, data.y],
                                                          [*fresh.params, fresh.x, fresh.y], strict=True))


# Divergence


def test_training_that_diverges_says_at_which_step_with_which_loss_and_norm():
    with pytest.raises(TrainingDiverged) as caught:
        trained(optimiser=SGD(1e4), epochs=50)
    error = caught.value
    assert isinstance(error, ArithmeticError)
    assert error.step == len(error.history.loss) == len(error.history.norm)
    assert (error.loss, error.norm) == (error.history.loss[-1], error.history.norm[-1])
    assert (error.history.loss[:-1] <= 1e6 * error.history.loss[0]).all()
    for told in (f"step {error.step}", f"{error.loss:.3g}", f"{error.norm:.3g}", "smaller learning rate", "max_norm"):
        assert told in str(error)


def to(value):
    return lambda params, gradient, memory: (Params(*(np.full_like(weight, value) for weight in params)), None)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e200])
def test_weights_that_are_no_longer_finite_or_make_infinite_losses_stop_training_at_once(value):
    with pytest.raises(TrainingDiverged, match=r"diverged at step [12]:"):
        trained(optimiser=to(value), h=identity)


def test_a_loss_that_is_infinite_from_the_start_stops_training_at_once():
    def loss(o, y):
        return np.full(o.shape[:-1], np.inf)

    loss.prime = lambda o, y: np.zeros(o.shape)
    with pytest.raises(TrainingDiverged, match=r"diverged at step 1: the loss is inf"):
        trained(loss=loss)


def test_a_finite_gradient_whose_squares_overflow_is_clipped_and_is_no_divergence():
    params = Params(*(np.full((1, 1), weight, "f4") for weight in (1.0, 0.5, 1.0)))
    data = {"params": params, "x": np.full((2, 1, 1), 1e10, "f4"), "y": np.full((2, 1, 1), 1e12, "f4"), "h": identity}
    _, gradient = gradients(**data)
    _, history = trained(**data, batch_size=1, max_norm=1.0)
    assert history.norm[0] == gradient_norm(gradient) > 1e20


def test_a_small_loss_may_rise_a_lot_without_being_called_divergence():
    data = case()
    y = forward(data.params, data.x).o[1:]
    _, history = trained(y=y + 1e-9, optimiser=Adam(0.01), epochs=3)
    assert history.loss.max() > 1e6 * history.loss[0]


# Bad input


WRONG = {
    "epochs": [(0, ValueError, "epochs must be a positive whole number"), (2.0, ValueError, "epochs"),
               (True, ValueError, "epochs"), ("3", ValueError, "epochs"), (np.timedelta64(3), ValueError, "epochs")],
    "batch_size": [(0, ValueError, "batch_size"), (None, ValueError, "batch_size"),
                   (7, ValueError, "batch_size is 7, but x has only 6 sequences")],
    "rng": [(7, TypeError, "rng must be a generator"), (None, TypeError, "rng"),
            (np.random.RandomState(7), TypeError, "rng")],
    "optimiser": [("adam", TypeError, "optimiser must be SGD.*'adam'"), (None, TypeError, "optimiser"),
                  (SGD, TypeError, "optimiser must be SGD"), (0.1, TypeError, "optimiser"),
                  (lambda p, G, m: p, TypeError, r"optimiser must return \(params, memory\)"),
                  (lambda p, G, m: None, TypeError, "optimiser must return"),
                  (lambda p, G, m: (p._replace(U=p.U[:1]), m), ValueError, "optimiser.*shapes")],
    "max_norm": [(0, ValueError, "max_norm must be a positive number"), (-1.0, ValueError, "max_norm"),
                 (np.nan, ValueError, "max_norm"), ("1", ValueError, "max_norm"),
                 (np.timedelta64(1, "s"), ValueError, "max_norm")],
    "params": [(None, TypeError, "params must be Params"), (case().params[:2], TypeError, "params must be Params")],
    "x": [(np.ones((5, 4)), ValueError, r"x has shape \(5, 4\) but it must be \(T, N, d\)"),
          (np.ones((5, 6, 3)), ValueError, "x has"), (np.ones((5, 2, 4)), ValueError, "2 sequences"),
          (np.full((5, 6, 4), np.nan), ValueError, "x has an entry that is NaN"),
          (np.ones((5, 6, 4), complex), TypeError, "x is complex"), ("word", TypeError, "x must hold numbers")],
    "y": [(np.ones((5, 6)), ValueError, "y has shape"), (np.full((5, 6, 2), np.inf), ValueError, "y has an entry"),
          (np.ones((5, 6, 1)), ValueError, "y has 1")],
    "time_weight": [(np.ones(4), ValueError, "time_weight has 4 time steps"),
                    (np.ones((5, 1)), ValueError, "time_weight has 1 sequence")],
    "validation": [(3, TypeError, "validation must be"), ((1,), TypeError, "validation must be"),
                   ((np.ones((5, 2, 3)), np.ones((5, 2, 2))), ValueError, "x has 3"),
                   ((np.ones((5, 2, 4)), np.ones((4, 2, 2))), ValueError, "y has 4 time steps")],
    "h": [(None, TypeError, "h must be an activation"), (np.tanh, TypeError, "h must be an activation")],
    "g": [("sigmoid", TypeError, "g must be an activation")],
    "loss": [(None, TypeError, "loss must be a function")],
    "truncate": [(0, ValueError, "truncate must be a positive whole number")],
}


@pytest.mark.parametrize(("name", "value", "error", "words"),
                         [(name, *row) for name, rows in WRONG.items() for row in rows])
def test_what_training_cannot_use_is_refused_in_words(name, value, error, words):
    with pytest.raises(error, match=words):
        trained(**{name: value})


def test_every_argument_of_train_is_refused_somewhere_but_the_bar():
    assert set(inspect.signature(train).parameters) - WRONG.keys() == {"progress"}


def test_a_validation_set_without_weights_cannot_take_those_of_other_sequences():
    held_out = case(3)
    with pytest.raises(ValueError, match="time_weight has numbers for every sequence of x"):
        trained(time_weight=np.ones((5, 6)), validation=(held_out.x, held_out.y))


@pytest.mark.parametrize(("call", "error", "words"), [
    (lambda: minibatches(0, 1, np.random.default_rng(7)), ValueError, "N must be a positive whole number"),
    (lambda: minibatches(2**64, 1, np.random.default_rng(7)), ValueError, f"N is {2**64}: no array is so long"),
    (lambda: minibatches(2**63, 1, np.random.default_rng(7)), ValueError, f"N is {2**63}: no array is so long"),
    (lambda: minibatches(3, 1.5, np.random.default_rng(7)), ValueError, "size must be a positive whole number"),
    (lambda: minibatches(3, 1, 7), TypeError, "rng must be a generator"),
    (lambda: clip_by_norm(case().params, 0), ValueError, "max_norm must be a positive number"),
    (lambda: clip_by_norm(case().params, None), ValueError, "max_norm"),
    (lambda: clip_by_norm(np.ones(3), 1.0), TypeError, "gradient must be Params"),
    (lambda: clip_by_norm(case().params._replace(W=np.full((3, 3), np.nan)), 1.0), ValueError, "NaN"),
    (lambda: gradient_norm(None), TypeError, "gradient must be Params"),
    (lambda: gradient_norm(Params("a", "b", "c")), TypeError, "U must hold numbers"),
])
def test_batches_and_clipping_refuse_what_makes_no_sense(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_progress_is_yes_no_or_nothing():
    data = {"params": ONE, "x": np.ones((1, 1, 1)), "y": np.ones((1, 1, 1)), "rng": np.random.default_rng(7)}
    with pytest.raises(TypeError, match=r"progress must be True, False or None, but array\(\[\], dtype=float64\) came"):
        train(**data, optimiser=SGD(0.1), epochs=1, batch_size=1, progress=np.ones(0))


# The bar


class Terminal(io.StringIO):
    """A stream that says whether somebody watches."""

    def __init__(self, watched):
        super().__init__()
        self.watched = watched

    def isatty(self):
        """Say so."""
        return self.watched


@pytest.mark.parametrize(("watched", "asked", "in_test", "in_notebook", "shown"), [
    (True, None, False, False, True), (False, None, False, False, False), (True, None, True, False, False),
    (True, None, False, True, False), (True, False, False, False, False), (False, True, True, True, True),
])
def test_the_bar_is_drawn_on_a_terminal_or_if_asked_for(monkeypatch, watched, asked, in_test, in_notebook, shown):
    stream = Terminal(watched)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress.os, "environ", {"PYTEST_CURRENT_TEST": "this"} if in_test else {})
    monkeypatch.setattr(progress.sys, "modules", {"ipykernel": 1} if in_notebook else {})
    trained(progress=asked)
    assert bool(stream.getvalue()) == shown
    if shown:
        assert "4/4, loss" in stream.getvalue()
        assert stream.getvalue().endswith("\n")


def test_a_short_run_draws_no_bar_even_on_a_terminal(monkeypatch):
    stream = Terminal(True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress.os, "environ", {})
    monkeypatch.setattr(progress.sys, "modules", {})
    trained()
    assert stream.getvalue() == ""


def test_the_line_of_the_bar_is_ended_when_training_diverges(monkeypatch):
    stream = Terminal(True)
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(TrainingDiverged):
        trained(optimiser=SGD(1e3), epochs=50, progress=True)
    assert stream.getvalue().endswith("\n")


# Softmax and cross-entropy


@given(seed=st.integers(0, 99), e=st.integers(2, 6))
def test_the_row_of_softmax_and_cross_entropy_is_p_minus_y_by_either_way(seed, e):
    rng = np.random.default_rng(seed)
    b, y = rng.normal(size=e), rng.dirichlet(np.ones(e))
    p = np.exp(b) / np.exp(b).sum()
    the_long_way = (-y / p) @ (np.diag(p) - np.outer(p, p))
    judge = complex_step(lambda b: softmax_cross_entropy(b, y), b)
    assert relative_error(p - y, judge) < 1e-11
    assert relative_error(the_long_way, judge) < 1e-11
    assert relative_error(-y / p * (p * (1 - p)), judge) > 1e-3  # softmax is no activation


# The chapter


def test_the_chapter_defines_what_the_library_defines():
    cells = nbformat.read(ROOT / "book/08_training.ipynb", as_version=4).cells
    printed = {node.name: bare(node) for cell in cells if cell.cell_type == "code" for node in functions(cell.source)}
    for name in ("minibatches", "gradient_norm", "clip_by_norm"):
        source = inspect.getsource(inspect.unwrap(getattr(rnnlib, name)))
        assert printed[name] == bare(ast.parse(source).body[0])


def test_the_page_of_history_names_its_fields():
    assert all(re.search(rf"^{name} : ", inspect.getdoc(History), re.MULTILINE) for name in History._fields)
