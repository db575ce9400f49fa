"""Answers of several arrays, such as (L, Params): joined into one array, so that they are compared as one."""

import math
from itertools import chain

import numpy as np

from .call import Answer, read
from .checker import Checker
from .report import Report
from .trials import lay_out
from .words import INVARIANTS, TROUBLES

SMALL = 1e-8
BUNDLE_TROUBLES = {
    "not-a-bundle": ("It returned {detail}.",
                     ["What stands after return, and in which order? A comma makes a tuple of two things."]),
    "not-params": ("Instead of the three matrices of Params(U, W, V) came {detail}.",
                   ["Params(U, W, V) bundles three matrices. Which three do you return?"]),
    "bundle-shape": ("The shape of one array is not that of the weights it belongs to. {detail}.",
                     ["The answer has for every weight one number, in the place of that weight."]),
}
BUNDLE_PARTS = {
    "right-but-for": "Right: {detail}. The rest is not.",
    "factor-of-each": "Each of these is wrong by a factor of its own, the same for all its entries: {detail}.",
}


def join(*bundles):
    """Join numbers, arrays and tuples of them into one array, in their order."""
    leaves = list(_leaves(bundles))
    return np.concatenate([np.ravel(leaf) for leaf in leaves])


def _leaves(bundle):
    for part in bundle:
        yield from _leaves(part) if isinstance(part, (tuple, list)) else [part]


def read_params(value, like, symbols):
    """Read three matrices of the shapes of `like`; return an `Answer` with them joined, or with what is wrong."""
    if value is None:
        return Answer(problem="none")
    if isinstance(value, dict) or not hasattr(value, "__len__") or isinstance(value, str) or len(value) != 3:
        return Answer(problem="not-params", detail=_kind(value))
    joined = []
    for symbol, part, weight in zip(symbols, value, like):
        answer = read(part)
        if answer.problem:
            return answer._replace(problem="not-params" if answer.problem == "none" else answer.problem,
                                   detail=f"None as {symbol}" if answer.problem == "none" else answer.detail)
        if answer.value.shape != weight.shape:
            detail = f"{symbol} has shape {answer.value.shape}, and {weight.shape} is wanted"
            return Answer(problem="bundle-shape", detail=detail)
        joined.append(answer.value.ravel())
    return Answer(np.concatenate(joined))


def read_pair(value, symbols, read_first, read_second):
    """Read a tuple of two, each by its own function, and join them."""
    if value is None:
        return Answer(problem="none")
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        return Answer(problem="not-a-bundle", detail=f"{_kind(value)}, not the pair ({', '.join(symbols)})")
    first, second = read_first(value[0]), read_second(value[1])
    if first.problem and second.problem and not (read_second(value[0]).problem or read_first(value[1]).problem):
        return Answer(problem="not-a-bundle", detail=f"the pair ({', '.join(symbols[::-1])}) and wants to be turned "
                                                     f"round: ({', '.join(symbols)})")
    for answer, symbol in zip((first, second), symbols):
        if answer.problem == "none":
            return Answer(problem="not-a-bundle", detail=f"None as {symbol}")
        if answer.problem:
            return answer
    joined = np.concatenate([first.value.ravel(), second.value.ravel()])
    return Answer(joined.astype(np.float32) if np.float32 in (first.value.dtype, second.value.dtype) else joined)


def read_numbers(value):
    """Read a number or a list of numbers."""
    answer = read(value)
    if answer.problem or answer.value.size == max(answer.value.shape, default=1):
        return answer if answer.problem else Answer(answer.value.ravel())
    return Answer(problem="not-a-bundle", detail=f"an array of shape {answer.value.shape} where numbers are wanted")


def _kind(value):
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"something of type {type(value).__name__}"


