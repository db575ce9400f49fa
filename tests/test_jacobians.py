"""The derivatives of one time step, against the complex step and autograd."""

import autodiff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import ACTIVATIONS, TOLERANCE, single_networks

from rnnlib import chain, complex_step, do_ds, ds_ds, ds_dU_direct, ds_dW_direct, forward, relative_error

small = st.integers(1, 4)


def agrees_with_both_judges(found, f, at, activation):
    """Assert that `found` is the derivative of f(at, activation); f is written with operators only."""
    by_complex_step = complex_step(lambda weight: f(weight, activation), at)
    by_autograd = autodiff.partial(lambda weight: f(weight, autodiff.FUNCTIONS[repr(activation)]), at)
    assert relative_error(found, by_complex_step) < TOLERANCE
    assert relative_error(found, by_autograd) < TOLERANCE


@given(single_networks)
def test_the_output_jacobian_equals_both_judges(case):
    params, x, _, s0, h, g = case
    s = forward(params, x, s0=s0, h=h).s
    agrees_with_both_judges(do_ds(params.V, s[-1], g), lambda s_t, g: g(params.V @ s_t), s[-1], g)


@given(single_networks)
def test_the_state_jacobian_equals_both_judges(case):
    params, x, _, s0, h, _ = case
    U, W, _ = params
    _, a, s, _, _ = forward(params, x, s0=s0, h=h)
    agrees_with_both_judges(ds_ds(W, a[-1], h), lambda s_prev, h: h(U @ x[-1] + W @ s_prev), s[-2], h)


@given(single_networks)
def test_the_direct_terms_equal_both_judges_with_the_state_before_held_fixed(case):
    params, x, _, s0, h, _ = case
    U, W, _ = params
    _, a, s, _, _ = forward(params, x, s0=s0, h=h)
    agrees_with_both_judges(ds_dU_direct(a[-1], x[-1], h), lambda U, h: h(U @ x[-1] + W @ s[-2]), U, h)
    agrees_with_both_judges(ds_dW_direct(a[-1], s[-2], h), lambda W, h: h(U @ x[-1] + W @ s[-2]), W, h)


@pytest.mark.filterwarnings("ignore:Output seems independent of input")  # where the slope is constant
@given(single_networks)
def test_a_jacobian_can_be_differentiated_once_more(case):
    params, _, _, s0, _, g = case
    V, s_t, function = params.V, np.ones(len(params.W)) if s0 is None else s0, autodiff.FUNCTIONS[repr(g)]
    found = complex_step(lambda s: do_ds(V, s, g), s_t)
    judged = autodiff.partial(lambda s: autodiff.partial(lambda s: function(V @ s), s), s_t)
    assert relative_error(found, judged) < TOLERANCE


@pytest.mark.parametrize("h", ACTIVATIONS, ids=repr)
def test_the_same_lemma_serves_output_and_state(h):
    rng = np.random.default_rng(7)
    M, v = rng.normal(size=(3, 3)), rng.normal(size=3)
    assert relative_error(do_ds(M, v, h), ds_ds(M, M @ v, h)) < TOLERANCE


@given(st.lists(small, max_size=2), small, st.lists(small, max_size=2), st.integers(0, 2**32 - 1))
def test_in_a_chain_the_last_axis_meets_the_first(before, k, after, seed):
    rng = np.random.default_rng(seed)
    A, B = rng.normal(size=(*before, k)), rng.normal(size=(k, *after))
    product = chain(A, B)
    assert product.shape == (*before, *after)
    for index in np.ndindex(*product.shape):
        i, j = index[:len(before)], index[len(before):]
        assert relative_error(product[index], sum(A[i][m] * B[(m, *j)] for m in range(k))) < TOLERANCE


def test_chains_may_be_bracketed_as_one_likes_so_a_row_can_be_carried_back():
    rng = np.random.default_rng(7)
    row, J, K, tensor = (rng.normal(size=shape) for shape in [(3,), (3, 4), (4, 5), (5, 5, 2)])
    from_the_left = chain(chain(chain(row, J), K), tensor)
    from_the_right = chain(row, chain(J, chain(K, tensor)))
    assert from_the_left.shape == (5, 2)
    assert relative_error(from_the_left, from_the_right) < TOLERANCE


def test_the_at_sign_gives_a_third_order_tensor_the_right_shape_and_wrong_numbers():
    rng = np.random.default_rng(7)
    J, tensor = rng.normal(size=(3, 3)), rng.normal(size=(3, 3, 4))
    assert (J @ tensor).shape == chain(J, tensor).shape
    assert relative_error(J @ tensor, chain(J, tensor)) > 0.1
