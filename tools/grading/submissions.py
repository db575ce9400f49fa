"""What was handed in: one notebook each, as a file or alone in a folder, and its cells.

Nothing here runs or is parsed as Python, for whoever sends a notebook may have put anything into it.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

from .plain import clean

LARGEST = 20_000_000  # bytes; figures make notebooks large
MOST_CELLS = 2_000


class Unreadable(ValueError):
    """A submission that cannot be read, with the reason in a sentence."""


class Submission(NamedTuple):
    """One student's notebook.

    Attributes
    ----------
    name : str
        As the folder or the file is called.
    slug : str
        The same as a file name that is safe and nobody else's.
    path : Path or None
        Of the notebook, if there is exactly one.
    problem : str
        Why there is none; empty if there is one.
    """

    name: str
    slug: str
    path: Path | None
    problem: str = ""


def find(folder, source_name):
    """Return the submissions in a folder: every notebook in it, and every folder with a notebook somewhere inside."""
    found, slugs = [], set()
    for entry in sorted(Path(folder).iterdir(), key=lambda entry: entry.name.lower()):
        if entry.name.startswith(".") or not (entry.is_dir() or entry.suffix == ".ipynb"):
            continue
        name = entry.stem if entry.suffix == ".ipynb" else entry.name
        slug = base = re.sub(r"[^\w-]+", "_", name)[:80].strip("_") or "nameless"
        number = 2
        while slug.lower() in slugs:
            slug, number = f"{base}-{number}", number + 1
        slugs.add(slug.lower())
        found.append(Submission(clean(name), slug, *_notebook(entry, source_name)))
    return found


def _notebook(entry, source_name):
    """Return the one notebook of an entry, and a problem if it is not one."""
    if entry.is_symlink():
        return None, "It is a link to elsewhere."
    if not entry.is_dir():
        return entry, ""
    notebooks = [path for path in sorted(entry.rglob("*.ipynb"))
                 if ".ipynb_checkpoints" not in path.parts and not path.is_symlink()]
    notebooks = [path for path in notebooks if path.name == source_name] or notebooks
    if len(notebooks) != 1:
        names = ", ".join(str(path.relative_to(entry)) for path in notebooks[:5])
        return None, f"The folder holds {len(notebooks)} notebooks: {names}." if names else "It holds no notebook."
    return notebooks[0], ""


def cells(path, known):
    """Return [(ids, key, source)] of the code cells of a notebook.

    The ids are the cell's own and those that nbgrader and Colab keep in its metadata. The key is unique, and says to a
    person which cell it is: its id if that is `known`, else its place.
    """
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise Unreadable(f"It is no file, or larger than {LARGEST // 1_000_000} MB.")
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["nbformat"] != 4:
            raise Unreadable("It is a notebook of an old format; open it in Jupyter and save it again.")
        found, keys = [], set()
        for place, cell in enumerate(notebook["cells"][:MOST_CELLS], 1):
            source, metadata = cell["source"], cell["metadata"]
            source = source if isinstance(source, str) else "".join(source)
            marks = metadata.get("nbgrader")
            ids = [cell.get("id"), metadata.get("id"), marks.get("grade_id") if isinstance(marks, dict) else None]
            ids = {name for name in ids if isinstance(name, str)}
            if cell["cell_type"] == "code":
                key = next((name for name in known if name in ids and name not in keys), f"number {place}")
                keys.add(key)
                found.append((ids, key, source))
        return found
    except Unreadable:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError) as error:
        raise Unreadable(f"It is no notebook that can be read ({type(error).__name__}).") from None


def answer_cell(found, wanted):
    """Return the key of the one code cell with an id, and a problem if it is not one."""
    keys = [key for ids, key, _ in found if wanted in ids]
    if len(keys) == 1:
        return keys[0], ""
    return None, "two-cells" if keys else "no-cell"
