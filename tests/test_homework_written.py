"""What a report asks about the lines of a wrong answer, before all other hints."""

import numpy as np
import pytest

from rnnlib import check_clip, check_do_dV, check_ds_ds, check_sgd_step
from rnnlib.homework.written import from_cells, left_early, unheard, unread

row = np.ones(3)
small = 1e-3


def asked(report):
    """Return the hint that stands in a report."""
    return " ".join(report.message.partition("  Hint")[2].split())


def test_data_of_another_cell_is_named_if_it_stops_the_function():
    def do_dV(V, s, t, g):
        return [np.outer(g.prime(V @ s[t]), row) + s[t] for _ in V]

    report = check_do_dV(do_dV)
    assert report.diagnosis == "raises"
    assert asked(report).startswith("Your function reads row, which is none of its arguments")
    assert "Write the shape of every factor" in report.hint()


def test_functions_and_modules_of_other_cells_are_no_matter():
    def do_dV(V, s, t, g):
        return [asked, np.ones(3) * small]

    assert from_cells(do_dV) == ["small"]


def test_a_return_in_a_loop_is_asked_about_first():
    def do_dV(V, s, t, g):
        out = np.zeros((len(V), *V.shape))
        for i, slope in enumerate(g.prime(V @ s[t])):
            out[i, i] = slope * s[t]
            return out

    report = check_do_dV(do_dV)
    assert report.diagnosis == "one-output-only"
    assert asked(report).startswith("return, at line 5 of do_dV, stands inside a loop.")


def test_a_return_that_waits_or_belongs_to_a_function_inside_is_not_asked_about():
    def first(rows):
        for place in rows:
            if place > 0:
                return place

            def half(place):
                return place / 2
        return half

    assert left_early(first) == []


def test_a_name_given_anew_in_a_loop_is_asked_about_with_what_does_not_hear_of_it():
    def sgd_step(params, gradient, eta):
        for p, slope in zip(params, gradient):
            p = p - eta * slope
        return params

    def clip(gradient, max_norm):
        for part in gradient:
            if np.linalg.norm(part) > max_norm:
                part = part * max_norm
        return gradient

    step, clipped = check_sgd_step(sgd_step), check_clip(clip)
    assert (step.diagnosis, clipped.diagnosis) == ("no-step", "never")
    assert asked(step).startswith("`p = ...` gives the name p to a new array. Does params hear of it?")
    assert "Does gradient hear of it?" in asked(clipped)


def test_a_name_given_anew_and_used_is_not_asked_about():
    def used(rows):
        new = []
        for one, other in rows:
            if one > 0:
                one = -one
                new.append(one)
            other = 2 * other
        return new, other

    assert unheard(used) == []


def test_the_one_argument_that_is_never_read_is_named():
    def sgd_step(params, gradient, eta):
        return [p - 0.1 * slope for p, slope in zip(params, gradient)]

    def clip(gradient, max_norm):
        return 0

    assert asked(check_sgd_step(sgd_step)) == "Your function never reads its argument eta. Which of its lines should?"
    assert unread(clip) == []


@pytest.mark.parametrize("look", [left_early, unheard, unread])
def test_where_python_does_not_show_the_lines_nothing_is_asked(look):
    scope = {}
    exec("def lost(a):\n    for b in a:\n        b = 1\n        return a", scope)
    assert look(scope["lost"]) == []
    assert look(len) == []


def test_a_right_answer_is_asked_nothing():
    def ds_ds(W, a_t, h):
        for slope in [h.prime(a_t)]:
            return slope[:, None] * W

    assert check_ds_ds(ds_ds).ok
    assert "Hint" not in check_ds_ds(ds_ds).message
