"""Figures of chapter 00."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from .style import COLOURS, WIDTH, canvas, styled

NODE = 0.78  # width of a node; one unit of these axes is about an inch
KEY = 0.75  # room for the names of the matrices on the right


@styled
def unrolled(T, **values):
    """Draw the network unrolled in time: a column for every step, and the same three matrices in each of them.

    Parameters
    ----------
    T : int
        Number of steps.
    **values : arrays x, s, o of T+1 rows, optional
        All three or none. Row t is written into the node of time t, rounded to four decimals.

    Returns
    -------
    matplotlib.figure.Figure
    """
    high, rise = (0.68, 1.2) if values else (0.42, 0.95)  # of a node; from one row of nodes to the next
    step = (WIDTH - NODE - KEY - 0.1) / T
    heights = {"x": 0, "s": rise, "o": 2 * rise}
    fig, ax = canvas(height=2 * rise + high + 0.5)
    for name, height in heights.items():
        for t in range(name != "s", T + 1):
            _node(ax, (t * step, height), high, f"${name}_{t}$", values[name][t] if values else [],
                  given=name == "x" or t == 0)
    for t in range(1, T + 1):
        _arrow(ax, "U", (t * step, high / 2), (t * step, rise - high / 2))
        _arrow(ax, "W", ((t - 1) * step + NODE / 2, rise), (t * step - NODE / 2, rise))
        _arrow(ax, "V", (t * step, rise + high / 2), (t * step, 2 * rise - high / 2))
    right, bottom = T * step + NODE / 2, -high / 2 - 0.2
    for name, height in {"U": rise / 2, "W": rise, "V": 1.5 * rise}.items():
        ax.text(right + 0.15, height, f"one ${name}$", color=COLOURS[name], va="center", fontsize=13)
        for t in range(1, T + 1) if name != "W" else ():  # dots tie the letters together, and to the name
            end = right + 0.1 if t == T else (t + 1) * step - 0.33
            ax.plot([t * step + 0.1, end], [height, height], ":", color=COLOURS[name], lw=1)
    quiet = {"color": COLOURS["quiet"]}
    ax.annotate("", (right, bottom), (step - NODE / 2, bottom), arrowprops={"arrowstyle": "->", **quiet})
    ax.text(step - NODE / 2 - 0.1, bottom, "time", ha="right", va="center", fontsize=11, **quiet)
    ax.set(xlim=(-NODE / 2 - 0.05, right + KEY), ylim=(bottom - 0.15, 2 * rise + high / 2 + 0.05))
    ax.set_axis_off()
    return fig


def _node(ax, centre, high, symbol, numbers, *, given):
    """Draw a box with its symbol and numbers; what is given has a dashed border, what is computed a solid one."""
    corner = centre[0] - NODE / 2, centre[1] - high / 2
    ax.add_patch(FancyBboxPatch(corner, NODE, high, boxstyle="round,pad=0,rounding_size=0.1", fill=False,
                                ls="--" if given else "-", color=COLOURS["quiet" if given else "truth"]))
    lines = [symbol, *(f"{number:.4f}".replace("-", "\N{MINUS SIGN}") for number in numbers)]
    ax.text(*centre, "\n".join(lines), ha="center", va="center", fontsize=11 if len(lines) > 1 else 14)


def _arrow(ax, name, start, end):
    """Draw an arrow in the colour of its matrix, with its letter beside it."""
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[name], "lw": 2, "shrinkA": 0,
                                            "shrinkB": 0, "mutation_scale": 14})
    across = start[1] == end[1]
    middle = np.add(start, end) / 2 + ((0, 0.16) if across else (-0.19, 0))
    ax.text(*middle, f"${name}$", color=COLOURS[name], ha="center", va="center", fontsize=14)
