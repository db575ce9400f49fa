"""Code cells of a notebook, found by a name that they define; their stored outputs, and their figures by name."""

import ast
import base64
from functools import cache

import nbformat
from nbclient import NotebookClient

SHARP = "%config InlineBackend.figure_format = 'retina'"  # twice the book's pixels: slides are shown large

LARGE = 64, 12  # letters in a line, lines


@cache
def cells(page):
    """Return the code cells of a notebook."""
    return [cell for cell in nbformat.read(page, as_version=4).cells if cell.cell_type == "code"]


def code(page, name):
    """Return the definition of a function or class; for another name, the first cell in which it gets a value."""
    source = defining(page, name).source
    for node in ast.parse(source).body:
        if getattr(node, "name", None) == name:
            source = "\n".join(source.split("\n")[node.lineno - 1:node.end_lineno])
    return block("python", source)


def output(page, name):
    """Return what is stored as printed by the first cell in which a name gets a value."""
    cell = defining(page, name)
    printed = "".join(output.get("text", "") for output in cell.outputs)
    if not printed:
        raise KeyError(f"the cell of {page.name} that defines {name} prints nothing")
    return block("text", printed.rstrip())


def defining(page, name):
    """Return the first cell in which a name gets a value."""
    for cell in cells(page):
        if name in names(ast.parse(cell.source)):
            return cell
    raise KeyError(f"no cell of {page.name} defines {name}")


def names(tree):
    """Return what a piece of code defines: functions, classes and variables."""
    made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return made | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def block(language, text):
    """Return a block of code, in large letters if it is small."""
    lines = text.split("\n")
    size = "large" if max(map(len, lines)) <= LARGE[0] and len(lines) <= LARGE[1] else "wide"
    return f"```{{code-block}} {language}\n:class: {size}\n\n{text}\n```"


def figure(page, name):
    """Return the figure of that name as an image, with the alternative text that it has in the book."""
    alt = figure_cell(page, name).metadata.mystnb.image.alt
    return f"```{{image}} figures/{name}.png\n:alt: {' '.join(alt.split())}\n```"


def figure_cell(page, name):
    """Return the cell that draws the figure of that name."""
    for cell in cells(page):
        if cell.metadata.get("mystnb", {}).get("figure", {}).get("name") == name:
            return cell
    raise KeyError(f"no figure of {page.name} has the name {name}")


def draw(page, folder):
    """Execute a notebook, and write all its figures to a folder."""
    notebook = nbformat.read(page, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SHARP))
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": page.parent}}).execute()
    for cell in notebook.cells:
        name = cell.metadata.get("mystnb", {}).get("figure", {}).get("name")
        pictures = [output.data["image/png"] for output in cell.get("outputs", [])
                    if "image/png" in output.get("data", {})]
        if name and pictures:
            (folder / f"{name}.png").write_bytes(base64.b64decode(pictures[-1]))
