"""The stepper of chapter 05, on a page of its own: its buttons and keys, and its numbers against plain formulas."""

import json
import re
from functools import reduce
from itertools import product

import browser
import numpy as np
import pytest

PAGE = """# A page

[Before](other.md).

:::{stepper}
:name: fig-stepper
A *caption* with $z$.
:::
"""
RUNS = list(product(("printed", "repaired"), ("matrix", "row")))
LABELS = {"printed": "as printed", "repaired": "repaired", "matrix": "Jacobian z", "row": "row δ"}
LAST, T = 9, 4
SEEN = """figure => {
    const text = (element) => element.textContent.trim();
    const run = figure.querySelector(".stepper-run.on"), step = run.querySelector(".stepper-steps > .on");
    const array = (cells) => [...cells.children].map(text).map((cell) => cell.replace("−", "-"));
    return {
        run: [run.dataset.version, run.dataset.form],
        lines: [...run.querySelectorAll(".now")].map((line) => line.dataset.line),
        status: text(figure.querySelector(".stepper-status")),
        place: text(figure.querySelector(".stepper-place")),
        rows: Object.fromEntries([...step.querySelectorAll(".stepper-row")].map((row) =>
            [row.className.split(" ")[1], [...row.querySelectorAll(".stepper-array")].map(array)])),
        formulas: Object.fromEntries([...step.querySelectorAll(".stepper-row > span > .stepper-formula")].map(
            (formula) => [formula.closest(".stepper-row").className.split(" ")[1], text(formula)])),
    };
}"""


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return browser.build(tmp_path_factory.mktemp("stepper"), index=PAGE, other="# Another page")


@pytest.fixture(scope="module")
def chrome():
    with browser.started() as running:
        yield running


@pytest.fixture(scope="module")
def window(chrome, html):
    with browser.opened(chrome, html / "index.html") as page:
        yield page


@pytest.fixture
def page(window):
    """Return the page as it is when it has been loaded."""
    window.emulate_media(color_scheme="light", media="screen")
    choose(window, "printed", "matrix")
    window.keyboard.press("Home")
    return window


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def choose(page, *choices):
    for choice in choices:
        button(page, LABELS[choice]).click()


def seen(page):
    return page.locator(".stepper").evaluate(SEEN)


def step(page):
    return int(re.match(r"Step (\d+) of 10$", seen(page)["place"])[1]) - 1


def shown(*arrays):
    """Return what a page shows of arrays: their cells, to four decimals."""
    return [[f"{cell:.4f}" for cell in np.ravel(array) + 0.0] for array in arrays]


def network():
    """Return J_t and D_t by time, and r_4: the formulas of the lemma and of the theorem, with NumPy alone."""
    U, W, V = np.array([0.6, -0.4]), np.array([[0.5, -0.3], [0.8, 0.2]]), np.array([1.0, -2.0])
    s, J, D = np.array([0.2, -0.1]), {}, {}
    for t, x in enumerate([1.0, 0.5, -0.5, 1.0], 1):
        s = np.tanh(U * x + W @ s)
        J[t], D[t] = np.diag(1 - s**2) @ W, np.diag(1 - s**2) * x
    return J, D, np.array([2 * (V @ s - 0.5) * V])


def expected(version, form):
    """Return what is shown of the arrays of every step, and by how many per cent the result is wrong."""
    J, D, r = network()
    z = np.eye(2) if form == "matrix" else r
    first, G, steps = z, z @ D[T] if version == "printed" else 0 * z, []
    steps.append({"carried": shown(z), "sum": shown(G)})
    for t in (4, 3, 2, 1):
        move = {"carried": shown(z, J[t], z @ J[t])}
        if version == "printed":
            z, old = z @ J[t], G
            G = G + z @ D[t]
            steps.append({**move, "sum": shown(old)})
            steps.append({"carried": shown(z), "term": shown(z, D[t], z @ D[t]), "sum": shown(old, z @ D[t], G)})
        else:
            old, G = G, G + z @ D[t]
            steps.append({"carried": shown(z), "term": shown(z, D[t], z @ D[t]), "sum": shown(old, z @ D[t], G)})
            steps.append({**move, "sum": shown(G)})
            z = z @ J[t]
    truth = first @ (D[4] + J[4] @ (D[3] + J[3] @ (D[2] + J[2] @ D[1])))
    more = {"term": shown(first @ J[4] @ D[4])} if version == "printed" else {"residual": []}
    steps.append({"sum": shown(G), "truth": shown(truth), **more})
    return steps, 100 * np.linalg.norm(G - truth) / np.linalg.norm(truth)


