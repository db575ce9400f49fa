"""What runs in the sandbox: the cells of one submission, and its functions on the arguments that came in.

It reads one job from standard input and writes one line for the cells and one for each function. It knows no expected
value. Whatever a student's code does to it, only arrays come out, and somebody else compares them.
"""

import contextlib
import json
import os
import sys
import types


def main():
    """Do one job and leave at once, without the farewells that a student may have registered."""
    job = json.load(sys.stdin)
    channel = _quiet()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # no threads, for no process may be started
    work = _prepare(job)
    os.environ.clear()
    _limit(job["limits"])
    for line in work:
        with open(channel, "w", closefd=False) as out:
            out.write(line + "\n")
    os._exit(0)


def _prepare(job):
    """Return the generator that does the work, with everything imported that it needs."""
    from rnnlib.homework.call import Answer, answers
    from rnnlib.homework.guard import Sink, TooSlow, at_most, nothing_changes

    from . import cells, plain

    def work():
        module = types.ModuleType("__main__")
        sys.modules["__main__"], functions, failures = module, {}, []
        where = {key: name for name, key, *_ in job["functions"]}
        found = [cells.Cell(key, source) for key, source in job["cells"]]
        try:
            with nothing_changes(Sink(), seed=0), at_most(job["limits"]["cells"]):
                for cell in cells.needed(found, where):
                    failures += [[cell.key, problem] for problem in cells.run(cell, module.__dict__)]
                    for name in [name for name, key, *_ in job["functions"] if key == cell.key]:
                        functions[name] = cell.body and vars(module).get(name)
        except TooSlow:
            failures.append([cell.key, f"stopped after {job['limits']['cells']:.0f} seconds"])
        yield json.dumps({"failures": failures})
        for name, _, seconds, arguments in job["functions"]:
            instances, function = plain.read(arguments), functions.get(name)
            came = answers(function, instances, seconds=seconds) if function is not None else []
            used = getattr(getattr(function, "__code__", None), "co_names", ())
            yield json.dumps({"function": name, "uses": list(used)[:200], "answers": [_sent(a, Answer) for a in came]})

    def _sent(answer, kind):
        try:
            value = plain.write(answer.value)
        except plain.NotPlain as error:
            answer, value = kind(problem="no-numbers", detail=f"too much, or something else: {error}"), "null"
        return [value, answer.problem, answer.detail[:300], answer.printed]

    return work()


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
