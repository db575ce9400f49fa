"""What a gradient costs: the operations are counted, one by one, and the counts are what chapter 07 derives."""

import ast
import itertools
import json
import sys
from pathlib import Path

import autodiff
import nbformat
import numpy as np
import pytest
from instances import TOLERANCE

from rnnlib import chain, gradients, relative_error, slide_bptt, state_derivatives, state_derivatives_sum

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import counting  # noqa: E402
from counting import WAYS, Counted, count, counted, derived, kept, network, steps  # noqa: E402

every_way = pytest.mark.parametrize("name", WAYS)
SIZES = [*itertools.product((1, 2, 4), (1, 3), (1, 2, 5), (1, 2)), (7, 5, 3, 4), (9, 2, 2, 6)]
POWERS = {  # of T, of n
    "by_sum": (3, 4), "by_slide": (2, 4), "by_slide_lean": (2, 3), "by_rtrl": (1, 4), "by_rtrl_lean": (1, 4),
    "by_row_dense": (1, 3), "by_row": (1, 2)}


def degree(values):
    """The degree of a polynomial from its values at 1, 2, 3, ..., which must be more than enough to tell."""
    power = 0
    while np.any(np.diff(values, power + 1)):
        power += 1
    assert power < len(values) - 2
    return power


@pytest.mark.parametrize(("rows", "inner", "columns"), [(1, 1, 1), (2, 3, 4), (5, 1, 2)])
def test_a_product_of_matrices_is_counted_by_the_schoolbook(rows, inner, columns):
    A, B = counted(np.ones((rows, inner))), counted(np.ones((inner, columns)))
    for product in (lambda: A @ B, lambda: np.tensordot(A, B, 1), lambda: A @ B.astype(float)):
        Counted.products = Counted.sums = 0
        assert np.array_equal(product().astype(float), np.full((rows, columns), inner))
        assert (Counted.products, Counted.sums) == (rows * inner * columns, rows * (inner - 1) * columns)


def test_outer_and_entrywise_products_are_counted_once_for_each_entry():
    p, q = counted(np.ones(3)), counted(np.ones(5))
    for product, entries in ((lambda: np.outer(p, q), 15), (lambda: p * 2, 3), (lambda: 2 * q, 5)):
        Counted.products = 0
        product()
        assert Counted.products == entries


def test_numbers_that_are_dropped_are_no_longer_stored():
    before = Counted.stored
    numbers = counted(np.ones(100))
    assert Counted.stored - before == 100
    del numbers
    assert Counted.stored == before


@every_way
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_multiplications_counted_are_those_derived(name, size):
    assert count(WAYS[name], *size)[0] == derived(*size)[name]


@every_way
def test_the_powers_of_T_and_n_are_exact(name):
    in_T = [count(WAYS[name], T, 1, 2, 1)[0] for T in range(1, 8)]
    in_n = [count(WAYS[name], 2, 1, n, 1)[0] for n in range(1, 9)]
    assert (degree(in_T), degree(in_n)) == POWERS[name]


@every_way
def test_there_are_never_more_sums_than_products(name):
    for size in SIZES:
        products, sums, _ = count(WAYS[name], *size)
        assert sums <= products


def test_the_row_costs_what_chapter_5_says_and_so_about_three_forward_passes():
    for T, d, n, e in SIZES:
        forward = n**2 + n * d + e * n
        back = 2 * n**2 + n * d + 2 * e * n + n + 2 * e
        assert derived(T, d, n, e)["by_row"] + T * e * n == T * (forward + back)  # with the e n of dL/dV
        assert back <= 2 * forward + n + 2 * e


@every_way
def test_every_way_gives_the_gradient(name):
    for size in [(1, 2, 3, 2), (6, 3, 4, 2), (5, 4, 2, 1)]:
        params, x, y, s0, h, g = case = network(*size)
        found = WAYS[name](params.W, steps(*case))
        dL_dU, dL_dW, _ = autodiff.gradient(*case)
        _, library = gradients(params, x, y, s0=s0, h=h, g=g)
        for block, judge, own in ((found[:, :size[1]], dL_dU, library.U), (found[:, size[1]:], dL_dW, library.W)):
            assert relative_error(block, judge) < TOLERANCE
            assert relative_error(block, own) < TOLERANCE


@pytest.mark.parametrize(("name", "function"), [("by_sum", state_derivatives_sum), ("by_slide", slide_bptt),
                                                ("by_slide_lean", slide_bptt), ("by_rtrl", state_derivatives),
                                                ("by_rtrl_lean", state_derivatives)])
