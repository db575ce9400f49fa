"""Does a report tell the truth? It is read as a student reads it, and held against what the function does."""

import re
import traceback

import numpy as np
from zoo_judge import parts, silence

from rnnlib.homework import CHECKERS
from rnnlib.homework.raised import ASKED, NO_ARRAY
from rnnlib.homework.report import NO_HINT, NO_MORE
from rnnlib.homework.words import SIZES_OF_1

LABELS = ["First", "Found", "Right", "Error", "Seen", "Reread", "Hint", "Note"]  # in this order
NOT_TO_BE_SHOWN = {"too-slow", "exits", "not-written", "no-return", "none", "no-function",
                   "changes-arguments", "changes-its-answer"}  # by one call
STOPS = {"signature", "raises", "raises-unless-square", "zero-gradient"}  # it is told there by which error
REWORDED = {"is different from": "matmul: the inner sizes are ", "inhomogeneous": NO_ARRAY}  # put into shorter words


def untrue(name, key, function, report, instances):
    """List what is not as it should be in the report of a wrong answer with a diagnosis, given on these instances."""
    checker, head, lines = CHECKERS[name], *read(report)
    verdict = "not written yet. It returns None." if key == "not-written" else "not right yet."
    if head != f"{name}: {verdict} [{key}]":
        yield f"the head: {head}"
    labels = [label for label, _ in lines]
    if labels != sorted(labels, key=LABELS.index) or len(set(labels) - {"Note"}) < len(labels) - labels.count("Note"):
        yield f"the order: {labels}"
    if key == "not-written":
        return
    text = dict(lines)
    slips = slips_found(checker, key, text["Found"])
    yield from slips_untrue(text, slips) if slips else trouble_untrue(checker, text, checker.says(key)[0])
    more = str(report).endswith("\n\nA further hint: print(report.hint())")
    hints = hints_of(report, text)
    if more != (hints.index(NO_MORE) > 1):
        yield f"whether there are more hints: {report}"
    if "furthest off" in text.get("Seen", ""):
        in_one = any(SIZES_OF_1 in checker.about(given) and not is_wrong(checker, function, given)
                     for given in instances)
        asked = plain(checker.in_one if in_one else checker.hints[0]) in hints
        if asked == (key in {"extra-entries", "missing-entries"}):  # where all sizes are 1, no entry is zero
            yield f"the hint about sizes of 1: {hints}"
    if hints[-1] != NO_MORE or len(set(hints)) < len(hints):
        yield f"the hints: {hints}"
    for wanted in [hints for _, hints in slips] or [checker.says(key)[1]]:
        if not key.startswith("raises") and not in_this_order(map(plain, wanted), hints):
            yield f"hints are missing: {wanted} in {hints}"
    if report.example is not None and key not in NOT_TO_BE_SHOWN:
        yield from example_untrue(checker, key, function, report.example, text, hints)


def untrue_praise(name, function, report, instances):
    """List what is not as it should be in the report of a right answer, given on these instances."""
    checker, head, lines = CHECKERS[name], *read(report)
    compared = instances[:-1] if getattr(checker, "last", None) else instances
    if head != f"{name}: right, on {len(compared)} {checker.noun}.":
        yield f"the head: {head}"
    if {label for label, _ in lines} - {"Note"} or report.example is not None:
        yield f"more than notes: {lines}"
    deserved = {plain(said) for used, said in checker.praise.items() if used in function.__code__.co_names}
    if {text for _, text in lines} & set(map(plain, checker.praise.values())) != deserved:
        yield f"the praise: {lines}"
    said = re.findall(r"Yours has shape (\([^)]*\)).*? = (\([^)]*\))\.", report.message.replace("\n" + 10 * " ", " "))
    if any(came == wanted for came, wanted in said):
        yield f"the shapes: {lines}"
    single = any(part.dtype == np.float32 for given in compared for part in parts(called(function, given)[0]))
    if single != any("float32" in text for _, text in lines):
        yield f"float32: {lines}"
    if ("print" in function.__code__.co_names) != any("prints is not shown" in text for _, text in lines):
        yield f"what it prints: {lines}"
    if str(report.hint()) != NO_HINT["right"]:
        yield f"a hint: {report.hint()}"


def read(report):
    """Return the head, and (label, text) of what follows, with single spaces."""
    head, *_ = report.message.split("\n\n")
    found = re.findall(r"^  (\w+) +(.*(?:\n {10}.*)*)", report.message, re.MULTILINE)
    return plain(head), [(label, plain(text)) for label, text in found]


def plain(text):
    return " ".join(text.split())


def slips_found(checker, keys, found):
    """Return (what may be read again, hints) for each of the known mistakes that a report names."""
    known = [(slip, slot) for slot in checker.slots.values() for slip in slot.slips if f"{plain(slip.found)}." in found]
    which = ["First: ", "Second: ", "Third: "] if "+" in keys else [""]
    groups = [[slot.says(key) for slip, slot in known if slip.key == key] for key in keys.split("+")]
    return [([reread for reread, _ in some], [before + hint for hint in some[-1][1]])
            for before, some in zip(which, groups) if some] if "are exactly those" in found else []


def slips_untrue(text, slips):
    for reread, _ in slips:
        if not any(plain(one) in text["Reread"] for one in reread) or not text["Reread"].endswith("."):
            yield f"what to read: {text['Reread']}"
    count = {1: "in which", 2: "in which two things are wrong", 3: "in which three things are wrong"}[len(slips)]
    if not re.search(rf"our numbers( for [\w/, ]+)? are exactly those of an answer {count}", text["Found"]):
        yield f"how many were found: {text['Found']}"


