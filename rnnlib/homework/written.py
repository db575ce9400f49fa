"""What the numbers cannot tell: questions about lines of a wrong answer that do not do what they seem to do.

They are asked before all other hints. Where Python cannot show how a function is written, nothing is asked.
"""

import ast
import dis
import inspect
import textwrap

import numpy as np

STOPPED = {"raises", "raises-unless-square", "shape", "ragged"}  # what data of another size may lead to
DATA = np.ndarray, np.generic, int, float, list, tuple, dict
NESTED = ast.FunctionDef, ast.Lambda, ast.ClassDef


def questions(function, diagnosis):
    """Return what to ask of a wrong answer."""
    if not hasattr(function, "__code__"):
        return []
    outside = from_cells(function) if diagnosis in STOPPED else []
    return [*(f"Your function reads {name}, which is none of its arguments: it comes from a cell of the notebook."
              for name in outside), *left_early(function), *unheard(function)]


def from_cells(function):
    """Return the names of data that a function takes from outside."""
    return [name for name in _globals(function.__code__) if isinstance(function.__globals__.get(name), DATA)]


def left_early(function):
    """Ask about a return that ends a loop in its first pass."""
    for loop in _loops(function):
        for line in loop.body:
            if isinstance(line, ast.Return):
                return [f"return, at line {line.lineno} of {function.__name__}, stands inside a loop. In which pass is "
                        "it reached, and what becomes of the passes after it?"]
    return []


def unheard(function):
    """Ask about a loop's variable that is given a new value, which nothing reads."""
    for loop in _loops(function):
        names = {node.id for node in ast.walk(getattr(loop, "target", ast.Pass())) if isinstance(node, ast.Name)}
        for place, line in enumerate(loop.body):
            read = {node.id for later in loop.body[place + 1:] + loop.orelse for node in ast.walk(later)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            for name in sorted((_assigned(line) & names) - read):
                return [f"`{name} = ...` gives the name {name} to a new array. Does {ast.unparse(loop.iter)} hear of "
                        "it? Which line gathers the new arrays?"]
    return []


def _assigned(line):
    """Return the names that a line, or what is inside of it, gives to something new."""
    return {target.id for node in ast.walk(line) if isinstance(node, ast.Assign) for target in node.targets
            if isinstance(target, ast.Name)}


def _globals(code):
    """Return the names that code, or a function written inside it, looks up outside, in their order."""
    own = [step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"]
    inner = [name for part in code.co_consts if isinstance(part, type(code)) for name in _globals(part)]
    return list(dict.fromkeys(own + inner))


def _loops(function):
    """Return the loops of a function, without those of functions inside it."""
    try:
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return []
    todo, found = list(getattr(tree, "body", [])), []
    while todo:
        node = todo.pop(0)
        if not isinstance(node, NESTED):
            found += [node] if isinstance(node, (ast.For, ast.While)) else []
            todo += ast.iter_child_nodes(node)
    return found
