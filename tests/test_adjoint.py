"""The fast form of the gradient, block by block and into ready arrays, judged by the plain form."""

import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import ACTIVATIONS, TOLERANCE, any_networks, by_weights, network

from rnnlib import (
    Activation,
    Params,
    adjoint,
    forward,
    gradients,
    identity,
    relative_error,
    sigmoid,
    softmax_cross_entropy,
    squared_error,
    tanh,
)

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from counting import Counted, Free, counted


def plain(case, loss=squared_error, time_weight=None):
    """Return L and its gradient, sequence by sequence and step by step, as chapter 5 lists it."""
    (_, W, V), x, y, s0, h, g = case
    if x.ndim == 2:
        x, y, s0 = x[:, None], y[:, None], None if s0 is None else s0[None]
    L, sums = 0.0, [np.zeros_like(weight) for weight in case.params]
    for i in range(x.shape[1]):
        run = forward(case.params, x[:, i], s0=None if s0 is None else s0[i], h=h, g=g)
        carry = np.zeros(len(W))
        for t in range(len(x), 0, -1):
            weight = 1 if time_weight is None else time_weight[t - 1]
            L += weight * loss(run.o[t], y[t - 1, i])
            dE_db = weight * loss.prime(run.o[t], y[t - 1, i]) * g.prime(run.b[t])
            dL_da = (dE_db @ V + carry) * h.prime(run.a[t])
            for total, row, column in zip(sums, (dL_da, dL_da, dE_db), (run.x[t], run.s[t - 1], run.s[t])):
                total += np.outer(row, column)
            carry = dL_da @ W
    return L / x.shape[1], [total / x.shape[1] for total in sums]


def same(found, true, tolerance=TOLERANCE):
    assert relative_error(found[0], true[0]) < tolerance
    for one, other in zip(found[1], true[1], strict=True):
        assert relative_error(one, other) < tolerance


@pytest.fixture(params=["one block", "many blocks"])
def blocks(request, monkeypatch):
    """Run with blocks of one or two steps as well, as long sequences do."""
    if request.param == "many blocks":
        monkeypatch.setattr(adjoint, "SMALL", 0)
        monkeypatch.setattr(adjoint, "LATER", 3)


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("loss", [squared_error, softmax_cross_entropy], ids=lambda loss: loss.__name__)
@given(case=any_networks, chunk=st.none() | st.integers(1, 9))
def test_the_fast_gradient_equals_the_plain_listing(loss, case, chunk):
    params, x, y, s0, h, g = case
    same(gradients(params, x, y, s0=s0, h=h, g=g, loss=loss, chunk=chunk), plain(case, loss))


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("h", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("T", [1, 2, 7, 40])
@pytest.mark.parametrize("N", [None, 1, 6])
def test_every_length_and_batch_does(T, N, h):
    case = network(T=T, N=N, h=h)
    weight = np.linspace(0, 2, T)
    for chunk in (None, 1, 3, T, T + 5):
        found = gradients(*case[:3], s0=case.s0, h=h, g=case.g, time_weight=weight, chunk=chunk)
        same(found, plain(case, time_weight=weight))


@pytest.mark.usefixtures("blocks")
@given(case=any_networks, chunk=st.integers(1, 9), truncate=st.integers(1, 9))
def test_keeping_few_states_changes_no_truncated_gradient(case, chunk, truncate):
    params, x, y, s0, h, g = case
    options = {"s0": s0, "h": h, "g": g, "truncate": truncate}
    same(gradients(params, x, y, **options, chunk=chunk), gradients(params, x, y, **options))


@pytest.mark.parametrize("h", [tanh, sigmoid], ids=repr)
@pytest.mark.parametrize("size", [1, 4, 10, 16])
def test_slopes_of_saturated_units_keep_their_digits(h, size):
    case = network(h=h)
    big = case._replace(params=Params(size * case.params.U, size * case.params.W, case.params.V))

    def loss(params):
        return squared_error(forward(params, big.x, s0=big.s0, h=h, g=big.g).o[1:], big.y).sum(axis=0).mean()

    _, gradient = gradients(*big[:3], s0=big.s0, h=h, g=big.g)
    for found, true in zip(gradient, by_weights(loss, big.params)):
        assert relative_error(found, true) < TOLERANCE


@pytest.mark.parametrize("h", [tanh, sigmoid], ids=repr)
def test_every_entry_keeps_its_digits_if_some_units_are_saturated_at_some_times(h):
    each_unit_at_each_time = np.array([[0.5, 12.0, 0.5], [9.0, 11.0, -1.0]])  # a_t but for W: x is the unit matrix
    params = Params(each_unit_at_each_time, np.array([[0.3, 0.1], [0.2, 0.4]]), np.ones((1, 2)))
    case = network()._replace(params=params, x=np.eye(3), y=np.full((3, 1), -1.0), s0=None, h=h, g=identity)
    _, gradient = gradients(*case[:3], h=h)
    for found, true in zip(gradient, plain(case)[1]):
        assert np.allclose(found, true, rtol=TOLERANCE, atol=0)


@pytest.mark.parametrize("h", [tanh, sigmoid], ids=repr)
@given(z=st.floats(-4, 4))
def test_a_slope_from_the_value_is_the_slope(h, z):
    z = np.array([z])
    if h.prime(z) > adjoint.DIGITS:
        slope = np.empty_like(z)
        h.of_value(h(z), slope)
        assert relative_error(slope, h.prime(z)) < 1e-12


@pytest.mark.parametrize("h", [tanh, identity, Activation("mine", lambda z: z - z**3 / 9, lambda z: 1 - z**2 / 3)])
def test_single_precision_stays_single_and_is_right_to_its_digits(h):
    case = network(N=3, h=h)
    single = [np.asarray(array, np.float32) for array in (*case.params, case.x, case.y, case.s0)]
    L, gradient = gradients(Params(*single[:3]), single[3], single[4], s0=single[5], h=h, g=case.g, chunk=2)
    assert L.dtype == np.float32
    assert [weight.dtype for weight in gradient] == 3 * [np.float32]
    same((L, gradient), plain(case), 1e-4)


def test_two_calls_share_no_memory_and_change_no_argument():
    case = network(N=3)
    inputs = [*case.params, case.x, case.y, case.s0]
    copies = [array.copy() for array in inputs]
    _, first = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)
    kept = [weight.copy() for weight in first]
    for weight in first:
        weight *= 0
    _, second = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)
    for one, other, before in zip(first, second, kept):
        assert not np.shares_memory(one, other)
        assert np.array_equal(other, before)
    for array, copy in zip(inputs, copies):
        assert np.array_equal(array, copy)


