"""The private edition: it holds what the lecturer needs, and the public one holds none of it."""

import re
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import check_leaks  # noqa: E402
import make_instructor  # noqa: E402

PUBLIC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    decks = folder / "decks"
    decks.mkdir()
    for name in ("03_output_jacobian", "10_truncated_bptt"):
        (decks / f"{name}.html").write_text(f"<title>The deck {name}</title>", encoding="utf-8")
    make_instructor.assemble(folder / "tree", decks)
    return folder / "tree"


def files(contents):
    return [page["file"] for part in contents["parts"] for page in part["chapters"]]


def test_the_contents_are_the_public_ones_and_every_page_for_the_lecturer(tree):
    private = files(yaml.safe_load((tree / "_toc.yml").read_text(encoding="utf-8")))
    assert private[:len(files(PUBLIC))] == files(PUBLIC)
    added = {Path(name).name for name in private[len(files(PUBLIC)):]}
    assert added == {path.stem for path in (ROOT / "instructor/notes").glob("*.md")} | {"diagnoses", "decks"}
    assert all(list(tree.glob(f"{name}.*")) for name in private)


def test_every_homework_shows_its_solutions_and_marks_and_no_markers(tree):
    secrets = check_leaks.secrets(check_leaks.SOURCES)
    for source in check_leaks.SOURCES.glob("*.ipynb"):
        page = tree / "book/homework" / source.name
        text = "\n".join(cell.source for cell in nbformat.read(page, as_version=4).cells)
        wanted = {name for name in secrets.values() if re.search(rf"def {name}\(", text)}
        assert wanted
        assert {name for name in wanted if any(f"a solution of {name}" in leak
                                               for leak in check_leaks.leaks(secrets, page))} == wanted
        assert not check_leaks.MARKER.search(text)


def test_the_notes_are_filled_in(tree):
    pages = list((tree / "book/notes").glob("*.md"))
    assert pages
    assert [page.name for page in pages if "{{ " in page.read_text(encoding="utf-8")] == []


def test_every_deck_is_linked_by_its_title(tree):
    page = (tree / "book/notes/decks.md").read_text(encoding="utf-8")
    assert re.findall(r"\[(.*)\]\(deck:(.*)\)", page) == [
        (f"The deck {name}", f"{name}.html") for name in ("03_output_jacobian", "10_truncated_bptt")]


def test_every_page_says_that_it_is_private(tree):
    config = yaml.safe_load((tree / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert config["html_theme_options"]["announcement"] == make_instructor.NOTICE
    public = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert "announcement" not in public["html_theme_options"]


def test_the_extensions_are_those_of_the_repository_which_find_its_tools(tree):
    places = yaml.safe_load((tree / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["local_extensions"]
    assert {Path(place) for place in places.values()} == {ROOT / "book/_ext"}


def test_the_public_contents_name_no_page_for_the_lecturer():
    names = [PUBLIC["root"], *files(PUBLIC)]
    assert [name for name in names if "instructor" in name or "notes/" in name] == []
    assert [name for name in names if not name.startswith("book/")] == []
    assert yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["only_build_toc_files"] is True


def test_every_page_of_the_private_edition_would_be_found_in_the_public_one(tree, tmp_path):
    known = check_leaks.secrets(check_leaks.SOURCES)
    pages = [*(tree / "book/homework").glob("*.ipynb"), *(tree / "book/notes").glob("*.md")]
    pages.remove(tree / "book/notes/decks.md")  # a list of links, no secret
    assert len(pages) > 10
    assert [page.name for page in pages if not list(check_leaks.leaks(known, page))] == []
    title = "Notes to chapter 5 · Why does the gradient travel backwards?"
    built = tmp_path / "page.html"
    built.write_text(f'<h1>{title}<a class="headerlink" href="#top">#</a></h1>', encoding="utf-8")
    assert list(check_leaks.leaks(known, built)) == [f"{built}: the lecturer's page {title!r}"]