def test_every_way_is_the_library_function_of_its_name_contracted(name, function):
    params, x, _, s0, h, _ = case = network(5, 3, 4, 2)
    rows = [r for *_, r in steps(*case)]
    totals = [function(params, x[:t], s0=s0, h=h) for t in range(1, 6)]
    expected = [sum(chain(r, total[i]) for r, total in zip(rows, totals)) for i in (0, 1)]
    assert relative_error(WAYS[name](params.W, steps(*case)), np.hstack(expected)) < TOLERANCE


def test_counting_changes_no_number():
    params, x, y, s0, h, g = case = network(4, 2, 3, 2)
    for way in WAYS.values():
        free = way(counted(params.W), steps([*map(counted, params)], counted(x), counted(y), counted(s0),
                                            counting.Free(h), counting.Free(g)))
        assert relative_error(free.astype(float), way(params.W, steps(*case))) < TOLERANCE


@every_way
def test_each_step_adds_to_the_numbers_stored_what_the_chapter_says(name):
    for d, n, e in [(2, 3, 2), (1, 4, 3), (3, 2, 1)]:
        stored = [count(WAYS[name], T, d, n, e)[2] for T in range(6, 10)]
        more = kept(2, d, n)[name] - kept(1, d, n)[name]
        assert np.diff(stored).tolist() == 3 * [more]


@every_way
def test_what_is_stored_at_most_is_what_must_be_kept_and_a_few_copies_of_what_is_carried(name):
    for T, d, n, e in [(8, 2, 3, 2), (4, 3, 6, 1), (20, 1, 4, 2)]:
        carried = n**2 * (d + n) if name not in ("by_row",) else n * (d + n)
        least = kept(T, d, n)[name]
        assert least <= count(WAYS[name], T, d, n, e)[2] <= least + 5 * carried


@pytest.mark.parametrize(("d", "n"), [(8, 32), (1, 8), (1, 1), (2, 3)])
def test_rtrl_keeps_less_than_the_row_from_the_length_that_the_chapter_names(d, n):
    crossing = n**2 * (d + n) / (d + 3 * n) + 1 - n / (d + 3 * n)
    first = next(T for T in itertools.count(1) if kept(T, d, n)["by_row"] > kept(T, d, n)["by_rtrl"])
    assert first - 1 <= crossing < first


def test_the_tensor_of_rtrl_is_stale_in_proportion_to_the_step_when_weights_move_at_every_step():
    params, x, y, s0, h, g = network(40, 2, 4, 2)

    def carried(moving, eta):
        s, ds = s0, np.zeros((4, 4, 6))
        for x_t, y_t in zip(x, y):
            last, u = moving, np.concatenate([x_t, s])
            a = moving @ u
            s, J = h(a), h.prime(a)[:, None] * moving[:, 2:]
            ds = counting.direct(u, h.prime(a)) + np.tensordot(J, ds, 1)
            b = params.V @ s
            row = 2 * (g(b) - y_t) * g.prime(b) @ params.V
            moving = moving - eta * np.tensordot(row, ds, 1)
        return ds, last

    def distance(eta):
        stale, last = carried(np.hstack(params[:2]), eta)
        return relative_error(stale, carried(last, 0.0)[0])

    assert distance(0.0) < TOLERANCE
    assert distance(1e-4) > 1e-5
    assert distance(1e-5) / distance(1e-4) == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize("n", [8, 32, 128])
def test_for_every_derivative_of_every_state_rtrl_wins_from_T_equal_to_n_on(n):
    before, after = derived(n - 1, 1, n, 1), derived(n, 1, n, 1)
    assert before["by_slide_lean"] < before["by_rtrl_lean"]
    assert after["by_slide_lean"] > after["by_rtrl_lean"]


def test_the_chapter_counts_with_the_code_that_is_tested_here():
    def trees(sources):
        found = {}
        for source in sources:
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    for inner in ast.walk(node):
                        if isinstance(inner, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(inner) is not None:
                            inner.body = inner.body[1:]
                    found[node.name] = ast.dump(node)
        return found

    tested = trees([Path(counting.__file__).read_text(encoding="utf-8")])
    page = nbformat.read(ROOT / "book/07_five_ways.ipynb", as_version=4)
    printed = trees(cell.source for cell in page.cells if cell.cell_type == "code")
    assert {name for name in tested if printed.get(name) != tested[name]} == set()


def test_the_measurements_say_where_and_when_and_measure_every_way_at_sizes_that_double():
    costs = json.loads((ROOT / "benchmarks/costs.json").read_text(encoding="utf-8"))
    assert {"date", "processor", "versions", "threads", "rounds", "blas", "load before"} <= costs.keys()
    assert costs["threads"] == 1
    for axis in "Tn":
        for way, seconds in costs[axis]["seconds"].items():
            assert way in {*WAYS, "autodiff", "complex_step"}
            sizes = [int(size) for size in seconds]
            assert sizes == [sizes[0] << i for i in range(len(sizes))]
            assert min(seconds.values()) > 0
