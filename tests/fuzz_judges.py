"""What is asked of a result. A judge gets the arguments as they were given and the result, and yields complaints."""

import copy
from itertools import pairwise

import numpy as np
from fuzz_listings import NotJudged
from fuzz_things import leaves

CURVES = {np.sin: np.cos, np.positive: np.ones_like, np.exp: np.exp}
IN_TUPLES = {"params", "gradient", "validation", "memory"}
ARRAYS = {"x", "y", "s0", "time_weight", "o", "V", "W", "s_t", "a_t", "x_t", "s_prev", "A", "B", "found", "true", "z"}


def nothing(arguments, result):
    """Ask nothing more."""
    return ()


def like(listing, digits="as a whole"):
    """Compare with a listing where it agrees with itself in a higher precision.

    All is compared "as a whole", up to a part of its largest number, or by its "entries". With "all digits", the higher
    precision alone is right.
    """

    def judge(arguments, result):
        found = [np.asarray(leaf) for leaf in leaves(result)]
        given = [np.asarray(leaf) for name, value in arguments.items()
                 if name in ARRAYS | IN_TUPLES and value is not None for leaf in leaves(value)]
        single = {array.dtype.char for array in given if array.dtype.kind in "fc"} == {"f"}
        cut = any((array == 0).any() for array in given)  # 0 times NaN is 0 in some BLAS
        spoilt = any(not (np.abs(array) < 1e4).all() for array in given)  # NaN may come of a product that overflows
        plain, wide = (np.float32, np.float64) if single else (np.float64, np.longdouble)
        with np.errstate(all="ignore"):
            low, high = ([np.asarray(leaf) for leaf in leaves(listing(**{
                name: _read(name, value, plain, kind) for name, value in arguments.items()}))]
                for kind in (plain, wide))
            most = max((np.max(np.abs(leaf), where=np.isfinite(leaf), initial=0) for leaf in high), default=0)
            for one, near, true in zip(found, high if digits == "all digits" else low, high, strict=True):
                if one.shape != true.shape:
                    yield f"shape {one.shape}, but the listing has {true.shape}"
                elif wrong := _off(one, near, true, np.finfo(plain), np.abs(true) if digits == "entries" else most,
                                   spoilt, cut):
                    large = np.finfo(plain).max ** 0.5
                    if any((np.isfinite(array) & (np.abs(array) > large)).any() for array in given):
                        raise NotJudged  # of two products that overflow, either may win
                    yield f"{wrong} of {one.size} entries are not those of the listing: {one} for {true}"

    return judge


def _read(name, value, plain, wide):
    """Return an argument as the library takes it, its numbers in a higher precision."""
    if name == "memory" and value is not None and isinstance(value[0], (int, np.integer)):
        return value[0], *(_read("params", part, plain, wide) for part in value[1:])
    if name in IN_TUPLES and value is not None:
        return tuple(_number(part, plain, wide) for part in value)
    if name in ARRAYS and value is not None:
        return _number(value, plain, wide)
    return copy.deepcopy(value) if name == "rng" else value


def _number(value, plain, wide):
    array = np.asarray(value)
    if array.dtype.kind == "c":
        return array.astype(complex).astype(np.result_type(wide, np.complex64))
    return array.astype(plain).astype(wide)


def _off(found, near, true, limits, size, spoilt, cut):
    """Count the entries that are certain and were not found, but for NaN where something is beyond bounds."""
    unit = limits.eps * size + limits.smallest_normal
    overflow = np.abs(true) > limits.max
    certain = np.where(overflow, ~np.isfinite(near), np.abs(near - true) <= 1e3 * unit)
    right = (overflow & ~np.isfinite(found)) | (np.abs(found - true) <= 1e4 * unit)
    lost = np.isnan(true) & np.isnan(near) & np.isfinite(found) & (found != 0) & (not cut)
    return int((certain & ~right & ~(spoilt & np.isnan(found)) | lost).sum())


def slope_of_a_curve(arguments, result):
    """Ask for the derivative that everybody knows, to a few digits."""
    f, x, eps = arguments["f"], np.asarray(arguments["x"], float), arguments.get("eps", 1e-6)
    if np.shape(result)[np.ndim(result) - x.ndim:] != x.shape:
        yield f"shape {np.shape(result)} at a point of shape {x.shape}"
    if f in CURVES and 1e-7 <= eps <= 1e-4 and (np.abs(x) < 100).all():
        slopes = np.diag(CURVES[f](x.ravel())).reshape(x.shape * 2)
        if not np.allclose(result, slopes, rtol=1e-3, atol=1e-3 * np.abs(slopes).max()):
            yield f"{result} for {slopes}"


def numbers_once(arguments, result):
    """Ask for the numbers below N, each once, in batches of the size."""
    N, size = arguments["N"], arguments["size"]
    if sorted(np.concatenate(result).tolist()) != list(range(N)) or {len(batch) for batch in result[:-1]} - {size}:
        yield "not every number once, or a batch of another size"


def months(arguments, result):
    """Ask for twelve months of every year."""
    years = [1950, arguments.get("validation", 1990), arguments.get("test", 2000), 2011]
    if [result.celsius[part].size for part in result[2:]] != [12 * int(b - a) for a, b in pairwise(years)]:
        yield "not twelve months for every year"


def verdict(name, rights):
    """Ask for a verdict that is true, and for words that can be read."""

    def judge(arguments, report):
        answer = arguments[name]
        right = any(answer is one for one in rights)
        if right != report.ok and not (report.ok and all(_same(*pair) for pair in getattr(answer, "said", [(1, 0)]))):
            yield f"the verdict is [{report.diagnosis}]"
        if max(map(len, f"{report}\n{report.hint()}".splitlines())) > 76:
            yield "words that do not fit"

    return judge


def _same(right, answer):
    """Whether two answers hold the same numbers, up to the digits of float32."""
    right, answer = (np.concatenate([[], *(np.ravel(leaf) for leaf in leaves(tree))]) for tree in (right, answer))
    return right.shape == answer.shape and np.abs(right - answer).max() <= 1e-4 * np.abs(right).max()
