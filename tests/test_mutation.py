"""The tool that tests the tests by faults put into the library, tried on a library of two lines."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
if sys.platform != "linux":
    pytest.skip("forks and their limits are those of Linux", allow_module_level=True)
import score_mutants  # noqa: E402
from mutation import known, library, suites  # noqa: E402
from mutation.forks import in_forks  # noqa: E402
from mutation.kinds import CHECKERS, MATHEMATICS, VALIDATION, WORDS  # noqa: E402
from mutation.mutants import mutants  # noqa: E402
from mutation.outcome import ENDLESS, KILLED, SURVIVED  # noqa: E402
from mutation.trial import attempt  # noqa: E402
from mutation.warm import warm  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # threads of the test runner, not ours
SMALL = '''"""Two lines."""
STEP = 1


def larger(a, b=0):
    """Return the larger."""
    return a if a > b else b


def count(n):
    """Count down."""
    while n > 0:
        n -= STEP
    return n


def _check(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
'''
STRONG = """from rnnlib.small import larger, count
def test_larger():
    assert (larger(1, 2), larger(2, 1), larger(-1)) == (2, 2, 0)
def test_count():
    assert (count(2), count(1), count(-3)) == (0, 0, -3)
"""
WEAK = """from rnnlib.small import larger
def test_larger():
    assert larger(1, 2) == 2
"""


def named(start, source=SMALL):
    """Return the mutant whose name begins so."""
    mutant, = [mutant for mutant in mutants("small.py", source) if mutant.id.startswith(f"small{start}")]
    return mutant


def set_up(folder, tests, source=SMALL):
    """Write the small library and such tests; return the folder with its copy, and the file of tests."""
    texts = {"rnnlib/__init__.py": "from . import small", "rnnlib/small.py": source, "tests/test_small.py": tests}
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "prepared").mkdir()
    library.prepare(folder / "prepared", folder / "rnnlib")
    return folder / "prepared", str(folder / "tests/test_small.py")


def tried(folder, mutant, tests, seconds=20):
    """Return the verdict of such tests on a mutant of the small library."""
    prepared, file = set_up(folder, tests)
    [(_, found)] = in_forks(lambda one: attempt(prepared, one, {file: seconds}, False), [mutant], seconds=60)
    return found.verdict


def test_the_right_library_survives_all_tests(tmp_path):
    assert tried(tmp_path, None, STRONG) == SURVIVED


def test_a_fault_that_a_test_notices_is_killed(tmp_path):
    assert tried(tmp_path, named(".larger: a if a > b else b -> b"), STRONG) == KILLED


def test_the_same_fault_survives_a_weak_test(tmp_path):
    assert tried(tmp_path, named(".larger: a if a > b else b -> b"), WEAK) == SURVIVED


def test_a_fault_that_changes_nothing_survives_a_strong_test(tmp_path):
    assert tried(tmp_path, named(".larger: a if a > b else b -> a if a >= b else b"), STRONG) == SURVIVED


def test_a_fault_without_end_is_stopped(tmp_path):
    assert tried(tmp_path, named(".count: n -= STEP -> n += STEP"), STRONG, seconds=1) == ENDLESS


@pytest.mark.parametrize(("tests", "survivors"), [
    (STRONG, {"small.larger: a if a > b else b -> a if a >= b else b"}),
    (WEAK, {"small.larger: a if a > b else b -> a if a >= b else b", "small.larger: a if a > b else b -> b"})])
def test_tests_that_are_read_once_for_all_mutants_come_to_the_same_verdicts(tmp_path, tests, survivors):
    prepared, file = set_up(tmp_path, tests)
    some = [mutant for mutant in mutants("small.py", SMALL) if mutant.function and ".larger:" in mutant.id]
    [(_, found)] = in_forks(lambda all_of_them: warm(prepared, tmp_path / "right", [file], all_of_them, 2), [some])
    assert {name for name, outcome in found.outcomes.items() if outcome.verdict == SURVIVED} == survivors
    assert found.called[file] >= {"small.larger"}


def test_methods_and_remembered_values_are_exchanged_and_what_an_import_calls_is_left_to_others(tmp_path):
    source = SMALL + """
from functools import cache
class Box:
    @property
    def area(self):
        return 2 * 3
@cache
def remembered():
    return 5 + 6
def made():
    return 7 - 4
MADE = made()
"""
    tests = """from rnnlib.small import Box, remembered, made
def test_all():
    assert (Box().area, remembered(), made()) == (6, 11, 3)
