"""One test for every equation of the slides, and one for every note on them that can be computed."""

from functools import partial, reduce

import numpy as np
import pytest
from instances import ACTIVATIONS, TOLERANCE, by_weights, network

from rnnlib import (
    Activation,
    Params,
    central_difference,
    chain,
    complex_step,
    dE_do,
    do_ds,
    ds_ds,
    ds_dU_direct,
    ds_dW_direct,
    forward,
    gradients,
    relative_error,
    relu,
    slide_bptt,
    squared_error,
    state_derivatives,
    state_derivatives_sum,
)

SEEDS = range(10)
WEIGHTS_OF_THE_STATE = ("U", "W")
by_either_weight = pytest.mark.parametrize("weight", WEIGHTS_OF_THE_STATE)
with_every_activation = pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
on_many_instances = pytest.mark.parametrize("seed", SEEDS)


def run_of(case, params=None):
    _, x, _, s0, h, g = case
    return forward(params or case.params, x, s0=s0, h=h, g=g)


def totals_of(case):
    """Return ds_t/dU and ds_t/dW by the complex step; row t is time t."""
    return by_weights(lambda params: run_of(case, params).s, case.params)


def loss_of(params, case):
    return squared_error(run_of(case, params).o[1:], case.y).sum(axis=0).mean()


def terms_of(case, weight):
    """Return the lists J and direct, entry t for time t; s_0 is given, so its direct term is zero."""
    _, a, s, _, _ = run_of(case)
    T, h = len(case.x), case.h
    of_one_step = {"U": lambda t: ds_dU_direct(a[t], case.x[t - 1], h), "W": lambda t: ds_dW_direct(a[t], s[t - 1], h)}
    direct = [of_one_step[weight](t) for t in range(1, T + 1)]
    return [None] + [ds_ds(case.params.W, a[t], h) for t in range(1, T + 1)], [0 * direct[0], *direct]


def descending(J, t, k):
    """Return J_t J_{t-1} ... J_{k+1}."""
    return reduce(np.matmul, J[t:k:-1], np.eye(len(J[-1])))


def printed(J, direct, start):
    """Run the slide's algorithm as printed, its line 2 read as an assignment."""
    G, z = start, np.eye(len(J[-1]))
    for t in range(len(J) - 1, 0, -1):
        z = z @ J[t]
        G = G + chain(z, direct[t])
    return G


def repaired_by_the_time_before(J, direct):
    """Move z first, then add the direct term of the time before; yield t, G and z after every t."""
    G, z = direct[-1], np.eye(len(J[-1]))
    for t in range(len(J) - 1, 0, -1):
        z = z @ J[t]
        G = G + chain(z, direct[t - 1])
        yield t, G, z


def repaired_by_adding_first(J, direct):
    """Add first, then move z, starting from 0; yield t, G and z after every t."""
    G, z = 0 * direct[-1], np.eye(len(J[-1]))
    for t in range(len(J) - 1, 0, -1):
        G = G + chain(z, direct[t])
        z = z @ J[t]
        yield t, G, z


REPAIRS = {repaired_by_the_time_before: 2, repaired_by_adding_first: 1}
both_repairs = pytest.mark.parametrize("repair", REPAIRS)


# The equations


def test_the_loss_is_the_sum_over_time_of_the_squared_distances():
    """Slide "Loss function"."""
    case = network()
    o = run_of(case).o
    L = sum(sum((o[t, i] - case.y[t - 1, i]) ** 2 for i in range(2)) for t in range(1, 6))
    assert relative_error(squared_error(o[1:], case.y).sum(), L) < TOLERANCE
    assert relative_error(gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)[0], L) < TOLERANCE


def test_the_derivative_of_the_error_by_the_output_is_twice_their_difference():
    """Slide "Derivative Computation"."""
    case = network()
    for o_t, y_t in zip(run_of(case).o[1:], case.y):
        assert relative_error(dE_do(o_t, y_t), complex_step(partial(squared_error, y=y_t), o_t)) < TOLERANCE
        assert relative_error(dE_do(o_t, y_t), [2 * (o_t[0] - y_t[0]), 2 * (o_t[1] - y_t[1])]) < TOLERANCE


def test_the_derivative_by_the_output_weights_is_the_product_of_two():
    """Slide "Goal", first line; do_t/dV by the complex step, for its formula is the homework."""
    case = network()
    run, V, g = run_of(case), case.params.V, case.g
    judged = by_weights(lambda params: squared_error(run_of(case, params).o[1:], case.y), case.params)
    for t in range(1, 6):
        do_dV = complex_step(lambda V, t=t: g(V @ run.s[t]), V)
        assert do_dV.shape == (2, 2, 3)
        assert relative_error(chain(dE_do(run.o[t], case.y[t - 1]), do_dV), judged.V[t - 1]) < TOLERANCE


