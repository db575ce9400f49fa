"""Figures of chapter 09."""

import matplotlib.pyplot as plt
import numpy as np

from .style import COLOURS, SIGNED, WIDTH, canvas, styled

LINES = [(COLOURS["truth"], "-"), (COLOURS["W"], "--"), (COLOURS["V"], "-."), (COLOURS["U"], ":")]


@styled
def jacobian_products(norms):
    """Draw ||P_{t,k}|| over (t, k) as heat maps, for three networks; the line is where the norm is 1.

    Parameters
    ----------
    norms : dict of str to array of shape (T+1, T+1)
        For each title the norms, [t, k]; NaN where t < k.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = canvas(2, 2, height=5.2)
    for ax, (title, values) in zip(axes.flat, norms.items()):
        T, powers = len(values) - 1, np.log10(values)
        picture = ax.imshow(powers, cmap=SIGNED, vmin=-4, vmax=4)
        ax.contour(np.where(np.tri(T + 1, k=-1), powers, np.nan), levels=[0], colors="black", linewidths=1.1)
        digit, power = f"{values[T, 0]:.0e}".split("e")
        scale = rf" \cdot 10^{{{int(power)}}}" if int(power) else ""
        ax.text(0.97, 0.97, rf"$\Vert P_{{{T},0}}\Vert_2$" + "\n" + rf"$\approx {digit}{scale}$",
                ha="right", va="top", transform=ax.transAxes, fontsize=14)
        ax.set_title(title, fontsize=13)
        ax.set(xticks=range(0, T + 1, 20), yticks=range(0, T + 1, 20))
        ax.tick_params(labelsize=12)
        ax.set_xlabel("from time $k$", fontsize=13)
        ax.set_ylabel("to time $t$", fontsize=13)
    axes[1, 1].axis("off")
    bar = fig.colorbar(picture, cax=axes[1, 1].inset_axes([0.15, 0, 0.12, 1]), ticks=[-4, -2, 0, 2, 4])
    bar.ax.set_yticklabels(["$10^{-4}$", "$10^{-2}$", "1", "$10^2$", "$10^4$"], fontsize=13)
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
def cliff(w, u, surface, paths, marks, *, at, line, cut, near):
    """Draw a loss over two weights, with walks of gradient descent; below, one cut through it, whole and from near.

    Parameters
    ----------
    w, u : arrays of shape (p,) and (q,)
        The two weights.
    surface : array of shape (q, p)
        The loss, [u, w].
    paths : dict of str to array of shape (steps, 2)
        Walks, one point (w, u) in each row; a walk that leaves the picture ends in an arrow.
    marks : sequence of (float, float)
        Points (w, u) at which the value of the loss is written.
    at : float
        The w of the cut.
    line, cut : arrays of shape (m,)
        The cut: values of u, and the loss there.
    near : (float, float)
        Between which values of u the cut is enlarged.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplot_mosaic([["above", "above"], ["side", "near"]], figsize=(WIDTH, 5.0), height_ratios=[1.5, 1])
    above = axes["above"]
    above.contourf(w, u, surface, levels=12, cmap="Greys")
    above.axvline(at, color=COLOURS["quiet"], lw=1, ls=":")
    for x, y in marks:
        value = surface[np.argmin(np.abs(u - y)), np.argmin(np.abs(w - x))]
        colour = "white" if value > 0.6 * np.max(surface) else "black"
        above.text(x, y, f"{value:.1f}", ha="center", va="center", color=colour, fontsize=12)
    above.set(xlim=(w[0], w[-1]), ylim=(u[0], u[-1]))
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
    above.legend(loc="lower left", fontsize=12, frameon=True, facecolor="white", framealpha=0.9)
    for name, title in ("side", f"the cut at $w = {at:.1f}$"), ("near", "its slit, from near"):
        axes[name].plot(line, cut, color=COLOURS["truth"], lw=1.6)
        axes[name].set(ylim=(0, 1.05 * np.max(cut)), title=title)
    centre, half = np.mean(near), np.ptp(near) / 2
    axes["side"].set(xlim=(u[0], u[-1]), xticks=[-1, centre, 0], xticklabels=["$-1$", f"${centre:.2f}$", "0"])
    axes["near"].set(xlim=near, xticks=centre + half * np.array([-0.5, 0, 0.5]), yticklabels=[],
                     xticklabels=[f"${1e5 * part * half:.0f}$" for part in (-0.5, 0, 0.5)])
    across = {"above": "$w$", "side": "$u$", "near": "$u$ from the cliff, in $10^{-5}$"}
    for name, up in ("above", "$u$"), ("side", "$L$"), ("near", ""):
        axes[name].set_xlabel(across[name], fontsize=13)
        axes[name].set_ylabel(up, fontsize=13)
    return fig
