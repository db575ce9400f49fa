"""The `{explorer}` directive: the norms of chapter 09 in four pictures, or in one that the reader moves.

    :::{explorer}
    :name: fig-explorer
    A caption.
    :::

`jacobian_norms` computes the pictures, which print shows and readers without JavaScript see. For the others
`explorer.js` takes the first of them and redraws it at every move of a slider, from numbers that it computes itself.
"""

import itertools
import json
import re
from typing import ClassVar

import numpy as np
from docutils import nodes
from docutils.parsers.rst import directives
from jacobian_norms import ACTIVATIONS, Setting, T, explore, finding, in_plane, network
from sphinx.util.docutils import SphinxDirective

# Where things stand in the drawing, as in explorer.js: the norm 1, a decade, the bars of the slopes, the unit circle.
LEFT, STEP, TOP, ONE, BOTTOM, DECADE, BASE, BAR, GAP, UNIT = 46, 7.5, 12, 120, 228, 18, 278, 26, 20, 50
RIGHT, POWERS = LEFT + STEP * T, range(-6, 7, 2)

SLIDERS = {"radius": ("Spectral radius of <i>W</i>", 0.5, 1.5, 0.05),
           "nonnormality": ("Non-normality of <i>W</i>", 0, 1, 0.05),
           "scale": ("Input scale", 0, 3, 0.1)}
EXAMPLES = {
    Setting(0.8, 0, 0.1, "tanh"):
        "A normal <i>W</i> and small inputs. What the eigenvalues say is what happens, and the bound adds nothing.",
    Setting(0.8, 1, 0.1, "identity"):
        "The same eigenvalues, <i>W</i> far from normal. The way to the same slope leads over a hump.",
    Setting(1.2, 0, 2, "tanh"):
        "Radius above 1, large inputs. The eigenvalues promise growth; saturated units pass too little of it.",
    Setting(0.8, 1, 1, "ReLU"):
        "Radius below 1, ReLU. Units switch off, the cancellation in <i>W</i> is broken, and the product grows."}


class Explorer(SphinxDirective):
    """Write the four pictures, and what `explorer.js` needs to draw others."""

    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged}

    def run(self):
        """Return one figure."""
        data = {name: np.squeeze(value).tolist() for name, value in network()._asdict().items()}
        pictures = "".join(f'<li>{picture(setting)}<p class="explorer-remark">{remark}</p></li>'
                           for setting, remark in EXAMPLES.items())
        html = (f'{controls(next(iter(EXAMPLES)))}<ol class="explorer-pictures">{pictures}</ol>'
                f'<script type="application/json">{json.dumps(data)}</script>')
        text, _ = self.parse_inline(" ".join(self.content))
        figure = nodes.figure("", nodes.raw("", html, format="html"), nodes.caption("", "", *text))
        figure["classes"].append("explorer")
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure]


