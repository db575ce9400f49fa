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

FORK = multiprocessing.get_context("fork")
ENDLESS = "timed out"


def in_forks(task, items, *, jobs, seconds):
    """Yield (item, what `task(item)` returned) as they come, so many at a time.

    A task that takes longer than `seconds` by the clock, or more CPU than `allow` gave it, is `ENDLESS`; one that dies
    gives None.
    """
    waiting, running = iter(items), {}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    try:
        yield from _all(task, waiting, running, jobs, seconds)
    finally:
        for process, ours, *_ in running.values():
            _ended(process, ours, late=True)


def _all(task, waiting, running, jobs, seconds):
    while True:
        for item in islice(waiting, jobs - len(running)):
            ours, theirs = FORK.Pipe(duplex=False)
            process = FORK.Process(target=_child, args=(task, item, theirs))
            process.start()
            theirs.close()
            running[process.sentinel] = process, ours, item, time.monotonic() + seconds
        if not running:
            return
        done = wait(running, timeout=1)
        late = [one for one, (*_, end) in running.items() if time.monotonic() > end and one not in done]
        for sentinel in [*done, *late]:
            process, ours, item, _ = running.pop(sentinel)
            yield item, _ended(process, ours, late=sentinel in late)


def allow(seconds):
    """Allow this process so many more seconds of CPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _child(task, item, result):
    os.setpgrp()  # what it starts is ended with it
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    result.send(task(item))


def _ended(process, ours, late):
    """Return what a process found, and see that nothing of it is left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
    found = None
    with contextlib.suppress(EOFError):
        found = ours.recv() if ours.poll() else None
    ours.close()
    return ENDLESS if found is None and (late or process.exitcode == -signal.SIGXCPU) else found