def trouble_untrue(checker, text, says):
    pattern = re.escape(plain(says)).replace(r"\{detail\}", ".*" if "infinity{" in says else ".+")
    if not re.fullmatch(pattern, text["Found"]):
        yield f"what was found: {text['Found']}"
    if re.search(r"\b(a (?!u)[aeiou]|an [^aeioun])", text["Found"]):
        yield f"an article: {text['Found']}"
    if "Reread" in text and text["Reread"] != f"{plain(checker.reread)}.":
        yield f"what to read: {text['Reread']}"


def hints_of(report, text):
    """Return all hints, the one in the message first."""
    hints = [text["Hint"]] if "Hint" in text else []
    while NO_MORE not in hints and len(hints) < 30:
        hints.append(plain(str(report.hint())))
    return hints


def in_this_order(wanted, hints):
    left = iter(hints)
    return all(any(hint == one for hint in left) for one in wanted)


def example_untrue(checker, key, function, example, text, hints):
    """List what does not hold for the arguments that the report shows."""
    if "Seen" in text and not text["Seen"].startswith(f"With {plain(checker.about(example)[0])}."):
        yield f"the sizes: {text['Seen']}"
    yield from (f"the example: {example!r}" for field in example._fields
                if not re.search(rf"^{field}(\.\w+)* = \S", repr(example), re.MULTILINE))
    value, error = called(function, example)
    told = text["Found"] if key in STOPS else text.get("Error", "")
    if (error is None and key.startswith("raises")) or (error is not None and not told):
        yield f"on its example it {'stops' if error else 'does not stop'}"
    if error is not None and told and " came" not in told:
        yield from error_untrue(error, function, told)
        yield from [f"the hints: {hints}"] * (key == "raises" and plain(ASKED.get(type(error).__name__, hints[0]))
                                              not in hints)
    found, truth = parts(value) if error is None else [], parts(checker.truth(example))
    if key == "shape" and not any(f"{part.shape}" in text["Found"] for part in [*found, *truth] if part.ndim):
        yield f"the shapes: {text['Found']}"
    if ([part.shape for part in found] == [part.shape for part in truth]
            and {part.dtype.kind for part in found} <= {*"biufc"}):
        yield from numbers_untrue(checker, key, text, found, truth)


def numbers_untrue(checker, key, text, found, truth):
    """List what a report says wrongly of numbers, given what came and the truth for the arguments that it shows."""
    names = list(checker.layout) if isinstance(checker.layout, dict) else [""]
    off = dict(zip(names, map(distance, found, truth)))
    if max(off.values()) <= 1e-12 and key not in {"complex", "no-numbers", "parts", "parts-exchanged"}:
        yield "its example does not show the mistake"
    if "furthest off" in text.get("Seen", ""):
        entry = [int(i) for i in np.unravel_index(np.abs(found[0] - truth[0]).argmax(), truth[0].shape)]
        furthest = max(off, key=off.get) if len(names) > 1 else f"Entry {entry}"
        if f" {plain(furthest)} is furthest off." not in text["Seen"]:
            yield f"the furthest: {text['Seen']}, not {furthest}"
    said = re.match(r"(.*) (?:is|are) right\.", text.get("Right", ""))
    yield from (f"{name} is not right" for name in names if said and name in re.split(", | and ", said[1])
                and off[name] > 1e-4)
    if key == "constant-factor":
        factor = float(re.search(r"is (\S+) times", text["Found"])[1])
        pairs = [(part, true) for part, true in zip(found, truth) if np.abs(part - true).max() > 1e-9]
        yield from (f"the factor: {factor}" for part, true in pairs if not np.allclose(part, factor * true, 5e-3, 1e-9))
    if key == "few-digits":
        digits = int(re.search(r"about (\d+) digits", text["Found"])[1])
        if abs(digits + np.log10(max(off.values()))) > 0.51:
            yield f"the digits: {digits}, not {off}"


@np.errstate(all="ignore")
def distance(part, true):
    """Return the largest error, as a part of the largest entry."""
    return np.nan_to_num(np.abs(part - true), nan=np.inf).max() / (np.abs(true).max() or 1)


def is_wrong(checker, function, given):
    """Whether a function is wrong there."""
    value, error = called(function, given)
    pairs = zip(parts(value), parts(checker.truth(given)))
    return error is not None or any(part.shape != true.shape or distance(part, true) > 1e-4 for part, true in pairs)


def called(function, example):
    """Return what a function returns, or the error."""
    with silence():
        try:
            return example.call(function), None
        except Exception as error:
            return None, error


def error_untrue(error, function, told):
    """List what a report says wrongly of an error: its kind, its words, the line of the function."""
    kind = type(error).__name__
    try:
        words = plain(str(error)).rstrip(".")
    except Exception:
        words = ""
    if (f"{kind}: " if words else f"{kind}, at line") not in told:
        yield f"the kind of error: {told}"
    shorter = [short for long, short in REWORDED.items() if long in words]
    if not any(one in told for one in shorter or [words[:60]]):
        yield f"the words of the error: {told}"
    own, codes = function.__code__, inside(function.__code__)
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code in codes]
    if not lines and f"{kind}: {words}." not in told:
        yield f"the whole error: {told}"
    sure = lines and not isinstance(error, UnboundLocalError)  # of that Python says one line or the one before
    if sure and f", at line {lines[-1] - own.co_firstlineno + 1} of {own.co_name}" not in told:
        yield f"the line: {told}, not {lines[-1]}"


def inside(code):
    """Return the code of a function and of those that are written inside it."""
    return {code}.union(*(inside(part) for part in code.co_consts if isinstance(part, type(code))))
