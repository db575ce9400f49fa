"""The library as a submission sees it: copied, without checkers and without the functions that an exercise asks for."""

import ast
import compileall
import shutil
from pathlib import Path

import rnnlib
import rnnlib.homework

HERE, LIBRARY = Path(__file__).parent, Path(rnnlib.__file__).parent
CALLING = {"call", "guard"}  # what `inside` needs of rnnlib.homework
OURS = ["__init__.py", "plain.py", "cells.py", "inside.py"]
NO_FIGURES = '''"""No figures are drawn here."""


def __getattr__(name):
    return lambda *_, **__: None
'''


def stage(folder, unavailable, more=()):
    """Copy what a submission needs, and `more` modules of rnnlib.homework, into a folder that anybody may read."""
    folder = Path(folder)
    shutil.copytree(LIBRARY, folder / "rnnlib", ignore=shutil.ignore_patterns("homework", "plot", "__pycache__"))
    for path in (folder / "rnnlib").rglob("*.py"):
        path.write_text(_without(path, unavailable), encoding="utf-8")
    homework, plot, grading = folder / "rnnlib/homework", folder / "rnnlib/plot", folder / "grading"
    for new in (homework, plot, grading):
        new.mkdir()
    modules, given = _given(more)
    for module in modules:
        copy = homework.joinpath(*module.split(".")).with_suffix(".py")
        copy.parent.mkdir(exist_ok=True)
        (copy.parent / "__init__.py").touch()
        copy.write_text(_without(_source(module), unavailable), encoding="utf-8")
    (homework / "__init__.py").write_text((HERE / "stand_in.py").read_text(encoding="utf-8") + given, encoding="utf-8")
    (plot / "__init__.py").write_text(NO_FIGURES, encoding="utf-8")
    for name in OURS:
        shutil.copy(HERE / name, grading / name)
    compileall.compile_dir(folder, quiet=2)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _given(more):
    """Return the modules of rnnlib.homework that students get, and the lines that make its public names."""
    given = {name: _room(getattr(rnnlib.homework, name)) for name in rnnlib.homework.__all__
             if not name.startswith("check_")}
    modules = _closure(CALLING | set(given.values()) | set(more))
    truths = {_room(checker.truth) for checker in rnnlib.homework.CHECKERS.values()}
    if seen := modules & {"checker", *truths}:
        raise RuntimeError(f"what students are given imports a checker: {sorted(seen)}")
    lines = [f"from .{module} import {name}" for name, module in given.items()]
    return modules, "\n".join(["", *lines, f"__all__ = {rnnlib.homework.__all__}", ""])


def _room(function):
    """Return the module of rnnlib.homework that a function stands in."""
    return function.__module__.removeprefix("rnnlib.homework.")


def _source(module):
    """Return the file of a module of rnnlib.homework."""
    path = LIBRARY.joinpath("homework", *module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _closure(modules):
    """Add the modules of rnnlib.homework that these import."""
    known, todo = set(), set(modules)
    while todo:
        module = todo.pop()
        known.add(module)
        path = _source(module)
        package = path.parent.relative_to(LIBRARY / "homework").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and 0 < node.level <= len(package) + 1:
                parent = package[:len(package) + 1 - node.level]
                names = [node.module] if node.module else [alias.name for alias in node.names]
                todo |= {".".join((*parent, name)) for name in names} - known
    return known


def _without(path, unavailable):
    """Return a module's source, in which the unavailable functions do nothing but raise."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in unavailable]
    for node in asked:
        words = f"{node.name} is not available here: it is what the exercise asks for"
        node.body = ast.parse(f"raise RuntimeError({words!r})").body
    return ast.unparse(tree) if asked else path.read_text(encoding="utf-8")
