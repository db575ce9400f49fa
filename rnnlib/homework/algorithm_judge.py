"""The judge of answers in parts: known mistakes first, for all parts or part by part; then which parts are right."""

from itertools import combinations, zip_longest

import numpy as np

from .algorithm_parts import cut
from .algorithm_words import ALGORITHM_TROUBLES, HINTS
from .checker import RIGHT, RIGHT_IN_FLOAT32, Checker
from .grammar import close, mistakes
from .report import Report

NEARLY, SMALL = 1e-5, 1e-8


class PartsChecker(Checker):
    """The judge of a function that returns several arrays, put into one row.

    Its fields are those of a `Checker`, but `layout` is a function from the parameters to the shape of every part, and
    `parts` holds what to say if no known mistake explains the numbers.
    """

    __slots__ = ()

    def _right(self, trials):
        if not all(self._close(trial, NEARLY) for trial in trials):
            return None
        single = any(trial.value.dtype == np.float32 for trial in trials)
        for trial in trials:
            if not self._close(trial, RIGHT_IN_FLOAT32 if single else RIGHT):
                worst = max(np.abs(a - b).max() / np.abs(b).max() for a, b in self._pairs(trial).values() if b.any())
                return self._trouble("few-digits", trial, f"{-np.log10(worst):.0f}")
        report = Report(self.name, "right", f"right, on {len(trials)} networks of different sizes.")
        if single:
            report.add("Note", "Right to the digits of float32. In this course we compute in float64.")
        return report

    def _known(self, trials):
        if any(trial.value is not None and trial.value.shape != trial.truth.shape for trial in trials):
            return None
        found = self._explained(trials)
        if not found:
            return None
        slots, slips, where = zip(*found)
        hints = [[slot.first.get(slip.key), *slot.hints] for slot, slip in zip(slots, slips)]
        hints = [[hint for hint in some if hint] for some in hints]
        if len(found) == 1:
            numbers = f"Your numbers for {where[0]}" if where[0] else "Your numbers"
            says = f"{numbers} are exactly those of an answer in which {slips[0].found}."
        else:
            ordinal = "First", "Second", "Third"
            says = f"{('', 'Two', 'Three')[len(found) - 1]} things are wrong. " + " ".join(
                f"{which}{f', in {parts}' if parts else ''}: {slip.found}."
                for which, parts, slip in zip(ordinal, where, slips))
            hints = [[f"{which}: {hint}" for hint in some] for which, some in zip(ordinal, hints)]
        lines = [("Found", says), *self._right_parts(trials)]
        lines += [("Error", f"{trial.answer.detail}. {self._sizes(trial)}")
                  for trial in trials if trial.answer.problem][:1]
        lines.append(("Reread", "; and ".join(dict.fromkeys(slot.reread for slot in slots)) + "."))
        hints = [hint for step in zip_longest(*hints) for hint in step if hint]
        wrong = next(trial.given for trial in trials if not self._close(trial, NEARLY))
        return Report(self.name, "+".join(slip.key for slip in slips), "not right yet.", lines, hints, wrong)

    def _explained(self, trials):
        """Return (slot, slip, parts) for each mistake, or an empty list."""
        trials = sorted(trials, key=lambda trial: trial.value is None)
        builds, wrong = [self.build(trial.given) for trial in trials], self._wrong(trials)
        singles, pairs = [], []
        for mistake in mistakes(self.slots):
            (singles if len(mistake) == 1 else pairs).append(mistake)
        explains = []
        for mistake in singles:
            explains.append(self._explains(mistake, trials, builds, wrong))
            if explains[-1] == wrong and self._explains_all(mistake, trials, builds):
                return [(self.slots[name], slip, "") for name, slip in mistake.items()]
        useful = [(mistake, parts) for mistake, parts in zip(singles, explains) if parts]
        for count in 1, 2, 3:
            for group in combinations(useful, count):
                if set().union(*(parts for _, parts in group)) == wrong and self._is_least(group):
                    return [(self.slots[name], slip, _listed([part for part in self._names(trials) if part in parts]))
                            for mistake, parts in group for name, slip in mistake.items()]
            for mistake in pairs if count == 2 else []:
                if self._explains(mistake, trials, builds, wrong) == wrong and self._explains_all(
                        mistake, trials, builds):
                    return [(self.slots[name], slip, "") for name, slip in mistake.items()]
        return []

    def _is_least(self, group):
        """Whether no two of a group explain the same part."""
        return sum(len(parts) for _, parts in group) == len(set().union(*(parts for _, parts in group)))

    def _explains(self, mistake, trials, builds, parts):
        """Return those of the parts that a mistake explains on every network that gave an answer."""
        filled = self._filled(mistake)
        for trial, build in zip(trials, builds):
            if trial.value is None:
                return parts
            made = _built(build, filled)
            if made is None:
                return set()
            found, would = cut(trial.value, self.layout(trial.given.params)), cut(made, self.layout(trial.given.params))
            parts = {part for part in parts if close(found[part], would[part])}
            if not parts:
                return parts
        return parts

    def _explains_all(self, mistake, trials, builds):
        """Whether a mistake explains every part, also those that are right, and every failure."""
        filled = self._filled(mistake)
        names = set(self._names(trials))
        if self._explains(mistake, trials, builds, names) != names:
            return False
        return all(_built(build, filled) is None for trial, build in zip(trials, builds) if trial.value is None)

    def _filled(self, mistake):
        return {name: mistake[name].effect if name in mistake else slot.right for name, slot in self.slots.items()}

    def _localised(self, trials):
        features = [self.about(trial.given)[1:] for trial in trials]
        failed = [trial for trial in trials if trial.answer.problem]
        if failed:
            unless = [bool(trial.answer.problem) == ("all sizes equal" not in facts)
                      for trial, facts in zip(trials, features)]
            return self._trouble("raises-unless-square" if all(unless) else "raises", failed[0],
                                 failed[0].answer.detail)
        for trial in trials:
            if trial.value.shape != trial.truth.shape:
                return self._trouble("shape", trial, f"{trial.value.size} numbers, not {trial.truth.size}")
        right = [self._close(trial, SMALL) for trial in trials]
        wrong = [trial for trial, is_right in zip(trials, right) if not is_right]
        if any(right):
            sure = {fact for facts in features for fact in facts if fact in self._only_right(features, right)}
            if all(sure & set(facts) for facts, is_right in zip(features, right) if is_right):
                listed = " or with ".join(sorted(sure))
                return self._where("right-only-if", trials, wrong[0], listed)
        key, detail = self._sort(wrong)
        return self._where(key, trials, wrong[0], detail)

    def _only_right(self, features, right):
        """List what is special about right answers only."""
        facts = {fact for some in features for fact in some}
        return [fact for fact in facts
                if all(is_right for some, is_right in zip(features, right) if fact in some)]

    def _sort(self, wrong):
        """Return the key of what is known about the wrong parts, with its detail."""
        names = self._wrong(wrong)
        pairs = [{name: pair for name, pair in self._pairs(trial).items() if name in names} for trial in wrong]
        gradient = [name for name in self._names(wrong) if name in names and name != "L"]
        if not gradient:
            return "wrong-L", ""
        if not any(pair[name][0].any() for pair in pairs for name in gradient):
            return "all-zero", ""
        clipped = self._clipping(wrong) if "clipped" in self.parts else ""
        if clipped:
            return "clipped", clipped
        joined = [tuple(np.concatenate([pair[name][side] for name in gradient]) for side in (0, 1)) for pair in pairs]
        ratios = [_ratio(a, b) for a, b in joined]
        if all(ratio is not None for ratio in ratios):
            same = np.ptp(ratios) <= SMALL * max(map(abs, ratios))
            return ("constant-factor", f"{ratios[0]:.4g}") if same else ("factor-of-sizes", "")
        for key, axis in ("factor-of-row", 1), ("factor-of-column", 0):
            if key in self.parts and all(self._along(trial, gradient, axis) for trial in wrong):
                return key, ""
        key = "wrong-" + "".join(name[-1] for name in gradient)
        return (key if key in self.parts else "unknown"), ""

    def _along(self, trial, names, axis):
        """Whether the factor between what came and the truth is constant along an axis of every wrong part."""
        shapes, pairs = self.layout(trial.given.params), self._pairs(trial)
        for name in names:
            (a, b), (shape, _) = pairs[name], shapes[name]
            if shape[axis] == 1 or shape[1 - axis] == 1:
                return False
            ratio = (a / b).reshape(shape)
            if (np.ptp(ratio, axis=axis) > SMALL * np.abs(ratio).max()).any():
                return False
        return True

    def _clipping(self, wrong):
        """Say how a gradient is clipped, if it is: entry by entry, or its length as a whole."""
        rows = [(trial.value[1:], trial.truth[1:]) for trial in wrong]
        bound, length = ([f(found) for found, _ in rows] for f in (lambda a: np.abs(a).max(), np.linalg.norm))
        if np.ptp(bound) <= SMALL * bound[0] and all(close(a, np.clip(b, -bound[0], bound[0]), SMALL)
                                                     for a, b in rows):
            return f"no entry is larger than {bound[0]:.4g}"
        if np.ptp(length) <= 1e-4 * length[0] and all(_ratio(a, b) is not None for a, b in rows):
            return f"its length is {length[0]:.4g} wherever it should be more"
        return ""

    def _where(self, key, trials, wrong, detail):
        says = self.parts[key]
        off = {name: np.abs(a - b).max() / (np.abs(b).max() or 1) for name, (a, b) in self._pairs(wrong).items()}
        lines = [("Found", says.format(detail=detail)), *self._right_parts(trials),
                 ("Seen", f"{self._sizes(wrong)} {max(off, key=off.get)} is furthest off."),
                 ("Reread", self.reread + ".")]
        return Report(self.name, key, "not right yet.", lines, [*HINTS[says], *self.hints], wrong.given)

    def _trouble(self, key, trial, detail=""):
        if key == "nan":
            bad = [name for name, part in cut(trial.value, self.layout(trial.given.params)).items()
                   if not np.isfinite(part).all()]
            detail = _listed(bad)
        says, hints = ALGORITHM_TROUBLES[key]
        lines = [("Found", says.format(detail=detail)), ("Seen", self._sizes(trial))]
        return Report(self.name, key, "not right yet.", lines, hints, trial.given)

    def _right_parts(self, trials):
        answered = [trial for trial in trials if trial.value is not None]
        right = [name for name in self._names(trials) if name not in self._wrong(answered)]
        return [("Right", f"{_listed(right)} {'is' if len(right) == 1 else 'are'} right.")] if right else []

    def _names(self, trials):
        return list(self.layout(trials[0].given.params))

    def _wrong(self, trials):
        """Return the parts that are wrong on some network."""
        return {name for trial in trials if trial.value is not None
                for name, (a, b) in self._pairs(trial).items() if not close(a, b, NEARLY)}

    def _pairs(self, trial):
        """Return for every part what came and the truth."""
        shapes = self.layout(trial.given.params)
        found, true = cut(trial.value, shapes), cut(trial.truth, shapes)
        return {name: (found[name], true[name]) for name in shapes}

    def _close(self, trial, tolerance):
        """Whether every part is the truth, up to a part of its own largest entry."""
        if trial.value is None or trial.value.shape != trial.truth.shape:
            return False
        return all(close(a, b, tolerance) for a, b in self._pairs(trial).values())


def _built(build, filled):
    try:
        made = build(filled)
    except (ValueError, IndexError):  # the sizes do not fit, as they did not for the student
        return None
    return made if np.isfinite(made).all() else None


def _ratio(found, true):
    """Return the factor between two rows, or None if it is not the same everywhere."""
    factor = float(found @ true / (true @ true))
    return factor if np.abs(found - factor * true).max() <= SMALL * np.abs(true).max() else None


def _listed(words):
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
