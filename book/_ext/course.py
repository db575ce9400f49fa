"""What this book adds to Sphinx: KaTeX at build time, and its style sheet and fonts served from the book."""

import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from docutils import nodes
from sphinxcontrib import katex

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
import npm

katex.NODEJS_BINARY = npm.node()  # a server that is started through the command on PATH, a shim, outlives us
katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 120.0  # seconds: a busy machine is slow, not broken


def setup(app):
    """Connect everything; called by Sphinx."""
    katex.render_latex = valid(katex.render_latex)
    app.add_js_file("katex/copy-tex.min.js", loading_method="defer")  # a formula that is copied is its TeX
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it whether or not there are comments
    if hasattr(socket, "AF_UNIX"):
        katex.KaTeXServer.start_server_process = staticmethod(start_katex_server)
    app.connect("builder-inited", lambda app: npm.install("katex"))  # now, and not after all pages are built
    app.connect("doctree-read", bind_punctuation)
    app.connect("doctree-read", unname_proofs)
    app.connect("build-finished", copy_katex)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def start_katex_server(rundir, timeout):
    """Start the server that renders formulas, and connect; stands in for a method that gives up if it is not ready."""
    path = str(rundir / "katex.sock")
    command = katex.KaTeXServer.build_command(socket=path)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for _ in range(int(timeout / 0.01)):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(path)
            return process, connection
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(0.01)
    process.kill()
    raise RuntimeError(f"the KaTeX server was not ready after {timeout} s")


def valid(render):
    """Leave out what KaTeX writes and no standard allows: widths and third children in MathML, heights below zero."""
    wrong = re.compile(r'(?<=<mtd) width="50%"|<mo>\u2061</mo>(?=</msub>|</msup>)|\bheight:-[\d.]+em;')
    return lambda *args: wrong.sub("", render(*args))


def bind_punctuation(app, doctree):
    """Keep a short formula and the punctuation after it on one line, so that no line begins with a comma."""
    for math in list(doctree.findall(nodes.math)):
        text = math.next_node(descend=False, siblings=True)
        if len(math.astext()) < 25 and isinstance(text, nodes.Text) and text[:1] in set(",.;:!?)"):
            place = next(i for i, child in enumerate(math.parent) if child is math)  # equal words make texts equal
            bound = nodes.inline("", "", math.deepcopy(), nodes.Text(text[:1]), classes=["nobreak"])
            math.parent[place:place + 2] = [bound, nodes.Text(text[1:])]


def unname_proofs(app, doctree):
    """Take the id from all proofs: a page's first alone would keep it, and by it sphinx-proof's style sheet styles."""
    for box in doctree.findall(nodes.admonition):
        if box["ids"] == ["proof"]:
            box["ids"] = []


def copy_katex(app, exception):
    """Put the style sheet, and of its fonts the one format that every browser reads, beside the pages."""
    if exception is None and app.builder.format == "html":
        katex_dist, static = npm.install("katex") / "katex/dist", Path(app.outdir) / "_static/katex"
        (static / "fonts").mkdir(parents=True, exist_ok=True)
        shutil.copy(katex_dist / "katex.min.css", static)
        shutil.copy(katex_dist / "contrib/copy-tex.min.js", static)
        for font in katex_dist.glob("fonts/*.woff2"):
            shutil.copy(font, static / "fonts")

