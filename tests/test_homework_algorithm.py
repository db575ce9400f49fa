"""Homework 3: its reports, its judge, and the networks that it draws."""

import re

import numpy as np
import pytest
from zoo_algorithm import LEAKY_SWEEP, RIGHT, SWEEP, WRONG
from zoo_answers import function
from zoo_code import edited

import rnnlib
from rnnlib.homework import CHECKERS
from rnnlib.homework.algorithm.instances import leaky_batch, leaky_sequence
from rnnlib.homework.call import Answer, answers
from rnnlib.homework.grammar import close


def check(name, code):
    return CHECKERS[name].check(function(name, code))


# Reports


def test_words_fit_and_hold_no_code_of_an_answer():
    words = []
    for name in RIGHT:
        checker = CHECKERS[name]
        words += [*checker.hints, *checker.parts.values(), *checker.special.values(), checker.reread]
        words += [word for says, hints in checker.words.values() for word in (says, *hints)]
        for slot in checker.slots.values():
            words += [*slot.hints, *slot.first.values(), slot.reread, *(slip.found for slip in slot.slips)]
    for word in words:
        assert not re.search(r"\.prime|np\.(outer|diag|eye)|einsum|@|delta|δ|\(1 - alpha\)", word), word


def test_a_report_says_which_parts_are_right_and_which_mistake_is_in_which():
    report = check("gradients_one", edited(SWEEP, "dV +=", "dV ="))
    assert "Your numbers for dL/dV are exactly those" in " ".join(report.message.split())
    assert "L, dL/dU and dL/dW are right." in " ".join(report.message.split())
    report = check("gradients_one", edited(SWEEP, "dV +=", "dV =", "h.prime(run.a[t])", "1"))
    assert "First, in dL/dU and dL/dW: the slope h'" in " ".join(report.message.split())
    assert "Second, in dL/dV:" in " ".join(report.message.split())
    assert max(map(len, report.message.splitlines())) <= 76
    assert report.hint().startswith("Second:")


def test_special_networks_say_where_a_mistake_sits():
    assert "with alpha = 1," in check("leaky_gradients", edited(LEAKY_SWEEP, "(1 - alpha)", "(1 - alpha)**3")).message \
        .replace("T = 1 or with ", "").replace("alpha = 1 or with T = 1", "alpha = 1")
    assert "with T = 1," in check("gradients_one", edited(SWEEP, "da @ W", "0.9 * da @ W")).message
    assert "with no s_0 given," in check("gradients_one", edited(SWEEP, "s0=s0, ", "")).message


def test_a_wrong_run_is_named_and_not_what_follows_from_it():
    for wrong, right in [("s0=s0", "s0=s0, h=h, g=g"), ("s0=s0, h=g, g=h", "s0=s0, h=h, g=g")]:
        report = check("gradients_one", edited(SWEEP, right, wrong))
        assert "where the network is run" in _flat(report) or "the network is run with" in _flat(report)
        assert "L itself is wrong" in _flat(report)
    report = check("leaky_gradients", edited(LEAKY_SWEEP, "leaky_forward(params, x, alpha=alpha", "forward(params, x"))
    assert "the network that is run does not leak" in _flat(report)


@pytest.mark.parametrize("times", ["range(T - 1, 0, -1)", "range(T, 1, -1)"])
@pytest.mark.parametrize("also", [[], ["da @ W", "0.9 * da @ W"], ["2 * (run", "3 * (run"]])
def test_a_loop_that_leaves_out_a_time_is_not_called_wrong_at_the_output(times, also):
    report = check("gradients_one", edited(SWEEP, "range(T, 0, -1)", times, *also))
    assert report.diagnosis in ("last-step-missing", "first-step-missing", "no-pass")


def test_a_number_in_place_of_an_array_tells_of_the_loop_and_not_of_shapes():
    report = check("repaired", edited(RIGHT["repaired"][0], "range(T, 0, -1)", "range(T, 1, -1)"))
    assert "your loop makes no pass there" in _flat(report)


def test_the_first_report_on_the_leak_leaves_something_to_find():
    report = check("leaky_gradients", edited(LEAKY_SWEEP, "(1 - alpha) * ds", "(1 - alpha) * da"))
    assert "the share that is kept is wrong" in _flat(report)
    assert "a_t" not in _flat(report)
    assert "dL/ds" not in _flat(report)


def test_hints_belong_to_the_mistake():
    for front, word in {"(run": "square", "-2 * (run": "o - y"}.items():
        assert word in check("gradients_one", edited(SWEEP, "2 * (run", front)).message.partition("Hint")[2]
    assert "meets z" in check("repaired", WRONG["repaired"]["wrong-product"][0]).message.partition("Hint")[2]


def _flat(report):
    return " ".join(report.message.split())


def test_a_report_carries_an_example_that_shows_the_mistake():
    wrong = function("leaky_gradients", edited(LEAKY_SWEEP, "2 * (run", "(run"))
    right = function("leaky_gradients", LEAKY_SWEEP)
    given = CHECKERS["leaky_gradients"].check(wrong).example
    assert not np.allclose(given.call(wrong)[1].U, given.call(right)[1].U)


def test_the_library_s_own_function_is_right_and_noticed():
    report = check("gradients_one", "return gradients(params, x, y, s0=s0, h=h, g=g)")
    assert report.ok
    assert "write the sweep yourself" in report.message
    assert check("repaired", "return slide_bptt(params, x, s0=s0, h=h)").ok


def test_the_judge_is_pure_and_believes_nothing():
    checker = CHECKERS["leaky_gradients"]
    instances = checker.instances(7)
    found = answers(function("leaky_gradients", RIGHT["leaky_gradients"][0]), instances)
    assert checker.judge(instances, found).ok
    for forged, key in [("x", "parts"), (None, "not-written"), ([1, [[1], [2, 3]], 1, 1], "ragged"),
                        (np.zeros(0), "parts"), (np.zeros(4), "shape"), (np.full(4, np.nan), "nan")]:
        assert checker.judge(instances, [Answer(forged)] * len(instances)).diagnosis == key
    with pytest.raises(ValueError, match="shorter"):
        checker.judge(instances, found[1:])


# Instances that hide nothing


@pytest.mark.parametrize("seed", range(3))
def test_instances_hide_nothing(seed):
    regular = leaky_sequence(seed)[:4]
    assert all(len(given.x) >= 4 and given.s0.all() and given.h is not given.g for given in regular)
    assert sum(len({*given.params.U.shape, len(given.params.V)}) == 1 for given in regular) == 1
    for given in regular:
        W = given.params.W
        assert not np.allclose(W, W.T)
        assert not np.allclose(W @ W.T, W.T @ W)
        assert given.alpha not in (0.5, 1)
    sizes = [(*given.x.shape, given.params.U.shape[0], len(given.params.V)) for given in leaky_batch(seed)[:4]]
    assert sum(len(set(size)) >= 4 for size in sizes) == 3


def test_the_network_of_the_judge_is_that_of_the_library():
    for given in leaky_sequence(3):
        run = rnnlib.leaky_forward(given.params, given.x, alpha=given.alpha, s0=given.s0, h=given.h, g=given.g)
        L = rnnlib.squared_error(run.o[1:], given.y).sum()
        assert close(CHECKERS["leaky_gradients"].truth(given)[0], L, 1e-14)
