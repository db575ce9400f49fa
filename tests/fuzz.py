"""Try every public function with anything: a documented error or a right number must come, and nothing else.

Run it for many cases of each function; ``--cases``, ``--seed`` and names of functions say otherwise. What is tried
starts from arguments that fit; then none, one or some of them are replaced by nearly the same or by anything at all.
"""

import argparse
import contextlib
import copy
import dis
import inspect
import io
import multiprocessing
import re
import signal
import sys
import time
import warnings
from collections import Counter
from itertools import combinations as some

import numpy as np
from fuzz_doors import doors
from fuzz_listings import NotJudged
from fuzz_things import Ours, anything, leaves
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

DOORS = doors()
SECONDS = 20  # for one case: the checkers wait five for a student's function
PATIENCE = 50  # steps and sizes: more would be computed, or be more than memory holds, as it was asked
WORK = {"epochs", "N", "T"}
ARITHMETIC = re.compile(r"(overflow|underflow|divide by zero|invalid value) encountered in ")


class TooSlow(BaseException):
    """Raised by the alarm."""


class Fault(AssertionError):
    """What must not happen."""


@st.composite
def cases(draw, door):
    """Strategy for arguments of a door, by name."""
    arguments = draw(door.fits)
    names = [name for name in inspect.signature(door.call).parameters if name != "self"]
    for name in draw(st.sampled_from([*some(names, 0)] * 2 * len(names) + [*some(names, 1)] * 6 + [*some(names, 2)])):
        arguments[name] = draw(anything(arguments.get(name)))
        if name in WORK and isinstance(arguments[name], (int, np.integer)) and PATIENCE < arguments[name] < 2**63:
            arguments[name] = PATIENCE
    return arguments


def trial(door, arguments, counts):
    """Call a door once, and raise a `Fault` if anything comes that must not."""
    given = {name: copy.deepcopy(value) if isinstance(value, np.random.Generator) else value
             for name, value in arguments.items()}
    before = _kept(arguments)
    result, outcome = None, "refused"
    with warnings.catch_warnings(record=True) as said, contextlib.redirect_stderr(io.StringIO()), _alarm():
        warnings.simplefilter("always")
        try:
            result, outcome = door.call(**arguments), "accepted"
        except Ours:
            outcome = "through"
        except TooSlow:
            raise Fault("it does not end") from None
        except door.errors as error:
            _in_our_words(error)
        except BaseException as error:
            raise Fault(f"an undocumented {type(error).__name__}: {error}") from error
    if _kept(arguments) != before:
        raise Fault("an argument was changed")
    _only_arithmetic(said, arguments, result)
    if outcome == "accepted":
        _apart(arguments, result)
        outcome = _judged(door, given, result)
    counts[outcome] += 1


def _in_our_words(error):
    """Raise unless the library itself raised an error: not NumPy, called with what does not fit."""
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    if not isinstance(error, KeyboardInterrupt) and ("rnnlib" not in code.co_filename or
                                                     dis.opname[code.co_code[trace.tb_lasti]] != "RAISE_VARARGS"):
        raise Fault(f"not the library's words: {type(error).__name__}: {error}") from error


def _arrays(tree):
    return [leaf for leaf in leaves(tree) if isinstance(leaf, np.ndarray)]


def _kept(arguments):
    return [(array.dtype.str, array.shape, np.asarray(array).tobytes()) for array in _arrays(arguments)]


def _only_arithmetic(said, arguments, result):
    """Raise if there was a warning, but for those of NumPy where numbers are not finite."""
    for warning in said:
        if not ARITHMETIC.match(str(warning.message)):
            raise Fault(f"a warning: {warning.message}")
        arrays = map(np.asarray, leaves([arguments, result]))
        arrays = [np.abs(array) for array in arrays if array.dtype.kind in "fc"]
        if result is not None and all((array < np.finfo(array.dtype).max ** 0.25).all() for array in arrays):
            raise Fault(f"a warning where nothing is large: {warning.message}")


def _apart(arguments, result):
    """Raise if a result lies where an argument lies."""
    for one in _arrays(result):
        if any(np.shares_memory(one, other) for other in _arrays(arguments)):
            raise Fault("a result shares memory with an argument")


def _judged(door, given, result):
    try:
        with warnings.catch_warnings(action="ignore"):
            complaints = list(door.judge(given, result))
    except NotJudged:
        return "not judged"
    except Exception as error:
        raise Fault(f"accepted, but it cannot be judged: {type(error).__name__}: {error}") from error
    if complaints:
        raise Fault("; ".join(complaints))
    return "judged"


@contextlib.contextmanager
def _alarm():
    """Raise `TooSlow` in what takes too long, where there is an alarm."""
    def ring(*_):
        raise TooSlow

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    handler = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, handler)


def many(name, examples, number):
    """Try a door many times; return the counts of what came. A `Fault` tells the smallest arguments that show it."""
    counts, door = Counter(), DOORS[name]

    @seed(number)
    @settings(max_examples=examples, database=None, deadline=None, derandomize=False, report_multiple_bugs=False,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])
    @given(cases(door))
    def one(arguments):
        try:
            trial(door, arguments, counts)
        except Fault as fault:
            raise Fault(f"{name}: {fault}\n  {arguments}") from fault.__cause__

    one()
    return counts


OUTCOMES = ["judged", "not judged", "refused", "through"]


def _row(task):
    begin = time.perf_counter()
    try:
        counts, fault = many(*task), ""
    except Fault as error:
        counts, fault = Counter(), str(error)
    except Exception as error:
        reasons = getattr(error, "exceptions", [error])  # of Hypothesis's own: a fault that did not come again
        counts, fault = Counter(), f"{task[0]}: {type(error).__name__}: " + "; ".join(map(repr, reasons))
    return task[0], counts, time.perf_counter() - begin, fault


def main():
    """Try all doors in two processes, and print a table. Return how many are at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(DOORS))
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked, begin, faults = parser.parse_args(), time.perf_counter(), []
    print(f"seed {asked.seed}, {asked.cases} cases of each of {len(asked.names)} functions")
    print(f"{'':28}" + "".join(f"{outcome:>12}" for outcome in [*OUTCOMES, "seconds"]), flush=True)
    with multiprocessing.Pool(2) as pool:
        for name, counts, seconds, fault in pool.imap(_row, [(name, asked.cases, asked.seed) for name in asked.names]):
            numbers = [f"{counts[outcome]:12}" for outcome in OUTCOMES]
            print(f"{name:28}" + "".join(numbers) + f"{seconds:12.0f}" + f"\n\n{fault}\n" * bool(fault), flush=True)
            faults += [fault] * bool(fault)
    print(f"{len(faults)} at fault; {(time.perf_counter() - begin) / 60:.1f} minutes, seed {asked.seed}")
    return len(faults)


if __name__ == "__main__":
    sys.exit(bool(main()))
