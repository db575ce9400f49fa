"""What makes reading easy: ways on and back, parts, contents, links to every statement, code to copy."""

SEARCH = "search.html"  # it stands beside the book


def check(page):
    """Yield what a page of the book lacks."""
    if page.sends_on or page.name == SEARCH:
        return
    html = page.elements
    if not html.select(".related-pages a .title"):
        yield "no link leads to the next or the previous page by its title"
    if len(html.select(".sidebar-tree .caption")) < 2:
        yield "the list of pages is not in parts"
    if len(html.select("article h2")) > 1 and len(html.select(".toc-tree a")) < 3:
        yield "the page does not list its contents"
    for box in html.select(".proof[id]:has(> .admonition-title), .exercise[id], div.math[id], figure[id]"):
        if box.name != "details" and not box.select(f'.headerlink[href="#{box["id"]}"]'):
            yield f"nothing shows the link to #{box['id']}"


def check_window(window):
    """Yield the cells whose code has no button to copy it."""
    bare = "() => document.querySelectorAll('.cell_input .highlight:not(:has(.copybtn))').length"
    if number := window.evaluate(bare):
        yield f"{number} cells have no button to copy their code"
