"""No script but the theme's and ours."""

import hashlib

FILES = {
    "doctools.js", "documentation_options.js", "sphinx_highlight.js",  # Sphinx
    "searchtools.js", "language_data.js", "searchindex.js",  # its search
    "furo.js",  # the theme
    "clipboard.min.js", "copybutton.js", "copy-tex.min.js",  # copying code and formulas
    "stepper.js", "explorer.js",  # our own
}
INLINE = {"6f0ae86a4f3e49ff"}  # written into pages, by digest: the theme reads whether the reader chose light or dark
DATA = "application/json"


def check(page):
    """Yield every script that is not on the list, and all that is hidden in attributes."""
    for tag in page.elements.select("script[src]"):
        path, _ = page.find(tag["src"])
        if path is None or path.name not in FILES:
            yield f"a script that nobody expects: {tag['src']}"
    for tag in page.elements.select("script:not([src])"):
        script = " ".join(tag.get_text().split())
        if tag.get("type") != DATA and digest(script) not in INLINE:
            yield f"a script in the page that nobody expects ({digest(script)}): {script[:60]!r}"
    for tag in page.elements.find_all(True):
        yield from (f"<{tag.name}> has a script in {name}" for name in tag.attrs if name.startswith("on"))
        if str(tag.get("href", "")).strip().lower().startswith("javascript:"):
            yield f"a link is a script: {tag['href']}"


def digest(script):
    """Return the beginning of the SHA-256 of a script."""
    return hashlib.sha256(script.encode()).hexdigest()[:16]
