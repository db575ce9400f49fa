"""What runs in the sandbox: the cells of one submission, and its functions on the arguments that came in.

It reads one job from standard input and writes one line for the cells and one for each function. It knows no expected
value. Whatever a student's code does to it, only arrays come out, and somebody else compares them.
"""

import collections
import contextlib
import json
import os
import sys
import types


def main():
    """Do one job and leave at once, without the farewells that a student may have registered."""
    job = json.load(sys.stdin)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # no threads, for no process may be started
    lines = _prepare(job)
    os.environ.clear()
    channel = _quiet()
    _limit(job["limits"])
    for line in lines:
        with open(channel, "w", encoding="utf-8", closefd=False) as out:
            out.write(json.dumps(line) + "\n")
    os._exit(0)


def _prepare(job):
    """Return a generator that does the work, with everything imported that it needs."""
    from rnnlib.homework.call import answers

    from . import cells, plain

    arguments = {name: [_given(plain, *given) for given in plain.read(text, functions=True)]
                 for name, _, _, text in job["functions"]}

    def lines():
        functions, failures = _functions(cells, job)
        yield {"failures": failures}
        for name, _, seconds, _ in job["functions"]:
            function = functions.get(name)
            came = [] if function is None else answers(function, arguments[name], seconds=seconds)
            uses = list(getattr(getattr(function, "__code__", None), "co_names", ()))[:200]
            answered = [["" if answer.value is None else answer.value.tobytes().decode(), *answer[1:]]
                        for answer in came]
            yield {"function": name, "uses": uses, "answers": answered}

    return lines()


def _functions(cells, job):
    """Run the cells; return the functions that stand in the cells that were named, and what failed."""
    from rnnlib.homework.guard import Sink, TooSlow, at_most, nothing_changes

    module, functions, failures = types.ModuleType("__main__"), {}, []
    sys.modules["__main__"] = module
    found = [cells.Cell(key, source) for key, source in job["cells"]]
    try:
        with nothing_changes(Sink(), seed=0), at_most(job["limits"]["cells"]):
            for cell in cells.needed(found, {key for _, key, *_ in job["functions"]}):
                failures += [[cell.key, problem] for problem in cells.run(cell, module.__dict__)]
                for name in [name for name, key, *_ in job["functions"] if key == cell.key and name in cell.binds]:
                    functions[name] = vars(module).get(name)
    except TooSlow:
        failures.append([cell.key, f"stopped after {job['limits']['cells']:.0f} seconds"])
    return functions, failures


def _given(plain, fields, positional, named, values):
    """Make an instance that `answers` understands; what comes back is written down at once, and read elsewhere."""
    import numpy as np

    from rnnlib.homework.call import Answer

    def arguments(self):
        return [getattr(self, name) for name in positional], {name: getattr(self, name) for name in named}

    def read(value):
        try:
            return Answer(np.frombuffer(plain.write(value).encode(), np.uint8))
        except plain.NotPlain as error:
            large = f", {error}" if str(error).startswith("too") else ""
            return Answer(problem="no-numbers", detail=f"a {type(value).__name__}{large}")

    kind = type("Given", (collections.namedtuple("Given", fields),),
                {"arguments": arguments, "read": staticmethod(read)})
    return kind(*values)


def _quiet():
    """Keep the way out for ourselves, and send what students read and print nowhere."""
    channel, nowhere = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return channel


def _limit(limits):
    """Limit what this process may use from here on, for good. Where the system has no such limit, do without."""
    try:
        import resource
    except ImportError:
        return
    for name, most in limits["resources"].items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))
