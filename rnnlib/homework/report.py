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
        self._head = _wrapped(f"{name}: {verdict}" + ("" if self.ok else f" [{diagnosis}]"))
        self._lines, self._notes, self._hints, self._given = list(lines), [], list(hints), 1

    @property
    def message(self):
        """Return plain text, at most 76 characters wide."""
        first = [("Hint", hint) for hint in self._hints[:1]]
        parts = [_wrapped(text, f"  {label}".ljust(LABEL), " " * LABEL)
                 for label, text in [*self._lines, *first, *self._notes]]
        return "\n".join([self._head, *([""] if parts else []), *parts])

    def add(self, label, text):
        """Add a paragraph to the message."""
        self._notes.append((label, text))

    def ask_first(self, hints):
        """Put hints before all others."""
        self._hints[:0] = hints

    def hint(self):
        """Return the next hint."""
        self._given, next_one = self._given + 1, self._hints[self._given:][:1]
        return _Text(_wrapped((next_one or [NO_HINT.get(self.diagnosis, NO_MORE)])[0]))

    def __repr__(self):
        return self.message + ("\n\nA further hint: print(report.hint())" if self._hints[self._given:] else "")


class _Text(str):
    """Text that shows as it prints, also at the end of a cell."""

    __repr__ = str.__str__


def _wrapped(text, first="", rest=""):
    """Break lines between words, and not inside a shape or around an equals sign."""
    whole = re.sub(r"[(\[](\w+, )+\w+[)\]]| = ", lambda match: match[0].replace(" ", "\0"), text)
    return textwrap.fill(whole, WIDTH, initial_indent=first, subsequent_indent=rest).replace("\0", " ")
