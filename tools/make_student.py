"""Pack what a student needs into dist/homework.zip: the notebooks, rnnlib, three requirements, ten lines of README.

    python tools/make_student.py [FILE]

Nothing else has to be installed than NumPy, matplotlib and Jupyter: rnnlib lies beside the notebooks. Two packings of
one state of the course are the same, byte for byte.
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "homework"
REQUIREMENTS = "numpy\nmatplotlib\njupyterlab\n"
README = """# Homework: backpropagation through time

1. Install Python 3.11 or newer, and in this folder run: pip install -r requirements.txt
2. Start: jupyter lab
3. Open a notebook, 1 first. Run its cells from the top, and write where it says so.
4. Each check tells what kind of mistake it found. print(report.hint()) gives the next hint.
5. In Jupyter the hints below a question stand open: read the question, write, and look there only if you are stuck.
6. Links to chapters lead to the book, which your teacher gives you the address of.
7. Hand in the notebook itself, under its own name, saved. Do not delete or copy the cells with the checks.
8. rnnlib/ is the course's library: read it, but do not change it; the grader uses its own.
9. Prose is under CC BY 4.0, code under the BSD 3-Clause licence; both are in this folder.
"""


def contents():
    """Return what the archive holds: from a name to bytes."""
    found = {"README.md": README.encode(), "requirements.txt": REQUIREMENTS.encode()}
    files = [*(ROOT / "book/homework").glob("*.ipynb"), ROOT / "LICENSE", ROOT / "LICENSE-PROSE"]
    found |= {path.name: path.read_bytes() for path in files}
    package = [path for path in (ROOT / "rnnlib").rglob("*") if path.suffix in {".py", ".csv"}]
    return found | {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in package}


def main(target):
    """Write the archive."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents().items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", date_time=(2000, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist/homework.zip")
