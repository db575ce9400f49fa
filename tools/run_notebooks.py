"""Take edits over from the text twins, execute every notebook, and store what belongs in it: counts, text and numbers.

Images, timings and versions are left out, so that a notebook changes only where its content does.
"""

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
BOOK, TEXT = ROOT / "book", ROOT / ".text"
TEXT_FORMAT = "md:myst"


def text_twin(path):
    """Return where the text of a notebook is edited."""
    return (TEXT / path.relative_to(BOOK)).with_suffix(".md")


def main(names):
    """Run the named notebooks, or all."""
    twins = [BOOK / twin.relative_to(TEXT).with_suffix(".ipynb") for twin in TEXT.rglob("*.md")]
    paths = [Path(name).resolve() for name in names] or sorted({*BOOK.rglob("*.ipynb"), *twins})
    for number, path in enumerate(paths, 1):
        print(f"[{number}/{len(paths)}] {path.relative_to(ROOT)}", flush=True)
        notebook = read(path)
        where = {"metadata": {"path": path.parent}}
        NotebookClient(notebook, timeout=120, coalesce_streams=True, resources=where).execute()
        normalise(notebook)
        nbformat.write(notebook, path)


def read(path):
    """Read a notebook, with the cells of its text twin if that is newer; a cell that stays keeps its id."""
    twin = text_twin(path)
    if not twin.exists() or (path.exists() and path.stat().st_mtime >= twin.stat().st_mtime):
        return nbformat.read(path, as_version=4)
    notebook = jupytext.read(twin, fmt=TEXT_FORMAT)
    old = {cell.source: cell.id for cell in nbformat.read(path, as_version=4).cells} if path.exists() else {}
    for cell in notebook.cells:
        cell.id = old.pop(cell.source, cell.id)
    return notebook


def normalise(notebook):
    """Keep counts, streams and text; drop images, timings, versions."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                         "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = {kind: text for kind, text in output.data.items() if kind == "text/plain"}
                output.metadata = {}


if __name__ == "__main__":
    main(sys.argv[1:])
