"""Build the decks: a reveal presentation for each chapter, from instructor/slides/ and the book that it quotes.

    python tools/make_slides.py [--out FOLDER] [--figures FOLDER] [DECK ...]

Figures are drawn by executing the chapters, unless a folder is named that has them from an earlier build.
"""

import argparse
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from decks import cells, filling
from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "dist/slides"
INDEX = """# Backpropagation through time

{decks}

```{{toctree}}
:hidden:
:glob:

[0-9]*
```

:::{{revealjs-notes}}
Press S for the speaker's view, F for the full screen, O for all slides at once. To print, add `?print-pdf` to the
address of a deck and print to PDF, without margins. The numbers: slides, and minutes in the module.
:::
"""


def main(words=None):
    """Fill in the sources, draw the figures, run Sphinx; return its code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("decks", nargs="*", type=Path, default=sorted(filling.DECKS.glob("*.md")))
    parser.add_argument("--out", type=Path, default=SITE)
    parser.add_argument("--figures", type=Path, help="take the figures from here, and execute nothing")
    asked = parser.parse_args(words)
    if asked.out != SITE and asked.out.exists():
        sys.exit(f"{asked.out} is there already; name a new folder")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        try:
            write(asked.decks, source)
        except KeyError as error:
            print(f"error: {error.args[0]}", file=sys.stderr)
            return 1
        if asked.figures:
            shutil.copytree(asked.figures, source / "figures")
        else:
            draw(asked.decks, source / "figures")
        shutil.rmtree(asked.out, ignore_errors=True)
        return build(source, asked.out)


def write(decks, folder, **book):
    """Write the filled in sources of decks, and the deck that lists them."""
    lines = []
    for deck in decks:
        text = filling.fill(deck, **book)
        (folder / deck.name).write_text(text, encoding="utf-8")
        title = filling.of_chapter(filling.chapter(deck, **book), "title").lstrip("# ")
        count, (_, minutes) = len(filling.slides(text)), filling.minutes(text)
        lines.append(f"- [{title}]({deck.name}) {count} slides, {minutes} min")
    (folder / "index.md").write_text(INDEX.format(decks="\n".join(lines)), encoding="utf-8")


def draw(decks, folder):
    """Draw all figures of the chapters whose decks show some, two chapters at a time."""
    folder.mkdir()
    pages = [filling.chapter(deck) for deck in decks if filling.FIGURE.search(deck.read_text(encoding="utf-8"))]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda page: cells.draw(page, folder), pages))


def build(source, out):
    """Run Sphinx, warnings as errors."""
    return build_main(["-b", "revealjs", "-W", "--keep-going", "-n", "-q", "-E", "-c", str(filling.DECKS),
                       "-d", str(source.with_name("doctrees")), str(source), str(out)])


if __name__ == "__main__":
    sys.exit(main())
