"""The `{stepper}` directive: the loops of chapter 05 step by step, as pictures, formulas and numbers.

    :::{stepper}
    :name: fig-stepper
    A caption.
    :::

`bptt_steps` computes what happens; here all of it is written into the page. That is what print shows, and what readers
without JavaScript see. `stepper.js` lets the others move through it, and computes nothing.
"""

import re
from html import escape
from typing import ClassVar

import numpy as np
from bptt_steps import FORMS, VERSIONS, T, given, listing, steps
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

SIGNS = {r"\leftarrow": "←", r"\quad": "\N{EM SPACE}", r"\, ": "\N{NARROW NO-BREAK SPACE}", r"\delta": "δ",
         r"\mathrm{Id}": "Id"}
MARKS = {"right": "✓ ", "wrong": "✗ "}
SPOKEN = {"term": "term", "sum": "G", "truth": "true derivative"}
TERMS = {"fits": ("✓", "fits"), "misses": ("✗", "does not fit"), "twice": ("✗ twice", "counts twice")}


class Stepper(SphinxDirective):
    """Write every run, and the buttons that `stepper.js` brings to life."""

    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged}

    def run(self):
        """Return one figure."""
        switches = buttons("The loop", "version", VERSIONS) + buttons(
            "What is carried back", "form", {form.key: form.name for form in FORMS})
        place = '<span class="stepper-place"></span>'
        moves = buttons("Step", "by", {"-1": "‹ back", "1": "forward ›"}, between=place)
        runs = "".join(run(version, form) for version in VERSIONS for form in FORMS)
        html = f'{controls(switches)}<p class="stepper-status"></p>{what_is_given()}{runs}{controls(moves)}'
        pieces = [nodes.math("", piece) if number % 2 else nodes.raw("", piece, format="html")
                  for number, piece in enumerate(html.split("$$"))]
        text, messages = self.parse_inline(" ".join(self.content))
        figure = nodes.figure("", *pieces, nodes.caption("", "", *text), classes=["stepper"])
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure, *messages]


