"""The rules of the house, for every page of the book; beside each rule stands what breaks it."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import rnnlib

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "book").rglob("*.ipynb"))
PAGES = sorted([*NOTEBOOKS, *(ROOT / "book").rglob("*.md")])
PAGES = [page for page in PAGES if not {"node_modules", ".ipynb_checkpoints"} & set(page.parts)]
FILLERS = re.compile(r"\b(simply|obviously|clearly|trivial(ly)?|needless to say|of course)\b", re.IGNORECASE)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def bare(function):
    """The syntax tree of a function without docstring, decorators and annotations."""
    function.decorator_list, function.returns = [], None
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    for argument in ast.walk(function):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.dump(function)


def functions(source):
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


LIBRARY = {function.name: bare(function)
           for path in (ROOT / "rnnlib").rglob("*.py") for function in functions(path.read_text(encoding="utf-8"))
           if function.name in rnnlib.__all__}


def is_executed_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"counts are {counts}"


def stores_no_error(notebook):
    yield from (output.evalue for cell in code(notebook) for output in cell.outputs if output.output_type == "error")


def stores_only_text(notebook):
    for cell in code(notebook):
        for output in cell.outputs:
            yield from (f"{kind} in {cell.source[:40]!r}" for kind in output.get("data", {}) if kind != "text/plain")


def writes_nothing_to_stderr(notebook):
    yield from (output.text for cell in code(notebook) for output in cell.outputs if output.get("name") == "stderr")


def has_short_cells(notebook):
    for cell in code(notebook):
        doc = [ast.get_docstring(node, clean=False) or "" for node in functions(cell.source)]
        lines = len(re.findall(r"\S.*", cell.source)) - sum(len(re.findall(r"\S.*", text)) for text in doc)
        allowed = 25 if "listing" in cell.metadata.get("tags", []) else 12
        if lines > allowed:
            yield f"{lines} lines, at most {allowed}: {cell.source[:60]!r}"


def has_at_most_one_listing(notebook):
    listings = [cell for cell in code(notebook) if "listing" in cell.metadata.get("tags", [])]
    if len(listings) > 1:
        yield f"{len(listings)} listings"


def has_lines_that_fit(notebook):
    yield from (line for cell in code(notebook) for line in cell.source.splitlines() if len(line) > 79)


def imports_in_the_first_cell_only(notebook):
    for cell in code(notebook)[1:]:
        yield from (ast.unparse(node) for node in ast.walk(ast.parse(cell.source))
                    if isinstance(node, (ast.Import, ast.ImportFrom)))


def claims_in_sentences(notebook):
    for cell in code(notebook):
        yield from (ast.unparse(node) for node in ast.walk(ast.parse(cell.source))
                    if isinstance(node, ast.Assert) and node.msg is None)


def defines_what_the_library_defines(notebook):
    for cell in code(notebook):
        yield from (f"{node.name} differs from rnnlib.{node.name}" for node in functions(cell.source)
                    if node.name in LIBRARY and bare(node) != LIBRARY[node.name])


def describes_every_figure(notebook):
    for cell in code(notebook):
        if re.search(r"\bplot\.\w+\(", cell.source):
            mystnb = cell.metadata.get("mystnb", {})
            for kind, word in ("image", "alt"), ("figure", "caption"), ("figure", "name"):
                if not mystnb.get(kind, {}).get(word):
                    yield f"no {word}: {cell.source[:60]!r}"


def shows_every_figure(notebook):
    for cell in code(notebook):
        shown = any("<Figure" in output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        if re.search(r"\bplot\.\w+\(", cell.source) and not shown:
            yield f"no figure came: {cell.source[:60]!r}"


def has_short_paragraphs(notebook):
    for cell in prose(notebook):
        text = re.sub(r"\$\$.*?\$\$|```.*?```|^:.*?$", "\n\n", cell.source, flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"\$[^$]*\$|`[^`]*`", "x", text)
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*|\d])", text):
            if len(paragraph.split()) > 60:
                yield f"{len(paragraph.split())} words: {paragraph[:60]!r}"


def has_no_filler(notebook):
    for cell in prose(notebook):
        yield from (match.group() for match in FILLERS.finditer(cell.source))


def has_one_title(notebook):
    text = re.sub(r"```.*?```", "", "\n".join(cell.source for cell in prose(notebook)), flags=re.DOTALL)
    titles = re.findall(r"^# .*", text, re.MULTILINE)
    if len(titles) != 1:
        yield f"titles: {titles}"


def sums_the_minutes_of_its_exercises(notebook):
    text = "\n".join(cell.source for cell in prose(notebook))
    begins = re.findall(r"^:+\{exercise\}\n:label: (.*)\n(.*)", text, re.MULTILINE)
    minutes = [re.match(r"\*\*.+, (\d+) minutes\.\*\*", begin) for _, begin in begins]
    yield from (f"no minutes: {label}" for (label, _), found in zip(begins, minutes) if not found)
    told, total = re.search(r"\*\*Time:\*\* .*?(\d+) for the ex", text), sum(int(one[1]) for one in minutes if one)
    if begins and (told is None or int(told[1]) != total):
        yield f"the exercises take {total} minutes"


CARD = "**Time:** 5 minutes to read, and 9 for the exercises."


def exercise(begin):
    return new_markdown_cell(f":::{{exercise}}\n:label: ex-00-sum\n**{begin}** Add up.\n:::")


# Every rule, with a cell that breaks it.
RULES = {
    is_executed_from_top_to_bottom: new_code_cell("x = 1", execution_count=3),
    stores_no_error: new_code_cell("1 / 0", execution_count=1, outputs=[
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])]),
    stores_only_text: new_code_cell("fig", execution_count=1, outputs=[
        new_output("display_data", data={"text/plain": "<Figure>", "image/png": "iVBOR"})]),
    writes_nothing_to_stderr: new_code_cell("x", execution_count=1, outputs=[
        new_output("stream", name="stderr", text="RuntimeWarning: overflow")]),
    has_short_cells: new_code_cell("x = 1\n" * 13),
    has_at_most_one_listing: [new_code_cell("x = 1", metadata={"tags": ["listing"]}) for _ in range(2)],
    has_lines_that_fit: new_code_cell("x = '" + "x" * 80 + "'"),
    imports_in_the_first_cell_only: [new_code_cell("x = 1"), new_code_cell("import numpy")],
    claims_in_sentences: new_code_cell("assert 1 + 1 == 2"),
    defines_what_the_library_defines: new_code_cell("def dE_do(o, y):\n    return o - y"),
    describes_every_figure: new_code_cell("fig = plot.output_jacobian(V, slopes)"),
    shows_every_figure: new_code_cell("fig = plot.output_jacobian(V, slopes)"),
    has_short_paragraphs: new_markdown_cell("word " * 61),
    has_no_filler: new_markdown_cell("This simply holds."),
    has_one_title: new_markdown_cell("# One\n\n# Two"),
    sums_the_minutes_of_its_exercises: [new_markdown_cell(CARD), exercise("On paper, 8 minutes.")],
}
HOMEWORK_MAY = {defines_what_the_library_defines}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_keeps_the_rule(path, rule):
    if path.parent.name == "homework" and rule in HOMEWORK_MAY:
        pytest.skip("homework defines what students define")
    assert list(rule(nbformat.read(path, as_version=4))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_bites(rule):
    cells = RULES[rule] if isinstance(RULES[rule], list) else [RULES[rule]]
    assert list(rule(new_notebook(cells=cells))) != []


FIGURE = {"image": {"alt": "It falls."}, "figure": {"caption": "The fall.", "name": "fall"}}
SHOWN = [new_output("display_data", data={"text/plain": "<Figure size 1x1>"})]


def figure(without=None, part=None, outputs=()):
    """Return a cell that draws, in whose metadata a word is missing."""
    metadata = {kind: {name: word for name, word in words.items() if (kind, name) != (without, part)}
                for kind, words in FIGURE.items()}
    return new_code_cell("fig = plot.cliff(V)", metadata={"mystnb": metadata}, execution_count=1, outputs=[*outputs])


def listing(lines):
    return new_code_cell("x = 1\n" * lines, metadata={"tags": ["listing"]})


# Cells that break a rule in another way.
ALSO_BROKEN = [
    (is_executed_from_top_to_bottom, [new_code_cell("x = 1")]),
    (is_executed_from_top_to_bottom, [new_code_cell("x", execution_count=count) for count in (2, 1)]),
    (stores_only_text, [new_code_cell("x", outputs=[new_output("execute_result", data={"text/html": "<b>1</b>"})])]),
    (has_short_cells, [listing(26)]),
    (has_short_cells, [new_code_cell("def f():\n    \"\"\"Say.\"\"\"\n" + 12 * "    x = 1\n")]),
    (imports_in_the_first_cell_only, [new_code_cell("x = 1"), new_code_cell("def f():\n    from math import pi")]),
    (claims_in_sentences, [new_code_cell("def f():\n    assert 1 + 1 == 2")]),
    (defines_what_the_library_defines, [new_code_cell("def dE_do(o, y, z):\n    return 2 * (o - y)")]),
    (describes_every_figure, [figure("image", "alt")]),
    (describes_every_figure, [figure("figure", "caption")]),
    (describes_every_figure, [figure("figure", "name")]),
    (shows_every_figure, [figure(outputs=[new_output("display_data", data={"text/plain": "None"})])]),
    (has_short_paragraphs, [new_markdown_cell("Short.\n\n- " + "word " * 61)]),
    (has_one_title, [new_markdown_cell("## None")]),
    (sums_the_minutes_of_its_exercises, [exercise("On paper, 8 minutes.")]),
    (sums_the_minutes_of_its_exercises, [new_markdown_cell(CARD), exercise("Code, 9 minutes."), exercise("In code.")]),
]
GOOD = [
    new_markdown_cell("# A title\n\n" + "word " * 60),
    new_markdown_cell("```\n# no title\n" + "word " * 61 + "\n```\n\n$$" + "x " * 61 + "$$"),
    new_code_cell("import numpy as np", execution_count=1),
    new_code_cell("x = 1\n" * 12, execution_count=2),
    new_code_cell("y = 1\n" * 25, metadata={"tags": ["listing"]}, execution_count=3),
    new_code_cell('def dE_do(o: float, y) -> float:\n    """Say it."""\n    return 2 * (o - y)', execution_count=4),
    new_code_cell('assert 1 + 1 == 2, "sums are right"', execution_count=5),
    new_code_cell("x", execution_count=6, outputs=[new_output("stream", name="stdout", text="1")]),
    {**figure(outputs=SHOWN), "execution_count": 7},
    *[new_markdown_cell(CARD), exercise("On paper, 4 minutes."), exercise("Harder, 5 minutes.")],
]


@pytest.mark.parametrize(("rule", "cells"), ALSO_BROKEN)
def test_a_rule_bites_however_it_is_broken(rule, cells):
    assert list(rule(new_notebook(cells=cells))) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_bites_a_good_notebook(rule):
    assert list(rule(nbformat.from_dict(new_notebook(cells=GOOD)))) == []


# Rules for all pages together


def pages_that_differ(contents, pages):
    """List pages of the contents that are not there, that stand there twice, and pages that are not in the contents."""
    listed = [contents["root"], *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"])]
    return sorted({page for page in [*listed, *pages] if (listed.count(page), pages.count(page)) != (1, 1)})


def equations_without_test(source):
    """List the slide's equations that no test names in its docstring."""
    docstrings = " ".join(ast.get_docstring(node) or "" for node in functions(source))
    return [number for number in "1234" if f"({number})" not in docstrings]


