"""What is done again elsewhere gives the same: the tests with other versions, the build in another folder."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import test_reproducible  # noqa: E402
import test_versions  # noqa: E402


def test_other_versions_are_tried_on_every_python_that_the_package_allows():
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert requires == f">={test_versions.pythons()[0]}"
    assert len(test_versions.pythons()) > 3


def test_numpy_and_matplotlib_are_free_and_all_else_is_pinned():
    ranges, pinned = test_versions.wanted()[:2], test_versions.wanted()[2:]
    assert [line.split(">=")[0] for line in ranges] == ["numpy", "matplotlib"]
    assert len(pinned) > 15
    assert all("==" in line and not line.startswith(("numpy", "matplotlib")) for line in pinned)


def test_what_does_not_concern_the_library_is_left_to_one_version():
    assert all((ROOT / f"tests/test_{name}.py").exists() for name in test_versions.ELSEWHERE)


@pytest.mark.parametrize(("stdout", "stderr", "told"), [
    ("FAILED a.py::b - 1\n2 passed", "", "FAILED a.py::b - 1"),
    ("", "ERROR: no such file\n", "pytest ended with 4: ERROR: no such file")])
def test_a_run_that_failed_is_told_though_no_test_is_named(stdout, stderr, told):
    assert test_versions.failures(subprocess.CompletedProcess([], 4, stdout, stderr)) == told


@pytest.mark.parametrize(("name", "data", "found"), [
    ("a.html", b"the same", []),
    ("a.html", b"the seme", ["a.html: from byte 5: b'the same' / b'the seme'"]),
    ("a.html", b"the same, and more", ["a.html: from byte 8: b'the same' / b'the same, and more'"]),
    ("b.html", b"the same", ["a.html: in one only", "b.html: in one only"]),
])
def test_two_builds_that_differ_are_told_apart(name, data, found, tmp_path):
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one/a.html").write_bytes(b"the same")
    (tmp_path / "other" / name).write_bytes(data)
    assert list(test_reproducible.different(tmp_path / "one", tmp_path / "other")) == found
