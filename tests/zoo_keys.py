"""The lecturer's list: every diagnosis, what its report says, and the wrong code that leads to it, in Markdown."""

import re
import textwrap
from difflib import SequenceMatcher

from zoo_answers import EXERCISES, ZOOS, function, patience

from rnnlib.homework import CHECKERS

HEAD = """# What the checkers say, and to whom

For the lecturer: every diagnosis, the words of its report, and one piece of wrong code that leads to it. Two diagnoses
at once are joined by "+". Where the words begin with "... in which", the report says "Your numbers are exactly those of
an answer in which". Of a long answer only the lines are shown that differ from a right one. What a function's report
says in the same words as that of a function above it is not repeated, but listed below the table.

Made by `python tests/zoo.py --keys > instructor/homework/diagnoses.md`; do not edit it by hand."""


def section(name, known):
    """Yield Markdown: every diagnosis of a function, its words and wrong code; only its name if that is known."""
    again = []
    yield from [f"\n### {name}\n", "| diagnosis | the report says | wrong code |", "|---|---|---|"]
    for key, codes in ZOOS[name].WRONG[name].items():
        words = said(CHECKERS[name].check(function(name, codes[0]), seconds=patience(key)).message)
        if (key, words) in known:
            again.append(f"`{key}`")
        else:
            yield f"| `{key}` | {words} | {shown(name, codes[0])} |"
        known.add((key, words))
    if again:
        yield f"\nIn the same words as above: {', '.join(again)}."


def said(message):
    """Return what a report has found."""
    found = re.search(r"  Found(.*?)(?=\n  [A-Z]|$)", message + "\n  Z", re.DOTALL)
    words = " ".join((found[1] if found else message.split(": ", 1)[1].rpartition(" [")[0]).split())
    where = r"(?:Where [\w =]+,(?: and there)? )?"  # said of code that stops elsewhere
    numbers = re.compile(where + "[Yy]our numbers(?: (for [^.]+))? are exactly those of an answer in which")
    words = numbers.sub(lambda match: f"F{match[1][1:]}: ... in which" if match[1] else "... in which", words)
    return words.replace("|", "\\|")


def shown(name, code):
    """Show code in a table: all of it if it is short, else where it differs from the right answer that is nearest."""
    wrong, *others = (textwrap.dedent(each).strip().splitlines() for each in (code, *ZOOS[name].RIGHT[name]))
    if len(wrong) < 5:
        return _in_table(wrong)
    right = max(others, key=lambda lines: SequenceMatcher(None, lines, wrong, autojunk=False).ratio())
    parts = []
    for what, a, b, c, d in SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes():
        before, after = (_in_table(map(str.strip, lines)) for lines in (right[a:b], wrong[c:d]))
        parts += {"replace": [after, "*instead of*", before], "insert": ["*with*", after],
                  "delete": ["*without*", before], "equal": []}[what]
    return "<br>".join(parts)


def _in_table(lines):
    return "<br>".join(f"`{line}`".replace("|", "\\|") for line in lines)


def keys():
    """Yield the list, line by line."""
    yield HEAD
    for exercise, zoo in EXERCISES.items():
        yield f"\n## Homework {exercise.replace(' ·', ':')}"
        known = set()
        for name in zoo.RIGHT:
            yield from section(name, known)
