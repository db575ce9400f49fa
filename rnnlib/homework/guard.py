"""What a student's function may not do to the rest: stop it, outlast it, print over it, or change its settings."""

import contextlib
import io
import random
import warnings

import numpy as np

try:
    import signal
    import threading
except ImportError:  # in a browser: there is no alarm, and nobody to wait for but the reader
    signal = threading = None


class TooSlow(BaseException):
    """Raised in the student's code by the alarm. No `except Exception` swallows it."""


class Sink(io.TextIOBase):
    """Takes what is printed, and keeps nothing of it."""

    used = False

    def write(self, text):
        """Swallow the text."""
        self.used = True
        return len(text)


@contextlib.contextmanager
def nothing_changes(sink, seed):
    """Send what is printed to the sink, ignore warnings, and put settings and random generators back.

    Inside, the generators start from the seed: another one for each call, so that two calls can be told apart.
    """
    of_numpy, of_python = np.random.get_state(), random.getstate()  # noqa: NPY002 (the global generator, on purpose)
    try:
        with (contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), warnings.catch_warnings(),
              np.errstate(all="ignore"), np.printoptions()):
            warnings.simplefilter("ignore")
            np.random.seed(seed)  # noqa: NPY002
            random.seed(seed)
            yield
    finally:
        np.random.set_state(of_numpy)  # noqa: NPY002
        random.setstate(of_python)


@contextlib.contextmanager
def at_most(seconds):
    """Raise `TooSlow` after so many seconds, where the system has an alarm and we may set it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():  # None has none
        yield
        return

    def ring(*_):
        raise TooSlow

    handler = signal.signal(signal.SIGALRM, ring)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)  # again and again, for a bare `except` takes the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)
