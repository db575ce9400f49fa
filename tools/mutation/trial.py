"""Try files of tests on a library, in a process that was forked for it: the first that fails ends it."""

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

from . import forks, kernels, library

OPTIONS = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "-c",
           str(library.ROOT / "pyproject.toml"), "--rootdir", str(library.ROOT)]
SURVIVED, KILLED = "survived", "killed"
MODULES = ["--doctest-modules", "-p", "no:nbval"]
NOTEBOOKS = ["--nbval", "--nbval-current-env", "-p", "no:unraisableexception"]  # Jupyter leaves files open
MARGIN = 3  # seconds of CPU, besides four times what a test needs without a fault
FEW = 20  # examples of hypothesis, always the same


class First:
    """Remembers the first test that failed."""

    failed = ""

    def pytest_runtest_logreport(self, report):
        """Take note of a test."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report):
        """Take note of a file that cannot even be read."""
        self.pytest_runtest_logreport(report)


class Outcome(NamedTuple):
    """The verdict; the file and the test that killed it; for each file its seconds of CPU and what it called."""

    verdict: str
    file: str = ""
    test: str = ""
    spent: dict | None = None
    called: dict | None = None


def attempt(prepared, mutant, files, notebooks):
    """Return the `Outcome` of a mutant, or of the right library if that is None.

    `files` gives for each file the seconds of CPU that it may take, in the order in which they are tried.
    """
    with tempfile.TemporaryDirectory(prefix="mutant") as folder:
        try:
            library.use(prepared, Path(folder), *((mutant.path, mutant.text) if mutant else ()))
        except Exception as error:
            return Outcome(KILLED, "import", type(error).__name__)
        few_examples()
        if notebooks:
            kernels.fork_them()
        spent, called = {}, {}
        for file, seconds in files.items():
            begin, first, codes = seconds_used(), First(), set()
            forks.allow(seconds)
            path = Path(folder if file.startswith("rnnlib") else library.ROOT, file)
            if mutant is None:
                sys.setprofile(lambda frame, event, _, codes=codes: codes.add(frame.f_code))
            end = pytest.main([*OPTIONS, *(NOTEBOOKS if notebooks else MODULES), str(path)], plugins=[first])
            sys.setprofile(None)
            spent[file], called[file] = seconds_used() - begin, functions(codes)
            if end not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                return Outcome(KILLED, file, first.failed, spent)
        return Outcome(SURVIVED, spent=spent, called=called)


def few_examples():
    """Let hypothesis draw few examples, and the same each time."""
    hypothesis.settings.register_profile("mutation", max_examples=FEW, derandomize=True, database=None,
                                         deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
    hypothesis.settings.load_profile("mutation")


def functions(codes):
    """Name functions of the library as mutants name the places where they are."""
    home = Path(sys.modules["rnnlib"].__file__).parent
    ours = {code: Path(code.co_filename) for code in codes if code.co_filename.startswith(str(home))}
    return {".".join([*path.relative_to(home).with_suffix("").parts, code.co_qualname.replace(".<locals>", "")])
            for code, path in ours.items()}


def seconds_used():
    """Return the seconds of CPU of this process and those that it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
