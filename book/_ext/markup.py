"""HTML where docutils writes what a judge of accessibility minds: sources in a list, and headings that are empty."""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


def setup(app):
    """Connect everything; called by Sphinx."""
    app.add_node(nodes.citation, override=True, html=(visit_citation, HTML5Translator.depart_citation))
    app.add_node(nodes.entry, override=True, html=(visit_entry, HTML5Translator.depart_entry))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def visit_citation(self, node):
    """Write a source as docutils does, with a role that a list may hold and that is not deprecated."""
    HTML5Translator.visit_citation(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def visit_entry(self, node):
    """Write the beginning of a cell as docutils does, and keep its end; an empty heading becomes a plain cell."""
    HTML5Translator.visit_entry(self, node)
    if not node.astext().strip():
        self.body[-1] = self.body[-1].replace("<th", "<td")
        self.context[-1] = self.context[-1].replace("</th", "</td")
