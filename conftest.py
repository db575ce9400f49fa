"""For `make test`: one thread of algebra for each worker, and at the end the chapters that take longest."""

import os
from collections import Counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is a worker for every core: more threads would queue


def pytest_terminal_summary(terminalreporter):
    """Print the three notebooks that took longest, all their cells and the start of the kernel together."""
    seconds = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            notebook = getattr(report, "nodeid", "").split("::")[0]
            if notebook.endswith(".ipynb"):
                seconds[notebook] += getattr(report, "duration", 0)
    if seconds:
        terminalreporter.section("slowest chapters")
        for notebook, taken in seconds.most_common(3):
            terminalreporter.write_line(f"{taken:6.1f} s  {notebook}")