class BundleChecker(Checker):
    """The judge of a function whose answer is a bundle.

    Its instances have methods `read` and `pieces`, which lists (symbol, size) in the order of the joined array, and a
    `NOUN` that says what they are. In `parts` stand further diagnoses of the exercise, with what they mean.
    """

    __slots__ = ()

    def judge(self, instances, answers):
        """Judge the answers, one `Answer` for each instance, and return a `Report`."""
        trials = lay_out(instances, answers, [self.truth(given) for given in instances])
        if any(trial.defect() != "nan" for trial in trials):  # NaN for some networks is a failure there, like an error
            nan = {"problem": "nan", "detail": "NaN or infinity came"}
            trials = [trial._replace(value=None, answer=trial.answer._replace(**nan))
                      if trial.defect() == "nan" else trial for trial in trials]
        with np.errstate(all="ignore"):
            report = self._no_numbers(trials) or self._right(trials) or self._known(trials) or self._localised(trials)
        if any(answer.printed for answer in answers):
            report.add("Note", "What your function prints is not shown here.")
        return report

    def _no_numbers(self, trials):
        problems = {trial.answer.problem or trial.defect() for trial in trials}
        if problems == {"none"}:
            return Report(self.name, "not-written", "not written yet. It returns None.")
        for trial in sorted(trials, key=lambda trial: trial.answer.problem == "none"):
            key = trial.answer.problem or trial.defect()
            if key and (key not in {"raises", "nan"} or problems <= {"raises", "nan"}):
                return self._trouble(key, trial, trial.answer.detail)
        return None

    def _right(self, trials):
        report = super()._right(trials)
        if report and report.ok:
            report.message = report.message.replace("networks of different sizes", trials[0].given.NOUN)
        return report

    def _localised(self, trials):
        features = [self.about(trial.given)[1:] for trial in trials]
        wrong = [not trial.near(SMALL) for trial in trials]
        failed = [trial for trial in trials if trial.answer.problem]
        right_for = [fact for fact in dict.fromkeys(chain(*features)) if not all(wrong) and all(
            (fact in facts) != is_wrong for facts, is_wrong in zip(features, wrong))]
        if failed:
            report = self._trouble(failed[0].answer.problem, failed[0], failed[0].answer.detail)
            if right_for:
                report.add("Note", f"It is right for those with {right_for[0]}.")
            return report
        if right_for:
            return self._found("right-only-if", trials[wrong.index(True)], right_for[0])
        for trial in trials:
            if trial.value.shape != trial.truth.shape:
                return self._trouble("bundle-shape", trial, self._size_detail(trial))
        return self._found(*self._looks([trial for trial, is_wrong in zip(trials, wrong) if is_wrong]))

    def _looks(self, trials):
        """Return the first finding that holds for all wrong trials: (key, trial, detail)."""
        if not any(trial.value.any() for trial in trials):
            return "all-zero", trials[0], ""
        ratios = [_ratio(trial.value, trial.truth) for trial in trials]
        if all(ratio is not None for ratio in ratios):
            same = np.ptp(ratios) <= SMALL * max(map(abs, ratios))
            return ("constant-factor", trials[0], f"{ratios[0]:.4g}") if same else ("factor-of-sizes", trials[0], "")
        fine, scaled = zip(*(self._pieces(trial) for trial in trials))
        right = [symbol for symbol in fine[0] if all(symbol in others for others in fine)]
        factors = [symbol for symbol in scaled[0] if all(symbol in others for others in scaled)]
        if right:
            return "right-but-for", trials[0], ", ".join(right)
        if len(factors) == len(trials[0].given.pieces()):
            return "factor-of-each", trials[0], ", ".join(factors)
        return "unknown", trials[0], ""

    def _size_detail(self, trial):
        return f"{len(trial.value)} numbers came in all, and {len(trial.truth)} are wanted"

    def _pieces(self, trial):
        """List the pieces that are right, and those that are right up to a factor."""
        symbols, sizes = zip(*trial.given.pieces())
        ends = np.cumsum(sizes)[:-1]
        pairs = list(zip(symbols, np.split(trial.value, ends), np.split(trial.truth, ends)))
        return ([symbol for symbol, a, b in pairs if np.abs(a - b).max() <= SMALL * np.abs(b).max()],
                [symbol for symbol, a, b in pairs if _ratio(a, b) is not None])

    def _found(self, key, trial, detail):
        says, hints = self._says(key)
        lines = [("Found", says.format(detail=detail)), ("Seen", self._sizes(trial)), ("Reread", self.reread + ".")]
        return Report(self.name, key, "not right yet.", lines, [*hints, *self.hints], trial.given)

    def _trouble(self, key, trial, detail=""):
        says, hints = self._says(key)
        lines = [("Found", says.format(detail=detail)), ("Seen", self._sizes(trial))]
        return Report(self.name, key, "not right yet.", lines, hints, trial.given)

    def _says(self, key):
        """Return what is said of a diagnosis, and its hints: in the words of the exercise if it has its own."""
        words = (INVARIANTS | TROUBLES | BUNDLE_TROUBLES | BUNDLE_PARTS | self.parts)[key]
        return (words, []) if isinstance(words, str) else words


def _ratio(found, true):
    """Return the number that the one is of the other, or None if it is not one number."""
    if not true.any():
        return None
    ratio = float(found @ true / (true @ true))
    return ratio if math.isfinite(ratio) and np.abs(found - ratio * true).max() <= SMALL * np.abs(found).max() else None
