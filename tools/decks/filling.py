"""Fill in the source of a deck: quote the book and the notes, and say in words what links say in the book.

A line `. . .` is a pause: what follows it on the slide appears by a step.
"""

import re
from functools import cache
from pathlib import Path

import nbformat
import statements

from decks import cells, lecture

ROOT = Path(__file__).resolve().parents[2]
DECKS, NOTES = ROOT / "instructor/slides", ROOT / "instructor/notes"
FIGURE = re.compile(r"^\{\{ figure ([\w-]+) \}\}$", re.MULTILINE)
MINUTES = re.compile(r"^\*\*Lecture (\d+), module (\d+)\.\*\*", re.MULTILINE)
# The comma after a displayed formula, where the book's sentence goes on.
HANGING = re.compile(r" *,((?:\s|\\tag\{[^}]*\}|\\end\{\w+\})*\n\$\$)(?=\n\n|\Z)")
SLIDE = re.compile(r"^(?=## )", re.MULTILINE)
NOTE = ":::{revealjs-notes}"
LINK = re.compile(r"\[([^\]]+)\]\((?!\w+:)[^)\s]*(?:\.ipynb|\.md|#)[^)\s]*\)")
ROLE = re.compile(r"\{([\w:]+)\}`(?:([^`<]*?) <)?([\w,-]+)>?`")


def fill(deck, book=statements.BOOK, notes=NOTES):
    """Return the MyST of a deck, given the path of its source."""
    page, lecture_notes = chapter(deck, book), notes / f"chapter_{deck.stem[:2]}.md"
    parts = {part: (lambda label, quote=quote: quote(label, book)) for part, quote in statements.PARTS.items()} | {
        "formulas": lambda label: HANGING.sub(r"\1", statements.formulas(label, book)),
        "derivation": lambda label: HANGING.sub(r"\1", statements.derivation(label, book)),
        None: lambda label: labelled(statements.bare(label, book), f"{label}-{deck.stem}"),
        "chapter": lambda part: of_chapter(page, part),
        "code": lambda name: cells.code(page, name),
        "output": lambda name: cells.output(page, name),
        "figure": lambda name: cells.figure(page, name),
        "question": lambda number: lecture.question(lecture_notes, number),
        "answers": lambda number: lecture.answers(lecture_notes, number),
        "notes": lambda part: lecture.said(lecture_notes, part),
        "original": lambda label: lecture.corrections(notes / "slides_of_the_original.md", label),
    }
    return spoken(statements.quote(paused(deck.read_text(encoding="utf-8")), parts), book)


def labelled(statement, label):
    """Return a statement with a label that no other deck gives it."""
    return statement.replace(":nonumber:\n", f":nonumber:\n:label: {label}\n", 1)


@cache
def chapter(deck, book=statements.BOOK):
    """Return the notebook that a deck belongs to: the one whose title has the deck's number."""
    number = int(deck.stem[:2])
    for page in sorted(book.rglob("*.ipynb")):
        if source(page).startswith(f"# {number} · "):
            return page
    raise KeyError(f"no page of the book has the number {number}, and {deck.name} is its deck")


@cache
def source(page):
    """Return all text of a notebook."""
    texts = [cell.source for cell in nbformat.read(page, as_version=4).cells if cell.cell_type == "markdown"]
    return "\n\n".join(texts)


def of_chapter(page, part):
    """Return a part of a chapter that has no label: its title, its promise, its summary."""
    text = source(page)
    title, promise = text.split("\n\n")[:2]
    summary = re.search(r"^## Summary\n\n(.*?)\n\n\*\*What we still owe\.", text, re.MULTILINE | re.DOTALL)
    return {"title": title, "promise": promise, "summary": summary[1]}[part]


def paused(text):
    """Return the source of a deck, with a container around what follows a pause, up to the next or to the notes."""
    slides = []
    for slide in SLIDE.split(text):
        shown, *note = slide.partition(NOTE)
        first, *later = re.split(r"^\. \. \.\n", shown, flags=re.MULTILINE)
        steps = [f":::::::{{container}} fragment\n{part.strip()}\n:::::::\n\n" for part in later]
        slides.append("".join([first, *steps, *note]))
    return "".join(slides)


def spoken(text, book=statements.BOOK):
    """Return a text in which links and references are words: a deck stands alone, away from the book's pages."""
    exercises = [label for label, found in statements.statements(book).items() if found.kind == "exercise"]

    def words(match):
        role, said, target = match.groups()
        if role == "prf:ref":
            return f"*{statements.title(target, book)}*"
        if role == "cite:p":
            return ""
        if role == "cite:t":
            return target.replace("-", " ").title()
        if role == "ref" and target in exercises:
            return f"Exercise {exercises.index(target) + 1}"
        return said or {"numref": "the figure"}.get(role, f"`{target}`")

    return ROLE.sub(words, LINK.sub(r"\1", text))


def slides(text):
    """Return the slides of a deck's source: (title, what is shown, notes) of each."""
    found = []
    for slide in SLIDE.split(text):
        shown, _, note = slide.partition(NOTE)
        head, _, shown = shown.lstrip().partition("\n")
        found.append((head.lstrip("# "), shown, note))
    return found


def minutes(text):
    """Return the minutes of a deck: in the lecture and in the module."""
    spent = [tuple(map(int, pair)) for pair in MINUTES.findall(text)]
    return tuple(sum(column) for column in zip(*spent))
