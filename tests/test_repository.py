"""Links to the repository: exact where the build is told which it is, else none; and what they promise runs."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
import venv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from nbformat import read
from nbformat.v4 import new_markdown_cell, new_notebook, writes

ROOT = Path(__file__).resolve().parent.parent
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SOURCE = "https://github.com/someone/course"
TOLD = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "someone/course", "GITHUB_SHA": COMMIT}
TITLE = "What is 1 + 1, & why?"
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "book/_ext")!r})
extensions = ["myst_nb", "repository"]
html_theme, html_sourcelink_suffix, templates_path = "furo", "", [{str(ROOT / "book/_templates")!r}]
"""


@pytest.fixture(scope="module")
def repository():
    spec = importlib.util.spec_from_file_location("repository", ROOT / "book/_ext/repository.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(folder, told):
    """Build a book of one page and one notebook in an environment that tells this; return its pages."""
    source, out = folder / "source", folder / "html"
    (source / "book").mkdir(parents=True)
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "index.md").write_text("# Welcome\n\n```{toctree}\nbook/sum\n```\n", encoding="utf-8")
    notebook = new_notebook(cells=[new_markdown_cell(f"# {TITLE}")])
    (source / "book/sum.ipynb").write_text(writes(notebook), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")} | told
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-E", str(source), str(out)]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert built.returncode == 0, built.stdout + built.stderr
    return {path.relative_to(out).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in out.rglob("*.html")}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return build(tmp_path_factory.mktemp("told"), TOLD)


@pytest.fixture(scope="module")
def untold(tmp_path_factory):
    return build(tmp_path_factory.mktemp("untold"), {})


def links(page):
    return {link.text: link["href"] for link in page.select(".notebook-link a, .report-link a")}


def test_a_notebook_opens_elsewhere_at_the_commit_that_its_page_shows(told):
    found = links(told["book/sum.html"])
    assert list(found) == ["Download this notebook", "Open in Colab", "Open in Binder", "Report a mistake here"]
    assert found["Download this notebook"] == "../_sources/book/sum.ipynb"
    assert found["Open in Colab"] == (
        f"https://colab.research.google.com/github/someone/course/blob/{COMMIT}/book/sum.ipynb")
    assert found["Open in Binder"] == f"https://mybinder.org/v2/gh/someone/course/{COMMIT}?labpath=book%2Fsum.ipynb"


def test_a_report_begins_with_the_title_and_the_address_of_its_page(told):
    for name, title, path in (("book/sum.html", TITLE, "book/sum.ipynb"), ("index.html", "Welcome", "index.md")):
        report = urlsplit(links(told[name])["Report a mistake here"])
        assert report._replace(query="").geturl() == f"{SOURCE}/issues/new"
        assert parse_qs(report.query) == {
            "title": [f"Mistake in: {title}"],
            "body": [f"{title}\n{SOURCE}/blob/{COMMIT}/{path}\n\nWhat is wrong: "]}


def test_a_page_that_is_no_notebook_can_only_be_reported(told):
    assert list(links(told["index.html"])) == ["Report a mistake here"]
    assert links(told["search.html"]) == {}


def test_the_page_says_how_the_package_is_installed(told):
    line = told["book/sum.html"].select_one("details.notebook-link pre").text
    assert line == f'%pip install "rnnlib[plot] @ git+{SOURCE}@{COMMIT}"'


def test_the_links_bring_no_script_and_no_picture(told, untold):
    for name in untold:
        for kind in ("script", "img", "link", "iframe"):
            assert len(told[name].select(kind)) == len(untold[name].select(kind))


def test_a_book_that_is_built_anywhere_else_has_none_of_this(untold):
    assert list(links(untold["book/sum.html"])) == ["Download this notebook"]
    for page in untold.values():
        for word in ("someone/course", "Colab", "Binder", "Report a mistake", "%pip"):
            assert word not in str(page)


@pytest.mark.parametrize("missing", TOLD)
def test_a_variable_that_is_missing_or_empty_means_no_links(repository, monkeypatch, missing):
    for name, value in (TOLD | {missing: ""}).items():
        monkeypatch.setenv(name, value)
    repository.add_links(None, "index", "page.html", context := {}, object())
    monkeypatch.delenv(missing)
    repository.add_links(None, "index", "page.html", context, object())
    assert context == {}


def test_binder_installs_what_the_notebooks_import():
    lines = (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(".")] == [".[plot]"]  # the package, which brings NumPy
    for path in (ROOT / "book").rglob("*.ipynb"):
        code = "\n".join(cell.source for cell in read(path, as_version=4).cells if cell.cell_type == "code")
        imported = set(re.findall(r"^(?:from|import) (\w+)", code, re.MULTILINE))
        assert imported - sys.stdlib_module_names <= {"rnnlib", "numpy", *lines}, path.name


def prints(path):
    return [output.text for cell in read(path, as_version=4).cells for output in cell.get("outputs", ())
            if output.output_type == "stream"]


@pytest.mark.skipif(os.environ.get("ADOPT") != "1", reason="it installs packages: make adopt-test")
def test_a_downloaded_notebook_prints_the_same_after_the_line_on_its_page(repository, tmp_path):
    def run(*command):
        return subprocess.run(command, cwd=tmp_path, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

    run("git", "clone", "--quiet", "--bare", str(ROOT), "course.git")
    commit = run("git", "-C", "course.git", "rev-parse", "HEAD").strip()
    notebook, result = tmp_path / "01_loss.ipynb", tmp_path / "result.ipynb"
    notebook.write_text(run("git", "-C", "course.git", "show", "HEAD:book/01_loss.ipynb"), encoding="utf-8")
    # An old pip refuses git+file, though not git+https, so the new environment gets the newest.
    venv.create(tmp_path / "venv", with_pip=True, upgrade_deps=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    line = repository.links(tmp_path.as_uri(), "course.git", commit, "", "")["install"].removeprefix("%")
    run(scripts / "python", "-m", *shlex.split(line))
    run(scripts / "python", "-c", "from rnnlib.data import el_nino; el_nino()")
    run(scripts / "python", "-m", "pip", "install", "ipykernel", "nbclient")
    run(scripts / "jupyter-execute", notebook, "--output", result)
    assert len(prints(notebook)) >= 4
    assert prints(result) == prints(notebook)
