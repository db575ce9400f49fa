"""Bind the pages of the built book into one document, whose links stay inside it."""

import json
import posixpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import yaml
from bs4 import BeautifulSoup

CHROME = "script, form, button, .headerlink, .notebook-link, .report-link"  # of no use on paper
STYLE = Path(__file__).with_name("print.css")
TITLE_PAGE = """<header class="title-page"><p class="title">{title}</p><p>{about}</p>
<p class="imprint">{author}, {year}<br>Version {version}<br>
Prose and figures under CC BY 4.0, code under the BSD 3-Clause licence</p></header>"""


def contents(toc):
    """Return the pages in the order of the table of contents, and the part that each of them opens.

    Parameters
    ----------
    toc : path of `_toc.yml`

    Returns
    -------
    pages : list of (page, caption, depth); the name of a page; the caption of the part that begins with it, or None;
        and how far below a part it stands, 0 or 1
    """
    toc = yaml.safe_load(Path(toc).read_text(encoding="utf-8"))
    pages = [(toc["root"], None, 0)]
    for part in toc["parts"]:
        captions = [part["caption"], *[None] * len(part["chapters"])]
        pages += [(chapter["file"], caption, 1) for chapter, caption in zip(part["chapters"], captions)]
    return pages


def bind(site, pages, title, about, author, year, version):
    """Return one document, as text, of the pages of a built book; it is to be saved beside the site's folder.

    Parameters
    ----------
    site : Path, the folder of the built book
    pages : as of `contents`
    title, about, author, year, version : str, for the title page

    Raises
    ------
    ValueError
        If a link between two pages leads nowhere.
    """
    built = {page: _read(site / f"{page}.html") for page, _, _ in pages}
    book = BeautifulSoup('<!doctype html><html lang=""><head><meta charset="utf-8"></head>'
                         '<body data-theme="light"><nav class="book-contents"><h1>Contents</h1></nav></body></html>',
                         "html.parser")
    first = built[pages[0][0]]
    book.html["lang"] = first.html["lang"]
    book.head.append(_tag("title", title))
    _take_styles(book, built, site)
    words = {"title": title, "about": about, "author": author, "year": year, "version": version}
    book.body.insert(0, _read_text(TITLE_PAGE.format(**words)))
    for number, (page, caption, depth) in enumerate(pages):
        article = _article(built[page], page, set(built), site)
        article["style"] = f"page: page-{number}"
        _lower_headings(article, depth)
        if caption:
            article.insert(0, _tag("h1", caption, id=f"{page}:part"))
            _list(book.nav, caption, f"{page}:part", "part")
        _list_headings(book.nav, article, page, depth)
        book.body.append(article)
    _refuse_dead_links(book)
    return str(book)


def _read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _read_text(text):
    return BeautifulSoup(text, "html.parser")


def _tag(name, text, **attributes):
    """Return a new element; `class_` is its class."""
    attributes = {key.rstrip("_"): value for key, value in attributes.items()}
    tag = BeautifulSoup("", "html.parser").new_tag(name, attrs=attributes)
    tag.string = text
    return tag


def _take_styles(book, built, site):
    """Take the style sheets of all pages, each once, and ours after them, with the chapter's title atop its pages."""
    seen = set()
    for page, soup in built.items():
        for style in soup.head.select('link[rel~="stylesheet"], style'):
            if style.name == "link":
                style["href"] = _beside(site, page, style["href"])
            if str(style) not in seen:
                seen.add(str(style))
                book.head.append(style)
    titles = [json.dumps(_title(soup.article.h1), ensure_ascii=False) for soup in built.values()]
    running = [f"@page page-{number} {{ @top-left {{ content: {title} }} }}" for number, title in enumerate(titles)]
    book.head.append(_tag("style", "\n".join([STYLE.read_text(encoding="utf-8"), *running])))


def _article(soup, page, pages, site):
    """Return the article of a page, without what is of no use on paper, its folds open, its addresses the book's."""
    article = soup.article
    for useless in article.select(CHROME):
        useless.decompose()
    for fold in article.select("details"):
        fold["open"] = ""
    for image in article.select("img"):
        image["src"] = _beside(site, page, image["src"])
        image.attrs.pop("loading", None)
    for target in article.select("[id]"):
        target["id"] = f"{page}:{target['id']}"
    for link in article.select("a[href]"):
        address = urlsplit(link["href"])
        if address.scheme:
            continue
        other = _resolve(page, address.path).removesuffix(".html") if address.path else page
        if other in pages:
            link["href"] = "#" + quote(f"{other}:{unquote(address.fragment)}" if address.fragment else other, "/:")
        else:
            link.unwrap()
    article["id"] = page
    _speak_formulas(article)
    return article


def _speak_formulas(article):
    """Give each formula its TeX as the words for a screen reader: a PDF has no MathML."""
    for formula in article.select(".katex"):
        drawn = formula.select_one(".katex-html")
        del drawn["aria-hidden"]
        drawn["role"], drawn["aria-label"] = "img", formula.annotation.get_text()
        formula.select_one(".katex-mathml").decompose()


def _resolve(page, path):
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


def _beside(site, page, href):
    """Return the address of a file of the site, which a page calls `href`, as it is from beside the site's folder."""
    path, *query = href.split("?")
    return "?".join([f"{quote(site.name)}/{quote(_resolve(page, path))}", *query])


def _lower_headings(article, depth):
    """Put a chapter's headings below its part's: an outline is made of headings, by their level."""
    for heading in article.select("h1, h2, h3, h4, h5"):
        level = int(heading.name[1])
        heading.name, heading["class"] = f"h{level + depth}", f"level-{level}"


def _title(heading):
    return heading.get_text().removesuffix("¶").strip()


def _list(nav, text, target, kind):
    """Add a line to the table of contents; the number of the page is not known yet."""
    line = _tag("a", "", href="#" + quote(target, "/:"), class_=kind)
    line.extend([_tag("span", text), _tag("span", "000", class_="number")])
    nav.append(line)


def _list_headings(nav, article, page, depth):
    _list(nav, _title(article.select_one(".level-1")), page, "chapter" if depth else "part")
    for heading in article.select("section > .level-2"):
        _list(nav, _title(heading), heading.parent["id"], "section")


def _refuse_dead_links(book):
    targets = {tag["id"] for tag in book.select("[id]")}
    links = {unquote(link["href"][1:]) for link in book.select('a[href^="#"]')}
    if dead := sorted(links - targets):
        raise ValueError(f"links that lead nowhere: {', '.join(dead)}")
