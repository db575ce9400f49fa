"""Print the whole book, as it was built, to a PDF: tagged, with an outline, page numbers and links.

    python tools/make_pdf.py [--site FOLDER] [--out FILE]

It needs a Chromium: the one that the environment variable CHROME names, or one on PATH (Debian: apt install chromium).
"""

import argparse
import sys
import tomllib
from pathlib import Path

import chromium
import yaml
from printing import binding, press

ROOT = Path(__file__).resolve().parent.parent
ABOUT = "An open course after Hao Ni’s lecture slides: every statement said, proved, written in NumPy, and checked"


def main(words=None):
    """Do it; return 0, or 1 with the reason if it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "_build/html", help="the built book")
    parser.add_argument("--out", type=Path, default=ROOT / "dist/backpropagation-through-time.pdf")
    asked = parser.parse_args(words)
    if chromium.path() is None:
        print("No Chromium is here to print with; name one in the environment variable CHROME.", file=sys.stderr)
        return 1
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    try:
        book = binding.bind(asked.site.resolve(), binding.contents(ROOT / "_toc.yml"), config["title"], ABOUT,
                            config["author"], config["copyright"], version)
        bound = asked.site.resolve().with_name("book_to_print.html")
        bound.write_text(book, encoding="utf-8")
        asked.out.parent.mkdir(exist_ok=True)
        press.press(bound, asked.out, config["author"])
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The PDF is at {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
