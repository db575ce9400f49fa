"""Make the student versions under book/homework from the sources with solutions under instructor/homework.

The markers are nbgrader's. What stands between BEGIN SOLUTION and END SOLUTION becomes `return None`, or in prose a
place to write; what stands between BEGIN HIDDEN TESTS and END HIDDEN TESTS goes. Cell ids and metadata stay.
"""

import re
import sys
from pathlib import Path

import nbformat
from check_leaks import leaks, secrets
from nbclient import NotebookClient
from run_notebooks import normalise

ROOT = Path(__file__).resolve().parent.parent
SOURCES, STUDENTS = ROOT / "instructor/homework", ROOT / "book/homework"
STUBS = {"code": "return None", "markdown": "*Write here.*"}
SOLUTION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION$", re.DOTALL | re.MULTILINE)
HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS\n.*?^[ \t]*### END HIDDEN TESTS$\n?", re.DOTALL | re.MULTILINE)


def main(names):
    """Derive the named notebooks, or all."""
    sources = [Path(name).resolve() for name in names] or sorted(SOURCES.glob("*.ipynb"))
    STUDENTS.mkdir(exist_ok=True)
    for number, source in enumerate(sources, 1):
        print(f"[{number}/{len(sources)}] {source.relative_to(ROOT)}", flush=True)
        notebook = student_version(nbformat.read(source, as_version=4))
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": STUDENTS}}).execute()
        normalise(notebook)
        nbformat.write(notebook, STUDENTS / source.name)
    found = list(leaks(secrets(SOURCES), STUDENTS))
    print("\n".join(found) or "no solution leaks into the student versions")
    return len(found)


def student_version(notebook):
    """Return the notebook without solutions, hidden tests and outputs."""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        cell.source, solutions = SOLUTION.subn(lambda match, kind=cell.cell_type: match[1] + STUBS[kind], cell.source)
        cell.source, tests = HIDDEN.subn("", cell.source)
        cell.source = cell.source.rstrip("\n")
        if re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)", cell.source):
            raise ValueError(f"cell {cell.id}: a marker without its partner")
        if bool(solutions) != marks.get("solution", False):
            raise ValueError(f"cell {cell.id}: a solution cell has its markers, and no other cell has them")
        if tests and not marks.get("grade"):
            raise ValueError(f"cell {cell.id}: hidden tests belong into a graded cell")
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