@by_either_weight
def test_the_derivative_by_a_weight_of_the_state_is_the_product_of_three(weight):
    """Slide "Goal", second and third line."""
    case = network()
    run, totals = run_of(case), getattr(totals_of(case), weight)
    judged = by_weights(lambda params: squared_error(run_of(case, params).o[1:], case.y), case.params)
    for t in range(1, 6):
        row = chain(dE_do(run.o[t], case.y[t - 1]), do_ds(case.params.V, run.s[t], case.g))
        assert relative_error(chain(row, totals[t]), getattr(judged, weight)[t - 1]) < TOLERANCE


@with_every_activation
def test_the_output_jacobian_is_the_matrix_of_all_partial_derivatives(activation):
    """Equation (1)."""
    case = network(g=activation)
    V, s_t = case.params.V, run_of(case).s[-1]
    J = do_ds(V, s_t, activation)
    assert J.shape == (2, 3)
    for j, nudge in enumerate(np.eye(3)):
        column = complex_step(lambda size, nudge=nudge: activation(V @ (s_t + size * nudge)), 0.0)
        assert relative_error(J[:, j], column) < TOLERANCE


@with_every_activation
def test_each_entry_of_the_output_jacobian_is_a_weight_times_the_slope_of_its_row(activation):
    """Equation (2)."""
    case = network(g=activation)
    V, s_t = case.params.V, run_of(case).s[-1]
    J = do_ds(V, s_t, activation)
    for i, j in np.ndindex(2, 3):
        slope = activation.prime(sum(V[i, k] * s_t[k] for k in range(3)))
        assert relative_error(J[i, j], V[i, j] * slope) < TOLERANCE


@by_either_weight
@with_every_activation
def test_a_total_derivative_is_the_direct_one_and_what_comes_through_the_state_before(weight, activation):
    """The two recurrences of the slide "Derivation"; notes 8 and 24."""
    case = network(h=activation)
    (J, direct), totals = terms_of(case, weight), getattr(totals_of(case), weight)
    assert relative_error(totals[1], direct[1]) < TOLERANCE
    for t in range(2, 6):
        assert relative_error(totals[t], direct[t] + chain(J[t], totals[t - 1])) < TOLERANCE


@by_either_weight
@with_every_activation
def test_unrolled_the_recurrence_is_the_sum_of_products(weight, activation):
    """Equations (3) and (4), for every t."""
    case = network(h=activation)
    (J, direct), totals = terms_of(case, weight), getattr(totals_of(case), weight)
    for t in range(1, 6):
        by_hand = direct[t] + sum(chain(descending(J, t, k), direct[k]) for k in range(1, t))
        by_library = state_derivatives_sum(case.params, case.x[:t], s0=case.s0, h=activation)
        assert relative_error(by_hand, totals[t]) < TOLERANCE
        assert relative_error(by_library[WEIGHTS_OF_THE_STATE.index(weight)], totals[t]) < TOLERANCE


# The notes


@on_many_instances
@by_either_weight
def test_the_printed_algorithm_is_wrong_by_a_wide_margin(weight, seed):
    """Slide note 1."""
    case = network(seed=seed)
    J, direct = terms_of(case, weight)
    assert relative_error(printed(J, direct, start=direct[-1]), getattr(totals_of(case), weight)[-1]) > 0.1


@on_many_instances
@by_either_weight
@both_repairs
def test_either_repair_of_the_algorithm_gives_the_total_derivative(repair, weight, seed):
    """Slide note 1."""
    case = network(seed=seed)
    *_, (_, G, _) = repair(*terms_of(case, weight))
    assert relative_error(G, getattr(totals_of(case), weight)[-1]) < TOLERANCE


@by_either_weight
def test_the_printed_algorithm_counts_the_last_step_twice(weight):
    """Slide note 1: once bare, and once more multiplied by J_T."""
    case = network(T=1)
    J, direct = terms_of(case, weight)
    surplus = printed(J, direct, start=direct[1]) - getattr(totals_of(case), weight)[1]
    assert relative_error(surplus, chain(J[1], direct[1])) < TOLERANCE


@by_either_weight
def test_the_printed_algorithm_multiplies_every_direct_term_by_one_jacobian_too_many(weight):
    """Slide note 1."""
    case = network()
    J, direct = terms_of(case, weight)
    shifted = direct[5] + sum(chain(descending(J, 5, k - 1), direct[k]) for k in range(1, 6))
    assert relative_error(printed(J, direct, start=direct[5]), shifted) < TOLERANCE


