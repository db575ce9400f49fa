"""Homework 2: the leaky network, its judges, and what is peculiar to functions with two results."""

import re

import numpy as np
import pytest
from zoo_answers import function
from zoo_recurrence import WRONG

import rnnlib
from rnnlib import check_leaky_state_derivatives, check_state_derivatives, complex_step, forward, leaky_forward
from rnnlib.homework import CHECKERS
from rnnlib.homework.call import Answer
from rnnlib.homework.grammar import close
from rnnlib.homework.leaky import leaky_networks
from rnnlib.homework.recurrence import JUDGES, check_leaky_ds_ds

FRESH = [314, 2718]
PRACTICE = [judge.name for judge in JUDGES if "leaky" not in judge.name]


# The leaky network


@pytest.mark.parametrize("sequences", [None, 3])
def test_the_leaky_network_with_alpha_1_is_that_of_the_course(sequences):
    for params, x, _, _, s0, h, g in leaky_networks(FRESH[0], sequences=sequences):
        known = {"s0": s0, "h": h, "g": g}
        for leaky, plain in zip(leaky_forward(params, x, alpha=1, **known), forward(params, x, **known)):
            assert np.allclose(leaky, plain, rtol=1e-13, atol=1e-14, equal_nan=True)


def test_the_leaky_state_keeps_its_share():
    for params, x, _, alpha, s0, h, _ in leaky_networks(FRESH[1]):
        s = leaky_forward(params, x, alpha=alpha, s0=s0, h=h).s
        for t in range(1, len(s)):
            new = h(params.U @ x[t - 1] + params.W @ s[t - 1])
            assert np.allclose(s[t] - s[t - 1], alpha * (new - s[t - 1]))


@pytest.mark.parametrize("alpha", [0, -0.5, 1.5, np.nan, None, "half", 1j, np.ones(2)])
def test_alpha_must_be_a_share(alpha):
    network = leaky_networks(0)[0]
    with pytest.raises(ValueError, match="alpha must be"):
        leaky_forward(network.params, network.x, alpha=alpha)


@pytest.mark.parametrize("seed", range(4))
def test_networks_hide_nothing(seed):
    networks = leaky_networks(seed)
    assert any(len(set(params.U.shape) | {len(params.V)}) == 1 for params, *_ in networks)
    for params, x, y, alpha, s0, h, g in networks:
        W = params.W
        assert len(x) >= 4
        assert s0.all()
        assert 0.2 < alpha < 0.8
        assert abs(alpha - 0.5) > 0.03
        assert repr(h) != repr(g)
        assert np.abs(W - W.T).max() > 0.1
        assert np.abs(W @ W.T - W.T @ W).max() > 0.1
        run = leaky_forward(params, x, alpha=alpha, s0=s0, h=h, g=g)
        assert np.abs(run.o[1:] - y).min() > 0.2
        assert np.abs(run.a[1:]).max() < 6


# The judges


@pytest.mark.parametrize(("name", "run"), [
    ("state_derivatives", lambda given, params: forward(params, given.x, s0=given.s0, h=given.h)),
    ("leaky_state_derivatives", lambda given, params: leaky_forward(params, given.x, alpha=given.alpha, s0=given.s0,
                                                                    h=given.h))])
def test_the_truth_of_a_sequence_is_the_complex_step_of_the_network_that_students_run(name, run):
    given = CHECKERS[name].instances(5)[1]
    for found, weights in zip(CHECKERS[name].truth(given), "UW"):
        true = complex_step(lambda M, weights=weights: run(given, given.params._replace(**{weights: M})).s[-1],
                            getattr(given.params, weights))
        assert close(found, true, 1e-12)


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.name)
def test_no_message_tells_a_formula(judge):
    words = [*judge.hints, *judge.parts.values()]
    words += [word for says, hints in judge.words.values() for word in (says, *hints)]
    for slot in judge.slots.values():
        words += [*slot.hints, *slot.first.values(), slot.reread, *(slip.found for slip in slot.slips)]
    for word in words:
        assert not re.search(r"\.prime|np\.|diag|outer\(|eye|@|delta|alpha h'|\(1 - alpha\) ?(I|Id|\+)", word), word


@pytest.mark.parametrize("name", PRACTICE)
def test_the_library_s_own_function_passes_the_practice(name):
    assert CHECKERS[name].check(getattr(rnnlib, name)).ok


# Two results


def right(params, x, *, s0=None, h=rnnlib.tanh):
    return rnnlib.state_derivatives(params, x, s0=s0, h=h)


