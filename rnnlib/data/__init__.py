"""Sequences to learn from: one that is made, so that its memory is known, and one that was measured."""

from .products import moving_product
from .sea_temperature import ElNino, el_nino

__all__ = ["ElNino", "el_nino", "moving_product"]
