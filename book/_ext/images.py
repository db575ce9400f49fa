"""Pictures that keep their place before they come, and come when they are needed."""

from pathlib import Path

from docutils import nodes
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator


def setup(app):
    """Connect everything; called by Sphinx."""
    app.add_node(nodes.image, override=True, html=(visit_image, HTML5Translator.depart_image))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def visit_image(self, node):
    """Write an image as Sphinx does, with its size and `loading`."""
    size = get_image_size(str(Path(self.builder.srcdir, node["uri"])))
    node["loading"] = "lazy"
    HTML5Translator.visit_image(self, node)
    if size:
        self.body[-1] = self.body[-1].replace("<img ", '<img width="{}" height="{}" '.format(*size), 1)