def dead_links(path):
    """List the links of a page to pages that are not there."""
    links = re.findall(r"\]\(([^)#:\s]+\.(?:ipynb|md))", path.read_text(encoding="utf-8"))
    return [link for link in links if not (path.parent / link).exists()]


def unused_figures(names, pages):
    """List the figure functions that no page calls."""
    return [name for name in names if f"plot.{name}(" not in pages]


def untrue_rows(landing, folder):
    """List the rows of the landing page whose title or minutes are not those of the chapter, and chapters without."""
    rows = re.findall(r"^\| \[(.+?)\]\((.+?)\) \|.*\| (\d+) min \| (\d+) min \|$", landing, re.MULTILINE)
    untrue = {path.name for path in folder.glob("[0-9]*.ipynb")} - {link for _, link, _, _ in rows}
    for title, link, *minutes in rows:
        text = "\n".join(cell.source for cell in prose(nbformat.read(folder / link, as_version=4)))
        told = re.search(r"\*\*Time:\*\* (\d+) minutes to read.*?(\d+) for the ex", text).groups()
        if [title, *minutes] != [re.search(r"^# (.*)$", text, re.MULTILINE).group(1), *told]:
            untrue.add(link)
    return sorted(untrue)


def test_every_page_is_in_the_contents_and_back():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert pages_that_differ(contents, [page.relative_to(ROOT).with_suffix("").as_posix() for page in PAGES]) == []


