"""What goes into the sandbox: the arguments of every function, as its checker draws them from a fresh seed."""

import functools
import inspect

from rnnlib.homework import CHECKERS

from . import plain


def seconds(name):
    """Return how long a function may take: as long as its checker gives it."""
    return inspect.signature(CHECKERS[name].check).parameters["seconds"].default


@functools.cache
def instances(name, seed):
    """Return what a function is tried on. It stays on this side."""
    return CHECKERS[name].instances(seed)


@functools.cache
def arguments(name, seed):
    """Return the text of what a function is called with: for each instance its fields, and how they are passed."""
    return plain.write([_passed(given) for given in instances(name, seed)])


def _passed(given):
    """Return (fields, those passed by place, those passed by name, values) of an instance."""
    by_place, by_name = given.arguments() if hasattr(given, "arguments") else (given, {})
    fields, places = given._fields, []
    for value in by_place:
        places.append(next(field for field in fields if field not in places and getattr(given, field) is value))
    if any(getattr(given, field) is not value for field, value in by_name.items()):
        raise plain.NotPlain(f"an argument of {type(given).__name__} is none of its fields")
    return list(fields), places, list(by_name), tuple(given)
