"""Chapter 09: bounds of products of Jacobians, counterexamples, the lemma for any cell; judges the page's own code."""

import ast
from pathlib import Path

import nbformat
import numpy as np
import pytest
from instances import ACTIVATIONS, TOLERANCE, network

from rnnlib import Params, complex_step, ds_ds, forward, identity, relative_error, relu, sigmoid, tanh

PAGE = Path(__file__).parent.parent / "book/09_vanishing_exploding.ipynb"


def functions_of_the_page():
    """Return the functions that the chapter defines, by name."""
    names = {"np": np, "complex_step": complex_step, "ds_ds": ds_ds, "forward": forward, "identity": identity,
             "relu": relu, "sigmoid": sigmoid, "tanh": tanh, "Params": Params}
    for cell in nbformat.read(PAGE, as_version=4).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            exec(compile(tree, str(PAGE), "exec"), names)
    return names


page = functions_of_the_page()
CELLS = {"lstm": (4, 2), "gru": (3, 1), "plain": (1, 1)}


def norm(A):
    return np.linalg.norm(A, 2)


def radius(W):
    return np.abs(np.linalg.eigvals(W)).max()


def products(W, a, h):
    """Return the J_t and P_{t,0} for t = 1..T."""
    J = [ds_ds(W, a_t, h) for a_t in a[1:]]
    P = [J[0]]
    for J_t in J[1:]:
        P.append(J_t @ P[-1])
    return J, P


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("h", ACTIVATIONS, ids=repr)
def test_the_product_keeps_its_four_bounds(h, seed):
    params, x, _, s0, h, _ = network(T=8, n=4, seed=seed, h=h)
    J, P = products(params.W, forward(params, x, s0=s0, h=h).a, h)
    slope, row = 0.25 if h is sigmoid else 1.0, np.random.default_rng(seed).normal(size=4)
    stretched, room = np.linalg.norm(row @ P[-1]) / np.linalg.norm(row), 1 + 1e-12
    smallest = np.prod([np.linalg.svd(J_t, compute_uv=False)[-1] for J_t in J])
    volume = np.prod([np.abs(np.linalg.det(J_t)) for J_t in J]) ** 0.25
    assert smallest <= stretched * room + 1e-15
    assert stretched <= norm(P[-1]) * room
    assert volume <= norm(P[-1]) * room + 1e-15
    assert norm(P[-1]) <= np.prod([norm(J_t) for J_t in J]) * room
    assert norm(P[-1]) <= (slope * norm(params.W)) ** 8 * room


@pytest.mark.parametrize("seed", range(10))
def test_the_root_of_the_norm_of_a_power_tends_to_the_spectral_radius_from_above(seed):
    W = np.random.default_rng(seed).normal(size=(5, 5))
    W /= radius(W)
    roots = [norm(np.linalg.matrix_power(W, m)) ** (1 / m) for m in (1, 10, 1000)]
    assert min(roots) >= 1 - 1e-9
    assert roots[-1] < 1.01


@pytest.mark.parametrize("seed", range(5))
def test_powers_of_a_normal_matrix_have_no_hump(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(6, 6))
    for W in (A + A.T, A - A.T, np.linalg.qr(A)[0]):
        for m in (1, 3, 7):
            assert relative_error(norm(np.linalg.matrix_power(W, m)), radius(W) ** m) < 1e-9


def test_a_triangular_matrix_of_spectral_radius_below_one_grows_first():
    W = np.array([[0.9, 2.0], [0.0, 0.9]])
    for m in (1, 5, 30):
        exact = [[0.9**m, m * 2.0 * 0.9 ** (m - 1)], [0, 0.9**m]]
        assert relative_error(np.linalg.matrix_power(W, m), exact) < TOLERANCE
    norms = page["power_norms"](W, 60)
    assert np.argmax(norms) == 9
    assert np.argmax(norms < 1) == 44


@pytest.mark.parametrize("s0", [(1.0, 0.0), (0.3, -0.7), (-1.0, 0.2), (2.0, 5.0)])
def test_eigenvalues_zero_and_an_exploding_product_go_together_under_relu_from_every_start(s0):
    W = np.array([[2.0, 2.0], [-2.0, -2.0]])
    params, still = Params(np.zeros((2, 1)), W, np.ones((1, 2))), np.zeros((30, 1))
    run = forward(params, still, s0=s0, h=relu)
    J, P = products(W, run.a, relu)
    assert not np.any(W @ W)
    size = np.abs(sum(s0)) * 2.0 ** np.arange(2, 31)
    assert relative_error(run.s[2:], np.stack([size, 0 * size], axis=1)) < TOLERANCE
    assert np.array_equal(J[1], [[2.0, 2.0], [0.0, 0.0]])
    assert np.array_equal(P[-1], 2.0**29 * np.sign(sum(s0)) * np.array([[2.0, 2.0], [0.0, 0.0]]))
    judged = complex_step(lambda s: forward(params, still, s0=s, h=relu).s[-1], np.array(s0))
    assert relative_error(P[-1], judged) < TOLERANCE


