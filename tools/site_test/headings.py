"""One title a page, and below it no level left out."""

from itertools import pairwise


def check(page):
    """Yield what is wrong with the order of headings."""
    headings = [(int(tag.name[1]), tag.get_text(" ", strip=True)) for tag in page.elements.select("h1,h2,h3,h4,h5,h6")]
    titles = [text for level, text in headings if level == 1]
    if len(titles) != 1 and not page.sends_on:
        yield f"the page has {len(titles)} titles: {titles}"
    for (above, _), (below, text) in pairwise(headings):
        if below > above + 1:
            yield f"after a heading of level {above} comes one of level {below}: {text!r}"
