"""Run one job in a sandbox: with limits on time, memory, processes, files and output."""

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
import time
from typing import NamedTuple


class Limits(NamedTuple):
    """What a submission may use.

    Attributes
    ----------
    start, cells, total : float
        Seconds to begin with, for its cells, and for everything.
    function : float
        The most seconds for a function, if its checker gives it more.
    memory, output : int
        Bytes that it may take, and that it may answer.
    """

    start: float = 10.0
    cells: float = 10.0
    total: float = 60.0
    function: float = 30.0
    memory: int = 1 << 30
    output: int = 4 << 20

    def plain(self):
        """Return what the process inside must be told. Nothing may be written and no process started."""
        seconds = int(self.total) + 2
        return {"cells": self.cells,
                "resources": {"RLIMIT_AS": self.memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0,
                              "RLIMIT_NOFILE": 32, "RLIMIT_CORE": 0, "RLIMIT_MEMLOCK": 0, "RLIMIT_MSGQUEUE": 0}}


class Outcome(NamedTuple):
    """What came out: the bytes, why it ended too early ("" if it did not, "died", "time", "output"), and in words."""

    output: bytes
    ended: str
    words: str


def run(call, job, limits, seconds):
    """Run a command with a job on its standard input; return its `Outcome` after so many seconds at most."""
    end, output = time.monotonic() + seconds, bytearray()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(job)
        given.seek(0)
        process = subprocess.Popen(call, stdin=given, stdout=subprocess.PIPE, stderr=errors, cwd="/",
                                   start_new_session=True)
        ended = ""
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(process.stdout, selectors.EVENT_READ)
                while not ended and waiting.select(max(end - time.monotonic(), 0)):
                    chunk = os.read(process.stdout.fileno(), 1 << 16)
                    output += chunk
                    if not chunk:
                        break
                    ended = "output" if len(output) > limits.output else ""
                else:
                    ended = ended or "time"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0 if ended else max(end - time.monotonic(), 0.5))
        finally:
            _kill(process)
            process.stdout.close()
            process.wait()
        errors.seek(0)
        said = (errors.read(10_000).decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    code = process.returncode
    if not ended and code:
        ended = "time" if code == -9 else "died"
    words = {"": "", "died": f"Python stopped with exit code {code}.", "time": "It took too long.",
             "output": "It sent more than it may."}[ended]
    return Outcome(bytes(output), ended, f"{words} {said}".strip())


def _kill(process):
    """Kill the process with all that it started; those that are in a sandbox die with their keeper."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
