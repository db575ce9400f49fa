"""Checkers for the homework: each says what kind of mistake was made. No answer is stored here.

The truth is the complex step of the network itself, on random instances; mistakes are a grammar.
"""

from . import algorithm, output_weights, recurrence, training
from .algorithm import check_gradients_one, check_leaky_gradients, check_leaky_gradients_batch, check_repaired
from .leaky import leaky_forward
from .output_weights import check_all_do_dV, check_dE_dV, check_do_dV
from .recurrence import (
    check_ds_ds,
    check_ds_dU_direct,
    check_ds_dW_direct,
    check_leaky_ds_ds,
    check_leaky_ds_dU_direct,
    check_leaky_ds_dW_direct,
    check_leaky_state_derivatives,
    check_state_derivatives,
)
from .report import Report as Report
from .training import check_clip, check_learn_by_heart, check_sgd_step, check_truncated_gradients

CHECKERS = {judge.name: judge for homework in (output_weights, recurrence, algorithm, training)
            for judge in homework.JUDGES}

__all__ = [
    "check_all_do_dV",
    "check_clip",
    "check_dE_dV",
    "check_do_dV",
    "check_ds_dU_direct",
    "check_ds_dW_direct",
    "check_ds_ds",
    "check_gradients_one",
    "check_leaky_ds_dU_direct",
    "check_leaky_ds_dW_direct",
    "check_leaky_ds_ds",
    "check_leaky_gradients",
    "check_leaky_gradients_batch",
    "check_leaky_state_derivatives",
    "check_learn_by_heart",
    "check_repaired",
    "check_sgd_step",
    "check_state_derivatives",
    "check_truncated_gradients",
    "leaky_forward",
]
