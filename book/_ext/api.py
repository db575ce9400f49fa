"""The `{api}` directive: a reference made from docstrings at every build, so that it cannot drift from the code.

    :::{api} rnnlib
    model
    loss
    :::

writes one section for every module named, in that order, and in it one for every name of ``rnnlib.__all__`` that the
module defines. A name that belongs to no module named is an error. Entries are objects of Sphinx's Python domain: the
search finds them, and ``{py:func}`rnnlib.do_ds` `` and ``[...](#rnnlib.do_ds)`` link to them.
"""

import ast
import importlib
import inspect
import re

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

LITERAL = re.compile(r"``?([^`]+)``?")
INDEX = re.compile(r"(?<![A-Za-z_])(d?[A-Za-z]|delta)_(?:\{([^}]+)\}|([A-Za-z0-9]{1,2}))(?![A-Za-z0-9_])|\^\(([^)]+)\)")


class Api(SphinxDirective):
    """Write the reference of a package."""

    required_arguments = 1
    has_content = True

    def run(self):
        """Return one section for every module; tell Sphinx what it depends on and what can be linked to."""
        package = importlib.import_module(self.arguments[0])
        modules = [importlib.import_module(f"{package.__name__}.{line.strip()}") for line in self.content]
        for module in (package, *modules):
            self.env.note_dependency(inspect.getsourcefile(module))
        try:
            sections = list(reference(package, modules))
        except ValueError as error:
            raise self.error(str(error)) from None
        for node in (node for section in sections for node in section.findall(nodes.Element)):
            self.set_source_info(node)
            if "kind" in node:
                name = node["ids"][0]
                self.env.get_domain("py").note_object(name, node["kind"], name, location=node)
        return sections


def setup(app):
    """Connect the directive; called by Sphinx."""
    app.add_directive("api", Api)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def reference(package, modules):
    """Yield the section of every module; raise ValueError if a public name of the package is in none of them."""
    missing = set(package.__all__)
    for module in modules:
        names = [name for name in definitions(module) if name in missing]
        missing -= set(names)
        entries = [entry(package, module, name) for name in names]
        yield section(module.__name__, module.__name__, *prose(inspect.getdoc(module)), *entries)
    if missing:
        raise ValueError(f"no module named on this page defines {', '.join(sorted(missing))} of {package.__name__}")


def definitions(module):
    """Map what a module defines on its top level, or a package takes from its modules, to the lines that do it."""
    source, defined = inspect.getsource(module), {}
    for node in ast.parse(source).body:
        targets = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
        if isinstance(node, ast.ImportFrom) and node.level and hasattr(module, "__path__"):
            targets = [alias.name for alias in node.names]
        for name in [node.name] if hasattr(node, "name") else targets:
            defined[name] = "\n".join(source.splitlines()[node.lineno - 1:node.end_lineno])
    return defined


def entry(package, module, name):
    """Return the section of one name: how it is called, what its docstring says; of a constant, its source."""
    thing = getattr(package, name)
    if not hasattr(thing, "__name__"):  # neither a function nor a class
        kind, body = "data", [code(definitions(module)[name], "python")]
    else:
        kind = "class" if inspect.isclass(thing) else "function"
        body = [called(name, thing), *described(inspect.getdoc(thing)), *(methods(thing) if kind == "class" else [])]
    return section(f"{package.__name__}.{name}", name, *body, kind=kind)


def section(target, title, *body, **attributes):
    """Return a section with its title in code letters and an anchor that stays."""
    return nodes.section("", nodes.title("", "", nodes.literal("", title)), *body, ids=[target], **attributes)


class Named:
    """A function that prints as its name, without its place in memory, which is another one in every build."""

    def __init__(self, function):
        self.function = function

    def __repr__(self):
        return self.function.__name__


def called(name, thing, drop=()):
    """Return how a function is called, without annotations; inline, so that a long line may break on a phone."""
    signature = inspect.signature(thing)
    kept = [p.replace(annotation=p.empty, default=Named(p.default) if inspect.isfunction(p.default) else p.default)
            for p in signature.parameters.values() if p.name not in drop]
    line = name + str(signature.replace(parameters=kept, return_annotation=signature.empty))
    return nodes.paragraph("", "", nodes.literal("", line), classes=["api-call"])


def methods(thing):
    """Return the public methods of a class, and what happens if an instance is called."""
    own = [(name, method) for name, method in inspect.getmembers(thing, inspect.isfunction)
           if (name[0] != "_" or name == "__call__") and method.__doc__]
    if own:
        yield nodes.rubric("", "Methods")
        yield nodes.definition_list("", *(
            definition(called(name, method, drop=["self"]).children, [], inspect.getdoc(method))
            for name, method in own))


def described(docstring):
    """Yield what a numpydoc docstring says, section by section."""
    for heading, text in parts(docstring):
        if heading:
            yield nodes.rubric("", heading)
        if heading == "Examples":
            yield code(text, "pycon")
        elif heading in ("Parameters", "Attributes", "Returns", "Raises"):
            yield nodes.definition_list("", *fields(text, literal=heading in ("Parameters", "Attributes")))
        else:
            yield from prose(text)


def parts(docstring):
    """Split a docstring into (heading, text); what comes first has the heading ''."""
    pieces = re.split(r"^(\w[\w ]*)\n-{3,}\n", docstring, flags=re.MULTILINE)
    return [(heading, text.strip("\n")) for heading, text in zip(["", *pieces[1::2]], pieces[::2])]


def fields(text, *, literal):
    """Yield a definition for every ``name : type`` and the indented lines that follow it."""
    for field in re.split(r"\n(?=\S)", text):
        head, _, rest = field.partition("\n")
        name, colon, kind = head.partition(" : ")
        term = [nodes.literal("", name)] if literal or colon else inline(name)
        yield definition(term, [*inline(kind)] if kind else [], inspect.cleandoc(rest))


def definition(term, kind, text):
    """Return a term, its type if there is one, and what it means."""
    classifier = [nodes.classifier("", "", *kind)] if kind else []
    return nodes.definition_list_item("", nodes.term("", "", *term), *classifier, nodes.definition("", *prose(text)))


def prose(text):
    """Return the paragraphs of a text."""
    return [nodes.paragraph("", "", *inline(" ".join(paragraph.split())))
            for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def inline(text):
    """Return text with `code` in code letters, and x_t, J_{k+1}, s^(i) with their indices set below and above."""
    for number, piece in enumerate(LITERAL.split(text)):
        if number % 2:
            yield nodes.literal("", piece)
        else:
            yield from indices(piece)


def indices(text):
    """Return plain text with its indices set below and above."""
    text, end = re.sub(r"(?<=[a-z])'(?=\()", "\N{PRIME}", text), 0
    for match in INDEX.finditer(text):
        base, braced, bare, above = match.groups()
        yield nodes.Text(text[end:match.start()] + (base or "").replace("delta", "\N{GREEK SMALL LETTER DELTA}"))
        yield nodes.superscript("", f"({above})") if above else nodes.subscript("", braced or bare)
        end = match.end()
    yield nodes.Text(text[end:])


def code(text, language):
    """Return a block of code."""
    return nodes.literal_block(text, text, language=language)
