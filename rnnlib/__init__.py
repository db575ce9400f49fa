"""A small library to learn backpropagation through time with: one module per idea, one function per formula."""

from . import homework
from .activations import Activation, identity, relu, sigmoid, softplus, tanh
from .bptt import gradients, slide_bptt
from .check import central_difference, complex_step, relative_error
from .data import ElNino, el_nino, moving_product
from .homework import *  # noqa: F403 (every check_..., and what students are given; homework names them)
from .jacobians import chain, do_ds, ds_ds, ds_dU_direct, ds_dW_direct
from .loss import dE_do, softmax_cross_entropy, squared_error
from .model import Params, Run, forward
from .recurrence import state_derivatives, state_derivatives_sum
from .training import (
    SGD,
    Adam,
    History,
    TrainingDiverged,
    clip_by_norm,
    gradient_norm,
    minibatches,
    train,
)

__all__ = [
    *homework.__all__,
    "SGD",
    "Activation",
    "Adam",
    "ElNino",
    "History",
    "Params",
    "Run",
    "TrainingDiverged",
    "central_difference",
    "chain",
    "clip_by_norm",
    "complex_step",
    "dE_do",
    "do_ds",
    "ds_dU_direct",
    "ds_dW_direct",
    "ds_ds",
    "el_nino",
    "forward",
    "gradient_norm",
    "gradients",
    "identity",
    "minibatches",
    "moving_product",
    "relative_error",
    "relu",
    "sigmoid",
    "slide_bptt",
    "softmax_cross_entropy",
    "softplus",
    "squared_error",
    "state_derivatives",
    "state_derivatives_sum",
    "tanh",
    "train",
]
