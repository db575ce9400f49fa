"""A closed room for one submission: bubblewrap, with limits on time, memory, processes, files and output.

No network, a read-only file system with Python, NumPy and the staged library in it and nothing else, an empty
environment, no privileges and no way to get any. Started as root, the room is built by root, for the folder of Python
may be closed to others, and a user without rights moves in.
"""

import contextlib
import functools
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy

NOBODY = "65534"
SYSTEM = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"]
DEVICES = ["/dev/null", "/dev/urandom"]
START = "import sys; sys.path[:0] = sys.argv[1:]; from grading.inside import main; main()"
INSTALL = "Install it: on Debian and Ubuntu, apt install bubblewrap."
CLOSED = ["--unshare-all", "--unshare-user", "--cap-drop", "ALL", "--clearenv", "--new-session", "--die-with-parent"]


class Limits(NamedTuple):
    """What a submission may use.

    Attributes
    ----------
    cells, total : float
        Seconds for its cells, and for everything; a function has its own, in its checker.
    memory, output : int
        Bytes that it may take, and that it may answer.
    """

    cells: float = 10.0
    total: float = 40.0
    memory: int = 1 << 30
    output: int = 4 << 20

    def plain(self):
        """Return what the process inside must be told. Nothing may be written and no process started."""
        seconds = int(self.total) + 2
        return {"cells": self.cells,
                "resources": {"RLIMIT_AS": self.memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0,
                              "RLIMIT_NOFILE": 32, "RLIMIT_CORE": 0, "RLIMIT_MEMLOCK": 0, "RLIMIT_MSGQUEUE": 0}}


class Outcome(NamedTuple):
    """What came out: the bytes, why it ended before it was done ("", "died", "time" or "output"), and in which words."""

    output: bytes
    ended: str
    words: str


def trouble():
    """Return why there can be no sandbox here, or an empty string."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap needs Linux."
    if not shutil.which("bwrap"):
        return f"bubblewrap is not installed. {INSTALL}"
    if _root() and not shutil.which("setpriv"):
        return "setpriv is not installed. On Debian and Ubuntu: apt install util-linux."
    with tempfile.TemporaryDirectory() as course:
        os.chmod(course, 0o755)
        trial = subprocess.run(command(course, "raise SystemExit(9)"), capture_output=True, text=True, cwd="/")
    said = " ".join((trial.stderr or "nothing was said").split())[:300]
    return "" if trial.returncode == 9 else f"bubblewrap cannot make a closed room here: {said}"


def command(course, start=START):
    """Return the command that runs Python in the closed room, with a staged library at /course."""
    packages = Path(numpy.__file__).parents[1]
    mounts = {path: path for path in SYSTEM if os.path.exists(path)}
    for path in (os.path.realpath(sys.executable), f"{sys.base_prefix}/lib", f"{sys.base_prefix}/lib64"):
        if os.path.exists(path) and not any(path == known or path.startswith(f"{known}/") for known in mounts):
            mounts[path] = path
    mounts |= {"/course": course, "/packages/numpy": str(packages / "numpy")}
    if (packages / "numpy.libs").exists():
        mounts["/packages/numpy.libs"] = str(packages / "numpy.libs")
    inner = [shutil.which("bwrap"), *CLOSED, *_hardened(), *_mounted(mounts), "--remount-ro", "/", "--chdir", "/",
             "--", *_python(start), "/course", "/packages"]
    return [*_as_nobody(mounts), *inner] if _root() else inner


def unsafe_command(course):
    """Return the command that runs Python as anybody does, with limits and no walls."""
    return [*_python(START), str(course), str(Path(numpy.__file__).parents[1])]


def run(call, job, limits, seconds):
    """Run a command with a job on its standard input; return its `Outcome` after so many seconds at most."""
    end, chunks = time.monotonic() + seconds, []
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(job)
        given.seek(0)
        process = subprocess.Popen(call, stdin=given, stdout=subprocess.PIPE, stderr=errors, cwd="/")
        ended = ""
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(process.stdout, selectors.EVENT_READ)
                while not ended and waiting.select(max(end - time.monotonic(), 0)):
                    chunk = os.read(process.stdout.fileno(), 1 << 16)
                    chunks.append(chunk)
                    if not chunk:
                        break
                    ended = "output" if sum(map(len, chunks)) > limits.output else ""
                else:
                    ended = ended or "time"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0 if ended else max(end - time.monotonic(), 0.5))
        finally:
            process.kill()
            process.stdout.close()
            process.wait()
        errors.seek(0)
        said = " ".join(errors.read(2000).decode("utf-8", "replace").split())
    code = process.returncode
    if not ended and code:
        ended = "time" if code == -9 else "died"
    words = {"": "", "died": f"Python stopped with exit code {code}.", "time": "It took too long.",
             "output": "It sent more than it may."}[ended]
    return Outcome(b"".join(chunks), ended, f"{words} {said}".strip())


def _root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _python(start):
    return [os.path.realpath(sys.executable), "-I", "-S", "-B", "-X", "utf8", "-c", start]


@functools.cache
def _hardened():
    """Return what only newer versions of bubblewrap can do: no room within the room."""
    known = subprocess.run([shutil.which("bwrap"), "--help"], capture_output=True, text=True)
    return ["--disable-userns"] if "--disable-userns" in known.stdout + known.stderr else []


def _mounted(mounts):
    """Return the options that show folders and files of ours, for reading, and two devices."""
    above = {str(parent) for path in mounts for parent in Path(path).parents if str(parent) not in {"/", *mounts}}
    above = sorted(path for path in above if not any(path.startswith(f"{known}/") for known in mounts))
    folders = [word for path in ["/dev", *above] for word in ("--dir", path)]
    binds = [word for path, ours in mounts.items() for word in ("--ro-bind", str(ours), path)]
    return [*folders, *binds, *(word for path in DEVICES for word in ("--dev-bind", path, path))]


def _as_nobody(mounts):
    """Return the command by which root shows the same to a user without rights, who then closes the room himself."""
    tools = {tool: tool for tool in map(shutil.which, ("bwrap", "setpriv"))}
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    becomes = ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs", "--pdeathsig", "KILL"]
    shown = {**mounts, **tools, **{path: path for path in mounts.values()}}
    return [shutil.which("bwrap"), *rights, "--die-with-parent", *_mounted(shown), "--proc", "/proc", "--dir", "/tmp",
            "--", shutil.which("setpriv"), *becomes, "--"]
