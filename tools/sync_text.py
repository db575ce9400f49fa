"""Write every notebook as text under .text, where it is pleasant to edit; `make notebooks` takes the edits back."""

import os

import jupytext
import nbformat
from run_notebooks import BOOK, TEXT_FORMAT, text_twin

for path in sorted(BOOK.glob("*.ipynb")):  # not the homework: it is derived from instructor/
    twin = text_twin(path)
    if twin.exists() and twin.stat().st_mtime > path.stat().st_mtime:
        print(f"kept {twin}: it is newer than its notebook; run make notebooks first")
        continue
    twin.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(path, as_version=4)
    twin.write_text(jupytext.writes(notebook, fmt=TEXT_FORMAT), encoding="utf-8")
    os.utime(twin, (path.stat().st_atime, path.stat().st_mtime))
    print(f"wrote {twin}")
