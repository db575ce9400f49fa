"""The rules of the house that concern the package: what may import what, what is public, how it is documented."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import rnnlib

HOUSE = Path(rnnlib.__file__).parent
LAW = {
    "inputs": set(),
    "shapes": {"inputs"},
    "activations": set(), "loss": set(), "check": set(), "plot": set(), "data": set(),
    "model": {"activations"},
    "jacobians": {"activations"},
    "recurrence": {"activations", "jacobians", "model"},
    "adjoint": set(),
    "bptt": {"activations", "adjoint", "jacobians", "model", "loss"},
    "training": {"bptt", "model", "loss"},
    "homework": {"check", "activations", "model", "loss"},
}
FILES = sorted(HOUSE.rglob("*.py"))
ROOMS_WITH_FORMULAS = sorted(LAW.keys() - {"inputs", "shapes", "adjoint", "plot", "homework"})
PUBLIC = {name: getattr(rnnlib, name) for name in rnnlib.__all__}


def room_of(path):
    """Return the name of the room that a file of the package lives in; `__init__` for the hall."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported_rooms(path):
    """Return the rooms of the package that a file imports, wherever in the file it does."""
    package = ["rnnlib", *path.relative_to(HOUSE).parts[:-1]]
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parent = package[:len(package) + 1 - node.level] if node.level else []
            module = node.module.split(".") if node.module else []
            names += [[*parent, *module, alias.name] for alias in node.names]
    return {(name[1:] or ["__init__"])[0] for name in names if name[0] == "rnnlib"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_run_one_way(path):
    room = room_of(path)
    if room == "__init__":
        assert "plot" not in imported_rooms(path)
    else:
        assert room in LAW, f"the house has no room called {room}"
        assert imported_rooms(path) - {room, "inputs", "shapes"} <= LAW[room]


def test_the_package_loads_no_matplotlib():
    code = "import rnnlib, sys; print([name for name in sys.modules if 'matplotlib' in name or name == 'rnnlib.plot'])"
    shell = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE.parent)
    assert shell.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ROOMS_WITH_FORMULAS)
def test_every_definition_of_a_room_is_public_and_re_exported(room):
    if not (HOUSE / f"{room}.py").exists():
        pytest.skip(f"{room} is not built yet")
    module = importlib.import_module(f"rnnlib.{room}")
    for name, value in vars(module).items():
        of_this_room = getattr(value, "__module__", None) == module.__name__ and not name.startswith("_")
        if of_this_room and (inspect.isfunction(value) or inspect.isclass(value)):
            assert PUBLIC.get(name) is value


def test_the_list_of_public_names_is_complete_and_without_repetition():
    defined = {name for name, value in vars(rnnlib).items() if not name.startswith("_") and not inspect.ismodule(value)}
    assert set(rnnlib.__all__) == defined
    assert len(rnnlib.__all__) == len(defined)


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if inspect.isfunction(value)])
def test_every_public_function_is_documented_in_full(name):
    doc = inspect.getdoc(PUBLIC[name])
    assert doc.splitlines()[0].endswith(".")
    for section in ("Parameters", "Returns", "Raises", "Examples"):
        assert f"\n{section}\n{'-' * len(section)}\n" in doc
    assert ">>> " in doc
    described = doc.split("\nParameters\n")[1].split("\nReturns\n")[0]
    for argument in inspect.signature(PUBLIC[name]).parameters:
        assert f"\n{argument} :" in described or f"\n{argument}, " in described or f", {argument} :" in described


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if inspect.isclass(value)])
def test_every_public_class_is_documented(name):
    doc = inspect.getdoc(PUBLIC[name])
    assert doc.splitlines()[0].endswith(".")
    assert "\nParameters\n" in doc or "\nAttributes\n" in doc
