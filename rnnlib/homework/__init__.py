"""Checkers for the homework: each says what kind of mistake was made. No answer is stored here.

The truth is the complex step of the network itself, on random instances; mistakes are a grammar.
"""

from .leaky import leaky_forward
from .output_weights import ALL_DO_DV, DE_DV, DO_DV, check_all_do_dV, check_dE_dV, check_do_dV
from .report import Report

CHECKERS = {checker.name: checker for checker in (DO_DV, DE_DV, ALL_DO_DV)}

__all__ = ["CHECKERS", "Report", "check_all_do_dV", "check_dE_dV", "check_do_dV", "leaky_forward"]
