"""What a source notebook asks for: functions to write in cells with stable ids, questions on paper, points for both."""

import ast
import json
from pathlib import Path
from typing import NamedTuple

from rnnlib.homework import CHECKERS

SAME = {  # functions of the library that are an answer to what is asked, under another name
    "state_derivatives": {"state_derivatives_sum", "slide_bptt"},
    "repaired": {"state_derivatives", "state_derivatives_sum", "slide_bptt"},
    "gradients_one": {"gradients"},
    "truncated_gradients": {"gradients"},
}
SOURCES = Path(__file__).resolve().parents[2] / "instructor/homework"


class Asked(NamedTuple):
    """A function that students write.

    Attributes
    ----------
    name : str
        Of the function; its checker is registered under this name.
    cell : str
        The id of the cell that it stands in.
    """

    name: str
    cell: str


class Graded(NamedTuple):
    """A cell that earns points.

    Attributes
    ----------
    cell : str
        Its id.
    points : float
        What it earns.
    functions : tuple of str
        Which must all be right; none if a person reads the answer.
    """

    cell: str
    points: float
    functions: tuple


class Homework(NamedTuple):
    """A source notebook, read.

    Attributes
    ----------
    path : Path
        Of the notebook.
    title : str
        Its first heading.
    cells : list of str
        The ids of all cells, by which they are found again.
    asked : list of Asked
        The functions, in order.
    graded : list of Graded
        What earns points, in order.
    unavailable : set of str
        Names of library functions that submissions may not call: what is asked for, by this name or another, and what
        the metadata of a cell lists under "unavailable"; but for what it lists under "available".
    """

    path: Path
    title: str
    cells: list
    asked: list
    graded: list
    unavailable: set

    @property
    def by_machine(self):
        """What the checkers decide."""
        return [cell for cell in self.graded if cell.functions]

    @property
    def on_paper(self):
        """What a person reads."""
        return [cell for cell in self.graded if not cell.functions]


def find(number):
    """Return the path of the source of a homework, by its number."""
    paths = sorted(SOURCES.glob(f"{number}_*.ipynb"))
    if len(paths) != 1:
        known = ", ".join(sorted(path.name.split("_")[0] for path in SOURCES.glob("[0-9]*_*.ipynb")))
        raise ValueError(f"there is no homework {number}; there are {known}")
    return paths[0]


def read(path):
    """Read a source notebook."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    asked, graded, unavailable, available, title = [], [], set(), set(), ""
    for cell in cells:
        source, marks = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
        unavailable |= set(cell["metadata"].get("unavailable", []))
        available |= set(cell["metadata"].get("available", []))
        if cell["cell_type"] == "markdown" and not title:
            title = source.split("\n")[0].lstrip("# ")
        if cell["cell_type"] == "code" and marks.get("solution"):
            asked += [Asked(name, cell["id"]) for name in _defined(source) if name in CHECKERS]
        if marks.get("grade"):
            functions = _checked(source) if cell["cell_type"] == "code" else ()
            graded.append(Graded(cell["id"], float(marks["points"]), functions))
    unavailable |= set().union(*({function.name} | SAME.get(function.name, set()) for function in asked))
    homework = Homework(Path(path), title, [cell["id"] for cell in cells], asked, graded, unavailable - available)
    _complain(homework)
    return homework


def _defined(source):
    """Return the names of the functions that a cell defines."""
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _checked(source):
    """Return the names of the functions that a cell checks: it calls check_<name>."""
    calls = [node.func.id for node in ast.walk(ast.parse(source))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return tuple(dict.fromkeys(name.removeprefix("check_") for name in calls if name.startswith("check_")))


def _complain(homework):
    """Refuse a source that cannot be graded."""
    names = [function.name for function in homework.asked]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"{homework.path.name}: no function is asked for, or one is twice: {names}")
    for cell in homework.by_machine:
        if set(cell.functions) - set(names):
            raise ValueError(f"{homework.path.name}: cell {cell.cell} checks what no cell asks for: {cell.functions}")
