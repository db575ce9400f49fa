"""A small library to learn backpropagation through time with: one module per idea, one function per formula."""

from .activations import Activation, identity, relu, sigmoid, softplus, tanh
from .bptt import gradients, slide_bptt
from .check import central_difference, complex_step, relative_error
from .homework import check_all_do_dV, check_dE_dV, check_do_dV, leaky_forward
from .jacobians import chain, do_ds, ds_ds, ds_dU_direct, ds_dW_direct
from .loss import dE_do, squared_error
from .model import Params, Run, forward
from .recurrence import state_derivatives, state_derivatives_sum

__all__ = [
    "Activation", "Params", "Run", "central_difference", "chain", "check_all_do_dV", "check_dE_dV",
    "check_do_dV", "complex_step", "dE_do", "do_ds", "ds_dU_direct",
    "ds_dW_direct", "ds_ds", "forward", "gradients", "identity",
    "leaky_forward", "relative_error", "relu", "sigmoid", "slide_bptt",
    "softplus", "squared_error", "state_derivatives", "state_derivatives_sum", "tanh",
]
