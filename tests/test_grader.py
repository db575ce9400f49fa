"""The grader: every attack contained, the same reports as in the notebook, every mishap named, nothing believed."""

import contextlib
import csv
import json
import os
import socket
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
import zoo_class
from attacks import ATTACKS
from hypothesis import given, settings
from hypothesis import strategies as st
from zoo_answers import ZOOS, function
from zoo_code import source

from rnnlib import Params
from rnnlib.homework import CHECKERS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import grade_class  # noqa: E402
from grading import (  # noqa: E402
    cells,
    examination,
    exercises,
    gradebook,
    judging,
    library,
    marking,
    plain,
    sandbox,
    submissions,
    walls,
)
from grading.class_page import class_page  # noqa: E402
from grading.feedback import feedback  # noqa: E402

TROUBLE, REQUIRED = walls.trouble(), os.environ.get("REQUIRE_SANDBOX") == "1"
needs_a_sandbox = pytest.mark.skipif(bool(TROUBLE) and not REQUIRED, reason=f"no sandbox here: {TROUBLE}")
SOURCES = sorted(exercises.SOURCES.glob("[0-9]_*.ipynb"))
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
TIGHT = sandbox.Limits(start=4, cells=2, function=1, total=12, memory=700 * 10**6, output=10**6)
SEED = 577
SOLUTION = {"do_dV": "return np.multiply.outer(np.diag(g.prime(V @ s[t])), s[t])",
            "dE_dV": "return np.outer(dE_do(g(V @ s[t]), y_t) * g.prime(V @ s[t]), s[t])",
            "all_do_dV": "return np.stack([np.multiply.outer(np.diag(g.prime(V @ r)), r) for r in s[1:]])"}
SOLUTIONS = {name: source(name, code) for name, code in SOLUTION.items()}


def hand_in(folder, name, notebook):
    """Write a notebook, or any other text, as a student's."""
    path = Path(folder, f"{name}.ipynb")
    path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook), encoding="utf-8")
    return submissions.Submission(name, name, path)


def filled(**codes):
    """Return homework 1 with right answers, but for those that are given."""
    return zoo_class.answered(zoo_class.notebook(1), SOLUTIONS | codes)


def graded(folder, notebooks, homework=None, limits=TIGHT):
    """Mark notebooks; return {name: Result}."""
    homework = homework or exercises.read(SOURCES[0])
    with examination.exam(homework, seed=SEED, limits=limits) as exam:
        handed_in = [hand_in(folder, name, notebook) for name, notebook in notebooks.items()]
        few = len(handed_in) < 4  # not worth the start of two more processes
        results = [marking.mark(exam, one) for one in handed_in] if few else examination.mark_all(exam, handed_in, 2)
        return {result.name: result for result in results}


def verdicts(result):
    return {verdict.function: verdict for verdict in result.verdicts}


# Attacks


def test_there_is_a_sandbox_where_one_is_required():
    assert not (REQUIRED and TROUBLE)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """One class of attackers, marked together, and one honest student among them."""
    if TROUBLE:
        pytest.skip(f"no sandbox here: {TROUBLE}")
    folder, patched = tmp_path_factory.mktemp("attackers"), pytest.MonkeyPatch()
    patched.setenv("GRADER_SECRET", "the seed is 577")
    patched.setattr(tempfile, "tempdir", str(folder))
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        aims = "\n".join([f"PORT, HOME = {door.getsockname()[1]}, {str(Path.home())!r}",
                          f"GRADERS = {[os.getpid(), os.getppid()]}",
                          f"PATHS = {[str(SOURCES[0]), __file__, str(folder / 'honest.ipynb')]}"])
        notebooks = {name: filled(do_dV=attack.code(aims)) for name, attack in ATTACKS.items()}
        results = graded(folder, notebooks | {"honest": filled()})
        with pytest.raises(BlockingIOError):
            door.accept()
    patched.undo()
    return results | {"folder": str(folder)}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_contained_and_costs_one_function_only(name, attacked):
    found = verdicts(attacked[name])
    assert found["do_dV"].diagnosis == ATTACKS[name].diagnosis, found["do_dV"].message
    assert ATTACKS[name].says in " ".join(found["do_dV"].message.split())
    assert not ATTACKS[name].alone or [found["dE_dV"].diagnosis, found["all_do_dV"].diagnosis] == ["right", "right"]


def test_an_honest_student_among_attackers_is_graded(attacked):
    assert all(verdict.ok for verdict in attacked["honest"].verdicts)


