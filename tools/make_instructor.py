"""Build the private edition in dist/instructor: the book with lecture notes, solutions, diagnoses and decks.

    python tools/make_instructor.py

The public pages are as they are in public, but for the homework, which shows its solutions and marks. All that comes
from `instructor/`, which no public page is made of. The decks must have been built (`make slides`).
"""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import statements
import yaml
from bs4 import BeautifulSoup
from derive_homework import ROOT, SOURCES
from release_solutions import solved

DECKS, TREE, SITE = ROOT / "dist/slides", ROOT / "_build/instructor", ROOT / "dist/instructor"
SHARED = ["book", "benchmarks", "_config.yml", "_toc.yml", "README.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-PROSE"]
NOTICE = "Private edition: it shows the solutions of the homework. Please do not publish it."
DECK = "# Decks\n\nOne for each chapter. The key S opens the speaker's notes; `?print-pdf` after an address prints.\n\n"


def main():
    """Assemble the sources, build them, and put the decks beside."""
    if not list(DECKS.glob("[01]*.html")):
        sys.exit("the decks are not built; say: make slides")
    shutil.rmtree(TREE, ignore_errors=True)
    assemble(TREE, DECKS)
    build = [Path(sys.executable).with_name("jupyter-book"), "build", TREE, "-W", "-n", "--keep-going"]
    subprocess.run(build, check=True)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(TREE / "_build/html", SITE)
    shutil.copytree(DECKS, SITE / "slides")
    print(f"The private edition is at {SITE.relative_to(ROOT)}/index.html")


def assemble(tree, decks):
    """Write the sources of the private edition to a new folder."""
    tree.mkdir(parents=True)
    for name in SHARED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    notes = tree / "book/notes"
    statements.fill_folder(ROOT / "instructor/notes", notes)
    shutil.copy(SOURCES / "diagnoses.md", notes)
    notes.joinpath("decks.md").write_text(DECK + listed(decks), encoding="utf-8")
    for source in SOURCES.glob("*.ipynb"):
        nbformat.write(solved(nbformat.read(source, as_version=4)), tree / "book/homework" / source.name)
    add_to_contents(tree / "_toc.yml", notes)
    add_to_settings(tree / "_config.yml")


def listed(decks):
    """Return a list of the decks, as MyST."""
    titles = {path.name: BeautifulSoup(path.read_bytes(), "html.parser").title.get_text(strip=True)
              for path in sorted(decks.glob("[01]*.html"))}
    return "".join(f"- [{title}](deck:{name})\n" for name, title in titles.items())


def add_to_contents(path, notes):
    """Name the lecturer's pages in the table of contents."""
    contents = yaml.safe_load(path.read_text(encoding="utf-8"))
    first = ["index", "decks", "slides_of_the_original"]
    rest = sorted(page.stem for page in notes.glob("*.md") if page.stem not in first)
    pages = [{"file": f"book/notes/{name}"} for name in first + rest]
    contents["parts"].append({"caption": "For the lecturer", "chapters": pages})
    path.write_text(yaml.safe_dump(contents, sort_keys=False), encoding="utf-8")


def add_to_settings(path):
    """Say on every page that this is the private edition, and let pages link to the decks."""
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    config, extensions = settings["sphinx"]["config"], settings["sphinx"]["local_extensions"]
    extensions.update({name: str(ROOT / folder) for name, folder in extensions.items()})
    config["html_theme_options"]["announcement"] = NOTICE
    config["html_title"] += ", private edition"
    config["myst_url_schemes"] = {"http": None, "https": None, "mailto": None, "deck": "../../slides/{{path}}"}
    path.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")


if __name__ == "__main__":
    main()
