"""The zoo: every right answer passes, every wrong one gets its diagnosis, mutants are judged as another judge does."""

import re
from pathlib import Path

import numpy as np
import pytest
import zoo_algorithm
import zoo_recurrence
from zoo import NOT_RUNNING, VAGUE, verdicts
from zoo_answers import EXERCISES, ZOOS, all_answers, function, patience
from zoo_judge import as_called, is_right, parts
from zoo_reports import untrue, untrue_praise

from rnnlib.homework import CHECKERS
from rnnlib.homework.grammar import close, effects
from rnnlib.homework.report import WIDTH
from rnnlib.homework.words import INVARIANTS, PARTS, TROUBLES

FRESH = [0, 2718, 16180]
TWINS = [{"no-zeros", "error-summed"}]  # two stories of the same numbers
NOT_SAID = {"1 · output weights": {"no-function"}, "2 · recurrence": {"no-function"}}
each_function = pytest.mark.parametrize("name", ZOOS)
each_exercise = pytest.mark.parametrize("exercise", EXERCISES)


def built(checker, mistake, instance):
    """Return what an answer with certain mistakes would be, or None if it cannot be computed."""
    try:
        with np.errstate(all="ignore"):
            answer = parts(checker.build(instance)(effects(checker.slots, mistake)))
    except (ValueError, IndexError):
        return None
    return answer if all(np.isfinite(part).all() for part in answer) else None


def to_try(name):
    """Return the wrong answers; what functions share by pattern is tried for one of them, in turn."""
    zoo = ZOOS[name]

    def has_turn(key):
        sharing = [other for other in zoo.WRONG if key in zoo.WRONG[other]]
        return zoo not in (zoo_recurrence, zoo_algorithm) or sharing[len(key) % len(sharing)] == name

    return [(key, code) for key, code in all_answers(name) if key != "right" and has_turn(key)]


@each_function
def test_the_zoo_is_large_enough(name):
    assert len(ZOOS[name].RIGHT[name]) >= 15
    assert sum(map(len, ZOOS[name].WRONG[name].values())) >= 40


@each_function
def test_every_right_answer_is_accepted_on_a_fresh_seed(name):
    instances = [CHECKERS[name].instances(seed) for seed in FRESH]
    for number, code in enumerate(ZOOS[name].RIGHT[name]):
        right = function(name, code)
        report = CHECKERS[name].check(right, seed=FRESH[number % 3])
        assert report.diagnosis == "right", code
        assert list(untrue_praise(name, right, report, instances[number % 3])) == [], code


@each_function
def test_every_wrong_answer_gets_its_diagnosis_on_a_fresh_seed_and_its_report_is_true(name):
    instances = CHECKERS[name].instances(FRESH[2])
    for key, code in to_try(name):
        wrong = function(name, code)
        report = CHECKERS[name].check(wrong, seed=FRESH[2], seconds=patience(key))
        assert report.diagnosis == key, code
        assert list(untrue(name, key, wrong, report, instances)) == [], code
        assert max(map(len, report.message.splitlines())) <= WIDTH


@each_exercise
def test_mutants_are_judged_as_another_judge_does_and_most_are_diagnosed(exercise):
    run = vague = 0
    names = EXERCISES[exercise].RIGHT
    for name in names:
        for code, right, report in verdicts(name, seed=271, most=90 // len(names)):
            assert report.ok == right, code
            if not right and report.diagnosis not in NOT_RUNNING:
                run, vague = run + 1, vague + (report.diagnosis in VAGUE)
    assert run >= 20
    assert vague <= 0.1 * run


@each_function
def test_the_other_judge_knows_right_from_wrong(name):
    of_no_interest = {*NOT_RUNNING, "no-numbers", "nan", "few-digits", "changes-arguments", "not-learnt",
                      "zero-gradient"}
    for key, code in all_answers(name):
        if key not in of_no_interest:
            assert is_right(name, function(name, code), seed=3, draws=10) == (key == "right"), code


@each_function
def test_the_truth_is_that_of_the_other_judge_and_of_the_grammar_without_mistake(name):
    checker = CHECKERS[name]
    for given in checker.instances(FRESH[0]):
        by_place, by_name = as_called(name, given._asdict())
        true = parts(ZOOS[name].TRUE[name](*by_place, **by_name))
        assert same(parts(checker.truth(given)), true, 1e-11)
        assert same(parts(checker.truth(given)), built(checker, {}, given), 1e-12)


@each_function
def test_every_slip_is_told_from_every_other_and_from_the_truth(name):
    checker = CHECKERS[name]
    slips = [(slip.key, {place: slip}) for place, slot in checker.slots.items() for slip in slot.slips]
    instances = checker.instances(FRESH[1])
    for group in alike([("right", {}), *slips], checker, instances):
        keys, (_, mistake) = {key for key, _ in group}, group[0]
        never_computed = all(built(checker, mistake, given) is None for given in instances)
        assert len(keys) == 1 or keys in TWINS or never_computed


def alike(stories, checker, instances):
    """Return the groups of (key, mistake) with the same numbers on all instances."""
    if not instances or len(stories) == 1:
        return [stories] if len(stories) > 1 else []
    groups = []
    for key, mistake in stories:
        value = built(checker, mistake, instances[0])
        group = next((group for other, group in groups if same(value, other)), None)
        if group is None:
            groups.append((value, group := []))
        group.append((key, mistake))
    return [found for _, group in groups for found in alike(group, checker, instances[1:])]


def same(one, two, tolerance=1e-4):
    if one is None or two is None:
        return one is two
    return len(one) == len(two) and all(close(a, b, tolerance) for a, b in zip(one, two))


def reached(zoo):
    return {part for name in zoo.RIGHT for key in zoo.WRONG[name] for part in key.split("+")}


@each_exercise
def test_every_message_is_reached(exercise):
    zoo, told = EXERCISES[exercise], TROUBLES.keys() - NOT_SAID.get(exercise, {"no-function", "no-return"})
    for name in zoo.RIGHT:
        told |= {slip.key for slot in CHECKERS[name].slots.values() for slip in slot.slips}
        told |= {f"factor-of-{letters}" for letters in CHECKERS[name].parts} | CHECKERS[name].words.keys()
    assert told - reached(zoo) == set()


def test_every_message_that_homeworks_share_is_reached_in_one_of_them():
    assert (INVARIANTS | PARTS).keys() - set().union(*map(reached, EXERCISES.values())) == set()


@each_exercise
def test_the_lecturer_s_list_has_every_diagnosis_and_its_words(exercise):
    text = (Path(__file__).parent.parent / "instructor/homework/diagnoses.md").read_text(encoding="utf-8")
    (homework,) = re.findall(rf"^## Homework {exercise[0]}:(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    for name in EXERCISES[exercise].RIGHT:
        (listed,) = re.findall(rf"^### {name}\n(.*?)(?=^### |\Z)", homework, re.DOTALL | re.MULTILINE)
        assert set(re.findall(r"^\| `(\S+)` \|", listed, re.MULTILINE)) <= set(ZOOS[name].WRONG[name])
        for key in ZOOS[name].WRONG[name]:
            words = [slip.found for slot in CHECKERS[name].slots.values() for slip in slot.slips if slip.key == key]
            assert f"`{key}`" in listed
            assert not words or any(found in homework for found in words), key
