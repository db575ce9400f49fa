"""Homework 3: its zoo against its checkers, the grammar of mistakes, and the judge that knows the formulas."""

import ast
import re

import numpy as np
import pytest
from zoo import NOT_RUNNING, function, made, mutants, patience
from zoo_algorithm import (
    BATCHED,
    LEAKY_SWEEP,
    NAMES,
    RIGHT,
    ROWS,
    SWEEP,
    TRUE,
    WRONG,
    edited,
    is_right,
    random_instance,
    whole,
)

import rnnlib
from rnnlib.homework import CHECKERS
from rnnlib.homework.algorithm_instances import leaky_batch, leaky_sequence
from rnnlib.homework.algorithm_parts import cut
from rnnlib.homework.algorithm_words import ALGORITHM_TROUBLES, HINTS, ONLY_THERE
from rnnlib.homework.call import Answer, answers
from rnnlib.homework.grammar import close, mistakes

FRESH = [314, 2718]
each_function = pytest.mark.parametrize("name", RIGHT)
FEW = {  # what the mutants come from
    "repaired": RIGHT["repaired"][:1], "gradients_one": [whole("gradients_one", ROWS)],
    "leaky_gradients": [whole("leaky_gradients", LEAKY_SWEEP)],
    "leaky_gradients_batch": [whole("leaky_gradients_batch", BATCHED)],
}


def make(name, code):
    return function(name, code, NAMES)


def check(name, body, **kwargs):
    return CHECKERS[name].check(make(name, whole(name, body)), **kwargs)


def wrong_answers(name):
    return [(key, code) for key, codes in WRONG[name].items() for code in codes]


def built(checker, mistake, instances):
    """Return what an answer with certain mistakes would be, as an `Answer`, on every instance."""
    filled = {name: mistake[name].effect if name in mistake else slot.right for name, slot in checker.slots.items()}
    found = []
    for given in instances:
        try:
            with np.errstate(all="ignore"):
                value = checker.build(given)(filled)
            found.append(Answer(value) if np.isfinite(value).all() else Answer(problem="raises"))
        except (ValueError, IndexError):
            found.append(Answer(problem="raises"))
    return found


@each_function
def test_the_zoo_is_large_enough(name):
    assert len(RIGHT[name]) >= 15
    assert len(wrong_answers(name)) >= 40


@each_function
def test_every_right_answer_is_accepted_on_fresh_seeds(name):
    for number, code in enumerate(RIGHT[name]):
        report = CHECKERS[name].check(make(name, code), seed=FRESH[number % 2] + number)
        assert report.diagnosis == "right", code


@each_function
def test_every_wrong_answer_gets_its_diagnosis_on_a_fresh_seed(name):
    """One for each key that no simpler function has, and a few of the others; all of them go with `make zoo`."""
    order = ["gradients_one", "repaired", "leaky_gradients", "leaky_gradients_batch"]
    known = {key for other in order[:order.index(name)] for key in WRONG[other]}
    for number, (key, codes) in enumerate(WRONG[name].items()):
        if key in known and number % 9:
            continue
        code = codes[number % len(codes)]
        report = CHECKERS[name].check(make(name, code), seed=FRESH[number % 2] + number, seconds=patience(key))
        assert report.diagnosis == key, code


