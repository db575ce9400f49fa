"""The page made from the docstrings says everything about every public name."""

import importlib.util
import inspect
import re
from pathlib import Path

import pytest
from docutils import nodes

import rnnlib

BOOK = Path(__file__).parent.parent / "book"


@pytest.fixture(scope="module")
def api():
    spec = importlib.util.spec_from_file_location("api", BOOK / "_ext/api.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def modules():
    """Return the modules that the page names."""
    page = (BOOK / "api.md").read_text(encoding="utf-8")
    listed = re.search(r"^:::\{api\} rnnlib\n(.*?)^:::$", page, re.MULTILINE | re.DOTALL)
    return [importlib.import_module(f"rnnlib.{name}") for name in listed[1].split()]


@pytest.fixture(scope="module")
def entries(api, modules):
    """Map every name on the page to its section."""
    return {entry["ids"][0]: entry for section in api.reference(rnnlib, modules) for entry in section[1:]
            if isinstance(entry, nodes.section)}


def test_every_public_name_is_on_the_page_once_and_has_an_anchor(entries):
    assert sorted(entries) == sorted(f"rnnlib.{name}" for name in rnnlib.__all__)


def test_every_argument_of_a_function_is_explained_and_has_a_type(entries):
    for name in rnnlib.__all__:
        if inspect.isfunction(getattr(rnnlib, name)):
            text, terms = entries[f"rnnlib.{name}"].astext(), []
            for item in entries[f"rnnlib.{name}"].findall(nodes.definition_list_item):
                terms += item[0].astext().split(", ") if isinstance(item[1], nodes.classifier) else []
            assert set(inspect.signature(getattr(rnnlib, name)).parameters) <= set(terms), name
            assert "Returns" in text, name
            assert ">>> " in text, name


def test_no_signature_names_a_place_in_memory(entries):
    assert "loss=squared_error" in entries["rnnlib.gradients"].astext().replace(" ", "")
    assert not any(" at 0x" in entry.astext() for entry in entries.values())


def test_a_public_name_that_no_listed_module_defines_is_an_error(api, modules):
    with pytest.raises(ValueError, match="no module named on this page defines"):
        list(api.reference(rnnlib, modules[1:]))


def test_indices_are_set_below_and_above_but_not_in_code(api):
    below, above = "J_{k+1} and ds_t^(i) of `ds_dU_direct`", "h'(a_t) and delta_ik"
    assert "".join(map(str, api.inline(below))) == (
        "J<subscript>k+1</subscript> and ds<subscript>t</subscript><superscript>(i)</superscript> of "
        "<literal>ds_dU_direct</literal>")
    assert "".join(node.astext() for node in api.inline(above)) == "h\N{PRIME}(at) and \N{GREEK SMALL LETTER DELTA}ik"
