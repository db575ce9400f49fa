"""Everything that can come in wrongly, at every argument of every public function, and what must be said about it."""

import inspect
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from instances import ACTIVATIONS, TOLERANCE

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
    identity,
    relative_error,
    slide_bptt,
    squared_error,
    state_derivatives,
    state_derivatives_sum,
    tanh,
)

SIZES = {"T": 5, "N": 6, "d": 4, "n": 3, "e": 2, "i": 2, "k": 3, "j": 4, "l": 5}
WEIGHTS = {"U": "n d", "W": "n n", "V": "e n"}
ONE_SEQUENCE = WEIGHTS | {"x": "T d", "s0": "n"}
CASES = {
    "forward": (forward, ONE_SEQUENCE),
    "forward, batch": (forward, WEIGHTS | {"x": "T N d", "s0": "N n"}),
    "gradients": (gradients, ONE_SEQUENCE | {"y": "T e"}),
    "gradients, batch": (gradients, WEIGHTS | {"x": "T N d", "y": "T N e", "s0": "N n"}),
    "gradients, batch from one start": (gradients, WEIGHTS | {"x": "T N d", "y": "T N e", "s0": "n"}),
    "slide_bptt": (slide_bptt, ONE_SEQUENCE),
    "state_derivatives": (state_derivatives, ONE_SEQUENCE),
    "state_derivatives_sum": (state_derivatives_sum, ONE_SEQUENCE),
    "squared_error": (squared_error, {"o": "T e", "y": "T e"}),
    "squared_error, batch": (squared_error, {"o": "T N e", "y": "T N e"}),
    "dE_do": (dE_do, {"o": "T e", "y": "T e"}),
    "dE_do, batch": (dE_do, {"o": "T N e", "y": "T N e"}),
    "do_ds": (do_ds, {"V": "e n", "s_t": "n"}),
    "ds_ds": (ds_ds, {"W": "n n", "a_t": "n"}),
    "ds_dU_direct": (ds_dU_direct, {"a_t": "n", "x_t": "d"}),
    "ds_dW_direct": (ds_dW_direct, {"a_t": "n", "s_prev": "n"}),
    "chain": (chain, {"A": "i k", "B": "k j l"}),
    "relative_error": (relative_error, {"found": "i j", "true": "i j"}),
}
FOR_REAL_NUMBERS = (gradients, slide_bptt)
FOR_COMPLEX_NUMBERS = (forward, squared_error, dE_do, do_ds, ds_ds, ds_dU_direct, ds_dW_direct, chain)
FROM_INSIDE_NUMPY = re.compile("broadcast|matmul|ufunc|operand|core dimension|inhomogeneous|tensordot|mismatch")

PLACES = [(case, name) for case, (_, layout) in CASES.items() for name in layout]
DATA = [(case, name) for case, name in PLACES if name not in WEIGHTS]
SHARED_AXES = [(case, name, axis) for case, name in PLACES for axis, letter in enumerate(CASES[case][1][name].split())
               if " ".join(CASES[case][1].values()).split().count(letter) > 1]
every_case = pytest.mark.parametrize("case", CASES)
every_place = pytest.mark.parametrize(("case", "name"), PLACES)
every_data = pytest.mark.parametrize(("case", "name"), DATA)


def arrays_for(case, sizes=SIZES):
    """Draw well-formed arrays for a case."""
    rng = np.random.default_rng(7)
    return {name: rng.normal(size=[sizes[letter] for letter in axes.split()]) for name, axes in CASES[case][1].items()}


def call(function, arrays):
    """Call a function with what belongs to its symbols; its activation is tanh where there is no default."""
    arguments = dict(arrays)
    parameters = inspect.signature(function).parameters
    if "params" in parameters:
        arguments["params"] = Params(*(arguments.pop(weight) for weight in WEIGHTS))
    needed = {name: tanh for name in "hg" if name in parameters and parameters[name].default is inspect.Parameter.empty}
    return function(**needed | arguments)


def call_case(case, **changes):
    return call(CASES[case][0], arrays_for(case) | changes)