@each_function
def test_mutants_are_judged_as_another_judge_does_and_most_are_diagnosed(name):
    trees = {ast.dump(tree): tree for code in FEW[name] for tree in mutants(name, code)}
    run = vague = 0
    for tree in list(trees.values())[5::len(trees) // 15]:
        mutant = made(name, tree, NAMES)
        report = CHECKERS[name].check(mutant, seed=271)
        right = is_right(name, mutant, seed=3)
        assert report.ok == right, ast.unparse(tree)
        if not right and report.diagnosis not in NOT_RUNNING:
            run, vague = run + 1, vague + (report.diagnosis == "unknown")
    assert run >= 3
    assert vague <= 0.25 * run


@each_function
def test_the_other_judge_knows_right_from_wrong(name):
    assert all(is_right(name, make(name, code), 3, draws=6) for code in RIGHT[name])
    for key in ["sign", "bend-missing", "W-transposed", "assigned", "W-state-same"]:
        assert not is_right(name, make(name, WRONG[name][key][0]), 3, draws=6)


@each_function
def test_the_truth_is_that_of_the_other_judge_and_of_the_grammar_without_mistake(name):
    checker = CHECKERS[name]
    drawn = [random_instance(name, np.random.default_rng(seed)) for seed in range(4)]
    for given in [*checker.instances(FRESH[0]), *drawn]:
        parts = cut(checker.truth(given), checker.layout(given.params)).values()
        assert all(close(found, np.ravel(true), 1e-12) for found, true in zip(parts, TRUE[name](given), strict=True))
    for given in checker.instances(FRESH[0]):
        assert close(built(checker, {}, [given])[0].value, checker.truth(given), 1e-12)


@pytest.mark.parametrize("name", ["repaired", "gradients_one", "leaky_gradients_batch"])
def test_all_mistakes_are_told_from_each_other_and_from_the_truth(name):
    checker, rows = CHECKERS[name], {}
    instances = checker.instances(FRESH[1])
    for number, mistake in enumerate(mistakes(checker.slots)):
        if len(mistake) > 1:
            break
        (slip,) = mistake.values()
        rows[slip.key, number] = built(checker, mistake, instances)
    rows["right", -1] = [Answer(checker.truth(given)) for given in instances]
    listed = list(rows.items())
    for number, ((key, _), one) in enumerate(listed):
        assert any(answer.value is not None for answer in one), key
        for (other, _), two in listed[:number]:
            assert key == other or not all(_alike(a.value, b.value) for a, b in zip(one, two)), (key, other)


def _alike(one, two):
    return one is two if one is None or two is None else close(one, two, 1e-4)


@pytest.mark.parametrize(("name", "every"), [("repaired", 2), ("leaky_gradients_batch", 7)])
def test_the_judge_names_a_slip_from_its_numbers_alone(name, every):
    checker = CHECKERS[name]
    instances = checker.instances(FRESH[0])
    for mistake in [mistake for mistake in mistakes(checker.slots) if len(mistake) == 1][::every]:
        (slip,) = mistake.values()
        found = built(checker, mistake, instances)
        if not any(answer.problem for answer in found):
            assert checker.judge(instances, found).diagnosis == slip.key


def test_every_message_is_reached():
    reached = {part for name in RIGHT for key in WRONG[name] for part in key.split("+")}
    slips = {slip.key for name in RIGHT for slot in CHECKERS[name].slots.values() for slip in slot.slips}
    parts = {key for name in RIGHT for key in CHECKERS[name].parts}
    assert (slips | parts | ALGORITHM_TROUBLES.keys()) - reached <= {"no-function"}


# Reports


def test_words_fit_and_hold_no_code_of_an_answer():
    words = [word for pair in HINTS.items() for word in (pair[0], *pair[1])]
    words += ONLY_THERE.values()
    words += [word for says, hints in ALGORITHM_TROUBLES.values() for word in (says, *hints)]
    for name in RIGHT:
        checker = CHECKERS[name]
        words += [*checker.hints, *checker.parts.values(), checker.reread]
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


def test_a_report_carries_an_example_that_shows_the_mistake():
    wrong = make("leaky_gradients", whole("leaky_gradients", edited(LEAKY_SWEEP, "2 * (run", "(run")))
    right = make("leaky_gradients", whole("leaky_gradients", LEAKY_SWEEP))
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
    found = answers(make("leaky_gradients", RIGHT["leaky_gradients"][0]), instances)
    assert checker.judge(instances, found).ok
    for forged, key in [("x", "no-numbers"), (None, "not-written"), ([[1], [2, 3]], "ragged"), (np.zeros(0), "shape"),
                        (np.full(9, np.nan), "nan")]:
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
        assert close(CHECKERS["leaky_gradients"].truth(given)[:1], np.array([L]), 1e-14)
