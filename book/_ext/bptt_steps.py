"""What happens in the loops of chapter 05, step by step: a network of four steps, computed by rnnlib."""

import functools
from typing import NamedTuple

import numpy as np

from rnnlib import (
    Params,
    chain,
    complex_step,
    dE_do,
    ds_ds,
    ds_dU_direct,
    forward,
    relative_error,
    squared_error,
    tanh,
)

# Chapter 00's example, run for two steps more; of the errors only the last is used.
PARAMS = Params(np.array([[0.6], [-0.4]]), np.array([[0.5, -0.3], [0.8, 0.2]]), np.array([[1.0, -2.0]]))
S0, X, Y_LAST = np.array([0.2, -0.1]), np.array([[1.0], [0.5], [-0.5], [1.0]]), np.array([0.5])
T = len(X)
DIGITS = 14  # a right result is nearer to the judge than 10 to the minus this


class Form(NamedTuple):
    """What is carried back through the Jacobians, and how it is written."""

    key: str
    name: str
    letter: str
    start: str
    result: str


class Row(NamedTuple):
    """A quantity of a step: its formula, its numbers (arrays, with signs between them), and what there is to say."""

    role: str  # carried, term, sum, truth, residual
    formula: str
    numbers: list
    mark: str = ""  # changed, right, wrong; more, if it is what the step before left
    remark: str = ""


class Step(NamedTuple):
    """One step of a run: the lines it executes, the state that z has reached, the direct terms it adds."""

    lines: tuple
    reached: int
    terms: dict  # from the time of a direct term to: fits, misses, twice
    say: str
    rows: list


class Network(NamedTuple):
    """What the loops read, by time, and the derivatives by a judge that knows no loop."""

    J: dict
    D: dict
    r: np.ndarray
    truth: dict


VERSIONS = {"printed": "as printed", "repaired": "repaired"}
MATRIX = Form("matrix", "Jacobian $z$", "z", r"\mathrm{Id}", r"\mathrm{d}s_4/\mathrm{d}U")
ROW = Form("row", r"row $\delta$", r"\delta", "r_4", r"\mathrm{d}E_4/\mathrm{d}U")
FORMS = (MATRIX, ROW)


@functools.cache
def network():
    """Run the network. As d = 1, the last axis of a derivative by U has one entry, and is left out."""
    run, times = forward(PARAMS, X, s0=S0), range(1, T + 1)

    def last(U):
        return forward(PARAMS._replace(U=U), X, s0=S0)

    return Network(
        J={t: ds_ds(PARAMS.W, run.a[t], tanh) for t in times},
        D={t: ds_dU_direct(run.a[t], run.x[t], tanh)[..., 0] for t in times},
        r=dE_do(run.o[T], Y_LAST)[None] @ PARAMS.V,
        truth={MATRIX: complex_step(lambda U: last(U).s[T], PARAMS.U)[..., 0],
               ROW: complex_step(lambda U: squared_error(last(U).o[T], Y_LAST)[None], PARAMS.U)[..., 0]})


def given():
    """Return the arrays that the loops read, by their symbols in LaTeX."""
    net = network()
    arrays = {f"{name}_{t}": values[t] for name, values in (("J", net.J), ("D", net.D)) for t in range(T, 0, -1)}
    return {**arrays, "r_4": net.r}


def listing(printed, form):
    """Return the lines of the algorithm that concern U, in LaTeX, by the numbers that the chapter gives them."""
    z, start = form.letter, product(form, T)
    move, add = rf"$\quad {z} \leftarrow {z}\, J_t$", rf"$\quad G \leftarrow G + {z}\, D_t$"
    loop, output = "**for** $t = 4, 3, 2, 1$", "output $G$"
    if printed:
        return {1: rf"$G \leftarrow {term(form, T, T)}$", 2: rf"${z} \leftarrow {start}$", 3: loop, 4: move, 5: add,
                8: output}
    return {1: rf"$G \leftarrow 0, \quad {z} \leftarrow {start}$", 2: loop, 3: add, 5: move, "": output}


