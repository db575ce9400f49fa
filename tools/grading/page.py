"""A page of HTML: one file, without scripts, light or dark as the reader likes it."""

from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --faint: #5a5a5a; --line: #c9c9c9;
  --soft: #f3f3f3; --right: #00624a; --wrong: #9a3d00; --bar: #0072b2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #161616; --faint: #b0b0b0; --line: #4a4a4a;
  --soft: #242424; --right: #4fd1a5; --wrong: #ffa35c; --bar: #56b4e9; } }
body { margin: 2rem auto; max-width: 56rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.report { background: var(--soft); border-left: 4px solid var(--wrong); padding: 0.5rem 1rem; margin: 0.75rem 0; }
.right .report { border-color: var(--right); } .report p { margin: 0.25rem 0; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0.4rem 1rem; margin: 0.5rem 0; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { display: block; } dt { margin-top: 0.5rem; } }
h2 span { color: var(--wrong); } .right h2 span { color: var(--right); } .faint { color: var(--faint); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; padding-bottom: 0.4rem; color: var(--faint); }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.7rem 0.25rem 0;
  border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.wide { min-width: 6rem; } td.words { min-width: 14rem; } h3 { font-size: 1rem; margin: 1.5rem 0 0.3rem; }
.bar { display: block; height: 0.8rem; margin-top: 0.35rem; background: var(--bar); }
summary { cursor: pointer; } @media print { body { margin: 0; max-width: none; } }
"""


def page(title, body):
    """Return a whole page; the body is HTML, the title is not."""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def table(caption, heads, rows, numbers=frozenset()):
    """Return a table; its first column names the rows, and those in `numbers` hold numbers."""
    def cell(place, entry, tag="td", more=""):
        return f"<{tag}{more}{' class=number' if place in numbers else ''}>{escape(str(entry))}</{tag}>"

    head = "".join(cell(place, entry, "th", ' scope="col"') for place, entry in enumerate(heads))
    body = "\n".join("<tr>" + cell(0, first, "th", ' scope="row"')
                     + "".join(cell(place, entry) for place, entry in enumerate(rest, 1)) + "</tr>"
                     for first, *rest in rows)
    return framed(caption, head, body)


def framed(caption, head, body):
    """Return a table of rows that are HTML already, in a box that scrolls if the window is narrow."""
    return (f'<div class="scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table>'
            f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")
