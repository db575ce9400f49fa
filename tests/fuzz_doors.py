"""Every door of the package, found in its own list of public names, with what fits through it and what judges it."""

import builtins
import inspect
import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

import fuzz_listings as listings
import numpy as np
from fuzz_judges import CURVES, like, months, nothing, numbers_once, slope_of_a_curve, verdict
from fuzz_things import CONTENTS, LIES, REALS, arrays, edits, functions, objects, together
from hypothesis import strategies as st
from instances import ACTIVATIONS
from zoo_answers import ZOOS, function

import rnnlib
from rnnlib import SGD, Activation, Adam, Params

WEIGHTS = Params("n d", "n n", "e n")
LENGTHS = together(*[[1, 2, 3, 4]] * 5).map(lambda lengths: lengths + lengths[:3])
FITS = {"kinds": [*["f8"] * 8, *["f4"] * 4, *REALS, "c8", "c16"], "lies": ["plainly"] * 6 + LIES[:-1]}
FINITE, ANY = ["plain"] * 6 + CONTENTS[:6], ["plain"] * 6 + CONTENTS


def one_of(*values):
    """Strategy for one of these values."""
    return st.sampled_from(values)


@st.composite
def fitting(draw, data, others=None, *, needs=(), contents=ANY):
    """Strategy for arguments: arrays of declared axes, with one length for every letter, and others, needed or not."""
    lengths, drawn = dict(zip("TNdneijk", draw(LENGTHS))), {}

    def array(axes, contents):
        return draw(arrays([lengths[letter] for letter in axes.split()], contents=contents, **FITS))

    for name, axes in data.items():
        axes = draw(axes) if isinstance(axes, st.SearchStrategy) else axes
        if isinstance(axes, tuple):
            drawn[name] = Params(*(array(part, FINITE) for part in axes))
        elif axes is not None:
            drawn[name] = array(axes, contents)
    others = others or {}
    given = draw(st.sampled_from([(), tuple(others), *itertools.combinations(others, max(1, len(others) // 2))]))
    return drawn | {name: draw(others[name]) for name in others if name in needs or name in given}


count = st.integers(1, 5)
positive = one_of(1, 1e-3, 0.5, np.float32(0.25), 1e-300, 1e300, 3)
fraction = one_of(0.0, 0.5, 0.9, np.float32(0.25), 0)
generators = st.integers(0, 9).map(np.random.default_rng)
activation = st.sampled_from(ACTIVATIONS)
own = st.builds(Activation, st.just("own"), functions(), functions())
loss = one_of(*listings.LOSSES)
year = one_of(1951, 1970, 1989, 1990, np.int16(1999), 2000, 2010)
H, HG = {"h": activation}, {"h": activation, "g": activation}
ONE = {"params": WEIGHTS, "x": "T d", "s0": one_of(None, "n")}
BATCH = {"params": WEIGHTS, "x": "T N d", "s0": one_of(None, "n", "N n")}


def sequences(y=None, **others):
    """Strategy for the arguments of a function of one sequence or of a batch."""
    one, batch = ({}, {}) if y is None else ({"y": "T e", "time_weight": one_of(None, "T")},
                                             {"y": "T N e", "time_weight": one_of(None, "T", "T N")})
    return fitting(ONE | one, HG | others, needs=["alpha"]) | fitting(BATCH | batch, HG | others, needs=["alpha"])


@st.composite
def training(draw):
    """Strategy for the arguments of `train`."""
    data = {"params": WEIGHTS, "x": "T N d", "y": "T N e", "time_weight": one_of(None, "T", "T N")}
    others = HG | {"loss": loss, "max_norm": positive, "truncate": count, "progress": st.just(False)}
    drawn = draw(fitting(data, others, contents=FINITE))
    if draw(st.booleans()):
        drawn["validation"] = tuple(drawn[name] for name in ("x", "y", "time_weight") if name in drawn)
    step = draw(one_of(SGD, Adam))(draw(one_of(1e-3, 0.1)))
    return drawn | {"optimiser": step, "epochs": draw(st.integers(1, 2)), "rng": draw(generators),
                    "batch_size": draw(st.integers(1, np.shape(drawn["x"])[1]))}


@st.composite
def stepping(draw, kind):
    """Strategy for an optimiser's step, the first one or a later one."""
    drawn = draw(fitting({"params": WEIGHTS}, contents=FINITE))

    def alike():
        return Params(*(draw(arrays(np.shape(weight), contents=FINITE, **FITS)) for weight in drawn["params"]))

    step = draw(st.builds(kind, positive) | st.builds(kind, positive, fraction))
    memory = alike() if kind is SGD else (draw(count), alike(), alike())
    return {"self": step, **drawn, "gradient": alike(), **({"memory": memory} if draw(st.booleans()) else {})}


def edited(right, edit):
    """Return a student's function that edits the right answer, and notes both."""
    def answering(*arguments, **named):
        answer = right(*arguments, **named)
        answering.said.append((answer, edit(answer)))
        return answering.said[-1][1]

    answering.said = []
    return answering


def handed_in(name):
    """Return the strategy and the judge for the check of what students write: right answers, edited ones, anything."""
    rights = [function(name, code) for code in ZOOS[name].RIGHT[name]]
    changed = st.builds(edited, st.sampled_from(rights), edits())
    answer = st.sampled_from(rights) | changed | changed | changed | functions() | objects
    strategy = st.fixed_dictionaries({name: answer}, optional={"seed": st.integers(0, 2**32 - 1)})
    return strategy, verdict(name, rights)


pair = one_of("e", "T e", "T N e").flatmap(lambda axes: fitting({"o": axes, "y": axes}))
point = fitting({"x": one_of("", "n", "n d")},
                {"f": st.sampled_from([*CURVES]), "eps": one_of(1e-6, 1e-5, 1e-30, 0.5, 1)}, needs=["f"])
anywhere = one_of("", "n", "T n", "T N n").flatmap(lambda axes: fitting({"z": axes}))
on_own = st.builds(lambda activation, z: {"self": activation, **z}, own, anywhere)
FITTING = {
    "forward": (sequences(), like(listings.forward)),
    "leaky_forward": (sequences(alpha=one_of(0.1, 0.5, 1, np.float32(0.25))), like(listings.forward)),
    "gradients": (sequences(y=True, loss=loss, truncate=count, chunk=count), like(listings.gradients)),
    **{name: (fitting(ONE, H), like(listings.state_derivatives))
       for name in ("slide_bptt", "state_derivatives", "state_derivatives_sum")},
    "squared_error": (pair, like(listings.squared_error, "entries")),
    "squared_error.prime": (pair, like(listings.dE_do, "entries")),
    "dE_do": (pair, like(listings.dE_do, "entries")),
    "softmax_cross_entropy": (pair, like(listings.softmax_cross_entropy)),
    "softmax_cross_entropy.prime": (pair, like(listings.softmax_cross_entropy_prime)),
    "do_ds": (fitting({"V": "e n", "s_t": "n"}, {"g": activation}, needs="g"), like(listings.do_ds)),
    "ds_ds": (fitting({"W": "n n", "a_t": "n"}, H, needs="h"), like(listings.ds_ds)),
    "ds_dU_direct": (fitting({"a_t": "n", "x_t": "d"}, H, needs="h"), like(listings.ds_dU_direct, "entries")),
    "ds_dW_direct": (fitting({"a_t": "n", "s_prev": "n"}, H, needs="h"), like(listings.ds_dW_direct, "entries")),
    "chain": (fitting({"A": one_of("k", "i k", "i j k"), "B": one_of("k", "k d", "k d e")}), like(listings.chain)),
    "relative_error": (fitting({"found": "T e", "true": "T e"}) | fitting({"found": "", "true": ""}),
                       like(listings.relative_error)),
    "central_difference": (point, slope_of_a_curve),
    "complex_step": (point, slope_of_a_curve),
    "gradient_norm": (fitting({"gradient": WEIGHTS}), like(listings.gradient_norm, "all digits")),
    "clip_by_norm": (fitting({"gradient": WEIGHTS}, {"max_norm": positive}, needs=["max_norm"]),
                     like(listings.clip_by_norm)),
    "train": (training(), like(listings.train)),
    "minibatches": (st.fixed_dictionaries({"N": count, "size": count, "rng": generators}), numbers_once),
    "moving_product": (fitting({}, {"T": st.integers(3, 9), "N": count, "rng": generators,
                                    "lags": one_of((2, 0), [1, 1])}, needs=["T", "N", "rng"]),
                       like(listings.moving_product)),
    "el_nino": (fitting({}, {"validation": year, "test": year}), months),
    "SGD": (fitting({}, {"eta": positive, "momentum": fraction}, needs=["eta"]), nothing),
    "SGD()": (stepping(SGD), like(listings.SGD)),
    "Adam": (fitting({}, {"eta": positive, "keep_mean": fraction, "keep_square": fraction, "tiny": positive},
                     needs=["eta"]), nothing),
    "Adam()": (stepping(Adam), like(listings.Adam)),
    "Activation": (fitting({}, {"name": st.just("own"), "value": functions(), "derivative": functions(),
                                "of_value": functions()}, needs=["name", "value", "derivative"]), nothing),
    "Activation()": (on_own, nothing),
    "Activation().prime": (on_own, nothing),
    **{f"{f}": (anywhere, like(listings.value(f), "entries")) for f in ACTIVATIONS},
    **{f"{f}.prime": (anywhere, like(listings.slope(f), "entries")) for f in ACTIVATIONS},
    **{f"check_{name}": handed_in(name) for name in ZOOS},
}


class Door(NamedTuple):
    """One of them.

    Attributes
    ----------
    call : callable
        What is public.
    fits : strategy
        Of arguments that fit, or nearly so, by name.
    judge : callable
        Yields complaints about a result.
    errors : tuple of exceptions
        That its docstring promises.
    """

    call: Callable
    fits: st.SearchStrategy
    judge: Callable
    errors: tuple


def doors():
    """Return every door by name. A named tuple or an exception that only holds what it is given has none."""
    found = {}
    for name in rnnlib.__all__:
        value = getattr(rnnlib, name)
        if inspect.isclass(value) and issubclass(value, (tuple, BaseException)):
            continue
        calls = {name: value}
        if inspect.isclass(value):
            calls[f"{name}()"] = value.__call__
        if hasattr(value, "prime"):
            calls[f"{name}().prime" if inspect.isclass(value) else f"{name}.prime"] = value.prime
        for door, call in calls.items():
            if door not in FITTING:
                raise KeyError(f"{door} is public: say in FITTING of fuzz_doors.py what fits and what judges it")
            found[door] = Door(call, *FITTING[door], documented(value))
    return found


def documented(value):
    """Return the exceptions of which a docstring says that they are raised."""
    text = re.search(r"\nRaises\n-+\n(.*?)(?=\n\n\w|\Z)", inspect.getdoc(value) or "", re.DOTALL)
    names = re.findall(r"\w+", " ".join(re.findall(r"^\w.*$", text[1], re.MULTILINE))) if text else []
    return tuple(vars(builtins).get(name) or getattr(rnnlib, name) for name in names)
