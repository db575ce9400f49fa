"""Figures of chapter 01."""

import numpy as np
from matplotlib.patches import Rectangle

from .style import COLOURS, WIDTH, canvas, styled


@styled
def error_squares(o, y):
    """Draw outputs and targets over time, and each squared error as a square whose side is the error.

    Parameters
    ----------
    o, y : arrays of shape (T,)
        Outputs and targets, with one component.

    Returns
    -------
    matplotlib.figure.Figure
    """
    errors = np.subtract(o, y)
    step = np.max(np.abs(errors)) + 0.35  # so that no square reaches the next time
    times = step * np.arange(len(errors))
    low, high = min(*o, *y) - 0.2, max(*o, *y) + 0.2
    fig, ax = canvas(height=round(1.4 + (WIDTH - 0.9) * (high - low) / (step * len(errors) + 0.2), 1))
    for time, output, target, error in zip(times, o, y, errors, strict=True):
        side, edge = abs(error), time + abs(error)
        ax.add_patch(Rectangle((time, min(output, target)), side, side, color=COLOURS["estimate"], alpha=0.25, lw=0))
        ax.plot([time, edge, edge], [output, output, target], color=COLOURS["estimate"], lw=3)
        ax.plot([time, time], [output, target], color=COLOURS["quiet"], lw=1.5)
    ax.plot(times, o, "D", ms=7, color=COLOURS["estimate"], label="output $o_t$")
    ax.plot(times, y, "o", ms=7, color=COLOURS["truth"], label="target $y_t$")
    names = [f"$t={t}$\n$E_{t}={error**2:.2f}$" for t, error in enumerate(errors, 1)]
    ax.set_xticks(times, names)
    ax.tick_params(labelsize=15)
    ax.set(aspect="equal", xlim=(-0.35, times[-1] + step - 0.1), ylim=(low, high))
    ax.set_ylabel("$o_t$ and $y_t$", fontsize=15)
    fig.legend(loc="outside upper center", ncols=2, frameon=False, fontsize=15)
    return fig
