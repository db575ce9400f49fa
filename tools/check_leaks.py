"""Look for solutions and lecture notes where students and readers see them: in notebooks, built pages, downloads.

    python tools/check_leaks.py book _build/html

Whole functions of solution cells are compared, by syntax trees in which names are numbered, so that neither layout nor
other names hide one; and no function may have the name of one that students write, and do something. Homework 1 is
special: the formula that it asks for is looked for as well, in code and in TeX. A solution cell tagged "taught" is
printed in a chapter and is no secret. The lecturer's pages are known by their titles.
"""

import ast
import html
import io
import re
import sys
import zipfile
from functools import cache
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "instructor/homework"
TEXT = {".html", ".htm", ".js", ".json", ".md", ".txt", ".py", ".ipynb", ".xml", ".svg", ".tex", ".rst"}
MARKER = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")
FORMULA = {
    "the formula of do_t/dV in TeX": re.compile(
        r"(\\delta|δ)_?\{?[a-z],?[a-z]\}?[^$]{0,90}g('|\^\{?\\prime|′)[^$]{0,90}s_\{?t"
        r"|g('|\^\{?\\prime|′)[^$]{0,90}s_\{?t[^$]{0,90}(\\delta|δ)_?\{?[a-z],?[a-z]\}?"),
    "the formula of do_t/dV in code": re.compile(
        r"(outer|kron|einsum|tensordot)\([^\n]{0,40}(diag|eye)\([^\n]{0,40}g\.prime"
        r"|(diag|eye)\([^\n]{0,60}g\.prime\([^\n]{0,60}None[^\n]{0,20}\*[^\n]{0,20}s(_t|\[t)"
        r"|ds_d[UW]_direct\(V@"),
}


def main(paths):
    """Report every leak under the paths; the exit code is their number."""
    if missing := [path for path in paths if not Path(path).exists()]:
        sys.exit(f"there is nothing to look at: {', '.join(missing)}")
    known = secrets(SOURCES)
    found = [leak for path in paths for leak in leaks(known, Path(path))]
    print("\n".join(found) or f"no solution leaks into {', '.join(paths)}")
    return min(len(found), 99)


def secrets(folder):
    """Return {normalised tree: name} of every function that a secret solution cell in the folder defines."""
    known = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            solved = cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
            if solved and "taught" not in cell.metadata.get("tags", []):
                known |= {tree: name for name, tree in functions(cell.source)}
    return known


def leaks(known, path):
    """Yield a sentence for every leak in a file, or in all files of a folder or an archive."""
    for name, data in files(path):
        text = data.decode("utf-8", errors="replace")
        for code in [text] if name.endswith(".py") else snippets(name, text):
            yield from (f"{name}: a solution of {function}" for function, tree in functions(code)
                        if tree in known or function in known.values())
        plain = compact(html.unescape(re.sub(r"<[^>]*>", "", text)) if "htm" in name[-5:] else text)
        yield from (f"{name}: {what}" for what, formula in FORMULA.items() if formula.search(plain))
        if MARKER.search(text):
            yield f"{name}: a solution marker"
        yield from (f"{name}: the lecturer's page {title!r}" for title in titles() & headings(text))


@cache
def titles():
    """Return the titles of the lecturer's pages."""
    pages = [page for page in SOURCES.parent.rglob("*.md") if page.parent.name != "slides"]
    return {page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for page in pages}


def headings(text):
    """Return the first headings of a page, HTML or Markdown."""
    found = re.findall(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink|</h1>)", text, re.DOTALL)
    found += re.findall(r"^# (.*)$", text, re.MULTILINE)
    return {html.unescape(re.sub(r"<[^>]*>", "", heading)).strip() for heading in found}


def compact(text):
    r"""Leave out white space, also where it is escaped or TeX, and double backslashes."""
    return re.sub(r"\s|\\[,;!]", "", text.replace("\\n", "\n").replace("\\\\", "\\"))


def files(path):
    """Yield (name, content) of every readable file under a path, looking into archives."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.suffix in {".zip", ".whl"}:
            archive = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
            yield from ((f"{file}!{name}", archive.read(name)) for name in archive.namelist()
                        if Path(name).suffix in TEXT)
        elif file.suffix in TEXT and file.is_file() and "node_modules" not in file.parts:
            yield str(file), file.read_bytes()


def snippets(name, text):
    """Return every piece of a page that may be Python."""
    if name.endswith(".ipynb"):
        cells = nbformat.reads(text, as_version=4).cells
        return [cell.source for cell in cells if cell.cell_type == "code"] + [
            block for cell in cells if cell.cell_type != "code" for block in fenced(cell.source)]
    blocks = re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", block)) for block in blocks] + fenced(text)


def fenced(text):
    """Return the blocks between fences of a Markdown text."""
    return re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def functions(code):
    """Yield (name, normalised tree) of every function that has a body worth hiding."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if len(list(ast.walk(ast.Module(body, [])))) > 12:
                yield node.name, normalised(body)


def normalised(body):
    """Write a body with its names numbered in order of appearance."""
    numbers = {}
    text = "\n".join(map(ast.dump, body))
    return re.sub(r"(id|arg|name)='(\w+)'", lambda match: f"{numbers.setdefault(match[2], len(numbers))}", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