@on_many_instances
def test_no_start_of_the_accumulator_for_W_saves_the_printed_loop(seed):
    """Slide note 2: the slide gives it none; neither zero nor the direct term is right."""
    case = network(seed=seed)
    J, direct = terms_of(case, "W")
    for start in (0 * direct[-1], direct[-1]):
        assert relative_error(printed(J, direct, start), totals_of(case).W[-1]) > 0.1


@on_many_instances
@by_either_weight
def test_the_product_in_ascending_order_is_wrong(weight, seed):
    """Slide note 4."""
    case = network(seed=seed)
    J, direct = terms_of(case, weight)
    ascending = sum(chain(reduce(np.matmul, J[k + 1:], np.eye(3)), direct[k]) for k in range(1, 6))
    assert relative_error(ascending, getattr(totals_of(case), weight)[-1]) > 0.01


@by_either_weight
@pytest.mark.parametrize(("T", "n"), [(2, 3), (5, 1)])
def test_two_steps_or_a_state_of_one_entry_hide_the_order_of_the_product(weight, T, n):
    """Slide note 4."""
    case = network(T=T, n=n)
    J, direct = terms_of(case, weight)
    ascending = sum(chain(reduce(np.matmul, J[k + 1:], np.eye(n)), direct[k]) for k in range(1, T + 1))
    assert relative_error(ascending, getattr(totals_of(case), weight)[-1]) < TOLERANCE


def test_the_state_that_is_given_has_no_derivative_so_the_sum_starts_from_one():
    """Slide note 5."""
    totals = totals_of(network())
    assert not totals.U[0].any()
    assert not totals.W[0].any()


def test_the_derivative_by_a_learned_start_is_one_product_more():
    """Slide note 5: ds_T/ds_0 = J_T ... J_1, and dL/ds_0 is the sum of the rows carried back to time 0."""
    case = network()
    (J, _), run = terms_of(case, "U"), run_of(case)
    judged = complex_step(lambda s0: run_of(case._replace(s0=s0)).s[-1], case.s0)
    assert relative_error(descending(J, 5, 0), judged) < TOLERANCE
    rows = (dE_do(run.o[t], case.y[t - 1]) @ do_ds(case.params.V, run.s[t], case.g) @ descending(J, t, 0)
            for t in range(1, 6))
    judged = complex_step(lambda s0: loss_of(case.params, case._replace(s0=s0)), case.s0)
    assert relative_error(sum(rows), judged) < TOLERANCE


@by_either_weight
def test_the_direct_derivative_holds_the_state_before_fixed(weight):
    """Slide note 6: F(s, U, W) = h(U x_t + W s), differentiated at s = s_{t-1}; the total one is another."""
    case = network()
    (_, direct), s, totals = terms_of(case, weight), run_of(case).s, getattr(totals_of(case), weight)

    def F(matrix, t):
        U, W, _ = case.params._replace(**{weight: matrix})
        return case.h(U @ case.x[t - 1] + W @ s[t - 1])

    for t in range(2, 6):
        held_fixed = complex_step(partial(F, t=t), getattr(case.params, weight))
        assert relative_error(direct[t], held_fixed) < TOLERANCE
        assert relative_error(direct[t], totals[t]) > 0.01


def test_the_output_depends_on_U_through_the_state_alone_so_only_the_total_derivative_serves():
    """Slide note 7: the loss's derivative by U needs do_t/ds_t times the total, not the direct, ds_t/dU."""
    case = network()
    run, (_, direct), totals = run_of(case), terms_of(case, "U"), totals_of(case)
    judged = complex_step(lambda U: run_of(case, case.params._replace(U=U)).o[-1], case.params.U)
    J = do_ds(case.params.V, run.s[-1], case.g)
    assert relative_error(chain(J, totals.U[-1]), judged) < TOLERANCE
    assert relative_error(chain(J, direct[-1]), judged) > 0.01


def test_the_derivative_of_the_error_by_the_output_is_a_row():
    """Slide note 10: a row meets the rows of do_t/ds_t; a column of e entries fits no (e, n) matrix."""
    case = network()
    run, V = run_of(case), case.params.V
    row, J = dE_do(run.o[-1], case.y[-1]), do_ds(V, run.s[-1], case.g)
    judged = complex_step(lambda s: squared_error(case.g(V @ s), case.y[-1]), run.s[-1])
    assert relative_error(row @ J, judged) < TOLERANCE
    with pytest.raises(ValueError, match=r"columns? but"):
        chain(row[:, None], J)


