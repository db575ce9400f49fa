"""A copy of rnnlib to put a fault into, which Python finds before the right one."""

import ast
import compileall
import importlib
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RIGHT = ROOT / "rnnlib"


def prepare(folder, right=RIGHT):
    """Make a right copy, compiled, in a form in which mutants differ from it in one place only."""
    shutil.copytree(right, folder / "rnnlib", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (folder / "rnnlib").rglob("*.py"):
        path.write_text(ast.unparse(ast.parse(path.read_text(encoding="utf-8"))), encoding="utf-8")
    compileall.compile_dir(folder, quiet=1)


def place(file, folder):
    """Find a file of tests, or one of the library in a copy, whose examples shall be tried."""
    return Path(folder if file.startswith("rnnlib") else ROOT, file)


def use(prepared, folder, path=None, text=None):
    """Copy what was prepared to a folder, with a module's text exchanged; import it here and in later processes."""
    shutil.copytree(prepared / "rnnlib", folder / "rnnlib")  # with the times of the files, so that it stays compiled
    if path is not None:
        (folder / "rnnlib" / path).write_text(text, encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "rnnlib"]:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)
    importlib.invalidate_caches()
    importlib.import_module("rnnlib")
