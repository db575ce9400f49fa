"""Which cells of a notebook the students' functions need, and running these in order, failures named by cell.

A cell is needed if it imports something or defines a function or a class, and then every cell that gives a value to a
name which these use. So constants and helpers are there, and experiments, plots and checks are left out.
"""

import ast
import builtins
import symtable

from rnnlib.homework.guard import TooSlow

DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
HARMLESS_MAGICS = ("%%time", "%%timeit", "%%capture")


class Cell:
    """A cell of code: its source, its syntax tree (or why it has none), and the names it binds and uses."""

    def __init__(self, key, source):
        self.key, self.problem, self.binds, self.uses, self.defines = key, "", set(), set(), False
        self.body = []
        try:
            source = _without_magics(source)
            self.body = ast.parse(source).body
            self.defines = any(isinstance(node, DEFINES) for node in ast.walk(ast.Module(self.body, [])))
            self._names(symtable.symtable(source, key, "exec"), top=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.problem, self.body = _words(error), []

    def _names(self, table, top=False):
        for symbol in table.get_symbols():
            if top and (symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()):
                self.binds.add(symbol.get_name())
            if symbol.is_referenced() and (top or symbol.is_global()):
                self.uses.add(symbol.get_name())
        for child in table.get_children():
            self._names(child)


def needed(cells, always):
    """Return the cells to run, in order: those with the keys `always`, and whatever they need."""
    chosen = {cell.key for cell in cells if cell.defines or cell.key in always}
    while True:
        run = [cell for cell in cells if cell.key in chosen]
        bound = set().union(set(dir(builtins)), *(cell.binds for cell in run))
        missing = set().union(*(cell.uses for cell in run)) - bound
        more = {cell.key for cell in cells if cell.binds & missing} - chosen
        if not more:
            return run
        chosen |= more


def run(cell, namespace):
    """Run a cell; return what went wrong in it. An import that fails does not stop the cell, for it may not matter."""
    problems = [cell.problem] if cell.problem else []
    for node in cell.body:
        try:
            exec(compile(ast.Module([node], []), f"<{cell.key}>", "exec", dont_inherit=True), namespace)
        except TooSlow:
            raise
        except BaseException as error:
            problems.append(f"line {node.lineno}: {_words(error)}")
            if not isinstance(node, ast.Import | ast.ImportFrom):
                break
    return problems


def _without_magics(source):
    """Return the source with Jupyter's own commands taken out, if it is no Python as it stands."""
    try:
        ast.parse(source)
        return source
    except SyntaxError:
        lines = source.split("\n")
    first = lines[0].strip()
    if first.startswith("%%") and not first.startswith(HARMLESS_MAGICS):
        return ""  # another language
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith(("%", "!", "?")) or (bare.endswith("?") and not bare.startswith("#")):
            lines[number] = line[:len(line) - len(line.lstrip())] + "pass"
    return "\n".join(lines)


def _words(error):
    try:
        text = " ".join(str(error).split())[:200]
    except Exception:
        text = ""
    return type(error).__name__ + (f": {text}" if text else "")
