"""What a checker answers: right, or what kind of mistake, where to read again, and further hints."""

import re
import textwrap

WIDTH = 76
LABEL = 10
NO_MORE = "There is no further hint. Read your line aloud to somebody, symbol by symbol."
NO_HINT = {
    "right": "It is right; no hint is needed.",
    "not-written": "Write it first; the hints below the question are for the beginning.",
}


class Report:
    """The answer to one function: print it, and ask it for hints.

    Parameters
    ----------
    name : str
        Of the function that was judged.
    diagnosis : str
        A stable key: "right", or what is wrong. Two mistakes at once are joined by "+".
    verdict : str
        How the first line ends.
    lines : list of (label, text)
        What follows it.
    hints : list of str
        The first one stands in the message.
    example : tuple, optional
        Arguments for which the mistake shows.

    Attributes
    ----------
    ok : bool
        Whether the function is right.
    diagnosis : str
        The stable key.
    message : str
        Plain text, at most 76 characters wide.
    example : tuple or None
        Arguments for which the mistake shows: print it, and call your function by ``report.example.call(function)``.

    Examples
    --------
    >>> lines, hints = [("Found", "The sign is wrong.")], ["Which is larger?", "Draw it."]
    >>> report = Report("f", "sign", "not right yet.", lines, hints)
    >>> report
    f: not right yet. [sign]
    <BLANKLINE>
      Found   The sign is wrong.
      Hint    Which is larger?
    <BLANKLINE>
    A further hint: print(report.hint())
    >>> report.hint()
    Draw it.
    >>> report.ok
    False
    """

    def __init__(self, name, diagnosis, verdict, lines=(), hints=(), example=None):
        self.ok, self.diagnosis, self.example = diagnosis == "right", diagnosis, example
        self.message = _wrapped(f"{name}: {verdict}" + ("" if self.ok else f" [{diagnosis}]"))
        self._hints = list(hints)
        for label, text in [*lines, *(("Hint", hint) for hint in self._hints[:1])]:
            self.add(label, text)
        self._hints = self._hints[1:]

    def add(self, label, text):
        """Add a paragraph to the message."""
        self.message += "" if "\n" in self.message else "\n"
        self.message += "\n" + _wrapped(text, f"  {label}".ljust(LABEL), " " * LABEL)

    def hint(self):
        """Return the next hint."""
        return _Text(_wrapped(self._hints.pop(0) if self._hints else NO_HINT.get(self.diagnosis, NO_MORE)))

    def __repr__(self):
        return self.message + ("\n\nA further hint: print(report.hint())" if self._hints else "")


class _Text(str):
    """Text that shows as it prints, also at the end of a cell."""

    __repr__ = str.__str__


def _wrapped(text, first="", rest=""):
    """Break lines between words, and not inside a shape or around an equals sign."""
    whole = re.sub(r"[(\[](\w+, )+\w+[)\]]| = ", lambda match: match[0].replace(" ", "\0"), text)
    return textwrap.fill(whole, WIDTH, initial_indent=first, subsequent_indent=rest).replace("\0", " ")