def steps(printed, form):
    """Yield the steps of a run: before the loop, two for every pass, and the verdict."""
    net, letter = network(), form.letter
    lines = {"start": (1, 2), "move": (4,), "add": (5,)} if printed else {"start": (1,), "move": (5,), "add": (3,)}
    z, reached = np.eye(len(PARAMS.W)) if form == MATRIX else net.r, T
    G, terms = (chain(z, net.D[T]), [term(form, T, T)]) if printed else (np.zeros_like(z), [])
    yield Step(lines["start"], T, {T: "fits"} if printed else {}, say_start(form, printed), [
        Row("carried", rf"{letter} \leftarrow {product(form, T)}", [z], "changed"),
        Row("sum", rf"G \leftarrow {total(terms)}", [G], "changed")])
    for t in range(T, 0, -1):
        for act in ("move", "add") if printed else ("add", "move"):
            if act == "move":
                old, z, reached = z, chain(z, net.J[t]), t - 1
                yield Step(lines[act], reached, {}, say_move(form, printed, t), [
                    Row("carried", rf"{letter} \leftarrow {letter}\, J_{t} = {product(form, reached)}",
                        [old, "·", net.J[t], "=", z], "changed"),
                    Row("sum", f"G = {total(terms)}", [G], "more")])
            else:
                old, new = G, chain(z, net.D[t])
                G, terms = old + new, [*terms, term(form, reached, t)]
                fits, mark = ("misses", "wrong") if printed else ("fits", "right")
                yield Step(lines[act], reached, {t: fits}, say_add(form, printed, t), [
                    Row("carried", f"{letter} = {product(form, reached)}", [z], "more"),
                    Row("term", rf"{letter}\, D_{t} = {terms[-1]}", [z, "·", net.D[t], "=", new], mark,
                        say_wanted(form, t) if printed else "fits"),
                    Row("sum", rf"G \leftarrow {total(terms)}", [old, "+", new, "=", G], "changed")])
    yield (wrong if printed else right)(form, G, terms)


def wrong(form, G, terms):
    """Return the verdict on the printed loop, with the term that it counts twice."""
    net = network()
    error = f"wrong by {100 * relative_error(G, net.truth[form]):.0f} %"
    twice = chain(net.J[T] if form == MATRIX else chain(net.r, net.J[T]), net.D[T])
    say = f"$G$ is {error}: $D_4$ counts twice, and all other terms have one Jacobian too many."
    named = [terms[0], rf"\underbrace{{{terms[1]}}}_{{D_4\text{{ again}}}}", *terms[2:]]
    return Step((8,), 0, {**dict.fromkeys(net.D, "misses"), T: "twice"}, say, [
        Row("sum", f"G = {total(named)}", [G], "wrong", error),
        Row("truth", form.result, [net.truth[form]], "", "by the complex step"),
        Row("term", terms[1], [twice], "wrong", "$D_4$ counted twice")])


def right(form, G, terms):
    """Return the verdict on the repaired loop; its residual differs between machines, so a bound is told."""
    net = network()
    if not relative_error(G, net.truth[form]) < 10.0**-DIGITS:
        raise ValueError(f"the repaired loop does not find {form.result}")
    say = "$G$ is right: every direct term has met its own product, once."
    size = rf"\lVert G - {form.result} \rVert \,/\, \lVert {form.result} \rVert"
    return Step(("",), 0, dict.fromkeys(net.D, "fits"), say, [
        Row("sum", f"G = {total(terms)}", [G], "right", "right"),
        Row("truth", form.result, [net.truth[form]], "", "by the complex step"),
        Row("residual", rf"{size} < 10^{{-{DIGITS}}}", [], "right", "residual")])


def product(form, reached):
    """Return what has been carried back to s_reached, in LaTeX."""
    factors = [f"J_{k}" for k in range(T, reached, -1)]
    return " ".join([form.start, *factors] if form == ROW else factors or [form.start])


def term(form, reached, t):
    """Return that product times the direct term of time t, in LaTeX."""
    return f"D_{t}" if form == MATRIX and reached == T else rf"{product(form, reached)}\, D_{t}"


def total(terms):
    """Return the sum of the terms, in LaTeX."""
    return " + ".join(terms) or "0"


def say_start(form, printed):
    """Say what happens before the loop."""
    G = f"${term(form, T, T)}$" if printed else "zero"
    return f"Before the loop, $G$ is {G}, and ${form.letter}$ is ${product(form, T)}$ and stands at $s_4$."


def say_move(form, printed, t):
    """Say that the product moves."""
    moves = f"${form.letter}$ takes $J_{t}$ and moves on to $s_{t - 1}$"
    if printed:
        return f"Pass $t = {t}$, line 4: {moves}, too early."
    return f"Pass $t = {t}$, line 5: only now {moves}{', which has no term' if t == 1 else ''}."


def say_add(form, printed, t):
    """Say that a term is added, and whether it is the one that belongs there."""
    if not printed:
        return f"Pass $t = {t}$, line 3: ${form.letter}$ stands at $s_{t}$, where $D_{t}$ belongs. They fit."
    slip = "it counts twice" if t == T else "one Jacobian too many"
    return f"Pass $t = {t}$, line 5: ${form.letter}$ stands at $s_{t - 1}$, but $D_{t}$ belongs to $s_{t}$: {slip}."


def say_wanted(form, t):
    """Say what should have been added in place of the term of time t."""
    return "$D_4$ again" if t == T else f"wanted: ${term(form, t, t)}$"
