"""Answers right and wrong, and mutants of right ones, against the checkers.

Run it to see the table of all exercises, on seeds that nobody has seen; give it a number to see that seed again. With
``--keys`` it prints every diagnosis, with the wrong code that leads to it, in Markdown.
"""

import ast
import copy
import re
import sys
import textwrap
import time
import warnings
from statistics import median

import numpy as np
import zoo_output_weights

from rnnlib.homework import CHECKERS
from rnnlib.homework.grammar import close
from rnnlib.homework.words import INVARIANTS

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
                if not _agrees(candidate(*arguments), true):
                    return False
        except Exception:
            return False
    return True


def _agrees(found, true):
    """Whether an answer, or each of several, has the right numbers in the right order."""
    if isinstance(true, tuple):
        return len(found) == len(true) and all(map(_agrees, found, true))
    found = np.asarray(found, dtype=float)
    return (found.size == true.size and set(np.cumprod(found.shape)) <= set(np.cumprod(true.shape))
            and close(found.reshape(true.shape), true, 1e-9))


def verdicts(name, zoo, seed, every=1):
    """Yield (source, right?, report, seconds) for every so-many-th mutant of every right answer."""
    trees = {ast.dump(tree): tree for code in zoo.RIGHT[name] for tree in mutants(name, code)}
    for tree in list(trees.values())[seed % every::every]:
        mutant = made(name, tree, zoo.NAMES)
        begin = time.perf_counter()
        report = CHECKERS[name].check(mutant, seed=seed)
        seconds = time.perf_counter() - begin
        yield ast.unparse(tree), is_right(name, mutant, zoo, seed), report, seconds


def patience(key):
    """Wait less for a function that is known to have no end."""
    return 0.3 if key == "too-slow" else 5.0


# The table


def survey(name, zoo, seed, every=1):
    """Count what the checker makes of the zoo and of the mutants; a dictionary of numbers."""
    checker, slow, quick = CHECKERS[name], [], []
    counts = {"right": len(zoo.RIGHT[name]), "accepted": 0, "wrong": 0, "named": 0, "mutants": 0, "run": 0,
              "false accepts": 0, "false rejects": 0, "specific": 0, "localised": 0}
    for code in zoo.RIGHT[name]:
        begin = time.perf_counter()
        counts["accepted"] += checker.check(function(name, code, zoo.NAMES), seed=seed).ok
        quick.append(time.perf_counter() - begin)
    for key, codes in zoo.WRONG[name].items():
        for code in codes:
            begin = time.perf_counter()
            report = checker.check(function(name, code, zoo.NAMES), seed=seed, seconds=patience(key))
            slow.append(time.perf_counter() - begin)
            counts["wrong"] += 1
            counts["named"] += report.diagnosis == key
            counts["false accepts"] += report.ok
    for _, right, report, _ in verdicts(name, zoo, seed, every):
        counts["mutants"] += 1
        counts["false accepts"] += report.ok and not right
        counts["false rejects"] += right and not report.ok
        if not right and report.diagnosis not in NOT_RUNNING:
            counts["run"] += 1
            localised = report.diagnosis in INVARIANTS or report.diagnosis.startswith("factor-of")
            counts["localised"] += localised and report.diagnosis not in VAGUE
            counts["specific"] += not localised
    counts["false rejects"] += counts["right"] - counts["accepted"]
    counts["useful %"] = round(100 * (counts["specific"] + counts["localised"]) / max(counts["run"], 1), 1)
    return counts | {"ms right": round(1e3 * median(quick), 1), "ms wrong": round(1e3 * median(slow), 1)}


KEYS_HEAD = """# What the checkers say, and to whom

For the lecturer. Every diagnosis with the words of its report and one piece of wrong code that leads to it; two at once
are joined by "+". Where the words begin with "... in which", the report says "Your numbers are exactly those of an
answer in which". Made by `python tests/zoo.py --keys > instructor/homework/diagnoses.md`; do not edit it by hand."""


def keys(zoo):
    """Yield Markdown: every diagnosis, the words of its report, and the wrong code that leads to it."""
    for name, wrong in zoo.WRONG.items():
        yield from [f"\n## {name}\n", "| diagnosis | the report says | wrong code |", "|---|---|---|"]
        for key, codes in wrong.items():
            message = CHECKERS[name].check(function(name, codes[0], zoo.NAMES), seconds=patience(key)).message
            found = re.search(r"  Found(.*?)(?=\n  [A-Z]|$)", message + "\n  Z", re.DOTALL)
            says = " ".join((found[1] if found else message.split(": ", 1)[1]).split())
            says = says.replace("Your numbers are exactly those of an answer in which", "... in which")
            code = "<br>".join(f"`{line}`".replace("|", "\\|") for line in codes[0].splitlines())
            yield f"| `{key}` | {says} | {code} |"


def main(arguments):
    """Print the table, or the keys."""
    if "--keys" in arguments:
        print("\n".join([KEYS_HEAD, *(line for zoo in EXERCISES.values() for line in keys(zoo))]))
        return
    seed = int(arguments[0]) if arguments else time.time_ns() % 10**6
    print(f"seed {seed}; mutants differ from a right answer in one place\n")
    columns = []
    for zoo in EXERCISES.values():
        for name in zoo.RIGHT:
            print(f"{name} ...", file=sys.stderr, flush=True)
            columns.append((name, survey(name, zoo, seed)))
    print(f"{'':16}" + "".join(f"{name:>12}" for name, _ in columns))
    for row in columns[0][1]:
        print(f"{row:16}" + "".join(f"{counts[row]:>12}" for _, counts in columns))


if __name__ == "__main__":
    main(sys.argv[1:])
