"""What a cell prints, as it was printed: a line that a busy kernel sent in two pieces stays one line."""

from myst_nb.core import render

merge = render.coalesce_streams  # it takes every piece for whole lines, and puts a line's end after it


def setup(app):
    """Let myst-nb merge streams that are in one piece already; called by Sphinx."""
    render.coalesce_streams = lambda outputs: merge(joined(outputs))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def joined(outputs):
    """Return the outputs, with all that came on a stream in its first piece."""
    kept, first = [], {}
    for output in outputs:
        name = output["name"] if output["output_type"] == "stream" else None
        if name in first:
            first[name]["text"] += output["text"]
        else:
            kept.append(output)
            if name:
                first[name] = output
    return kept
