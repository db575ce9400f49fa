"""Every mutant of a module: its text with one place changed, and a name that stays when lines move."""

import ast
from collections import Counter
from typing import NamedTuple

from .kinds import kind
from .slips import slips

TELLING = 12  # characters: what is shorter may stand anywhere
AROUND = (ast.expr, ast.keyword, ast.Slice, ast.comprehension, ast.arguments, ast.Assign, ast.AugAssign, ast.Return)
UNTOUCHED = {"annotation", "returns", "ctx"}


class Mutant(NamedTuple):
    """One fault: where it sits and what changed, of which kind it is, and the module's whole text.

    `function` names the function or method in whose body it is: nothing is changed before that is called.
    """

    id: str
    kind: str
    path: str
    text: str
    function: str | None


def mutants(path, source):
    """List all mutants of a module, given its path in the package and its text."""
    statements, seen, found = ast.parse(source).body, Counter(), []
    texts, module = [ast.unparse(statement) for statement in statements], place_of(path)
    for number, statement in enumerate(statements):
        for trail, node, change, text in changes(ast.Module([statement], [])):
            name = f"{scope(module, trail)}: {change}"
            seen[name] += 1
            name += f" #{seen[name]}" * (seen[name] > 1)
            text = "\n".join([*texts[:number], text, *texts[number + 1:]])
            found.append(Mutant(name, kind(path, trail, node), path, text, _function(module, (*trail, node))))
    return found


def place_of(path):
    """Name a module by its path."""
    return path.removesuffix(".py").replace("/", ".")


def changes(tree):
    """Yield (ancestors, node, what was changed, the text) for all that can be changed in a piece of a module."""
    for trail, parent, field, place in list(places(tree)):
        whole = getattr(parent, field)
        node = whole if place is None else whole[place]
        shown = _telling(trail, node)
        before = ast.unparse(shown)
        for slip in slips(node):
            setattr(parent, field, slip if place is None else [*whole[:place], slip, *whole[place + 1:]])
            after, text = ast.unparse(slip if shown is node else shown), _text(tree)
            setattr(parent, field, whole)
            if text is not None and after != before:
                yield trail, node, f"{_line(before)} -> {_line(after)}", text


def places(node, trail=()):
    """Yield (ancestors, parent, field, place in a list or None) of every node that may be changed."""
    for field, value in ast.iter_fields(node):
        if field in UNTOUCHED or isinstance(node, ast.AnnAssign | ast.JoinedStr | ast.Import | ast.ImportFrom):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_left_alone(child, node):
                yield (*trail, node), node, field, place
                yield from places(child, (*trail, node))


def _telling(trail, node):
    """Return the smallest expression around a node that tells where it is, or the node itself."""
    shown = node
    for around in reversed(trail):
        if len(ast.unparse(shown)) >= TELLING or not isinstance(around, AROUND):
            break
        shown = around
    return shown


def _function(module, within):
    """Name the outermost function in whose body a place is; None if there is none."""
    depth = next((depth for depth, node in enumerate(within) if isinstance(node, ast.FunctionDef)), len(within))
    if within[depth + 1:] and within[depth + 1] in within[depth].body:
        return scope(module, within[:depth + 1])
    return None


def scope(module, trail):
    """Name the function that a place lies in."""
    inside = [node.name for node in trail if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return ".".join([module, *inside])


def _is_left_alone(node, parent):
    """Whether it is a docstring, or the None of a comparison."""
    compared = isinstance(parent, ast.Compare) and isinstance(node, ast.Constant) and node.value is None
    return compared or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _text(tree):
    """Write a piece of a module; None where that cannot be written or is no Python."""
    try:
        text = ast.unparse(tree)
        compile(text, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return None
    return text


def _line(code):
    """Put code on one line; of a block, its head is enough."""
    return code.split(":\n")[0].replace("\n", " ")
