"""Whatever may come in where a function wants something: arrays of every kind, and things that are none."""

import datetime
import decimal
import fractions
import math
import warnings

import numpy as np
from hypothesis import strategies as st

from rnnlib import Params

REALS = ["?", "u1", "i2", "i8", "u8", "f2", "f4", "f8", "g"]
KINDS = [*REALS, "c8", "c16", "G", "O", "U3", "S3", "M8[s]", "m8[s]", "f8,i4"]
CONTENTS = ["plain", "whole", "zeros", "one huge", "huge", "tiny", "NaN", "infinite", "both infinities"]
LIES = ["plainly", "by columns", "with gaps", "backwards", "byte-swapped", "read-only", "stretched", "list", "tuple",
        "matrix", "subclass", "masked"]


class Subclass(np.ndarray):
    """An array that is one only by name."""


class Unreadable:
    """What refuses to become an array, as the tensors of other libraries do."""

    def __array__(self, *_, **__):
        """Refuse."""
        raise RuntimeError("call .detach() first")


class Ours(Exception):
    """Raised by a function that was handed in; whoever calls it may let it through."""


def filled(shape, kind, content, seed):
    """Return an array with this content, as far as its kind can hold it."""
    rng, kind = np.random.default_rng(seed), np.dtype(kind)
    limits = np.finfo(kind) if kind.kind in "fc" else np.finfo(float)
    wide = np.longdouble if kind.char in "gG" else float
    array = np.asarray(rng.normal(size=shape), wide)
    if content == "whole":
        array = np.round(2 * array)
    elif content == "zeros":
        array = 0 * array
    elif content == "huge":
        array = np.clip(array, -4, 4) * (limits.max / 8)
    elif content == "tiny":
        array = array * limits.smallest_subnormal * 16
    elif content != "plain" and array.size:
        array.flat[rng.integers(array.size)] = {"NaN": np.nan, "one huge": limits.max}.get(content, np.inf)
        array.flat[rng.integers(array.size)] *= -1 if content == "both infinities" else 1
    with np.errstate(all="ignore"):
        if kind.kind == "c":
            array = array + 1j * rng.normal(size=shape) * rng.choice([0, 1e-30, 1])
        if kind.kind in "mM":
            array = np.nan_to_num(array).astype("i8")
        if kind.names:
            return np.zeros(shape, kind)
        return np.asarray(array).astype(kind)


def laid(array, lies):
    """Return the same numbers, lying in memory in another way, or in another container."""
    ways = {
        "by columns": np.asfortranarray,
        "with gaps": lambda array: np.repeat(array, 2, axis=-1)[..., ::2] if array.ndim else array,
        "backwards": lambda array: np.flip(np.array(np.flip(array))),
        "byte-swapped": lambda array: array.astype(array.dtype.newbyteorder()),
        "stretched": lambda array: np.broadcast_to(array[:1], array.shape) if array.ndim else array,
        "list": np.ndarray.tolist,
        "tuple": lambda array: tuple(array) if array.ndim else array[()],
        "matrix": lambda array: array.view(np.matrix) if array.ndim == 2 else array,
        "subclass": lambda array: array.view(Subclass),
        "masked": lambda array: np.ma.array(array, mask=np.arange(array.size).reshape(array.shape) % 2),
    }
    array = ways.get(lies, np.array)(array)
    if lies == "read-only":
        array.flags.writeable = False
    return array


def together(*lists):
    """Strategy for one entry of each list, in a single draw: that is five times as fast."""
    sizes = [len(one) for one in lists]
    return st.integers(0, math.prod(sizes) - 1).map(
        lambda place: [one[i] for one, i in zip(lists, np.unravel_index(place, sizes))])


SHAPES = [(), *((k,) for k in range(4)), *((k, l) for k in range(4) for l in range(4)), (2, 1, 2), (2, 3, 2), (0, 2, 2),
          (1, 1, 1), (3, 2, 2), (1, 2, 1, 2), (2, 2, 2, 2), (1, 1, 1, 1, 0)]


def arrays(shape=None, kinds=KINDS, contents=CONTENTS, lies=LIES):
    """Strategy for arrays of one shape, or of any if none is given."""
    drawn = together(SHAPES if shape is None else [shape], kinds, contents, range(10), lies)
    return drawn.map(lambda one: laid(filled(*one[:4]), one[4]))


NUMBERS = [-1, 0, 1, 2, 3, 7, 1000, 2**62, 2**63, 10**30, -(10**30), 10**400, True, False, 0.0, -0.0, 0.5, 1.0, 1.5,
           -2.0, 1e-320, 1e-30, 1e308, np.nan, np.inf, -np.inf, 1j, np.int8(3), np.uint64(2), np.float16(0.5),
           np.float32(0.1), np.float32("inf"), np.longdouble("1e4000"), np.complex64(1), np.bool(True),
           fractions.Fraction(1, 3), decimal.Decimal("0.5"), 1970, 1990, 2000, 2010, 2011, np.int16(1999)]
