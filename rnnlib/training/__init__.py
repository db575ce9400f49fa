"""Training: mini-batches, gradients that are not too long, optimisers, and the loop that uses them.

An optimiser is any function `(params, gradient, memory) -> (params, memory)` that leaves its arguments as they are;
its memory is None at the first step. `SGD` and `Adam` make two of them.
"""

from .batches import clip_by_norm, gradient_norm, minibatches
from .history import History, TrainingDiverged
from .loop import train
from .optimisers import SGD, Adam

__all__ = ["SGD", "Adam", "History", "TrainingDiverged", "clip_by_norm", "gradient_norm", "minibatches", "train"]
