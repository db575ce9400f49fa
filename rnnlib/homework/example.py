"""What the kinds of instances have in common: each calls a function as the check does, and prints readably."""

import numpy as np


def example(kind):
    """Complete a kind of instance, a named tuple of arguments, by a call with copies and by a text to read.

    A kind may bring its own `arguments`; without it, all arguments are passed by place.
    """
    kind.call, kind.__repr__ = call, readable
    if not hasattr(kind, "arguments"):
        kind.arguments = by_place
    return kind


def by_place(given):
    """Return what is passed by place, and what by name."""
    return tuple(given), {}


def call(given, function):
    """Call a function as the check does, with copies of these arguments, and return what it returns."""
    positional, named = copied(given).arguments()
    return function(*positional, **named)


def copied(value):
    """Copy arrays, also those in tuples and lists; leave the rest."""
    if isinstance(value, (tuple, list)):
        return type(value)(*map(copied, value)) if hasattr(value, "_fields") else type(value)(map(copied, value))
    return value.copy() if isinstance(value, np.ndarray) else value


def readable(given):
    """Write every argument on lines of its own, as name = value."""
    return "\n".join(line for name, value in zip(given._fields, given) for line in _lines(name, value))


def _lines(name, value):
    if hasattr(value, "_fields"):
        return [line for field, part in zip(value._fields, value) for line in _lines(f"{name}.{field}", part)]
    head = f"{name} = "
    if isinstance(value, np.ndarray):
        return [head + np.array2string(value, precision=4, prefix=head)]
    return [head + _shown(value)]


def _shown(value):
    """Write a number in few digits, a function by its name, and of what lies in a list only the shapes."""
    if isinstance(value, (tuple, list)):
        inside = ", ".join(map(_shown, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, np.ndarray):
        return f"array {value.shape}"
    return f"{value:.4g}" if isinstance(value, float) else getattr(value, "__name__", repr(value))
