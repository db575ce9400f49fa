"""Figures of chapter 07."""

import numpy as np
from matplotlib.patches import Rectangle

from .style import COLOURS, WIDTH, canvas, styled

LOOKS = {  # of a way: its colour, marker and line; the colours of U, W and V stay theirs
    "sum": {"color": "#767676", "marker": "v", "ls": ":"},
    "slide": {"color": "#AA4499", "marker": "s", "ls": "--"},
    "slide, lean": {"color": "#CC79A7", "marker": "D", "ls": "-."},
    "RTRL": {"color": "#E69F00", "marker": "^", "ls": (0, (4, 1))},
    "row": {"color": "#000000", "marker": "o", "ls": "-"},
    "autodiff": {"color": "#56B4E9", "marker": "P", "ls": (0, (1, 1))},
    "complex step": {"color": "#767676", "marker": "x", "ls": (0, (5, 2, 1, 2))},
}
FORMULA, NUMBER, GAP = 1.7, 1.4, 1.6  # in cells: room for a formula, for the number below an array, between arrays
NAMED = {"row": (2, (-9, 3), "right"), "RTRL": (1, (0, -20), "center"), "slide, lean": (2, (-8, 5), "right")}  # where


@styled
def brackets(rows):
    """Draw what each bracketing of one product computes on its way, every number as one cell of the same size.

    Parameters
    ----------
    rows : dict of str to list of (int, int, int)
        A formula, and for each product in turn the rows and columns of its result and the multiplications it takes.

    Returns
    -------
    matplotlib.figure.Figure
    """
    across = max(sum(columns + GAP for _, columns, _ in results) for results in rows.values())
    tallest = max(high for results in rows.values() for high, *_ in results)
    block = tallest + 2 * FORMULA + 2 * NUMBER
    fig, ax = canvas(height=round((WIDTH - 0.1) / across * block * len(rows), 2), dpi=130)
    for line, (formula, results) in enumerate(rows.items()):
        top, left = -line * block, 0.0
        total = sum(times for *_, times in results)
        ax.text(0, top, f"{formula}", va="center", fontsize=14)
        ax.text(across - GAP, top, f"{total} in all", va="center", ha="right", fontsize=13)
        for high, wide, times in results:
            middle = top - FORMULA - tallest / 2
            last = (high, wide, times) == results[-1]
            corner = left, middle - high / 2
            ax.add_patch(Rectangle(corner, wide, high, fc=COLOURS["quiet" if last else "W"], alpha=0.35, lw=0))
            for i in range(high + 1):
                ax.plot([left, left + wide], 2 * [corner[1] + i], color=COLOURS["truth"], lw=0.8)
            for j in range(wide + 1):
                ax.plot(2 * [left + j], [corner[1], corner[1] + high], color=COLOURS["truth"], lw=0.8)
            ax.text(left + wide / 2, middle - tallest / 2 - NUMBER, f"{times}", ha="center", va="center", fontsize=13)
            left += wide + GAP
    ax.set(xlim=(-0.1, across - GAP + 0.1), ylim=(-block * len(rows) + FORMULA, FORMULA), aspect="equal")
    ax.set_axis_off()
    return fig


@styled
def measured_costs(panels):
    """Draw measured seconds as marks and counted multiplications as lines, on log-log axes.

    Parameters
    ----------
    panels : dict of str to dict
        For the name of each x axis, {way: (sizes, seconds, multiplications)}; without a count the last is None. Each
        line is moved up or down to end in the last mark.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = canvas(1, len(panels), height=4.6, sharey=True, dpi=120)
    shown, least = {}, np.inf
    for ax, (name, ways) in zip(axes, panels.items(), strict=True):
        for way, (sizes, seconds, count) in ways.items():
            look = LOOKS[way]
            marks, = ax.plot(sizes, seconds, color=look["color"], marker=look["marker"], ls="", ms=6)
            if count is not None:
                ax.plot(sizes, np.multiply(count, seconds[-1] / count[-1]), color=look["color"], ls=look["ls"], lw=1.5)
            shown.setdefault(way, marks)
            least = min(least, *seconds)
        ax.set(xscale="log", yscale="log")
        ax.set_xlabel(name, fontsize=14)
        ax.set_xscale("log", base=2)
        ax.grid(color=COLOURS["quiet"], alpha=0.25, lw=0.6)
        ax.tick_params(labelsize=12)
    axes[0].set_ylabel("seconds", fontsize=14)
    axes[0].set_ylim(least / 4, None)
    fig.legend(shown.values(), shown, loc="outside upper center", ncols=3, frameon=False, fontsize=12.5,
               handletextpad=0.2, columnspacing=1.2)
    return fig


@styled
def time_and_memory(paths):
    """Draw numbers kept against multiplications for growing T, one path for each way, on log-log axes.

    Parameters
    ----------
    paths : dict of str to (list of int, list of int, list of int)
        For each way: the lengths T, the multiplications, the numbers kept.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=3.6)
    for way, (lengths, times, numbers) in paths.items():
        ax.plot(times, numbers, **LOOKS[way], lw=1.5, ms=7)
        at, side, align = NAMED[way]
        label = {"textcoords": "offset points", "ha": align}
        ax.annotate(way, (times[at], numbers[at]), xytext=side, fontsize=14, weight="bold", **label)
        ax.annotate(f"$T={_short(lengths[-1])}$", (times[-1], numbers[-1]), xytext=side, fontsize=13, **label)
    lengths, times, numbers = paths["row"]
    ax.annotate(f"$T={_short(lengths[0])}$", (times[0], numbers[0]), xytext=(9, -4), textcoords="offset points",
                fontsize=13)
    ax.set(xscale="log", yscale="log")
    ax.margins(0.13, 0.22)
    ax.set_xlabel("multiplications", fontsize=14)
    ax.set_ylabel("numbers kept", fontsize=14)
    ax.grid(color=COLOURS["quiet"], alpha=0.25, lw=0.6)
    ax.tick_params(labelsize=12)
    return fig


def _short(length):
    """Write 10000 as 10^4."""
    power = round(np.log10(length))
    return f"10^{power}" if power > 1 else f"{length}"


@styled
def race(ratios):
    """Draw how many times the library's seconds everyone else takes, on a logarithmic axis, a marker for each size.

    Parameters
    ----------
    ratios : dict of str to dict of str to float
        For each size, everyone's ratio.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = list(next(iter(ratios.values())))
    fig, ax = canvas(height=0.36 * len(names) + 1.0)
    looks = zip(ratios, ("o", "s", "^", "D"), ("#000000", "#0072B2", "#D55E00", "#009E73"))
    for place, (size, marker, colour) in enumerate(looks):
        rows = [row + 0.12 * (place - 1.5) for row in range(len(names))]
        ax.plot([ratios[size][name] for name in names], rows, marker, color=colour, ms=5, label=size)
    ax.axvline(1, color=COLOURS["truth"], lw=1)
    ax.set(xscale="log", yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5))
    ax.set_xlabel("times the seconds of gradients")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.grid(axis="x", color=COLOURS["quiet"], lw=0.4)
    ax.legend(ncols=len(ratios), loc="lower center", bbox_to_anchor=(0.4, 1.0), frameon=False, handletextpad=0.2)
    return fig
