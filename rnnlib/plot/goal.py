"""Figures of chapter 02."""

from .style import COLOURS, canvas, styled

PLACES = {"$s_0$": (0.7, 3.6), "$s_1$": (4.1, 3.6), "$s_2$": (8.6, 3.6),
          "$W^{(1)}$": (4.1, 1.4), "$W^{(2)}$": (8.6, 1.4), "$W$": (6.35, 0.2)}
GIVEN = {"color": COLOURS["quiet"], "lw": 1}
COPIED = {**GIVEN, "ls": ":"}
EARLIER = {"color": COLOURS["W"], "lw": 2}
LAST = {**EARLIER, "ls": (0, (2.5, 1))}
ARROWS = [("$s_0$", "$s_1$", GIVEN), ("$W$", "$W^{(1)}$", COPIED), ("$W$", "$W^{(2)}$", COPIED),
          ("$W^{(1)}$", "$s_1$", EARLIER), ("$s_1$", "$s_2$", EARLIER), ("$W^{(2)}$", "$s_2$", LAST)]


@styled
def weight_copies(into_first, onward, into_last):
    """Draw two steps of a scalar network with one copy of W each, and the derivatives along each copy's path to s_2.

    Parameters
    ----------
    into_first : float
        Derivative of s_1 by its copy of W.
    onward : float
        Derivative of s_2 by s_1.
    into_last : float
        Derivative of s_2 by its own copy of W, with s_1 held fixed.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = canvas(height=3.7)
    ax.set(xlim=(0, 11.6), ylim=(-2.1, 4.7))
    ax.set_axis_off()
    for name, place in PLACES.items():
        circle = {"boxstyle": "circle", "fc": "none", "ec": COLOURS["W" if "W" in name else "truth"]}
        ax.text(*place, name, ha="center", va="center", size=13, bbox=circle)
    for start, end, look in ARROWS:
        ax.annotate("", PLACES[end], PLACES[start], arrowprops={
            "arrowstyle": "-|>", "shrinkA": 18, "shrinkB": 16, "mutation_scale": 14, **look})
    ax.text(3.7, 2.5, f"$h'(a_1)\\,s_0$\n$= {into_first:.4f}$", ha="right", va="center", size=13)
    ax.text(6.35, 3.8, f"$h'(a_2)\\,W = {onward:.4f}$", ha="center", va="bottom", size=13)
    ax.text(9.0, 2.5, f"$h'(a_2)\\,s_1$\n$= {into_last:.4f}$", ha="left", va="center", size=13)
    earlier = into_first * onward
    ax.plot([], [], **EARLIER, label=f"through $s_1$: ${into_first:.4f} \\cdot {onward:.4f} = {earlier:.4f}$")
    ax.plot([], [], **LAST, label=f"direct: ${into_last:.4f}$")
    ax.plot([], [], color="none", label=f"total: ${earlier:.4f} + {into_last:.4f} = {earlier + into_last:.4f}$")
    ax.legend(loc="lower center", frameon=False, handlelength=2.5, fontsize=12.5)
    return fig
