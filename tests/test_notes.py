"""The lecture notes: their plans add up, their code prints what they show, and what they quote and name exists."""

import contextlib
import io
import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import statements  # noqa: E402

BOOK, NOTES = ROOT / "book", ROOT / "instructor/notes"
ADOPTING = BOOK / "adopting.md"
CHAPTERS = sorted(BOOK.glob("[01][0-9]_*.ipynb"))
NUMBERS = [int(path.name[:2]) for path in CHAPTERS]
PAGES = sorted(NOTES.glob("*.md"))
TEXT = {path.name: path.read_text(encoding="utf-8") for path in [*PAGES, ADOPTING]}
INDEX, SLIDES = TEXT["index.md"], TEXT["slides_of_the_original.md"]
SLIDE_NOTES = set(re.findall(r"\((slide-note-\d+)\)=", (BOOK / "slide_notes.ipynb").read_text(encoding="utf-8")))
SECTIONS = ["The question that opens", "Board plan", "Three concept questions",
            "Misconceptions, each with its wrong number", "Short of time", "Homework"]
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
each_chapter = pytest.mark.parametrize("number", NUMBERS)
each_page = pytest.mark.parametrize("name", TEXT)


def notes_to(number):
    return TEXT[f"chapter_{number:02d}.md"]


def section(text, title):
    """Return what stands under a heading of the second level."""
    return re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]


