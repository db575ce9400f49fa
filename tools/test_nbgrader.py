"""Show that nbgrader takes our sources: it makes the student version, and grades it, as we do.

`make nbgrader-test` runs this in an environment of its own. For every homework nbgrader generates the assignment, whose
cells must be those of book/homework, and autogrades two students: one hands the solutions in and gets full marks for
code, the other one leaves the last function unwritten and gets less.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parent.parent
SOURCES, STUDENTS = ROOT / "instructor/homework", ROOT / "book/homework"
CONFIG = '''
c = get_config()
c.CourseDirectory.course_id = "bptt"
c.ClearSolutions.code_stub = {"python": "return None"}
c.ClearSolutions.text_stub = "*Write here.*"
c.ClearSolutions.begin_solution_delimeter = "BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "END SOLUTION"
c.Execute.timeout = 120
'''


def main(names):
    """Try the homework with these numbers, or all; the exit code is the number of complaints."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic
    paths = [path for path in sorted(SOURCES.glob("*.ipynb")) if not names or path.name.split("_")[0] in names]
    if not paths:
        sys.exit(f"there is no homework {' '.join(names)}")
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as folder:
        complaints = [f"{path.name}: {words}" for path in paths for words in attempt(path, Path(folder, path.stem))]
    print("\n".join(complaints) or f"nbgrader agrees on {len(paths)} homework notebooks")
    return len(complaints)


def attempt(path, course):
    """Yield what goes wrong with one source."""
    name = path.stem
    source = json.loads(path.read_text(encoding="utf-8"))
    put(source, course / "source" / name / path.name)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    nbgrader(course, "generate_assignment", name)
    release = json.loads((course / "release" / name / path.name).read_text(encoding="utf-8"))
    ours = json.loads((STUDENTS / path.name).read_text(encoding="utf-8"))
    for cell, other in zip(release["cells"], ours["cells"], strict=True):
        if text(cell) != text(other) or cell["id"] != other["id"]:
            yield f"cell {other['id']} differs from that of book/homework"
    put(source, course / "submitted/reference" / name / path.name)
    put(with_a_mistake(source), course / "submitted/wrong" / name / path.name)
    nbgrader(course, "autograde", name)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        code = [cell for cell in book.find_notebook(path.stem, name).grade_cells if cell.cell_type == "code"]
        most = sum(cell.max_score for cell in code)
        points = {student: sum(book.find_grade(cell.name, path.stem, name, student).auto_score for cell in code)
                  for student in ("reference", "wrong")}
    print(f"{name}: reference {points['reference']} of {most}, with a mistake {points['wrong']}", flush=True)
    if points["reference"] != most:
        yield f"the reference gets {points['reference']} of {most} points"
    if not points["wrong"] < most:
        yield "a wrong answer gets full marks"


def with_a_mistake(source):
    """Return the notebook with `return None` in place of its last solution in code."""
    notebook = json.loads(json.dumps(source))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    cell = [cell for cell in code if "### BEGIN SOLUTION" in text(cell)][-1]
    head, _, rest = text(cell).partition("### BEGIN SOLUTION")
    cell["source"] = f"{head}return None{rest.partition('### END SOLUTION')[2]}"
    return notebook


def text(cell):
    """Return the source of a cell."""
    return "".join(cell["source"]).strip()


def put(notebook, path):
    """Write a notebook."""
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def nbgrader(course, *words):
    """Run a command of nbgrader; show what it said if it fails."""
    done = subprocess.run([sys.executable, "-m", "nbgrader", *words, "--force"], cwd=course, capture_output=True,
                          text=True)
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:])
        raise SystemExit(f"nbgrader {' '.join(words)} failed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