def setup(app):
    """Connect the directive; called by Sphinx."""
    app.add_directive("explorer", Explorer)
    app.connect("html-page-context", load_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def load_assets(app, pagename, templatename, context, doctree):
    """Load script and style sheet on pages that hold an explorer, and on no other."""
    if doctree and any("explorer" in figure["classes"] for figure in doctree.findall(nodes.figure)):
        app.add_css_file("explorer.css")
        app.add_js_file("explorer.js", loading_method="defer")


def controls(setting):
    """Return the sliders and the choice of h; without JavaScript they are not shown."""
    sliders = "".join(
        f'<div><label for="explorer-{name}">{label}</label><output for="explorer-{name}" aria-live="off"></output>'
        f'<input type="range" id="explorer-{name}" name="{name}" min="{least}" max="{most}" step="{step}" '
        f'value="{getattr(setting, name)}"></div>'
        for name, (label, least, most, step) in SLIDERS.items())
    choices = "".join(
        f'<label><input type="radio" name="h" value="{name}"{" checked" * (name == setting.h)}>'
        f"<span>{name}</span></label>" for name in ACTIVATIONS)
    return (f'<form class="explorer-controls" autocomplete="off">{sliders}'
            f"<fieldset><legend>Activation <i>h</i></legend><div>{choices}</div></fieldset></form>")


def picture(setting):
    """Draw one setting: the norms over time, the mean slopes below them, the eigenvalues beside them."""
    fate = explore(setting)
    samples = [("unit", "unit circle"), ("line", f'eigenvalues: <i>ρ</i> = <b class="radius">{setting.radius:.2f}</b>'),
               ("bound", f'‖<i>W</i>‖<sub>2</sub> = <b class="size">{fate.size:.2f}</b>'),
               ("slopes", f'mean slope: <b class="slope">{fate.slopes.mean():.2f}</b>')]
    legend = "".join(f'<li><svg viewBox="0 0 28 12" aria-hidden="true"><path class="{kind}" d="M2 6H26"/>'
                     f'{"<circle r=4 cx=14 cy=6 />" * (kind == "line")}</svg><span>{text}</span></li>'
                     for kind, text in samples)
    return (f'<p class="explorer-title">{setting.h}, spectral radius {setting.radius:g}, '
            f"non-normality {setting.nonnormality:g}, input scale {setting.scale:g}</p>"
            f'<div class="explorer-picture">{over_time(fate)}<div>{spectrum(setting, fate)}<ul>{legend}</ul></div>'
            f'</div><p class="explorer-finding" aria-hidden="true">{printed(finding(fate))}</p>')


def printed(text):
    """Return text with powers of ten as print writes them."""
    return re.sub(r"e(-?)(\d+)", lambda match: f"·10<sup>{match[1].replace('-', '−')}{match[2]}</sup>", text)


def over_time(fate):
    """Draw the norm, its bound and the line by eigenvalues over time, and the mean slopes as bars."""
    names = {"norms": f'‖{symbol("P")}{index(symbol("t") + ",0", 4)}<tspan dy="-4">‖</tspan>{index(2, 4)}',
             "bound": "bound", "line": f'{symbol("ρ")}{index(symbol("t"), -5)}'}
    curves = {kind: getattr(fate, kind) for kind in names}
    places = apart([height(curve[T]) for curve in curves.values()])
    return (
        f'<svg class="explorer-norms" viewBox="0 0 440 304" role="img" aria-label="{finding(fate)}">{axes()}'
        f'<path class="slopes" d="{bars(fate.slopes)}"/>'
        f'<svg y="{TOP}" width="440" height="{BOTTOM - TOP}" viewBox="0 {TOP} 440 {BOTTOM - TOP}">'  # it clips
        + "".join(f'<path class="{kind}" d="{path(curve)}"/>' for kind, curve in curves.items()) + "</svg>"
        + "".join(f'<g class="{kind}" transform="translate({RIGHT + 6:g} {y:.1f})"><path d="M0 0H20"/>'
                  f'<text x="25" y="4">{names[kind]}</text></g>' for kind, y in zip(curves, places)) + "</svg>")


def axes():
    """Draw what is the same in all pictures."""
    grid = "".join(f"M{LEFT} {ONE - DECADE * power}H{RIGHT:g}" for power in POWERS if power)
    marks = [(ONE - DECADE * power, f"10{index(str(power).replace('-', '−'), -5)}" if power else 1) for power in POWERS]
    marks = "".join(f'<text class="power" x="{LEFT - 6}" y="{y + 4}">{mark}</text>'
                    for y, mark in [*marks, (BASE - BAR, 1), (BASE, 0)])
    times = "".join(f'<text class="time" x="{LEFT + STEP * t:g}" y="295">{t}</text>' for t in range(0, T + 1, 10))
    return (f'<path class="grid" d="{grid}"/><path class="axis" d="M{LEFT} {ONE}H{RIGHT:g}M{LEFT} {BASE}H{RIGHT:g}"/>'
            f'{marks}{times}<text x="{RIGHT + 16:g}" y="295">{symbol("t")}</text>'
            f'<text x="{RIGHT + 6:g}" y="{BASE - 14}">mean</text><text x="{RIGHT + 6:g}" y="{BASE + 3}">slope</text>')


def symbol(letter):
    """Write a letter as formulas do."""
    return f'<tspan class="symbol">{letter}</tspan>'


def index(text, lower):
    """Write an index, lowered or raised."""
    return f'<tspan class="index" dy="{lower}">{text}</tspan>'


def height(value):
    """Return where a norm stands; zero has no logarithm, and stands far below the picture."""
    return ONE - DECADE * np.log10(max(value, 1e-99))


def path(curve):
    """Return a curve over time."""
    return "M" + "L".join(f"{LEFT + STEP * t:g} {height(value):.1f}" for t, value in enumerate(curve))


def bars(slopes):
    """Return a bar for each time."""
    return "".join(f"M{LEFT + STEP * t:g} {BASE}V{BASE - BAR * slope:.1f}" for t, slope in enumerate(slopes, 1))


def apart(heights):
    """Move labels away from each other, and into the picture."""
    order = np.argsort(heights, kind="stable")
    places = np.clip(heights, TOP + 4, BOTTOM - 4)
    for above, below in itertools.pairwise(order):
        places[below] = max(places[below], places[above] + GAP)
    places[order[-1]] = min(places[order[-1]], BOTTOM - 4)
    for below, above in itertools.pairwise(order[::-1]):
        places[above] = min(places[above], places[below] - GAP)
    return places


def spectrum(setting, fate):
    """Draw the eigenvalues in the complex plane, and circles of radius 1, rho(W) and ||W||_2."""
    size = UNIT * setting.radius
    dots = "".join(f'<circle class="dot" r="4" cx="{size * np.cos(angle):.1f}" cy="{size * np.sin(angle):.1f}"/>'
                   for angle in network().angles)
    return (f'<svg class="explorer-spectrum" viewBox="-100 -100 200 200" role="img" '
            f'aria-label="{in_plane(setting, fate)}"><path class="grid" d="M-100 0H100M0 -100V100"/>'
            f'<circle class="unit" r="{UNIT}"/><circle class="line" r="{size:.1f}"/>'
            f'<circle class="bound" r="{UNIT * fate.size:.1f}"/>{dots}</svg>')
