# ruff: noqa: E402
"""How fast `gradients` is beside others, on one thread: ratios measured in one run, and what each idea bought.

    python benchmarks/bench.py [--all] [--out FILE] [--sizes tiny course ...]

With --all the frameworks take part (requirements-bench.txt). All gradients are compared before anything is timed. All
take turns, in random order; a ratio is that of two times of the same round, and the table shows the median of the
rounds. Where the middle half of the rounds differs by more than a quarter of it, no ratio is shown: the machine was
busy.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is loaded: a second thread on a busy machine makes all numbers worthless
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import argparse
import json
import platform
import random
import sys
import time
import tracemalloc
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from ladder import LADDER
from measure_costs import processor
from peers import ALWAYS, OPTIONAL

from rnnlib import Params, gradients, relative_error

SIZES = {"tiny": (20, 1, 8, 3, 2), "course": (100, 32, 32, 8, 4), "medium": (200, 64, 128, 16, 8),
         "long": (2000, 8, 64, 8, 4)}  # T, N, n, d, e
GROWTH = {"T": [(T, 1, 16, 4, 2) for T in (10**2, 10**3, 10**4, 10**5, 10**6)],
          "N": [(50, N, 32, 8, 4) for N in (1, 4, 16, 64, 256, 1024)],
          "n": [(20, 16, n, 8, 4) for n in (32, 64, 128, 256, 512, 1024)]}
ROUNDS, BLOCK, BUSY = 15, 0.004, 0.25


def network(T, N, n, d, e, seed=7):
    """Draw weights as PyTorch does, uniformly up to 1/sqrt(n), and normal data."""
    rng = np.random.default_rng(seed)
    params = Params(*(rng.uniform(-1, 1, shape) / n**0.5 for shape in ((n, d), (n, n), (e, n))))
    return params, rng.normal(size=(T, N, d)), rng.normal(size=(T, N, e))


def measure(calls, label):
    """Return the seconds of every call in every round; all take turns, in random order."""
    blocks = {}
    for name, call in calls.items():
        start = time.perf_counter()
        call()
        blocks[name] = max(1, round(BLOCK / (time.perf_counter() - start)))
    seconds = {name: [] for name in calls}
    for number in range(ROUNDS):
        progress(label, number, ROUNDS)
        for name in random.sample(list(calls), len(calls)):
            start = time.perf_counter()
            for _ in range(blocks[name]):
                calls[name]()
            seconds[name].append((time.perf_counter() - start) / blocks[name])
    progress(label, ROUNDS, ROUNDS)
    return {name: np.array(times) for name, times in seconds.items()}


def progress(label, done, of):
    """Draw how far it is, on a terminal's standard error."""
    bar = "#" * round(20 * done / of)
    print(f"\r{label:24} [{bar:20}] {done:3}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def compared(seconds, base):
    """Return for every call the least seconds, and the median and spread of its ratio to the base."""
    found = {}
    for name, times in seconds.items():
        low, middle, high = np.quantile(times / seconds[base], [0.25, 0.5, 0.75])
        found[name] = {"seconds": digits(times.min()), "ratio": digits(middle), "spread": digits((high - low) / middle)}
    return found


def digits(value):
    """Keep three digits."""
    return float(f"{value:.3g}")


def verify(calls, case):
    """Raise unless all calls return the gradient; the floor returns none."""
    L, gradient = gradients(*case)
    for name, call in calls.items():
        if name != "floor":
            for symbol, found, true in zip(("L", "dL/dU", "dL/dW", "dL/dV"), call(), [L, *gradient]):
                error = relative_error(found, true)
                if not error < 1e-10:
                    raise SystemExit(f"{name} is not timed: its {symbol} is wrong by {error:.1e}")


def peak(call, case):
    """Return the bytes that a call holds at most beyond what it was given, in arrays of shape (T, N, n)."""
    call()
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return digits(most / (8 * case[1].shape[0] * case[1].shape[1] * len(case[0].W)))


def parts(case):
    """Return a call of one of the floor's two parts alone: tanh."""
    params, x, _ = case
    (T, N, _), n = x.shape, len(params.W)
    states = list(np.random.default_rng(7).normal(size=(T, N, n)))
    out = np.empty((N, n))

    def tanh():
        for s in states:
            np.tanh(s, out)

    return {"tanh": tanh}


def sizes(names, with_all):
    """Measure all peers at every size."""
    found = {}
    for size in names:
        case = network(*SIZES[size])
        calls = {name: make(*case) for name, make in (ALWAYS | (OPTIONAL if with_all else {})).items()}
        verify(calls, case)
        found[size] = compared(measure(calls | parts(case), size), "rnnlib")
        for name in ALWAYS:
            found[size][name]["arrays"] = peak(calls[name], case)
    return found


def ladder(names):
    """Measure what each idea buys."""
    found = {}
    for size in names:
        case = network(*SIZES[size])
        calls = {name: make(*case) for name, make in LADDER.items()}
        verify(calls, case)
        found[size] = compared(measure(calls, f"{size}, ladder"), "blocks of time")
    return found


def growth():
    """Measure how the time grows with T, N and n; the last slope on log-log axes beside it."""
    found = {}
    for axis, cases in GROWTH.items():
        found[axis] = {}
        for number, case in enumerate(cases):
            progress(f"growth in {axis}", number, len(cases))
            inputs, best = network(*case), np.inf
            for _ in range(3 if case[0] >= 10**5 else ROUNDS):
                start = time.perf_counter()
                gradients(*inputs)
                best = min(best, time.perf_counter() - start)
            found[axis][str(case[{"T": 0, "N": 1, "n": 2}[axis]])] = digits(best)
        progress(f"growth in {axis}", len(cases), len(cases))
    return found


def long_sequence():
    """Run a million steps with the states kept at every thousandth only."""
    case = network(10**6, 1, 16, 4, 2)
    found = {}
    for name, options in {"all states kept": {}, "every thousandth": {"chunk": 1000}}.items():
        start = time.perf_counter()
        L, gradient = gradients(*case, **options)
        found[name] = {"seconds": digits(time.perf_counter() - start)}
        tracemalloc.start()
        gradients(*case, **options)
        found[name]["bytes"] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        found[name]["result"] = [L, *gradient]
    kept, chunked = (found[name].pop("result") for name in found)
    found["largest difference"] = digits(max(map(relative_error, chunked, kept)))
    return found


def machine(with_all):
    """Say where and with what it was measured."""
    versions = {}
    for name in ("numpy", *(("torch", "jax", "autograd") if with_all else ())):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed; make bench-all installs it") from None
    from numpy._core._multiarray_umath import __cpu_features__ as features

    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {"date": time.strftime("%Y-%m-%d"), "processor": processor(),
            "vectors": [name for name in ("AVX2", "AVX512F", "AVX512_SKX") if features.get(name)],
            "threads": 1, "rounds": ROUNDS, "load before": [round(load, 2) for load in os.getloadavg()],
            "versions": {"python": platform.python_version(), **versions},
            "blas": f"{blas['name']} {blas.get('openblas configuration', blas.get('version', ''))}",
            "settings": {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}}


def table(found, column="ratio", head="times the library's"):
    """Print one row for every call and one column for every size; no ratio where the machine was busy."""
    print(f"\n{head:28}" + "".join(f"{size:>18}" for size in found))
    for name in next(iter(found.values())):
        cells = []
        for size in found:
            value = found[size][name].get(column)
            if value is None:
                cells.append("")
            elif column == "ratio" and found[size][name]["spread"] > BUSY:
                cells.append(f"- (±{found[size][name]['spread'] / 2:.0%})")
            else:
                spread = f" ±{found[size][name]['spread'] / 2:.0%}" if column == "ratio" else ""
                cells.append(f"{value:.3g}{spread}")
        print(f"{name:28}" + "".join(f"{cell:>18}" for cell in cells))


def main():
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="with PyTorch, JAX and autograd")
    parser.add_argument("--sizes", nargs="+", default=list(SIZES), choices=list(SIZES))
    parser.add_argument("--out", type=Path, help="write the numbers to this JSON file")
    chosen = parser.parse_args()
    record = {"machine": machine(chosen.all), "sizes": {name: dict(zip("TNnde", SIZES[name])) for name in chosen.sizes}}
    record |= {"peers": sizes(chosen.sizes, chosen.all), "ladder": ladder(chosen.sizes), "growth": growth(),
               "a million steps": long_sequence()}
    print(json.dumps(record["machine"], indent=1))
    table(record["peers"])
    table(record["peers"], "arrays", "peak, in arrays (T, N, n)")
    table(record["ladder"], head="the ladder")
    for axis, row in record["growth"].items():
        numbers = np.log([[float(size), seconds] for size, seconds in row.items()])
        slopes = np.diff(numbers[:, 1]) / np.diff(numbers[:, 0])
        print(f"\ngrowth in {axis}: " + ", ".join(f"{size}: {seconds:.3g} s" for size, seconds in row.items())
              + "; slopes " + " ".join(f"{slope:.2f}" for slope in slopes))
    print(f"\na million steps: {record['a million steps']}")
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {chosen.out}")


if __name__ == "__main__":
    main()
