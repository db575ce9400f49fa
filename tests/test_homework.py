"""The contract of the homework: sources, student versions, reports, and what a student's function may do."""

import ast
import json
import random
import re
import signal
import sys
import threading
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import rnnlib
from rnnlib.homework import CHECKERS, Report, check_dE_dV, check_do_dV
from rnnlib.homework.call import Answer, answers
from rnnlib.homework.report import NO_MORE

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from check_leaks import leaks, main, secrets  # noqa: E402
from derive_homework import SOURCES, STUDENTS, student_version  # noqa: E402

HOMEWORK = sorted(SOURCES.glob("*.ipynb"))
each_homework = pytest.mark.parametrize("path", HOMEWORK, ids=lambda path: path.stem)
FIRST = "1_output_weights"


def read(path):
    return nbformat.read(path, as_version=4)


def run(cells):
    """Run code cells in one namespace, and return it."""
    namespace = {}
    for cell in cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), namespace)
    return namespace


def right(V, s, t, g):
    return np.multiply.outer(np.diag(g.prime(V @ s[t])), s[t])


# Sources and student versions


@each_homework
def test_the_student_version_is_the_derived_one(path):
    derived, stored = student_version(read(path)), read(STUDENTS / path.name)
    assert [(cell.id, cell.source, cell.metadata) for cell in derived.cells] == \
        [(cell.id, cell.source, cell.metadata) for cell in stored.cells]


@each_homework
def test_untouched_every_check_says_not_written_yet(path):
    cells = read(STUDENTS / path.name).cells
    checks = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"]
    assert checks
    assert all("not written yet" in cell.outputs[0].text for cell in checks)
    reports = [value for value in run(cells).values() if isinstance(value, Report)]
    assert all(report.diagnosis == "not-written" for report in reports)


@each_homework
def test_the_reference_passes_every_check_and_every_hidden_test(path, capsys):
    cells = read(path).cells
    run(cells)
    verdicts = re.findall(r"^\w+: (.*)$", capsys.readouterr().out, re.MULTILINE)
    checks = sum("### BEGIN HIDDEN TESTS" in cell.source for cell in cells)
    assert sum(verdict.startswith("right") for verdict in verdicts) == checks >= 3