@pytest.mark.parametrize("arrange", [lambda x: np.asfortranarray(x), lambda x: x[:, ::-1], lambda x: x[::-1]])
def test_arrays_in_any_order_of_memory_give_the_same(arrange):
    case = network(N=6)
    x, y = arrange(case.x), arrange(case.y)
    options = {"s0": case.s0, "h": case.h, "g": case.g}
    same(gradients(case.params, x, y, **options), gradients(case.params, x.copy("C"), y.copy("C"), **options))


def peak(T, N, n, d, e, scale=1, **options):
    """Return the most bytes that a call holds at a time, beyond what it was given and returns."""
    rng = np.random.default_rng(7)
    U, W, V = (rng.uniform(-1, 1, shape) / n**0.5 for shape in ((n, d), (n, n), (e, n)))
    x, y = rng.normal(size=(T, N, d)), rng.normal(size=(T, N, e))
    tracemalloc.start()
    try:
        gradients(Params(scale * U, W, V), x, y, **options)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return most - 8 * (U.size + W.size + V.size)


@pytest.mark.parametrize("size", [(100, 32, 32, 8, 4), (120, 64, 128, 16, 8), (500, 8, 64, 8, 4)], ids=str)
def test_little_more_than_the_states_is_kept(size):
    T, N, n, *_ = size
    states = 8 * T * N * n
    early = np.lib.NumpyVersion(np.__version__) < "2.2.0"  # the first of them held a little more
    assert peak(*size) < (1.3 if early else 1.2) * states


def test_saturated_units_whose_slopes_are_made_from_a_t_cost_some_blocks_more():
    assert peak(100, 32, 32, 8, 4, scale=30) < 2.8 * 8 * 100 * 32 * 32


def test_with_chunks_the_memory_is_that_of_a_chunk_and_of_one_state_for_each():
    n = 16
    for T in (10**4, 4 * 10**4):
        assert peak(T, 1, n, 4, 2, chunk=200) < 8 * n * (1.2 * T / 200 + 8 * 200) + 10**5


def operations(T, N, d, n, e, **options):
    """Return the products that a call makes."""
    rng = np.random.default_rng(7)
    params = Params(*(counted(rng.normal(size=shape) / n) for shape in ((n, d), (n, n), (e, n))))
    h = Free(tanh)
    h.of_value = None

    def into(z, out):
        out[...] = h(z)

    h.into = into

    def errors(rows, b):
        return 0, counted(np.ones(b.shape))

    x = counted(rng.normal(size=(T, N, d)))
    Counted.products = 0
    adjoint.gradient(params, x, None, h, errors, **options)
    return Counted.products


@pytest.mark.parametrize("chunk", [None, 2])
def test_the_work_is_linear_in_T_and_N_and_quadratic_in_n(chunk):
    base = {"T": 4, "N": 2, "d": 2, "n": 3, "e": 2, "chunk": chunk}

    def along(axis, values):
        return [operations(**{**base, axis: value}) for value in values]

    assert not np.diff(along("T", (4, 6, 8, 10)), 2).any()
    assert not np.diff(along("N", (1, 2, 3, 4)), 2).any()
    assert not np.diff(along("n", (2, 3, 4, 5, 6)), 3).any()
    assert np.diff(along("n", (2, 3, 4, 5, 6)), 2).all()


@pytest.mark.parametrize("wrong", [0, -1, 2.0, True, "all", np.array([1, 2])])
def test_a_chunk_that_is_no_number_of_steps_is_refused(wrong):
    with pytest.raises(ValueError, match="chunk must be a positive whole number"):
        gradients(*network()[:3], chunk=wrong)


def test_what_is_no_function_of_the_value_is_refused():
    with pytest.raises(TypeError, match="of_value of mine must be a function"):
        Activation("mine", np.tanh, np.cosh, of_value=3)


def test_what_a_loss_of_ones_own_returns_is_not_written_to():
    case = network()
    kept = np.ones_like(case.y)

    def loss(o, y):
        return (o - y).sum(axis=-1)

    loss.prime = lambda o, y: kept
    for _ in range(2):
        gradients(*case[:3], g=case.g, loss=loss, time_weight=np.full(5, 2.0))
        assert (kept == 1).all()
