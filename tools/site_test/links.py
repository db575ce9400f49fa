"""Every link within the book leads to a file that is there, and to a place in it that is there and is then seen."""

KINDS = {"a": "href", "link": "href", "script": "src", "img": "src"}
TOP = "id => document.getElementById(id).getBoundingClientRect().top / innerHeight"


def check(page):
    """Yield every link that leads nowhere."""
    for tag in page.elements.select(",".join(f"{name}[{attribute}]" for name, attribute in KINDS.items())):
        link = tag[KINDS[tag.name]]
        path, place = page.find(link)
        if path is None:
            continue
        if not path.is_relative_to(page.site.folder):
            yield f"a link leads out of the book: {link}"
        elif not path.is_file():
            yield f"a link leads nowhere: {link}"
        elif path.suffix == ".html" and place not in page.site.page(path).anchors:
            yield f"a link leads to a place that is not there: {link}"


def far_place(page):
    """Return the last heading of a page, to which a visit may go, or ''."""
    places = [section["id"] for section in page.elements.select("article section[id]:has(> h2)")]
    return places[-1] if places else ""


def check_landing(window, place):
    """Yield it if a window that was opened at a place does not show it."""
    if place and not -0.01 < window.evaluate(TOP, place) < 1:
        yield f"a link to #{place} does not end there"
