"""Mark a class: stage the library, mark the reference first, then everybody, a few at a time."""

import contextlib
import multiprocessing
import re
import secrets
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from . import asking, library, marking, plain, sandbox, submissions


class NotPerfect(RuntimeError):
    """The reference solution does not get full marks, so nobody's marks would mean anything."""


@contextlib.contextmanager
def exam(homework, *, seed=None, limits=None, unsafe=False):
    """Stage the library for one homework, and give an `Exam` with a seed that nobody has seen.

    An argument may be a function of rnnlib.homework, such as the one that gives a training loop its gradients. The
    module that it is in is shown to those only who get it.
    """
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        Path(folder).chmod(0o755)
        seed = secrets.randbelow(10**9) if seed is None else seed
        courses = {}
        for name in [asked.name for asked in homework.asked]:
            modules = sorted(set(re.findall(r'"rnnlib": "homework\.([\w.]+)\.\w+"', asking.arguments(name, seed))))
            courses[name] = str(Path(folder, "-".join(["course", *modules])))
            if not Path(courses[name]).exists():
                library.stage(courses[name], homework.unavailable, modules)
        yield marking.Exam(homework, courses, seed, limits or sandbox.Limits(), unsafe)


def reference(exam):
    """Mark the source with its solutions; raise `NotPerfect` unless all of it is right."""
    result = marking.mark(exam, submissions.Submission("reference", "reference", exam.homework.path))
    wrong = [verdict.message for verdict in result.verdicts if not verdict.ok]
    if result.problem or wrong:
        failures = [f"cell {cell}: {words}" for cell, words in result.failures]
        raise NotPerfect("\n\n".join([*filter(None, [result.problem]), *wrong, *failures]))


def mark_all(exam, handed_in, jobs, progress=lambda done, total, name: None):
    """Return the results of all submissions, in their order; call `progress` after each."""
    results = {}
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(marking.mark, exam, submission): submission for submission in handed_in}
        try:
            for number, done in enumerate(as_completed(running), 1):
                one = running[done]
                results[one.slug] = _result(done, one)
                progress(number, len(handed_in), one.name)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [results[submission.slug] for submission in handed_in]


def _result(done, submission):
    """Return the result of one submission; if the grader itself stumbles over it, the class goes on."""
    try:
        return done.result()
    except Exception as error:
        words = f"The grader stumbled over it: {type(error).__name__}: {plain.clean(error)}"
        return marking.Result(submission.name, submission.slug, words, (), ())
