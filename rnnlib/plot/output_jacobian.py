"""Figures of chapter 03."""

import numpy as np

from .style import COLOURS, canvas, matrix, styled


@styled
def saturation(z, g, points):
    """Draw the activation g with its tangents at some points.

    Parameters
    ----------
    z : array of shape (m,)
        Where to draw the curve.
    g : callable with `.prime`
        The activation.
    points : dict of str to array of shape (e,)
        The entries of b_t, under "filled" and "hollow".

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=2.6)
    ax.plot(z, g(z), color=COLOURS["quiet"])
    for name, entries in points.items():
        for b in entries:
            along = np.array([b - 0.7, b + 0.7])
            ax.plot(along, g(b) + g.prime(b) * (along - b), color=COLOURS["V"], linewidth=2)
            ax.plot(b, g(b), "o", color=COLOURS["V"], markersize=8, markerfacecolor=COLOURS["V"] if name == "filled"
                    else "white")
            ax.annotate(f"{b:.1f}", (b, g(b)), xytext=(7, -11), textcoords="offset points")
    ax.set(xlabel="$b$", ylabel="$g(b)$", ylim=(-0.15, 1.2))
    return fig


@styled
def output_jacobian(V, slopes):
    """Draw the slopes, V and their product diag(slopes) V, one row of panels for every state.

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
    fig, axes = canvas(len(slopes), 3, height=0.4 + 0.7 * e * len(slopes), squeeze=False, width_ratios=[1, n, n])
    for row, (name, slope) in zip(axes, slopes.items(), strict=True):
        slope = np.asarray(slope)[:, None]
        for ax, values, sign in zip(row, (slope, np.asarray(V), slope * V), ("", r"$\times$", "$=$"), strict=True):
            matrix(ax, values, limit=1)
            ax.text(-0.09 * n / values.shape[1], 0.5, sign, transform=ax.transAxes, ha="center", va="center")
        row[0].set_ylabel(name)
    for ax, title in zip(axes[0], ("slopes", "$V$", r"$\partial o_t/\partial s_t$"), strict=True):
        ax.set_title(title)
    return fig
