"""Small pages in headless Chromium: a book of a few lines, built as the book is, and opened from its files."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import chromium  # noqa: E402
from site_test import axe  # noqa: E402

LEFT_OUT = {"jupyter_book", "sphinx_external_toc", "sphinxcontrib.bibtex"}


def build(folder, **pages):
    """Build a book of these pages, one of them `index`, with the book's own settings; return the folder of HTML."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    settings = config["sphinx"]["config"]
    settings["extensions"] = [name for name in settings["extensions"] if name not in LEFT_OUT]
    settings |= {key: [str(ROOT / path) for path in settings[key]] for key in ("html_static_path", "templates_path")}
    settings |= {"html_favicon": None, "html_additional_pages": {}}
    settings["myst_enable_extensions"] = config["parse"]["myst_enable_extensions"]
    source, out = folder / "source", folder / "html"
    source.mkdir()
    lines = [f"import sys; sys.path.insert(0, {str(ROOT / 'book/_ext')!r})", f"globals().update({settings!r})"]
    (source / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    for name, text in pages.items():
        (source / f"{name}.md").write_text(f"---\norphan: true\n---\n\n{text}", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "-E", str(source), str(out)]
    built = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert built.returncode == 0, built.stdout + built.stderr
    return out


@contextlib.contextmanager
def started():
    """Run the Chromium that CHROME names, or one on PATH; where there is none, skip, unless it is required."""
    if chromium.path() is None and os.environ.get("REQUIRE_CHROME") != "1":
        pytest.skip("no Chromium here; name one in the environment variable CHROME")
    assert chromium.path(), "no Chromium here, and REQUIRE_CHROME=1"
    with chromium.started() as browser:
        yield browser


@contextlib.contextmanager
def opened(browser, path, **options):
    """Open a page in a window of its own; at the end, it must have said nothing and asked no other host."""
    with chromium.visited(browser, path.as_uri(), **options) as visit:
        yield visit.window
    assert not visit.said
    assert [request.url for request in visit.requests if not request.url.startswith("file:")] == []


def violations(page, selector):
    """Return what axe finds wrong with a part of a page."""
    page.evaluate(axe.source())
    run = "selector => axe.run(selector, {preload: false, resultTypes: ['violations']})"
    found = page.evaluate(run, selector)["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
