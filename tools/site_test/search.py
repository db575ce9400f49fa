"""The search finds what the book is about, on a server and in files."""

import chromium

WANTED = {"recurrence": "04_state_recurrence.html", "do_ds": "api.html"}
FOUND = "#search-results .search a"


def check(browser, start, wanted=WANTED):
    """Yield every word that is not found from the search page at an address."""
    for word, place in wanted.items():
        with chromium.visited(browser, f"{start}?q={word}") as visit:
            links = [link.get_attribute("href") for link in visit.window.query_selector_all(FOUND)]
            if not any(place in link for link in links):
                yield f"the search for {word!r} finds {len(links)} places, and {place} is none of them"
            yield from (f"the search for {word!r} says {text}" for text in visit.said)
