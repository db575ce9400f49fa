"""A bar that grows on a terminal while something takes long."""

import os
import sys
import time

PATIENCE = 2.0  # seconds before it appears, unless it is asked for
PAUSE = 0.1  # seconds between two looks
CELLS = 30


class Bar:
    """A plain-text bar on stderr. It is drawn if `asked` is true; if it is None, on a terminal, in long runs only."""

    def __init__(self, total, asked=None):
        watched = sys.stderr is not None and sys.stderr.isatty()
        elsewhere = "ipykernel" in sys.modules or "PYTEST_CURRENT_TEST" in os.environ  # a notebook, a test
        self.shown = watched and not elsewhere if asked is None else asked
        self.total, self.done, self.drawn = total, 0, False
        self.next = time.monotonic() + (0 if asked else PATIENCE)

    def advance(self, words):
        """Count one step, and draw if it is time to."""
        self.done += 1
        if self.shown and (time.monotonic() >= self.next or (self.drawn and self.done == self.total)):
            self.next, self.drawn = time.monotonic() + PAUSE, True
            bar = "#" * (CELLS * self.done // self.total)
            print(f"\r[{bar:{CELLS}}] {self.done}/{self.total}, {words:24}", end="", file=sys.stderr, flush=True)

    def close(self):
        """End the line."""
        if self.drawn:
            print(file=sys.stderr)
