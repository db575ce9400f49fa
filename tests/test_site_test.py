"""What `make site-test` promises: a page that keeps every promise, and for each of them a page that breaks it."""

import os
import sys
from pathlib import Path

import browser
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

import chromium
import npm
import test_site
from site_test import (
    axe,
    comforts,
    files,
    formulas,
    head,
    headings,
    keyboard,
    lighthouse,
    links,
    narrow,
    pictures,
    scripts,
    search,
    server,
    traffic,
    vnu,
)
from site_test.pages import Site
from site_test.table import Row, markdown

FORMULA = """<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>s</mi></mrow>
<annotation encoding="application/x-tex">s_t</annotation></semantics></math></span>
<span class="katex-html" aria-hidden="true">s</span></span>"""
GOOD = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A page</title>
<link rel="icon" href="_static/icon.svg">
<meta name="description" content="A page that keeps every promise.">
<meta property="og:title" content="A page"><meta property="og:description" content="It keeps every promise.">
<meta property="og:type" content="article"><meta property="og:image" content="_static/card.png">
<meta property="og:image:alt" content="A card"><meta name="twitter:card" content="summary">
<style>body { font-family: sans-serif } .skip:not(:focus) { position: absolute; left: -99rem } .far { height: 99rem }
.headerlink { visibility: hidden }</style>
</head>
<body>
<nav aria-label="Shortcuts"><a class="skip" href="#main">To the content</a></nav>
<aside class="sidebar-tree">
<p class="caption">One</p><a href="other.html#there">Other</a>
<p class="caption">Two</p>
</aside>
<main role="main" id="main">
<article>
<h1>A page</h1>
<p>A formula, {formula}, and <a href="#last">a link</a>.</p>
<div class="proof" id="lem"><p class="admonition-title">Lemma <a class="headerlink" href="#lem">¶</a></p></div>
<details><summary>Folded</summary><p>Unfolded.</p></details>
<section id="first"><h2>First</h2><div class="far"></div></section>
<section id="last"><h2>Last</h2><img src="_static/dot.png" alt="A dot" width="1" height="1" loading="lazy"></section>
</article>
</main>
<footer class="related-pages"><a href="other.html"><span class="title">Other</span></a></footer>
<aside class="toc-tree" aria-label="Contents">
<a href="#">Up</a> <a href="#first">First</a> <a href="#last">Last</a>
</aside>
</body>
</html>
""".replace("{formula}", FORMULA)
COPIED = """<script>document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/plain", "$s_t$"); event.preventDefault(); });</script>"""
# What is wrong on paper: the check, the words of its complaint, and the place in the good page with what stands there.
WRITTEN = [
    (head, "its language", ' lang="en-GB"', ""),
    (head, "no title", "<title>A page</title>", "<title></title>"),
    (head, "no icon", '<link rel="icon"', '<link rel="stylesheet"'),
    (head, "no description", "A page that keeps every promise.", ""),
    (head, "same description", "A page that keeps every promise.", "Another page, with words of its own."),
    (head, "no og:title", 'property="og:title"', 'property="og:other"'),
    (head, "no twitter:card", ' content="summary"', ' content=""'),
    (head, "picture of the social card", "_static/card.png", "_static/nothing.png"),
    (head, "its viewport 2 times", "<title>", '<meta name="viewport" content="width=800"><title>'),
    (headings, "2 titles", "<h2>First</h2>", "<h1>First</h1>"),
    (headings, "0 titles", "<h1>A page</h1>", "<p>A page</p>"),
    (headings, "level 4", "<h2>Last</h2>", "<h4>Last</h4>"),
    (links, "leads nowhere: nothing.html", 'href="#last"', 'href="nothing.html"'),
    (links, "leads nowhere: nothing.svg", "_static/icon.svg", "nothing.svg"),
    (links, "not there: #nothing", 'href="#last">a', 'href="#nothing">a'),
    (links, "not there: other.html#nothing", "other.html#there", "other.html#nothing"),
    (links, "out of the book", 'href="#last">a', 'href="../secret.html">a'),
    (scripts, "in the page that nobody expects", "<h1>", "<script>alert(1)</script><h1>"),
    (scripts, "nobody expects: https", "<h1>", '<script src="https://example.org/doctools.js"></script><h1>'),
    (scripts, "nobody expects: _static/other.js", "<h1>", '<script src="_static/other.js"></script><h1>'),
    (scripts, "script in onclick", "<h1>", '<h1 onclick="alert(1)">'),
    (scripts, "a link is a script", 'href="#last">a', 'href="javascript:alert(1)">a'),
    (pictures, "no text", ' alt="A dot"', ""),
    (pictures, "no text", 'alt="A dot"', 'alt="_static/dot.png"'),
    (pictures, "width and height", ' height="1"', ""),
    (pictures, "more than 60 kB", "_static/dot.png", "_static/heavy.png"),
    (formulas, "without MathML", "<math>", "<span>"),
    (formulas, "read aloud twice", ' aria-hidden="true"', ""),
    (comforts, "next or the previous", '<span class="title">Other</span>', "Other"),
    (comforts, "not in parts", '<p class="caption">Two</p>', ""),
    (comforts, "its contents", '<a href="#first">First</a> <a href="#last">Last</a>', ""),
    (comforts, "link to #lem", ' <a class="headerlink" href="#lem">¶</a>', ""),
]


