"""Checkers for the homework: each says what kind of mistake was made. No answer is stored here.

The truth is the complex step of the network itself, on random instances; mistakes are a grammar.
"""

from .algorithm import (
    ALGORITHM,
    check_gradients_one,
    check_leaky_gradients,
    check_leaky_gradients_batch,
    check_repaired,
)
from .leaky import leaky_forward
from .output_weights import ALL_DO_DV, DE_DV, DO_DV, check_all_do_dV, check_dE_dV, check_do_dV
from .recurrence_graded import (
    check_leaky_ds_ds,
    check_leaky_ds_dU_direct,
    check_leaky_ds_dW_direct,
    check_leaky_state_derivatives,
)
from .recurrence_judges import JUDGES as RECURRENCE
from .recurrence_practice import check_ds_ds, check_ds_dU_direct, check_ds_dW_direct, check_state_derivatives
from .report import Report
from .training_loop import TRAIN, check_learn_by_heart
from .training_steps import CLIP, SGD_STEP, check_clip, check_sgd_step
from .training_truncation import TRUNCATED_GRADIENTS, check_truncated_gradients

TRAINING = CLIP, SGD_STEP, TRUNCATED_GRADIENTS, TRAIN
CHECKERS = {checker.name: checker for checker in (DO_DV, DE_DV, ALL_DO_DV, *RECURRENCE, *ALGORITHM, *TRAINING)}

__all__ = [
    "CHECKERS",
    "Report",
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
