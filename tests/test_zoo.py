"""The zoo: every right answer passes, every wrong one gets its diagnosis, mutants are judged as another judge does."""

import re
from pathlib import Path

import numpy as np
import pytest
from zoo import EXERCISES, NOT_RUNNING, VAGUE, function, is_right, patience, verdicts

from rnnlib.homework import CHECKERS
from rnnlib.homework.call import Answer
from rnnlib.homework.grammar import close, mistakes
from rnnlib.homework.words import INVARIANTS, TROUBLES

FRESH = [314, 2718, 16180]
TWINS = {("dE_dV", "no-zeros"): {"no-zeros", "error-summed"}}  # two stories of the same numbers
ZOOS = {name: zoo for zoo in EXERCISES.values() for name in zoo.RIGHT}
each_function = pytest.mark.parametrize("name", ZOOS)


def wrong_answers(name):
    return [(key, code) for key, codes in ZOOS[name].WRONG[name].items() for code in codes]


def built(checker, filled, instances):
    """Return what an answer with certain mistakes would be, as an `Answer`, on every instance."""
    found = []
    for instance in instances:
        try:
            with np.errstate(all="ignore"):
                value = checker.build(instance)(filled)
            found.append(Answer(value) if np.isfinite(value).all() else Answer(problem="raises"))
        except (ValueError, IndexError):
            found.append(Answer(problem="raises"))
    return found


def fill(checker, mistake):
    return {name: mistake[name].effect if name in mistake else slot.right for name, slot in checker.slots.items()}


@each_function
def test_the_zoo_is_large_enough(name):
    assert len(ZOOS[name].RIGHT[name]) >= 15
    assert len(wrong_answers(name)) >= 40


@each_function
def test_every_right_answer_is_accepted_on_fresh_seeds(name):
    for code in ZOOS[name].RIGHT[name]:
        answer = function(name, code, ZOOS[name].NAMES)
        assert [CHECKERS[name].check(answer, seed=seed).diagnosis for seed in FRESH] == ["right"] * len(FRESH), code


@each_function
def test_every_wrong_answer_gets_its_diagnosis_on_a_fresh_seed(name):
    for number, (key, code) in enumerate(wrong_answers(name)):
        answer = function(name, code, ZOOS[name].NAMES)
        report = CHECKERS[name].check(answer, seed=FRESH[number % len(FRESH)] + number, seconds=patience(key))
        assert report.diagnosis == key, code


@each_function
def test_mutants_are_judged_as_another_judge_does_and_most_are_diagnosed(name):
    run = vague = 0
    for source, right, report, _ in verdicts(name, ZOOS[name], seed=271, every=18):
        assert report.ok == right, source
        if not right and report.diagnosis not in NOT_RUNNING:
            run, vague = run + 1, vague + (report.diagnosis in VAGUE)
    assert run >= 10
    assert vague <= 0.1 * run


@each_function
def test_the_other_judge_knows_right_from_wrong(name):
    zoo = ZOOS[name]
    assert all(is_right(name, function(name, code, zoo.NAMES), zoo, seed=3) for code in zoo.RIGHT[name])
    of_no_interest = {*NOT_RUNNING, "nan", "no-numbers", "complex", "few-digits", "changes-arguments"}
    assert [code for key, code in wrong_answers(name) if key not in of_no_interest
            and is_right(name, function(name, code, zoo.NAMES), zoo, seed=3)] == []


@each_function
def test_the_truth_is_that_of_the_other_judge_and_of_the_grammar_without_mistake(name):
    checker = CHECKERS[name]
    for given in checker.instances(FRESH[0]):
        assert close(checker.truth(given), ZOOS[name].TRUE[name](*given), 1e-12)
        assert close(checker.truth(given), built(checker, fill(checker, {}), [given])[0].value, 1e-12)


@each_function
def test_every_slip_is_told_from_every_other(name):
    checker = CHECKERS[name]
    instances = checker.instances(FRESH[1])
    for mistake in mistakes(checker.slots):
        if len(mistake) > 1:
            break
        (slip,) = mistake.values()
        found = built(checker, fill(checker, mistake), instances)
        values = [answer.value for answer in found]
        if all(answer.problem for answer in found):
            continue
        report = checker.judge(instances, found)
        assert not report.ok
        if all(value is None or np.any(value) for value in values):
            assert report.diagnosis in TWINS.get((name, slip.key), {slip.key})


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_message_is_reached(exercise):
    zoo = EXERCISES[exercise]
    reached = {part for name in zoo.RIGHT for key, _ in wrong_answers(name) for part in key.split("+")}
    slips = {slip.key for name in zoo.RIGHT for slot in CHECKERS[name].slots.values() for slip in slot.slips}
    parts = {f"factor-of-{letters}" for name in zoo.RIGHT for letters in CHECKERS[name].parts if letters}
    assert (slips | parts | INVARIANTS.keys() | TROUBLES.keys()) - reached <= {"no-function"}


@each_function
def test_the_lecturer_s_table_has_every_diagnosis_and_its_words(name):
    text = (Path(__file__).parent.parent / "instructor/homework/diagnoses.md").read_text(encoding="utf-8")
    (table,) = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert re.findall(r"^\| `(\S+)` \|", table, re.MULTILINE) == list(ZOOS[name].WRONG[name])
    for key in ZOOS[name].WRONG[name]:
        words = [slip.found for slot in CHECKERS[name].slots.values() for slip in slot.slips if slip.key == key]
        assert not words or any(found in table for found in words), key
