"""Mark one submission: send arguments into the sandbox, let what comes out be judged, and go on after every mishap."""

import json
from time import monotonic
from typing import NamedTuple

from . import judging, plain, sandbox, submissions, walls
from .asking import arguments, seconds

BEFORE, WHILE = "before any function was called, while the cells of the notebook ran", "while it was called"


class Exam(NamedTuple):
    """One homework, ready to be marked.

    Attributes
    ----------
    homework : Homework
        The source, read.
    courses : dict of str
        For each function the folder of the library that is staged for it.
    seed : int
        Of the arguments; nobody has seen them.
    limits : Limits
        Of each submission.
    unsafe : bool
        Whether to do without walls.
    """

    homework: tuple
    courses: dict
    seed: int
    limits: sandbox.Limits
    unsafe: bool = False


class Result(NamedTuple):
    """What became of one submission: a `Verdict` for each function, or why there is none; and cells that failed."""

    name: str
    slug: str
    problem: str
    verdicts: tuple
    failures: tuple


def mark(exam, submission):
    """Return the `Result` of a submission, whatever is in it."""
    try:
        if submission.problem:
            raise submissions.Unreadable(submission.problem)
        found = submissions.cells(submission.path, exam.homework.cells)
    except submissions.Unreadable as error:
        return Result(submission.name, submission.slug, str(error), (), ())
    verdicts, todo = {}, []
    for asked in exam.homework.asked:
        key, problem = submissions.answer_cell(found, asked.cell)
        if problem:
            verdicts[asked.name] = judging.unmarked(asked.name, problem)
        else:
            todo.append((asked.name, key))
    cells, failures, end = [[key, source] for _, key, source in found], [], monotonic() + exam.limits.total
    for course in dict.fromkeys(exam.courses[name] for name, _ in todo):
        these = [(name, key) for name, key in todo if exam.courses[name] == course]
        failures = _run(exam, course, cells, these, verdicts, end)
    verdicts = tuple(verdicts[asked.name] for asked in exam.homework.asked)
    return Result(submission.name, submission.slug, "", verdicts, tuple(failures))


def _run(exam, course, cells, todo, verdicts, end):
    """Fill in the verdicts on functions, and return the failures of cells. Who ends the process loses one function."""
    call, failures = (walls.unsafe_command if exam.unsafe else walls.command)(course), []
    while todo:
        times = [min(seconds(name), exam.limits.function) for name, _ in todo]
        functions = [[name, key, time, arguments(name, exam.seed)] for (name, key), time in zip(todo, times)]
        job = json.dumps({"cells": cells, "functions": functions, "limits": exam.limits.plain()}).encode()
        wait = exam.limits.start + exam.limits.cells + sum(times)
        outcome = sandbox.run(call, job, exam.limits, min(wait, end - monotonic()))
        lines, said = outcome.output.split(b"\n"), {"detail": plain.clean(outcome.words), "when": WHILE}
        try:
            failures = judging.failures(lines[0])
        except plain.NotPlain:
            key, said["when"] = outcome.ended or ("nonsense" if lines[0] else "died"), BEFORE
            verdicts |= {name: judging.unmarked(name, key, **said) for name, _ in todo}
            return []
        for line, (name, key) in zip(lines[1:], tuple(todo)):
            todo = todo[1:]
            try:
                verdicts[name] = judging.verdict(name, key, line, failures, exam.seed)
            except plain.NotPlain:
                key = outcome.ended or ("nonsense" if line else "died")
                verdicts[name] = judging.unmarked(name, key, **said)
                break
    return failures
