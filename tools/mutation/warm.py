"""Tests that are read once and then tried on many mutants: each in a fork, where one function's code is exchanged."""

import inspect
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings

from . import forks, library
from .mutants import place_of
from .outcome import KILLED, SURVIVED, Outcome
from .trial import MARGIN, MODULES, OPTIONS, seconds_used


class Measured(NamedTuple):
    """What a test does without a fault: in which file, does it pass, its seconds of CPU, the functions it calls."""

    path: Path
    name: str
    passes: bool
    seconds: float
    called: set


class Warm(NamedTuple):
    """What failed without a fault; for each file its seconds of CPU and the functions called; outcomes, by mutant.

    Besides, the functions that are called when the library is imported.
    """

    failed: list
    spent: Counter
    called: dict
    at_import: set
    outcomes: dict


def warm(prepared, folder, files, mutants, jobs):
    """Try mutants in bodies of functions that are not called yet when the library is imported; return `Warm`."""
    codes = set()
    sys.setprofile(lambda frame, event, _: codes.add(frame.f_code))
    library.use(prepared, folder)
    sys.setprofile(None)
    at_import = functions(codes)  # a change of these comes too late
    loop = Loop([mutant for mutant in mutants if mutant.function and mutant.function not in at_import], jobs)
    pytest.main([*OPTIONS, *MODULES, "-s", *(str(library.place(file, folder)) for file in files)], plugins=[loop])
    spent, called = Counter(), {}
    for test in loop.measured:
        file, = [file for file in files if test.path == library.place(file, folder)]
        spent[file] += test.seconds
        called[file] = called.get(file, set()) | test.called
    return Warm(loop.failed, spent, called, at_import, loop.outcomes)


class Loop:
    """What pytest shall do instead of running every test once."""

    def __init__(self, mutants, jobs):
        self.mutants, self.jobs, self.failed, self.reports = mutants, jobs, [], []
        self.measured, self.outcomes, self.kills = [], {}, Counter()

    def pytest_collectreport(self, report):
        """Take note of a file that cannot be read."""
        self.failed += [report.nodeid] * report.failed

    def pytest_runtestloop(self, session):
        """Run every test once without a fault, then those that call a mutant's function, until one fails.

        All this is done in forks, for a test cannot always be run again where it ran. A failure need not be made small.
        """
        plain = settings(phases=[Phase.explicit, Phase.generate])
        settings.register_profile("mutation", plain)
        settings.load_profile("mutation")
        [(_, self.measured)] = forks.in_forks(lambda items: [self._measure(item) for item in items], [session.items])
        self.failed += [test.name for test in self.measured if not test.passes]
        forked = forks.in_forks(lambda mutant: self._try(mutant, session.items), self.mutants * (not self.failed),
                                jobs=self.jobs, seconds=60 + 20 * sum(test.seconds for test in self.measured))
        for number, (mutant, outcome) in enumerate(forked, start=1):
            self.kills[mutant.path, outcome.test] += 1
            self.outcomes[mutant.id] = outcome
            print(f"{number}/{len(self.mutants)} {outcome.verdict} {mutant.id}  [{outcome.test}]", flush=True)
        return True

    def _measure(self, item):
        begin, codes = seconds_used(), set()
        sys.setprofile(lambda frame, event, _: codes.add(frame.f_code))
        passes = self._passes(item)
        sys.setprofile(None)
        return Measured(item.path, item.nodeid, passes, seconds_used() - begin, functions(codes))

    def _passes(self, item):
        self.reports = []
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return not any(report.failed for report in self.reports)

    def pytest_runtest_logreport(self, report):
        """Take note of the start, the test and the end."""
        self.reports.append(report)

    def _try(self, mutant, items):
        exchange(mutant)
        asked = [(test, item) for test, item in zip(self.measured, items) if mutant.function in test.called]
        for test, item in sorted(asked, key=lambda one: (-self.kills[mutant.path, one[0].name], one[0].seconds)):
            forks.allow(MARGIN + 4 * test.seconds)
            if not self._passes(item):
                return Outcome(KILLED, test.name)
        return Outcome(SURVIVED)


def functions(codes):
    """Name functions of the library as mutants name the places where they are."""
    home = Path(sys.modules["rnnlib"].__file__).parent
    ours = {code: Path(code.co_filename) for code in codes if code.co_filename.startswith(str(home))}
    return {f"{place_of(path.relative_to(home).as_posix())}.{code.co_qualname.replace('.<locals>', '')}"
            for code, path in ours.items()}


def exchange(mutant):
    """Give the function that was changed its new code, wherever it is known already."""
    module = sys.modules[f"rnnlib.{place_of(mutant.path)}"]
    fresh = ModuleType(module.__name__)
    fresh.__package__, fresh.__file__ = module.__package__, module.__file__
    exec(compile(mutant.text, module.__file__, "exec"), fresh.__dict__)
    names = mutant.function.removeprefix(f"{place_of(mutant.path)}.").split(".")
    old, new = (_function(one, *names) for one in (module, fresh))
    old.__code__ = new.__code__


def _function(home, name, *names):
    """Find a function in a module or a class, below what decorates it."""
    found = vars(home)[name]
    if names:
        return _function(found, *names)
    if hasattr(found, "cache_clear"):
        found.cache_clear()
    return inspect.unwrap(getattr(found, "fget", None) or getattr(found, "__func__", found))
