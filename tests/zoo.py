"""Answers right and wrong, and mutants of right ones, against the checkers.

Run it to see the table of all homeworks, on seeds that nobody has seen; give it a number to see that seed again. With
``--keys`` it prints every diagnosis, with the wrong code that leads to it, in Markdown.
"""

import ast
import random
import sys
import time
from collections import Counter
from statistics import median

from zoo_answers import EXERCISES, ZOOS, all_answers, function, patience
from zoo_code import mutants, source
from zoo_judge import is_right
from zoo_keys import keys

from rnnlib.homework import CHECKERS

VAGUE = {"values", "unknown"}
NOT_RUNNING = {"raises", "raises-unless-square", "signature", "too-slow", "exits", "not-written", "no-return", "none",
               "no-function"}
COLUMNS = ["right", "accepted", "wrong", "named", "mutants", "run", "false accepts", "false rejects", "useful %",
           "ms right", "ms wrong"]


def verdicts(name, seed, most=250):
    """Yield (code, right?, report) for about so many mutants of the right answers."""
    rng, codes = random.Random(seed), [source(name, code) for code in ZOOS[name].RIGHT[name]]
    share = most / sum(1 for code in codes for _ in mutants(code))
    some = [ast.unparse(tree) for code in codes for tree in mutants(code) if rng.random() < share]
    for code in dict.fromkeys(some):
        mutant = function(name, code)
        report = CHECKERS[name].check(mutant, seed=seed, seconds=2)
        yield code, report.diagnosis != "too-slow" and is_right(name, mutant, seed), report


def survey(name, seed):
    """Count what the checker makes of the zoo and of mutants; return that, the milliseconds, and what was missed."""
    counts, took, missed = Counter(), {"ms right": [], "ms wrong": []}, []

    def note(right, code, report, as_it_should):
        counts["false accepts"] += report.ok and not right
        counts["false rejects"] += right and not report.ok
        if not as_it_should:
            missed.append(f"{name}, {'right' if right else 'wrong'}, got [{report.diagnosis}]:\n{code}\n")

    for key, code in all_answers(name):
        kind, told = ("right", "accepted") if key == "right" else ("wrong", "named")
        begin = time.perf_counter()
        report = CHECKERS[name].check(function(name, code), seed=seed, seconds=patience(key))
        took[f"ms {kind}"].append(1e3 * (time.perf_counter() - begin))
        counts[kind] += 1
        counts[told] += report.diagnosis == key
        note(key == "right", code, report, report.diagnosis == key)
    for code, right, report in verdicts(name, seed):
        counts["mutants"] += 1
        if not right and report.diagnosis not in NOT_RUNNING:
            counts["run"] += 1
            counts["useful"] += report.diagnosis not in VAGUE
        note(right, code, report, report.ok == right)
    return counts, took, missed


def line(label, entries):
    """Write a line of the table."""
    return f"{label:25}" + "".join(f"{entry:>{max(8, len(column.split()[-1]) + 1)}}"
                                   for column, entry in zip(COLUMNS, entries))


def row(label, counts, took):
    """Write what a survey found."""
    more = {column: f"{median(times):.1f}" for column, times in took.items()}
    more["useful %"] = f"{100 * counts['useful'] / max(counts['run'], 1):.1f}"
    return line(label, [more.get(column, counts[column]) for column in COLUMNS])


def table(seed):
    """Print the table, homework by homework, and the answers of which something else was expected."""
    print(f"seed {seed}; mutants differ from a right answer in one place\n")
    for words in zip(*(column.rpartition(" ")[::2] for column in COLUMNS)):
        print(line("", words).rstrip())
    all_missed = []
    for exercise, zoo in EXERCISES.items():
        print()
        total, times = Counter(), {"ms right": [], "ms wrong": []}
        for name in zoo.RIGHT:
            print(f"{exercise}: {name} ...".ljust(60), end="\r", file=sys.stderr, flush=True)
            counts, took, missed = survey(name, seed)
            print(row(name, counts, took), flush=True)
            total.update(counts)
            times = {column: times[column] + took[column] for column in times}
            all_missed += missed
        print(row(exercise, total, times))
    print("", *all_missed, sep="\n")


if __name__ == "__main__":
    if "--keys" in sys.argv:
        print("\n".join(keys()))
    else:
        table(int(sys.argv[1]) if len(sys.argv) > 1 else time.time_ns() % 10**6)
