"""The book on paper: two small pages are bound and printed, and the PDF is read again."""

import sys
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import browser  # noqa: E402
from printing import binding, press  # noqa: E402

TOC = """
root: book/index
parts:
  - caption: The part
    chapters:
      - file: book/one
      - file: book/deep/two
"""
PAGE = """<!doctype html><html lang="en-GB"><head><title>x</title>
<link rel="stylesheet" href="{up}_static/site.css?v=1"><style>b {{ color: red }}</style></head>
<body><nav>site</nav><article role="main"><p class="notebook-link"><a href="{up}_sources/x.ipynb">Download</a></p>
<section id="top"><h1>{title}<a class="headerlink" href="#top">¶</a></h1>{text}</section></article></body></html>"""
FORMULA = """<span class="katex"><span class="katex-mathml"><math><semantics><mi>h</mi>
<annotation encoding="application/x-tex">h_{\\text{x}}</annotation></semantics></math></span>
<span class="katex-html" aria-hidden="true"><span>h</span></span></span>"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>'
FILLER = "<p>A line.</p>" * 60
HOME = '<p><a href="one.html">First</a>, <a href="https://example.org/">outside</a>, <a href="x.csv">data</a></p>'
ONE = f"""<p>See <a href="deep/two.html#the-end">the end</a> and <a href="#here">here</a>. {FORMULA}</p>
<details id="fold"><summary>Solution</summary><p>Forty-two</p></details><script>document.write("run")</script>
<section id="here"><h2>Here<a class="headerlink" href="#here">¶</a></h2>{FILLER}
<div class="math"><div style="width: 900px">wide</div></div><img src="../_images/a%20b.svg" alt="Dot" loading="lazy">
</section>"""
TWO = f"""{FILLER}<p><a href="../one.html#here">Back</a></p>
<section id="the-end"><h2>The “end”</h2></section>"""
WORDS = {"title": "A book", "about": "On books", "author": "Anna", "year": "2026", "version": "1.2"}


def site_of(folder, **changed):
    """Write a small built book, and return its folder."""
    pages = {"index": ("", "Home", HOME), "one": ("", "One", ONE), "deep/two": ("../", "Two", TWO)}
    site = folder / "the site"
    for name, (up, title, text) in pages.items():
        path = site / f"book/{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(up=f"../{up}", title=title, text=changed.get(name, text)), encoding="utf-8")
    for name, text in {"_static/site.css": "b { color: red }", "_images/a b.svg": DOT}.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


def bound(folder, **changed):
    """Return the small book as one document."""
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    return binding.bind(site_of(folder, **changed), binding.contents(folder / "_toc.yml"), **WORDS)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return BeautifulSoup(bound(tmp_path_factory.mktemp("bound")), "html.parser")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print the small book, once, and return the path of the PDF."""
    return printed_in(tmp_path_factory.mktemp("printed"))


@pytest.fixture
def pdf(printed):
    with pikepdf.open(printed) as pdf:
        yield pdf


def printed_in(folder, **changed):
    """Print the small book to a folder, where there is a Chromium; return the path of the PDF."""
    with browser.started():  # or skip
        pass
    html, out = folder / "book.html", folder / "book.pdf"
    html.write_text(bound(folder, **changed), encoding="utf-8")
    press.press(html, out, "Anna")
    return out


def outline(pdf):
    """Return the headings of the outline as (depth, title, page)."""
    at = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def walk(items, depth):
        for item in items:
            place = item.destination if item.destination is not None else item.action.D
            yield depth, item.title, at[place[0].objgen]
            yield from walk(item.children, depth + 1)
    with pdf.open_outline() as tree:
        return list(walk(tree.root, 0))


def structure(pdf):
    """Return the elements of the tagged structure as (tag, alternative text)."""
    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
    return {(str(thing.S), str(thing.get("/Alt", ""))) for thing in things}


def links(pdf):
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]


def test_the_pages_come_in_the_order_of_the_table_of_contents(book):
    assert [article["id"] for article in book.select("article")] == ["book/index", "book/one", "book/deep/two"]


