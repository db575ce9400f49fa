"""The judges of homework 3: the slots of every exercise, and what to say."""

from ..looks import invariants, which_parts
from ..parts import BY_BOTH, GRADIENT
from ..truth import gradient, last_state
from . import words
from .batch_slips import ALONE, BATCH_RUN, BATCH_SCALE, BATCH_TIMES, SEQUENCES
from .error_slips import ERROR, G_SLOPE, MEETS_V, READ, SQUARE
from .instances import about, leaky_batch, leaky_sequence, one_sequence, one_state
from .leak_slips import LEAK, LEAKY_DIRECT, LEAKY_H_SLOPE, LEAKY_MEETS_V, LEAKY_MEETS_W, LEAKY_STEP, LEAKY_SWEEP
from .loop_slips import LAYOUT, LOOP, LOOP_ORDER, STATE_SCALE
from .loss_slips import LOSS, SCALE
from .run_slips import LEAKY_RUN, RUN, STATE_RUN, TIMES
from .step_slips import DIRECT, H_SLOPE, KEPT, MEETS_U, MEETS_W, STATE_MEETS_U, STATE_MEETS_W, STEP
from .sweep import gradient_of, state_of
from .sweep_slips import FRONT, ORDER, SUM, SWEEP
from .where import SweepChecker, at_output, clipped, no_pass

GRADIENT_SLOTS = {
    "run": RUN, "times": TIMES, "sweep": SWEEP, "order": ORDER, "sequences": ALONE, "kept": KEPT,
    "h_slope": H_SLOPE, "error": ERROR, "square": SQUARE, "g_slope": G_SLOPE, "sum": SUM, "step": STEP,
    "meets_W": MEETS_W, "meets_U": MEETS_U, "meets_V": MEETS_V, "direct": DIRECT, "read": READ, "scale": SCALE,
    "front": FRONT, "loss": LOSS}
LEAKY_SLOTS = GRADIENT_SLOTS | {
    "run": LEAKY_RUN, "sweep": LEAKY_SWEEP, "kept": LEAK, "h_slope": LEAKY_H_SLOPE, "direct": LEAKY_DIRECT,
    "step": LEAKY_STEP, "meets_W": LEAKY_MEETS_W, "meets_V": LEAKY_MEETS_V}
BATCH_SLOTS = {"sequences": SEQUENCES} | LEAKY_SLOTS | {  # parts with one sequence only come before all of it
    "run": BATCH_RUN, "times": BATCH_TIMES, "sequences": SEQUENCES, "scale": BATCH_SCALE}
STATE_SLOTS = {
    "run": STATE_RUN, "loop": LOOP, "order": LOOP_ORDER, "kept": KEPT, "h_slope": H_SLOPE, "step": STEP,
    "meets_W": STATE_MEETS_W, "meets_U": STATE_MEETS_U, "direct": DIRECT, "layout": LAYOUT, "scale": STATE_SCALE}

ALL = {"about": about, "special": words.SPECIAL,
       "hints": ["Make T, d, n and e smaller until it is right. Which of them, made larger again, breaks it?"]}
OF_GRADIENT = ALL | {
    "layout": {"L": "()"} | GRADIENT, "axes": "kl", "truth": gradient, "build": gradient_of, "words": words.GRADIENT,
    "parts": words.OF_ROWS_AND_COLUMNS, "looks": (no_pass, clipped, invariants, at_output, which_parts)}
REPAIRED = SweepChecker(
    name="repaired", layout=BY_BOTH, axes="ikl", instances=one_state, truth=last_state, slots=STATE_SLOTS,
    build=state_of, words=words.STATE, looks=(no_pass, invariants, which_parts), **ALL,
    reread="chapter 5, \"What the printed loop computes\" and \"Two repairs\"",
    praise={"slide_bptt": "That is the library's. Now write the loop yourself.",
            "state_derivatives": "That is chapter 4's recursion. Now mend the loop."})
GRADIENTS_ONE = SweepChecker(
    name="gradients_one", instances=one_sequence, slots=GRADIENT_SLOTS, **OF_GRADIENT,
    reread="chapter 5, the theorem, and its example by hand, beside your lines",
    praise={"gradients": "That is the library's. Now write the sweep yourself."})
LEAKY_GRADIENTS = SweepChecker(
    name="leaky_gradients", instances=leaky_sequence, slots=LEAKY_SLOTS, **OF_GRADIENT,
    reread="your derivation in question 5, and chapter 5 for the steps of the proof")
LEAKY_GRADIENTS_BATCH = SweepChecker(
    name="leaky_gradients_batch", instances=leaky_batch, slots=BATCH_SLOTS, **OF_GRADIENT,
    reread="your function for one sequence: a batch is N of them, and a mean")
