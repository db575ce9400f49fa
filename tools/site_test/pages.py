"""The pages of a built book, as they lie in its folder."""

from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup


class Page:
    """A page: its file, its name, which is its address below the book's, and its elements."""

    def __init__(self, site, name):
        self.site, self.name, self.path = site, name, site.folder / name

    @cached_property
    def elements(self):
        """Return the page's elements."""
        return BeautifulSoup(self.path.read_text(encoding="utf-8"), "html.parser")

    @cached_property
    def anchors(self):
        """Return all places within the page that a link can lead to, in their order."""
        return ["", *(element["id"] for element in self.elements.select("[id]"))]

    @cached_property
    def said(self):
        """Return {name: content} of the page's meta elements."""
        return {tag.get("name") or tag["property"]: tag.get("content", "").strip()
                for tag in self.elements.select("meta[name], meta[property]")}

    @cached_property
    def sends_on(self):
        """Say whether the page only leads to another."""
        return bool(self.elements.select('meta[http-equiv="refresh"]'))

    def find(self, link):
        """Return the file that a link leads to, and the place in it; (None, "") if it leads out into the world."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None, ""
        path = (self.path.parent / unquote(parts.path)).resolve() if parts.path else self.path
        return path, unquote(parts.fragment)


class Site:
    """A built book."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        names = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        self.pages = {name: Page(self, name) for name in names if not name.startswith(("_static/", "_sources/"))}

    def page(self, path):
        """Return the page that a file is."""
        return self.pages[path.relative_to(self.folder).as_posix()]
