"""The walls of the sandbox: a bubblewrap command with no network, nothing to write to, and little to read.

Python, NumPy and the staged library can be seen, for reading, and nothing else; the environment is empty; there are no
privileges and there is no way to get any. Started as root, the room is built by root, for the folder that Python lives
in may be closed to others, and a user without rights moves in and closes it.
"""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

NOBODY, OVERDUE = "65534", "150"  # a user, and seconds: root's helper may not signal him, so if the grader is killed
TOOLS = ["setpriv", "timeout"]    # he has a clock of his own
SYSTEM = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"]
DEVICES = ["/dev/null", "/dev/urandom"]
START = "import sys; sys.path[:0] = sys.argv[1:]; from grading.inside import main; main()"
INSTALL = "Install it: on Debian and Ubuntu, apt install bubblewrap."
CLOSED = ["--unshare-all", "--unshare-user", "--cap-drop", "ALL", "--clearenv", "--new-session", "--die-with-parent"]


def trouble():
    """Return why there can be no sandbox here, or an empty string."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap needs Linux."
    if not shutil.which("bwrap"):
        return f"bubblewrap is not installed. {INSTALL}"
    if _root() and not all(map(shutil.which, TOOLS)):
        return "setpriv or timeout is not installed. On Debian and Ubuntu: apt install util-linux coreutils."
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
    tools = {tool: tool for tool in map(shutil.which, ("bwrap", *TOOLS))}
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    becomes = ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--inh-caps=-all", "--no-new-privs"]
    shown = {**mounts, **tools, **{path: path for path in mounts.values()}}
    return [shutil.which("bwrap"), *rights, "--die-with-parent", *_mounted(shown), "--proc", "/proc", "--dir", "/tmp",
            "--", shutil.which("setpriv"), *becomes, shutil.which("timeout"), "--foreground", "-s", "KILL", OVERDUE]
