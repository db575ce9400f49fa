"""What the book mends in the pages that Sphinx's extensions write."""

import json
import re
import sys

import browser
from myst_nb.core import render
from nbformat.v4 import new_output
from sphinxcontrib import katex

sys.path.insert(0, str(browser.ROOT / "book/_ext"))
import streams

LONG = "J_t \\cdots J_{k+1} = (1 - \\alpha)^{t-k}"
STOPS = f"# A page\n\nIt is ${LONG}$. For $a$ it is $b$. For $c$ it is not.\n"
PROOFS = "# A page\n" + 2 * "\n:::{prf:proof}\nIt holds.\n:::\n"


def test_a_line_that_came_in_pieces_is_one_line(monkeypatch):
    monkeypatch.setattr(render, "coalesce_streams", streams.merge)
    streams.setup(None)
    pieces = [("stdout", "a"), ("stderr", "oh"), ("stdout", " [0.73"), ("stdout", " -0.26]\ns\n"), ("stderr", " no\n")]
    outputs = [new_output("stream", name=name, text=text) for name, text in pieces]
    outputs.insert(2, new_output("display_data", data={"text/plain": "<Figure>"}))
    merged = render.coalesce_streams(outputs)
    assert [output.get("text") for output in merged] == ["a [0.73 -0.26]\ns\n", "oh no\n", None]


def test_the_first_proof_of_a_page_looks_as_the_others_do(tmp_path):
    html = (browser.build(tmp_path, index=PROOFS) / "index.html").read_text(encoding="utf-8")
    assert html.count('<div class="proof admonition">') == 2


def test_a_page_is_shared_under_its_title(tmp_path):
    html = (browser.build(tmp_path, index="# Notes & *more*\n\nIt holds.\n") / "index.html").read_text(encoding="utf-8")
    assert '<meta property="og:title" content="Notes &amp; more">' in html


def test_the_style_sheet_of_formulas_has_the_version_of_what_writes_them():
    package = json.loads((browser.ROOT / "tools/katex/package.json").read_text(encoding="utf-8"))
    assert package["dependencies"] == {"katex": katex.katex_version}


def test_the_stop_after_a_formula_stays_behind_it(tmp_path):
    html = (browser.build(tmp_path, index=STOPS) / "index.html").read_text(encoding="utf-8")
    paragraph = re.search(r"<p>It is .*?</p>", html, re.DOTALL)[0]
    words = re.sub(r"<.*?>", "", re.sub(r'<span class="math.*?</span></span></span></span>', "FORMULA", paragraph))
    assert paragraph.count('class="nobreak"') == 1
    assert words.count(".") == 3
    assert ".." not in words
    assert re.findall(r"\. For", words) == [". For", ". For"]
