"""The survivors that are known, each with its reason, and how a run differs from them."""

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("survivors.toml")
EQUIVALENT = "equivalent"


def read(text):
    """Return {suite or EQUIVALENT: {id of a mutant: reason}}, given the file's text."""
    known = {}
    for group in tomllib.loads(text).get("survivors", []):
        for name in group["mutants"]:
            known.setdefault(group["suite"], {})[name] = group["reason"]
    return known


def complaints(known, suite, verdicts, existing):
    """List what is wrong with the file: a survivor without reason, a reason for what was killed or is gone.

    `verdicts` says of every mutant that was tried whether the suite let it live; `existing` names all there are. A name
    that ends in "..." stands for all that begin so.
    """
    names = [*known.get(suite, {}), *known.get(EQUIVALENT, {})]
    new = [f"no reason is given: {name}" for name, survived in verdicts.items()
           if survived and not any(_fits(name, excused) for excused in names)]
    stale = [f"it is killed, but a reason says why not: {name}" for name in names if verdicts.get(name) is False]
    gone = [f"there is no such mutant any more: {excused}" for excused in known.get(suite, {})
            if not any(_fits(name, excused) for name in existing)]
    return new + stale + gone


def _fits(name, excused):
    return name.startswith(excused.removesuffix("...")) if excused.endswith("...") else name == excused
