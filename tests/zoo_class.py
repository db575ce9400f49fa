"""Make up a class: notebooks with answers from the zoo, some of them odd, to grade with tools/grade_class.py.

python tests/zoo_class.py FOLDER [--homework 1] [--students 200] [--seed 7]
"""

import argparse
import copy
import inspect
import json
import random
import re
from pathlib import Path

from zoo_answers import ZOOS
from zoo_code import STUDENTS, source

import rnnlib

SHARE_RIGHT = 0.5


def notebook(number):
    """Return the student version of a homework."""
    path, = STUDENTS.glob(f"{number}_*.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))


def answered(blank, codes, helpers=""):
    """Return a notebook with the functions written into their cells, and a cell of helpers after the imports."""
    filled = copy.deepcopy(blank)
    for cell in filled["cells"]:
        if cell["id"] in codes:
            cell["source"] = codes[cell["id"]]
    place = 1 + next(i for i, cell in enumerate(filled["cells"]) if cell["cell_type"] == "code")
    filled["cells"].insert(place, {"cell_type": "code", "id": "my-helpers", "metadata": {}, "outputs": [],
                                   "execution_count": None, "source": helpers})
    return filled


def imports(names):
    """Return code that brings the names which the zoo's answers use, and the names that no import can bring."""
    lines = ["import numpy as np", f"from rnnlib import {', '.join(rnnlib.__all__)}", "outer = np.multiply.outer"]
    known = {id(inspect.unwrap(getattr(rnnlib, name))): name for name in rnnlib.__all__}
    public = {name: known.get(id(inspect.unwrap(value))) for name, value in names.items()}
    lines += [f"{name} = {its}" for name, its in public.items() if its not in (name, None)]
    return "\n".join(lines), {name for name, its in public.items() if not its} - {"np", "outer"}


def answers(name):
    """Return the right answers and the wrong ones, by diagnosis, that need nothing but what a student may import."""
    home = ZOOS[name]
    homeless = (imports(home.NAMES)[1] | home.RIGHT.keys()) - {name}

    def usable(codes):
        return [code for code in codes if not homeless & set(re.findall(r"\w+", code))]

    wrong = {key: usable(codes) for key, codes in home.WRONG[name].items()}
    return usable(home.RIGHT[name]), {key: codes for key, codes in wrong.items() if codes}


def some_answer(name, number):
    """Return the code of an answer: for 0 a right one, for other numbers wrong ones that come to an end."""
    right, wrong = answers(name)
    codes = [code for key, some in wrong.items() for code in some if key != "too-slow"] if number else right
    return codes[17 * number % len(codes)] if codes else None


def without(cell_id, filled):
    """Take a cell out."""
    filled["cells"] = [cell for cell in filled["cells"] if cell["id"] != cell_id]
    return filled


def twice(cell_id, filled):
    """Put a cell in twice."""
    filled["cells"] += [copy.deepcopy(cell) for cell in filled["cells"] if cell["id"] == cell_id]
    return filled


def make(folder, number, students, seed):
    """Write the notebooks."""
    rng, blank = random.Random(seed), notebook(number)
    cells = {cell["id"] for cell in blank["cells"]}
    names = [name for name in ZOOS if name in cells]
    known = {name: answers(name) for name in names}
    helpers = "\n".join(dict.fromkeys(imports(ZOOS[name].NAMES)[0] for name in names))

    def mixed():
        codes = {}
        for name, (right, wrong) in known.items():
            some = right or ZOOS[name].RIGHT[name] if rng.random() < SHARE_RIGHT else wrong[rng.choice(list(wrong))]
            codes[name] = source(name, rng.choice(some))
        return codes

    first, *_ = names
    odd = {"cut-short": lambda: json.dumps(blank)[:5000],
           "no-cell": lambda: json.dumps(without(first, answered(blank, mixed(), helpers))),
           "two-cells": lambda: json.dumps(twice(first, answered(blank, mixed(), helpers))),
           "leaves": lambda: json.dumps(answered(blank, mixed() | {first: "import os\nos._exit(0)"}, helpers)),
           "untouched": lambda: json.dumps(blank)}
    folder = Path(folder)
    folder.mkdir(parents=True)
    for name, text in odd.items():
        (folder / f"{name}.ipynb").write_text(text(), encoding="utf-8")
    for student in range(students - len(odd)):
        text = json.dumps(answered(blank, mixed(), helpers))
        (folder / f"student-{student:03}.ipynb").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    for option, default in {"--homework": 1, "--students": 200, "--seed": 7}.items():
        parser.add_argument(option, type=int, default=default)
    asked = parser.parse_args()
    make(asked.folder, asked.homework, asked.students, asked.seed)