def test_a_report_says_which_result_is_right():
    report = check_state_derivatives(lambda *a, **k: (right(*a, **k)[0], 2 * right(*a, **k)[1]))
    assert report.diagnosis == "factor-2"
    assert "Your numbers for ds_T/dW are" in report.message
    assert "ds_T/dU is right." in report.message
    report = check_state_derivatives(lambda *a, **k: (-right(*a, **k)[0], 2 * right(*a, **k)[1]))
    assert report.diagnosis == "sign+factor-2"
    assert "First, in ds_T/dU: the sign is wrong. Second, in ds_T/dW:" in " ".join(report.message.split())
    report = check_state_derivatives(lambda *a, **k: [2 * part for part in right(*a, **k)])
    assert "Your numbers are exactly" in report.message


def test_arguments_are_passed_by_the_names_that_the_question_gives():
    def strict(params, x, *, alpha, s0=None, h=rnnlib.tanh):
        assert 0 < alpha < 1

    assert check_leaky_state_derivatives(strict).diagnosis == "no-return"
    assert check_leaky_state_derivatives(lambda params, x, a, s0, h: None).diagnosis == "signature"


def test_a_start_that_is_not_given_is_tried():
    def needs_a_start(params, x, *, s0=None, h=rnnlib.tanh):
        return right(params, x, s0=1 * s0, h=h)

    report = check_state_derivatives(needs_a_start)
    assert report.diagnosis == "raises"
    assert "s_0 not given" in report.message
    assert "s0 may be None" in report.message


def test_shared_buffers_are_no_mistake_and_changed_parameters_are_one():
    def thrifty(params, x, *, s0=None, h=rnnlib.tanh, buffers={}):  # noqa: B006 (on purpose)
        parts = right(params, x, s0=s0, h=h)
        for part in parts:
            buffers.setdefault(part.shape, part)[:] = part
        return tuple(part.copy() for part in parts)

    def careless(params, x, *, s0=None, h=rnnlib.tanh):
        parts = right(params, x, s0=s0, h=h)
        params.U[0] = 0
        return parts

    assert check_state_derivatives(thrifty).ok
    assert check_state_derivatives(careless).diagnosis == "changes-arguments"


def test_notes_of_float32_and_of_flattened_results():
    single = check_state_derivatives(lambda *a, **k: [part.astype(np.float32) for part in right(*a, **k)])
    flat = check_state_derivatives(lambda *a, **k: [part.reshape(len(part), -1) for part in right(*a, **k)])
    assert (single.ok, flat.ok) == (True, True)
    assert "float32" in single.message
    assert "The book lays" in flat.message


def test_the_judge_of_two_results_is_pure_and_believes_nothing():
    judge = CHECKERS["state_derivatives"]
    instances = judge.instances(7)
    for forged, key in [(None, "not-written"), ("ab", "parts"), ((np.zeros(0), np.zeros(0)), "shape"),
                        ((np.zeros(2),), "parts"), ((1j, 1), "complex"), (([[1], [1, 2]], 1), "ragged")]:
        assert judge.judge(instances, [Answer(forged)] * len(instances)).diagnosis == key


def test_a_nan_from_row_0_of_a_run_is_explained():
    report = CHECKERS["state_derivatives"].check(function("state_derivatives", WRONG["state_derivatives"]["nan"][0]))
    assert "Row 0" in report.message


def test_one_number_in_every_entry_of_a_jacobian_is_said_and_w_is_not_blamed():
    for off in 1, 0.3:
        report = check_leaky_ds_ds(lambda W, a_t, h, alpha, off=off: off + alpha * rnnlib.ds_ds(W, a_t, h))
        assert report.diagnosis == "leak-everywhere"
        assert "through W" not in report.message


def test_a_return_in_the_loop_and_a_run_that_does_not_leak_get_questions_of_their_own():
    def wrong(key):
        return CHECKERS[name].check(function(name, WRONG[name][key][0]))

    name = "leaky_state_derivatives"
    assert "How far in does return stand" in " ".join(wrong("stops-at-one").message.split())
    assert "Which function makes your run?" in wrong("run-without-leak").message
    assert "hand on" in wrong("run-with-tanh").message


def test_a_direct_term_that_is_right_for_n_1_is_sent_to_n_2():
    report = CHECKERS["ds_dW_direct"].check(lambda a_t, s_prev, h: np.multiply.outer(
        np.eye(len(a_t)), h.prime(a_t) * s_prev))
    assert report.diagnosis == "values"
    assert "For n = 1 yours is right" in report.message


def test_a_factor_in_the_leaky_network_may_be_alpha():
    report = check_leaky_ds_ds(lambda W, a_t, h, alpha: alpha**3 * np.ones((len(W), 1)) * (
        alpha * rnnlib.ds_ds(W, a_t, h) + (1 - alpha) * np.eye(len(W))))
    assert report.diagnosis == "factor-of-sizes"
    assert "is it alpha" in str([report.hint() for _ in range(3)])


def test_a_jacobian_that_nobody_knows_is_taken_apart():
    report = check_leaky_ds_ds(lambda W, a_t, h, alpha: np.cos(W))
    assert report.diagnosis == "carry-wrong"
    assert report.hint() != report.hint()
