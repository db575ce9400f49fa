"""Figures of chapter 04."""

import numpy as np
from matplotlib.patches import Rectangle

from .style import COLOURS, SIGNED, canvas, styled

GAP = 0.8  # between two slabs, in cells
AXIS = {"arrowstyle": "-|>", "color": COLOURS["quiet"], "shrinkA": 0, "shrinkB": 0}
ROAD = {"arrowstyle": "-", "color": COLOURS["truth"], "shrinkA": 0, "shrinkB": 0}


@styled
def tensor_slabs(tensors, flat=False):
    """Draw third-order tensors [i, k, l], one line of slabs i = 1, 2, ... for each; an exact zero is an empty cell.

    Parameters
    ----------
    tensors : dict of str to array of shape (n, p, q)
        What each tensor is called, and its entries. The axes are named at the first one.
    flat : bool
        Whether to draw, below, the last tensor laid out as a matrix (n, p q), row-major.

    Returns
    -------
    matplotlib.figure.Figure
    """
    n, p, q = np.shape(next(iter(tensors.values())))
    width, line = n * q + (n - 1) * GAP, p + 0.9
    top_of_flat = len(tensors) * line + 1
    bottom = top_of_flat + n if flat else max((len(tensors) - 1) * line + p, p + 0.8)
    fig, ax = canvas(height=0.5 * (bottom + 1.6))
    limit = max(np.max(np.abs(tensor)) for tensor in tensors.values())
    for number, (name, tensor) in enumerate(tensors.items()):
        top = number * line
        ax.text(-1.1, top + p / 2, name, rotation=90, ha="center", va="center", fontsize=11)
        for i, slab in enumerate(tensor):
            _cells(ax, slab, i * (q + GAP), top, limit)
    for i in range(n):
        ax.text(i * (q + GAP) + q / 2, -0.3, f"$i={i + 1}$", ha="center", va="center")
    _axis(ax, (0, -0.85), (width, -0.85), "$i$: the entry of the state that moves")
    _axis(ax, (-0.3, 0), (-0.3, p), "$k$: row", rotation=90, ha="right", va="center")
    _axis(ax, (0, p + 0.25), (q, p + 0.25), "$l$: column", va="top")
    if flat:
        _flattened(ax, tensor, (width - p * q) / 2, top_of_flat, limit)
    ax.set(xlim=(-1.5, width + 0.1), ylim=(bottom + 0.1, -1.5), aspect="equal")
    ax.axis("off")
    return fig


def _cells(ax, values, left, top, limit):
    """Draw a matrix with its numbers; an exact zero stays empty."""
    for (row, column), value in np.ndenumerate(values):
        colour = SIGNED(0.5 + 0.5 * value / limit) if value else "none"
        ax.add_patch(Rectangle((left + column, top + row), 1, 1, facecolor=colour, edgecolor=COLOURS["quiet"], lw=0.6))
        if value:
            ink = "white" if abs(value) > 0.7 * limit else "black"
            ax.text(left + column + 0.5, top + row + 0.52, f"{round(value, 2) + 0.0:.2f}", ha="center", va="center",
                    color=ink, fontsize=9)
    rows, columns = np.shape(values)
    ax.add_patch(Rectangle((left, top), columns, rows, facecolor="none", edgecolor=COLOURS["truth"], lw=1.2))


def _flattened(ax, tensor, left, top, limit):
    """Draw [i, k, l] as a matrix with row i and column (k, l), a heavier line around every block k."""
    n, p, q = np.shape(tensor)
    for k in range(p):
        _cells(ax, tensor[:, k], left + k * q, top, limit)
        ax.text(left + (k + 0.5) * q, top - 0.3, f"$k={k + 1}$", ha="center", va="center")
    for i in range(n):
        ax.text(left - 0.25, top + i + 0.5, f"$i={i + 1}$", ha="right", va="center")
    ax.text(-1.1, top + n / 2, "the same, flat", rotation=90, ha="center", va="center")


def _axis(ax, tail, head, name, **text):
    """Draw the arrow of an axis with its name at the middle."""
    ax.annotate("", head, tail, arrowprops=AXIS)
    x, y = np.add(tail, head) / 2
    upright = text.get("rotation") == 90
    place = {"ha": "center", "va": "bottom"} | text
    ax.text(x - 0.12 * upright, y + (0.12 if place["va"] == "top" else -0.1) * (not upright), name, **place)


@styled
def roads(of_U, of_W):
    """Draw the T ways from a weight to s_T, one for each step k, and how much comes along each.

    Parameters
    ----------
    of_U, of_W : arrays of shape (T,)
        The norm of the term of step k, for k = 1..T, of the sums (3) and (4).

    Returns
    -------
    matplotlib.figure.Figure
    """
    T = len(of_U)
    fig, (ax, bars) = canvas(1, 2, height=0.8 + 0.6 * T, sharey=True, width_ratios=[T + 0.6, 3.2])
    for k in range(1, T + 1):
        ax.annotate("", (T + 0.65, k), (k, k), arrowprops=ROAD | {"arrowstyle": "-|>"})
        _box(ax, (k, k), rf"$\partial s_{k}$", facecolor="#000000", color="white")
        for j in range(k + 1, T + 1):
            _box(ax, (j, k), f"$J_{j}$", facecolor="#FFFFFF", color="black")
        ax.text(T + 0.72, k, f"$s_{T}$", va="center", fontsize=12)
    ax.set(xlim=(0.6, T + 1.1), ylim=(T + 0.5, 0.5), xticks=range(1, T + 1), yticks=range(1, T + 1),
           xlabel="time", ylabel="the weight acts at step $k$", title="the road of step $k$")
    for offset, (name, norms) in zip((-0.18, 0.18), {"U": of_U, "W": of_W}.items()):
        at = np.arange(1, T + 1) + offset
        bars.barh(at, norms, height=0.3, color=COLOURS[name], hatch="" if name == "U" else "////", edgecolor="white")
        for y, norm in zip(at, norms):
            bars.text(norm + 0.03, y, f"{norm:.2f} ${name}$", va="center", fontsize=9.5)
    bars.set(title="what comes along it", xticks=[], xlim=(0, 1.65 * max(*of_U, *of_W)))
    bars.spines["bottom"].set_visible(False)
    for panel in (ax, bars):
        panel.tick_params(left=False, bottom=False)
    return fig


def _box(ax, centre, label, *, facecolor, color):
    ax.text(*centre, label, ha="center", va="center", color=color, fontsize=12,
            bbox={"boxstyle": "round,pad=0.25", "facecolor": facecolor, "edgecolor": "#000000"})
