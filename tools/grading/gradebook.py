"""The table of grades: points from the source's metadata, for what the checkers found right; one row each."""

import csv

from .judging import UNMARKED


def points(result, homework):
    """Return the points of each cell that checkers decide; nothing if the submission could not be read."""
    if result.problem:
        return None
    right = {verdict.function for verdict in result.verdicts if verdict.ok}
    return {cell.cell: cell.points if right >= set(cell.functions) else 0.0 for cell in homework.by_machine}


def needs_a_look(result):
    """Return why a person should look at a submission: a sentence for each reason."""
    if result.problem:
        return [result.problem]
    reasons = {}
    for verdict in result.verdicts:
        if verdict.diagnosis in UNMARKED and verdict.diagnosis != "not-defined":
            words = f"{UNMARKED[verdict.diagnosis][0].rstrip('.')} [{verdict.diagnosis}]."
            reasons.setdefault(words, []).append(verdict.function)
    return [f"{', '.join(functions)}: {words}" for words, functions in reasons.items()]


def write(path, results, homework):
    """Write the table, as spreadsheets read it. Columns of questions on paper are left empty for who reads them."""
    decided, paper = homework.by_machine, [f"{cell.cell} (of {tidy(cell.points)})" for cell in homework.on_paper]
    names = [f"{'+'.join(cell.functions)} (of {tidy(cell.points)})" for cell in decided]
    functions = [f"{asked.name} diagnosis" for asked in homework.asked]
    total = f"code (of {tidy(sum(cell.points for cell in decided))})"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["student", total, *names, *paper, *functions, "look at it"])
        for result in results:
            earned = points(result, homework)
            parts = ["" if earned is None else tidy(earned[cell.cell]) for cell in decided]
            found = [verdict.diagnosis for verdict in result.verdicts] or [""] * len(functions)
            sums = "" if earned is None else tidy(sum(earned.values()))
            row = [result.name, sums, *parts, *[""] * len(paper), *found, " ".join(needs_a_look(result))]
            table.writerow([_safe(entry) for entry in row])


def tidy(number):
    """Return 4 for 4.0."""
    return int(number) if number == int(number) else number


def _safe(entry):
    """Keep a spreadsheet from taking a stranger's words for a formula."""
    text = str(entry)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
