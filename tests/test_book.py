"""The rules of the house, for every page of the book; beside each rule stands a cell that breaks it."""

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


def test_every_page_is_in_the_contents_and_back():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = [contents["root"], *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"])]
    pages = [page.relative_to(ROOT).with_suffix("").as_posix() for page in PAGES]
    assert sorted(listed) == sorted(pages)


def test_every_slide_equation_has_its_test():
    tests = (ROOT / "tests/test_slides.py").read_text(encoding="utf-8")
    docstrings = " ".join(ast.get_docstring(node) or "" for node in functions(tests))
    assert [number for number in "1234" if f"({number})" not in docstrings] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_between_pages_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#:\s]+\.(?:ipynb|md))", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_figure_function_is_used_in_a_page():
    pages = "\n".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    from rnnlib import plot
    assert [name for name in plot.__all__ if f"plot.{name}(" not in pages] == []


def test_the_landing_page_tells_titles_and_minutes_as_the_chapters_do():
    landing = (ROOT / "book/index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(.+?)\]\((.+?)\) \|.*\| (\d+) min \| (\d+) min \|$", landing, re.MULTILINE)
    found = {}
    for _, link, _, _ in rows:
        text = "\n".join(cell.source for cell in prose(nbformat.read(ROOT / "book" / link, as_version=4)))
        title = re.search(r"^# (.*)$", text, re.MULTILINE).group(1)
        minutes = re.search(r"\*\*Time:\*\* (\d+) minutes to read.*?(\d+) for the ex", text).groups()
        found[link] = (title, link, *minutes)
    assert rows == list(found.values())
    assert len(rows) == len([page for page in NOTEBOOKS if re.match(r"\d", page.name)])
