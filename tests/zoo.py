"""Answers right and wrong, and mutants of right ones, against the checkers; run it to see the table of all exercises.

    python tests/zoo.py             the table, on seeds nobody has seen
    python tests/zoo.py 12          the same on seed 12
    python tests/zoo.py --keys      every diagnosis with the wrong code that leads to it, in Markdown
"""

import ast
import copy
import sys
import textwrap
import time
import warnings
from statistics import median

import numpy as np
import zoo_output_weights

from rnnlib.homework import CHECKERS
from rnnlib.homework.grammar import close

EXERCISES = {"1 · output weights": zoo_output_weights}
VAGUE = {"values", "unknown"}
NOT_RUNNING = {"raises", "raises-unless-square", "signature", "too-slow", "exits", "not-written", "none", "no-function"}


def source(name, code):
    """Write the whole function whose body, or whose one returned expression, is given."""
    body = textwrap.dedent(code).strip()
    if body.startswith(f"def {name}("):
        return body
    try:
        ast.parse(body, mode="eval")
        body = f"return {body}"
    except SyntaxError:
        pass
    arguments = ", ".join(CHECKERS[name].instances(0)[0]._fields)
    return f"def {name}({arguments}):\n{textwrap.indent(body, '    ')}"


def function(name, code, names):
    """Make that function."""
    return made(name, ast.parse(source(name, code)), names)


def made(name, tree, names):
    """Make the function that a syntax tree defines."""
    namespace = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(tree, "<zoo>", "exec"), namespace)
    return namespace[name]


# Mutants


def edits(node, arguments):
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
        case ast.Call(func=called, args=[only], keywords=[]):
            yield only
            yield ast.Call(called, [ast.UnaryOp(ast.USub(), only)], [])
        case ast.Call(func=called, args=[first, second, *rest], keywords=keywords):
            yield ast.Call(called, [second, first, *rest], keywords)
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=others):
            yield from (ast.Compare(left, [op()], others) for op in (ast.NotEq, ast.Lt, ast.GtE))
        case ast.AugAssign(target=target, value=value):
            yield ast.Assign([target], value)
        case ast.Return(value=value):
            yield ast.Return(ast.UnaryOp(ast.USub(), value))
        case ast.Assign() | ast.For() | ast.If():
            yield ast.Pass()


def mutants(name, code):
    """Yield syntax trees that differ from a right answer in one place."""
    tree = ast.parse(source(name, code))
    arguments = [argument.arg for argument in tree.body[0].args.args]
    for place, node in enumerate(ast.walk(tree)):
        for edit in edits(node, arguments):
            mutant = copy.deepcopy(tree)
            target = next(found for number, found in enumerate(ast.walk(mutant)) if number == place)
            yield ast.fix_missing_locations(_Exchange(target, copy.deepcopy(edit)).visit(mutant))


class _Exchange(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else super().generic_visit(node)


def is_right(name, candidate, zoo, seed, draws=12):
    """Judge by the zoo's own formula on random arguments, knowing nothing of the checker."""
    rng = np.random.default_rng(seed)
    for _ in range(draws):
        arguments = zoo.random_arguments(name, rng)
        true = zoo.TRUE[name](*arguments)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found = np.asarray(candidate(*arguments), dtype=float)
        except Exception:
            return False
        if found.size != true.size or not set(np.cumprod(found.shape)) <= set(np.cumprod(true.shape)):
            return False
        if not close(found.reshape(true.shape), true, 1e-9):
            return False
    return True


def verdicts(name, zoo, seed, every=1):
    """Yield (source, right?, report, seconds) for every so-many-th mutant of every right answer."""
    trees = {ast.dump(tree): tree for code in zoo.RIGHT[name] for tree in mutants(name, code)}
    for tree in list(trees.values())[seed % every::every]:
        mutant = made(name, tree, zoo.NAMES)
        begin = time.perf_counter()
        report = CHECKERS[name].check(mutant, seed=seed)
        seconds = time.perf_counter() - begin
        yield ast.unparse(tree), is_right(name, mutant, zoo, seed), report, seconds
