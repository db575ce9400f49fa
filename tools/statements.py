"""Take labelled statements out of the book's notebooks, for pages that quote them and do not repeat them.

    python tools/statements.py                                    # every label, and where it stands
    python tools/statements.py lem-output-jacobian                # that statement, as MyST
    python tools/statements.py --fill instructor/notes book/notes # copy a folder of pages, its templates filled in

In a template a line `{{ lem-output-jacobian }}` gives way to the statement. With a word before the label only a part
of it comes: `proof`, what proves it; `body`, its text without the frame; `formulas`, what is displayed in it;
`derivation`, what is displayed in its proof. Numbers after the label choose paragraphs, formulas or items of a list:
`{{ proof lem-recurrence 2-3 }}`. What is quoted loses its label, its number and its footnotes, which stay in the
chapter; links between pages lead from the new place to the old ones.
"""

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
OPENING = re.compile(r"(:{3,}|`{3,})\{([\w:-]+)\}")
OPTIONS = re.compile(r".*\n((?::[\w-]+:.*\n)*)")
LABEL = re.compile(r"^:label: (\S+)\n", re.MULTILINE)
PAGE = re.compile(r"(?<=\]\()(?!\w+:)[^)#\s]+\.(?:ipynb|md)(?=[)#])")
DISPLAYED = re.compile(r"^\$\$$.*?^\$\$$", re.MULTILINE | re.DOTALL)
QUOTE = re.compile(r"^\{\{ (?:(\w+) )?([\w-]+)(?: (\d+)(?:-(\d+))?)? \}\}$", re.MULTILINE)
PROVED = {"prf:lemma", "prf:theorem", "prf:proposition", "prf:corollary"}


class Statement(NamedTuple):
    """A labelled directive of a notebook, as MyST, with the proof that follows it, if one does."""

    kind: str
    source: str
    proof: str | None
    page: Path


def main(arguments):
    """List the labels, print statements, or fill in a folder of templates."""
    if arguments[:1] == ["--fill"]:
        return fill_folder(*map(Path, arguments[1:]))
    for label in arguments:
        print(statement(label))
    if not arguments:
        for label, found in statements().items():
            print(f"{label:28} {found.kind:16} {found.page.name}")


def statement(label, book=BOOK):
    """Return the labelled directive as it stands in the book."""
    return find(label, book).source


def title(label, book=BOOK):
    """Return the title of a labelled statement."""
    return OPENING.sub("", statement(label, book).split("\n")[0]).strip()


def proof(label, book=BOOK):
    """Return the proof that follows a labelled statement."""
    found = find(label, book)
    if found.proof is None:
        raise KeyError(f"the book has no proof of {label}")
    return found.proof


def body(label, book=BOOK):
    """Return the text of a labelled statement, without its frame."""
    return unframed(statement(label, book))


def formulas(label, book=BOOK):
    """Return what is displayed in a labelled statement."""
    return "\n\n".join(DISPLAYED.findall(body(label, book)))


def derivation(label, book=BOOK):
    """Return what is displayed in the proof of a labelled statement."""
    return "\n\n".join(DISPLAYED.findall(proof(label, book)))


def unframed(directive):
    """Return the text of a directive, without its fences and options."""
    return OPTIONS.sub("", directive, count=1).rpartition("\n")[0].strip()


def bare(label, book=BOOK):
    """Return the labelled directive, without its label and its number."""
    return LABEL.sub(":nonumber:\n", statement(label, book), count=1)


def find(label, book=BOOK):
    """Return everything that is known of a label."""
    try:
        return statements(book)[label]
    except KeyError:
        raise KeyError(f"no statement of the book has the label {label}") from None


@cache
def statements(book=BOOK):
    """Return every labelled statement of the book's notebooks, {label: Statement}, in the order of the pages."""
    found = {}
    for page in [*sorted(book.glob("*.ipynb")), *sorted(book.glob("homework/*.ipynb"))]:
        cells = nbformat.read(page, as_version=4).cells
        text, unproved = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown"), None
        for kind, source in directives(text):
            if kind == "prf:proof" and unproved:
                found[unproved], unproved = found[unproved]._replace(proof=source), None
            elif label := LABEL.search(OPTIONS.match(source)[1]):
                if label[1] in found:
                    raise ValueError(f"the label {label[1]} stands twice, in {found[label[1]].page} and in {page}")
                found[label[1]] = Statement(kind, source, None, page)
                unproved = label[1] if kind in PROVED else unproved
    return found


def directives(text):
    """Yield (kind, source) of every directive of a text; one that holds others comes before them."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        if opening := OPENING.match(line):
            closing = re.compile(rf"{opening[1][0]}{{{len(opening[1])},}}\s*")
            end = next(i for i in range(start + 1, len(lines)) if closing.fullmatch(lines[i]))
            yield opening[2], "\n".join(lines[start:end + 1])


def fill(text, place=BOOK / "notes", book=BOOK):
    """Return the text of a template, to stand in the folder `place`, with the statements that it names quoted."""
    def moving(part):
        return lambda label: moved(PARTS[part](label, book), find(label, book).page.parent, place)

    return quote(text, {part: moving(part) for part in PARTS})


def quote(text, parts):
    """Return a text in which every line {{ part label 2-3 }} has given way to those blocks of parts[part](label)."""
    def quoted(match):
        part, label, first, last = match.groups()
        if part not in parts:
            raise KeyError(f"nothing can be quoted as {part}: {match[0]}")
        source = re.sub(r"\[\^\w+\]", "", parts[part](label))
        return chosen(source, int(first), int(last or first), match[0]) if first else source

    return QUOTE.sub(quoted, text)


def chosen(source, first, last, asked):
    """Return some blocks of a text, without the frame if it is a directive; they are counted from 1."""
    text = unframed(source) if OPENING.match(source) else source
    blocks = re.split(r"\n\n+|\n(?=- )", text)
    if not 1 <= first <= last <= len(blocks):
        raise KeyError(f"there are {len(blocks)} blocks for {asked}")
    return "\n\n".join(blocks[first - 1:last])


def moved(text, old, new):
    """Return a text whose links to pages led from the folder `old`, with links that lead from the folder `new`."""
    return PAGE.sub(lambda match: Path(os.path.relpath(old / match[0], new)).as_posix(), text)


PARTS = {None: bare, "proof": proof, "body": body, "formulas": formulas, "derivation": derivation}


def fill_folder(source, target, place=BOOK / "notes"):
    """Copy a folder of pages, with every template filled in to stand in the folder `place` of a book."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    for page in target.rglob("*.md"):
        filled = fill(page.read_text(encoding="utf-8"), place / page.parent.relative_to(target))
        page.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