def refusal(error, function, *arguments, **keywords):
    """Return the message with which a call is refused; it must be the library's own."""
    with pytest.raises(error) as caught:
        function(*arguments, **keywords)
    assert not FROM_INSIDE_NUMPY.search(str(caught.value))
    return str(caught.value)


def arrays_in(result):
    """List the arrays of a result that hold numbers: of a run, the outputs."""
    if not isinstance(result, tuple):
        return [np.asarray(result)]
    return [result.o[1:]] if hasattr(result, "o") else [array for part in result for array in arrays_in(part)]


def equal(result, other):
    pairs = zip(arrays_in(result), arrays_in(other), strict=True)
    return all(relative_error(one, same) < TOLERANCE for one, same in pairs)


def named(name, message):
    return re.search(rf"\b{name}\b", message)


# Shapes


@every_place
def test_an_array_of_the_wrong_rank_is_refused_with_its_shape(case, name):
    array = arrays_for(case)[name]
    for wrong in [array[0, ...].sum(), array[None, None]]:
        if case == "chain" and np.ndim(wrong) > 0:
            continue  # a derivative may have any number of axes
        message = refusal(ValueError, call_case, case, **{name: wrong})
        assert named(name, message)
        assert str(np.shape(wrong)) in message
        letters = CASES[case][1][name].split()
        wanted = [f"({', '.join(letters)}{',' * (len(letters) == 1)})", "...", "of one shape"]
        assert any(words in message.split("must be ")[1] for words in wanted)


@pytest.mark.parametrize(("case", "name", "axis"), SHARED_AXES)
def test_an_axis_of_another_length_is_refused_even_where_numpy_would_stretch_it(case, name, axis):
    shape = list(arrays_for(case)[name].shape)
    for length in (1, shape[axis] + 1):
        shape[axis] = length
        message = refusal(ValueError, call_case, case, **{name: np.ones(shape)})
        assert named(name, message)
        assert str(length) in message
        assert "must be" in message


@pytest.mark.parametrize(("case", "name"), [(case, name) for case, name in PLACES if "N" in CASES[case][1][name]])
def test_an_array_without_its_batch_axis_is_refused(case, name):
    shared = name == "s0"  # one start may serve a whole batch
    without = arrays_for(case)[name][0] if shared else arrays_for(case)[name][:, 0]
    if shared:
        call_case(case, s0=without)
    elif case != "forward, batch":
        assert named(name, refusal(ValueError, call_case, case, **{name: without}))
    else:
        assert "s0 has 6" in refusal(ValueError, call_case, case, x=without)


@every_case
def test_an_empty_axis_is_refused(case):
    function, layout = CASES[case]
    for letter in set(" ".join(layout.values()).split()):
        message = refusal(ValueError, call, function, arrays_for(case, SIZES | {letter: 0}))
        assert "0" in message
        assert any(named(name, message) for name, axes in layout.items() if letter in axes.split())


@pytest.mark.parametrize("function", [slide_bptt, state_derivatives, state_derivatives_sum])
def test_tensors_of_a_whole_batch_are_refused_with_a_remark(function):
    x = np.ones((5, 6, 4))
    assert "batch" in refusal(ValueError, call, function, arrays_for("slide_bptt") | {"x": x})


@pytest.mark.parametrize(("case", "name"), [("do_ds", "s_t"), ("ds_ds", "a_t"), ("ds_dU_direct", "a_t"),
                                            ("ds_dU_direct", "x_t"), ("ds_dW_direct", "s_prev")])
def test_jacobians_of_a_whole_batch_are_refused_with_a_remark(case, name):
    batch = np.stack([arrays_for(case)[name]] * 6)
    assert "batch" in refusal(ValueError, call_case, case, **{name: batch})


shape_edits = st.lists(st.tuples(st.sampled_from(["longer", "one", "none", "more axes", "fewer axes"]), st.randoms()),
                       min_size=1, max_size=3)


