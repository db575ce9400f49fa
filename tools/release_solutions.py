"""Write the solutions of one homework to dist/solutions, executed, to hand out after its deadline.

    python tools/release_solutions.py 1

The markers go, and so do the hidden tests; the solutions and the rubrics stay.
"""

import re
import sys

import nbformat
from derive_homework import HIDDEN, ROOT, SOURCES
from grading import exercises
from nbclient import NotebookClient
from run_notebooks import normalise

MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)


def solved(notebook):
    """Return the notebook with its solutions, without markers, hidden tests and outputs."""
    for cell in notebook.cells:
        cell.source = MARKER.sub("", HIDDEN.sub("", cell.source)).rstrip("\n")
        cell.metadata.pop("nbgrader", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def main(number, folder=ROOT / "dist/solutions"):
    """Write the solutions of the homework of that number."""
    try:
        source = exercises.find(number)
    except ValueError as error:
        sys.exit(f"{error}; say: make solutions HW=1")
    folder.mkdir(parents=True, exist_ok=True)
    notebook = solved(nbformat.read(source, as_version=4))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": SOURCES}}).execute()
    normalise(notebook)
    nbformat.write(notebook, folder / source.name)
    print(folder / source.name)


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["without a number"])
