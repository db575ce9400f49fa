"""What training remembers, and how it stops if it diverges."""

from typing import NamedTuple

import numpy as np

from ..shapes import unchecked
from .batches import gradient_norm

HOPELESS = 1e6  # times the first loss: so far up, training has failed


class History(NamedTuple):
    """What happened while a network was trained.

    Attributes
    ----------
    loss : array of shape (steps,)
        The loss of each step's batch, before the step.
    norm : array of shape (steps,)
        The norm of each step's gradient, before it was clipped.
    validation : array of shape (epochs,)
        The loss of the validation set after each epoch; shape (0,) if there was none.
    """

    loss: np.ndarray
    norm: np.ndarray
    validation: np.ndarray


class TrainingDiverged(FloatingPointError):
    """The loss, the gradient or the weights are no longer finite, or the loss is a million times the first one.

    Attributes
    ----------
    step : int
        At which step, counted from 1.
    loss, norm : float
        The loss of that step's batch, and the norm of its gradient.
    history : History
        All steps up to that one.
    """

    def __init__(self, history):
        self.history, self.step = history, len(history.loss)
        self.loss, self.norm = float(history.loss[-1]), float(history.norm[-1])
        super().__init__(f"training diverged at step {self.step}: the loss is {self.loss:.3g} (it began at "
                         f"{history.loss[0]:.3g}) and the norm of the gradient {self.norm:.3g}; "
                         "try a smaller learning rate, or clip the gradient by max_norm")


class Journal:
    """Collects a history, step by step, and raises `TrainingDiverged` as soon as there is no point in going on."""

    def __init__(self, dtype):
        self.dtype, self.loss, self.norm, self.validation = dtype, [], [], []

    def history(self):
        """Return what was noted so far."""
        return History(*(np.array(part, self.dtype) for part in (self.loss, self.norm, self.validation)))

    def note(self, L, gradient):
        """Note the loss and the gradient of a step."""
        loss, norm = float(L), unchecked(gradient_norm)(gradient)  # NaN is no error yet
        self.loss.append(loss)
        self.norm.append(norm)
        if not np.isfinite([loss, norm]).all() or loss > max(1, HOPELESS * abs(self.loss[0])):
            raise TrainingDiverged(self.history())

    def watch(self, params):
        """See whether a step has left the weights finite."""
        if not all(np.isfinite(weight).all() for weight in params):
            raise TrainingDiverged(self.history())
