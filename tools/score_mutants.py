"""Put faults into rnnlib, one at a time, and count how many of them the tests notice.

    python tools/score_mutants.py [--sample 300] [--seed 7] [--suite zoo] [--only "bptt.*"] [--jobs 2]

Every fault that nobody notices must stand in tools/mutation/survivors.toml with a reason, and every reason must have
its fault. It needs Linux, and about an hour on two cores.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import hypothesis.extra.numpy  # noqa: F401 (loaded once, for all that is forked from here)
import matplotlib.pyplot  # noqa: F401
from mutation import known, library, suites
from mutation.forks import in_forks
from mutation.mutants import mutants
from mutation.outcome import ENDLESS, SURVIVED
from mutation.trial import MARGIN, attempt
from mutation.warm import warm

SEED = 7
HOUR = 3600


def main(words=None):
    """Do it; return 0, or 1 if a score is too low or the list of survivors is not right."""
    asked = arguments(words)
    everything = [mutant for path in suites.MUTATED for mutant in mutants(path, text_of(path))]
    chosen = [(suite, choose(suite, everything, asked)) for suite in suites.SUITES
              if fnmatch(suite.name, asked.suite) and fnmatch(suite.kind, asked.kind)]
    if not any(some for _, some in chosen):
        sys.exit("no mutant has such a name, kind and suite")
    reasons, existing = known.read(known.FILE.read_text(encoding="utf-8")), {mutant.id for mutant in everything}
    gone = known.complaints({"": reasons.get(known.EQUIVALENT, {})}, "", {}, existing)
    wrong, lines, begin = [*gone], [], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder)
        library.prepare(prepared)
        for suite, some in chosen:
            verdicts = run(suite, some, prepared, asked.jobs)
            survived = {name: verdict == SURVIVED for name, verdict in verdicts.items()}
            equal = {name for name in survived if survived[name] and name in reasons.get(known.EQUIVALENT, {})}
            line, reached = score(suite, verdicts, equal)
            lines.append(line)
            faults = known.complaints(reasons, suite.name, survived, existing) if suite.goal else []
            faults += [] if reached else [f"fewer than {suite.goal:.0%} are killed"]
            wrong += [f"{suite.name}, {suite.kind}: {fault}" for fault in faults]
    print(f"\nseed {asked.seed}; {time.monotonic() - begin:.0f} s")
    print(row("kind", "tests", "mutants", "killed", "timed out", "equivalent", "score", "goal"), *lines, sep="\n")
    print("", *wrong, sep="\n")
    return 1 if wrong else 0


def arguments(words):
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, help="so many mutants at most for each line of the table; 0 for all")
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample")
    parser.add_argument("--suite", default="*", help="the tests, by name or pattern")
    parser.add_argument("--kind", default="*", help="the mutants, by kind or pattern")
    parser.add_argument("--only", default="*", help="the mutants, by name or pattern")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(words)


def text_of(path):
    """Return the text of a module of rnnlib."""
    return (library.RIGHT / path).read_text(encoding="utf-8")


def choose(suite, everything, asked):
    """Return the mutants to try, a sample where there are too many."""
    right = [mutant for mutant in everything if mutant.kind == suite.kind and fnmatch(mutant.id, asked.only)]
    most = suite.most if asked.sample is None else asked.sample
    rng = random.Random(asked.seed)
    return rng.sample(right, most) if most and most < len(right) else rng.sample(right, len(right))


def run(suite, chosen, prepared, jobs):
    """Return the verdict on each mutant, by its name."""
    if suite.is_notebooks:
        right, outcomes, asked = attempt_right(suite, prepared), {}, lambda mutant: suite.files
    else:
        with tempfile.TemporaryDirectory() as folder:
            [(_, tried)] = in_forks(lambda some: warm(prepared, Path(folder), suite.files, some, jobs), [chosen],
                                    quiet=False)
        if tried.failed:
            sys.exit(f"{suite.name}: without any fault, this fails: {tried.failed}")
        right, outcomes = tried.spent, tried.outcomes

        def asked(mutant):
            """Leave out what never calls the function."""
            everywhere = mutant.function is None or mutant.function in tried.at_import
            return [file for file in right if everywhere or mutant.function in tried.called[file]]

    kills = Counter()

    def one(mutant):
        own = f"test_{Path(mutant.path).stem}.py"
        order = sorted(asked(mutant), key=lambda file: (-kills[mutant.path, file], own not in file, right[file]))
        return attempt(prepared, mutant, {file: MARGIN + 4 * right[file] for file in order}, suite.is_notebooks)

    cold = [mutant for mutant in chosen if mutant.id not in outcomes]
    for number, (mutant, outcome) in enumerate(in_forks(one, cold, jobs=jobs, seconds=HOUR), start=1):
        outcomes[mutant.id] = outcome
        kills[mutant.path, outcome.test.split("::")[0]] += 1
        print(f"{number}/{len(cold)} {outcome.verdict} {mutant.id}  [{outcome.test}]", flush=True)
    return {name: outcome.verdict for name, outcome in outcomes.items()}


def attempt_right(suite, prepared):
    """Return the seconds of CPU that each file needs without a fault."""
    [(_, right)] = in_forks(lambda every: attempt(prepared, None, every, suite.is_notebooks),
                            [dict.fromkeys(suite.files, HOUR)])
    if right.verdict != SURVIVED:
        sys.exit(f"{suite.name}: without any fault, this fails: {right.test}")
    return right.spent


def score(suite, verdicts, equal):
    """Return a line of the table, and whether the goal is reached."""
    count = Counter(verdicts.values())
    killed, counted = len(verdicts) - count[SURVIVED], len(verdicts) - len(equal)
    share = killed / counted if counted else 1.0
    goal = "" if suite.goal is None else f"{suite.goal:.0%}"
    line = row(suite.kind, suite.name, len(verdicts), killed, count[ENDLESS], len(equal), f"{share:.1%}", goal)
    return line, share >= (suite.goal or 0)


def row(kind, name, *entries):
    """Write a line of the table."""
    return f"{kind:22}{name:18}" + "".join(f"{entry:>12}" for entry in entries)


if __name__ == "__main__":
    sys.exit(main())
