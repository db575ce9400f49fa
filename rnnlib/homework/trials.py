"""What came back, beside what it should be, for every network."""

from typing import NamedTuple

import numpy as np

from .call import Answer, read
from .grammar import close


class Trial(NamedTuple):
    """One network: what the function was given and returned, its value as the book lays it out, and the truth."""

    given: tuple
    answer: Answer
    value: np.ndarray | None
    truth: np.ndarray

    def near(self, tolerance):
        """Whether there is a value and it is the truth, up to a part of the largest entry."""
        return self.value is not None and close(self.value, self.truth, tolerance)

    def defect(self):
        """Return the key of what makes the value unfit for comparison, or an empty string."""
        if self.value is None:
            return ""
        if self.value.dtype.kind == "c":
            return "complex"
        if not np.isfinite(self.value).all():
            return "nan"
        return "integers" if self.value.dtype.kind in "iub" and self.value.shape == self.truth.shape else ""


def lay_out(instances, answers, truths):
    """Return a `Trial` for each network, and trust no answer: what comes from elsewhere is read again."""
    answers = [answer if answer.problem else read(answer.value)._replace(printed=answer.printed) for answer in answers]
    values = [answer.value for answer in answers]
    if all(map(_merges_axes, values, truths)):
        values = [value.reshape(truth.shape) for value, truth in zip(values, truths)]
    return [Trial(*trial) for trial in zip(instances, answers, values, truths, strict=True)]


def _merges_axes(value, truth):
    """Whether a value has the truth's shape with neighbouring axes merged: the same numbers in the same order."""
    return (value is not None and value.size == truth.size
            and set(np.cumprod(value.shape)) <= set(np.cumprod(truth.shape)))
