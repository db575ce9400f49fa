"""Figures of chapter 08."""

import numpy as np

from .style import COLOURS, SIGNED, canvas, styled

LOOKS = [{"color": COLOURS["quiet"], "marker": "o", "ls": "--"}, {"color": COLOURS["W"], "marker": "s", "ls": "-."},
         {"color": COLOURS["V"], "marker": "D", "ls": "-"}]


@styled
def loss_curves(curves, level, name):
    """Draw the loss of some runs step by step, on a logarithmic axis, over a level that they should get below.

    Parameters
    ----------
    curves : array of shape (runs, steps)
        One row for each run.
    level : float
        The loss of something simpler.
    name : str
        What it is.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=2.9, dpi=110)
    steps = np.arange(1, np.shape(curves)[1] + 1)
    ax.semilogy(steps, np.transpose(curves), color=COLOURS["estimate"], lw=1)
    ax.semilogy(steps, np.median(curves, axis=0), color=COLOURS["truth"], lw=1.5, label="network, median of the runs")
    ax.axhline(level, color=COLOURS["quiet"], ls="--", label=name)
    ax.set(xlabel="step", ylabel="loss of the batch")
    ax.legend(frameon=False)
    return fig


@styled
def unit_patterns(values, columns, rows="unit", limit=1):
    """Draw a table of numbers between -limit and limit as colours, a row for every entry of the state.

    Parameters
    ----------
    values : array of shape (n, m)
        What is known about each unit.
    columns : list of str
        What the m columns are.
    rows : str
        What the rows are.
    limit : float
        Where the colours are at full strength.

    Returns
    -------
    matplotlib.figure.Figure
    """
    n, m = np.shape(values)
    fig, ax = canvas(height=0.7 + 0.24 * n, dpi=120)
    ax.imshow(values, cmap=SIGNED, vmin=-limit, vmax=limit, aspect="auto")
    for (i, j), value in np.ndenumerate(values):
        if abs(value) > 0.25 * limit:
            ax.text(j, i, f"{value:.1f}".replace("-", "\N{MINUS SIGN}"), ha="center", va="center", fontsize=9,
                    color="white" if abs(value) > 0.7 * limit else "black")
    ax.set_xticks(range(m), columns)
    ax.set_yticks(range(n), range(1, n + 1))
    ax.set(ylabel=rows)
    ax.tick_params(length=0)
    ax.tick_params(axis="x", labelsize=12)
    ax.spines[:].set_visible(True)
    return fig


@styled
def training_sweeps(rates, by_rate, bounds, by_bound):
    """Draw the loss after training against the learning rate, and against the bound on the gradient's norm.

    Parameters
    ----------
    rates : array of shape (m,)
        Learning rates.
    by_rate : dict of str to array of shape (m,)
        For every optimiser, the loss in the end; infinite where training diverged.
    bounds : array of shape (k,)
        Bounds on the norm.
    by_bound : dict of str to array of shape (k,)
        For every optimiser, the loss in the end.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = canvas(1, 2, height=3.5, dpi=120, sharey=True, width_ratios=[1.25, 1])
    top = 4.0  # of what is drawn as a number; above it crosses tell how many there are
    for ax, places, losses in (axes[0], rates, by_rate), (axes[1], bounds, by_bound):
        for row, ((name, values), look) in enumerate(zip(losses.items(), LOOKS)):
            inside = np.asarray(values) < top
            ax.loglog(np.asarray(places)[inside], np.asarray(values)[inside], ms=5, label=name, **look)
            ax.loglog(np.asarray(places)[~inside], np.full((~inside).sum(), top * 1.35**row), ls="", marker="x", ms=6,
                      color=look["color"])
        ax.axhline(1, color=COLOURS["quiet"], lw=0.8)
        ax.legend(frameon=False, fontsize=9, handlelength=2.6, loc="lower left", bbox_to_anchor=(-0.02, 1))
    axes[0].set(xlabel=r"learning rate $\eta$", ylabel="loss in the end")
    axes[1].set(xlabel="bound $c$ on the norm")
    axes[0].set_ylim(top=top * 1.35**2)
    return fig


@styled
def forecasts(year, truth, estimates):
    """Draw a measured series, and forecasts of it made one step ahead.

    Parameters
    ----------
    year : array of shape (m,)
        When.
    truth : array of shape (m,)
        What was measured.
    estimates : dict of str to array of shape (m,)
        The forecasts, by name; two at most.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=2.9, dpi=120)
    ax.plot(year, truth, color=COLOURS["truth"], lw=1.6, label="measured")
    for (name, values), look in zip(estimates.items(), [{"color": COLOURS["estimate"], "ls": "-", "lw": 1.6},
                                                        {"color": COLOURS["W"], "ls": ":", "lw": 1.8}]):
        ax.plot(year, values, label=name, **look)
    ax.axhline(0, color=COLOURS["quiet"], lw=0.6)
    ax.set(xlabel="year", ylabel="anomaly (°C)", ylim=(None, 1.35 * max(np.max(truth), 1)))
    ax.legend(frameon=False, ncols=3, loc="upper center", handlelength=1.6, columnspacing=1.2)
    return fig


@styled
def error_ladder(errors):
    """Draw the errors of some methods as dots on lines, one line for each; a method with several runs has several dots.

    Parameters
    ----------
    errors : dict of str to list of float
        For every method its errors, in degrees Celsius.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=0.8 + 0.36 * len(errors))
    for place, values in enumerate(errors.values()):
        network = len(values) > 1
        ax.plot([0, min(values)], 2 * [-place], color=COLOURS["quiet"], lw=0.6, zorder=0)
        ax.plot(values, np.full(len(values), -place), "D" if network else "o", ms=7, mew=0.6, mec=COLOURS["truth"],
                mfc=COLOURS["estimate" if network else "truth"])
        ax.text(max(values) + 0.025, -place, f"{np.mean(values):.2f}", va="center")
    ax.set_yticks([-place for place in range(len(errors))], list(errors))
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel="root mean squared error in the test years (°C)", xlim=(0.35, None), ylim=(0.5 - len(errors), 0.5))
    return fig