def test_a_page_that_is_missing_or_twice_is_noticed():
    contents = {"root": "index", "parts": [{"chapters": [{"file": "a"}, {"file": "b"}, {"file": "b"}]}]}
    assert pages_that_differ(contents, ["index", "b", "c"]) == ["a", "b", "c"]


def test_every_slide_equation_has_its_test():
    assert equations_without_test((ROOT / "tests/test_slides.py").read_text(encoding="utf-8")) == []


def test_an_equation_without_test_is_noticed():
    assert equations_without_test('def test_a():\n    """Of (1), (3), (4)."""\n\ndef test_b():\n    x = (2)') == ["2"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_between_pages_leads_somewhere(path):
    assert dead_links(path) == []


def test_a_link_that_leads_nowhere_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#part), [there](there.ipynb), [out](https://example.org/x.md)", encoding="utf-8")
    assert dead_links(page) == ["there.ipynb"]


def test_every_figure_function_is_used_in_a_page():
    from rnnlib import plot
    assert unused_figures(plot.__all__, "\n".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)) == []


def test_a_figure_function_that_no_page_calls_is_noticed():
    assert unused_figures(["cliff", "roads"], "plot.cliff(W) and plot.roads") == ["roads"]


def test_the_landing_page_tells_titles_and_minutes_as_the_chapters_do():
    assert untrue_rows((ROOT / "book/index.md").read_text(encoding="utf-8"), ROOT / "book") == []


@pytest.mark.parametrize("row", [
    "", "| [Sum](0.ipynb) | x | 5 min | 10 min |", "| [A sum](0.ipynb) | x | 6 min | 10 min |",
    "| [A sum](0.ipynb) | x | 5 min | 9 min |"])
def test_a_landing_page_that_tells_something_else_is_noticed(row, tmp_path):
    text = "# A sum\n\n**Time:** 5 minutes to read, 10 for the exercises."
    (tmp_path / "0.ipynb").write_text(nbformat.writes(new_notebook(cells=[new_markdown_cell(text)])), encoding="utf-8")
    assert untrue_rows(row, tmp_path) == ["0.ipynb"]
    assert untrue_rows("| [A sum](0.ipynb) | x | 5 min | 10 min |", tmp_path) == []