MAKERS = [  # anew each time, for some are used up
    lambda: None, lambda: "word", lambda: "1.0", lambda: b"1", lambda: ..., object, lambda: np,
    lambda: np.tanh, lambda: slice(3), lambda: range(3), lambda: {"U": 1.0}, lambda: {1.0, 2.0},
    lambda: iter([1.0]), lambda: (row for row in [[1.0]]), list, tuple, lambda: [[]], lambda: [None, 1.0],
    lambda: [[1.0], [1.0, 2.0]], lambda: [1.0, "word"], lambda: [10**400], lambda: (1, 2), lambda: [2, 0],
    lambda: memoryview(b"12"), lambda: bytearray(b"12"), lambda: np.ma.masked, lambda: np.void(b"12"),
    lambda: np.array(None), lambda: np.array(["a"], np.dtypes.StringDType()), lambda: np.datetime64("2001-01-01"),
    lambda: datetime.date(2001, 1, 1), lambda: np.recarray((2,), "f8,f8"), Unreadable, lambda: [Unreadable()],
    lambda: np.random.default_rng(1), lambda: np.random.RandomState(1), lambda: np.random, lambda: deep(40),
    lambda: deep(100), lambda: Params(1.0, 2.0, 3.0), lambda: Params(None, None, None), lambda: (1.0, 2.0, 3.0),
]
numbers = st.sampled_from(NUMBERS)
objects = st.sampled_from(MAKERS).map(lambda make: make())
things = st.one_of(numbers, objects, arrays())


def deep(levels):
    """Return a number in so many lists."""
    nested = 1.0
    for _ in range(levels):
        nested = [nested]
    return nested


def leaves(tree):
    """List what lies in tuples, lists and dictionaries, one inside the other."""
    inside = tree.values() if type(tree) is dict else tree
    if isinstance(tree, (tuple, list, dict)):
        return [leaf for part in inside for leaf in leaves(part)]
    return [tree]


def with_leaf(tree, place, leaf):
    """Return a tree of tuples and lists in which another leaf grows at a place."""
    if not isinstance(tree, (tuple, list)):
        return leaf
    parts = list(tree)
    for i, part in enumerate(parts):
        if 0 <= place < len(leaves(part)):
            parts[i] = with_leaf(part, place, leaf)
        place -= len(leaves(part))
    return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)


@st.composite
def near(draw, value):
    """Strategy for what is nearly the value: one array in it, or one number, of another kind, shape or content."""
    found = leaves(value)
    how, wrap, number = draw(together(HOW, WRAPS, range(1000)))
    try:
        value = wrap(value) if isinstance(value, (tuple, list)) else value
    except IndexError:
        return value
    if value is None or not found or how == "thing":
        return draw(things)
    leaf = found[number % len(found)]
    return with_leaf(value, number % len(found), draw(_near_leaf(leaf, how, number)))


HOW = ["kind", "content", "lies", "shape", "thing"]
ODD = [np.nan, np.inf, -np.inf, 0.0, 60000.0]


def _near_leaf(leaf, how, number):
    if not isinstance(leaf, np.ndarray) or leaf.dtype.kind not in "biufc":
        return things
    shape = list(leaf.shape)
    if how == "shape":
        axis = number % (len(shape) + 1)
        shape[axis:axis + number // 7 % 2] = [number // 50 % 5] * (number // 14 % 2)
        return arrays(shape, ["f8"], ["plain"], ["plainly"])
    if how == "content" and leaf.size and leaf.dtype.kind in "fc":
        leaf = np.array(leaf)  # a copy, without the mask of NumPy's masked number
        leaf.flat[number % leaf.size] = ODD[number // 10 % len(ODD)]
        return st.just(leaf)
    if how == "kind":
        return arrays(shape, KINDS, ["plain", "zeros"], ["plainly"])
    return arrays(shape, [leaf.dtype.str], ["plain"], LIES)


WRAPS = [*[lambda tree: tree] * 6, list, tuple, lambda tree: (tree,), lambda tree: tree[::-1], lambda tree: tree[0],
         lambda tree: (tree, tree), lambda tree: {"answer": tree}, lambda tree: (part for part in tree)]
CHANGES = [np.copy, lambda z: z[:1], lambda z: z[None], lambda z: z.astype("f4"), lambda z: z + 0j, lambda z: z * 0,
           lambda z: z * np.nan, lambda z: z.sum(), lambda z: z.astype(str), lambda z: z.tolist(), lambda z: list(z),
           lambda z: z.astype(int), lambda z: z.astype(object), np.asfortranarray, lambda z: z.view(Subclass),
           lambda z: z.sum(axis=-1), lambda z: z * 1e300, lambda z: z[..., ::-1], lambda z: z.T, lambda z: z.ravel(),
           lambda z: np.ma.array(z), lambda z: z.astype("g"), lambda z: -z, lambda z: z + 1e-9,
           lambda z: z.astype("f2")]


@st.composite
def edits(draw):
    """Strategy for functions from an answer to one like it: one array in it is changed, or how it is wrapped."""
    place, change, wrap = draw(together(range(4), [*CHANGES, *[None] * 6], WRAPS))
    thing = draw(things) if change is None else None

    def edit(tree):
        try:
            found = leaves(tree)
            with warnings.catch_warnings(action="ignore"):
                leaf = change(found[place % len(found)]) if change else thing
            return wrap(with_leaf(tree, place % len(found), leaf))
        except Exception:
            raise Ours from None

    return edit


@st.composite
def functions(draw):
    """Strategy for functions that return anything: what they were given, nearly that, something else; or they raise."""
    how, prime = draw(together(["same", "edited", "edited", "thing", "raises", "in place"], [None, np.cos, functions]))
    thing, edit = draw(things) if how == "thing" else None, draw(edits()) if how == "edited" else None

    def function(*arguments, **_):
        first = arguments[0] if arguments else None
        if how == "raises":
            raise Ours
        if how == "in place" and isinstance(first, np.ndarray) and first.flags.writeable:
            first[...] = 0
        return {"thing": thing, "same": arguments}.get(how, edit(first) if how == "edited" else first)

    if prime is not None:
        function.prime = draw(functions()) if prime is functions else prime
    return function


def anything(value):
    """Strategy for what may come in place of a value."""
    ways = [near(value)] * 3 + [things] * 2 + [functions()]
    return st.integers(0, len(ways) - 1).flatmap(ways.__getitem__)
