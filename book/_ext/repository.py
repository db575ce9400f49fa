"""Links from the pages to the repository that the book was built from, if the build is told which that is.

A hosted workflow tells it by variables of its own. Every address names the commit, so that a page, the notebook that is
opened and the package that is installed belong together; a book built anywhere else has none of these links.
"""

import os
from urllib.parse import urlencode

VARIABLES = "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"


def setup(app):
    """Connect the links; called by Sphinx."""
    app.connect("html-page-context", add_links)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def add_links(app, pagename, templatename, context, doctree):
    """Give the template the links of a page, as `repository`."""
    told = [os.environ.get(name) for name in VARIABLES]
    if all(told) and doctree is not None:
        title, path = app.env.titles[pagename].astext(), app.env.doc2path(pagename, base=False)
        context["repository"] = links(*told, title, str(path).replace(os.sep, "/"))


def links(server, repository, commit, title, path):
    """Return where a page can be opened, how the package is installed, and where a mistake in the page is reported."""
    source = f"{server}/{repository}"
    report = {"title": f"Mistake in: {title}", "body": f"{title}\n{source}/blob/{commit}/{path}\n\nWhat is wrong: "}
    return {
        "colab": f"https://colab.research.google.com/github/{repository}/blob/{commit}/{path}",
        "binder": f"https://mybinder.org/v2/gh/{repository}/{commit}?{urlencode({'labpath': path})}",
        "install": f'%pip install "rnnlib[plot] @ git+{source}@{commit}"',
        "report": f"{source}/issues/new?{urlencode(report)}",
    }
