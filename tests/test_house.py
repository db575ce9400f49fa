"""The rules of the house that concern the package: what may import what, what is public, how it is documented."""

import ast
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import rnnlib

ROOT = Path(__file__).resolve().parent.parent
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
SOURCES = [path for folder in ("rnnlib", "tests", "tools", "benchmarks", "instructor", "book")
           for path in sorted((ROOT / folder).rglob("*")) if path.suffix in {".py", ".ipynb"}
           and not {"node_modules", ".ipynb_checkpoints"} & set(path.parts)]
ROOMS_WITH_FORMULAS = sorted(LAW.keys() - {"inputs", "shapes", "adjoint", "plot", "homework"})
PUBLIC = {name: getattr(rnnlib, name) for name in rnnlib.__all__}


def room_of(path):
    """Return the name of the room that a file of the package lives in; `__init__` for the hall."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported_rooms(path):
    """Return the rooms of the package that a file imports, wherever in the file it does."""
    package = ["rnnlib", *path.relative_to(HOUSE).parts[:-1]]
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parent = package[:len(package) + 1 - node.level] if node.level else []
            module = node.module.split(".") if node.module else []
            names += [[*parent, *module, alias.name] for alias in node.names]
    return {(name[1:] or ["__init__"])[0] for name in names if name[0] == "rnnlib"}


def texts_without_encoding(source):
    """List the calls that read or write text in an encoding that depends on the system."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls
            if _is_text(call) and "encoding" not in {one.arg for one in call.keywords}]


def _is_text(call):
    name = getattr(call.func, "attr", getattr(call.func, "id", None))
    place = int(isinstance(call.func, ast.Name))  # open(path, mode), but path.open(mode)
    modes = [one for one in call.args[place:] if isinstance(one, ast.Constant)] + [
        one.value for one in call.keywords if one.arg == "mode"]
    of_a_path = place or len(call.args) == len(modes)  # others open(something)
    opens = name == "open" and of_a_path and not any("b" in str(mode.value) for mode in modes)
    return name in {"read_text", "write_text"} or opens


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_text_is_read_and_written_in_an_encoding(path):
    text = path.read_text(encoding="utf-8")
    cells = json.loads(text)["cells"] if path.suffix == ".ipynb" else [{"cell_type": "code", "source": text}]
    assert [call for cell in cells if cell["cell_type"] == "code"
            for call in texts_without_encoding("".join(cell["source"]))] == []


@pytest.mark.parametrize("source", ["Path(p).read_text()", "p.write_text('x')", "open(p)", "open(p, 'w')", "p.open()",
                                    "p.open('a')", "open(p, mode='r')"])
def test_text_without_an_encoding_is_noticed(source):
    assert texts_without_encoding(source) == [ast.unparse(ast.parse(source))]
    assert texts_without_encoding(f"{source[:-1]}{', ' * (source[-2] != '(')}encoding='utf-8')") == []
    assert texts_without_encoding("open(p, 'rb'), p.open('wb'), p.read_bytes(), pikepdf.open(p)") == []


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
    module = importlib.import_module(f"rnnlib.{room}")
    for name, value in vars(module).items():
        home = str(getattr(value, "__module__", ""))  # of a package's definitions one of its modules
        of_this_room = f"{home}.".startswith(f"{module.__name__}.") and not name.startswith("_")
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
