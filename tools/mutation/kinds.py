"""What a mutant is a fault of: the mathematics, validation and wording, or a checker's judgement or words."""

import ast
from itertools import pairwise

MATHEMATICS, VALIDATION, CHECKERS, WORDS = "mathematics", "validation and wording", "checkers", "checkers' words"
FORMULAS = ["activations", "model", "loss", "jacobians", "recurrence", "bptt", "adjoint"]
GUARDS = ["inputs", "shapes"]


def kind(path, trail, node):
    """Return the kind of a mutant from its file, the nodes around it, the outermost first, and the node."""
    within = (*trail, node)
    if path.startswith("homework/"):
        return WORDS if any(_is_text(one) for one in within) else CHECKERS
    guards = path.removesuffix(".py") in GUARDS or any(_is_guard(one) for one in within)
    return VALIDATION if guards or _is_decorator(within) else MATHEMATICS


def _is_text(node):
    """Whether somebody shall read it: a string with a space in it, or with values; others are keys."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and " " in str(node.value))


def _is_guard(node):
    """Whether it raises an error, or does nothing but ask whether to, or is a name or words."""
    match node:
        case ast.JoinedStr() | ast.Constant(value=str()):
            return True
        case ast.Raise() | ast.If(body=[ast.Raise()], orelse=[]):
            return True
        case ast.FunctionDef(name=name):
            return name.startswith("_check") or name == "__repr__"
    return False


def _is_decorator(within):
    return any(child in getattr(parent, "decorator_list", []) for parent, child in pairwise(within))