def rows(text):
    """Return the rows of all tables in a text, without the lines under their heads."""
    lines = [line for line in re.findall(r"^\|(.*)\|$", text, re.MULTILINE) if line.strip("-|")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def whole(text):
    return int(text or 0)


# The tool that quotes.


def test_every_labelled_directive_of_the_notebooks_is_found():
    notebooks = [*BOOK.glob("*.ipynb"), *BOOK.glob("homework/*.ipynb")]
    cells = [cell.source for path in notebooks for cell in nbformat.read(path, as_version=4).cells]
    labels = re.findall(r"^:label: *(\S+)", "\n".join(cells), re.MULTILINE)
    assert sorted(statements.statements()) == sorted(labels)


@pytest.mark.parametrize("label", statements.statements())
def test_a_statement_reaches_from_its_first_fence_to_its_last(label):
    found = statements.find(label)
    first, *_, last = found.source.split("\n")
    assert re.fullmatch(rf"(:+|`+)\{{{found.kind}\}}.*", first)
    assert last == first[:first.index("{")]
    assert re.findall(r"^:label: (\S+)$", found.source, re.MULTILINE) == [label]
    assert (found.proof is not None) == (found.kind in statements.PROVED)


def a_book(folder, *cells):
    """Write a book of one page."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(cell) for cell in cells])
    (folder / "homework").mkdir()
    nbformat.write(notebook, folder / "homework/1_page.ipynb")
    return folder


LEMMA = """Before.

::::{admonition} Folded
:::{prf:lemma} A title
:label: lem-one
See [chapter 2](../02_goal.ipynb) and a note[^one].

$$
x = 1
$$

Here $x$ is 1.
:::
Between.
::::"""
PROOF = ":::{prf:proof}\nTrivially, as in [homework 2](2_recurrence.ipynb).\n:::"


def test_a_quotation_loses_its_label_and_footnotes_and_keeps_its_links(tmp_path):
    book = a_book(tmp_path, LEMMA, PROOF)
    assert statements.fill("a\n{{ lem-one }}\nb", book / "notes", book) == (
        "a\n:::{prf:lemma} A title\n:nonumber:\nSee [chapter 2](../02_goal.ipynb) and a note.\n\n"
        "$$\nx = 1\n$$\n\nHere $x$ is 1.\n:::\nb")
    assert "[homework 2](../homework/2_recurrence.ipynb)" in statements.fill(
        "{{ proof lem-one }}", book / "notes", book)
    assert statements.fill("{{ formulas lem-one }}", book / "notes", book) == "$$\nx = 1\n$$"
    assert statements.fill("{{ body lem-one }}", book / "notes", book).startswith("See [")
    assert statements.fill("not {{ lem-one }} here", book / "notes", book) == "not {{ lem-one }} here"


def test_a_directive_ends_at_its_own_fence():
    inner = ":::{note}\nx\n:::"
    outer = f"::::{{exercise}}\n{inner}\nmore\n::::"
    assert list(statements.directives(f"a\n{outer}\n:::\n")) == [("exercise", outer), ("note", inner)]


def test_a_changed_lemma_changes_the_handout(tmp_path):
    shutil.copytree(BOOK, tmp_path / "book", ignore=lambda *_: ["_ext", "_static"])
    page = tmp_path / "book/04_state_recurrence.ipynb"
    page.write_text(page.read_text(encoding="utf-8").replace("tag{3}", "tag{3'}"), encoding="utf-8")
    before, after = (statements.fill(TEXT["handout.md"], book=book) for book in (BOOK, tmp_path / "book"))
    assert before != after == before.replace("tag{3}", "tag{3'}")


def test_a_label_that_is_nowhere_or_twice_is_an_error(tmp_path):
    with pytest.raises(KeyError, match="no statement of the book has the label lem-none"):
        statements.fill("{{ lem-none }}")
    with pytest.raises(KeyError, match="no proof of def-network"):
        statements.proof("def-network")
    with pytest.raises(ValueError, match="lem-one stands twice"):
        statements.statements(a_book(tmp_path, LEMMA, LEMMA))


def test_a_folder_of_templates_is_filled_in(tmp_path, capsys):
    statements.main(["--fill", str(NOTES), str(tmp_path / "notes")])
    filled = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "notes").glob("*.md")}
    assert set(filled) == {path.name for path in PAGES}
    assert [name for name, text in filled.items() if "{{" in text] == []
    assert [name for name in filled if filled[name] != TEXT[name]] == ["handout.md"]
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "deep/er/page.md").write_text("{{ ex-05-initial-state }}\n", encoding="utf-8")
    statements.fill_folder(tmp_path / "deep", tmp_path / "elsewhere")
    assert "](../../04_state_recurrence.ipynb)" in (tmp_path / "elsewhere/er/page.md").read_text(encoding="utf-8")
    statements.main(["lem-recurrence"])
    assert capsys.readouterr().out == statements.statement("lem-recurrence") + "\n"
    statements.main([])
    assert len(capsys.readouterr().out.splitlines()) == len(statements.statements())


# The plans.


def test_every_chapter_has_its_page_and_every_page_its_chapter():
    assert sorted(TEXT) == sorted([*(f"chapter_{number:02d}.md" for number in NUMBERS), "adopting.md", "handout.md",
                                   "index.md", "slides_of_the_original.md"])


@each_chapter
def test_a_page_has_the_chapter_s_title_and_all_sections(number):
    text, chapter = notes_to(number), nbformat.read(CHAPTERS[NUMBERS.index(number)], as_version=4)
    assert text.startswith("# Notes to chapter " + chapter.cells[0].source.split("\n")[0].removeprefix("# ") + "\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert re.findall(r"^\*\*(Aim|Minutes|In the book)\.\*\*", text, re.MULTILINE) == ["Aim", "Minutes", "In the book"]


def lecture():
    """Return (chapter or None, minutes) of each row of the first plan."""
    _, *plan, last = rows(section(INDEX, "One lecture of 90 minutes"))
    return [(int(row[2]) if row[2] else None, int(row[3])) for row in plan], int(last[3])


def module():
    """Return (session, chapter or None, minutes) of each row of the second plan."""
    _, *plan, last = [row for row in rows(section(INDEX, "A module of four weeks")) if len(row) == 4]
    return [(int(row[0]), int(row[1]) if row[1] else None, int(row[3])) for row in plan], int(last[3])


def test_both_plans_sum_to_what_they_say():
    plan, total = lecture()
    assert sum(minutes for _, minutes in plan) == total == 90
    plan, total = module()
    sessions = [sum(minutes for session, _, minutes in plan if session == each) for each in range(1, 9)]
    assert sessions == [90] * 8
    assert sum(sessions) == total == 720
    assert [session for session, _, _ in plan] == sorted(session for session, _, _ in plan)


@each_chapter
def test_a_page_s_minutes_are_those_of_the_plans_and_its_board_fills_them(number):
    by_session = {}
    for session, chapter, minutes in module()[0]:
        if chapter == number:
            by_session[session] = by_session.get(session, 0) + minutes
    in_lecture = sum(minutes for chapter, minutes in lecture()[0] if chapter == number)
    said = re.search(r"^\*\*Minutes\.\*\* (\d+) in the lecture, (\d+) in the module \((.*)\)\.$", notes_to(number),
                     re.MULTILINE)
    assert (int(said[1]), int(said[2])) == (in_lecture, sum(by_session.values()))
    parts = re.findall(r"(\d+) in session (\d+)", said[3]) or [(said[2], re.fullmatch(r"session (\d+)", said[3])[1])]
    assert {int(session): int(minutes) for minutes, session in parts} == by_session
    boards = re.split(r"^\| where .*$", section(notes_to(number), "Board plan"), flags=re.MULTILINE)[1:]
    totals = []
    for board in boards:
        *steps, last = rows(board)
        totals.append([whole(last[2]), whole(last[3])])
        assert [sum(whole(step[column]) for step in steps) for column in (2, 3)] == totals[-1]
    assert [total for _, total in totals] == list(by_session.values())
    assert sum(total for total, _ in totals) == in_lecture


def test_the_slides_minutes_are_those_of_the_plans():
    found = {}
    for part in re.split(r"^## ", SLIDES, flags=re.MULTILINE)[1:]:
        minutes = re.search(r"^\*\*Minutes\.\*\* Lecture (\d+), module (\d+)\.$", part, re.MULTILINE).groups()
        chapter = re.search(r"notes: \[chapter (\d+)\]", part)
        found.setdefault(int(chapter[1]) if chapter else None, []).append([int(number) for number in minutes])
    totals = {chapter: [sum(column) for column in zip(*parts)] for chapter, parts in found.items()}
    assert {chapter: total for chapter, (total, _) in totals.items()} == {
        chapter: sum(minutes for each, minutes in lecture()[0] if each == chapter) for chapter in totals}
    assert {chapter: total for chapter, (_, total) in totals.items() if chapter is not None} == {
        chapter: sum(minutes for _, each, minutes in module()[0] if each == chapter) for chapter in range(6)}


def from_notes(link):
    """Return where a link of the notes leads, once they stand in the book."""
    return (BOOK / "notes" / link).resolve()


def minutes_of(path):
    """Return the minutes to read a page of the book, and those for its exercises."""
    text = nbformat.read(path, as_version=4)
    found = re.search(r"\*\*Time:\*\* (\d+) minutes to read.*?(\d+) for the ex", "".join(
        cell.source for cell in text.cells if cell.cell_type == "markdown"))
    return [int(number) for number in found.groups()]


def test_what_students_do_outside_sums_to_the_minutes_of_the_pages():
    _, *weeks, together = [row for row in rows(section(INDEX, "A module of four weeks")) if len(row) == 5]
    reading = {number: minutes_of(path)[0] for number, path in zip(NUMBERS, CHAPTERS)}
    read = []
    for _, chapters, minutes, homework, more in weeks:
        numbers = [int(number) for number in re.findall(r"\d+", chapters)]
        read += numbers
        assert whole(minutes) == sum(reading[number] for number in numbers)
        if homework:
            assert int(more) == sum(minutes_of(from_notes(re.search(r"\((.*)\)", homework)[1])))
    assert read == NUMBERS
    alone = [sum(whole(week[column]) for week in weeks) for column in (2, 4)]
    assert [whole(together[2]), whole(together[4])] == alone
    assert f"That is 720 minutes together and {sum(alone)} minutes alone." in INDEX


@each_chapter
def test_minutes_and_points_of_what_a_page_sets_are_those_of_the_book(number):
    homework = section(notes_to(number), "Homework")
    assert int(re.search(r"^To read: chapter \d+, (\d+) minutes", homework, re.MULTILINE)[1]) == minutes_of(
        CHAPTERS[NUMBERS.index(number)])[0]
    for link, points, *said in re.findall(
            r"\((\.\./homework/\S+)\).*?(\d+) points, (\d+) minutes to read and (\d+) to do", homework):
        assert [int(minutes) for minutes in said] == minutes_of(from_notes(link))
        cells = nbformat.read(from_notes(link), as_version=4).cells
        assert int(points) == sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells)


# The questions.

DIAGNOSES = set(re.findall(r"^\| `([\w-]+)` \|", (ROOT / "instructor/homework/diagnoses.md").read_text(
    encoding="utf-8"), re.MULTILINE))


@each_chapter
def test_each_question_has_one_right_choice_and_wrong_ones_from_the_bank(number):
    part, named = section(notes_to(number), "Three concept questions"), 0
    questions = re.split(r"^(?=\*\*\d\. )", part, flags=re.MULTILINE)[1:]
    assert [question[2] for question in questions] == list("123")
    for question in questions:
        choices = rows(question.split(":::")[0])[1:]
        right = [choice for choice in choices if choice[0].startswith("**")]
        assert [choice[0].strip("*") for choice in choices] == list("ABCD")
        assert len(right) == 1
        assert right[0][2].startswith("**right**: ")
        assert right[0][3] == ""
        for _, _, _, key in (choice for choice in choices if choice not in right):
            assert key == "–" or key.strip("`") in DIAGNOSES
            named += key != "–"
    assert named >= 4
    watched = re.findall(r"Watch for (.*?)[.;]", section(notes_to(number), "Homework"))
    assert set(re.findall(r"`([\w-]+)`", " ".join(watched))) <= DIAGNOSES


# The numbers.


def printed(text):
    """Run a page's code, in order and in one namespace; yield what each block prints, and what the page shows."""
    names = {}
    for code, shown in BLOCK.findall(text):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "notes", "exec"), names)
        yield out.getvalue(), shown


