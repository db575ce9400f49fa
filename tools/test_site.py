"""Measure every page of the built book as its readers meet it, and fail where one falls short.

    python tools/test_site.py [--speeds 3] [_build/html [PAGE ...]]

Prints a table, and writes it to _build/site-test. Lighthouse's score for speed, which depends on the machine, is shown
there and not asserted; without it (--speeds 0) everything takes half as long. Needs Chromium (CHROME names one; else it
is looked for on PATH) and Java.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import chromium
from site_test import (
    axe,
    comforts,
    files,
    formulas,
    head,
    headings,
    keyboard,
    lighthouse,
    links,
    narrow,
    pictures,
    scripts,
    search,
    server,
    traffic,
    vnu,
)
from site_test.pages import Site
from site_test.table import Row, write

ROOT = Path(__file__).resolve().parent.parent
STATIC = head, headings, links, scripts, pictures, formulas, comforts


def main(words=None):
    """Do it; return how many complaints there are."""
    asked, begin = arguments(words), time.monotonic()
    site = Site(asked.folder)
    if missing := {*(asked.pages or ["search"])} - {Path(name).stem for name in site.pages}:
        sys.exit(f"no such page is in {site.folder}: {', '.join(sorted(missing))}")
    if not (chromium.path() and vnu.java()):
        sys.exit("Chromium and Java are needed; on Debian: apt install chromium default-jre-headless")
    rows = {name: Row(name) for name in site.pages if not asked.pages or Path(name).stem in asked.pages}
    pages = [site.pages[name] for name in rows]
    for page in pages:
        for check in STATIC:
            rows[page.name].note(check.check(page))
    for path, errors in vnu.check([page.path for page in pages]).items():
        row = rows[site.page(path).name]
        row.vnu = row.note(errors)
    pages = [page for page in pages if not page.sends_on]
    with server.served(site.folder) as home:
        look(site, pages, rows, home)
        judge(pages, rows, home, asked.speeds)
    write(list(rows.values()), asked.out)
    print(f"{len(rows)} pages in {time.monotonic() - begin:.0f} s")
    return sum(len(row.complaints) for row in rows.values())


def look(site, pages, rows, home):
    """Look at all pages, two at a time, and for words by the search, on the server and in files."""
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(look_at, pages[half::2], rows, home) for half in range(2)]
        for start in f"{home}/search.html", (site.folder / "search.html").as_uri():
            if "search.html" in rows:
                tasks.append(pool.submit(look_for, start, rows["search.html"]))
        for task in tasks:
            task.result()


def look_for(start, row):
    """Look for words."""
    with chromium.started() as browser:
        row.note(search.check(browser, start))


def look_at(pages, rows, home):
    """Open every page on a wide screen, on a narrow one and as a file, and let everybody look."""
    with chromium.started() as browser:
        for page in pages:
            begin = time.monotonic()
            row, place = rows[page.name], links.far_place(page)
            with chromium.visited(browser, f"{home}/{page.name}") as wide:
                row.traffic = traffic.measure(wide, home)
                row.note(look_wide(wide.window, row))
                row.note(f"says {text}" for text in wide.said)
            with chromium.visited(browser, f"{home}/{page.name}#{place}", viewport=chromium.NARROW) as thin:
                row.note(f"on a narrow screen, {text}" for text in look_narrow(thin.window, place))
                row.note(f"on a narrow screen, says {text}" for text in thin.said)
            row.note(files.check(browser, page))
            print(f"looked at {page.name} in {time.monotonic() - begin:.0f} s: {row.complaints}", flush=True)


def look_wide(window, row):
    """Yield what is wrong on a wide screen."""
    yield from traffic.check(row.traffic)
    yield from pictures.check_window(window)
    yield from comforts.check_window(window)
    yield from formulas.check_window(window)
    yield from keyboard.check(window)
    chromium.unfold(window)
    violations = list(axe.check(window))
    row.axe = len(violations)
    yield from violations


def look_narrow(window, place):
    """Yield what is wrong on a narrow screen."""
    yield from links.check_landing(window, place)
    window.goto(window.url.partition("#")[0])
    yield from keyboard.walk(window)
    chromium.unfold(window)
    yield from narrow.check(window)


def judge(pages, rows, home, speeds):
    """Let Lighthouse judge every page, two at a time unless their speed is measured."""
    ways = 1 if speeds else 2
    with ThreadPoolExecutor(ways) as pool:
        for task in [pool.submit(judge_some, pages[way::ways], rows, home, speeds) for way in range(ways)]:
            task.result()


def judge_some(pages, rows, home, speeds):
    """Let Lighthouse judge pages, one after the other."""
    by_address = {f"{home}/{page.name}": rows[page.name] for page in pages}
    for address, found in lighthouse.judge(list(by_address), speeds):
        row = by_address[address]
        row.scores = lighthouse.scores(found)
        row.note(lighthouse.check(found))
        print(f"judged {row.page}: {row.scores}", flush=True)


def arguments(words):
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build/html", help="the built book")
    parser.add_argument("pages", nargs="*", help="only these, by the names of their files")
    parser.add_argument("--out", type=Path, default=ROOT / "_build/site-test", help="where the table goes")
    parser.add_argument("--speeds", type=int, default=3, help="how often the speed is measured, for the median; or 0")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(min(main(), 99))
