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
        if notebooks:
            kernels.fork_them()
        spent = {}
        for file, seconds in files.items():
            begin, first = seconds_used(), First()
            forks.allow(seconds)
            options = [*OPTIONS, *(NOTEBOOKS if notebooks else MODULES)]
            end = pytest.main([*options, str(library.place(file, Path(folder)))], plugins=[first])
            spent[file] = seconds_used() - begin
            if end not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                return Outcome(KILLED, first.failed or file, spent)
        return Outcome(SURVIVED, spent=spent)


def seconds_used():
    """Return the seconds of CPU of this process and those that it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
