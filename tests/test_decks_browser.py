"""The decks in Chromium: nothing small, nothing outside of its slide, nothing that axe minds; notes, list and print."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from browser import opened, started, violations

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from decks import filling  # noqa: E402

DECKS = sorted(filling.DECKS.glob("*.md"))
TEXT = {deck: deck.read_text(encoding="utf-8") for deck in DECKS}
each_deck = pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.stem)
SMALL = r"""() => {
  const walker = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.replace(/\u200b/g, "").trim(), box = walker.currentNode.parentElement;
    if (text && !box.closest("aside, .katex-mathml, .mtight") && parseFloat(getComputedStyle(box).fontSize) < 24)
      found.push(text.slice(0, 40));
  }
  return found;
}"""
OUTSIDE = """() => {
  const slide = Reveal.getCurrentSlide(), edge = slide.getBoundingClientRect();
  return [...slide.querySelectorAll(":not(svg *)")].filter(part => {
    if (part.closest("aside, .katex-mathml")) return false;
    const box = part.getBoundingClientRect(), style = getComputedStyle(part);
    const cut = part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && style.overflowX !== "visible";
    const out = box.left < edge.left || box.right > edge.right || box.bottom > Math.min(edge.bottom, 720);
    return box.width > 0 && box.height > 0 && (cut || out);
  }).map(part => `${part.tagName}: ${part.textContent.slice(0, 40)}`);
}"""
SHOW = """number => {
  const {h, v} = Reveal.getIndices(Reveal.getSlides()[number]);
  Reveal.slide(h, v, 99);
  return Reveal.getCurrentSlide().querySelector("h1, h2").textContent;
}"""


def blank(width, height):
    """Return a white picture."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(
        b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build all decks; figures are blank, and as tall as can be, so that no chapter has to be executed."""
    folder = tmp_path_factory.mktemp("decks")
    (folder / "figures").mkdir()
    for text in TEXT.values():
        for name in filling.FIGURE.findall(text):
            (folder / f"figures/{name}.png").write_bytes(blank(1680, 1400))
    command = [sys.executable, str(ROOT / "tools/make_slides.py"), "--out", str(folder / "out"), "--figures",
               str(folder / "figures")]
    built = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def browser():
    with started() as browser:
        yield browser


def shown(browser, path, **options):
    """Open a deck in a window of the slides' size, and wait until it is ready."""
    return opened(browser, path, viewport={"width": 1280, "height": 720}, **options)


@each_deck
def test_nothing_is_small_or_sticks_out_of_its_slide(site, browser, deck):
    with shown(browser, site / f"{deck.stem}.html") as page:
        page.wait_for_function("Reveal.isReady()")
        page.evaluate("document.fonts.ready.then(() => 0)")
        assert page.evaluate("Reveal.getScale()") == 1
        count = page.evaluate("Reveal.getTotalSlides()")
        assert count == len(filling.slides(TEXT[deck]))
        for number in range(count):
            head = page.evaluate(SHOW, number)
            assert page.evaluate(SMALL) == [], f"small on {head}"
            assert page.evaluate(OUTSIDE) == [], f"outside of {head}"


@each_deck
def test_axe_finds_nothing_wrong_with_any_slide(site, browser, deck):
    with shown(browser, site / f"{deck.stem}.html") as page:
        page.goto(page.url + "?print-pdf")
        page.wait_for_function("Reveal.isReady() && document.querySelector('.pdf-page h2')"
                               " && document.querySelectorAll('.pdf-page').length === Reveal.getTotalSlides()")
        assert page.evaluate("document.documentElement.lang") == "en-GB"
        assert page.evaluate("[...document.images].filter(image => image.alt.length < 40).length") == 0
        assert violations(page, ".pdf-page") == []


@pytest.mark.parametrize("name", ["03_output_jacobian", "05_bptt"])
def test_a_deck_prints_a_page_for_each_slide(site, browser, name):
    with shown(browser, site / f"{name}.html") as page:
        page.goto(page.url + "?print-pdf")
        page.wait_for_function("Reveal.isReady() && document.querySelector('.pdf-page h2')"
                               " && document.querySelectorAll('.pdf-page').length === Reveal.getTotalSlides()")
        left = page.eval_on_selector_all(".pdf-page h2", "all => all.map(head => head.getBoundingClientRect().left)")
        assert set(left) == {56}
        pdf = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    slides = filling.slides(TEXT[filling.DECKS / f"{name}.md"])
    assert len(pdf.pages) == len(slides)
    assert {tuple(map(float, page.mediabox[2:])) for page in pdf.pages} == {(960.0, 540.0)}  # points, for 1280 x 720
    assert "Say." not in "".join(page.extract_text() for page in pdf.pages)


def test_the_speaker_s_window_shows_notes_with_their_formulas(site, browser):
    with shown(browser, site / "03_output_jacobian.html") as page:
        page.wait_for_function("Reveal.isReady()")
        with page.context.expect_page() as window:
            page.keyboard.press("s")
        notes = window.value.locator(".speaker-controls-notes .value")
        notes.locator("math").first.wait_for()
        assert "Lecture 0, module 1." in notes.inner_text()
        assert notes.locator(".katex-html").count() == 0


def test_the_list_of_decks_leads_to_each(site, browser):
    with shown(browser, site / "index.html") as page:
        page.wait_for_function("Reveal.isReady()")
        links = page.eval_on_selector_all(".slides li a", "links => links.map(link => link.getAttribute('href'))")
        assert links == [f"{deck.stem}.html" for deck in DECKS]
        assert page.evaluate(SMALL) == []
        assert page.evaluate(OUTSIDE) == []
