"""Do something in a process of its own, which starts with all that is loaded here and is ended if it takes too long."""

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import time
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path

from .outcome import ENDLESS, KILLED, Outcome

FORK = multiprocessing.get_context("fork")
DAY = 86400


def in_forks(task, items, *, jobs=1, seconds=DAY, quiet=True):
    """Yield (item, what `task(item)` returned) as they come, so many at a time.

    A task that takes longer than `seconds` by the clock, or more CPU than `allow` gave it, gives an `Outcome` that says
    so; one that dies is killed.
    """
    waiting, running = iter(items), {}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    try:
        yield from _all(task, waiting, running, jobs, seconds, quiet)
    finally:
        for result, (process, *_) in running.items():
            _ended(process, result)


def _all(task, waiting, running, jobs, seconds, quiet):
    while True:
        for item in islice(waiting, jobs - len(running)):
            ours, theirs = FORK.Pipe(duplex=False)
            process = FORK.Process(target=_child, args=(task, item, theirs, quiet))
            process.start()
            theirs.close()
            running[ours] = process, item, time.monotonic() + seconds
        if not running:
            return
        done = wait(running, timeout=1)
        for result in [one for one, (*_, end) in running.items() if one in done or time.monotonic() > end]:
            process, item, _ = running.pop(result)
            yield item, _ended(process, result)


def allow(seconds):
    """Allow this process so many more seconds of CPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _child(task, item, result, quiet):
    os.setpgrp()  # what it starts is ended with it
    if quiet:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
    result.send(task(item))


def _ended(process, result):
    """Return what a process has found, and see that nothing of it is left."""
    found = None
    with contextlib.suppress(EOFError):
        found = result.recv() if result.poll() else Outcome(ENDLESS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
    result.close()
    return found or Outcome(ENDLESS if process.exitcode == -signal.SIGXCPU else KILLED, "death")
