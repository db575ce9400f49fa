"""The judges of homework 3: the slots of every exercise, and what to say."""

from ..looks import invariants, which_parts
from ..parts import BY_BOTH, GRADIENT
from ..parts_checker import PartsChecker
from ..truth import gradient, last_state
from . import words
from .batch_slips import BATCH_SCALE, BATCH_SUM, BATCH_SWEEP
from .error_slips import ERROR, MEETS_V, READ, SLOPE
from .instances import about, leaky_batch, leaky_sequence, one_sequence, one_state
from .leak_slips import LEAKY_BEND, LEAKY_DIRECT, LEAKY_MEETS_V, LEAKY_MEETS_W, LEAKY_STEP
from .loop_slips import LAYOUT, LOOP, STATE_SCALE
from .loss_slips import LOSS, SCALE
from .step_slips import BEND, DIRECT, MEETS_U, MEETS_W, STEP
from .sweep import gradient_of, state_of
from .sweep_slips import SUM, SWEEP
from .where import at_output, clipped

GRADIENT_SLOTS = {
    "sweep": SWEEP, "bend": BEND, "error": ERROR, "slope": SLOPE, "sum": SUM, "step": STEP, "meets_W": MEETS_W,
    "meets_U": MEETS_U, "meets_V": MEETS_V, "direct": DIRECT, "read": READ, "scale": SCALE, "loss": LOSS}
LEAKY_SLOTS = GRADIENT_SLOTS | {
    "bend": LEAKY_BEND, "direct": LEAKY_DIRECT, "step": LEAKY_STEP, "meets_W": LEAKY_MEETS_W, "meets_V": LEAKY_MEETS_V}
BATCH_SLOTS = LEAKY_SLOTS | {"sweep": BATCH_SWEEP, "sum": BATCH_SUM, "scale": BATCH_SCALE}
STATE_SLOTS = {"loop": LOOP, "bend": BEND, "step": STEP, "meets_W": MEETS_W, "meets_U": MEETS_U, "direct": DIRECT,
               "layout": LAYOUT, "scale": STATE_SCALE}

ALL = {"about": about, "special": words.SPECIAL,
       "hints": ["Make T, d, n and e smaller until it is right. Which of them, made larger again, breaks it?"]}
OF_GRADIENT = ALL | {
    "layout": {"L": "()"} | GRADIENT, "axes": "kl", "truth": gradient, "build": gradient_of, "words": words.GRADIENT,
    "parts": words.OF_ROWS_AND_COLUMNS, "looks": (clipped, invariants, at_output, which_parts)}
REPAIRED = PartsChecker(
    name="repaired", layout=BY_BOTH, axes="ikl", instances=one_state, truth=last_state, slots=STATE_SLOTS,
    build=state_of, words=words.STATE, looks=(invariants, which_parts), **ALL,
    reread="chapter 5, \"What the printed loop computes\" and \"Two repairs\"",
    praise={"slide_bptt": "That is the library's. Now write the loop yourself.",
            "state_derivatives": "That is chapter 4's recursion. Now mend the loop."})
GRADIENTS_ONE = PartsChecker(
    name="gradients_one", instances=one_sequence, slots=GRADIENT_SLOTS, **OF_GRADIENT,
    reread="chapter 5, the theorem, and its example by hand, beside your lines",
    praise={"gradients": "That is the library's. Now write the sweep yourself."})
LEAKY_GRADIENTS = PartsChecker(
    name="leaky_gradients", instances=leaky_sequence, slots=LEAKY_SLOTS, **OF_GRADIENT,
    reread="your derivation in question 5, and chapter 5 for the steps of the proof")
LEAKY_GRADIENTS_BATCH = PartsChecker(
    name="leaky_gradients_batch", instances=leaky_batch, slots=BATCH_SLOTS, **OF_GRADIENT,
    reread="your function for one sequence: a batch is N of them, and a mean")
