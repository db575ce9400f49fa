"""What the lecturer gets: what is most often wrong, who needs a look, and the table of grades."""

from collections import Counter
from html import escape

from .feedback import found
from .gradebook import needs_a_look, points, tidy
from .page import framed, page, table

SHOWN = 8  # diagnoses that are not folded


def class_page(results, homework, seed):
    """Return the page for the lecturer: what is most often wrong, who needs a look, and the table of grades."""
    read = [result for result in results if not result.problem]
    most = sum(cell.points for cell in homework.by_machine)
    sums = [sum(points(result, homework).values()) for result in read]
    mean = f", {sum(sums) / len(sums):.1f} of {tidy(most)} points for code on average" if sums else ""
    body = [f'<p class="faint">{escape(homework.title)}</p>',
            f"<p>{len(results)} submissions, {len(read)} of them marked{mean}. "
            f'<span class="faint">Seed of the arguments: {seed}.</span></p>']
    look = [(result.name, " ".join(reasons)) for result in results if (reasons := needs_a_look(result))]
    if look:
        body += ["<h2>Look at these</h2>", table("A person should look at these", ["student", "reason"], look)]
    body.append("<h2>What is most often wrong</h2>")
    for asked in homework.asked:
        body.append(_histogram(asked.name, [verdict for result in read for verdict in result.verdicts
                                            if verdict.function == asked.name]))
    body.append("<h2>Grades</h2>")
    names = [" and ".join(cell.functions) for cell in homework.by_machine]
    rows = []
    for result in results:
        earned = points(result, homework)
        parts = [tidy(earned[cell.cell]) for cell in homework.by_machine] if earned else [""] * len(names)
        found = ", ".join(f"{verdict.function}: {verdict.diagnosis}" for verdict in result.verdicts if not verdict.ok)
        rows.append((result.name, tidy(sum(earned.values())) if earned else "not marked", *parts, found))
    body.append(table(f"Points for code, of {tidy(most)}", ["student", "points", *names, "diagnoses"], rows,
                       numbers=set(range(1, len(names) + 2))))
    return page("The class", "\n".join(body))


def _histogram(name, verdicts):
    """Return how many are right, and a bar for each wrong diagnosis, the most frequent first; rare ones are folded."""
    counts = Counter(verdict.diagnosis for verdict in verdicts if not verdict.ok)
    says = {verdict.diagnosis: found(verdict.message) for verdict in reversed(verdicts)}
    rows = [f'<tr><th scope="row">{escape(key)}</th><td class="number">{count}</td><td class="wide" aria-hidden="true">'
            f'<span class="bar" style="width: {100 * count / max(counts.values()):.0f}%"></span></td>'
            f'<td class="words">{escape(says[key])}</td></tr>' for key, count in counts.most_common()]
    right = f"<code>{escape(name)}</code>: {len(verdicts) - counts.total()} of {len(verdicts)} are right"
    body = [f"<h3>{right}</h3>", _bars(f"Wrong answers to {name}", rows[:SHOWN]) if rows else ""]
    if rows[SHOWN:]:
        body.append(f"<details><summary>{len(rows) - SHOWN} more diagnoses, of "
                    f"{sum(count for _, count in counts.most_common()[SHOWN:])} students</summary>"
                    f"{_bars(f'Rarer wrong answers to {name}', rows[SHOWN:])}</details>")
    return "\n".join(body)


def _bars(caption, rows):
    heads = ('<th scope="col">diagnosis</th><th scope="col" class="number">students</th><td></td>'
             '<th scope="col">what a report says, for instance</th>')
    return framed(caption, heads, "\n".join(rows))
