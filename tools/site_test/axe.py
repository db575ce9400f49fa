"""Accessibility as axe-core judges it, in light and in dark."""

from functools import cache

import npm

COLOURS = ["color-contrast", "link-in-text-block"]
# A formula that heads a column is not an empty heading, though axe does not count MathML as text.
# The letters of formulas are hidden from screen readers and make up most of a page: they are emptied, to save time.
RUN = """async (rules) => {
    document.querySelectorAll(".katex-html").forEach((letters) => letters.replaceChildren());
    const only = rules ? {runOnly: {type: "rule", values: rules}} : {};
    const {violations} = await axe.run(document, {resultTypes: ["violations"], preload: false, ...only});
    const formula = (node) => document.querySelector(node.target[0]).querySelector("math");
    const wrong = ({id, nodes}) => nodes.filter((node) => id !== "empty-table-header" || !formula(node));
    return violations.flatMap((rule) => wrong(rule).map((node) => `${rule.id}: ${node.target}`));
}"""


@cache
def source():
    """Return axe-core."""
    return (npm.install("axe") / "axe-core/axe.min.js").read_text(encoding="utf-8")


def check(window):
    """Yield every violation; in the dark only what has to do with colours, for all else is the same."""
    window.evaluate(source())
    for scheme, rules in ("light", None), ("dark", COLOURS):
        window.emulate_media(color_scheme=scheme)
        yield from (f"{scheme}: {violation}" for violation in window.evaluate(RUN, rules))
    window.emulate_media(color_scheme="light")
