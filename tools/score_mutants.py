"""Put faults into rnnlib, one at a time, and count how many of them the tests notice.

    python tools/score_mutants.py [--sample 300] [--seed 7] [--suite zoo] [--only "bptt.*"] [--jobs 2]

Every fault that nobody notices must stand in tools/mutation/survivors.toml with a reason, and every reason must have
its fault. About an hour on two cores.
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

os.environ.update(OPENBLAS_NUM_THREADS="1", MPLBACKEND="agg", PYTHONWARNINGS="")
import hypothesis.extra.numpy  # noqa: F401 (loaded once, for all that is forked from here)
import matplotlib.pyplot  # noqa: F401
from mutation import known, library, suites
from mutation.forks import ENDLESS, in_forks
from mutation.mutants import mutants, place_of
from mutation.trial import KILLED, SURVIVED, Outcome, attempt

SEED = 7
MARGIN = 5  # seconds of CPU, besides four times what a file needs without a fault


def main(words=None):
    """Do it; return 0, or 1 if a score is too low or the list of survivors is not right."""
    asked = arguments(words)
    everything = [mutant for path in suites.MUTATED for mutant in mutants(path, text_of(path))]
    reasons, existing = known.read(known.FILE.read_text(encoding="utf-8")), {mutant.id for mutant in everything}
    gone = known.complaints({"": reasons.get(known.EQUIVALENT, {})}, "", {}, existing)
    wrong, lines, begin = [*gone], [], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder)
        library.prepare(prepared)
        for suite in [one for one in suites.SUITES if fnmatch(one.name, asked.suite) and fnmatch(one.kind, asked.kind)]:
            chosen = choose(suite, everything, asked)
            verdicts = run(suite, chosen, prepared, asked.jobs)
            survived = {name: verdict == SURVIVED for name, verdict in verdicts.items()}
            equal = {name for name in survived if survived[name] and name in reasons.get(known.EQUIVALENT, {})}
            line, reached = score(suite, verdicts, equal)
            lines.append(line)
            wrong += [f"{suite.name}, {suite.kind}: {what}"
                      for what in known.complaints(reasons, suite.name, survived, existing)]
            wrong += [] if reached else [f"{suite.name}, {suite.kind}: fewer than {suite.goal:.0%} are killed"]
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
    """Return the verdict on each mutant, by its name. A file that never calls the changed function is not asked."""
    every = dict.fromkeys(suite.files, 1000)
    [(_, right)] = in_forks(lambda _: attempt(prepared, None, every, suite.is_notebooks), [None], jobs=1, seconds=9000)
    if right is None or right == ENDLESS or right.verdict != SURVIVED:
        sys.exit(f"{suite.name}: without any fault, this failed: {right}")
    kills, verdicts = Counter(), {}

    def one(mutant):
        place, own = mutant.id.split(":")[0], f"test_{Path(mutant.path).stem}.py"
        anywhere = suite.is_notebooks or place == place_of(mutant.path)
        asked = [file for file in right.spent if anywhere or place in right.called[file]]
        order = sorted(asked, key=lambda file: (-kills[mutant.path, file], own not in file, right.spent[file]))
        return attempt(prepared, mutant, {file: MARGIN + 4 * right.spent[file] for file in order}, suite.is_notebooks)

    most = 60 + 20 * sum(right.spent.values())
    for number, (mutant, outcome) in enumerate(in_forks(one, chosen, jobs=jobs, seconds=most), start=1):
        ended = Outcome(ENDLESS) if outcome == ENDLESS else outcome or Outcome(KILLED)
        verdicts[mutant.id] = ended.verdict
        kills[mutant.path, ended.file] += 1
        print(f"{number}/{len(chosen)} {suite.name}: {ended.verdict} {ended.file} {mutant.id}", flush=True)
    return verdicts


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
