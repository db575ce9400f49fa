"""Networks that hide nothing: what is special about an instance can make a wrong answer look right.

T is at least 4. No two sizes are equal, but for one network in which all are but T, since there a wrong axis raises no
error, and one with a single output. Activations are bent, different, and not odd; numbers have both signs and are not
small.
"""

import numpy as np

from ..activations import sigmoid, softplus

SIZES = [(5, 3, 4, 2), (4, 1, 2, 3), (5, 4, 4, 4), (4, 2, 5, 1)]  # T, d, n, e; in the last, s is square
OUTPUTS = [softplus, sigmoid, softplus, sigmoid]  # g of each network
ALONE = (4, 1, 1, 1)  # one number of each kind: what is right there and nowhere else is put in a wrong place


def both_signs(rng, *shape):
    """Draw numbers between 0.3 and 1.2 in size, with both signs along the last axis if there is room."""
    numbers = rng.uniform(0.3, 1.2, size=shape) * rng.choice([-1, 1], size=shape)
    if shape[-1] > 1:
        numbers[..., 0] = -np.sign(numbers[..., 1]) * abs(numbers[..., 0])
    return numbers
