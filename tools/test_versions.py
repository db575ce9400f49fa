"""Test the library and every number of the book with other versions: of Python, NumPy and matplotlib.

For every Python that pyproject.toml and the hosted workflow name, and that is on this machine, two environments are
made in .venv-versions: with the oldest NumPy and matplotlib that pyproject.toml allows and that run on that Python, and
with the newest. All else is as in requirements.txt. There run the library's doctests and tests, and nbval, which
compares every number that the notebooks print with the stored one.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv-versions"
UV = Path(sys.executable).with_name("uv")
ENDS = {"oldest": "lowest-direct", "newest": "highest"}
ELSEWHERE = ["book", "decks", "decks_browser", "explorer", "grader", "instructor", "notes", "pdf", "repository",
             "site_test", "stepper", "student", "workflows"]


def pythons():
    """Return the versions of Python that the hosted workflow tests."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    return workflow["jobs"]["linux"]["strategy"]["matrix"]["python"]


def wanted():
    """Return what to install: the library's own requirements as ranges, the tests' as they are pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ranges = [*project["dependencies"], *project["optional-dependencies"]["plot"]]
    free = {re.match(r"[\w.-]+", one)[0] for one in ranges}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if re.match(r"\w", line) and re.match(r"[\w.-]+", line)[0] not in free]
    return [*ranges, *pinned]


def made(python, end):
    """Make an environment, or bring it up to date; return its Python, or None if there is no such Python here."""
    place = HOME / f"{python}-{end}"
    interpreter = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    venv = UV, "venv", "--quiet", "--no-python-downloads", "--python", python, place
    if not interpreter.exists() and run(*venv).returncode:
        return None
    (HOME / "requirements.txt").write_text("\n".join(wanted()), encoding="utf-8")
    for arguments in (["--resolution", ENDS[end], "--only-binary", "numpy", "--only-binary", "matplotlib",
                       "--requirements", HOME / "requirements.txt"], ["--no-deps", "--editable", ROOT]):
        done = run(UV, "pip", "install", "--quiet", "--python", interpreter, *arguments)
        if done.returncode:
            raise SystemExit(f"{python}, {end}: {done.stderr}")
    return interpreter


def run(*command, **options):
    """Run a command from the root and keep what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def tested(python, end):
    """Return a row of the table, and what failed."""
    interpreter, begin = made(python, end), time.monotonic()
    if interpreter is None:
        return [python, end, "", "", "not on this machine", ""], ""
    code = "import matplotlib as m, numpy as n, platform as p; print(p.python_version(), n.__version__, m.__version__)"
    versions = run(interpreter, "-c", code).stdout.split()
    ignored = [f"--ignore=tests/test_{name}.py" for name in ELSEWHERE]
    warned = ["-W", "ignore::DeprecationWarning"] if end == "oldest" else []  # an old matplotlib and what it stands on
    done = run(interpreter, "-m", "pytest", *ignored, *warned, "rnnlib", "tests", "book",
               env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
    counts = re.findall(r"\d+ (?:passed|failed|skipped|errors?)", done.stdout) or [done.stderr.strip()[-200:]]
    cells = [versions[0], end, *versions[1:], ", ".join(counts), f"{time.monotonic() - begin:.0f} s"]
    return cells, failures(done) if done.returncode else ""


def failures(done):
    """Return what pytest says of each test that failed, or how it ended, if it ran none."""
    named = re.findall(r"^(?:FAILED|ERROR).*", done.stdout, re.MULTILINE)
    return "\n".join(named) or f"pytest ended with {done.returncode}: {done.stderr.strip()[-200:]}"


def main():
    """Test all, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pythons", nargs="*", default=pythons())
    wrong = []
    for cells in ["Python", "versions", "NumPy", "matplotlib", "tests", "time"], 6 * ["---"]:
        print("|", " | ".join(cells), "|")
    for python in parser.parse_args().pythons:
        for end in ENDS:
            cells, failed = tested(python, end)
            print("|", " | ".join(cells), "|" + f"\n{failed}" * bool(failed), flush=True)
            wrong += [failed] * bool(failed)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
