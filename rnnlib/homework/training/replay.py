"""The loop that trains, run step by step with the effects of all slots: rightly, or in some wrong way."""

import numpy as np

from ...model import Params
from .sets import average


def replayed(given):
    """Return a function from the effects of all slots to an answer, by running the loop with them."""
    def gradients(params, sequence, tau):
        return given.gradients(Params(*params), *sequence, tau)

    def build(fill):
        now, losses, been = list(given.params), [], [list(given.params)]
        tau = fill["tau"](given.tau, len(given.batches[0][0][0]))
        for step in range(fill["count"](given.steps, len(given.batches))):
            batch = given.batches[fill["order"](step, len(given.batches)) % len(given.batches)]
            for part in [[sequence] for sequence in batch] if fill["pace"] == "each" else [batch]:
                found = [gradients(fill["at"](been), sequence, tau) for sequence in part]
                L, G = fill["mean"](found, given.max_norm)
                moved = fill["change"](fill["clip"](G, given.max_norm, given.eta), given.eta, step, len(part))
                now = fill["bound"]([weight + change for weight, change in zip(now, moved)], given.max_norm)
                been.append(now)
            losses.append(fill["loss"](L, lambda params, some: average([gradients(params, sequence, tau)
                          for sequence in some])[0], been, batch, given.batches))
        after = average([gradients(now, sequence, tau) for sequence in batch])[0]
        return *fill["returned"](been), np.asarray(fill["listed"](losses, after))

    return build