@every_case
@given(st.fixed_dictionaries({letter: st.integers(1, 4) for letter in SIZES}), shape_edits)
def test_whatever_the_shapes_are_they_fit_or_are_refused_in_words(case, sizes, edits):
    arrays = arrays_for(case, sizes)
    for edit, random in edits:
        name = random.choice(list(arrays))
        shape = list(arrays[name].shape)
        axis = random.randrange(max(len(shape), 1))
        if edit == "more axes":
            shape.insert(axis, random.choice([0, 1, 2]))
        elif shape:
            shape[axis:axis + 1] = {"longer": [shape[axis] + 1], "one": [1], "none": [0], "fewer axes": []}[edit]
        arrays[name] = np.ones(shape)
    result, message = outcome(CASES[case][0], arrays)
    if message:
        assert not FROM_INSIDE_NUMPY.search(message)
        assert any(named(name, message) for name in arrays)
    else:
        assert all(array.size for array in [*arrays.values(), *arrays_in(result)])


def outcome(function, arrays):
    """Return the result, or else the message of the refusal."""
    try:
        return call(function, arrays), ""
    except ValueError as error:
        return None, str(error)


# Kinds of arguments


NO_NUMBERS = {
    "a word": (lambda array: "word", TypeError, "str"),
    "an array of words": (lambda array: array.astype(str), TypeError, "str"),
    "bytes": (lambda array: b"1", TypeError, "bytes"),
    "an object array": (lambda array: array.astype(object), TypeError, "object"),
    "a list with nothing in it": (lambda array: [None, 1.0], TypeError, "object"),
    "nothing": (lambda array: None, TypeError, "NoneType"),
    "dates": (lambda array: array.astype("datetime64[s]"), TypeError, "datetime"),
    "a dictionary": (lambda array: {"a": array}, TypeError, "dict"),
    "a function": (lambda array: np.tanh, TypeError, "ufunc"),
    "a generator": (lambda array: (row for row in [1.0]), TypeError, "generator"),
    "a ragged list": (lambda array: [[1.0], [1.0, 2.0]], ValueError, "ragged"),
    "a masked array": (lambda array: np.ma.array(array, mask=array > 0), TypeError, "masked"),
    "a structured array": (lambda array: np.zeros(3, "f8,f8"), TypeError, "void"),
}


@every_place
def test_what_is_no_array_of_numbers_is_refused_by_its_name_and_kind(case, name):
    for kind, (make, error, word) in NO_NUMBERS.items():
        if (name, kind) == ("s0", "nothing"):
            continue  # that is a start at zero
        with pytest.raises(error, match=rf"\b{name}\b.*{word}"):
            call_case(case, **{name: make(arrays_for(case)[name])})


@pytest.mark.parametrize(("case", "name"), [place for place in PLACES if place not in DATA])
def test_weights_that_are_not_finite_are_refused(case, name):
    for bad in (np.nan, np.inf, -np.inf):
        weight = arrays_for(case)[name]
        weight[-1, 0] = bad
        message = refusal(ValueError, call_case, case, **{name: weight})
        assert named(name, message)
        assert "finite" in message


@every_data
def test_a_missing_number_in_the_data_reaches_every_result(case, name):
    array = arrays_for(case)[name]
    array.flat[0] = np.nan
    result = arrays_in(call_case(case, **{name: array}))
    assert all(np.isnan(part).any() for part in result)


def test_an_infinite_target_makes_the_loss_infinite_and_spoils_every_gradient():
    arrays = arrays_for("gradients")
    arrays["y"][2, 1] = np.inf
    with np.errstate(invalid="ignore"):
        L, gradient = call(gradients, arrays)
    assert np.isposinf(L)
    assert not any(np.isfinite(slope).all() for slope in gradient)


@every_case
def test_integers_and_truth_values_count_as_floating_numbers(case):
    for kind in ("i8", "u1", "?"):
        whole = {name: np.abs(array).round().astype(kind) for name, array in arrays_for(case).items()}
        result = call(CASES[case][0], whole)
        assert equal(result, call(CASES[case][0], {name: array.astype(float) for name, array in whole.items()}))
        assert all(part.dtype == np.float64 for part in arrays_in(result))


