"""What went wrong when a function stopped with an error: where, in which words, and what to ask of such an error."""

import re

ASKED = {
    "IndexError": "Python counts from 0. Which is the last index of that axis, and which is the last of your loop?",
    "NameError": "Everything that the function needs comes in as an argument, or is made from one. Is the name that is "
                 "missing made in a cell that you have not run?",
    "UnboundLocalError": "On which path through the function does that name get no value?",
    "AttributeError": "Print the type of what stands before that dot. Is it what you think?",
    "TypeError": "Print the type of every name in that line. Are the arguments in the order that def gives them?",
}
ROWS = "x of the data has T rows, and row 0 is time 1. An array of a run has T + 1, and row t is time t. Which is it?"
AXES = "x has shape (T, N, d). Over which axis does your loop run, and to which number?"
NO_ARRAY = "parts of different shapes make no array"
ONE_BY_ONE = "NumPy makes one array of what it is given; matrices of different shapes make none. Take each one alone."
NO_START = "s0 may be None, and here it was. What does that line do then?"
NO_VALUE = "One of the two is None. Which of your functions still returns None?"
A_TUPLE = "Params is a tuple of three matrices: walk through it, and through another one beside it, with zip."
A_CALL = "Compare that call with the line def of the function that it names: how many arguments, and in which order?"


def questions(detail, given, hints):
    """Return the hints for an error: what its kind asks, and the last of the general ones; or all of these."""
    kind = re.match(r"\w*", detail)[0]
    asked = [*_special(kind, detail, given), *filter(None, [ASKED.get(kind)])]
    return [*asked, *hints[-1:]] if asked else hints


def _special(kind, detail, given):
    if kind == "IndexError" and hasattr(given, "x"):
        size = re.search(r"with size (\d+)", detail)
        T, N = given.x.shape[:2] if given.x.ndim == 3 else (0, 0)
        return [ROWS] if not N else [AXES, ROWS] if size and int(size[1]) == N != T else [ROWS, AXES]
    if NO_ARRAY in detail:
        return [ONE_BY_ONE]
    if "NoneType" in detail:
        return [NO_START if getattr(given, "s0", 0) is None else NO_VALUE]
    if kind == "TypeError" and re.search(r"'(tuple|Params)'|non-int of type", detail):
        return [A_TUPLE]
    return [A_CALL] if kind == "TypeError" and "argument" in detail else []


def in_words(error, function):
    """Say which error it is, and at which line of the student's function."""
    try:
        text = " ".join(str(error).split()).rstrip(".")
    except Exception:
        text = ""
    text = re.sub(r"^matmul: Input operand 1 .*\(size (\d+) is different from (\d+)\)$",
                  r"matmul: the inner sizes are \2 and \1", text)
    text = re.sub(r"^setting an array element with a sequence.*inhomogeneous.*", NO_ARRAY, text)
    text = re.sub(r", with gufunc signature \S+", "", text)
    text = text if len(text) <= 120 else text[:117] + "..."
    return type(error).__name__ + (f": {text}" if text else "") + _where(error, function)


def _where(error, function):
    """Name the deepest line of the function itself; and of what it called there, if the student wrote that as well."""
    own, place, trace = getattr(function, "__code__", None), "", error.__traceback__
    while trace is not None:
        code, line = trace.tb_frame.f_code, trace.tb_lineno
        if _inside(code, own):
            place = f", at line {line - own.co_firstlineno + 1} of {own.co_name}"
        elif trace.tb_frame.f_globals is getattr(function, "__globals__", None) and "which called" not in place:
            place += f", which called {code.co_name} (there line {line - code.co_firstlineno + 1})"
        trace = trace.tb_next
    return place


def _inside(code, own):
    """Whether code is that of a function, or of one that is written inside it."""
    return own is not None and (code is own or any(
        _inside(code, part) for part in own.co_consts if isinstance(part, type(own))))
