"""Which tests shall notice which faults, and how many of them."""

from typing import NamedTuple

from .kinds import CHECKERS, FORMULAS, GUARDS, MATHEMATICS, VALIDATION, WORDS
from .library import RIGHT, ROOT

OF_FORMULAS = ["loss", "jacobians", "recurrence", "bptt", "activations", "model", "check", "gradient_options",
               "truncated", "vanishing_exploding", "training", "adjoint", "inputs", "shapes", "bad_input",
               "costs"]
OF_HOMEWORK = ["homework", "homework_recurrence", "homework_algorithm", "homework_training"]


class Suite(NamedTuple):
    """Some tests, and the mutants that they are tried on: their kind, how many at most, the share to be killed."""

    name: str
    kind: str
    files: list
    most: int | None = None
    goal: float | None = None

    @property
    def is_notebooks(self):
        """Whether its files are notebooks."""
        return self.files[0].endswith(".ipynb")


def _tests(*names):
    return [f"tests/test_{name}.py" for name in names]


DOCTESTS = [f"rnnlib/{name}.py" for name in [*FORMULAS, *GUARDS]]
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "book").rglob("*.ipynb"))
UNIT = [*DOCTESTS, *_tests(*OF_FORMULAS, "slides")]
SUITES = [
    Suite("unit tests", MATHEMATICS, UNIT, goal=0.95),
    Suite("unit tests", VALIDATION, UNIT, goal=0.85),
    Suite("test_slides.py", MATHEMATICS, _tests("slides"), most=300),
    Suite("notebooks", MATHEMATICS, NOTEBOOKS, most=300, goal=0.75),
    Suite("zoo", CHECKERS, _tests("zoo", "homework_written"), most=100, goal=0.90),
    Suite("zoo and homework", WORDS, _tests("zoo", *OF_HOMEWORK), most=50),
]
MUTATED = [*(f"{name}.py" for name in [*FORMULAS, *GUARDS]),
           *sorted(path.relative_to(RIGHT).as_posix() for path in (RIGHT / "homework").glob("*.py"))]
