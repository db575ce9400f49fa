"""Try files of tests on a library, in a process that was forked for it: the first that fails ends it."""

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

from . import forks, kernels, library

OPTIONS = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "-c",
           str(library.ROOT / "pyproject.toml"), "--rootdir", str(library.ROOT)]
SURVIVED, KILLED = "survived", "killed"
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


def attempt(prepared, mutant, files, notebooks):
    """Return (verdict, the file that killed it, the test, seconds of CPU for each file).

    `files` gives for each file the seconds of CPU that it may take, in the order in which they are tried.
    """
    with tempfile.TemporaryDirectory(prefix="mutant") as folder:
        spent = {}
        try:
            library.use(prepared, Path(folder), *(mutant and (mutant.path, mutant.text) or ()))
        except Exception as error:
            return KILLED, "import", type(error).__name__, spent
        hypothesis.settings.register_profile("mutation", max_examples=FEW, derandomize=True, database=None,
                                             deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
        hypothesis.settings.load_profile("mutation")
        if notebooks:
            kernels.fork_them()
        for file, seconds in files.items():
            begin, first = _cpu(), First()
            forks.allow(seconds)
            kind = ["--nbval", "--nbval-current-env", "-p", "no:unraisableexception"] if notebooks else ["--doctest-modules", "-p", "no:nbval"]
            path = folder if file.startswith("rnnlib") else library.ROOT
            code = pytest.main([*OPTIONS, *kind, str(Path(path, file))], plugins=[first])
            spent[file] = _cpu() - begin
            if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                return KILLED, file, first.failed, spent
        return SURVIVED, "", "", spent


def _cpu():
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
