"""What a page says of itself to browsers, search engines and those who share it."""

from collections import Counter

CARD = "og:title", "og:description", "og:type", "og:image", "og:image:alt", "twitter:card"
SHORTEST = 20  # letters of a description


def check(page):
    """Yield what the head of a page lacks."""
    if not page.elements.select("html[lang]"):
        yield "the page does not say its language"
    if not any(title.get_text(strip=True) for title in page.elements.select("head > title")):
        yield "the page has no title"
    if not page.elements.select('head > link[rel~="icon"]'):
        yield "the page has no icon"
    if not page.sends_on:
        yield from check_description(page)


def check_description(page):
    """Yield what is missing in what others show of the page."""
    description = page.said.get("description", "")
    if len(description) < SHORTEST:
        yield "the page has no description"
    elif [other for other in page.site.pages.values() if other.said.get("description") == description] != [page]:
        yield "another page has the same description"
    yield from (f"the social card has no {name}" for name in CARD if not page.said.get(name))
    picture = page.said.get("og:image", "").rpartition("_static/")[2]
    if picture and not (page.site.folder / "_static" / picture).is_file():
        yield f"the picture of the social card is not there: {picture}"
    for name, times in Counter(tag["name"] for tag in page.elements.select("meta[name]")).items():
        if times > 1:
            yield f"the page says its {name} {times} times"
