"""Another judge, which knows nothing of the checkers: the formulas of the zoo's modules, on random arguments."""

import contextlib
import copy
import functools
import io
import warnings

import numpy as np
from zoo_answers import ZOOS
from zoo_code import HEADS

from rnnlib import Activation, Params, sigmoid, softplus, tanh

BENT = Activation("bent", lambda z: z + z**2 / 4, lambda z: 1 + z / 2)  # its slope is no even function
ACTIVATIONS = [tanh, sigmoid, softplus, BENT]


def is_right(name, candidate, seed, draws=40):
    """Whether a function gives what the formulas give."""
    for by_place, by_name, true in examples(name, seed, draws):
        by_place, by_name = copy.deepcopy((by_place, by_name))
        try:
            with silence():
                if not _agrees(candidate(*by_place, **by_name), true):
                    return False
        except Exception:
            return False
    return True


@contextlib.contextmanager
def silence():
    """Let no warning and nothing that is printed come out."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def parts(answer):
    """Return the arrays of an answer, whatever bundles they are in."""
    if not isinstance(answer, (tuple, list)):
        return [np.asarray(answer)]
    return [array for part in answer for array in parts(part)]


@functools.cache
def examples(name, seed, draws):
    """Return arguments, by place and by name, with the right answer."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(draws):
        by_place, by_name = as_called(name, _random_arguments(name, rng))
        found.append((by_place, by_name, ZOOS[name].TRUE[name](*by_place, **by_name)))
    return found


def as_called(name, known):
    """Return what a function is given by place, and what by name."""
    by_place, by_name = ([each.arg for each in some] for some in (HEADS[name].args, HEADS[name].kwonlyargs))
    return [known[argument] for argument in by_place], {argument: known[argument] for argument in by_name}


def _random_arguments(name, rng):
    """Draw every argument that a homework has, with no regard to what it might hide; many draws hide nothing."""
    T, d, n, e, N = rng.integers(1, 5, size=5)
    batch = (N,) if name.endswith("batch") else ()
    h, g = (ACTIVATIONS[i] for i in rng.integers(4, size=2))

    def params():
        return Params(*(rng.normal(size=size) for size in [(n, d), (n, n), (e, n)]))

    return {
        "params": params(), "gradient": params(), "V": rng.normal(size=(e, n)), "W": rng.normal(size=(n, n)),
        "x": rng.normal(size=(T, *batch, d)), "y": rng.normal(size=(T, *batch, e)), "s": rng.normal(size=(T + 1, n)),
        "s0": rng.normal(size=(*batch, n)) if rng.integers(4) else None, "t": int(rng.integers(1, T + 1)),
        "x_t": rng.normal(size=d), "y_t": rng.normal(size=e), "a_t": rng.normal(size=n), "s_prev": rng.normal(size=n),
        "h": h, "g": g, "alpha": rng.uniform(0.1, 0.9), "tau": int(rng.integers(1, T + 2)), "steps": int(T),
        "eta": rng.uniform(0.01, 0.3), "max_norm": 10 ** rng.uniform(-0.5, 1.5), "gradients": _any_gradients,
        "batches": [[(rng.normal(size=(3, d)), rng.normal(size=(3, e))) for _ in range(rng.integers(1, 4))]
                    for _ in range(rng.integers(1, 4))]}


def _any_gradients(params, x, y, tau):
    """Return a loss and a gradient that are none, but depend on everything."""
    c = tau + np.sin(x).sum() + np.cos(y).sum()
    return c + sum(np.sin(weight).sum() for weight in params), Params(*(c * np.cos(weight) / 5 for weight in params))


def _agrees(found, true):
    """Whether an answer, or each of several, has the right numbers in the right order."""
    if isinstance(true, tuple):
        return isinstance(found, (tuple, list)) and len(found) == len(true) and all(map(_agrees, found, true))
    found, true = np.asarray(found), np.asarray(true)
    laid_out = found.size == true.size and set(np.cumprod(found.shape)) <= {*np.cumprod(true.shape), true.size}
    tolerance = 1e-5 if found.dtype == np.float32 else 1e-9
    return laid_out and found.dtype.kind == "f" and np.allclose(found.reshape(true.shape), true, tolerance, tolerance)
