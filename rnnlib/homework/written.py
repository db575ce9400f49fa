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
              for name in outside), *left_early(function), *unheard(function), *unread(function)]


def from_cells(function):
    """Return the names of data that a function takes from outside."""
    return [name for name in _globals(function.__code__) if isinstance(function.__globals__.get(name), DATA)]


def left_early(function):
    """Ask about a return that ends a loop in its first pass."""
    for loop in _loops(_tree(function)):
        for line in loop.body:
            if isinstance(line, ast.Return):
                return [f"return, at line {line.lineno} of {function.__name__}, stands inside a loop. In which pass is "
                        "it reached, and what becomes of the passes after it?"]
    return []


def unheard(function):
    """Ask about a loop's variable that is given a new value, which nothing reads."""
    tree = _tree(function)
    for loop in _loops(tree):
        sources = _sources(loop)
        for line in ast.walk(loop):
            for name in _given_anew(line) & sources.keys():
                if not any(isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id == name
                           and (node.lineno, node.col_offset) >= (line.end_lineno, line.end_col_offset)
                           for node in ast.walk(tree)):
                    return [f"`{name} = ...` gives the name {name} to a new array. Does {sources[name]} hear of it? "
                            "Which line gathers the new arrays?"]
    return []


def unread(function):
    """Ask about the one argument that a function never reads; if it reads several not, it is not finished."""
    tree = _tree(function)
    heads = [node.args for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = [argument.arg for head in heads for argument in (*head.posonlyargs, *head.args, *head.kwonlyargs)]
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    never = [name for name in names if name not in read]
    return [f"Your function never reads its argument {never[0]}. Which of its lines should?"] if len(never) == 1 else []


def _sources(loop):
    """Return, for each variable of a loop, what it goes through."""
    if not isinstance(loop, ast.For):
        return {}
    paired = isinstance(loop.iter, ast.Call) and ast.unparse(loop.iter.func) == "zip"
    targets = getattr(loop.target, "elts", [loop.target])
    sources = loop.iter.args if paired and len(loop.iter.args) == len(targets) else [loop.iter] * len(targets)
    return {ast.unparse(target): ast.unparse(source) for target, source in zip(targets, sources)}


def _given_anew(line):
    """Return the names that a line gives to something new."""
    targets = line.targets if isinstance(line, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _globals(code):
    """Return the names that code, or a function written inside it, looks up outside, in their order."""
    own = [step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"]
    inner = [name for part in code.co_consts if isinstance(part, type(code)) for name in _globals(part)]
    return list(dict.fromkeys(own + inner))


def _tree(function):
    """Return the syntax tree of a function, or an empty one."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ast.Module([], [])


def _loops(tree):
    """Return the loops of a function, without those of functions inside it."""
    todo, found = [part for node in tree.body for part in ast.iter_child_nodes(node)], []
    while todo:
        node = todo.pop(0)
        if not isinstance(node, NESTED):
            found += [node] if isinstance(node, (ast.For, ast.While)) else []
            todo += ast.iter_child_nodes(node)
    return found
