"""Call what a student wrote, on every instance: whatever it does, an answer comes back.

This half never sees the truth, so a grader can keep it in another process.
"""

import dis
import time
from typing import NamedTuple

import numpy as np

from .example import copied
from .guard import Sink, TooSlow, at_most, nothing_changes
from .raised import in_words

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
        return [Answer(problem="no-function", detail=kind_of(function))] * len(instances)
    found, end = [], time.monotonic() + seconds
    for number, instance in enumerate([*instances, instances[0]]):
        found.append(_answer(function, instance, number, max(end - time.monotonic(), 0.01)))
        if found[-1].problem in {"exits", "too-slow"}:
            return [found[-1]] * len(instances)
    *found, again = found
    if found[0].problem != again.problem or not _equal(found[0].value, again.value):
        found[0] = Answer(problem="changes-its-answer")
    return found


def is_stub(function):
    """Whether a function does nothing but return None, as those do that are still to be written."""
    stubs = {_steps(lambda: None), _steps(_nothing)}
    return not hasattr(function, "__code__") or _steps(function) in stubs


def _nothing():
    pass


def _steps(function):
    """Return what a function does, in the words of Python's machine."""
    return tuple((step.opname, step.argval) for step in dis.get_instructions(function) if step.opname != "NOP")


def read(value):
    """Return an `Answer` with the value as an array of its own, or with the reason why it is none."""
    if value is None:
        return Answer(problem="none")
    kind = kind_of(value)
    try:
        array = np.array(value)
    except ValueError:
        return _several(value) or Answer(problem="ragged")
    except Exception as error:
        return Answer(problem="no-numbers", detail=f"{kind} ({type(error).__name__})")
    if array.dtype.kind not in "biufc" or isinstance(value, np.ma.MaskedArray):
        return Answer(problem="no-numbers", detail=kind)
    return Answer(array)


def _several(value):
    """Return an `Answer` that names what a tuple has in place of one array."""
    parts = [read(part).value for part in value] if isinstance(value, tuple) else [None]
    if any(part is None for part in parts):
        return None
    named = " and ".join(f"an array of shape {part.shape}" if part.ndim else "a number" for part in parts)
    return Answer(problem="parts", detail=f"{len(parts)} things, {named}; one array is wanted")


def kind_of(value):
    """Name the type of a value, with its article."""
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiou" or name == "ndarray" else f"a {name}"


def _answer(function, instance, number, seconds):
    """Call once, with copies of the arguments.

    An instance may say how its fields become arguments, by a method `arguments`, and how to read what comes back, by a
    method `read`.
    """
    given, sink = copied(instance), Sink()
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
            answer = Answer(problem="signature" if not_even_called else "raises", detail=in_words(error, function))
    changed = [name for name, before, after in zip(instance._fields, instance, given) if not _equal(before, after)]
    if changed:
        answer = Answer(problem="changes-arguments", detail=changed[0])
    return answer._replace(printed=sink.used)


def _equal(before, after):
    if isinstance(before, (tuple, list)):
        return type(after) is type(before) and len(before) == len(after) and all(map(_equal, before, after))
    if not isinstance(before, np.ndarray):
        return True
    return isinstance(after, np.ndarray) and before.shape == after.shape and before.tobytes() == after.tobytes()
