"""What a judge asks, one question after the other; the first answer that is a `Report`, and not None, counts.

Does anything keep the answers from being compared, are they right, which known mistake explains all of them, and if
none does, did the function fail, has it a wrong shape, and what is right about it?
"""

from itertools import zip_longest

import numpy as np

from .invariants import SMALL, only_where
from .raised import NO_ARRAY, ONE_BY_ONE, questions
from .report import Report
from .words import ALPHA, FAILURES, FINISHED, ORDINALS, SIZES_OF_1, UNEQUAL, exactly

RIGHT, RIGHT_IN_FLOAT32, NEARLY = 1e-12, 1e-5, 1e-3
ZEROS = "extra-entries", "missing-entries"  # where all sizes are 1, no entry is zero


def problem(checker, trials):
    """Report what cannot be compared; but errors and NaN on some networks only may be what a known mistake does."""
    problems = {trial.answer.problem for trial in trials}
    if problems == {"none"}:
        return Report(checker.name, "not-written", "not written yet. It returns None.")
    for key in [*sorted(problems - {"", "none", *FAILURES}), *FAILURES, "none"]:
        if key in problems and (key not in FAILURES or problems <= set(FAILURES)):
            trial = next(trial for trial in trials if trial.answer.problem == key)
            return trouble(checker, key, trial, trial.answer.detail)
    return None


def right(checker, trials):
    """Report that all answers are right, with what is worth a note; or that they are, but to a few digits only."""
    if not all(trial.near(NEARLY) for trial in trials):
        return None
    single = any(trial.single() for trial in trials)
    for trial in trials:
        if not trial.near(RIGHT_IN_FLOAT32 if single else RIGHT):
            return trouble(checker, "few-digits", trial, f"{-np.log10(trial.off()):.0f}")
    report = Report(checker.name, "right", f"right, on {len(trials)} {checker.noun}.")
    if single:
        report.add("Note", "Right to the digits of float32. In this course we compute in float64.")
    for name, part in trials[0].parts.items():
        came, wanted = np.shape(part.answer.value), part.truth.shape
        if came != wanted and wanted:
            report.add("Note", f"Yours has shape {came}{_of(name)}. The book lays the same numbers, in the same order, "
                               f"out as {checker.letters(name)} = {wanted}. Before you add it to such an array, or "
                               "take a part of it, reshape it.")
    return report


def known(checker, trials):
    """Report known mistakes that explain every number."""
    mistakes = checker.explain(trials)
    if not mistakes:
        return None
    slots, slips = [checker.slots[name] for name, _, _ in mistakes], [slip for _, slip, _ in mistakes]
    said = [slot.says(slip.key) for slot, slip in zip(slots, slips)]
    hints = [hints for _, hints in said]
    if len(slips) > 1:
        hints = [[f"{which}: {hint}" for hint in some] for which, some in zip(ORDINALS, hints)]
    lines = [*checker.first_of_all(trials), ("Found", exactly(mistakes, _where_it_runs(checker, trials))),
             *checker.right_parts(trials)]
    for trial in [trial for trial in trials if trial.answer.problem][:1]:
        error = trial.answer.detail if trial.answer.problem == "raises" else "NaN or infinity came"
        lines.append(("Error", f"{error}. {_sizes(checker, trial.given)}"))
    lines.append(("Reread", "; and ".join(dict.fromkeys(reread for reread, _ in said)) + "."))
    wrong = next(trial.given for trial in trials if not trial.near(NEARLY))
    return Report(checker.name, "+".join(dict.fromkeys(slip.key for slip in slips)), "not right yet.", lines,
                  [hint for step in zip_longest(*hints) for hint in step if hint], wrong)


def _where_it_runs(checker, trials):
    """Say where the numbers come from, if an error stopped the function elsewhere."""
    if not any(trial.answer.problem == "raises" for trial in trials):
        return ""
    equal = _equal_sizes(checker, trials)
    return f"Where {equal} it runs, and there" if equal else "Where it runs,"


def _equal_sizes(checker, trials):
    """Return which sizes are equal where no error stops the function, if that tells these networks from the others."""
    for fact, equal in UNEQUAL.items():
        if all(bool(trial.answer.problem) == (fact in some) for trial, some in zip(trials, _facts(checker, trials))):
            return equal
    return ""