@with_every_activation
def test_tensors_are_laid_out_numerator_first_and_a_weight_moves_its_own_row_only(activation):
    """Slide note 11: [i, k, l] is the derivative of entry i by the weight in row k, column l."""
    case = network(h=activation)
    _, a, s, _, _ = run_of(case)
    dU, dW = ds_dU_direct(a[5], case.x[4], activation), ds_dW_direct(a[5], s[4], activation)
    assert dU.shape == (3, 3, 4)
    assert dW.shape == (3, 3, 3)
    for i, k in np.ndindex(3, 3):
        slope = activation.prime(a[5, i]) if i == k else 0
        assert relative_error(dU[i, k], [slope * case.x[4, l] for l in range(4)]) < TOLERANCE
        assert relative_error(dW[i, k], [slope * s[4, l] for l in range(3)]) < TOLERANCE


@with_every_activation
def test_the_state_jacobian_is_the_slopes_on_a_diagonal_times_W(activation):
    """Slide note 12: J_t = diag(h'(a_t)) W."""
    case = network(h=activation)
    (J, _), a, W = terms_of(case, "U"), run_of(case).a, case.params.W
    for t in range(1, 6):
        assert relative_error(J[t], np.diag(activation.prime(a[t])) @ W) < TOLERANCE


@by_either_weight
@pytest.mark.parametrize("derivatives", [state_derivatives, state_derivatives_sum, slide_bptt])
def test_the_algorithm_s_output_contracted_and_summed_over_time_is_the_gradient(derivatives, weight):
    """Slide note 13."""
    case = network()
    run, dL = run_of(case), 0
    for t in range(1, 6):
        tensor = derivatives(case.params, case.x[:t], s0=case.s0, h=case.h)[WEIGHTS_OF_THE_STATE.index(weight)]
        row = dE_do(run.o[t], case.y[t - 1]) @ do_ds(case.params.V, run.s[t], case.g)
        dL = dL + chain(row, tensor)
    judged = by_weights(lambda params: loss_of(params, case), case.params)
    _, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)
    assert relative_error(dL, getattr(judged, weight)) < TOLERANCE
    assert relative_error(dL, getattr(gradient, weight)) < TOLERANCE


@by_either_weight
def test_one_row_carried_back_in_a_single_pass_is_enough(weight):
    """Slide note 14: delta_t = dE_t/ds_t + delta_{t+1} J_{t+1}."""
    case = network()
    run, (J, direct) = run_of(case), terms_of(case, weight)
    delta, dL = np.zeros(3), 0
    for t in range(5, 0, -1):
        carry = delta @ J[t + 1] if t < 5 else 0
        delta = dE_do(run.o[t], case.y[t - 1]) @ do_ds(case.params.V, run.s[t], case.g) + carry
        dL = dL + chain(delta, direct[t])
    judged = by_weights(lambda params: loss_of(params, case), case.params)
    assert relative_error(dL, getattr(judged, weight)) < TOLERANCE


@by_either_weight
@both_repairs
def test_the_last_move_of_z_is_wasted(repair, weight):
    """Slide note 15: J_1 may be anything."""
    J, direct = terms_of(network(), weight)
    *_, (_, G, _) = repair(J, direct)
    *_, (_, same, _) = repair([None, 7 * J[1], *J[2:]], direct)
    assert np.array_equal(G, same)


@by_either_weight
@both_repairs
def test_the_invariant_holds_after_every_step(repair, weight):
    """Slide note 16: the sum runs from k = t, or from k = t - 1 where the time before is added."""
    J, direct = terms_of(network(), weight)
    times = []
    for t, G, z in repair(J, direct):
        first = t + 1 - REPAIRS[repair]
        by_hand = sum(chain(descending(J, 5, k), direct[k]) for k in range(first, 6))
        assert relative_error(G, by_hand) < TOLERANCE
        assert relative_error(z, descending(J, 5, t - 1)) < TOLERANCE
        times.append(t)
    assert times == [5, 4, 3, 2, 1]


@by_either_weight
def test_the_invariant_says_that_earlier_states_are_held_fixed(weight):
    """Slide note 16: after t, G is the derivative of s_T with s_{t-1} held fixed, and z is ds_T/ds_{t-1}."""
    case = network()
    s = run_of(case).s
    for t, G, z in repaired_by_adding_first(*terms_of(case, weight)):
        rest = case._replace(x=case.x[t - 1:], s0=s[t - 1])
        assert relative_error(G, getattr(totals_of(rest), weight)[-1]) < TOLERANCE
        by_start = complex_step(lambda s0, rest=rest: run_of(rest._replace(s0=s0)).s[-1], rest.s0)
        assert relative_error(z, by_start) < TOLERANCE
        from_library = slide_bptt(rest.params, rest.x, s0=rest.s0, h=rest.h)
        assert relative_error(from_library[WEIGHTS_OF_THE_STATE.index(weight)], G) < TOLERANCE


