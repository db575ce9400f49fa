"""What the docstrings of all `check_...` functions have in common, written once."""

import inspect

SHARED = """seed : int
    Of the random numbers that it is tried on, from 0 upwards.

Returns
-------
Report
    Print it. It says what kind of mistake was made, and has hints.

Raises
------
ValueError
    If `seed` is no whole number from 0 upwards.
KeyboardInterrupt
    If you interrupt it. Every other error of the function becomes part of the report.

Examples
--------
"""


def documented(check):
    """Complete the docstring of a check: the seed after its other parameter, what comes back, and what is raised."""
    own, _, example = (inspect.getdoc(check) or "").partition("\n\nExamples\n--------\n")
    check.__doc__ = f"{own}\n{SHARED}{example}"
    return check