def test_large_jacobians_at_every_step_may_multiply_to_zero():
    W, h = 2 * np.eye(2), relu
    a = np.array([[np.nan, np.nan], [1.0, -1.0], [-1.0, 1.0]])
    J, P = products(W, a, h)
    assert [norm(J_t) for J_t in J] == [2, 2]
    assert not np.any(P[-1])


@pytest.mark.parametrize("h", [tanh, identity], ids=repr)
def test_the_growth_rate_is_the_logarithm_of_the_norm_of_the_product(h):
    params, x, _, s0, h, _ = network(T=30, n=4, h=h)
    a = forward(params, x, s0=s0, h=h).a
    _, P = products(params.W, a, h)
    assert relative_error(page["growth_rate"](params.W, a, h), np.log(norm(P[-1])) / 30) < TOLERANCE


def test_the_growth_rate_of_a_product_that_is_zero_is_minus_infinity():
    nilpotent, a = np.array([[0.0, 1.0], [0.0, 0.0]]), np.zeros((4, 2))
    assert page["growth_rate"](nilpotent, a, identity) == -np.inf


def test_every_jacobian_may_stretch_and_the_product_vanish():
    W = np.array([[0.9, 2.0], [0.0, 0.9]])
    assert round(norm(W), 3) == 2.345
    assert norm(np.linalg.matrix_power(W, 1000)) < 1e-40


@pytest.mark.parametrize("w", [1.5, 2.2, 3.0])
def test_of_three_fixed_points_the_outer_two_attract_and_the_inner_one_repels(w):
    u, s = np.arctanh(0.5) - 0.5 * w, np.linspace(-1, 1, 10001)
    rises = tanh(u + w * s) > s
    assert np.count_nonzero(np.diff(rises)) == 3
    assert rises[0]
    assert not rises[-1]
    for start, goes_up in (0.5 - 1e-3, False), (0.5 + 1e-3, True):
        way = [start]
        for _ in range(200):
            way.append(tanh(u + w * way[-1]))
        assert (np.diff(way) >= -1e-15).all() if goes_up else (np.diff(way) <= 1e-15).all()
        assert abs(way[-1] - tanh(u + w * way[-1])) < 1e-9 < abs(way[-1] - 0.5) - 1e-3


def test_a_slit_of_loss_zero_lies_between_the_plateaus_of_the_cliff():
    u = np.arctanh(0.5) - 1.1
    offset = np.linspace(-1e-4, 1e-4, 2001)
    loss = page["scalar_loss"]((2.2, u + offset))
    assert loss.min() < 1e-5 < 0.6 < min(loss[0], loss[-1])
    assert 3e-5 < np.ptp(offset[loss < 0.6]) < 5e-5


def test_the_walk_that_is_not_clipped_leaps_the_wall_creeps_back_and_is_thrown_out_of_the_slit():
    walk = page["descend"](page["scalar_loss"], [2.4, -0.4], eta=0.1)
    lengths = np.linalg.norm(np.diff(walk, axis=0), axis=1) / 0.1
    side = walk[:, 1] - (np.arctanh(0.5) - 0.5 * walk[:, 0])
    assert (side[:5] > 0).all()
    assert (side[5:29] < 0).all()
    assert lengths[5:28].max() < 0.05
    assert round(lengths[28]) == 1665
    assert round(walk[29, 0], 1) == 76.5
    assert not np.any(lengths[29:])


def test_with_an_orthogonal_matrix_and_tanh_products_may_vanish():
    params, x = Params([[1.0]], [[1.0]], [[1.0]]), np.ones((50, 1))
    J, P = products(params.W, forward(params, x).a, tanh)
    first = 1 - np.tanh(1.0) ** 2
    assert max(norm(J_t) for J_t in J) <= first * (1 + 1e-12) < 1
    assert all(norm(P_t) <= first ** t * (1 + 1e-9) for t, P_t in enumerate(P, 1))


def test_on_the_line_of_the_cliff_the_product_is_a_pure_power():
    w, u = 2.2, np.arctanh(0.5) - 1.1
    slope = complex_step(lambda s: tanh(u + w * s), 0.5)
    assert relative_error(tanh(u + w * 0.5), 0.5) < TOLERANCE
    assert relative_error(slope, 0.75 * w) < TOLERANCE


