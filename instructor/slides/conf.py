"""How Sphinx makes the decks: mathematics and colours of code as in the book, nothing fetched from elsewhere."""

import sys
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator
from sphinx_revealjs._ext.notes import revealjs_notes
from sphinx_revealjs.writers import RevealjsSlideTranslator

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "book/_ext"))
book = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
settings = book["sphinx"]["config"]

project, author = book["title"], book["author"]
extensions = ["myst_parser", "sphinx_proof", "sphinxcontrib.katex", "course", "sphinx_revealjs"]
myst_enable_extensions = book["parse"]["myst_enable_extensions"]
language = settings["language"]
pygments_style = settings["pygments_style"]
html_math_renderer = settings["html_math_renderer"]
katex_prerender = settings["katex_prerender"]
katex_css_path = settings["katex_css_path"]
html_domain_indices = html_copy_source = False

revealjs_html_theme = "revealjs-simple"
revealjs_style_theme = "white"
revealjs_static_path = ["_static"]
revealjs_css_files = ["pygments.css", "slides.css"]
revealjs_script_plugins = [{"name": "RevealNotes", "src": "revealjs/plugin/notes/notes.js"}]
revealjs_script_conf = {
    "width": 1280, "height": 720, "margin": 0, "center": False, "display": "flex", "hash": True, "transition": "none",
    "slideNumber": "c/t", "navigationMode": "linear", "controlsTutorial": False, "pdfSeparateFragments": False,
    "pdfMaxPagesPerSlide": 1,
}


class Translator(RevealjsSlideTranslator):
    """Code is coloured when the deck is built, not when it is shown; the inside of a statement is no slide."""

    visit_literal_block = HTML5Translator.visit_literal_block
    depart_literal_block = HTML5Translator.depart_literal_block

    def visit_section(self, node):
        """Begin a slide, or the inside of a statement."""
        if isinstance(node.parent, nodes.document | nodes.section):
            super().visit_section(node)
        else:
            self.body.append('<div class="inside">')

    def depart_section(self, node):
        """End it."""
        if isinstance(node.parent, nodes.document | nodes.section):
            super().depart_section(node)
        else:
            self.body.append("</div>")


def begin_notes(self, node):
    """Remember where the notes of a slide begin."""
    self.notes_begin = len(self.body)


def end_notes(self, node):
    """Write the notes of a slide; the speaker's window has no style sheet, so formulas are MathML there."""
    notes = BeautifulSoup("".join(self.body[self.notes_begin:]), "html.parser")
    for drawn in notes.select(".katex-html"):
        drawn.decompose()
    self.body[self.notes_begin:] = [f'<aside class="notes">{notes}</aside>']


def setup(app):
    """Connect both; called by Sphinx."""
    app.set_translator("revealjs", Translator)
    app.add_node(revealjs_notes, override=True, revealjs=(begin_notes, end_notes))
