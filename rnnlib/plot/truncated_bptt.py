"""Figures of chapter 10."""

import numpy as np
from matplotlib.colors import ListedColormap

from .style import COLOURS, canvas, styled


@styled
def surviving_terms(kept):
    """Draw which terms of the sums (3) and (4) are kept: a row for each error E_t, a column for each step k.

    Parameters
    ----------
    kept : dict of str to bool array of shape (T, T)
        What each method is called, and whether it keeps the term of step k in the derivative of E_t.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = canvas(1, len(kept), height=2.5, sharey=True)
    for ax, (name, terms) in zip(axes, kept.items()):
        T = len(terms)
        edges = np.arange(T + 1) + 0.5
        exists = np.tril(np.ones((T, T)))
        shade = np.where(terms, 2.0, np.where(exists, 1.0, np.nan))
        ax.pcolormesh(edges, edges, shade, cmap=ListedColormap(["#B4B4B4", COLOURS["W"]]), vmin=1, vmax=2,
                      edgecolors="white", linewidth=0.6)
        ax.set(title=f"{name}\n{int(terms.sum())} terms", xlabel="step $k$", aspect="equal",
               xticks=[1, 4, 8, 12], yticks=[1, 4, 8, 12], ylim=(T + 0.5, 0.5))
    axes[0].set_ylabel("error $E_t$")
    return fig


@styled
def truncation_bias(taus, contracting, bound, growing):
    """Draw the relative error of the truncated gradient against tau, on a logarithmic axis, with its bound.

    Parameters
    ----------
    taus : array of int
        The lengths tau.
    contracting, bound : arrays like taus
        Relative error of a network with gamma < 1, and what the proposition allows it.
    growing : array like taus
        Relative error of a network whose Jacobians stretch.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=3.4)
    ax.semilogy(taus, bound, "--", color=COLOURS["quiet"], lw=1.8)
    ax.semilogy(taus, contracting, "o-", color=COLOURS["W"], ms=4, lw=1.6)
    ax.semilogy(taus, growing, "s-", color=COLOURS["V"], ms=4, lw=1.6)
    third = len(taus) // 3
    ax.text(taus[third], bound[third] * 2.5, "bound", color=COLOURS["quiet"], fontsize=11)
    ax.text(taus[third], contracting[third] * 0.5, r"$\|J_t\| \leq 0.8$", color=COLOURS["W"], ha="right", va="top",
            fontsize=13)
    ax.text(taus[-1] - 3, growing[-8] * 2.2, r"$\|J_t\| = 1.1$", color=COLOURS["V"], ha="right", va="bottom",
            fontsize=13)
    ax.set_xlabel(r"$\tau$", fontsize=13)
    ax.set_ylabel("relative error")
    return fig


@styled
def random_borders(draws, truth, windowed, sizes, errors, biased):
    """Draw single draws of one entry beside its true value, and the error of the mean of many draws.

    Parameters
    ----------
    draws : dict of str to array
        What each estimator is called, and draws of one entry of the gradient; the first is drawn in front.
    truth, windowed : float
        That entry of the exact gradient and of the windowed one.
    sizes : array of int
        Numbers of draws in a mean.
    errors : dict of str to array like sizes
        Relative error of such a mean, of the whole gradient.
    biased : float
        Relative error of the windowed gradient, which no averaging mends.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (above, below) = canvas(2, 1, height=5.2)
    looks = dict(zip(draws, [(COLOURS["W"], "-", "o"), (COLOURS["V"], "--", "s")]))
    low, high = np.percentile(np.concatenate(list(draws.values())), [0.5, 99.5])
    for name, values in draws.items():
        colour, line, _ = looks[name]
        above.hist(values, bins=np.linspace(low, high, 70), histtype="step", density=True, color=colour, ls=line,
                   lw=1.6, label=name)
    above.axvline(truth, color=COLOURS["truth"], lw=1.6, label="exact gradient")
    above.axvline(windowed, color=COLOURS["quiet"], lw=1.6, ls=":", label="fixed windows")
    above.set(xlabel=r"first entry of the estimate of $\mathrm{d}L/\mathrm{d}W$, one draw", yticks=[])
    above.spines["left"].set_visible(False)
    above.legend(frameon=False, fontsize=9)
    for name, values in errors.items():
        colour, line, marker = looks[name]
        below.loglog(sizes, values, marker=marker, ls=line, color=colour, ms=4, lw=1.6, label=name)
    below.axhline(biased, color=COLOURS["quiet"], lw=1.6, ls=":", label="fixed windows")
    below.set(xlabel="number of draws averaged", ylabel="relative error")
    below.legend(frameon=False, fontsize=9)
    return fig
