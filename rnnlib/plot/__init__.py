"""The book's figures: arrays in, figure out; one module per chapter. Needs matplotlib."""

from .bptt import backward_sweep
from .goal import weight_copies
from .loss import error_squares
from .network import unrolled
from .output_jacobian import output_jacobian, saturation
from .state_recurrence import roads, tensor_slabs

__all__ = [
    "backward_sweep", "error_squares", "output_jacobian", "roads", "saturation", "tensor_slabs", "unrolled",
    "weight_copies",
]
