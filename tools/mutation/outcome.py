"""What becomes of a mutant."""

from typing import NamedTuple

SURVIVED, KILLED, ENDLESS = "survived", "killed", "timed out"


class Outcome(NamedTuple):
    """The verdict, the test that killed the mutant, and the seconds of CPU that each file took."""

    verdict: str
    test: str = ""
    spent: dict | None = None
