"""Everything can be reached, seen and worked without a mouse."""

MOST = 40  # times 25 stops
LISTEN = """() => {
    const opacity = (it) => it ? getComputedStyle(it).opacity * opacity(it.parentElement) : 1;
    const seen = (it) => {
        const {width, height, top, bottom, left, right} = it.getBoundingClientRect();
        const inside = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
        return inside && width * height > 1 && opacity(it) > 0.3;
    };
    const marked = (it) => {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(it);
        return outlineStyle !== "none" && outlineWidth !== "0px" || boxShadow !== "none";
    };
    const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    const unchecked = (it) => it.type === "radio" && !it.checked && document.getElementsByName(it.name).length > 1;
    window.wanted = [...document.querySelectorAll(kinds)].filter((it) => it.tabIndex >= 0 && !it.disabled &&
        it.checkVisibility({visibilityProperty: true}) && it.getBoundingClientRect().width > 0 && !unchecked(it));
    window.stops = new Map();
    window.round = false;
    document.addEventListener("focusin", ({target}) => {
        window.round ||= window.stops.has(target);
        const signs = [target, ...[...target.labels ?? []].flatMap((label) => [label, ...label.children])].filter(seen);
        window.stops.set(target, {seen: signs.length > 0, marked: signs.some(marked), hash: target.hash ?? "",
            html: target.outerHTML.slice(0, 100).replace(/\\s+/g, " ")});
    });
}"""
ROUND = "() => window.round"
STOPS = "() => [...window.stops.values()]"
MISSED = "() => window.wanted.filter((it) => !window.stops.has(it)).map((it) => it.outerHTML.slice(0, 100))"
IN_MAIN = "() => document.activeElement.closest('main, [role=main]') !== null"


def check(window):
    """Yield what cannot be done by keyboard; the window must just have been opened."""
    yield from skip(window)
    window.reload()
    yield from walk(window)
    yield from folds(window)


def skip(window):
    """Yield it if the first stop does not lead past the navigation."""
    window.evaluate(LISTEN)
    window.keyboard.press("Tab")
    first, *_ = window.evaluate(STOPS) or [{"hash": "", "seen": False}]
    if len(first["hash"]) < 2 or not first["seen"]:
        yield "the first stop of the Tab key does not lead to the content"
        return
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    if window.query_selector("article a") and not window.evaluate(IN_MAIN):
        yield "after the link to the content, the next stop is not in the content"


def walk(window):
    """Yield what the Tab key does not reach, and stops of it that cannot be seen."""
    window.evaluate(LISTEN)
    for _ in range(MOST):
        if window.evaluate(ROUND):
            break
        for _ in range(25):
            window.keyboard.press("Tab")
    for stop in window.evaluate(STOPS):
        if not stop["seen"]:
            yield f"the Tab key stops where nothing is seen: {stop['html']}"
        elif not stop["marked"]:
            yield f"nothing shows that the focus is here: {stop['html']}"
    yield from (f"the Tab key does not reach {html}" for html in window.evaluate(MISSED))


def folds(window):
    """Yield what the Enter key does not unfold and fold again."""
    for fold in window.query_selector_all("details"):
        summary = fold.query_selector("summary")
        was = fold.evaluate("fold => fold.open")
        for wanted in not was, was:
            summary.focus()
            window.keyboard.press("Enter")
            if fold.evaluate("fold => fold.open") != wanted:
                yield f"the Enter key does not unfold and fold {summary.inner_text()!r}"
                break
