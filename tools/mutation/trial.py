"""Try files of tests or notebooks on a mutant, in a process that was forked for it: the first that fails ends it."""

import os
import tempfile
from pathlib import Path

import pytest

from . import forks, kernels, library
from .outcome import KILLED, SURVIVED, Outcome

OPTIONS = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "-c",
           str(library.ROOT / "pyproject.toml"), "--rootdir", str(library.ROOT)]
MODULES = ["--doctest-modules", "-p", "no:nbval"]
NOTEBOOKS = ["--nbval", "--nbval-current-env", "-p", "no:unraisableexception"]  # Jupyter leaves files open
MARGIN = 3  # seconds of CPU, besides four times what a test needs without a fault


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


def attempt(prepared, mutant, files, notebooks):
    """Return the `Outcome` of a mutant, or of the right library if that is None.

    `files` gives for each file the seconds of CPU that it may take, in the order in which they are tried.
    """
    with tempfile.TemporaryDirectory(prefix="mutant") as folder:
        try:
            library.use(prepared, Path(folder), *((mutant.path, mutant.text) if mutant else ()))
        except Exception as error:
            return Outcome(KILLED, f"import: {type(error).__name__}")
        spent = {}
        for file, seconds in files.items():
            begin, path = seconds_used(), library.place(file, Path(folder))
            [(_, outcome)] = forks.in_forks(lambda path, seconds=seconds: _run(path, seconds, notebooks), [path])
            spent[file] = seconds_used() - begin
            if outcome.verdict != SURVIVED:
                return outcome._replace(test=outcome.test or file, spent=spent)
        return Outcome(SURVIVED, spent=spent)


def _run(path, seconds, notebooks):
    """Run one file. It has a process of its own, since what one notebook leaves behind disturbs the next."""
    first = First()
    forks.allow(seconds)
    if notebooks:
        kernels.fork_them()
    end = pytest.main([*OPTIONS, *(NOTEBOOKS if notebooks else MODULES), str(path)], plugins=[first])
    fine = end in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return Outcome(SURVIVED) if fine else Outcome(KILLED, first.failed)


def seconds_used():
    """Return the seconds of CPU of this process and those that it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
