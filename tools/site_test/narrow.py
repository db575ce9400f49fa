"""On a narrow screen nothing scrolls the page sideways; what is wide scrolls in a box of its own."""

TOO_WIDE = """() => {
    const boxed = (element) => element && (getComputedStyle(element).overflowX !== "visible" &&
        element.tagName !== "HTML" && element.tagName !== "BODY" || boxed(element.parentElement));
    const {scrollWidth} = document.scrollingElement;
    if (scrollWidth <= innerWidth) return null;
    const wide = [...document.querySelectorAll("article *")].filter((element) =>
        element.getBoundingClientRect().right > innerWidth + 0.5 && !boxed(element.parentElement));
    return {scrollWidth, innerWidth, wide: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))};
}"""


def check(window):
    """Yield it if the page is wider than the window, and what may be the cause."""
    if found := window.evaluate(TOO_WIDE):
        yield f"is {found['scrollWidth']} px wide on a screen of {found['innerWidth']}: {found['wide']}"