def test_clipping_shortens_a_long_step_and_leaves_a_short_one_alone():
    def steep(theta):
        return 50 * theta[0] + 0 * theta[1]

    def gentle(theta):
        return 0.5 * theta[0] + 0 * theta[1]

    descend = page["descend"]
    assert np.allclose(descend(steep, [0.0, 0.0], eta=0.1, limit=1, steps=1)[-1], [-0.1, 0], rtol=1e-12)
    assert np.array_equal(*(descend(gentle, [0.0, 0.0], eta=0.1, limit=M, steps=5) for M in (1, np.inf)))


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", CELLS)
def test_the_jacobian_of_every_cell_equals_the_complex_step(name, seed):
    (gates, parts), rng = CELLS[name], np.random.default_rng(seed)
    n, d = rng.integers(1, 5, size=2)
    theta, s, x_t = rng.normal(size=(gates, n, d + n)), rng.normal(size=parts * n), rng.normal(size=d)
    found = page[f"{name}_ds_ds"](s, x_t, theta)
    assert relative_error(found, complex_step(lambda s: page[name](s, x_t, theta), s)) < TOLERANCE


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["lstm", "gru"])
def test_the_total_derivative_is_the_sum_over_copies_of_the_weights(name, seed):
    (gates, parts), rng = CELLS[name], np.random.default_rng(seed)
    T, n, d = 5, 3, 2
    theta, s0, x = rng.normal(size=gates * n * (d + n)), rng.normal(size=parts * n), rng.normal(size=(T, d))

    def with_copies(copies):
        s = s0
        for x_t, copy in zip(x, copies):
            s = page[name](s, x_t, copy)
        return s

    total = page["total_derivative"](page[name], page[f"{name}_ds_ds"], theta, x, s0)
    by_copy = complex_step(with_copies, np.tile(theta, (T, 1)))
    assert relative_error(total, by_copy.sum(axis=1)) < TOLERANCE
    assert relative_error(total, by_copy[:, -1]) > 0.01  # the direct derivative alone is another number
    states = [s0]
    for x_t in x:
        states.append(page[name](states[-1], x_t, theta))
    P = np.eye(len(s0))
    for k in range(T, 0, -1):
        direct = complex_step(lambda v, k=k: page[name](states[k - 1], x[k - 1], v), theta)
        assert relative_error(P @ direct, by_copy[:, k - 1]) < TOLERANCE
        P = P @ page[f"{name}_ds_ds"](states[k - 1], x[k - 1], theta)


def test_with_gates_that_do_not_hear_the_state_the_lstm_has_the_additive_path_only():
    rng, n, d = np.random.default_rng(7), 3, 2
    theta = rng.normal(size=(4, n, d + n))
    theta[:, :, d:] = 0
    s, P, path = rng.normal(size=2 * n), np.eye(2 * n), np.ones(n)
    for x_t in rng.normal(size=(6, d)):
        P = page["lstm_ds_ds"](s, x_t, theta) @ P
        path = path * sigmoid(theta[0, :, :d] @ x_t)
        s = page["lstm"](s, x_t, theta)
    assert relative_error(P[n:, n:], np.diag(path)) < TOLERANCE
    assert not np.any(P[:, :n])


def test_what_a_cell_does_to_the_next_one_is_the_gate_and_what_comes_through_the_output():
    rng, n, d = np.random.default_rng(7), 3, 2
    theta, s = rng.normal(size=(4, n, d + n)), rng.normal(size=2 * n)
    x_1, x_2 = rng.normal(size=(2, d))
    omega = sigmoid(theta[2] @ np.concatenate([x_1, s[:n]]))
    c_1 = page["lstm"](s, x_1, theta)[n:]

    def next_cell(c):
        return page["lstm"](np.concatenate([omega * tanh(c), c]), x_2, theta)[n:]

    J = page["lstm_ds_ds"](np.concatenate([omega * tanh(c_1), c_1]), x_2, theta)
    found = J[n:, n:] + J[n:, :n] * (omega * tanh.prime(c_1))
    assert relative_error(found, complex_step(next_cell, c_1)) < TOLERANCE
    f_1 = sigmoid(theta[0] @ np.concatenate([x_1, s[:n]]))
    two_steps = page["lstm_ds_ds"](page["lstm"](s, x_1, theta), x_2, theta) @ page["lstm_ds_ds"](s, x_1, theta)
    assert relative_error(two_steps[n:, n:], found @ np.diag(f_1)) < TOLERANCE
    assert np.array_equal(J[n:, n:], np.diag(np.diag(J[n:, n:])))
