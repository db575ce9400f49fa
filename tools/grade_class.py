"""Grade a class: notebooks in; feedback for each student, a table of grades and a page for the lecturer out.

    python tools/grade_class.py --homework 1 --submissions FOLDER --out FOLDER

FOLDER holds a notebook for each student, or a folder for each with the notebook in it. Every notebook runs in a sandbox
of its own, which needs bubblewrap (Debian, Ubuntu: apt install bubblewrap); nothing is believed but the arrays that its
functions return. The reference solution is graded first, and unless it is perfect nothing else is.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from grading import examination, exercises, gradebook, submissions, walls
from grading.class_page import class_page
from grading.feedback import feedback

WIDTH = 30


def main(words=None):
    """Do it; return 0, or 1 if the reference is not perfect, or 2 if it cannot be done."""
    asked = _arguments(words)
    try:
        by_path = asked.homework.endswith(".ipynb")
        homework = exercises.read(asked.homework if by_path else exercises.find(asked.homework))
        handed_in = submissions.find(asked.submissions, homework.path.name)
        if not handed_in:
            return _refuse(f"no notebook and no folder is in {asked.submissions}")
        if trouble := "" if asked.unsafe else walls.trouble():
            return _refuse(f"there is no sandbox to run students' code in. {trouble}\n"
                           "With --unsafe it runs as you: it can read and delete what you can, and use the network.")
        _empty(asked.out, asked.submissions)
    except (ValueError, OSError) as error:
        return _refuse(str(error))
    with examination.exam(homework, unsafe=asked.unsafe) as exam:
        begin = time.monotonic()
        try:
            examination.reference(exam)
        except examination.NotPerfect as error:
            print(f"The reference solution is not perfect, so nobody is graded.\n\n{error}", file=sys.stderr)
            return 1
        results = examination.mark_all(exam, handed_in, asked.jobs, _progress)
    _write(asked.out, results, homework, exam.seed)
    print(f"{len(results)} submissions in {time.monotonic() - begin:.0f} seconds: {asked.out / 'class.html'}")
    for result in results:
        for reason in gradebook.needs_a_look(result):
            print(f"  look at {result.name}: {reason}")
    return 0


def _arguments(words):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--homework", required=True, help="its number, or the path of a source with solutions")
    parser.add_argument("--submissions", required=True, type=Path, metavar="FOLDER", help="what was handed in")
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="a new folder for what comes out")
    parser.add_argument("--jobs", type=int, default=_cores(), help="how many at once (default: as many as cores)")
    parser.add_argument("--unsafe", action="store_true", help="run students' code without a sandbox, as yourself")
    return parser.parse_args(words)


def _cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _empty(folder, handed_in):
    """Make a folder; refuse one in which something is, for old feedback among the new would be given back."""
    if folder.resolve().is_relative_to(handed_in.resolve()):
        raise ValueError(f"{folder} is inside {handed_in}; name a folder elsewhere for what comes out")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty; name a new folder for what comes out")


def _refuse(words):
    print(f"Not graded: {words}", file=sys.stderr)
    return 2


def _progress(done, total, name):
    """Draw a bar; where nobody watches, write a line at every tenth."""
    bar = "#" * (WIDTH * done // total)
    if sys.stderr.isatty():
        print(f"\r[{bar:{WIDTH}}] {done}/{total} {name[:30]:30}", end="\n" if done == total else "", file=sys.stderr)
    elif done == total or done * 10 // total > (done - 1) * 10 // total:
        print(f"[{bar:{WIDTH}}] {done}/{total}", file=sys.stderr)


def _write(out, results, homework, seed):
    (out / "feedback").mkdir()
    for result in results:
        (out / f"feedback/{result.slug}.html").write_text(feedback(result, homework), encoding="utf-8")
    gradebook.write(out / "grades.csv", results, homework)
    (out / "class.html").write_text(class_page(results, homework, seed), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
