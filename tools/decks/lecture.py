"""What the lecture notes say: questions with their choices, opening questions, corrections of the original's slides."""

import re

CHOICE = re.compile(r"^\| \**([A-D])\** \| (.*?) \| (.*?) \|", re.MULTILINE)


def question(notes, number):
    """Return a concept question as students see it: its text and four choices."""
    text = asked(notes, number)
    choices = "\n".join(f"- **{letter}** {choice}" for letter, choice, _ in CHOICE.findall(text))
    return f"{text.split('| |')[0].strip()}\n\n:::{{container}} choices\n{choices}\n:::"


def answers(notes, number):
    """Return what each choice of a concept question reveals, for the lecturer."""
    return "\n".join(f"- **{letter}**: {reason}" for letter, _, reason in CHOICE.findall(asked(notes, number)))


def asked(notes, number):
    """Return a concept question with its table, as it stands in the notes to a chapter."""
    part = section(notes, "## Three concept questions")
    found = re.search(rf"^\*\*{number}\. (.*?)(?=^\*\*\d\. |^:::|\Z)", part, re.MULTILINE | re.DOTALL)
    if not found:
        raise KeyError(f"{notes.name} has no concept question {number}")
    return f"**{found[1]}"


def said(notes, part):
    """Return a part of the notes to a chapter: the question that opens it, what to set, what of this is to read."""
    if part == "reading":
        return re.match(r"To read: .*?\.", section(notes, "## Homework"))[0]
    return section(notes, {"opening": "## The question that opens", "homework": "## Homework"}[part])


def corrections(original, label):
    """Return what the notes say of a slide of the original: what is right in it, and what to correct aloud."""
    text = section(original, f"({label})=")
    title = re.search(r"^## (.*)$", text, re.MULTILINE)[1]
    said = re.findall(r"^\*\*(?:Right|Say aloud|Correct aloud)\.\*\*.*?(?=^\*\*|\Z)", text, re.MULTILINE | re.DOTALL)
    return "\n\n".join([f"**Of the original: {title}.**", *(part.strip() for part in said)])


def section(page, head):
    """Return what stands under a line of a page, down to the next line of its kind."""
    text = page.read_text(encoding="utf-8")
    start = "## " if head.startswith("## ") else "(slide-"
    found = re.search(rf"^{re.escape(head)}\n(.*?)(?=^{re.escape(start)}|\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise KeyError(f"{page.name} has no {head}")
    return found[1].strip()