def test_nothing_is_left_running(attacked):
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if attacked["folder"].encode() in command]


# What is handed in


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A class of oddities, marked together."""
    if TROUBLE:
        pytest.skip(f"no sandbox here: {TROUBLE}")
    blank, helper = zoo_class.notebook(1), {"cell_type": "code", "id": "x", "metadata": {}, "source": ""}
    colab = filled()
    for cell in colab["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
    late = filled(do_dV="def do_dV(V, s, t, g):\n    return ROWS(V, s[t], g)")
    late["cells"] += [helper | {"source": "%matplotlib inline\nimport seaborn\nROWS = lambda V, r, g: OUTER(V, r, g)"},
                      helper | {"source": "OUTER = lambda V, r, g: np.multiply.outer(np.diag(g.prime(V @ r)), r)"},
                      helper | {"source": "while True: pass"},
                      helper | {"source": "def do_dV(V, s, t, g):\n    return 'an experiment'"}]
    return graded(tmp_path_factory.mktemp("odd"), {
        "right": filled(), "untouched": blank, "colab": colab, "late helpers": late,
        "cut short": json.dumps(blank)[:999], "empty": "", "list": "[]", "deep": "[" * 10**5,
        "no cells": {"nbformat": 4, "cells": 3}, "old": {"nbformat": 3, "worksheets": []},
        "no cell": zoo_class.without("dE_dV", filled()), "two cells": zoo_class.twice("dE_dV", filled()),
        "syntax": filled(dE_dV="def dE_dV(:"), "renamed": filled(dE_dV="def gradient(V): pass"),
        "slow cell": filled(dE_dV="while True:\n    def dE_dV(): pass"),
        "number": filled(dE_dV="dE_dV = 3"),
        "html": filled(dE_dV="def dE_dV(V, s, t, y_t, g):\n    raise ValueError('<script>alert(1)</script>\\x1b[2J')"),
        "=1+1": filled(),
    })


@pytest.mark.parametrize(("name", "expected"), {
    "right": ("right", "right", "right"), "untouched": ("not-written",) * 3, "colab": ("right",) * 3,
    "late helpers": ("right",) * 3, "no cell": ("right", "no-cell", "right"),
    "two cells": ("right", "two-cells", "right"), "syntax": ("right", "not-defined", "right"),
    "renamed": ("right", "not-defined", "right"), "slow cell": ("right", "not-defined", "not-defined"),
    "number": ("right", "no-function", "right"), "html": ("right", "raises", "right"),
}.items())
def test_every_function_gets_its_diagnosis(name, expected, odd):
    assert tuple(verdict.diagnosis for verdict in odd[name].verdicts) == expected


@pytest.mark.parametrize("name", ["cut short", "empty", "list", "deep", "no cells", "old"])
def test_what_cannot_be_read_is_reported(name, odd):
    assert odd[name].problem
    assert not odd[name].verdicts


def test_cells_that_fail_are_named(odd):
    assert [cell for cell, _ in odd["syntax"].failures] == ["dE_dV"]
    assert "seaborn" in odd["late helpers"].failures[0][1]
    assert odd["late helpers"].failures[0][0].startswith("number ")


def test_pages_hold_the_reports_and_none_of_the_students_html(odd):
    homework = exercises.read(SOURCES[0])
    page = feedback(odd["html"], homework)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "\x1b" not in page
    assert " ".join(verdicts(odd["untouched"])["do_dV"].message.split()) in feedback(odd["untouched"], homework)
    whole = class_page(list(odd.values()), homework, SEED)
    assert "It is no notebook that can be read" in whole
    assert all(name in whole for name in odd)


def test_the_table_has_points_of_the_source_and_no_formulas(odd, tmp_path):
    homework = exercises.read(SOURCES[0])
    gradebook.write(tmp_path / "grades.csv", list(odd.values()), homework)
    with open(tmp_path / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert [rows["right"][column] for column in list(rows["right"])[1:5]] == ["10", "4", "3", "3"]
    assert rows["no cell"]["code (of 10)"] == "7"
    assert rows["old"]["code (of 10)"] == ""
    assert "'=1+1" in rows
    assert rows["two cells"]["look at it"] == "dE_dV: it has two cells [two-cells]."


def test_submissions_are_found_as_files_and_in_folders(tmp_path):
    for path in ("anna.ipynb", "Bo Li_123/1.ipynb", "two/a.ipynb", "two/b.ipynb", "named/x.ipynb", "named/1_hw.ipynb",
                 "a?b/1.ipynb", "a*b/deep/.ipynb_checkpoints/old.ipynb", "a*b/deep/new.ipynb", "notes.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}", encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "linked.ipynb").symlink_to("/etc/passwd")
    found = {one.name: one for one in submissions.find(tmp_path, "1_hw.ipynb")}
    assert {name for name, one in found.items() if one.problem} == {"two", "nothing", "linked"}
    assert found["named"].path.name == "1_hw.ipynb"
    assert found["a*b"].path.name == "new.ipynb"
    assert len({one.slug for one in found.values()}) == len(found) == 8
    assert all(one.slug.isprintable() and not set(one.slug) & set("/?* .") for one in found.values())


def test_cells_are_run_if_functions_need_them():
    sources = ["import numpy as np", "f = g", "g = 3", "h = slow()", "def answer():\n    return f", "answer()", "2 +"]
    cells_ = [cells.Cell(str(number), source) for number, source in enumerate(sources)]
    assert [cell.key for cell in cells.needed(cells_, {"6"})] == ["0", "1", "2", "4", "6"]


# What comes out of a sandbox


@pytest.mark.parametrize("value", [None, True, 3, 2.5, float("inf"), "text", [1, [2.0]], (1, (2,)), np.float32(2),
                                   np.float64(2), 1j,
                                   np.arange(6.0).reshape(2, 3).T, np.zeros((0, 3)), Params([1], [2], [3])], ids=repr)
def test_values_survive_as_text(value):
    came = plain.read(plain.write(value))
    np.testing.assert_equal(came, value)
    assert type(came) is (np.ndarray if isinstance(value, complex) else type(value))


KEYS = st.sampled_from(["array", "dtype", "shape", "tuple", "list", "name", "fields", "rnnlib", "scalar"])


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=3), max_leaves=9, extend=lambda inner:
                    st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)))
def test_no_text_does_harm(value):
    with contextlib.suppress(plain.NotPlain):
        plain.read(json.dumps(value))


@pytest.mark.parametrize("text", [
    "", "[" * 10**5, "[1]", '{"scalar": 1}', '{"scalar": {"array": "", "dtype": "<f8", "shape": [0]}}',
    '{"rnnlib": "tanh"}', '{"array": "", "dtype": "<f8", "shape": [1]}', '{"tuple": 1}',
    '{"array": "", "dtype": "object", "shape": [0]}', '{"array": "", "dtype": "<f8", "shape": [1000000000000]}',
    '{"array": "", "dtype": "<f8", "shape": [-1]}', '{"array": "!", "dtype": "<f8", "shape": [0]}',
    '{"tuple": [1], "name": "x", "fields": ["class"]}', '{"list": [' + "1, " * 30_000 + "1]}"])
def test_what_is_no_value_is_refused(text):
    with pytest.raises(plain.NotPlain):
        plain.read(text)


@pytest.mark.parametrize("line", [
    b"", b"{}", b"[]", b'{"function": "do_dV"}', b'{"function": "dE_dV", "uses": [], "answers": []}',
    b'{"function": "do_dV", "uses": [], "answers": [1, 2, 3, 4]}',
    b'{"function": "do_dV", "uses": [], "answers": [["1", "", "", false]]}',
    b'{"function": "do_dV", "uses": [], "answers": [["1", "right", "", false], 1, 1, 1]}'])
def test_a_line_that_is_no_reply_is_refused(line):
    with pytest.raises(plain.NotPlain):
        judging.verdict("do_dV", "do_dV", line, [], SEED)


# The exam


@needs_a_sandbox
@each_source
def test_the_reference_is_perfect_in_the_sandbox(path):
    with examination.exam(exercises.read(path), seed=SEED) as exam:
        examination.reference(exam)


@needs_a_sandbox
@each_source
def test_the_sandbox_gives_the_report_of_the_notebook(path, tmp_path):
    homework = exercises.read(path)
    names = [asked.name for asked in homework.asked]
    cells_of = {asked.name: asked.cell for asked in homework.asked}
    helpers, _ = zoo_class.imports(ZOOS[names[0]].NAMES)
    blank, some, notebooks = zoo_class.notebook(path.name.split("_")[0]), {}, {}
    for student in ("0", "1", "2"):
        codes = {name: zoo_class.some_answer(name, int(student)) for name in names}
        some[student] = {name: source(name, code) for name, code in codes.items() if code}
        filled_in = {cells_of[name]: code for name, code in some[student].items()}
        notebooks[student] = zoo_class.answered(blank, filled_in, helpers)
    found = graded(tmp_path, notebooks, homework._replace(unavailable=set()), sandbox.Limits())
    for student, codes in some.items():
        for name, code in codes.items():
            report = CHECKERS[name].check(function(name, code), seed=SEED)
            assert verdicts(found[student])[name].message == report.message, code


@needs_a_sandbox
def test_what_an_exercise_asks_for_is_not_in_the_library(tmp_path):
    homework = exercises.read(SOURCES[0])._replace(unavailable={"ds_dU_direct"})
    by_the_library = filled(do_dV="from rnnlib import ds_dU_direct\n"
                                  + source("do_dV", "return ds_dU_direct(V @ s[t], s[t], g)"))
    with examination.exam(homework, seed=SEED, limits=TIGHT) as exam:
        result = marking.mark(exam, hand_in(tmp_path, "anna", by_the_library))
    assert "ds_dU_direct is not available here" in " ".join(verdicts(result)["do_dV"].message.split())
    with examination.exam(homework._replace(unavailable=set()), seed=SEED, limits=TIGHT) as exam:
        result = marking.mark(exam, hand_in(tmp_path, "anna", by_the_library))
    assert "another lemma has this form" in " ".join(verdicts(result)["do_dV"].message.split())


def test_no_checker_is_ever_shown_to_a_submission(tmp_path):
    library.stage(tmp_path / "course", set())
    shown = {path.stem for path in (tmp_path / "course/rnnlib/homework").glob("*.py")}
    assert {"call", "guard", "leaky"} <= shown
    assert not shown & {checker.truth.__module__.split(".")[-1] for checker in CHECKERS.values()
                        if hasattr(checker, "truth")}
    with pytest.raises(RuntimeError, match="imports a checker"):
        library.stage(tmp_path / "again", set(), ["output_weights"])


def test_a_notebook_over_which_the_grader_stumbles_does_not_stop_the_class(tmp_path):
    with examination.exam(exercises.read(SOURCES[0]), unsafe=True) as exam:
        handed_in = [hand_in(tmp_path, "one", filled()), hand_in(tmp_path, "two", "{}")]
        found = examination.mark_all(exam._replace(courses={}), handed_in, 1)
    assert [result.name for result in found] == ["one", "two"]
    assert "The grader stumbled over it: KeyError" in found[0].problem
    assert "no notebook that can be read" in found[1].problem


def wrong_source(folder):
    """Write a source whose reference solution is wrong."""
    text = SOURCES[0].read_text(encoding="utf-8")
    path = Path(folder, "1_wrong.ipynb")
    path.write_text(text.replace("np.outer(dE_do(g(b_t), y_t)", "np.outer(-dE_do(g(b_t), y_t)"), encoding="utf-8")
    return path


def command(folder, homework="1", *more):
    (folder / "in").mkdir(exist_ok=True)
    hand_in(folder / "in", "anna", filled())
    return grade_class.main(["--homework", str(homework), "--submissions", str(folder / "in"), "--out",
                             str(folder / "out"), "--jobs", "1", *more])


@needs_a_sandbox
def test_nobody_is_graded_unless_the_reference_is_perfect(tmp_path, capsys):
    assert command(tmp_path, wrong_source(tmp_path)) == 1
    assert "dE_dV: not right yet. [sign]" in capsys.readouterr().err
    assert not list((tmp_path / "out").iterdir())


def test_without_a_sandbox_nothing_is_run_unless_one_insists(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(walls, "trouble", lambda: "bubblewrap is not installed.")
    assert command(tmp_path) == 2
    said = capsys.readouterr().err
    assert "bubblewrap is not installed" in said
    assert "--unsafe" in said
    assert not (tmp_path / "out").exists()
    assert command(tmp_path, "1", "--unsafe") == 0
    assert (tmp_path / "out/feedback/anna.html").exists()
    assert "1 of them marked, 10.0 of 10 points" in (tmp_path / "out/class.html").read_text(encoding="utf-8")
    assert command(tmp_path, "1", "--unsafe") == 2
    assert "is not empty" in capsys.readouterr().err


def test_an_unknown_homework_or_an_empty_folder_is_refused(tmp_path, capsys):
    assert command(tmp_path, "9") == 2
    assert "there is no homework 9" in capsys.readouterr().err
    (tmp_path / "none").mkdir()
    assert grade_class.main(["--homework", "1", "--submissions", str(tmp_path / "none"), "--out",
                             str(tmp_path / "out")]) == 2
