"""Put a bound book on paper: Chromium prints it, and pikepdf reads where its chapters came to stand."""

from urllib.parse import unquote

import chromium
import pikepdf

SHEET = {"width": 643, "height": 900}  # A4 between the margins of print.css, in CSS pixels: (210 - 2 * 20) mm
MINUTE = 60_000  # milliseconds
# Shrink each formula and table that is wider than its place, and return what still sticks out of the sheet.
FIT = """() => {
  for (const box of document.querySelectorAll("div.math, div.table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.style.zoom = box.clientWidth / (box.scrollWidth + 1);
  }
  const edge = document.body.getBoundingClientRect().right + 1;
  return [...document.body.querySelectorAll(":not(svg *)")].filter(part => part.getBoundingClientRect().right > edge)
    .map(part => `${part.closest("[id]").id}: ${part.textContent.slice(0, 60)}`);
}"""
ADDRESSES = """() => [...document.querySelectorAll("nav.book-contents a")].map(line => line.hash.slice(1))"""
FORMULAS = """() => [...document.querySelectorAll(".katex-html")].map(formula => formula.ariaLabel)"""
NUMBER = """numbers => document.querySelectorAll("nav.book-contents .number").forEach(
  (number, line) => { number.textContent = numbers[line]; })"""


def press(html, out, author):
    """Print a bound book, twice: the table of contents learns its numbers from the first print.

    Parameters
    ----------
    html, out : Path, the document and its PDF
    author : str

    Raises
    ------
    ValueError
        If a picture or a style sheet is not there, or something does not fit the width of the paper.
    """
    with chromium.started() as browser:
        page = browser.new_page(viewport=SHEET, color_scheme="light")
        page.set_default_timeout(5 * MINUTE)
        page.emulate_media(media="print")
        missing = []
        page.on("requestfailed", lambda request: missing.append(request.url))
        page.goto(html.as_uri())
        if missing:
            raise ValueError("not found:\n" + "\n".join(missing))
        if cut := page.evaluate(FIT):
            raise ValueError("too wide for the paper:\n" + "\n".join(cut[:20]))
        _print(page, out)
        with pikepdf.open(out) as pdf:
            numbers = page_numbers(pdf)
        page.evaluate(NUMBER, [numbers[unquote(address)] for address in page.evaluate(ADDRESSES)])
        formulas = page.evaluate(FORMULAS)
        _print(page, out)
    _finish(out, author, set(formulas))


def page_numbers(pdf):
    """Return the number of the page, from 1, of every place in an open PDF that a link leads to."""
    at = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {name.lstrip("/"): at[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def _print(page, out):
    page.pdf(path=out, tagged=True, outline=True, prefer_css_page_size=True, print_background=True)


def _finish(out, author, formulas):
    """Say who wrote it and which tagged pictures are formulas; have its title and outline shown; make it small."""
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        pdf.docinfo.Author = author
        pdf.docinfo.Creator = "make pdf"
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Alt", "")) in formulas:
                thing.S = pikepdf.Name.Formula
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
