"""One look for every figure: Okabe-Ito colours with a fixed meaning, narrow enough for a phone, no background."""

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap

COLOURS = {"U": "#009E73", "W": "#0072B2", "V": "#D55E00",
           "truth": "#000000", "estimate": "#CC79A7", "quiet": "#767676"}
WIDTH = 5.6  # inches: at this width, text stays legible on a phone
SIGNED = LinearSegmentedColormap.from_list("signed", ["#0072B2", "#FFFFFF", "#D55E00"])  # negative, zero, positive
LOOK = {"font.size": 10, "axes.titlesize": 10, "figure.facecolor": "none", "axes.facecolor": "none",
        "savefig.facecolor": "none", "figure.dpi": 150, "axes.spines.top": False, "axes.spines.right": False,
        "mathtext.fontset": "cm", "figure.constrained_layout.use": True}


styled = plt.rc_context(LOOK)  # decorates every function that draws a figure


def canvas(rows=1, columns=1, *, height, **options):
    """Return a figure of the book's width, with its axes."""
    return plt.subplots(rows, columns, figsize=(WIDTH, height), **options)


def matrix(ax, values, limit, digits=2):
    """Draw a matrix as coloured cells with its numbers in them; colour tells sign and size, from -limit to limit."""
    ax.imshow(values, cmap=SIGNED, vmin=-limit, vmax=limit, aspect="equal")
    for (i, j), value in _entries(values):
        strong = abs(value) > 0.7 * limit
        number = f"{round(value, digits) + 0.0:.{digits}f}"  # + 0.0 turns -0.0 into 0.0
        ax.text(j, i, number, ha="center", va="center", color="white" if strong else "black")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)


def _entries(values):
    return (((i, j), value) for i, row in enumerate(values) for j, value in enumerate(row))
