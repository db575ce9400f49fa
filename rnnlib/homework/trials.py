"""What came back, beside what it should be, for every network."""

from typing import NamedTuple

import numpy as np

from .call import Answer, read
from .grammar import CLOSE, close
from .parts import exchanged, read_parts
from .words import listed


class Trial(NamedTuple):
    """One network: what the function was given and returned, its value as the book lays it out, and the truth."""

    given: tuple
    answer: Answer
    value: np.ndarray | None
    truth: np.ndarray

    @property
    def parts(self):
        """The answer has no parts but itself."""
        return {"": self}

    def near(self, tolerance):
        """Whether there is a value and it is the truth, up to a part of the largest entry."""
        return not self.answer.problem and close(self.value, self.truth, tolerance)

    def off(self):
        """Return the largest error, as a part of the largest entry."""
        return np.abs(self.value - self.truth).max() / (np.abs(self.truth).max() or 1)

    def single(self):
        """Whether it was computed in float32."""
        return self.value.dtype == np.float32


class PartsTrial(NamedTuple):
    """One network, if the answer has several parts: a `Trial` for each name."""

    given: tuple
    answer: Answer
    parts: dict

    def near(self, tolerance):
        """Whether every part is the truth, up to a part of its own largest entry."""
        return not self.answer.problem and all(part.near(tolerance) for part in self.parts.values())

    def off(self):
        """Return the largest error of a part."""
        return max(part.off() for part in self.parts.values())

    def single(self):
        """Whether some part was computed in float32."""
        return any(part.single() for part in self.parts.values())


def lay_out(instances, answers, truths, merged=True):
    """Return a `Trial` for each network, and trust no answer: what comes from elsewhere is read again.

    Neighbouring axes may be `merged` in the answers: the same numbers in the same order.
    """
    answers = [answer if answer.problem else read(answer.value)._replace(printed=answer.printed) for answer in answers]
    values = [_zeros_as_floats(answer.value) for answer in answers]
    if merged and all(map(_merges_axes, values, truths)):
        values = [value.reshape(truth.shape) for value, truth in zip(values, truths)]
    return [Trial(given, answer._replace(problem=answer.problem or _defect(value, truth)), value, truth)
            for given, answer, value, truth in zip(instances, answers, values, truths, strict=True)]


def lay_out_parts(names, instances, answers, truths):
    """Return a `PartsTrial` for each network, and trust no answer. The axes of a matrix are never merged."""
    answers = [answer if answer.problem else read_parts(answer.value, names)._replace(printed=answer.printed)
               for answer in answers]
    columns = []
    for place in range(len(names)):
        column = [answer if answer.problem else answer._replace(value=answer.value[place]) for answer in answers]
        true = [np.asarray(truth[place]) for truth in truths]
        columns.append(lay_out(instances, column, true, merged=true[0].ndim != 2))
    rows = zip(instances, answers, *columns, strict=True)
    return [PartsTrial(given, _with_defect(answer, names, parts), dict(zip(names, parts)))
            for given, answer, *parts in rows]


def wrong_parts(trials):
    """Return the names of the parts that are wrong on some network."""
    return {name for trial in trials if not trial.answer.problem
            for name, part in trial.parts.items() if not part.near(CLOSE)}


def _zeros_as_floats(value):
    """Return whole numbers as floats if all are 0: of zeros nothing is lost, and nothing was ever added to them."""
    return value if value is None or value.dtype.kind not in "iub" or value.any() else value.astype(float)


def _merges_axes(value, truth):
    """Whether a value has the truth's shape with neighbouring axes merged: the same numbers in the same order."""
    return (value is not None and value.size == truth.size
            and set(np.cumprod(value.shape)) <= set(np.cumprod(truth.shape or (1,))))


def _defect(value, truth):
    """Return the key of what makes a value unfit for comparison, or an empty string."""
    if value is None:
        return ""
    if value.dtype.kind == "c":
        return "complex"
    if value.shape == truth.shape and not np.isfinite(value).all():
        return "nan"
    return "integers" if value.dtype.kind in "iub" and value.shape == truth.shape else ""


def _with_defect(answer, names, parts):
    """Return the answer with what makes some of its parts unfit for comparison."""
    if answer.problem:
        return answer
    for problem in filter(None, (part.answer.problem for part in parts)):
        unfit = [name for name, part in zip(names, parts) if part.answer.problem == problem]
        return answer._replace(problem=problem, detail=f", in {listed(unfit)}")
    came, true = [part.value.shape for part in parts], [part.truth.shape for part in parts]
    return exchanged(names) if came != true and came == true[::-1] else answer
