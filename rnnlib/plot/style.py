"""One look for every figure: Okabe-Ito colours with a fixed meaning, narrow enough for a phone, no background."""

import functools

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap

COLOURS = {"U": "#009E73", "W": "#0072B2", "V": "#D55E00",
           "truth": "#000000", "estimate": "#CC79A7", "quiet": "#767676"}
WIDTH = 5.6  # inches: at this width, text stays legible on a phone
SIGNED = LinearSegmentedColormap.from_list("signed", ["#0072B2", "#FFFFFF", "#D55E00"])  # negative, zero, positive
LOOK = {"font.size": 10, "axes.titlesize": 10, "figure.facecolor": "none", "axes.facecolor": "none",
        "savefig.facecolor": "none", "figure.dpi": 150, "axes.spines.top": False, "axes.spines.right": False,
        "mathtext.fontset": "cm", "figure.constrained_layout.use": True}


def styled(draw):
    """Decorate a function that draws a figure: it draws in the book's look."""

    @functools.wraps(draw)
    def drawn(*args, **kwargs):
        plt.draw_if_interactive()  # loads the backend first: leaving the context must not undo what it switches on
        with plt.rc_context(LOOK):
            return draw(*args, **kwargs)

    return drawn


def canvas(rows=1, columns=1, *, height, **options):
    """Return a figure of the book's width, with its axes."""
    return plt.subplots(rows, columns, figsize=(WIDTH, height), **options)


def matrix(ax, values, limit, digits=2):
    """Draw a matrix as coloured cells with its numbers in them; colour tells sign and size, from -limit to limit."""
    ax.imshow(values, cmap=SIGNED, vmin=-limit, vmax=limit, aspect="equal")
    for (i, j), value in _entries(values):
        strong = abs(value) > 0.7 * limit
        number = f"{value:.{digits}f}" if abs(value) >= 0.5 * 10**-digits or value == 0 else f"{value:.0e}"
        ax.text(j, i, number, ha="center", va="center", color="white" if strong else "black")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)


def _entries(values):
    return (((i, j), value) for i, row in enumerate(values) for j, value in enumerate(row))
