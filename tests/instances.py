"""Random instances for all tests: no two sizes equal, W not symmetric, s_0 not zero, and nothing explodes."""

from typing import NamedTuple

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnnlib import Activation, Params, complex_step, identity, relu, sigmoid, softplus, tanh

settings.register_profile("course", derandomize=True, deadline=None, max_examples=25)
settings.load_profile("course")

ACTIVATIONS = (tanh, sigmoid, identity, relu, softplus)
TOLERANCE = 1e-12


class Network(NamedTuple):
    """One network with its data."""

    params: Params
    x: np.ndarray
    y: np.ndarray
    s0: np.ndarray | None
    h: Activation
    g: Activation


def network(T=5, N=None, d=4, n=3, e=2, *, seed=7, start=True, h=tanh, g=softplus):
    """Draw a network whose W has a spectral radius between 0.5 and 1.1, and data for it; a batch if N is given."""
    rng = np.random.default_rng(seed)
    U, W, V = (rng.normal(size=shape) / np.sqrt(shape[1]) for shape in [(n, d), (n, n), (e, n)])
    W *= rng.uniform(0.5, 1.1) / np.abs(np.linalg.eigvals(W)).max()
    batch = () if N is None else (N,)
    x, y, s0 = (rng.normal(size=shape) for shape in [(T, *batch, d), (T, *batch, e), (*batch, n)])
    return Network(Params(U, W, V), x, y, s0 if start else None, h, g)


def networks(*, sequences, T=1):
    """Strategy for networks of any small sizes with any activations, of at least T steps."""
    size, activation = st.integers(1, 4), st.sampled_from(ACTIVATIONS)
    return st.builds(network, T=st.integers(T, 6), N=sequences, d=size, n=size, e=size, seed=st.integers(0, 2**32 - 1),
                     start=st.booleans(), h=activation, g=activation)


single_networks = networks(sequences=st.none())
batched_networks = networks(sequences=st.integers(1, 3))
any_networks = single_networks | batched_networks
long_networks = networks(sequences=st.none() | st.integers(1, 3), T=2)


def by_weights(f, params):
    """Differentiate f(params) by U, W and V, with the complex step."""
    return Params(*(complex_step(lambda weight, name=name: f(params._replace(**{name: weight})), weight)
                    for name, weight in params._asdict().items()))
