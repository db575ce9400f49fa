"""Folded boxes and folded code as the browser's own <details>: no script, found by its search, open in print."""

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx_proof.nodes import proof_node


class Fold(nodes.General, nodes.Element):
    """What can be folded."""


class Summary(nodes.TextElement):
    """What is seen when it is folded."""


def setup(app):
    """Connect everything; called by Sphinx."""
    app.add_node(Fold, html=(lambda self, node: self.body.append(self.starttag(node, "details")),
                             lambda self, node: self.body.append("</details>\n")))
    app.add_node(Summary, html=(lambda self, node: self.body.append(self.starttag(node, "summary", "")),
                                lambda self, node: self.body.append("</summary>\n")))
    app.connect("doctree-resolved", fold)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def fold(app, doctree, docname):
    """Replace every box of the class `dropdown`, and every folded cell."""
    if app.builder.format == "html":
        for parent in list(doctree.findall(nodes.Element)):
            for index, child in enumerate(parent.children):
                box = child[0] if isinstance(child, proof_node) else child
                if isinstance(box, HideCodeCellNode):
                    parent[index] = folded(box, [nodes.Text(box["prompt_show"])], "admonition", "hide")
                elif isinstance(box, nodes.Admonition) and "dropdown" in box["classes"]:
                    parent[index] = folded(box, title(box), "admonition")


def folded(box, words, *classes):
    """Return what stands in the place of a box."""
    summary = Summary("", "", *words, classes=["admonition-title"])
    return Fold("", summary, *box.children, ids=box["ids"], classes=[*classes, *box["classes"]])


def title(box):
    """Take the title from a box and return it, without links; a proof's is in its first words."""
    if isinstance(box[0], nodes.title):
        heading = box.pop(0)
        for link in list(heading.findall(nodes.reference)):
            link.replace_self(link.children)
        return heading.children
    words = box[0][0]
    name, _, rest = words.partition(". ")
    box[0].replace(words, nodes.Text(rest))
    return [nodes.Text(name)]
