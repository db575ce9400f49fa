"""Draw the picture that is shown where a page of the book is shared: its title, and the picture of the landing page.

    python tools/draw_card.py

Writes book/_static/card.png with Chromium (CHROME names one; else it is looked for on PATH).
"""

from pathlib import Path

import chromium

STATIC = Path(__file__).resolve().parent.parent / "book/_static"
PAGE = """<!doctype html>
<style>
  body {{ margin: 0; width: 1200px; height: 630px; display: grid; place-content: center; justify-items: center;
          gap: 30px; background: #fff; font: 700 68px Helvetica, Arial, sans-serif; color: #222; }}
  svg {{ width: 1060px; height: auto; font-weight: 400; }}
</style>
Backpropagation through time {picture}
"""


def main():
    """Do it."""
    picture = (STATIC / "bptt.svg").read_text(encoding="utf-8")
    with chromium.started() as browser:
        window = browser.new_page(viewport={"width": 1200, "height": 630})
        window.set_content(PAGE.format(picture=picture))
        window.screenshot(path=STATIC / "card.png")


if __name__ == "__main__":
    main()