@pytest.mark.parametrize("case", [case for case in CASES if case != "relative_error"])  # that is a plain number
def test_float32_is_kept_only_if_all_is_float32(case):
    function, layout = CASES[case]

    def types(activation=tanh, **kinds):
        arrays = {name: array.astype(kinds.get(name, kinds["rest"])) for name, array in arrays_for(case).items()}
        activations = dict.fromkeys("hg" & inspect.signature(function).parameters.keys(), activation)
        return {part.dtype.name for part in arrays_in(call(function, arrays | activations))}

    assert all(types(activation, rest="f4") == {"float32"} for activation in ACTIVATIONS)

    assert types(rest="f2") == types(rest="g") == {"float64"}
    for name in layout:
        assert types(rest="f4", **{name: "f8"}) == types(rest="f4", **{name: "f2"}) == {"float64"}
        assert types(rest="f4", **{name: "i4"}) == {"float32"}


@every_place
def test_complex_numbers_pass_where_the_judge_needs_them_and_nowhere_else(case, name):
    function, array = CASES[case][0], arrays_for(case)[name]
    for kind in ("c8", "c16"):
        if function in FOR_REAL_NUMBERS:
            message = refusal(TypeError, call_case, case, **{name: array.astype(kind)})
            assert named(name, message)
            assert "complex" in message
        elif function in FOR_COMPLEX_NUMBERS:
            result = call_case(case, **{name: array.astype(kind)})
            assert {part.dtype.name for part in arrays_in(result)} == {"complex128"}


# What happens to the arguments


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


LIES_IN_MEMORY = {
    "by columns": np.asfortranarray,
    "with gaps": lambda array: np.repeat(array, 2, axis=-1)[..., ::2],
    "backwards": lambda array: np.flip(np.flip(array).copy()),
    "the other byte order": lambda array: array.astype(array.dtype.newbyteorder()),
    "read-only": read_only,
    "a nested list": np.ndarray.tolist,
    "a tuple of rows": tuple,
}


@pytest.mark.parametrize("lay_out", LIES_IN_MEMORY.values(), ids=LIES_IN_MEMORY)
@every_case
def test_arrays_may_lie_in_memory_as_they_like_and_are_left_as_they_were(case, lay_out):
    arrays = arrays_for(case)
    laid_out = {name: lay_out(array) for name, array in arrays.items()}
    assert equal(call(CASES[case][0], laid_out), call(CASES[case][0], arrays))
    assert all(np.array_equal(laid_out[name], array) for name, array in arrays.items())


@pytest.mark.parametrize("T", [1, 5])
@every_case
def test_results_share_memory_with_nothing(case, T):
    function = CASES[case][0]
    arrays = arrays_for(case, SIZES | {"T": T})
    own = {name: identity for name in "hg" if name in inspect.signature(function).parameters}
    first, second = call(function, arrays | own), call(function, arrays | own)
    parts = [np.asarray(part) for result in (first, second) for part in flat(result)]
    for i, part in enumerate(parts):
        assert not any(np.shares_memory(part, other) for other in [*parts[:i], *arrays.values()])


def flat(result):
    """List all arrays of a result."""
    return [array for part in result for array in flat(part)] if isinstance(result, tuple) else [result]


@pytest.mark.parametrize("f", ACTIVATIONS, ids=repr)
def test_activations_and_slopes_share_memory_with_nothing(f):
    z = np.linspace(-2, 2, 5)
    for function in (f, f.prime):
        first, second = function(z), function(z)
        assert not any(np.shares_memory(*pair) for pair in [(first, z), (second, z), (first, second)])
        assert np.array_equal(z, np.linspace(-2, 2, 5))


# Weights, activations, judges


@pytest.mark.parametrize("function", [forward, gradients, slide_bptt, state_derivatives, state_derivatives_sum])
@pytest.mark.parametrize(("params", "came"), [
    (None, "a NoneType"), ("UWV", "a str"), (3, "a int"), ({"U": 1}, "a dict"), ((1, 2), "a tuple of 2"),
    ([1, 2, 3, 4], "a list of 4"), (np.ones((3, 2, 2)), "a ndarray")], ids=str)
