"""Stands in for rnnlib.homework where submissions run: no checker is there, and so no truth."""


class _NotHere:
    """A report that says nothing."""

    ok, diagnosis, message, example = True, "not-here", "It is checked elsewhere.", None

    def hint(self):
        """Return the same."""
        return self.message

    def __repr__(self):
        return self.message


Report = _NotHere


def __getattr__(name):
    """Return a checker of any name; it looks at nothing."""
    if not name.startswith("check_"):
        raise AttributeError(f"{name} is not available here")
    return lambda *_, **__: _NotHere()