@pytest.mark.parametrize(("version", "form"), RUNS)
def test_every_number_of_every_step_is_the_one_that_plain_formulas_give(page, version, form):
    choose(page, version, form)
    for wanted in expected(version, form)[0]:
        assert seen(page)["rows"] == wanted
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("version", "form"), RUNS)
def test_every_formula_multiplied_out_gives_the_numbers_beside_it(page, version, form):
    J, D, r = network()
    arrays = {"Id": np.eye(2), "0": np.zeros((2, 2) if form == "matrix" else (1, 2)), "r4": r}
    arrays |= {f"{name}{t}": values[t] for name, values in (("J", J), ("D", D)) for t in J}
    choose(page, version, form)
    for _ in range(LAST):
        step = seen(page)
        for role, formula in step["formulas"].items():
            terms = re.split(r"[=←]", formula)[-1].split("+")
            products = [reduce(np.matmul, (arrays[name] for name in re.findall(r"Id|0|\w\d", term))) for term in terms]
            assert shown(sum(products)) == step["rows"][role][-1:]
        assert {"carried", "sum"} <= step["formulas"].keys()
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("version", "form"), RUNS)
def test_at_every_step_the_line_that_is_executed_is_marked(page, version, form):
    passes = [["4"], ["5"]] if version == "printed" else [["3"], ["5"]]
    lines = [["1", "2"], *passes * T, ["8"]] if version == "printed" else [["1"], *passes * T, [""]]
    choose(page, version, form)
    for wanted in lines:
        assert seen(page)["lines"] == wanted
        marked = page.locator(".stepper-run.on [aria-current=step]")
        assert marked.evaluate_all("lines => lines.map(line => line.dataset.line)") == wanted
        page.keyboard.press("ArrowRight")


def test_the_buttons_walk_forward_and_back_and_stop_at_the_ends(page):
    forward, back = button(page, "forward ›"), button(page, "‹ back")
    assert back.get_attribute("aria-disabled") == "true"
    back.click(force=True)
    assert step(page) == 0
    for number in range(1, LAST + 1):
        forward.click()
        assert step(page) == number
    assert forward.get_attribute("aria-disabled") == "true"
    forward.click(force=True)
    assert step(page) == LAST
    back.click()
    assert step(page) == LAST - 1
    assert forward.get_attribute("aria-disabled") == "false"


