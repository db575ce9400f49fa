"""Chromium, and a page in it as a first visitor gets it."""

import contextlib
import os
import shutil
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

NAMES = "chromium", "chromium-browser", "google-chrome"
FLAGS = "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 720}
SETTLE = 500  # milliseconds, for what scripts do when the page is there
LEFT = "net::ERR_ABORTED"  # what is still on its way when the window goes to another page
UNFOLD = """() => {
    document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    const style = document.createElement("style");
    style.textContent = "* { content-visibility: visible !important; }";
    document.head.append(style);
}"""


class Visit(NamedTuple):
    """A window with a page in it, what it asked for, and what it said."""

    window: Page
    requests: list
    said: list


def path():
    """Return the path of the Chromium that CHROME names, or of one on PATH, or None."""
    return next(filter(None, map(shutil.which, filter(None, [os.environ.get("CHROME"), *NAMES]))), None)


@contextlib.contextmanager
def started():
    """Run Chromium as long as the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=list(FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def visited(browser, address, **options):
    """Open an address in a window of its own, with an empty cache."""
    context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
    visit = Visit(context.new_page(), [], [])
    window, say = visit.window, visit.said.append
    window.on("request", lambda request: visit.requests.append(request))
    window.on("console", lambda message: say(f"{message.type}: {message.text}"))
    window.on("pageerror", lambda error: say(f"error: {error}"))
    window.on("requestfailed", lambda request: None if request.failure == LEFT else say(f"failed: {request.url}"))
    window.goto(address)
    if options.get("java_script_enabled", True):
        window.evaluate("document.fonts.ready.then(() => null)")
        window.wait_for_timeout(SETTLE)
    yield visit
    context.close()


def unfold(window):
    """Unfold and lay out everything, for judges that should see it."""
    window.evaluate(UNFOLD)
