"""Call what a student wrote, on every instance: whatever it does, an answer comes back.

This half never sees the truth, so a grader can keep it in another process.
"""

import time
from typing import NamedTuple

import numpy as np

from .guard import Sink, TooSlow, at_most, nothing_changes

SECONDS = 5.0


class Answer(NamedTuple):
    """What came back from one call.

    Attributes
    ----------
    value : array, tuple of arrays, or None
        The result, as an array of numbers, or as several in the order of their names.
    problem : str
        Why there is none; empty if there is one.
    detail : str
        The same, in the words of Python.
    printed : bool
        Whether something was printed.
    """

    value: np.ndarray | tuple | None = None
    problem: str = ""
    detail: str = ""
    printed: bool = False


def answers(function, instances, *, seconds=SECONDS):
    """Call the function on every instance, and on the first one again; return an `Answer` for each instance."""
    if not callable(function):
        return [Answer(problem="no-function", detail=type(function).__name__)] * len(instances)
    found, end = [], time.monotonic() + seconds
    for number, instance in enumerate([*instances, instances[0]]):
        found.append(_answer(function, instance, number, max(end - time.monotonic(), 0.01)))
        if found[-1].problem in {"exits", "too-slow"}:
            return [found[-1]] * len(instances)
    *found, again = found
    if found[0].problem != again.problem or not _equal(found[0].value, again.value):
        found[0] = Answer(problem="changes-its-answer")
    return found


def read(value):
    """Return an `Answer` with the value as an array of its own, or with the reason why it is none."""
    if value is None:
        return Answer(problem="none")
    kind = f"a {type(value).__name__}"
    try:
        array = np.array(value)
    except ValueError:
        return Answer(problem="ragged")
    except Exception as error:
        return Answer(problem="no-numbers", detail=f"{kind} ({type(error).__name__})")
    if array.dtype.kind not in "biufc" or isinstance(value, np.ma.MaskedArray):
        return Answer(problem="no-numbers", detail=kind)
    return Answer(array)


def _answer(function, instance, number, seconds):
    """Call once, with copies of the arguments.

    An instance may say how its fields become arguments, by a method `arguments`, and how to read what comes back, by a
    method `read`.
    """
    given, sink = _copy(instance), Sink()
    positional, named = given.arguments() if hasattr(given, "arguments") else (given, {})
    with nothing_changes(sink, seed=number):
        try:
            with at_most(seconds):
                answer = getattr(given, "read", read)(function(*positional, **named))
        except KeyboardInterrupt:
            raise
        except TooSlow:
            answer = Answer(problem="too-slow")
        except SystemExit:
            answer = Answer(problem="exits")
        except BaseException as error:
            not_even_called = isinstance(error, TypeError) and error.__traceback__.tb_next is None
            answer = Answer(problem="signature" if not_even_called else "raises", detail=_in_words(error, function))
    changed = [name for name, before, after in zip(instance._fields, instance, given) if not _equal(before, after)]
    if changed:
        answer = Answer(problem="changes-arguments", detail=changed[0])
    return answer._replace(printed=sink.used)


def _in_words(error, function):
    """Say which error it is, and at which line of the student's own code."""
    try:
        text = " ".join(str(error).split()).rstrip(".")
    except Exception:
        text = ""
    text = text if len(text) <= 120 else text[:117] + "..."
    where, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals is getattr(function, "__globals__", None):
            where = f", at line {trace.tb_lineno - code.co_firstlineno + 1} of {code.co_name}"
        trace = trace.tb_next
    return type(error).__name__ + (f": {text}" if text else "") + where


def _copy(value):
    """Copy arrays, also those in tuples and lists; leave the rest."""
    if isinstance(value, (tuple, list)):
        return type(value)(*map(_copy, value)) if hasattr(value, "_fields") else type(value)(map(_copy, value))
    return value.copy() if isinstance(value, np.ndarray) else value


def _equal(before, after):
    if isinstance(before, (tuple, list)):
        return type(after) is type(before) and len(before) == len(after) and all(map(_equal, before, after))
    if not isinstance(before, np.ndarray):
        return True
    return isinstance(after, np.ndarray) and before.shape == after.shape and before.tobytes() == after.tobytes()
