"""The loop that trains, run step by step with the effects of all slots: rightly, or in some wrong way."""

import numpy as np

from ...model import Params
from .sets import average


def replayed(given):
    """Return a function from the effects of all slots to an answer, by running the loop with them."""
    def build(fill):
        def gradients(params, sequence, tau):
            return fill["gradients"](given)(Params(*params), *sequence, tau)

        now, losses, been = list(given.params), [], [list(given.params)]
        tau = fill["tau"](given.tau, len(given.batches[0][0][0]))
        batch = given.batches[0]
        for step in range(fill["count"](given.steps, len(given.batches))):
            batch = given.batches[fill["order"](step, len(given.batches)) % len(given.batches)]
            (parts, noted), each = fill["pace"](batch), []
            for part in parts:
                at, begin = fill["at"](been)
                found = [gradients(at, sequence, tau) for sequence in part]
                L, G = fill["mean"](fill["apart"](found, given.max_norm))
                moved = fill["change"](fill["clip"](G, given.max_norm, given.eta), given.eta, step, len(part))
                now = fill["bound"]([weight + change for weight, change in zip(begin, moved)], given.max_norm)
                been.append(now)
                each.append(L)
            losses.append(fill["loss"](noted(each), lambda params, some: average([gradients(params, sequence, tau)
                          for sequence in some])[0], been, batch, given.batches))
        after = average([gradients(now, sequence, tau) for sequence in batch])[0]
        return *fill["returned"](been), np.asarray(fill["listed"](losses, after))

    return build