@pytest.mark.parametrize("name", [name for name, text in TEXT.items() if "```python" in text])
def test_code_prints_what_the_page_shows(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.csv").write_text("".join(f"{(7 * i) % 31}\n" for i in range(200)), encoding="utf-8")
    for found, shown in printed(TEXT[name]):
        if name == "adopting.md":
            before, after = map(float, re.findall(r"\d+\.\d", found))
            assert after < before / 2
        else:
            assert found == shown


@each_chapter
def test_every_misconception_with_code_shows_a_number(number):
    part = section(notes_to(number), SECTIONS[3])
    assert len(re.findall(r"^\*\*\"", part, re.MULTILINE)) >= 2
    assert part.count("```python") == part.count("```text") >= 2


def numerals(text):
    """Return the numbers of a text: without sign, without zeros at the end."""
    found = re.findall(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?(?:e[+-]?\d+)?", text)
    return {number.rstrip("0").rstrip(".") if "." in number and "e" not in number else number for number in found}


def said_in(paths):
    """Return all numbers of the pages of the book, in prose and in stored outputs."""
    cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
    outputs = [output.get("text", "") for cell in cells for output in cell.get("outputs", [])]
    return numerals("\n".join([*(cell.source for cell in cells if cell.cell_type == "markdown"), *outputs]))


@pytest.mark.parametrize("name", [path.name for path in PAGES if path.name != "slides_of_the_original.md"])
def test_every_number_in_prose_is_printed_by_code_here_or_in_the_chapter(name):
    number = re.search(r"\d\d", name)
    paths = [CHAPTERS[NUMBERS.index(int(number[0]))]] if number else CHAPTERS
    known = numerals("\n".join(shown for _, shown in BLOCK.findall(TEXT[name]))) | said_in(paths)
    prose = BLOCK.sub("", TEXT[name])
    exact = re.findall(r"\d+\.\d{2,}|\d+(?:,\d{3})+|\d+(?:\.\d+)?(?= %)", prose)
    assert [number for number in exact if not numerals(number) <= known] == []


def test_the_ranges_on_the_slides_page_are_those_of_the_slide_notes():
    cells = nbformat.read(BOOK / "slide_notes.ipynb", as_version=4).cells
    outputs = "".join(output.get("text", "") for cell in cells for output in cell.get("outputs", []))
    ranges = [tuple(round(float(end)) for end in pair) for pair in re.findall(r"([\d.]+) to ([\d.]+) %", outputs)]
    said = [tuple(map(int, pair)) for pair in re.findall(r"by (\d+) to (\d+) %", SLIDES)]
    assert said
    assert set(said) <= set(ranges)
    assert {int(most) for most in re.findall(r"up to (\d+) %", SLIDES)} <= {most for _, most in ranges}


# What the pages refer to.


@each_page
def test_every_label_that_a_page_names_exists(name):
    text = TEXT[name]
    known = SLIDE_NOTES | set(statements.statements()) | set(re.findall(r"^\(([\w-]+)\)=$", SLIDES, re.MULTILINE))
    named = re.findall(r"\{(?:prf:ref|ref|numref)\}`(?:[^`<]*<)?([\w-]+)>?`", text)
    quoted = [label for _, label, *_ in statements.QUOTE.findall(text)]
    assert [label for label in named + quoted if label not in known] == []


@each_page
def test_every_link_of_a_page_leads_somewhere_once_it_stands_in_the_book(name):
    here = BOOK if name == "adopting.md" else BOOK / "notes"
    targets = [*re.findall(r"\]\(([^)#:]+)\)", TEXT[name]), *re.findall(r"\{download\}`[^`<]*<([^>]+)>`", TEXT[name])]
    paths = [(here / target).resolve() for target in targets]
    at_home = [NOTES / path.name if path.parent == BOOK / "notes" else path for path in paths]
    beside = ROOT / "instructor/homework/diagnoses.md"  # the private edition puts it among the notes
    assert [path for path in at_home if not path.exists() and path != NOTES / beside.name] == []
    assert beside.exists()


@each_chapter
def test_a_page_links_the_deck_of_its_chapter(number):
    decks = re.findall(r"\]\(deck:(\w+)\.html\)", notes_to(number))
    assert [deck[:2] for deck in decks] == [f"{number:02d}"]
    assert (ROOT / f"instructor/slides/{decks[0]}.md").exists()


def test_the_slides_page_corrects_every_note_and_every_slide_is_linked():
    assert set(re.findall(r"<(slide-note-\d+)>", SLIDES)) == SLIDE_NOTES != set()
    labels = re.findall(r"^\((slide-[\w-]+)\)=$", SLIDES, re.MULTILINE)
    assert [label for label in labels if f"<{label}>" not in INDEX] == []


@pytest.mark.parametrize("path", [NOTES / "index.md", ADOPTING, ROOT / "README.md", ROOT / "CONTRIBUTING.md"],
                         ids=lambda path: path.name)
def test_every_target_and_file_that_a_page_names_exists(path):
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = [word for line in re.findall(r"\bmake ((?:[a-z-]+ ?)+)", text) for word in line.split()
              if f"`make {line.strip()}" in text or f"\nmake {line}" in text]
    assert [word for word in wanted if word not in targets] == []
    files = re.findall(r"`((?:book|instructor|tools|tests|rnnlib)/[\w/.*]+|[\w-]+\.(?:yml|cff|md))`", text)
    assert [file for file in files if not list(ROOT.glob(file.rstrip("/")))] == []


def test_the_notes_hold_no_answer_to_the_first_homework():
    import check_leaks

    formula = check_leaks.FORMULA.values()
    assert [name for name, text in TEXT.items() for each in formula if each.search(check_leaks.compact(text))] == []
