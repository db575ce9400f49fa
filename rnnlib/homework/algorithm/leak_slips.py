"""The grammar of mistakes that only a leaky state allows: at alpha, and at the share 1 - alpha that is kept."""

import numpy as np

from ..grammar import Slip
from .error_slips import MEETS_V
from .step_slips import CARRY, DIRECT, H_SLOPE, KEPT, MEETS_W, STEP
from .sweep_slips import SWEEP, backwards, carried

SUMS = "where dL/dU and dL/dW are added up"

_LEAK = [
    Slip("leak-ignored", "the state does not leak: the gradient is that of chapter 5, alpha or not",
         lambda c, p, new: 0 * p + new),
    Slip("alpha-missing", "alpha is missing at the slopes of h", lambda c, p, new: (1 - c.alpha) * p + new),
    Slip("alpha-exchanged", "alpha and 1 - alpha have changed places",
         lambda c, p, new: c.alpha * p + (1 - c.alpha) * new),
    Slip("alpha-twice", "alpha appears twice at the slopes of h",
         lambda c, p, new: (1 - c.alpha) * p + c.alpha**2 * new),
    Slip("alpha-elsewhere", "1 - alpha stands at the slopes of h, where alpha belongs",
         lambda c, p, new: (1 - c.alpha) * (p + new)),
]
_ASKED = [
    "Set alpha = 1 in your derivation: chapter 5 must come out. And alpha near 0?",
    "Move a_t by a little. By how much does s_t move, if alpha is small?",
    "For alpha near 0 the state hardly moves. Does your gradient by U become small?",
    "Where does your code multiply by alpha? Follow one number through all of them.",
    "Which of the two shares does a_t move: the one that is kept, or the one that is new?",
]
LEAK = KEPT._replace(
    slips=_LEAK, likely=4, reread="the definition of the leaky state, and your derivation of its step",
    hints=["Take W = 0 and T = 1, and write s_1 as a function of U. Which number stands in front of the slope?",
           "Take U = W = 0 and T = 2. What is the derivative of s_2 by s_1 then, and what is yours?"],
    first={slip.key: asked for slip, asked in zip(_LEAK, _ASKED)})

LEAKY_H_SLOPE = H_SLOPE._replace(slips=[
    *H_SLOPE.slips,
    Slip("h-slope-at-value", "h' is taken at h(a_t), not at what goes into h", lambda c, m: c.h(c.h(c.a) + m)),
    Slip("alpha-elsewhere", "alpha stands inside h, where it multiplies a_t",
         lambda c, m: c.h(c.alpha * (c.a + m)) / c.alpha),
])

LEAKY_DIRECT = DIRECT._replace(slips=[
    Slip("alpha-missing-in-sums", "alpha is right " + CARRY + ", and missing " + SUMS,
         lambda c, step, m: step(c, 0, m) / c.alpha),
    Slip("alpha-twice-in-sums", "alpha is right " + CARRY + ", and appears twice " + SUMS,
         lambda c, step, m: step(c, 0, m) * c.alpha),
    *DIRECT.slips,
], likely=2)

LEAKY_STEP = STEP._replace(slips=[
    Slip("leak-missing", "the share 1 - alpha of the state, which is kept, is forgotten " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T)),
    Slip("leak-whole", "the state is kept as a whole, not its share 1 - alpha, " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T) + p),
    Slip("alpha-missing-in-carry", "alpha is missing at the slopes of h " + CARRY,
         lambda c, step, p: step(c, p, 0 * p) + step(c, 0 * p, p @ c.W.T) / c.alpha),
    Slip("leak-after-slope", "the share that is kept is wrong " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T) + (1 - c.alpha) * step(c, 0 * p, p)),
    Slip("leak-exchanged", "alpha stands where 1 - alpha belongs " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T) + c.alpha * p),
    Slip("alpha-twice-in-carry", "alpha appears twice at the slopes of h " + CARRY,
         lambda c, step, p: step(c, p, 0 * p) + step(c, 0 * p, p @ c.W.T) * c.alpha),
    Slip("leak-through-W", "the share that is kept also goes through W " + CARRY,
         lambda c, step, p: step(c, p @ c.W.T, p @ c.W.T)),
    Slip("leak-on-everything", "1 - alpha multiplies all of it " + CARRY,
         lambda c, step, p: (1 - c.alpha) * (step(c, 0 * p, p @ c.W.T) + p)),
    Slip("leak-on-everything", "1 - alpha multiplies the way through W " + CARRY + ", and nothing is kept",
         lambda c, step, p: (1 - c.alpha) * step(c, 0 * p, p @ c.W.T)),
    Slip("leak-after-slope", "the share that is kept is wrong " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T) + (1 - c.alpha) / c.alpha * step(c, 0 * p, p)),
    Slip("leak-everywhere", "1 - alpha is added to every entry of the Jacobian " + CARRY,
         lambda c, step, p: step(c, 0 * p, p @ c.W.T) + (1 - c.alpha) * p.sum(-1, keepdims=True)),
    Slip("leak-squared", "1 - alpha appears twice " + CARRY,
         lambda c, step, p: step(c, (1 - c.alpha) * p, p @ c.W.T)),
    *STEP.slips,
], likely=6, reread="the definition of the leaky state: in how many places does s_{t-1} stand",
    hints=["In how many ways does s_{t-1} act on s_t? Draw an arrow for each.",
           "Check one step alone: compare your derivative of s_t by s_{t-1} with complex_step of leaky_forward.",
           "What is that derivative if W = 0? Which of your terms gives it?"],
    first={"leak-after-slope": "Two ways lead from s_{t-1} to s_t. Which of them leads through h, and which does not?",
           "leak-everywhere": "Take W = 0 and n = 2. Does the first entry of s_{t-1} move the second one of s_t?"})

LEAKY_SWEEP = SWEEP._replace(slips=[
    *SWEEP.slips,
    Slip("leak-of-carry-only", "only what was carried to a time leaks on to the time before, not what its own error "
         "sent", lambda c, r, J: _leaking(c, r, J, lambda rows, t: rows[t] - r[t])),
    Slip("leak-of-error-only", "only what its own error sent to a time leaks on to the time before, not what was "
         "carried to it", lambda c, r, J: _leaking(c, r, J, lambda rows, t: r[t])),
], first=dict.fromkeys(
    ["leak-of-carry-only", "leak-of-error-only"],
    "The share that is kept goes back from s_t to s_{t-1}. Of which derivative of L is it a share?"))

LEAKY_MEETS_W = MEETS_W._replace(slips=[
    *MEETS_W.slips,
    Slip("W-meets-h", "h(a_{t-1}) stands where the state belongs, with s_0 at the first time",
         lambda c: np.concatenate([c.s[:1], c.s[:1], c.h(c.a[1:-1])])),
])

LEAKY_MEETS_V = MEETS_V._replace(slips=[
    *MEETS_V.slips,
    Slip("alpha-in-V", "alpha multiplies dL/dV, too",
         lambda c, error, at_b, rows: (c.alpha * at_b, c.s)),
    Slip("V-meets-h", "h(a_t) stands where the state belongs", lambda c, error, at_b, rows: (at_b, c.h(c.a))),
], first={"alpha-in-V": "V reads s_t. Does alpha stand between s_t and the output?",
          "V-meets-h": "Which of the two does V read: what is new in the state, or the whole of it?"})


def _leaking(c, r, J, share):
    """Make the sweep in which only a part of each row, of its share, leaks on."""
    carry = carried(J)
    return backwards(r, lambda rows, t: r[t] + carry(rows, t) - (1 - c.alpha) * (rows[t + 1] - share(rows, t + 1)))
