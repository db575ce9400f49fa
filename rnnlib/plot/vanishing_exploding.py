"""Figures of chapter 09."""

import numpy as np

from .style import COLOURS, SIGNED, canvas, styled

LINES = [(COLOURS["truth"], "-"), (COLOURS["W"], "--"), (COLOURS["V"], "-."), (COLOURS["U"], ":")]


@styled
def jacobian_products(norms):
    """Draw ||P_{t,k}|| over (t, k) as heat maps, one for each network; the line is where the norm is 1.

    Parameters
    ----------
    norms : dict of str to array of shape (T+1, T+1)
        For each title the norms, [t, k]; NaN where t < k.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = canvas(1, len(norms), height=2.3, sharey=True)
    for ax, (title, values) in zip(np.atleast_1d(axes), norms.items()):
        T, powers = len(values) - 1, np.log10(values)
        picture = ax.imshow(powers, cmap=SIGNED, vmin=-4, vmax=4)
        ax.contour(np.where(np.tri(T + 1, k=-1), powers, np.nan), levels=[0], colors="black", linewidths=0.9)
        ax.text(0.97, 0.97, f"$\\Vert P_{{{T},0}}\\Vert_2$\n= {values[T, 0]:.0e}", ha="right", va="top",
                transform=ax.transAxes, fontsize=9)
        ax.set(title=title, xlabel="from time $k$", xticks=range(0, T + 1, 20), yticks=range(0, T + 1, 10))
    np.atleast_1d(axes)[0].set_ylabel("to time $t$")
    bar = fig.colorbar(picture, ax=axes, fraction=0.05, shrink=0.58, ticks=[-4, -2, 0, 2, 4])
    bar.ax.set_yticklabels(["$10^{-4}$", "$10^{-2}$", "1", "$10^2$", "$10^4$"])
    return fig


@styled
def norms_over_lag(curves, *, floor, at):
    """Draw norms of products of Jacobians against the number of factors, on a logarithmic axis.

    Parameters
    ----------
    curves : dict of str to array of shape (M+1,)
        For each name the norms for 0..M factors.
    floor : float
        Where the axis ends below.
    at : sequence of (int, float)
        For each curve, where its name stands: the number of factors and the height.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=2.9)
    ax.axhline(1, color=COLOURS["quiet"], lw=0.8)
    for (name, norms), (colour, dashes), (x, y) in zip(curves.items(), LINES, at):
        ax.semilogy(norms, dashes, color=colour, lw=1.8)
        ax.text(x, y, name, color=colour, va="center", ha="left", fontsize=9.5)
    top = max(np.max(norms) for norms in curves.values())
    ax.set(xlim=(0, max(map(len, curves.values())) - 1), ylim=(floor, 5 * top),
           xlabel="number of factors, $t - k$", ylabel=r"$\Vert P_{t,k}\Vert_2$")
    return fig


@styled
def cliff(w, u, surface, paths, cut, marks):
    """Draw a loss over two weights from above, with walks of gradient descent, and one cut through it.

    Parameters
    ----------
    w, u : arrays of shape (p,) and (q,)
        The two weights.
    surface : array of shape (q, p)
        The loss, [u, w].
    paths : dict of str to array of shape (steps, 2)
        Walks, one point (w, u) in each row; a walk that leaves the picture ends in an arrow.
    cut : int
        The column of `surface` to draw as a curve beside it.
    marks : sequence of (float, float)
        Points (w, u) at which the value of the loss is written.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (above, side) = canvas(1, 2, height=2.9, width_ratios=[1.5, 1])
    above.contourf(w, u, surface, levels=12, cmap="Greys")
    above.axvline(w[cut], color=COLOURS["quiet"], lw=1, ls=":")
    for x, y in marks:
        value = surface[np.argmin(np.abs(u - y)), np.argmin(np.abs(w - x))]
        colour = "white" if value > 0.6 * np.max(surface) else "black"
        above.text(x, y, f"{value:.1f}", ha="center", va="center", color=colour)
    above.set(xlabel="$w$", ylabel="$u$", title="the loss from above", xlim=(w[0], w[-1]), ylim=(u[0], u[-1]))
    for (name, path), colour in zip(paths.items(), [COLOURS["V"], COLOURS["W"]]):
        inside = (path[:, 0] < w[-1]) & (path[:, 1] < u[-1])
        out = len(path) if inside.all() else int(np.argmin(inside))
        above.plot(*path[:out].T, color=colour, lw=2, label=name)
        if out < len(path):
            leap = path[out] - path[out - 1]
            tip = path[out - 1] + 0.7 * leap / np.linalg.norm(leap)
            above.annotate("", tip, path[out - 1], arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2})
        else:
            above.plot(*path[-1], "o", color=colour)
    above.plot(*next(iter(paths.values()))[0], "ko", ms=5)
    above.legend(loc="lower left", fontsize=9, frameon=True, facecolor="white", framealpha=0.9)
    side.plot(u, surface[:, cut], color=COLOURS["truth"], lw=1.6)
    side.set(xlabel="$u$", ylabel="$L$", title=f"the cut at $w = {w[cut]:.1f}$")
    return fig
