"""What a page says of itself to search engines and to those who share it: its first sentence, and a picture."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from docutils import nodes

SEARCH = "Look for a word in the chapters, the glossary and the reference of the library."
CARD, CARD_SHOWS = "_static/card.png", "Copies of one network in a row. States run forward, and one row runs back."
SIGNS = {"partial": "∂", "mathrm{d}": "d", "tau": "τ", "delta": "δ", "lVert": "‖", "rVert": "‖", "dots": "…",
         "cdots": "⋯", "alpha": "α"}


def setup(app):
    """Connect everything; called by Sphinx."""
    app.connect("html-page-context", describe)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def describe(app, pagename, templatename, context, doctree):
    """Write a page's meta elements; of those that docutils wrote, the theme has its own."""
    address = urljoin(app.config.html_baseurl, CARD) if app.config.html_baseurl else context["pathto"](CARD, True)
    sentence = first_sentence(doctree) if doctree else SEARCH
    said = {"description": sentence, "og:type": "article", "og:site_name": app.config.html_title,
            "og:title": unescape(re.sub("<.*?>", "", context.get("title") or "Search")), "og:description": sentence,
            "og:image": address, "og:image:alt": CARD_SHOWS, "twitter:card": "summary_large_image"}
    if context.get("pageurl"):
        said["og:url"] = context["pageurl"]
    context["metatags"] = "\n".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{escape(content)}">'
        for name, content in said.items())


def first_sentence(doctree):
    """Return the first sentence of the first paragraph, formulas in plain letters; nothing if there is none."""
    paragraphs = (node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section))
    paragraph = next(paragraphs, nodes.paragraph())
    text = "".join(plain(node) for node in paragraph.findall(nodes.Text))
    return re.match(r".*?[.?!](?=\s|$)|.*", text, re.DOTALL)[0].replace("\n", " ")


def plain(text):
    """Return text, or the letters of a formula: a sign for each command that has one here, else the command's name."""
    if isinstance(text.parent, nodes.math):
        return re.sub(r"\\(mathrm{d}|[A-Za-z]*) ?", lambda command: SIGNS.get(command[1], command[1]), text)
    return text
