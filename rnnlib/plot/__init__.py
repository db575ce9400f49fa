"""The book's figures: arrays in, figure out; one module per chapter. Needs matplotlib."""

from .output_jacobian import output_jacobian

__all__ = ["output_jacobian"]