def setup(app):
    """Connect the directive; called by Sphinx."""
    app.add_directive("stepper", Stepper)
    app.connect("html-page-context", load_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def load_assets(app, pagename, templatename, context, doctree):
    """Load script and style sheet on pages that hold a stepper, and on no other."""
    if doctree and any("stepper" in figure["classes"] for figure in doctree.findall(nodes.figure)):
        app.add_css_file("stepper.css")
        app.add_js_file("stepper.js", loading_method="defer")


def controls(html):
    """Return a bar of buttons; without JavaScript it is not shown."""
    return f'<div class="stepper-controls">{html}</div>'


def buttons(label, name, words, between=""):
    """Return a group of buttons; each has its value as `data-name`."""
    html = (f'<button type="button" data-{name}="{value}">{inline(word)}</button>' for value, word in words.items())
    return f'<div role="group" aria-label="{label}">{between.join(html)}</div>'


def what_is_given():
    """Return the arrays that all runs read."""
    items = "".join(f"<span>{formula(name)} = {array(values)}</span> " for name, values in given().items())
    return f'<p class="stepper-given">{items}</p>'


def run(version, form):
    """Return one run: its algorithm and its steps."""
    printed = version == "printed"
    lines = "".join(f'<li data-line="{number}"><span>{number}</span> <span>{inline(text)}</span></li>'
                    for number, text in listing(printed, form).items())
    shown = "".join(step(each, form) for each in steps(printed, form))
    return (f'<div class="stepper-run" data-version="{version}" data-form="{form.key}">'
            f'<p class="stepper-title">The loop {VERSIONS[version]}, with the {inline(form.name)}</p>'
            f'<ol class="stepper-lines">{lines}</ol><ol class="stepper-steps">{shown}</ol></div>')


def step(each, form):
    """Return a step: its picture, its sentence, its quantities."""
    lines, rows = " ".join(map(str, each.lines)), "".join(quantity(row, form) for row in each.rows)
    return (f'<li data-lines="{lines}">{picture(each, form)}'
            f'<p class="stepper-say">{inline(each.say)}</p>{rows}</li>')


def quantity(row, form):
    """Return a quantity of a step: its formula, what there is to say, its numbers."""
    mark = "stepper-more" if row.mark == "more" else row.mark
    remark = f'<span class="stepper-remark">{MARKS.get(row.mark, "")}{inline(row.remark)}</span>' if row.remark else ""
    return (f'<div class="stepper-row {row.role} {mark}" data-name="{SPOKEN.get(row.role, letter(form))}">'
            f"<span>{formula(row.formula)}{remark}</span>{numbers(row.numbers)}</div>")


def numbers(items):
    """Return arrays with the signs between them; a sign stays with the array behind it, and the last is the result."""
    html, sign = "", ""
    for item in items:
        if isinstance(item, str):
            sign = f'<span class="stepper-more">{item}</span>'
        else:
            more = "" if item is items[-1] else " stepper-more"
            html, sign = f'{html}<span class="stepper-item{more}">{sign}{array(item)}</span>', ""
    return f'<span class="stepper-numbers">{html}</span>'


def array(values):
    """Return an array with two columns; it is read aloud row by row."""
    rows = [[f"{value:.4f}".replace("-", "−") for value in row] for row in values + 0.0]
    cells = "".join(f"<span>{cell}</span>" for row in rows for cell in row)
    label = "; ".join(", ".join(row) for row in rows)
    return f'<span class="stepper-array" role="img" aria-label="{label}">{cells}</span>'


def inline(text):
    """Return text as HTML, with its **bold** words and its $formulas$."""
    text = re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", escape(text))
    return re.sub(r"\$(.*?)\$", lambda match: formula(match[1]), text)


def formula(latex):
    """Return a formula between $$, or, if it holds symbols, products and sums only, as HTML in the same letters.

    There are some three hundred such formulas, and KaTeX takes ten times as many elements for them.
    """
    html = latex
    for name, sign in SIGNS.items():
        html = html.replace(name, sign)
    if re.search(r"[\\^]", html):
        return f"$${latex}$$"
    html = re.sub(r"(?<=\w) (?=\w)", "", html)
    html = re.sub(r"Id|([A-Za-zδ])(?:_(\w))?", lambda match: symbol(*match.groups()) if match[1] else match[0], html)
    return f'<span class="stepper-formula">{html}</span>'


def symbol(name, index):
    """Return a letter with its index."""
    return f"<i>{name}</i>" + (f"<sub>{'<i>t</i>' if index == 't' else index}</sub>" if index else "")


def letter(form):
    """Return the letter of what is carried back."""
    return SIGNS.get(form.letter, form.letter)


def picture(each, form):
    """Draw the network, the Jacobians that have been multiplied so far, and the direct terms that are added."""
    state, parts = {t: 22 + 76 * t for t in range(T + 1)}, []
    if form.start == "r_4":
        parts += [text("z", state[T], 14, "E", T), arrow("z", (state[T], 20), (state[T], 40))]
    for t in range(1, T + 1):
        before, now, mark = state[t - 1], state[t], each.terms.get(t)
        lit, middle = "z" if t > each.reached else "off", (before + now) // 2
        parts += [arrow("net", (before + 16, 58), (now - 16, 58)), text("net", now, 113, "x", t),
                  arrow(lit, (now - 10, 44), (before + 11, 44), bend=(middle, 14)), text(lit, middle, 20, "J", t),
                  arrow("term" if mark else "net", (now, 98), (now, 75))]
        if mark:
            parts += [text("term", now + 17, 93, "D", t), text(mark, now + 28, 93, TERMS[mark][0])]
    for t, x in state.items():
        here = "here" if t == each.reached else "there"
        parts += [f'<circle class="{here}" cx="{x}" cy="58" r="16"/>', text(here, x, 63, "s", t)]
    parts.append(text("z", state[each.reached] - 15, 91, letter(form)))
    said = [f"{letter(form)} at s{each.reached}", *(f"D{t} {TERMS[mark][1]}" for t, mark in each.terms.items())]
    return (f'<svg class="stepper-picture" viewBox="0 0 408 120" role="img" aria-label="{"; ".join(said)}">'
            f'{"".join(parts)}</svg>')


def text(kind, x, y, name, index=""):
    """Draw a symbol."""
    below = f'<tspan class="index" dy="3">{index}</tspan>' if index != "" else ""
    return f'<text class="{kind}" x="{x}" y="{y}">{name}{below}</text>'


def arrow(kind, start, tip, bend=None):
    """Draw an arrow, straight or bent towards a point."""
    along = np.subtract(tip, bend or start) / np.linalg.norm(np.subtract(tip, bend or start))
    across = 3.5 * along[::-1] * (-1, 1)
    (a, b), (c, d) = tip - 7 * along + across, tip - 7 * along - across
    path = "M{} {}".format(*start) + ("Q{} {} ".format(*bend) if bend else "L") + "{} {}".format(*tip)
    head = "M{} {}".format(*tip) + f"L{a:.1f} {b:.1f} {c:.1f} {d:.1f}z"
    return f'<path class="{kind}" d="{path}"/><path class="{kind} head" d="{head}"/>'
