# ruff: noqa: E402
"""Measure what the ways of chapter 07 cost, and write benchmarks/costs.json, which the chapter plots.

    python benchmarks/measure_costs.py

One process, one thread, all ways in turn and in random order, the least of several rounds. The seconds are those that
the processor spent on this process, which other programs disturb less than seconds of the clock. About two minutes.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is loaded: a second thread on a busy machine makes all numbers worthless

import json
import platform
import random
import time
from importlib.metadata import version
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np
from counting import WAYS, network, steps

from rnnlib import complex_step

HERE = Path(__file__).parent
D, E = 3, 2
BY_T = {"by_sum": 32, "by_slide": 64, "by_slide_lean": 128, "by_rtrl": 512, "by_row": 512, "autodiff": 512,
        "complex_step": 32}  # the longest sequence that each way has to take, with n = 16
BY_N = {"by_slide": 128, "by_slide_lean": 128, "by_rtrl": 128, "by_row": 2048}  # the largest state, with T = 4
ROUNDS, BLOCK = 25, 0.004  # seconds that a block of calls takes at least: below that, the clock decides


def loss(weights, x, y, s0, V, np=anp):
    """Return the loss as a function of [U W], with the activations that `counting.network` draws."""
    s, L = s0, 0.0
    for x_t, y_t in zip(x, y):
        s = np.tanh(weights @ np.concatenate([x_t, s]))
        L = L + np.sum((1 / (1 + np.exp(-(V @ s))) - y_t) ** 2)
    return L


def task(name, T, n):
    """Return a function without arguments that computes the gradient by [U W] once."""
    (U, W, V), x, y, s0, h, g = network(T, D, n, E)
    UW = np.hstack([U, W])
    if name == "autodiff":
        return lambda: autograd.grad(loss)(UW, x, y, s0, V)
    if name == "complex_step":
        return lambda: complex_step(lambda weights: loss(weights, x, y, s0, V, np), UW)
    return lambda: WAYS[name](W, steps((U, W, V), x, y, s0, h, g))


def seconds(call, times):
    """Return the mean duration of a block of calls, in seconds that the processor spent on this process alone."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def powers_of_two(first, last):
    """Return first, 2 first, 4 first, ..., last."""
    return [first << i for i in range((last // first).bit_length())]


def main():
    """Check that all agree, measure, and write the file."""
    sizes = [("T", name, T, 16) for name, last in BY_T.items() for T in powers_of_two(4, last)]
    sizes += [("n", name, 4, n) for name, last in BY_N.items() for n in powers_of_two(8, last)]
    tasks = {key: task(key[1], *key[2:]) for key in sizes}
    for name in BY_T:
        np.testing.assert_allclose(tasks["T", name, 8, 16](), tasks["T", "by_row", 8, 16](), rtol=1e-9)
    blocks = {key: max(1, int(BLOCK / seconds(call, 1)) + 1) for key, call in tasks.items()}
    best, load = dict.fromkeys(tasks, float("inf")), os.getloadavg()
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", flush=True)
        for key in random.sample(sizes, len(sizes)):
            best[key] = min(best[key], seconds(tasks[key], blocks[key]))
    record = {"date": time.strftime("%Y-%m-%d"), "processor": processor(), "load before": [round(x, 2) for x in load],
              "threads": 1, "rounds": ROUNDS, "clock": "process time",
              "versions": {"python": platform.python_version(), "numpy": version("numpy"),
                           "autograd": version("autograd")},
              "blas": np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"],
              "settings": {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")},
              "T": {"n": 16, "d": D, "e": E, "seconds": {}}, "n": {"T": 4, "d": D, "e": E, "seconds": {}}}
    for (sweep, name, T, n), value in best.items():
        row = record[sweep]["seconds"].setdefault(name, {})
        row[str(T if sweep == "T" else n)] = float(f"{value:.3g}")
    (HERE / "costs.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {HERE / 'costs.json'}")


def processor():
    """Return the processor's name, as far as the system tells it."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
