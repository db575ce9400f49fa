"""The decks: they say what the book says, their minutes are the plans', and no slide is without notes."""

import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
import test_notes

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import check_leaks  # noqa: E402
import make_slides  # noqa: E402
import statements  # noqa: E402
from decks import cells, filling, lecture  # noqa: E402

BOOK, DECKS = ROOT / "book", sorted(filling.DECKS.glob("*.md"))
TEXT = {deck: deck.read_text(encoding="utf-8") for deck in DECKS}
each_deck = pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.stem)


# What a deck quotes.


def changed(folder, page, old, new):
    """Return a copy of the book in which one page says something else."""
    book = shutil.copytree(BOOK, folder / "book", ignore=lambda *_: ["_ext", "_static"])
    text = (book / page).read_text(encoding="utf-8")
    assert old in text
    (book / page).write_text(text.replace(old, new), encoding="utf-8")
    return book


@pytest.mark.parametrize(("old", "new"), [
    ("g acting on each entry", "g acting on every entry"),  # the statement
    (r"The chain rule for one variable gives", r"The chain rule gives"),  # its proof
    (r"\\tag{2}", r"\\tag{2'}"),  # a formula
    ("return g.prime(V @ s_t)[:, None] * V", "return g.prime(V @ s_t)[:, None] * V + 0"),  # code
    ("change of each output, per unit: [-0.1779  0.2494]", "change of each output, per unit: [-0.178  0.249]"),
    ("the curve is steep.", "the curve is steepest."),  # the alternative text of a figure
    ("Which outputs move when the state moves?", "Which outputs move?"),  # the title
])
def test_a_changed_lemma_changes_the_deck(tmp_path, old, new):
    deck, page = filling.DECKS / "03_output_jacobian.md", "03_output_jacobian.ipynb"
    before = filling.fill(deck)
    after = filling.fill(deck, changed(tmp_path, page, old.replace("g acting", "$g$ acting"),
                                       new.replace("g acting", "$g$ acting")))
    (_, lost, found), *others = [(line, *pair) for line, pair in enumerate(
        zip(before.split("\n"), after.split("\n"))) if pair[0] != pair[1]]
    plain = [text.replace("g acting", "$g$ acting").replace("\\\\", "\\") for text in (old, new)]
    assert plain[0] in lost
    assert plain[1] in found
    assert len(others) <= 1


def test_a_changed_question_of_the_notes_changes_the_deck(tmp_path):
    notes = shutil.copytree(filling.NOTES, tmp_path / "notes")
    page = notes / "chapter_03.md"
    page.write_text(page.read_text(encoding="utf-8").replace("it stays, since", "it remains, since"), encoding="utf-8")
    after = filling.fill(filling.DECKS / "03_output_jacobian.md", notes=notes)
    assert "- **A** it remains, since" in after