def test_weights_that_are_not_three_are_refused(function, params, came):
    others = {"y": np.ones((5, 2))} if function is gradients else {}
    message = refusal(TypeError, function, params=params, x=np.ones((5, 4)), **others)
    assert message == f"params must be Params(U, W, V), but {came} came"


class Own:
    """An activation of a student's own: a function with its derivative beside it."""

    def __init__(self, value, prime):
        self.value, self.prime = value, prime

    def __call__(self, z):
        """Return the value."""
        return self.value(z)


def slope_of_tanh(z):
    return 1 - np.tanh(z) ** 2


MADE = {"a class": Own, "Activation": lambda value, prime: Activation("own", value, prime)}
made_either_way = pytest.mark.parametrize("make", MADE.values(), ids=MADE)
every_activation = pytest.mark.parametrize(("case", "name"), [
    (case, name) for case, (function, _) in CASES.items() for name in "hg"
    if name in inspect.signature(function).parameters
])
SLOPE_ALONE = type("Slope", (), {"prime": np.cos})()
NO_ACTIVATIONS = (None, np.tanh, lambda z: z, "tanh", 3, Own(np.tanh, 1.0), SLOPE_ALONE)


@every_activation
def test_what_is_no_activation_is_refused_by_its_letter(case, name):
    for wrong in NO_ACTIVATIONS:
        with pytest.raises(TypeError, match=rf"^{name} must be an activation.*{name}\.prime"):
            call_case(case, **{name: wrong})


FAULTY_FUNCTIONS = [
    (lambda z: np.sum(z, axis=-1, keepdims=True), ValueError),
    (lambda z: 1.0, ValueError),
    (lambda z: np.concatenate([z, z]), ValueError),
    (lambda z: np.multiply.outer(z, z), ValueError),
    (np.modf, ValueError),
    (lambda z: np.exp(1j * z), TypeError),
    (lambda z: z.astype(str), TypeError),
    (lambda z: None, TypeError),
    (lambda z: np.ma.array(z, mask=z > 0), TypeError),
]


@every_activation
@made_either_way
def test_an_activation_that_returns_something_else_than_one_number_for_each_is_refused(case, name, make):
    function, layout = CASES[case]
    for faulty, error in FAULTY_FUNCTIONS:
        if "x" in layout:
            assert named(name, refusal(error, call_case, case, **{name: make(faulty, slope_of_tanh)}))
        if function is not forward:
            assert f"{name}.prime" in refusal(error, call_case, case, **{name: make(np.tanh, faulty)})


@made_either_way
@pytest.mark.parametrize("name", "hg")
def test_an_activation_that_loses_the_imaginary_part_is_refused(name, make):
    arrays = arrays_for("forward")
    arrays["x"] = arrays["x"] + 1e-30j
    message = refusal(TypeError, call, forward, arrays | {name: make(np.abs, np.sign)})
    assert named(name, message)
    assert "imaginary" in message


@every_activation
@made_either_way
def test_an_activation_that_works_in_place_spoils_nothing(case, name, make):
    def careless_value(z):
        return np.tanh(z, out=z)

    def careless_slope(z):
        np.tanh(z, out=z)
        z *= -z
        z += 1
        return z

    arrays = arrays_for(case)
    careless = call(CASES[case][0], arrays | {name: make(careless_value, careless_slope)})
    careful = call_case(case, **{name: tanh})
    assert all(np.array_equal(part, same, equal_nan=True) or relative_error(part, same) < TOLERANCE
               for part, same in zip(flat(careless), flat(careful)))
    assert all(np.array_equal(arrays[key], array) for key, array in arrays_for(case).items())


def test_an_activation_of_ones_own_leaves_its_argument_alone():
    own = Activation("own", lambda z: np.tanh(z, out=z), lambda z: np.cos(z, out=z))
    z = np.array([1.0, 2.0])
    own(z), own.prime(z)
    assert z.tolist() == [1.0, 2.0]


@pytest.mark.parametrize("kind", ["f4", "f8", "c16"])
def test_an_activation_of_ones_own_returns_the_type_that_it_was_given(kind):
    own = Activation("own", lambda z: z.astype("c16" if kind == "c16" else "f8"), lambda z: np.ones(z.shape, int))
    z = np.ones(3, kind)
    assert own(z).dtype == own.prime(z).dtype == kind