@each_homework
def test_points_and_minutes_in_the_text_are_those_of_the_cells(path):
    cells = read(path).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    asked = re.findall(r"\*\*(On paper|In code), (\d+) minutes, (\d+) points?\.\*\*", text)
    graded = [cell.metadata.nbgrader.points for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert [int(points) for _, _, points in asked] == graded
    assert f"{sum(graded)} points" in text
    assert re.search(r"(\d+) for the exercises", text)[1] == str(sum(int(minutes) for _, minutes, _ in asked))


@each_homework
def test_cells_carry_what_nbgrader_needs(path):
    cells = read(path).cells
    assert len({cell.id for cell in cells}) == len(cells)
    for cell in cells:
        marks = cell.metadata.get("nbgrader")
        if marks:
            assert marks.keys() - {"points"} == {"schema_version", "grade_id", "grade", "solution", "locked", "task",
                                                 "cell_type"}
            assert (marks.grade_id, marks.cell_type) == (cell.id, cell.cell_type)
            assert marks.locked == (not marks.solution)
            assert ("points" in marks) == marks.grade


SOLUTION_CELL = {"nbgrader": {"solution": True, "grade": False}}


@pytest.mark.parametrize(("source", "metadata", "words"), [
    ("### BEGIN SOLUTION\nx = 1", SOLUTION_CELL, "without its partner"),
    ("x = 1\n### END HIDDEN TESTS", {}, "without its partner"),
    ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", {}, "has its markers"),
    ("x = 1", SOLUTION_CELL, "has its markers"),
    ("### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS", {}, "graded"),
])
def test_a_source_with_wrong_markers_is_refused(source, metadata, words):
    with pytest.raises(ValueError, match=words):
        student_version(new_notebook(cells=[new_code_cell(source, metadata=metadata)]))


def test_a_stub_stands_where_the_solution_stood_and_hidden_tests_leave_nothing():
    function = "def f(x):\n    # keep\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION"
    check = "print(f(1))\n### BEGIN HIDDEN TESTS\nassert f(1) == 1\n### END HIDDEN TESTS"
    notebook = student_version(new_notebook(cells=[
        new_code_cell(function, metadata=SOLUTION_CELL), new_code_cell(check, metadata={"nbgrader": {"grade": True}}),
        new_markdown_cell("Why?\n\n### BEGIN SOLUTION\nSo.\n### END SOLUTION", metadata=SOLUTION_CELL)]))
    assert [cell.source for cell in notebook.cells] == [
        "def f(x):\n    # keep\n    return None", "print(f(1))", "Why?\n\n*Write here.*"]


# Leaks

TOLD = ("def do_dV(weights, states, time, act):\n    out = act.prime(weights @ states[time])\n"
        "    return np.multiply.outer(np.diag(out), states[time])\n")
TEX = r"\frac{\partial o_t^{(i)}}{\partial V_{kl}} = \delta_{ik}\, g'\big(b_t^{(i)}\big)\, s_t^{(l)}"
PLANTED = {
    "renamed.py": TOLD.replace("do_dV", "answer"),
    "same_name.py": "def do_dV(V, s, t, g):\n    e, n = V.shape\n    D = np.zeros((e, e, n))\n    return D + 1\n",
    "page.html": "<div><pre>" + TOLD.replace("act", "<span class='n'>act</span>") + "</pre></div>",
    "formula.html": f"<annotation encoding='application/x-tex'>{TEX.replace(chr(39), '&#x27;')}</annotation>",
    "notes.md": f"So\n\n$$\n{TEX}\n$$\n",
    "fenced.md": f"```python\n{TOLD}```\n",
    "line.md": "Use `ds_dU_direct(V @ s[t], s[t], g)`.",
    "searchindex.js": 'Search.setIndex({"x": "np . multiply . outer(np.diag(g.prime(V @ s[t])), s[t])"})',
    "page.ipynb": nbformat.writes(new_notebook(cells=[new_code_cell(TOLD)])),
    "prose.ipynb": nbformat.writes(new_notebook(cells=[new_markdown_cell(f"$${TEX}$$")])),
    "marker.ipynb": nbformat.writes(new_notebook(cells=[new_code_cell("### BEGIN SOLUTION")])),
    "data.json": json.dumps({"text": f"${TEX}$"}),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found(name, tmp_path):
    known = secrets(SOURCES)
    (tmp_path / "_sources").mkdir()
    (tmp_path / "_sources" / name).write_text(PLANTED[name], encoding="utf-8")
    assert list(leaks(known, tmp_path))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(name, PLANTED[name])
    assert list(leaks(known, tmp_path / "all.zip"))


def test_each_solution_of_the_sources_is_found_as_a_leak():
    found = "\n".join(leaks(secrets(SOURCES), SOURCES))
    secret = set(secrets(SOURCES).values())  # what a chapter teaches is tagged so, and is none
    assert {"do_dV", "dE_dV", "all_do_dV", "leaky_state_derivatives", "leaky_gradients"} <= secret
    for name in secret:
        assert f"a solution of {name}" in found


def test_neither_book_nor_package_leaks(capsys):
    assert main([str(ROOT / "book"), str(ROOT / "rnnlib")]) == 0, capsys.readouterr().out


def test_what_a_chapter_teaches_is_no_secret(tmp_path):
    notebook = read(SOURCES / f"{FIRST}.ipynb")
    for cell in notebook.cells:
        cell.metadata.tags = ["taught"]
    nbformat.write(notebook, tmp_path / "taught.ipynb")
    assert secrets(tmp_path) == {}


# Reports


def test_a_report_gives_another_hint_each_time_until_there_are_none():
    report = check_do_dV(lambda V, s, t, g: np.multiply.outer(np.eye(len(V)), s[t]))
    hints = [report.hint() for _ in range(5)]
    assert len(set(hints)) == 4
    assert [hint.replace("\n", " ") for hint in hints[3:]] == [NO_MORE] * 2
    assert repr(hints[0]) == str(hints[0])
    assert "report.hint()" not in str(report)


def test_a_report_shows_itself_and_carries_an_example_that_shows_the_mistake():
    report = check_do_dV(lambda V, s, t, g: 2 * right(V, s, t, g))
    assert repr(report) == str(report) == report.message + "\n\nA further hint: print(report.hint())"
    assert not np.allclose(2 * report.example.call(right), report.example.call(right))


@pytest.mark.parametrize("name", CHECKERS)
def test_messages_and_hints_fit_and_hold_no_code_of_an_answer(name):
    checker = CHECKERS[name]
    words = [*checker.hints, *checker.parts.values(), *checker.praise.values(), checker.reread]
    words += [word for says, hints in checker.words.values() for word in (says, *hints)]
    for slot in checker.slots.values():
        words += [*slot.hints, *slot.first.values(), slot.reread, *(slip.found for slip in slot.slips)]
        words += [word for reread, hints in slot.own.values() for word in (reread, *hints)]
    for word in words:
        assert not re.search(r"g\.prime|np\.|diag|outer\(|einsum|@|delta|δ", word), word
    instances = checker.instances(7)
    report = checker.judge(instances, [Answer(problem="raises", detail="x" * 60 + " y" * 60)] * len(instances))
    assert max(map(len, report.message.splitlines())) <= 76


def test_notes_go_with_a_right_answer():
    flat = check_do_dV(lambda V, s, t, g: right(V, s, t, g).reshape(len(V), -1))
    single = check_do_dV(lambda V, s, t, g: right(V, s, t, g).astype(np.float32))
    praised = check_do_dV(lambda V, s, t, g: rnnlib.ds_dU_direct(V @ s[t], s[t], g))
    assert flat.ok
    assert "(2, 8)" in flat.message
    assert single.ok
    assert "float32" in single.message
    assert praised.ok
    assert "another lemma" in praised.message
    assert "Note" not in check_do_dV(right).message


def test_the_judge_is_pure_and_believes_nothing():
    checker = CHECKERS["do_dV"]
    instances = checker.instances(7)
    found = answers(right, instances)
    assert checker.judge(instances, found).message == checker.judge(instances, found).message
    for forged, key in [("x", "no-numbers"), (None, "not-written"), ([[1], [2, 3]], "ragged"), (np.zeros(0), "shape")]:
        assert checker.judge(instances, [Answer(forged)] * len(instances)).diagnosis == key
    with pytest.raises(ValueError, match="shorter"):
        checker.judge(instances, found[1:])


# What a student's function may do


def test_what_is_no_function_is_named():
    report = check_do_dV(np.zeros((2, 2, 4)))
    assert report.diagnosis == "no-function"
    assert "ndarray" in report.message


def test_prints_and_warnings_are_swallowed_and_said(capsys):
    def talkative(V, s, t, g):
        print("noise" * 1000)
        print("more", file=sys.stderr)
        np.log(-1.0)
        return right(V, s, t, g)

    report = check_do_dV(talkative)
    assert report.ok
    assert "not shown" in report.message
    assert capsys.readouterr() == ("", "")


def test_settings_and_generators_are_put_back():
    def careless(V, s, t, g):
        np.random.seed(3)  # noqa: NPY002
        random.seed(3)
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        return right(V, s, t, g)

    before = np.random.get_state()[1].tolist(), random.getstate(), np.geterr(), np.get_printoptions()  # noqa: NPY002
    handler = signal.getsignal(signal.SIGALRM)
    assert check_do_dV(careless).ok
    after = np.random.get_state()[1].tolist(), random.getstate(), np.geterr(), np.get_printoptions()  # noqa: NPY002
    assert before == after
    assert signal.getsignal(signal.SIGALRM) is handler


def test_an_alarm_of_somebody_else_is_left_running():
    signal.setitimer(signal.ITIMER_REAL, 100)
    try:
        assert check_do_dV(right).ok
        assert 90 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_an_error_is_told_with_its_line_also_in_a_helper():
    namespace = {}
    exec("def helper(x):\n    return x[99]\n\n\ndef do_dV(V, s, t, g):\n    y = 1\n    return helper(s)\n", namespace)
    words = " ".join(check_do_dV(namespace["do_dV"]).message.split())
    assert "at line 3 of do_dV, which called helper (there line 2)" in words


class Unspeakable(Exception):
    """An error that cannot even be printed."""

    def __str__(self):
        raise RuntimeError


@pytest.mark.parametrize("error", [Unspeakable(), RecursionError("deep"), MemoryError(), BaseException("base"),
                                   GeneratorExit(), StopIteration(), ValueError("long " * 1000)])
def test_every_error_is_survived(error):
    def failing(V, s, t, g):
        raise error

    report = check_do_dV(failing)
    assert report.diagnosis == "raises"
    assert type(error).__name__ in report.message
    assert len(report.message) < 700


def test_an_interrupt_is_left_alone():
    def interrupted(V, s, t, g):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_do_dV(interrupted)


def test_a_function_without_end_is_stopped_even_if_it_swallows_everything():
    def endless(V, s, t, g):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                if t > 99:
                    return None
                t += 96

    report = CHECKERS["do_dV"].check(endless, seconds=0.1)
    assert report.diagnosis in {"too-slow", "no-return"}


def test_outside_the_main_thread_and_without_an_alarm_it_works_as_well(monkeypatch):
    reports = []
    worker = threading.Thread(target=lambda: reports.append(check_do_dV(right)))
    worker.start()
    worker.join()
    monkeypatch.delattr(signal, "setitimer")
    assert reports[0].ok
    assert check_do_dV(right).ok
    monkeypatch.setattr("rnnlib.homework.guard.signal", None)  # as in a browser that has no such module
    assert check_do_dV(right).ok


def test_a_function_may_reuse_its_buffer_but_not_change_its_arguments():
    buffers = {}

    def thrifty(V, s, t, g):
        buffer = buffers.setdefault(V.shape, np.empty((len(V), *V.shape)))
        buffer[:] = right(V, s, t, g)
        return buffer

    assert check_do_dV(thrifty).ok
    report = check_dE_dV(lambda V, s, t, y_t, g: y_t.sort())
    assert report.diagnosis == "changes-arguments"
    assert "argument y_t" in report.message


def test_an_answer_that_grows_with_every_call_is_found():
    calls = []

    def counting(V, s, t, g):
        calls.append(1)
        return right(V, s, t, g) * (1 if len(calls) < 5 else 2)

    assert check_do_dV(counting).diagnosis == "changes-its-answer"


# Instances that hide nothing


@pytest.mark.parametrize("seed", range(5))
def test_instances_hide_nothing(seed):
    drawn = CHECKERS["dE_dV"].instances(seed)
    shapes = [(len(given.s) - 1, *given.V.shape[::-1]) for given in drawn]
    assert all(T >= 4 for T, _, _ in shapes)
    assert any(n == e for _, n, e in shapes)
    assert any(n < e for _, n, e in shapes)
    assert any(n > e > 1 for _, n, e in shapes)
    assert {given.t == len(given.s) - 1 for given in drawn} == {True, False}
    assert len({repr(given.g) for given in drawn}) == 2
    for given in drawn:
        b_t = given.V @ given.s[given.t]
        assert given.s[0].all()
        wide = [given.s[given.t]] * (len(given.V[0]) > 1) + [b_t, given.g(b_t) - given.y_t] * (len(b_t) > 1)
        for numbers in wide:
            assert numbers.min() < 0 < numbers.max()


def test_two_seeds_draw_two_sets_and_one_seed_one():
    first, again, other = (CHECKERS["do_dV"].instances(seed)[0].V.tolist() for seed in (7, 7, 8))
    assert first == again != other


@pytest.mark.parametrize("seed", [-1, 0.5, "7", None, True])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ValueError, match="seed must be a whole number from 0 upwards"):
        check_do_dV(lambda V, s, t, g: None, seed=seed)


def test_the_package_imports_nothing_but_numpy_and_the_standard_library():
    for path in (ROOT / "rnnlib/homework").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert all(name.split(".")[0] in {"numpy", *sys.stdlib_module_names} for name in names), path


# What a report says of what went wrong


def said(report):
    return " ".join(report.message.split())


@pytest.mark.parametrize(("code", "words"), [
    ("return V @ s", "matmul: the inner sizes are 4 and 6"),
    ("D = np.zeros((len(V), *V.shape))\n    D[len(V)] = 0", "Python counts from 0"),
    ("return V @ s_now", "a cell that you have not run"),
    ("return 2 * None * s[t]", "still returns None"),
    ("return V @ s[t] * g.prime", "the type of every name"),
    ("return V.prime(s[t])", "before that dot"),
    ("return (1, 2) * s[t].tolist()", "with zip"),
    ("return np.linalg.norm()", "how many arguments"),
])
def test_each_kind_of_error_has_a_question_of_its_own(code, words):
    namespace = {"np": np}
    exec(f"def do_dV(V, s, t, g):\n    {code}", namespace)
    report = check_do_dV(namespace["do_dV"])
    assert report.diagnosis == "raises"
    assert words in said(report)


def test_an_index_beyond_a_run_is_asked_for_the_rows_of_data_and_run():
    report = CHECKERS["state_derivatives"].check(lambda params, x, *, s0=None, h=None: x[len(x)])
    assert "row t is time t" in said(report)


def test_without_a_return_it_is_said_and_a_hint_is_given_where_none_is_left():
    def forgetful(V, s, t, g):
        right(V, s, t, g)

    report = check_do_dV(forgetful)
    assert report.diagnosis == "no-return"
    assert "a line with return" in said(report)
    assert "no hint is needed" in check_do_dV(right).hint()
    assert "Write it first" in check_do_dV(lambda V, s, t, g: None).hint()


def test_what_is_printed_is_seen_by_calling_the_example():
    def talkative(V, s, t, g):
        print("noise")
        return -right(V, s, t, g)

    assert "report.example.call(do_dV)" in said(check_do_dV(talkative))


@pytest.mark.parametrize("name", CHECKERS)
def test_every_example_calls_a_function_as_the_check_does_with_copies_and_prints_each_argument(name):
    def spoil(*by_place, **by_name):
        arrays = [value for value in (*by_place, *by_name.values()) if isinstance(value, np.ndarray)]
        for array in arrays:
            array[:] = np.nan
        return len(by_place), sorted(by_name)

    for given in CHECKERS[name].instances(7):
        text = str(given)
        count, names = given.call(spoil)
        assert count + len(names) <= len(given._fields)
        assert given.call(spoil) == (count, names)
        assert str(given) == text
        assert all(re.search(rf"^{field}\b", text, re.MULTILINE) for field in given._fields)


def test_a_wrong_shape_is_said_before_nan_and_a_row_for_time_zero_by_its_name():
    report = check_do_dV(lambda V, s, t, g: np.full(len(V), np.nan))
    assert report.diagnosis == "shape"
    assert "(e,) = (2,)" in said(report)
    assert "It returned a number, but" in said(check_do_dV(lambda V, s, t, g: 0.5))
    report = rnnlib.check_all_do_dV(lambda V, s, g: np.full((len(s), len(V), *V.shape), np.nan))
    assert report.diagnosis == "time-zero-too"
    assert "Has it an output?" in said(report)


def test_it_is_said_where_a_mistake_hides_and_what_is_right_where_every_size_is_1():
    report = check_do_dV(lambda V, s, t, g: g.prime(V @ s[t]) * np.ones_like(V) * s[t])
    assert report.diagnosis == "raises-unless-square"
    assert "Where e = n or e = 1 it runs; elsewhere the sizes stop it." in said(report)
    report = check_do_dV(lambda V, s, t, g: right(V, s, t, g) * np.linalg.norm(s[t]) / abs(s[t]))
    assert "For e = n = 1 yours is right." in str([report.message, *(report.hint() for _ in range(3))])
    report = check_do_dV(lambda V, s, t, g: right(V, s, t, g) ** 2 / (1 + s[t]))
    assert "Take e = n = 1 first" in said(report)


def test_a_state_of_another_time_sends_to_the_page_on_rows_and_times():
    report = check_do_dV(lambda V, s, t, g: np.multiply.outer(np.diag(g.prime(V @ s[t])), s[t - 1]))
    assert report.diagnosis == "state-before"
    assert "Row t is time t" in said(report)


def test_numbers_from_a_nudge_are_accepted_with_a_word_on_it():
    report = check_do_dV(lambda V, s, t, g: rnnlib.complex_step(lambda V: g(V @ s[t]), V))
    assert report.ok
    assert "a nudge" in said(report)
