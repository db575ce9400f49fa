"""The grammar of mistakes that only a leaky state allows: at alpha, and at the share 1 - alpha that is kept."""

import numpy as np

from ..grammar import Slip
from .error_slips import MEETS_V
from .step_slips import BEND, CARRY, DIRECT, MEETS_W, STEP

SUMS = "where dL/dU and dL/dW are added up"

_LEAK = [
    Slip("leak-ignored", "the state does not leak: the gradient is that of chapter 5, alpha or not",
         lambda c, p, m: c.h(c.a + m)),
    Slip("alpha-missing", "alpha is missing at the slopes of h", lambda c, p, m: (1 - c.alpha) * p + c.h(c.a + m)),
    Slip("alpha-exchanged", "alpha and 1 - alpha have changed places",
         lambda c, p, m: c.alpha * p + (1 - c.alpha) * c.h(c.a + m)),
    Slip("alpha-twice", "alpha appears twice at the slopes of h",
         lambda c, p, m: (1 - c.alpha) * p + c.alpha**2 * c.h(c.a + m)),
    Slip("bend-at-value", "h' is taken at h(a_t), not at what goes into h",
         lambda c, p, m: (1 - c.alpha) * p + c.alpha * c.h(c.h(c.a) + m)),
    Slip("alpha-elsewhere", "alpha stands inside h, where it multiplies a_t",
         lambda c, p, m: (1 - c.alpha) * p + c.h(c.alpha * (c.a + m))),
    Slip("alpha-elsewhere", "1 - alpha stands at the slopes of h, where alpha belongs",
         lambda c, p, m: (1 - c.alpha) * (p + c.h(c.a + m))),
]
_ASKED = [
    "Set alpha = 1 in your derivation: chapter 5 must come out. And alpha near 0?",
    "Move a_t by a little. By how much does s_t move, if alpha is small?",
    "For alpha near 0 the state hardly moves. Does your gradient by U become small?",
    "Where does your code multiply by alpha? Follow one number through all of them.",
]
LEAKY_BEND = BEND._replace(
    slips=[*_LEAK[:4], *BEND.slips[:2], *_LEAK[4:], *BEND.slips[2:]], likely=6,
    reread="the definition of the leaky state, and your derivation of its step",
    first={slip.key: asked for slip, asked in zip(_LEAK, _ASKED)})

LEAKY_DIRECT = DIRECT._replace(slips=[
    Slip("alpha-missing-in-sums", "alpha is right " + CARRY + ", and missing " + SUMS,
         lambda c, bend, m: bend(c, 0, m) / c.alpha),
    Slip("alpha-twice-in-sums", "alpha is right " + CARRY + ", and appears twice " + SUMS,
         lambda c, bend, m: bend(c, 0, m) * c.alpha),
    *DIRECT.slips,
], likely=2)

LEAKY_STEP = STEP._replace(slips=[
    Slip("leak-missing", "the share 1 - alpha of the state, which is kept, is forgotten " + CARRY,
         lambda c, bend, p: bend(c, 0 * p, p @ c.W.T)),
    Slip("leak-whole", "the state is kept as a whole, not its share 1 - alpha, " + CARRY,
         lambda c, bend, p: bend(c, 0 * p, p @ c.W.T) + p),
    Slip("alpha-missing-in-carry", "alpha is missing at the slopes of h " + CARRY,
         lambda c, bend, p: bend(c, p, 0 * p) + bend(c, 0 * p, p @ c.W.T) / c.alpha),
    Slip("leak-after-slope", "1 - alpha multiplies dL/da_t, where it should multiply dL/ds_t, " + CARRY,
         lambda c, bend, p: bend(c, 0 * p, p @ c.W.T) + (1 - c.alpha) * bend(c, 0 * p, p)),
    Slip("leak-exchanged", "alpha stands where 1 - alpha belongs " + CARRY,
         lambda c, bend, p: bend(c, 0 * p, p @ c.W.T) + c.alpha * p),
    Slip("alpha-twice-in-carry", "alpha appears twice at the slopes of h " + CARRY,
         lambda c, bend, p: bend(c, p, 0 * p) + bend(c, 0 * p, p @ c.W.T) * c.alpha),
    Slip("leak-through-W", "the share that is kept also goes through W " + CARRY,
         lambda c, bend, p: bend(c, p @ c.W.T, p @ c.W.T)),
    Slip("leak-on-everything", "1 - alpha multiplies all of it " + CARRY,
         lambda c, bend, p: (1 - c.alpha) * (bend(c, 0 * p, p @ c.W.T) + p)),
    Slip("leak-on-everything", "1 - alpha multiplies the way through W " + CARRY + ", and nothing is kept",
         lambda c, bend, p: (1 - c.alpha) * bend(c, 0 * p, p @ c.W.T)),
    Slip("leak-squared", "1 - alpha appears twice " + CARRY,
         lambda c, bend, p: bend(c, (1 - c.alpha) * p, p @ c.W.T)),
    *STEP.slips,
], likely=6, reread="the definition of the leaky state: in how many places does s_{t-1} stand",
    hints=["In how many ways does s_{t-1} act on s_t? Draw an arrow for each.",
           "Check one step alone: compare your derivative of s_t by s_{t-1} with complex_step of leaky_forward.",
           "What is that derivative if W = 0? Which of your terms gives it?"])

LEAKY_MEETS_W = MEETS_W._replace(slips=[
    *MEETS_W.slips,
    Slip("W-meets-h", "h(a_{t-1}) stands where the state belongs, with s_0 at the first time",
         lambda c: np.concatenate([c.s[:1], c.s[:1], c.h(c.a[1:-1])])),
])

LEAKY_MEETS_V = MEETS_V._replace(slips=[
    *MEETS_V.slips,
    Slip("V-meets-h", "h(a_t) stands where the state belongs", lambda c, error, at_b, rows: (at_b, c.h(c.a))),
])
