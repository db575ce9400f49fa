"""Formulas can be read aloud, for they hold MathML, and when they are copied their TeX is copied."""

COPY = """(formula) => {
    const heard = new Promise((answer) => document.addEventListener("copy",
        (event) => answer(event.clipboardData.getData("text/plain")), {once: true}));
    getSelection().selectAllChildren(formula);
    document.execCommand("copy");
    getSelection().removeAllRanges();
    return heard;
}"""


def check(page):
    """Yield formulas that a screen reader would not read, or read twice."""
    for formula in page.elements.select(".katex"):
        tex = formula.select_one("annotation")
        if not (tex and formula.select_one("math")):
            yield f"a formula without MathML: {formula.get_text()[:40]!r}"
        elif not formula.select_one('.katex-html[aria-hidden="true"]'):
            yield f"a formula that is read aloud twice: {tex.get_text()}"


def check_window(window):
    """Yield it if the first formula of a page that is copied comes out as something else than its TeX."""
    if formula := window.query_selector("article .katex"):
        tex, copied = formula.query_selector("annotation").text_content(), formula.evaluate(COPY)
        if copied.strip().strip("$").strip() != tex.strip():
            yield f"a formula is copied as {copied!r}, not as {tex!r}"
