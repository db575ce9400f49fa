"""What comes out of the sandbox, read strictly and judged: a verdict on each function, in the words of its report."""

import json
from typing import NamedTuple

from rnnlib.homework import CHECKERS, Report
from rnnlib.homework.call import Answer
from rnnlib.homework.call import read as read_array

from . import plain
from .asking import instances

FROM_INSIDE = {"no-function", "too-slow", "exits", "signature", "raises", "changes-arguments", "changes-its-answer",
               "no-numbers"}  # the problems that whoever calls a function may report

AGAIN = "Start from a fresh copy of the notebook, and write your functions into the cells that are there."
UNMARKED = {  # what can keep a function from being judged: how the report's first line ends, what was found, a hint
    "no-cell": ("its cell is missing.", "No cell of the notebook has the id that belongs to it.", AGAIN),
    "two-cells": ("it has two cells.", "Two cells of the notebook have the id that belongs to it.", AGAIN),
    "not-defined": ("its cell does not define it.", "{detail}", "Restart the kernel and run all cells, from the top."),
    "died": ("it could not be judged.", "Python came to an end {when}. {detail}",
             "Does anything there leave Python, use very much memory, or start other programs?"),
    "time": ("it took too long.", "It was stopped {when}.", "Which loop does not end?"),
    "output": ("it could not be judged.", "Very much was written {when}, and it was stopped.", "Return arrays only."),
    "nonsense": ("it could not be judged.", "What came back {when} is no answer.", "Return arrays only."),
    "stumbled": ("the checker stumbled over it.", "{detail}", "That is no fault of yours: please tell your lecturer."),
}


class Verdict(NamedTuple):
    """What a checker said of one function: the parts of its report that pages need."""

    function: str
    ok: bool
    diagnosis: str
    message: str
    hints: tuple


def verdict(name, key, line, failures, seed):
    """Judge one line from the sandbox; or raise `NotPlain` if it is no answer."""
    reply, given = _reply(line, {"function", "uses", "answers"}), instances(name, seed)
    if reply["function"] != name or len(reply["answers"]) not in {0, len(given)}:
        raise plain.NotPlain("no reply")
    if not reply["answers"]:
        words = " ".join(words for cell, words in failures if cell == key)
        return unmarked(name, "not-defined", detail=words or "There is no function of this name in it.")
    answers = [_answer(item, one) for item, one in zip(reply["answers"], given, strict=True)]
    try:
        report = CHECKERS[name].judge(given, answers)
    except Exception as error:  # a checker that fails must not stop the class
        return unmarked(name, "stumbled", detail=f"{type(error).__name__}: {plain.clean(str(error))}")
    praise = getattr(CHECKERS[name], "praise", {})
    for used in [used for used in praise if report.ok and used in reply["uses"]]:
        report.add("Note", praise[used])
    return _as_verdict(name, report)


def failures(line):
    """Read the first line: which cells failed, and why."""
    found = _reply(line, {"failures"})["failures"][:50]
    if not all(isinstance(item, list) and len(item) == 2 for item in found):
        raise plain.NotPlain("no reply")
    return [(plain.clean(cell), plain.clean(words)) for cell, words in found]


def _reply(line, keys):
    """Read a line from the sandbox: a dictionary with just these keys."""
    try:
        reply = json.loads(line)
    except (ValueError, RecursionError):
        raise plain.NotPlain("no reply") from None
    if not isinstance(reply, dict) or set(reply) != keys or not all(isinstance(reply[key], list) for key in keys
                                                                  if key != "function"):
        raise plain.NotPlain("no reply")
    return reply


def _answer(item, given):
    """Read one answer as the notebook's check would; a problem must be one that can arise inside."""
    if not isinstance(item, list) or [type(part) for part in item] != [str, str, str, bool]:
        raise plain.NotPlain("no answer")
    text, problem, detail, printed = item
    if problem:
        if problem not in FROM_INSIDE:
            raise plain.NotPlain("no answer")
        return Answer(problem=problem, detail=plain.clean(detail), printed=printed)
    value = plain.read(text)
    try:
        return getattr(given, "read", read_array)(value)._replace(printed=printed)
    except Exception as error:
        return Answer(problem="raises", detail=type(error).__name__, printed=printed)


def unmarked(name, key, **detail):
    """Return the verdict on a function that could not be judged, with the reason."""
    verdict, found, hint = UNMARKED[key]
    words = found.format_map({"detail": "", "when": "", **detail}).strip()
    return _as_verdict(name, Report(name, key, verdict, [("Found", words)], [hint]))


def _as_verdict(name, report):
    """Take the parts of a report, with all its hints."""
    message, hints = report.message, []
    while repr(report) != report.message and len(hints) < 20:
        hints.append(str(report.hint()))
    return Verdict(name, report.ok, report.diagnosis, message, tuple(hints))
