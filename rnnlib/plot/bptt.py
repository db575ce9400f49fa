"""Figures of chapter 05."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from .style import COLOURS, WIDTH, canvas, styled

ROWS = {"E": 4.0, "delta": 3.1, "q": 2.12, "U": 1.38, "W": 0.74,
        "time": 0.3, "visited": 0.06}  # heights; one unit of these axes is about an inch
NAMES, WIDE, HIGH, BRANCH = 0.92, 0.76, 0.42, 0.13  # room for the names on the left; a box; room for the branching line


@styled
def backward_sweep(T):
    """Draw the backward sweep through T steps: a row moves left, and every step adds to dL/dU and to dL/dW.

    Parameters
    ----------
    T : int
        Number of steps.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=4.5, dpi=130)
    columns = dict(enumerate(np.linspace(NAMES + BRANCH + WIDE / 2, WIDTH - 0.16 - WIDE / 2, T), 1))
    for t, x in columns.items():
        _box(ax, x, "E", f"$E_{t}$", "truth")
        _box(ax, x, "delta", rf"$\delta_{t}$", "truth")
        _box(ax, x, "q", f"$q_{t}$", "truth")
        _box(ax, x, "U", rf"$q_{t}^\top x_{t}^\top$", "U")
        _box(ax, x, "W", rf"$q_{t}^\top s_{t - 1}^\top$", "W")
        _fall(ax, x, "E", "delta", f"$r_{t}$", "V")
        _fall(ax, x, "delta", "q", rf"$*\,h'(a_{t})$", "truth")
        _branch(ax, x - WIDE / 2, "q", ("U", "W"))
        for row, text in ("time", f"$t={t}$"), ("visited", _ordinal(T + 1 - t)):
            ax.text(x, ROWS[row], text, ha="center", va="center", color=COLOURS["quiet"], fontsize=12)
    for t in range(2, T + 1):
        _carry(ax, columns[t] - WIDE / 2, columns[t - 1] + WIDE / 2, f"$J_{t}$")
        for row in ("U", "W"):
            middle = (columns[t] - BRANCH + columns[t - 1]) / 2
            ax.text(middle, ROWS[row], "+", ha="center", va="center", fontsize=14)
    for row, text in {"E": "error", "delta": "row", "visited": "visited"}.items():
        colour = COLOURS["quiet" if row == "visited" else "truth"]
        ax.text(0, ROWS[row], text, color=colour, va="center", fontsize=12)
    for name in ("U", "W"):
        ax.text(0, ROWS[name], rf"$\mathrm{{d}}L/\mathrm{{d}}{name}=$", color=COLOURS[name], va="center", fontsize=13)
    ax.set(xlim=(0, WIDTH - 0.1), ylim=(-0.06, ROWS["E"] + HIGH / 2 + 0.05))
    ax.set_axis_off()
    return fig


def _ordinal(number):
    """Return 1st, 2nd, 3rd, 4th, ..."""
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th')}"


def _box(ax, x, row, text, colour):
    """Draw a box with a formula in it."""
    corner = x - WIDE / 2, ROWS[row] - HIGH / 2
    ax.add_patch(FancyBboxPatch(corner, WIDE, HIGH, boxstyle="round,pad=0,rounding_size=0.1", fill=False, lw=1.5,
                                color=COLOURS[colour]))
    ax.text(x, ROWS[row], text, ha="center", va="center", fontsize=14)


def _fall(ax, x, above, below, text, colour):
    """Draw an arrow from one row of boxes down to another."""
    start, end = ROWS[above] - HIGH / 2, ROWS[below] + HIGH / 2
    _arrow(ax, (x, start), (x, end), colour)
    ax.text(x + 0.08, (start + end) / 2 + 0.03, text, color=COLOURS[colour], va="center", fontsize=13)


def _branch(ax, left, above, below):
    """Draw a line out of a box and down beside the boxes below, with an arrow into each of them."""
    beside = left - BRANCH
    ax.plot([left, beside, beside], [ROWS[above], ROWS[above], ROWS[below[-1]]], color=COLOURS["truth"], lw=2,
            solid_joinstyle="round", solid_capstyle="round")
    for row in below:
        _arrow(ax, (beside, ROWS[row]), (left, ROWS[row]), "truth")


def _carry(ax, right, left, text):
    """Draw the arrow that carries the row one step back in time."""
    _arrow(ax, (right, ROWS["delta"]), (left, ROWS["delta"]), "W")
    ax.text((left + right) / 2, ROWS["delta"] + 0.2, text, color=COLOURS["W"], ha="center", va="center", fontsize=14)


def _arrow(ax, start, end, colour):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[colour], "lw": 2, "shrinkA": 0,
                                            "shrinkB": 0, "mutation_scale": 13})
