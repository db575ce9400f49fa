"""What students get, and the solutions that they get later."""

import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import check_leaks  # noqa: E402
import make_student  # noqa: E402
import release_solutions  # noqa: E402

NOTEBOOKS = sorted(path.name for path in (ROOT / "book/homework").glob("*.ipynb"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    make_student.main(folder / "homework.zip")
    zipfile.ZipFile(folder / "homework.zip").extractall(folder)
    return folder / "homework"


def test_the_archive_holds_every_notebook_the_library_and_ten_lines_to_read(unpacked):
    assert sorted(path.name for path in unpacked.glob("*.ipynb")) == NOTEBOOKS
    assert (unpacked / "rnnlib/homework/__init__.py").exists()
    assert len((unpacked / "README.md").read_text(encoding="utf-8").splitlines()) <= 11
    assert (unpacked / "requirements.txt").read_text(encoding="utf-8").split() == ["numpy", "matplotlib", "jupyterlab"]
    assert len(NOTEBOOKS) == 4


def test_no_solution_is_in_the_archive(unpacked):
    assert list(check_leaks.leaks(check_leaks.secrets(ROOT / "instructor/homework"), unpacked)) == []


def test_a_place_that_is_not_there_is_not_free_of_leaks(tmp_path):
    with pytest.raises(SystemExit, match=r"nothing to look at: .*lost$"):
        check_leaks.main([str(tmp_path), str(tmp_path / "lost")])


def test_two_packings_are_the_same(unpacked, tmp_path):
    for name in ("one.zip", "other.zip"):
        make_student.main(tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_check_answers_with_the_library_of_the_archive_alone(unpacked, name):
    cells = [cell.source for cell in nbformat.read(unpacked / name, as_version=4).cells if cell.cell_type == "code"]
    checks = sum("check_" in source and "report" in source for source in cells)
    script = "\n".join(["import sys", f"sys.path.insert(0, {str(unpacked)!r})", "import rnnlib",
                        f"assert rnnlib.__file__.startswith({str(unpacked)!r})", *cells])
    shell = subprocess.run([sys.executable, "-c", script], cwd=unpacked, capture_output=True, text=True, check=True)
    assert checks >= 3
    assert shell.stdout.count("not written yet") >= 3


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_released_solutions_have_no_marker_and_no_hidden_test(name):
    source = nbformat.read(ROOT / "instructor/homework" / name, as_version=4)
    before = "".join(cell.source for cell in source.cells)
    text = "".join(cell.source for cell in release_solutions.solved(source).cells)
    assert "### BEGIN SOLUTION" in before
    for marker in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "assert report.ok"):
        assert marker not in text
    assert "\n    return None\n" not in text


def test_solutions_of_no_homework_are_refused():
    for number in ("", "9", "../1"):
        with pytest.raises(SystemExit, match="there is no homework"):
            release_solutions.main(number)