def test_the_loss_of_a_batch_is_the_mean_over_its_sequences():
    """Slide note 17."""
    params, x, y, s0, h, g = network(N=6)
    L, gradient = gradients(params, x, y, s0=s0, h=h, g=g)
    alone = [gradients(params, x[:, i], y[:, i], s0=s0[i], h=h, g=g) for i in range(6)]
    assert relative_error(L, np.mean([L for L, _ in alone])) < TOLERANCE
    for slope, slopes in zip(gradient, zip(*(gradient for _, gradient in alone))):
        assert relative_error(slope, np.mean(slopes, axis=0)) < TOLERANCE


def test_a_step_against_the_gradient_lowers_the_loss_at_the_rate_of_its_square():
    """Slide note 17: theta <- theta - eta * gradient."""
    case = network(N=6)
    _, gradient = gradients(*case[:3], s0=case.s0, h=case.h, g=case.g)

    def after_a_step(eta):
        return loss_of(Params(*(weight - eta * slope for weight, slope in zip(case.params, gradient))), case)

    assert relative_error(complex_step(after_a_step, 0.0), -sum((slope**2).sum() for slope in gradient)) < TOLERANCE
    assert after_a_step(1e-3) < after_a_step(0.0)


@pytest.mark.parametrize(("feedback", "total_is_partial"), [(0.0, True), (1.0, False)])
def test_the_partial_derivative_by_V_is_the_total_one_unless_outputs_are_fed_back(feedback, total_is_partial):
    """Slide note 18: s_t = h(U x_t + W s_{t-1} + F o_{t-1})."""
    (U, W, V), x, _, s0, h, g = network()
    F = feedback * np.random.default_rng(7).normal(size=(3, 2))

    def last(V):
        s, o = s0, np.zeros(2)
        for x_t in x:
            s = h(U @ x_t + W @ s + F @ o)
            o = g(V @ s)
        return s, o

    s_T, _ = last(V)
    partial = complex_step(lambda V: g(V @ s_T), V)
    error = relative_error(partial, complex_step(lambda V: last(V)[1], V))
    assert error < TOLERANCE if total_is_partial else error > 0.01


def test_softmax_is_not_componentwise_so_the_lemma_fails_for_it():
    """Slide note 19: its Jacobian is no diagonal matrix."""
    def share(z):
        return np.exp(z) / np.exp(z).sum()

    softmax = Activation("softmax", share, lambda z: share(z) * (1 - share(z)))
    V, s_t = network().params.V, network().s0
    p = share(V @ s_t)
    judged = complex_step(lambda s: softmax(V @ s), s_t)
    assert relative_error(do_ds(V, s_t, softmax), judged) > 0.1
    assert relative_error((np.diag(p) - np.outer(p, p)) @ V, judged) < TOLERANCE


def test_at_the_kink_of_relu_the_slope_is_a_convention_and_no_derivative():
    """Slide note 20: the two one-sided slopes are 0 and 1, and the lemma holds on either side only."""
    assert relu.prime(0.0) == 0
    assert relative_error(central_difference(relu, 0.0), 0.5) < 1e-8
    V = np.array([[1.0, -2.0]])
    for s_t, slope in [([3.0, 1.0], 1), ([1.0, 1.0], 0)]:
        judged = complex_step(lambda s: relu(V @ s), s_t)
        assert relative_error(do_ds(V, s_t, relu), judged) < TOLERANCE
        assert relative_error(do_ds(V, s_t, relu), slope * V) < TOLERANCE


def test_a_constant_one_appended_to_the_input_is_the_bias():
    """Slide note 22: its column of U is the bias, in the forward pass and in the gradient."""
    (U, W, V), x, y, s0, h, g = network()
    bias = np.array([0.5, -1.0, 2.0])

    def loss(bias):
        s, L = s0, 0
        for x_t, y_t in zip(x, y):
            s = h(U @ x_t + W @ s + bias)
            L = L + squared_error(g(V @ s), y_t)
        return L

    extended, ones = Params(np.column_stack([U, bias]), W, V), np.column_stack([x, np.ones(5)])
    L, gradient = gradients(extended, ones, y, s0=s0, h=h, g=g)
    assert relative_error(L, loss(bias)) < TOLERANCE
    assert relative_error(gradient.U[:, -1], complex_step(loss, bias)) < TOLERANCE
