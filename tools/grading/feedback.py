"""What a student gets back: points, and for every function what the check in the notebook would say."""

import re
from html import escape

from .gradebook import points, tidy
from .page import page, table


def feedback(result, homework):
    """Return a student's page: points, and for every function what the check in the notebook would say."""
    title, about = f"Feedback for {result.name}", f'<p class="faint">{escape(homework.title)}</p>'
    if result.problem:
        return page(title, f"{about}\n<p>Your notebook was not marked. {escape(result.problem)}</p>")
    earned, most = points(result, homework), sum(cell.points for cell in homework.by_machine)
    rows = [(" and ".join(cell.functions), tidy(cell.points), tidy(earned[cell.cell])) for cell in homework.by_machine]
    rows.append(("code in all", tidy(most), tidy(sum(earned.values()))))
    paper = sum(cell.points for cell in homework.on_paper)
    rows += [("on paper", tidy(paper), "a person reads it")] if paper else []
    body = [about, table("Points", ["question", "of", "yours"], rows, numbers={1, 2})]
    for verdict in result.verdicts:
        state = ("right", "right") if verdict.ok else ("wrong", "not right yet")
        body.append(f'<section class="{state[0]}"><h2><code>{escape(verdict.function)}</code>: '
                    f"<span>{state[1]}</span></h2>\n{_report(verdict.message)}")
        body += [f"<details><summary>Hint {number}, stronger</summary><p>{escape(' '.join(hint.split()))}</p></details>"
                 for number, hint in enumerate(verdict.hints, 2)]
        body.append("</section>")
    if result.failures and not all(verdict.ok for verdict in result.verdicts):
        body.append("<h2>Cells that stopped with an error</h2>")
        body.append(table("In the order of the notebook; not all of them need matter", ["cell", "what happened"],
                           result.failures))
    return page(title, "\n".join(body))


def found(message):
    """Return what a report found, in one line."""
    first, labelled = _parts(message)
    return dict(labelled).get("Found", first.partition(": ")[2].partition(" [")[0])


def _parts(message):
    """Return the first line of a report, and its paragraphs as (label, text)."""
    first, *rest = re.split(r"^  (?=[A-Z])", message, flags=re.MULTILINE)
    words = [" ".join(part.split()) for part in rest]
    return " ".join(first.split()), [tuple(part.split(" ", 1)) for part in words if " " in part]


def _report(message):
    """Return a report as HTML, so that it reads well on any width."""
    first, labelled = _parts(message)
    entries = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in labelled)
    return f'<div class="report"><p>{escape(first)}</p>{f"<dl>{entries}</dl>" if entries else ""}</div>'