"""
    prepared, file = set_up(tmp_path, tests, source)
    some = [mutant for mutant in mutants("small.py", source) if " return " in mutant.id]
    [(_, found)] = in_forks(lambda all_of_them: warm(prepared, tmp_path / "right", [file], all_of_them, 2), [some])
    assert {mutant.function for mutant in some} == {"small.Box.area", "small.remembered", "small.made"}
    assert found.outcomes.keys() == {mutant.id for mutant in some if mutant.function != "small.made"}
    assert {outcome.verdict for outcome in found.outcomes.values()} == {KILLED}


def test_what_fails_without_a_fault_is_named(tmp_path):
    prepared, file = set_up(tmp_path, STRONG.replace("(2, 2, 0)", "(2, 2, 1)"))
    [(_, found)] = in_forks(lambda _: warm(prepared, tmp_path / "right", [file], [], 1), [None])
    assert [name.split("::")[1] for name in found.failed] == ["test_larger"]


def test_a_fault_at_the_import_is_killed(tmp_path):
    assert tried(tmp_path, named(": STEP = 1 -> pass")._replace(text="1 / 0"), WEAK) == KILLED


def test_constants_of_a_module_and_defaults_are_mutated():
    assert "STEP = 2" in named(": STEP = 1 -> STEP = 2").text
    assert "b=1" in named(".larger: a, b=0 -> a, b=1").text


def test_a_docstring_is_left_alone():
    assert all('"""Return the larger."""' in mutant.text for mutant in mutants("small.py", SMALL))


def test_names_are_unique_and_stay_when_lines_move():
    names = [mutant.id for mutant in mutants("small.py", SMALL)]
    moved = SMALL.replace("def larger", "# a remark\n\ndef another():\n    return 5\n\n\ndef larger")
    assert len(set(names)) == len(names)
    assert set(names) < {mutant.id for mutant in mutants("small.py", moved)}


def test_kinds_are_told_from_where_the_fault_lies():
    assert named(".larger: a if a > b else b -> b").kind == MATHEMATICS
    assert {mutant.kind for mutant in mutants("bptt.py", SMALL) if "._check:" in mutant.id} == {VALIDATION}
    assert {mutant.kind for mutant in mutants("shapes.py", SMALL)} == {VALIDATION}
    assert {mutant.kind for mutant in mutants("homework/x.py", SMALL)} == {CHECKERS, WORDS}


def test_every_line_of_the_table_has_mutants_and_tests_that_exist():
    some = {mutant.kind for path in ["loss.py", "homework/words.py"]
            for mutant in mutants(path, score_mutants.text_of(path))}
    assert {suite.kind for suite in suites.SUITES} == some
    assert [file for suite in suites.SUITES for file in suite.files if not (ROOT / file).exists()] == []


FILE = """
[[survivors]]
suite = "equivalent"
reason = "The larger of two equal numbers is either."
mutants = ["small.larger: > -> >="]

[[survivors]]
suite = "notebooks"
reason = "No page says so."
mutants = ["small.count: 1 -> 2"]
"""


@pytest.mark.parametrize(("verdicts", "existing", "complaint"), [
    ({"small.larger: > -> >=": True, "small.count: 1 -> 2": True}, {"small.count: 1 -> 2"}, None),
    ({"small.larger: > -> <": True}, {"small.count: 1 -> 2"}, "no reason is given: small.larger: > -> <"),
    ({"small.larger: > -> >=": False}, {"small.count: 1 -> 2"}, "it is killed, but a reason says why not"),
    ({"small.count: 1 -> 2": False}, {"small.count: 1 -> 2"}, "it is killed, but a reason says why not"),
    ({}, {"small.larger: > -> >="}, "there is no such mutant any more: small.count: 1 -> 2"),
])
def test_a_survivor_without_reason_and_a_reason_without_survivor_are_reported(verdicts, existing, complaint):
    found = known.complaints(known.read(FILE), "notebooks", verdicts, existing)
    assert len(found) == (complaint is not None)
    assert complaint is None or found[0].startswith(complaint)


def test_the_score_leaves_equivalent_mutants_out_and_counts_those_without_end_as_killed():
    verdicts = dict(zip("abcde", [SURVIVED, SURVIVED, KILLED, ENDLESS, KILLED]))
    line, reached = score_mutants.score(suites.Suite("tests", MATHEMATICS, [], goal=0.75), verdicts, {"a"})
    assert reached
    assert line.split()[2:] == ["5", "3", "1", "1", "75.0%", "75%"]
    assert not score_mutants.score(suites.Suite("tests", MATHEMATICS, [], goal=0.76), verdicts, {"a"})[1]


@pytest.mark.parametrize("words", [["--suite", "typo"], ["--kind", "typo"], ["--only", "typo"]])
def test_a_choice_of_nothing_is_refused(words):
    with pytest.raises(SystemExit, match="no mutant has such a name"):
        score_mutants.main(words)
