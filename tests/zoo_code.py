"""From text to functions: the zoo's answers are short text, which is completed, exchanged in places, and mutated."""

import ast
import json
import textwrap
import warnings
from pathlib import Path

import numpy as np

import rnnlib

STUDENTS = Path(__file__).resolve().parent.parent / "book/homework"
COURSE = {"np": np, "outer": np.multiply.outer, **{name: getattr(rnnlib, name) for name in rnnlib.__all__}}


def _heads():
    """Return the arguments of every function of the homework, as the student's notebooks give them."""
    notebooks = [json.loads(path.read_text(encoding="utf-8")) for path in STUDENTS.glob("*.ipynb")]
    trees = [ast.parse("".join(cell["source"])) for notebook in notebooks for cell in notebook["cells"]
             if cell["cell_type"] == "code"]
    return {node.name: node.args for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


HEADS = _heads()


def source(name, code):
    """Write the whole function of which all, or the body, or the one returned expression is given."""
    body = textwrap.dedent(code).strip()
    if body.startswith(f"def {name}("):
        return body
    try:
        ast.parse(body, mode="eval")
        body = f"return {body}"
    except SyntaxError:
        pass
    return f"def {name}({ast.unparse(HEADS[name])}):\n{textwrap.indent(body, '    ')}"


def made(name, code, names):
    """Make that function; its code may use these names."""
    namespace = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source(name, code), "<zoo>", "exec"), namespace)
    return namespace[name]


def edited(code, *changes):
    """Exchange text: pairs of what stands there and what shall."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in code, (old, code)
        code = code.replace(old, new)
    return code


def mutants(code):
    """Yield the syntax tree of a whole function with one place changed; the next step changes that one back."""
    tree = ast.parse(code)
    head = tree.body[0].args
    arguments = [argument.arg for argument in (*head.args, *head.kwonlyargs)]
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for place, node in enumerate(value if isinstance(value, list) else [value]):
                for slip in slips(node, arguments):
                    whole = isinstance(value, list) and [*value[:place], slip, *value[place + 1:]]
                    setattr(parent, field, whole or slip)
                    yield tree
            setattr(parent, field, value)


def slips(node, arguments):
    """Yield what might stand in the place of a node, each a slip of the pen."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            others = {ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult} - {type(op)}
            yield from (ast.BinOp(left, other(), right) for other in sorted(others, key=lambda kind: kind.__name__))
            yield from (left, right)
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str(value)) if "->" in value:
            before, after = value.split("->")
            yield ast.Constant(f"{before}->{after[1:]}{after[:1]}")
            yield ast.Constant(f"{before}->{after[::-1]}")
        case ast.Name(id=name, ctx=ast.Load()) if name in arguments:
            yield from (ast.Name(other, ast.Load()) for other in arguments if other != name)
        case ast.Attribute(value=value, attr="prime" | "T"):
            yield value
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()):
            yield value
            if not isinstance(index, (ast.Slice, ast.Tuple)):
                yield from (ast.Subscript(value, ast.BinOp(index, op, ast.Constant(1)), ast.Load())
                            for op in (ast.Add(), ast.Sub()))
        case ast.Call(args=[ast.Starred()]):
            pass
        case ast.Call(func=called, args=[only], keywords=[]):
            yield only
            yield ast.Call(called, [ast.UnaryOp(ast.USub(), only)], [])
        case ast.Call(func=called, args=[first, second, *rest], keywords=keywords):
            yield ast.Call(called, [second, first, *rest], keywords)
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=others):
            yield from (ast.Compare(left, [op()], others) for op in (ast.NotEq, ast.Lt, ast.GtE))
        case ast.AugAssign(target=target, value=value):
            yield ast.Assign([target], value, lineno=node.lineno)
        case ast.Return(value=value):
            yield ast.Return(ast.UnaryOp(ast.USub(), value))
        case ast.Assign() | ast.For() | ast.If():
            yield ast.Pass()