def test_the_arrow_keys_walk_and_home_and_end_jump(page):
    button(page, "repaired").focus()
    for key, number in [("ArrowLeft", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", LAST),
                        ("ArrowRight", LAST), ("Home", 0)]:
        page.keyboard.press(key)
        assert step(page) == number


def test_keys_with_a_modifier_and_keys_pressed_elsewhere_are_left_alone(page):
    button(page, "forward ›").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert step(page) == 0
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    assert step(page) == 0
    page.locator(".stepper-status").click()
    page.keyboard.press("ArrowRight")
    assert step(page) == 1, "after a click on the figure, the keys are its own"


def test_a_switch_changes_the_run_and_keeps_the_step(page):
    choose(page, "printed", "matrix")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    for version, form in [("repaired", "matrix"), ("repaired", "row"), ("printed", "row"), ("printed", "matrix")]:
        choose(page, version, form)
        assert (seen(page)["run"], step(page)) == ([version, form], LAST - 1)
        pressed = page.locator("button[aria-pressed=true]").all_inner_texts()
        assert pressed == [LABELS[version], LABELS[form]]


@pytest.mark.parametrize("form", ["matrix", "row"])
def test_the_printed_loop_ends_wrong_in_red_and_in_words_with_the_term_that_counts_twice(page, form):
    choose(page, "printed", form)
    page.keyboard.press("End")
    G, twice = (page.locator(f".stepper-run.on .stepper-steps > .on > .{row}") for row in ("sum", "term"))
    assert f"✗ wrong by {expected('printed', form)[1]:.0f} %" in G.inner_text()
    assert "✗ D4 counted twice" in twice.inner_text()
    assert "again" in G.inner_text()
    for row in (G, twice):
        colour = row.locator(".stepper-array").evaluate("e => getComputedStyle(e).color")
        red, green, blue = map(int, re.findall(r"\d+", colour))
        assert red > 150 > max(green, blue)


@pytest.mark.parametrize(("form", "first"), [("matrix", ""), ("row", "r4")])
def test_beside_every_wrong_term_stands_the_one_that_was_wanted(page, form, first):
    remarks = page.locator(f"[data-version=printed][data-form={form}] .stepper-row.term .stepper-remark")
    told = [text.replace("\N{NARROW NO-BREAK SPACE}", "") for text in remarks.all_text_contents()]
    assert told == ["✗ D4 again", *(f"✗ wanted: {first}{term}" for term in ("J4D3", "J4J3D2", "J4J3J2D1")),
                    "✗ D4 counted twice"]


@pytest.mark.parametrize("form", ["matrix", "row"])
def test_the_repaired_loop_ends_right_with_its_residual(page, form):
    choose(page, "repaired", form)
    page.keyboard.press("End")
    final = page.locator(".stepper-run.on .stepper-steps > .on")
    assert "✓ right" in final.inner_text()
    assert "wrong" not in final.inner_text()
    assert final.locator(".residual annotation").text_content().endswith(r"< 10^{-14}")


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(page):
    page.get_by_role("link", name="Before").focus()
    for name in ["as printed", "repaired", "Jacobian z", "row δ", "‹ back", "forward ›"]:
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.inner_text().strip() == name
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert focused.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
        page.keyboard.press("Enter" if name in ("repaired", "forward ›") else "Space")
    assert (seen(page)["run"], step(page)) == (["repaired", "row"], 1)
    page.keyboard.press("Tab")
    assert page.locator("button:focus").count() == 0, "the focus goes on"


def test_the_live_region_speaks_the_step_and_its_result(page):
    status = page.locator(".stepper-status")
    assert status.get_attribute("role") == "status"
    button(page, "forward ›").click()
    assert seen(page)["status"] == ("Step 2 of 10. Pass t = 4, line 4: z takes J4 and moves on to s3, too early. "
                                    "z: 0.4353, −0.2612; 0.7163, 0.1791.")


def test_the_picture_shows_where_z_stands_and_whether_the_term_fits(page):
    for version, names in [("printed", ["z at s3; D4 does not fit", "z at s0; D1 does not fit; D2 does not fit; "
                                        "D3 does not fit; D4 counts twice"]),
                           ("repaired", ["z at s4; D4 fits", "z at s0; D1 fits; D2 fits; D3 fits; D4 fits"])]:
        choose(page, version)
        page.keyboard.press("Home")
        for _ in range(2 if version == "printed" else 1):
            page.keyboard.press("ArrowRight")
        for name in names:
            assert page.get_by_role("img", name=name, exact=True).is_visible()
            page.keyboard.press("End")


def test_a_phone_needs_no_sideways_scrolling_and_large_enough_buttons(chrome, html):
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with browser.opened(chrome, html / "index.html", **phone) as page:
        for version, form in RUNS:
            for name in (version, form):
                button(page, LABELS[name]).tap()
            for _ in range(LAST):
                page.keyboard.press("ArrowRight")
                width = "[document.documentElement, document.querySelector('.stepper')].map(e => e.scrollWidth)"
                assert max(page.evaluate(width)) == 360
            button(page, "‹ back").tap()
            assert step(page) == LAST - 1
            page.keyboard.press("Home")
        heights = page.locator(".stepper button").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert min(heights) >= 44


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_nothing_jumps_from_step_to_step(chrome, html, width):
    with browser.opened(chrome, html / "index.html", viewport={"width": width, "height": 900}) as page:
        button(page, "forward ›").focus()
        tops = []
        for _ in range(LAST + 1):
            tops.append(page.locator(".stepper").bounding_box()["height"])
            page.keyboard.press("ArrowRight")
        assert len(set(tops)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(chrome, html, scheme):
    with browser.opened(chrome, html / "index.html", color_scheme=scheme) as page:
        button(page, "forward ›").focus()
        page.keyboard.press("End")
        assert browser.violations(page, ".stepper") == []
        page.keyboard.press("ArrowLeft")
        assert browser.violations(page, ".stepper-run.on") == []


def test_axe_finds_nothing_to_mend_in_the_form_for_readers_without_javascript(chrome, html):
    with browser.opened(chrome, html / "index.html") as page:
        page.locator(".stepper").evaluate("figure => figure.classList.remove('live')")
        assert browser.violations(page, ".stepper-run[data-version=printed][data-form=row]") == []


def test_the_theme_that_a_reader_chooses_goes_before_the_one_of_the_system(page):
    colours = {}
    for system, chosen in product(("light", "dark"), ("light", "dark", "auto")):
        page.emulate_media(color_scheme=system)
        page.evaluate("chosen => document.body.dataset.theme = chosen", chosen)
        shown = page.locator(".stepper").evaluate("e => getComputedStyle(e).getPropertyValue('--wrong').trim()")
        colours.setdefault(system if chosen == "auto" else chosen, set()).add(shown)
    assert [len(shown) for shown in colours.values()] == [1, 1]
    assert colours["light"] != colours["dark"]


def test_without_javascript_every_step_is_shown_with_its_numbers(chrome, html):
    with browser.opened(chrome, html / "index.html", java_script_enabled=False) as page:
        assert page.get_by_role("button", name="forward").count() == 0
        assert page.locator(".stepper-picture:visible").count() == len(RUNS) * (LAST + 1)
        for version, form in RUNS:
            run = page.locator(f"[data-version={version}][data-form={form}].stepper-run")
            text = run.inner_text().replace("−", "-")
            for arrays in expected(version, form)[0]:
                for name in arrays.keys() - {"residual"}:
                    assert all(cell in text for cell in arrays[name][-1])
            assert ("wrong by" in text, "✓ right" in text) == (version == "printed", version == "repaired")


def test_print_shows_what_readers_without_javascript_see(page):
    page.emulate_media(media="print")
    assert page.locator(".stepper-picture:visible").count() == len(RUNS) * (LAST + 1)
    assert page.locator(".stepper button:visible").count() == 0
    assert page.locator(".stepper-more:visible").count() == 0


def test_nothing_moves_by_itself(chrome, html):
    with browser.opened(chrome, html / "index.html", reduced_motion="reduce") as page:
        button(page, "forward ›").click()
        assert page.evaluate("document.getAnimations().length") == 0
        durations = page.locator(".stepper, .stepper *").evaluate_all(
            "all => [...new Set(all.map(e => getComputedStyle(e).transitionDuration))]")
        assert durations == ["0s"]


def test_script_and_style_sheet_are_small_and_loaded_on_pages_with_a_stepper_only(html):
    assert (html / "_static/stepper.js").stat().st_size < 15_000
    with_stepper, without = ((html / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "other"))
    for name in ("stepper.js", "stepper.css"):
        assert (with_stepper.count(name), without.count(name)) == (1, 0)
    figure = re.search(r"<figure.*?</figure>", with_stepper, re.DOTALL)[0]
    assert not re.search(r"<script|<style|\son\w+=", figure)


def test_chapter_05_introduces_the_numbers_that_the_stepper_runs_on():
    cells = json.loads((browser.ROOT / "book/05_bptt.ipynb").read_text(encoding="utf-8"))["cells"]
    text = next("".join(cell["source"]) for cell in cells if ":::{stepper}" in "".join(cell["source"]))
    introduction = text.split(":::{stepper}")[0].rsplit("\n## ")[-1]
    assert re.findall(r"\$([xy]_\d = -?[\d.]+)\$", introduction) == ["x_3 = -0.5", "x_4 = 1", "y_4 = 0.5"]