def write(folder, page=GOOD):
    """Write a book of two pages, and return the first."""
    static = folder / "book/_static"
    static.mkdir(parents=True, exist_ok=True)
    for name, size in ("icon.svg", 9), ("card.png", 9), ("dot.png", 9), ("heavy.png", 60_001), ("other.js", 0):
        (static / name).write_bytes(bytes(size))
    (static / "dot.png").write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"))
    (static / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (folder / "secret.html").write_text("Not for readers.", encoding="utf-8")
    other = GOOD.replace("A page that keeps every promise.", "Another page, with words of its own.")
    for name, text in ("page", page), ("other", other.replace('id="first"', 'id="there"').replace("#first", "#there")):
        (folder / f"book/{name}.html").write_text(text, encoding="utf-8")
    return Site(folder / "book").pages["page.html"]


def broken(place, fault):
    assert place in GOOD
    return GOOD.replace(place, fault, 1)


@pytest.mark.parametrize("check", test_site.STATIC, ids=lambda check: check.__name__.rpartition(".")[2])
def test_a_good_page_passes_what_looks_at_what_is_written(tmp_path, check):
    assert list(check.check(write(tmp_path))) == []


@pytest.mark.parametrize(("check", "words", "place", "fault"), WRITTEN, ids=[words for _, words, *_ in WRITTEN])
def test_what_is_wrong_in_what_is_written_is_named(tmp_path, check, words, place, fault):
    found = list(check.check(write(tmp_path, broken(place, fault))))
    assert len(found) == 1
    assert words in found[0]


def test_every_check_of_what_is_written_has_a_page_that_breaks_it():
    assert {check for check, *_ in WRITTEN} == set(test_site.STATIC)


def test_a_page_that_sends_on_needs_neither_title_nor_description(tmp_path):
    text = ('<!doctype html><html lang="en"><head><title>On</title><link rel="icon" href="_static/icon.svg">'
            '<meta http-equiv="refresh" content="0; url=other.html"></head></html>')
    page = write(tmp_path, text)
    assert [complaint for check in test_site.STATIC for complaint in check.check(page)] == []


# In the browser.

@pytest.fixture(scope="module")
def chrome():
    with browser.started() as running:
        yield running


def opened(chrome, folder, look, page=GOOD, **options):
    """Return what a look at a page says, and what the page itself says; the look gets the visit and the home."""
    write(folder, page)
    with server.served(folder / "book") as home, chromium.visited(chrome, f"{home}/page.html", **options) as visit:
        return [*look(visit, home), *visit.said]


def in_window(check):
    return lambda visit, home: check(visit.window)


def weigh(visit, home):
    return traffic.check(traffic.measure(visit, home))


def judge_colours(visit, home):
    chromium.unfold(visit.window)
    return axe.check(visit.window)


LOOKS = {
    "traffic": weigh,
    "pictures": in_window(pictures.check_window),
    "comforts": in_window(comforts.check_window),
    "keyboard": in_window(keyboard.check),
    "narrow": in_window(narrow.check),
    "axe": judge_colours,
}
SEEN = [
    ("traffic", "another host", "<h1>", '<img src="http://localhost:9/x.png" alt="x" width="1" height="1"><h1>'),
    ("traffic", "more than 250 kB", "<h1>", '<link rel="stylesheet" href="_static/big.css"><h1>'),
    ("traffic", "log: hello", "<h1>", '<script>console.log("hello")</script><h1>'),
    ("traffic", "warning: hello", "<h1>", '<script>console.warn("hello")</script><h1>'),
    ("traffic", "error: hello", "<h1>", '<script>throw "hello"</script><h1>'),
    ("traffic", "404", "<h1>", '<script src="nothing.js"></script><h1>'),
    ("pictures", "not lazy", ' loading="lazy"', ""),
    ("comforts", "no button", "<h1>", '<div class="cell_input"><pre class="highlight">x</pre></div><h1>'),
    ("keyboard", "does not lead to the content", ' href="#main"', ' href="other.html"'),
    ("keyboard", "not in the content", ' href="#main"', ' href="#here" id="here"'),
    ("keyboard", "does not reach <button>", "<footer", """<button>Far</button><script>
        document.querySelector("button").addEventListener("focus", (event) => event.target.blur());
        document.querySelector("article a").addEventListener("keydown", (event) => event.preventDefault());
        </script><footer"""),
    ("keyboard", "nothing is seen", "<h1>", '<button style="opacity: 0">Ghost</button><h1>'),
    ("keyboard", "nothing shows that the focus", "<h1>", '<button style="outline: none">Button</button><h1>'),
    ("keyboard", "does not unfold", "<h1>", """<script>addEventListener("click", (event) => event.preventDefault())
        </script><h1>"""),
    ("narrow", "600 px wide on a screen of 360", "<h1>", '<div style="width: 37rem">Wide</div><h1>'),
    ("axe", "light: color-contrast", "<h1>", '<p style="color: #aaa">Pale</p><h1>'),
    ("axe", "dark: color-contrast", "<h1>", """<p class="pale">Pale in the dark</p>
        <style>@media (prefers-color-scheme: dark) { .pale { color: #aaa } }</style><h1>"""),
    ("axe", "light: color-contrast", "Unfolded.", '<span style="color: #aaa">Pale and folded</span>'),
    ("axe", "button-name", "<h1>", "<button></button><h1>"),
]


@pytest.mark.parametrize("screen", [chromium.WIDE, chromium.NARROW], ids=["wide", "narrow"])
def test_a_good_page_passes_what_looks_at_it_in_the_browser(chrome, tmp_path, screen):
    def look(visit, home):
        return [complaint for each in LOOKS.values() for complaint in each(visit, home)]

    assert opened(chrome, tmp_path, look, viewport=screen) == []


@pytest.mark.parametrize(("name", "words", "place", "fault"), SEEN, ids=[words for _, words, *_ in SEEN])
def test_what_is_wrong_in_the_browser_is_named(chrome, tmp_path, name, words, place, fault):
    (tmp_path / "book/_static").mkdir(parents=True)
    (tmp_path / "book/_static/big.css").write_text(f"/* {os.urandom(260_000).hex()} */", encoding="utf-8")
    screen = chromium.NARROW if name == "narrow" else chromium.WIDE
    found = opened(chrome, tmp_path, LOOKS[name], broken(place, fault), viewport=screen)
    assert [complaint for complaint in found if words in complaint]


def test_what_is_wide_may_scroll_in_a_box_of_its_own(chrome, tmp_path):
    boxed = broken("<h1>", '<div style="overflow-x: auto"><div style="width: 40rem">Wide</div></div><h1>')
    assert opened(chrome, tmp_path, LOOKS["narrow"], boxed, viewport=chromium.NARROW) == []


def test_figures_do_not_count_as_weight(chrome, tmp_path):
    images = tmp_path / "book/_images"
    images.mkdir(parents=True)
    (images / "big.png").write_bytes(os.urandom(260_000))
    page = broken("<h1>", '<img src="_images/big.png" alt="Big" width="1" height="1"><h1>')
    assert opened(chrome, tmp_path, weigh, page) == []


def test_a_formula_that_is_copied_is_its_tex(chrome, tmp_path):
    look = in_window(formulas.check_window)
    assert opened(chrome, tmp_path, look, broken("</article>", f"</article>{COPIED}")) == []
    [complaint] = opened(chrome, tmp_path / "bare", look)
    assert "is copied as" in complaint


def test_a_link_into_a_page_must_end_where_it_leads(chrome, tmp_path):
    def land(visit, home):
        visit.window.goto(f"{home}/page.html#last")
        visit.window.wait_for_timeout(chromium.SETTLE)
        return links.check_landing(visit.window, "last")

    assert links.far_place(write(tmp_path / "place")) == "last"
    assert opened(chrome, tmp_path, land) == []
    jumps = broken("</main>", "</main><script>setInterval(() => scrollTo(0, 0), 20)</script>")
    assert opened(chrome, tmp_path / "jumps", land, jumps) == ["a link to #last does not end there"]


@pytest.mark.parametrize(("words", "fault"), [
    ("says failed", '<link rel="stylesheet" href="/_static/style.css">'),
    ("asks http", '<img src="http://localhost:9/x.png" alt="x" width="1" height="1">'),
    ("lost its style", "<style>main { font-family: serif }</style>"),
    ("says error", '<script>fetch("other.html")</script>'),
], ids=lambda words: words[:12])
def test_what_works_on_a_server_only_is_named(chrome, tmp_path, words, fault):
    plain = GOOD.replace(FORMULA, "s")
    assert list(files.check(chrome, write(tmp_path / "good", plain))) == []
    found = list(files.check(chrome, write(tmp_path, plain.replace("<h1>", f"{fault}<h1>"))))
    assert [complaint for complaint in found if words in complaint]


def test_formulas_without_their_letters_are_named(chrome, tmp_path):
    assert "letters of its formulas" in next(files.check(chrome, write(tmp_path)))


def test_the_search_must_find_the_right_page(chrome, tmp_path):
    page = write(tmp_path, '<ul id="search-results"><li class="search"><a href="04_state_recurrence.html">x</a></ul>')
    [complaint] = search.check(chrome, page.path.as_uri())
    assert complaint == "the search for 'do_ds' finds 1 places, and api.html is none of them"


def test_text_is_sent_compressed_and_pictures_as_they_are(chrome, tmp_path):
    page = write(tmp_path)
    with server.served(tmp_path / "book") as home:
        context = chrome.new_context().request
        for name, coding in ("page.html", "gzip"), ("_static/dot.png", None):
            answer = context.get(f"{home}/{name}")
            assert answer.headers.get("content-encoding") == coding
            assert answer.body() == (page.path.parent / name).read_bytes()
        assert context.get(f"{home}/nothing.html").status == 404


# The other judges, which must be installed: some 150 MB.

FAULTS = {  # what is written into one page, and what is said of it then
    (' lang="en-GB"', ""): ["its language"],
    ("<h2>Last</h2>", '<h4 id="last">Last</h4>'): ["of level 4", "HTML, line"],
    ('href="#last">a', 'href="#nothing">a'): ["not there: #nothing"],
    (' aria-hidden="true"', ""): ["read aloud twice", "is copied as"],
    (' alt="A dot"', ""): ["no text for", "Lighthouse: accessibility"],
    (' loading="lazy"', ""): ["not lazy"],
    (' class="title"', ""): ["next or the previous"],
    ("<h1>", '<script>console.log("hello")</script><h1>'): ["nobody expects", "says log: hello", "a file, says log"],
    ("<h1>", '<p style="width: 99rem; color: #aaa">Wide and pale</p><h1>'): ["px wide", "light: color-contrast"],
    ("<h1>", '<img src="http://localhost:9/x.png" alt="x" width="1" height="1"><h1>'): ["another host"],
    ("<h1>", '<button style="outline: none">Button</button><h1>'): ["\npage.html: nothing shows", "screen, nothing"],
    ("<h1>", '<div class="cell_input"><pre class="highlight">x</pre></div><h1>'): ["no button"],
}


@pytest.fixture
def judges():
    if os.environ.get("REQUIRE_JUDGES") != "1":
        if not (npm.HERE / "judges/node_modules").exists():
            pytest.skip("the judges are not installed here; `make site-test` does it")
        if not (vnu.java() and chromium.path()):
            pytest.skip("no Java or no Chromium here")


@pytest.mark.usefixtures("judges")
def test_html_that_no_standard_knows_is_named_wherever_the_book_lies(tmp_path):
    good, bad = write(tmp_path / "good"), write(tmp_path / "a bäd place", broken("<h1>", '<h1 id="main">'))
    found = vnu.check([good.path, bad.path])
    assert found[good.path] == []
    assert "Duplicate ID" in found[bad.path][0]


@pytest.mark.usefixtures("judges")
def test_every_promise_is_looked_at_and_ends_in_the_table(tmp_path):
    text = GOOD
    for place, fault in FAULTS:
        assert place in text
        text = text.replace(place, fault, 1)
    page = write(tmp_path, text)
    (tmp_path / "book/search.html").write_text(GOOD.replace("A page that", "One that"), encoding="utf-8")
    words = [str(page.site.folder), "page", "search", "--speeds", "0", "--out", str(tmp_path / "out")]
    assert test_site.main(words) > 20
    table = (tmp_path / "out/table.md").read_text(encoding="utf-8")
    expected = [each for said in FAULTS.values() for each in said] + ["\nsearch.html: the search for 'do_ds' finds 0"]
    assert [each for each in expected if each not in table] == []
    assert (tmp_path / "out/table.json").exists()


def test_a_page_that_is_not_there_is_no_success(tmp_path):
    book = write(tmp_path).path.parent
    for pages, missing in (["page", "pgae"], "pgae"), ([], "search"):
        with pytest.raises(SystemExit, match=f"no such page is in .*: {missing}$"):
            test_site.main([str(book), *pages, "--out", str(tmp_path / "out")])


def test_the_speed_is_the_median_and_is_not_asserted():
    runs = [{"scores": {"performance": speed, "accessibility": 1, "best-practices": 1, "seo": 0.9},
             "shortcomings": ["No description"]} for speed in (0.5, 0.9, 0.6)]
    assert lighthouse.scores(runs)["performance"] == 60
    assert list(lighthouse.check(runs)) == ["Lighthouse: seo 90, not 100", "Lighthouse: No description"]


def test_without_speed_the_three_promised_scores_are_left():
    run = {"scores": {"accessibility": 1, "best-practices": 1, "seo": 1}, "shortcomings": []}
    assert lighthouse.scores([run]) == {"accessibility": 100, "best-practices": 100, "seo": 100}
    assert list(lighthouse.check([run])) == []


def test_a_page_that_lighthouse_cannot_judge_falls_short():
    complaints = list(lighthouse.check([{"scores": {}, "shortcomings": ["Timed out"]}]))
    assert complaints[0] == "Lighthouse: accessibility None, not 100"
    assert complaints[-1] == "Lighthouse: Timed out"


def test_the_table_shows_what_was_measured():
    row = Row("page.html", traffic.Traffic(12_345, 7, []), {"performance": 99, "accessibility": 100}, axe=0)
    row.note(["one", "two"])
    cells = [cell.strip() for cell in markdown([row]).splitlines()[2].strip("|").split("|")]
    assert cells == ["page.html", "12", "7", "99", "100", "", "", "0", "", "2"]
