"""Tests that are read once and then tried on many mutants: each in a fork, where one function's code is exchanged."""

import inspect
import sys
from collections import Counter
from types import ModuleType

import pytest
from _pytest.runner import runtestprotocol

from . import forks
from .trial import KILLED, MARGIN, OPTIONS, SURVIVED, Outcome, functions, seconds_used


def warm(files, mutants, jobs):
    """Yield (mutant, `Outcome`), or end with what failed without any fault."""
    loop = Loop(mutants, jobs)
    pytest.main([*OPTIONS, "-s", "--doctest-modules", "-p", "no:nbval", *files], plugins=[loop])
    if loop.failed:
        sys.exit(f"without any fault, this fails: {loop.failed}")
    return loop.outcomes


class Loop:
    """What pytest shall do instead of running every test once."""

    def __init__(self, mutants, jobs):
        self.mutants, self.jobs, self.failed, self.outcomes = mutants, jobs, [], []
        self.cost, self.called, self.kills = {}, {}, Counter()

    def pytest_collectreport(self, report):
        """Take note of a file that cannot be read."""
        self.failed += [report.nodeid] * report.failed

    def pytest_runtestloop(self, session):
        """Run every test once without a fault, then those that call a mutant's function, until one fails."""
        for item in session.items:
            self._measure(item)
        if not self.failed:
            forked = forks.in_forks(lambda mutant: self._try(mutant, session.items), self.mutants, jobs=self.jobs,
                                    seconds=60 + 20 * sum(self.cost.values()))
            for number, (mutant, outcome) in enumerate(forked, start=1):
                outcome = Outcome(forks.ENDLESS) if outcome == forks.ENDLESS else outcome or Outcome(KILLED)
                self.kills[mutant.path, outcome.test] += 1
                self.outcomes.append((mutant, outcome))
                print(f"{number}/{len(self.mutants)} {outcome.verdict} {mutant.id}  [{outcome.test}]", flush=True)
        return True

    def _measure(self, item):
        begin, codes = seconds_used(), set()
        sys.setprofile(lambda frame, event, _: codes.add(frame.f_code))
        reports = runtestprotocol(item, log=False, nextitem=None)
        sys.setprofile(None)
        self.failed += [item.nodeid] * any(report.failed for report in reports)
        self.cost[item], self.called[item] = seconds_used() - begin, functions(codes)

    def _try(self, mutant, items):
        exchange(mutant)
        place = mutant.id.split(":")[0]
        asked = [item for item in items if place in self.called[item]]
        for item in sorted(asked, key=lambda item: (-self.kills[mutant.path, item.nodeid], self.cost[item])):
            forks.allow(MARGIN + 4 * self.cost[item])
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                return Outcome(KILLED, test=item.nodeid)
        return Outcome(SURVIVED)


def exchange(mutant):
    """Give the function that was changed its new code, wherever it is known already."""
    module = sys.modules["rnnlib." + mutant.path.removesuffix(".py").replace("/", ".")]
    fresh = ModuleType(module.__name__)
    fresh.__package__, fresh.__file__ = module.__package__, module.__file__
    exec(compile(mutant.text, module.__file__, "exec"), fresh.__dict__)
    name = mutant.id.split(":")[0].removeprefix(mutant.path.removesuffix(".py").replace("/", ".")).split(".")[1]
    old, new = (inspect.unwrap(getattr(one, name)) for one in (module, fresh))
    old.__code__ = new.__code__
