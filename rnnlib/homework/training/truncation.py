"""The judge of a truncated gradient: every error is differentiated through its last tau steps."""

from ..parts import GRADIENT
from ..parts_checker import PartsChecker
from ..words import ROW_0
from .instances import about_truncation, truncations
from .truncation_runs import truncated
from .truncation_slips import SLOTS
from .truth import frozen_state_gradients
from .window_slips import TAU


def _truth(given):
    L, gradient = frozen_state_gradients(*given)
    return L, *gradient


TRUNCATED_GRADIENTS = PartsChecker(
    name="truncated_gradients", layout={"L": "()"} | GRADIENT, axes="kl", instances=truncations, truth=_truth,
    about=about_truncation, slots=SLOTS, build=truncated, reread=TAU, words={"nan": ROW_0},
    hints=["With tau at least T, gradients of the library has the exact answer. Is yours right there?",
           "With tau = 1 only the direct terms are left. Compute them for one sequence with T = 2, and compare.",
           "Freeze s_{t-tau}, nudge one weight, run tau steps: that is the number your function should give for E_t."])