def failed(checker, trials):
    """Report an error or NaN on some of the networks."""
    failures = [trial for trial in trials if trial.answer.problem]
    if not failures:
        return None
    key, equal = failures[0].answer.problem, _equal_sizes(checker, trials)
    if key == "raises" and equal:
        detail = f"{equal} it runs; elsewhere the sizes stop it. {failures[0].answer.detail}"
        return trouble(checker, "raises-unless-square", failures[0], detail)
    return _with_note(checker, trials, trouble(checker, key, failures[0], failures[0].answer.detail))


def misshapen(checker, trials):
    """Report a wrong shape."""
    for trial in trials:
        for name, part in trial.parts.items():
            if part.value.shape != part.truth.shape:
                report = trouble(checker, checker.misshapen(trial, name), trial, _shapes(checker, name, part))
                return _with_note(checker, trials, report)
    return None


def located(checker, trials):
    """Report where a mistake sits that nobody knows."""
    fine = [trial.near(SMALL) for trial in trials]
    wrong = [trial for trial, is_right in zip(trials, fine) if not is_right]
    facts = _only_where(checker, trials, checker.special)
    key, detail = ("right-only-if", " or with ".join(facts)) if facts else checker.look(wrong)
    says, hints = checker.says(key)
    shown = next((trial for trial in wrong if not trial.near(NEARLY)), wrong[0])
    lines = [*checker.first_of_all(trials), ("Found", says.format(detail=detail)), *checker.right_parts(trials),
             ("Seen", f"{_sizes(checker, shown.given)} {checker.furthest(shown)} is furthest off."),
             ("Reread", checker.reread + ".")]
    hints = [*(checker.special[fact] for fact in facts if fact in checker.special), *hints]
    hints += [FINISHED] * ("T = 1" in facts) + [ALPHA] * (key == "factor-of-sizes" and hasattr(shown.given, "alpha"))
    first = [checker.in_one] if _right_in_one(checker, trials) else checker.hints[:1]
    hints += [*([] if key in ZEROS else first), *checker.hints[1:]]
    return Report(checker.name, key, "not right yet.", lines, hints, shown.given)


def trouble(checker, key, trial, detail=""):
    """Report a diagnosis in its own words."""
    says, hints = checker.says(key)
    hints = questions(detail, trial.given, hints) if key == "raises" else hints
    hints = [ONE_BY_ONE] if key == "raises-unless-square" and NO_ARRAY in detail else hints
    lines = [("Found", says.format(detail=detail)), ("Seen", _sizes(checker, trial.given))]
    return Report(checker.name, key, "not right yet.", lines, hints, trial.given)


def _with_note(checker, trials, report):
    """Add for which networks it is right, if one fact tells them from the others."""
    for fact in _only_where(checker, trials)[:1]:
        report.add("Note", f"It is right for those with {fact}.")
    return report


def _only_where(checker, trials, special=()):
    """Return facts that tell where it is right; where every size is 1 it may be right by chance, and tells nothing."""
    pairs = [(facts, trial.near(SMALL)) for facts, trial in zip(_facts(checker, trials), trials)]
    return only_where(*zip(*(pair for pair in pairs if not (SIZES_OF_1 in pair[0] and pair[1]))), special)


def _right_in_one(checker, trials):
    """Whether it is right where every size is 1."""
    return any(SIZES_OF_1 in facts and trial.near(SMALL) for facts, trial in zip(_facts(checker, trials), trials))


def _sizes(checker, given):
    return f"With {checker.about(given)[0]}."


def _facts(checker, trials):
    return [checker.about(trial.given)[1:] for trial in trials]


def _shapes(checker, name, part):
    """Write the shape that came, in numbers, and in letters if we can tell what they count; and the wanted one."""
    letters, wanted, came = checker.letters(name), part.truth.shape, part.value.shape
    count = dict(zip(wanted, letters.strip("()").split(", ")))
    known = f"({', '.join(count[length] for length in came)}{',' * (len(came) == 1)}) = " if {*came} <= {*count} else ""
    came = f"an array of shape {known}{came}" if came else "a number"
    wanted = f"{letters} = {wanted}" if wanted else "a number"
    return f"{came}{_of(name)}, but {wanted} is wanted"


def _of(name):
    return f" for {name}" if name else ""
