"""Places that can be linked to: every statement and every exercise shows its link, and no id stands twice on a page."""

from docutils import nodes


def setup(app):
    """Connect everything; called by Sphinx."""
    app.connect("doctree-resolved", drop_repeated_ids)
    app.connect("doctree-resolved", add_permalinks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def drop_repeated_ids(app, doctree, docname):
    """Leave an id to the first that has it; sphinx-proof and sphinx-exercise give the same to all of a kind."""
    seen = set()
    for node in doctree.findall(nodes.Element):
        node["ids"] = [name for name in node["ids"] if name not in seen]
        seen.update(node["ids"])


def add_permalinks(app, doctree, docname):
    """Add to the title of a statement or an exercise the sign that headings and figures have."""
    if app.builder.format == "html":
        for box in doctree.findall(nodes.Admonition):
            kind = box.get("realtype") or box.get("type")
            if kind and kind != "solution" and box["ids"] and isinstance(box[0], nodes.title):
                sign = app.config.html_permalinks_icon
                box[0] += nodes.reference("", sign, refid=box["ids"][0], classes=["headerlink"],
                                          reftitle=f"Link to this {kind}")