@every_activation
@made_either_way
def test_an_activation_that_computes_in_another_precision_changes_no_type(case, name, make):
    function = CASES[case][0]
    arrays = {key: array.astype("f4") for key, array in arrays_for(case).items()}
    precise = make(lambda z: np.tanh(z.astype("f8")), lambda z: slope_of_tanh(z.astype("f8")))
    assert {part.dtype.name for part in arrays_in(call(function, arrays | {name: precise}))} == {"float32"}


@pytest.mark.parametrize("wrong", [None, 3, "word"])
def test_an_activation_is_made_of_two_functions(wrong):
    for value, prime in [(wrong, slope_of_tanh), (slope_of_tanh, wrong)]:
        message = refusal(TypeError, Activation, "squash", value, prime)
        assert named("squash", message)
        assert repr(wrong) in message


@pytest.mark.parametrize("kind", NO_NUMBERS)
@pytest.mark.parametrize("f", ACTIVATIONS, ids=repr)
def test_an_activation_takes_numbers_only(f, kind):
    make, error, _ = NO_NUMBERS[kind]
    for function in (f, f.prime):
        with pytest.raises(error, match=r"^z "):
            function(make(np.ones((2, 3))))


both_judges = pytest.mark.parametrize("judge", [central_difference, complex_step])


@both_judges
@pytest.mark.parametrize("kind", NO_NUMBERS)
def test_a_judge_takes_a_point_of_numbers_only(judge, kind):
    make, error, _ = NO_NUMBERS[kind]
    with pytest.raises(error, match=r"^x "):
        judge(np.sin, make(np.ones((2, 3))))


@both_judges
@pytest.mark.parametrize(("arguments", "error", "words"), [
    ((None, [1.0]), TypeError, "f must be a function.*NoneType"),
    (("sin", [1.0]), TypeError, "f must be a function.*str"),
    ((np.sin, 1j), TypeError, "x is complex"),
    ((np.sin, np.ones((2, 0))), ValueError, r"x has shape \(2, 0\)"),
    ((lambda x: "word", 1.0), TypeError, r"f\(x\) must hold numbers.*str"),
    ((lambda x: None, 1.0), TypeError, r"f\(x\) must hold numbers.*NoneType"),
    ((np.sin, np.ones(33 * (1,))), ValueError, r"the derivative of f by x needs 66 axes"),
    ((np.sum, np.ones(64 * (1,))), ValueError, r"needs 65 axes, but arrays have 64"),
    ((lambda x: np.ones(64 * (1,)), 1.0), ValueError, r"needs 65 axes"),
    ((lambda x: x if x.imag[0] or x.real[0] > 1 else x[:1], [1.0, 2.0]), ValueError, r"f must return one shape"),
])
def test_a_judge_says_what_is_wrong_with_a_function_or_a_point(judge, arguments, error, words):
    assert re.search(words, refusal(error, judge, *arguments))


@both_judges
@pytest.mark.parametrize("eps", [0, -1e-6, np.nan, np.inf, "small", None, 1j])
def test_a_judge_needs_a_positive_step(judge, eps):
    assert refusal(ValueError, judge, np.sin, 1.0, eps=eps).startswith("eps must be a positive number")


@both_judges
@pytest.mark.parametrize("lay_out", LIES_IN_MEMORY.values(), ids=LIES_IN_MEMORY)
def test_a_judge_takes_a_point_however_it_lies_in_memory(judge, lay_out):
    x = np.arange(6.0).reshape(2, 3)
    laid_out = lay_out(x)
    assert relative_error(judge(np.sin, laid_out), judge(np.sin, x)) < TOLERANCE
    assert np.array_equal(laid_out, x)


@both_judges
def test_a_judgement_shares_memory_with_nothing(judge):
    x, kept = np.arange(3.0), []

    def f(x):
        kept.append(x)
        return x

    first, second = judge(f, x), judge(f, x)
    assert not any(np.shares_memory(first, other) for other in [x, second, *kept])