def test_a_link_between_pages_stays_inside_the_book(book):
    addresses = {link.get_text(): link["href"] for link in book.select("article a")}
    assert addresses == {"First": "#book/one", "outside": "https://example.org/", "here": "#book/one:here",
                         "the end": "#book/deep/two:the-end", "Back": "#book/one:here"}


def test_a_link_to_what_is_not_in_the_book_becomes_words(book):
    assert "data" in book.article.get_text()


def test_no_two_places_have_one_name(book):
    names = [tag["id"] for tag in book.select("[id]")]
    assert len(names) == len(set(names))


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(ValueError, match="book/one:nowhere"):
        bound(tmp_path, index='<a href="one.html#nowhere">x</a>')


def test_headings_lie_below_their_part_and_the_table_of_contents_has_them_all(book):
    assert [(heading.name, heading.get_text()) for heading in book.select("h1, h2, h3")] == [
        ("h1", "Contents"), ("h1", "Home"), ("h1", "The part"), ("h2", "One"), ("h3", "Here"),
        ("h2", "Two"), ("h3", "The “end”")]
    assert [line.span.get_text() for line in book.select(".book-contents a")] == [
        "Home", "The part", "One", "Here", "Two", "The “end”"]


def test_what_is_of_no_use_on_paper_is_gone_and_folds_are_open(book):
    assert not book.select("script, nav:not(.book-contents), .headerlink, .notebook-link, details:not([open])")


def test_pictures_and_style_sheets_are_found_from_beside_the_site(book):
    assert book.img["src"] == "the%20site/_images/a%20b.svg"
    assert "loading" not in book.img.attrs
    assert [link["href"] for link in book.select("link")] == ["the%20site/_static/site.css?v=1"]


def test_every_link_of_the_pdf_leads_somewhere(pdf):
    inside = [str(note.Dest) for note in links(pdf) if "/Dest" in note]
    assert len(inside) == 6 + 4
    assert set(inside) <= set(pdf.Root.Dests.keys())
    assert [str(note.A.URI) for note in links(pdf) if "/A" in note] == ["https://example.org/"]


def test_the_outline_has_parts_chapters_and_sections(pdf):
    assert [(depth, title) for depth, title, _ in outline(pdf)] == [
        (0, "Contents"), (0, "Home"), (0, "The part"), (1, "One"), (2, "Here"), (1, "Two"), (2, "The “end”")]


def test_the_table_of_contents_gives_the_pages_where_the_outline_leads(pdf, printed):
    listed = PdfReader(printed).pages[1].extract_text().split("\n")
    for _, title, page in outline(pdf)[1:]:
        assert f"{title} {page}" in [" ".join(line.split()) for line in listed]
    assert len({page for _, _, page in outline(pdf)}) > 4


def test_every_page_but_the_first_says_which_it_is_and_of_how_many(printed):
    texts = [page.extract_text() for page in PdfReader(printed).pages]
    assert [f"page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1)] == [
        False, *[True] * (len(texts) - 1)]


def test_a_page_has_its_chapter_at_its_top(pdf, printed):
    begin = {title: page for _, title, page in outline(pdf)}
    for page, text in enumerate((page.extract_text() for page in PdfReader(printed).pages), 1):
        if page > begin["Two"]:
            assert "Two" in text


def test_the_pdf_is_tagged_and_says_its_title_author_and_language(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author), str(pdf.Root.Lang)) == ("A book", "Anna", "en-GB")


def test_a_formula_is_tagged_as_one_and_has_its_tex_as_words(pdf):
    assert ("/Formula", "h_{\\text{x}}") in structure(pdf)
    assert ("/Figure", "Dot") in structure(pdf)


def test_what_is_too_wide_for_the_paper_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"too wide[^$]*book/one:here: long"):
        printed_in(tmp_path, one=ONE.replace('id="here">', 'id="here"><p style="width: 900px">long</p>'))


def test_a_picture_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"not found:\n.*c\.svg"):
        printed_in(tmp_path, one=ONE.replace("a%20b.svg", "c.svg"))
