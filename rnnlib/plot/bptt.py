"""Figures of chapter 05."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from .style import COLOURS, WIDTH, canvas, styled

ROWS = {"E": 3.15, "delta": 2.2, "U": 1.1, "W": 0.2}  # heights; one unit of these axes is about an inch
NAMES, WIDE, HIGH = 0.82, 0.84, 0.44  # room for the names on the left; a box


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
    fig, ax = canvas(height=4.05)
    columns = dict(enumerate(np.linspace(NAMES + WIDE / 2, WIDTH - 0.15 - WIDE / 2, T), 1))
    for t, x in columns.items():
        _box(ax, x, "E", f"$E_{t}$", "truth")
        _box(ax, x, "delta", rf"$\delta_{t}$", "truth")
        _box(ax, x, "U", rf"$q_{t}^\top x_{t}^\top$", "U")
        _box(ax, x, "W", rf"$q_{t}^\top s_{t - 1}^\top$", "W")
        _fall(ax, x, "E", "delta", f"$r_{t}$", "V")
        _fall(ax, x, "delta", "U", f"$q_{t}$", "truth")
        _fall(ax, x, "U", "W", f"$q_{t}$", "truth")
        ax.text(x, -0.22, f"step {T + 1 - t}", ha="center", va="center", color=COLOURS["quiet"], fontsize=12)
    for t in range(2, T + 1):
        _carry(ax, columns[t] - WIDE / 2, columns[t - 1] + WIDE / 2, f"$J_{t}$")
        for row in ("U", "W"):
            ax.text((columns[t] + columns[t - 1]) / 2, ROWS[row], "+", ha="center", va="center", fontsize=14)
    for name, text in {"E": "error", "delta": "row"}.items():
        ax.text(0, ROWS[name], text, va="center", fontsize=12)
    for name in ("U", "W"):
        ax.text(0, ROWS[name], f"$dL/d{name}=$", color=COLOURS[name], va="center", fontsize=13)
    ax.set(xlim=(0, WIDTH - 0.1), ylim=(-0.4, ROWS["E"] + HIGH / 2 + 0.05))
    ax.set_axis_off()
    return fig


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
    ax.text(x + 0.1, (start + end) / 2 + 0.03, text, color=COLOURS[colour], va="center", fontsize=14)


def _carry(ax, right, left, text):
    """Draw the arrow that carries the row one step back in time."""
    _arrow(ax, (right, ROWS["delta"]), (left, ROWS["delta"]), "W")
    ax.text((left + right) / 2, ROWS["delta"] + 0.2, text, color=COLOURS["W"], ha="center", va="center", fontsize=14)


def _arrow(ax, start, end, colour):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[colour], "lw": 2, "shrinkA": 0,
                                            "shrinkB": 0, "mutation_scale": 13})
