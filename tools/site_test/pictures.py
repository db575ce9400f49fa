"""Every picture says what it shows, keeps its place before it comes, is light, and comes when it is needed."""

HEAVIEST = 60_000  # bytes
EAGER = """() => [...document.images].filter((image) => image.loading !== "lazy" &&
    image.getBoundingClientRect().top > innerHeight).map((image) => image.src)"""


def check(page):
    """Yield what a picture lacks."""
    for tag in page.elements.select("img"):
        name = short(tag.get("src", ""))
        if tag.get("alt", "").strip() in ("", tag.get("src")):
            yield f"{name} has no text for those who do not see it"
        if not (tag.get("width", "").isdigit() and tag.get("height", "").isdigit()):
            yield f"{name} does not say its width and height"
        path, _ = page.find(tag.get("src", ""))
        if path and path.is_file() and path.stat().st_size > HEAVIEST:
            yield f"{name} weighs {path.stat().st_size / 1000:.1f} kB, more than {HEAVIEST / 1000:.0f} kB"


def check_window(window):
    """Yield the pictures below the first screen that come before they are needed."""
    yield from (f"{short(source)} is below the first screen and is not lazy" for source in window.evaluate(EAGER))


def short(source):
    """Return a name that fits a line."""
    name = source.rpartition("/")[2]
    return name if len(name) < 30 else f"{name[:12]}...{name[-8:]}"
