"""The book's figures: arrays in, figure out; one module per chapter. Needs matplotlib."""

from .bptt import backward_sweep
from .five_ways import brackets, measured_costs, race, time_and_memory
from .goal import weight_copies
from .loss import error_squares
from .network import unrolled
from .output_jacobian import output_jacobian, saturation
from .state_recurrence import roads, tensor_slabs
from .training import error_ladder, forecasts, loss_curves, training_sweeps, unit_patterns
from .truncated_bptt import random_borders, surviving_terms, truncation_bias
from .vanishing_exploding import cliff, jacobian_products, norms_over_lag

__all__ = [
    "backward_sweep", "brackets", "cliff", "error_ladder", "error_squares", "forecasts", "jacobian_products",
    "loss_curves", "measured_costs", "norms_over_lag", "output_jacobian", "race", "random_borders", "roads",
    "saturation", "surviving_terms", "tensor_slabs", "time_and_memory", "training_sweeps", "truncation_bias",
    "unit_patterns", "unrolled", "weight_copies",
]
