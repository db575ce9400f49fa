"""Homework 4: the truth of truncation and of the loop, the sets it is tried on, and its reports."""

import re

import numpy as np
import pytest
from zoo_answers import function
from zoo_code import edited
from zoo_training import RIGHT, true_clip

from rnnlib import Params, complex_step, forward, squared_error
from rnnlib.homework import CHECKERS, check_clip, check_learn_by_heart, check_truncated_gradients
from rnnlib.homework.call import Answer
from rnnlib.homework.grammar import close
from rnnlib.homework.training.truth import remembered_gradients


def join(bundle):
    """Put all numbers of a bundle into one row."""
    return np.concatenate([*map(join, bundle)]) if isinstance(bundle, (tuple, list)) else np.ravel(bundle)


@pytest.mark.parametrize("tau", [1, 2, 3, 9])
def test_the_judge_of_truncation_is_the_derivative_with_a_frozen_state_weight_by_weight(tau):
    given = CHECKERS["truncated_gradients"].instances(5)[0]._replace(tau=tau)
    states, T = forward(given.params, given.x, s0=given.s0, h=given.h, g=given.g).s, len(given.x)

    def loss(params):
        total = 0
        for t in range(1, T + 1):
            begin = max(t - tau, 0)
            o_t = forward(params, given.x[begin:t], s0=states[begin], h=given.h, g=given.g).o[-1]
            total = total + squared_error(o_t, given.y[t - 1])
        return total

    found = join(CHECKERS["truncated_gradients"].truth(given))
    slopes = [complex_step(lambda part, name=name: loss(given.params._replace(**{name: part})), part)
              for name, part in given.params._asdict().items()]
    assert close(found, join([loss(given.params), slopes]), 1e-12)


def test_defaults_are_tried_as_well():
    assert [given.s0 is None for given in CHECKERS["truncated_gradients"].instances(3)] == [False] * 4 + [True]


def test_every_step_of_train_is_replayed_with_what_a_recording_gradient_function_saw():
    name, calls = "learn_by_heart", []

    def recording(params, x, y, tau):
        calls.append((params, x, tau))
        return remembered_gradients(params, x, y, tau)

    given = CHECKERS[name].instances(4)[0]._replace(gradients=recording)
    (params, batches), named = given.arguments()
    after, losses = function(name, RIGHT[name][0])(params, batches, **named)
    now, tape = given.params, iter(calls)
    for step in range(given.steps):
        found = []
        for x, y in given.batches[step % len(given.batches)]:
            at, seen, tau = next(tape)
            assert close(join(at), join(now), 1e-13)
            assert np.array_equal(seen, x)
            assert tau == given.tau
            found.append(remembered_gradients(now, x, y, tau))
        assert np.isclose(losses[step], np.mean([L for L, _ in found]))
        mean = [np.mean(parts, axis=0) for parts in zip(*(G for _, G in found))]
        clipped = true_clip(mean, given.max_norm)
        now = Params(*(weight - given.eta * part for weight, part in zip(now, clipped)))
    assert next(tape, None) is None
    assert close(join(after), join(now), 1e-13)


@pytest.mark.parametrize("seed", range(4))
def test_some_steps_are_clipped_and_some_are_not(seed):
    clipped = []
    for given in CHECKERS["learn_by_heart"].instances(seed)[:-1]:
        norms = []

        def noted(params, x, y, tau, norms=norms):
            L, gradient = remembered_gradients(params, x, y, tau)
            norms.append(np.linalg.norm(join(gradient)))
            return L, gradient

        (params, batches), named = given.arguments()
        answer = function("learn_by_heart", RIGHT["learn_by_heart"][0])
        answer(params, batches, **(named | {"gradients": noted}))
        clipped += [norm > given.max_norm for norm in norms]
    assert 0.1 < np.mean(clipped) < 0.9


def test_the_loop_is_handed_gradients_that_no_library_has_and_once_a_single_step():
    *several, _ = CHECKERS["learn_by_heart"].instances(4)
    for given in several:
        x, y = given.batches[0][0]
        L, gradient = remembered_gradients(given.params, x, y, given.tau)
        assert not np.allclose(given.gradients(given.params, x, y, given.tau)[0], L)
        assert close(join(given.gradients(given.params, x, y, given.tau)[1]), 1.5 * join(gradient), 1e-13)
    assert [given.steps == 1 for given in several] == [False] * 4 + [True]


def test_a_report_on_truncation_says_what_is_right():
    code = edited(RIGHT["truncated_gradients"][0], "t - tau,", "t - tau - 1,")
    assert "L and dL/dV are right." in check_truncated_gradients(function("truncated_gradients", code)).message


def test_a_remembered_gradient_may_be_changed_by_who_got_it():
    given = CHECKERS["learn_by_heart"].instances(4)[0]
    x, y = given.batches[0][0]
    first = remembered_gradients(given.params, x, y, 2)[1].U
    first += 1
    assert not np.array_equal(first, remembered_gradients(given.params, x, y, 2)[1].U)


def test_a_note_goes_with_float32_and_with_a_set_that_was_learnt():
    single = next(code for code in RIGHT["truncated_gradients"] if "float32" in code)
    assert "float32" in check_truncated_gradients(function("truncated_gradients", single)).message
    report = check_learn_by_heart(function("learn_by_heart", RIGHT["learn_by_heart"][0]))
    assert re.search(r"less than 10% of\s+the loss", report.message)


@pytest.mark.parametrize("seed", [29, 95, 119, 345, 2**32 - 2])  # whose first long set is learnt slowly
def test_a_right_loop_learns_the_last_set_whatever_the_seed(seed):
    assert check_learn_by_heart(function("learn_by_heart", RIGHT["learn_by_heart"][0]), seed=seed).ok


def test_a_forged_answer_is_no_answer():
    checker = CHECKERS["clip"]
    instances = checker.instances(7)
    for forged, key in [("x", "parts"), (None, "not-written"), (np.zeros(3), "shape")]:
        assert checker.judge(instances, [Answer(forged)] * len(instances)).diagnosis == key


def test_hints_end_and_the_example_shows_the_mistake():
    def wrong(gradient, max_norm):
        return [part / 2 for part in gradient]

    report = check_clip(wrong)
    assert join(wrong(*report.example)).tobytes() != join(CHECKERS["clip"].truth(report.example)).tobytes()
    hints = [report.hint() for _ in range(9)]
    assert len(set(hints)) < 9
