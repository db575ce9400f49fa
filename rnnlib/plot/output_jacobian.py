"""Figures of chapter 03."""

import numpy as np

from .style import canvas, matrix, styled


@styled
def output_jacobian(V, slopes):
    """Draw V, the slopes and their product diag(slopes) V, one row of panels for every state.

    Parameters
    ----------
    V : array of shape (e, n)
        Output weights.
    slopes : dict of str to array of shape (e,)
        The name of a state, and g'(V s) at that state.

    Returns
    -------
    matplotlib.figure.Figure
    """
    e, n = np.shape(V)
    fig, axes = canvas(len(slopes), 3, height=0.4 + 0.75 * e * len(slopes), squeeze=False,
                       width_ratios=[n, 1, n])
    for row, (name, slope) in zip(axes, slopes.items(), strict=True):
        slope = np.asarray(slope)[:, None]
        limit = np.max(np.abs(V))
        for ax, values, scale in zip(row, (V, slope, slope * V), (limit, 0.5, 0.25 * limit), strict=True):
            matrix(ax, values, scale)
        row[0].set_ylabel(name)
    for ax, title in zip(axes[0], ("$V$", "slopes", r"$\partial o_t/\partial s_t$"), strict=True):
        ax.set_title(title)
    return fig
