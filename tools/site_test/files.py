"""The book works from its files, without any server."""

import chromium

STYLED = """() => {
    const loaded = [...document.fonts].some(({family, status}) => /KaTeX/.test(family) && status === "loaded");
    const sans = getComputedStyle(document.querySelector("[role=main]")).fontFamily.includes("sans");
    return sans && (loaded || !document.querySelector(".katex-html"));
}"""


def check(browser, page):
    """Yield what fails on a page that is opened as a file."""
    with chromium.visited(browser, page.path.as_uri()) as visit:
        yield from (f"opened as a file, says {text}" for text in visit.said)
        yield from (f"opened as a file, asks {request.url}" for request in visit.requests
                    if not request.url.startswith(("file:", "data:")))
        if not visit.window.evaluate(STYLED):
            yield "opened as a file, it has lost its style or the letters of its formulas"