@pytest.mark.parametrize(("line", "said"), [
    ("{{ lem-none }}", "no statement of the book has the label lem-none"),
    ("{{ proof def-output-jacobian }}", "no proof of def-output-jacobian"),
    ("{{ formulas lem-output-jacobian 2 }}", "there are 1 blocks for {{ formulas lem-output-jacobian 2 }}"),
    ("{{ picture fig-roads }}", "nothing can be quoted as picture: {{ picture fig-roads }}"),
    ("{{ code no_such_name }}", "no cell of 03_output_jacobian.ipynb defines no_such_name"),
    ("{{ output do_ds }}", "the cell of 03_output_jacobian.ipynb that defines do_ds prints nothing"),
    ("{{ figure fig-roads }}", "no figure of 03_output_jacobian.ipynb has the name fig-roads"),
    ("{{ question 4 }}", "chapter_03.md has no concept question 4"),
    ("{{ original slide-none }}", "slides_of_the_original.md has no (slide-none)="),
])
def test_what_is_not_there_is_an_error_that_names_it(tmp_path, capsys, line, said):
    deck = tmp_path / "03_deck.md"
    deck.write_text(f"# A deck\n\n{line}\n", encoding="utf-8")
    assert make_slides.main([str(deck), "--out", str(tmp_path / "out"), "--figures", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def a_page(folder, *sources, output="", figure=None):
    """Write a page of code cells; what the last one prints and draws is given."""
    made = [nbformat.v4.new_code_cell(source) for source in sources]
    made[-1].outputs = [nbformat.v4.new_output("stream", text=output)]
    if figure:
        made[-1].metadata["mystnb"] = {"figure": {"name": figure}, "image": {"alt": "A line\nthat rises."}}
    page = folder / "01_page.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=made), page)
    return page


def test_code_is_found_by_the_name_that_it_defines_first(tmp_path):
    code = ["def f(x):\n    return x  # (1)\n\n\ny = f(1)", "for step in (1, 2):\n    y = step\nprint(y)"]
    page = a_page(tmp_path, *code, output="2\n")
    assert cells.code(page, "f").endswith("\n\ndef f(x):\n    return x  # (1)\n```")
    assert cells.code(page, "y").endswith("\ny = f(1)\n```")
    assert cells.code(page, "step").endswith("print(y)\n```")
    assert cells.output(page, "step") == "```{code-block} text\n:class: large\n\n2\n```"


def test_a_figure_is_drawn_by_executing_its_page(tmp_path):
    page = a_page(tmp_path, "import matplotlib.pyplot as plt", "fig, ax = plt.subplots()\n_ = ax.plot([0, 1])",
                  figure="fig-line")
    cells.draw(page, tmp_path)
    assert (tmp_path / "fig-line.png").read_bytes().startswith(b"\x89PNG")
    assert cells.figure(page, "fig-line") == "```{image} figures/fig-line.png\n:alt: A line that rises.\n```"


def test_a_pause_makes_a_step_and_leaves_the_notes_alone():
    text = "# One\n\nfirst\n\n. . .\n\nthen\n\n:::{revealjs-notes}\nsay\n:::\n\n## Two\n\n. . .\n\nlast\n"
    assert filling.paused(text) == (
        "# One\n\nfirst\n\n:::::::{container} fragment\nthen\n:::::::\n\n:::{revealjs-notes}\nsay\n:::\n\n"
        "## Two\n\n:::::::{container} fragment\nlast\n:::::::\n\n")


def test_links_and_references_become_words():
    text = ("By {prf:ref}`lem-one-step`, [chapter 2](02_goal.ipynb#x), {ref}`note 6 <slide-note-6>`, {numref}`fig-a`, "
            "{cite:t}`pascanu-2013`{cite:p}`a,b-1990` and {ref}`ex-04-order`; $[i](x)$ and "
            "[out](https://example.org/) stay.")
    assert filling.spoken(text) == (
        "By *One step back*, chapter 2, note 6, the figure, Pascanu 2013 and Exercise 22; $[i](x)$ and "
        "[out](https://example.org/) stay.")


def test_a_formula_on_a_slide_does_not_end_in_the_comma_of_the_book_s_sentence():
    end = r"\frac{\mathrm{d}s_0}{\mathrm{d}W} = 0"
    assert f"{end},\n$$" in statements.formulas("lem-one-step")
    assert f"{end}\n$$" in filling.fill(filling.DECKS / "04_state_recurrence.md")


def test_questions_keep_their_answers_for_the_notes():
    notes = filling.NOTES / "chapter_03.md"
    shown, kept = lecture.question(notes, "1"), lecture.answers(notes, "1")
    assert re.findall(r"^- \*\*([A-D])\*\*", shown, re.MULTILINE) == list("ABCD")
    assert "right" not in shown
    assert "whoever" not in shown
    assert kept.count("**right**") == 1
    assert "slope-missing" not in shown + kept


# What a deck has.


def test_every_chapter_has_its_deck():
    numbered = [page for page in BOOK.rglob("*.ipynb") if re.match(r"# \d+ · ", filling.source(page))]
    assert len(numbered) > 5
    assert sorted(filling.chapter(deck) for deck in DECKS) == sorted(numbered)


def test_a_deck_without_a_chapter_is_named(tmp_path):
    with pytest.raises(KeyError, match=r"no page of the book has the number 99, and 99_gone\.md is its deck"):
        filling.chapter(tmp_path / "99_gone.md")


@each_deck
def test_every_slide_has_notes_that_begin_with_its_minutes_and_say_something(deck):
    slides = filling.slides(filling.fill(deck))
    assert [head for head, _, notes in slides if not filling.MINUTES.match(notes.strip())] == []
    assert [head for head, _, notes in slides if len(filling.MINUTES.sub("", notes.strip()).split()) < 8] == []
    assert [head for head, shown, _ in slides if not shown.strip()] == []
    heads = [head for head, _, _ in slides]
    assert len(set(heads)) == len(heads) >= 10


@each_deck
def test_a_deck_s_minutes_are_those_of_the_plans(deck):
    number = int(deck.stem[:2])
    if number == 6:  # the plans name it in words, since it is set in one session and back in another
        rows = [row for row in test_notes.rows(test_notes.INDEX) if any("homework 1" in cell for cell in row[1:4])]
        spent = [int(row[3]) for row in rows if row[0].isdigit()]
        whole = 2, sum(spent)
        assert spent == [10, 10]
    else:
        said = re.search(r"^\*\*Minutes\.\*\* (\d+) in the lecture, (\d+) in the module", test_notes.notes_to(number),
                         re.MULTILINE)
        whole = int(said[1]), int(said[2])
    assert filling.minutes(TEXT[deck]) == whole


@each_deck
def test_a_deck_quotes_its_chapter_and_ends_with_what_was_won(deck):
    assert TEXT[deck].startswith("{{ chapter title }}\n\n{{ chapter promise }}\n")
    quotes = {part for part, *_ in statements.QUOTE.findall(TEXT[deck])}
    if deck.stem[:2] != "06":
        assert {"notes", "question", "answers", "figure"} <= quotes
        assert {"code", "output"} & quotes
        assert [head for head, _, _ in filling.slides(TEXT[deck])][-2:] == ["What we own now", "To take home"]
        assert TEXT[deck].count("{{ notes reading }}\n\n{{ body ex-") == TEXT[deck].count("{{ notes homework }}") == 1
        asked, answered = ([label for part, label, *_ in statements.QUOTE.findall(TEXT[deck]) if part == which]
                           for which in ("question", "answers"))
        assert asked == answered


@each_deck
def test_no_question_is_asked_that_must_wait_for_a_homework(deck):
    assert [shown for _, shown, _ in filling.slides(filling.fill(deck)) if "Ask it after" in shown] == []


@each_deck
def test_nothing_is_left_of_templates_links_and_roles(deck):
    text = filling.fill(deck)
    assert re.findall(r"\{\{.*|.*\.ipynb.*|.*\{(?:prf:)?ref\}.*|.*\{cite.*|.*\{numref.*", text) == []


@each_deck
def test_every_number_of_a_deck_is_in_its_chapter_or_in_the_notes(deck):
    page, notes = filling.chapter(deck), filling.NOTES / f"chapter_{deck.stem[:2]}.md"
    texts = [test_notes.SLIDES, notes.read_text(encoding="utf-8") if notes.exists() else ""]
    known = test_notes.said_in([page]).union(*map(test_notes.numerals, texts))
    exact = re.findall(r"\d+\.\d{2,}|\d+(?:,\d{3})+|\d+(?:\.\d+)?(?= %)", TEXT[deck])
    assert [number for number in exact if not test_notes.numerals(number) <= known] == []


@each_deck
def test_no_deck_holds_an_answer_to_homework(deck, tmp_path):
    (tmp_path / deck.name).write_text(filling.fill(deck), encoding="utf-8")
    known = check_leaks.secrets(check_leaks.SOURCES)
    assert list(check_leaks.leaks(known, tmp_path)) == []


def test_the_homework_s_deck_says_its_points_and_minutes():
    deck = filling.DECKS / "06_homework.md"
    page = filling.chapter(deck)
    marked = [cell.metadata.get("nbgrader", {}).get("points", 0) for cell in nbformat.read(page, as_version=4).cells]
    assert f"## Seven questions, {sum(marked)} points\n" in TEXT[deck]
    assert sum(points > 0 for points in marked) == 7
    assert "{} minutes to read, {} to do".format(*test_notes.minutes_of(page)) in TEXT[deck]


def test_every_correction_of_the_original_stands_once_in_some_deck():
    slides = test_notes.SLIDES.split("(slide-thanks)=")[0]
    corrections = re.findall(r"^(?:- |\*\*(?:Right|Say aloud|Correct aloud)\.\*\* ).*$", slides, re.MULTILINE)
    said = [line for deck in DECKS for line in filling.fill(deck).split("\n")]
    assert len(corrections) > 20
    assert [line for line in corrections if said.count(filling.spoken(line)) != 1] == []


def test_a_folder_that_is_there_is_not_overwritten(tmp_path):
    with pytest.raises(SystemExit, match="is there already"):
        make_slides.main(["--out", str(tmp_path)])
