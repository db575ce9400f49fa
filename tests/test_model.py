"""The forward pass: s_t = h(U x_t + W s_{t-1}), o_t = g(V s_t)."""

import autodiff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import TOLERANCE, any_networks, batched_networks, long_networks, network

from rnnlib import Params, Run, forward, identity, relative_error, tanh


@given(any_networks)
def test_states_equal_those_of_an_independent_forward_pass(case):
    params, x, _, s0, h, g = case
    run = forward(params, x, s0=s0, h=h, g=g)
    states = np.array(autodiff.states(params.U, params.W, x, s0, repr(h)))
    assert relative_error(run.s, states) < TOLERANCE
    assert relative_error(run.o[1:], autodiff.FUNCTIONS[repr(g)](states[1:] @ params.V.T)) < TOLERANCE


@given(any_networks)
def test_every_row_of_a_run_is_literally_the_slide(case):
    params, x, _, s0, h, g = case
    run = forward(params, x, s0=s0, h=h, g=g)
    U, W, V = params
    for t in range(1, len(x) + 1):
        assert np.array_equal(run.x[t], x[t - 1])
        assert relative_error(run.a[t], run.x[t] @ U.T + run.s[t - 1] @ W.T) < TOLERANCE
        assert np.array_equal(run.s[t], h(run.a[t]))
        assert relative_error(run.b[t], run.s[t] @ V.T) < TOLERANCE
        assert np.array_equal(run.o[t], g(run.b[t]))


@given(any_networks)
def test_row_zero_holds_the_start_and_nothing_else(case):
    params, x, y, s0, h, g = case
    run = forward(params, x, s0=s0, h=h, g=g)
    n, d = params.U.shape
    for rows, size in zip(run, (d, n, n, y.shape[-1], y.shape[-1])):
        assert rows.shape == (len(x) + 1, *x.shape[1:-1], size)
    assert np.array_equal(run.s[0], np.zeros_like(run.s[0]) if s0 is None else s0)
    assert all(np.isnan(rows[0]).all() and np.isfinite(rows[1:]).all() for rows in (run.x, run.a, run.b, run.o))


def test_two_steps_by_hand():
    run = forward(Params([[2.0]], [[3.0]], [[5.0]]), [[1.0], [7.0]], s0=[1.0], h=identity)
    assert run.a[1:].tolist() == run.s[1:].tolist() == [[5.0], [29.0]]
    assert run.b[1:].tolist() == run.o[1:].tolist() == [[25.0], [145.0]]


@given(batched_networks)
def test_a_batch_is_its_sequences_one_by_one(case):
    params, x, _, s0, h, g = case
    batch = forward(params, x, s0=s0, h=h, g=g)
    for i in range(x.shape[1]):
        alone = forward(params, x[:, i], s0=None if s0 is None else s0[i], h=h, g=g)
        for of_batch, of_one in zip(batch, alone):
            assert relative_error(of_batch[1:, i], of_one[1:]) < TOLERANCE


def test_one_start_serves_a_whole_batch():
    params, x, _, s0, h, g = network(N=6)
    shared = forward(params, x, s0=s0[0], h=h, g=g)
    assert np.array_equal(shared.s, forward(params, x, s0=np.tile(s0[0], (6, 1)), h=h, g=g).s)


@given(long_networks, st.data())
def test_a_run_can_be_resumed_from_any_of_its_states(case, data):
    params, x, _, s0, h, g = case
    t = data.draw(st.integers(1, len(x) - 1))
    whole = forward(params, x, s0=s0, h=h, g=g)
    rest = forward(params, x[t:], s0=whole.s[t], h=h, g=g)
    for from_start, resumed in zip(whole, rest):
        assert relative_error(resumed[1:], from_start[t + 1:]) < TOLERANCE


@given(long_networks, st.data())
def test_an_input_changes_nothing_before_its_time(case, data):
    params, x, _, s0, h, g = case
    t = data.draw(st.integers(1, len(x)))
    spoilt = x.copy()
    spoilt[t - 1] = np.nan
    before, after = (forward(params, inputs, s0=s0, h=h, g=g) for inputs in (x, spoilt))
    assert np.array_equal(before.s[:t], after.s[:t])
    assert np.array_equal(before.o[1:t], after.o[1:t])
    assert np.isnan(after.s[t:]).all()
    assert np.isnan(after.o[t:]).all()


def test_a_sequence_of_a_batch_cannot_reach_another():
    params, x, _, s0, h, g = network(N=6)
    x[2, 1] = np.nan
    outputs = forward(params, x, s0=s0, h=h, g=g).o[1:]
    assert np.isnan(outputs[2:, 1]).all()
    assert np.isfinite(np.delete(outputs, 1, axis=1)).all()


@given(any_networks)
def test_numbering_the_state_s_entries_otherwise_leaves_the_outputs(case):
    (U, W, V), x, _, s0, h, g = case
    order = np.roll(np.arange(len(W)), 1)
    renumbered = Params(U[order], W[order][:, order], V[:, order])
    start = None if s0 is None else s0[..., order]
    outputs = forward(renumbered, x, s0=start, h=h, g=g).o[1:]
    assert relative_error(outputs, forward((U, W, V), x, s0=s0, h=h, g=g).o[1:]) < TOLERANCE


@pytest.mark.parametrize("kind", [list, tuple])
def test_weights_may_come_as_a_plain_sequence_and_arrays_as_nested_lists(kind):
    params, x, _, s0, h, g = network()
    plain = forward(kind(weight.tolist() for weight in params), x.tolist(), s0=s0.tolist(), h=h, g=g)
    assert isinstance(plain, Run)
    assert all(np.array_equal(rows, same, equal_nan=True)
               for rows, same in zip(plain, forward(params, x, s0=s0, h=h, g=g)))


@given(any_networks)
def test_unless_told_otherwise_the_state_goes_through_tanh_and_the_output_through_nothing(case):
    params, x, _, s0, _, _ = case
    for silent, told in zip(forward(params, x, s0=s0), forward(params, x, s0=s0, h=tanh, g=identity)):
        assert np.array_equal(silent, told, equal_nan=True)
