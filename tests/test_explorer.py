"""The explorer of chapter 09, on a page of its own: its sliders, and its numbers against rnnlib."""

import importlib
import itertools
import re
import sys

import browser
import numpy as np
import pytest

sys.path.insert(0, str(browser.ROOT / "book/_ext"))
jacobian_norms, explorer = (importlib.import_module(name) for name in ("jacobian_norms", "explorer"))

PAGE = """# A page

:::{explorer}
:name: fig-explorer
A caption with $P_{t,0}$.
:::
"""
TOLERANCE = 1e-12
SLIDERS = {"radius": "Spectral radius of W", "nonnormality": "Non-normality of W", "scale": "Input scale"}
GRID = [jacobian_norms.Setting(*setting) for setting in itertools.product(
    (0.5, 0.85, 1.2, 1.5), (0.0, 0.5, 1.0), (0.0, 0.1, 3.0), jacobian_norms.ACTIVATIONS)]
FIRST = next(iter(explorer.EXAMPLES))


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return browser.build(tmp_path_factory.mktemp("explorer"), index=PAGE, other="# Another page")


@pytest.fixture(scope="module")
def chrome():
    with browser.started() as running:
        yield running


@pytest.fixture
def page(chrome, html):
    with browser.opened(chrome, html / "index.html") as page:
        yield page


def slider(page, name):
    return page.get_by_role("slider", name=SLIDERS[name], exact=True)


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def move(page, setting):
    """Move the sliders as a pointer would, and choose the activation."""
    for name in SLIDERS:
        slider(page, name).fill(str(getattr(setting, name)))
    page.get_by_role("radio", name=setting.h).check()


def numbers(path):
    return np.array(re.findall(r"-?\d+\.?\d*(?:e-\d+)?", path), float)


def drawn(page):
    """Return what the picture shows on the screen: the paths, the circles, the legend, the words."""
    return page.locator(".explorer-now").evaluate("""now => {
        const one = (selector) => now.querySelector(selector);
        return {
            paths: Object.fromEntries(["norms", "bound", "line", "slopes"].map(
                (kind) => [kind, one(`.explorer-norms path.${kind}`).getAttribute("d")])),
            labels: Object.fromEntries(["norms", "bound", "line"].map(
                (kind) => [kind, one(`g.${kind}`).getAttribute("transform")])),
            circles: [...now.querySelectorAll(".line, .bound, .dot")].flatMap((e) => ["r", "cx", "cy"].flatMap(
                (name) => e.tagName === "circle" && e.hasAttribute(name) ? [Number(e.getAttribute(name))] : [])),
            legend: [...now.querySelectorAll("b")].map((e) => e.textContent),
            words: [...now.querySelectorAll("svg[role=img]")].map((e) => e.getAttribute("aria-label")),
            text: one(".explorer-finding").innerHTML,
        };
    }""")


def relative(found, wanted):
    """Return the largest relative error, entry by entry."""
    found, wanted = np.array(found), np.array(wanted)
    return np.max(np.abs(found - wanted) / np.where(wanted == 0, 1, np.abs(wanted)))


def test_every_number_is_the_one_of_rnnlib(page):
    settings = [setting._asdict() for setting in GRID]
    found = page.locator(".explorer").evaluate("(figure, settings) => settings.map(figure.explore)", settings)
    for setting, fate in zip(GRID, found):
        wanted = jacobian_norms.explore(setting)
        for name in wanted._fields:
            assert relative(fate[name], getattr(wanted, name)) < TOLERANCE, (setting, name)


@pytest.mark.parametrize("radius", [0.5, 0.8, 1.5])
@pytest.mark.parametrize("nonnormality", [0, 0.5, 1])
def test_the_eigenvalues_are_those_that_the_picture_shows(radius, nonnormality):
    net = jacobian_norms.network()
    found = np.linalg.eigvals(radius * (net.normal + nonnormality * net.shear))
    wanted = radius * np.exp(1j * net.angles)
    assert np.abs(found[:, None] - wanted).min(axis=1).max() < 1e-9
    assert np.abs(found[:, None] - wanted).min(axis=0).max() < 1e-9


def test_without_non_normality_w_is_normal_and_with_it_not():
    net = jacobian_norms.network()
    np.testing.assert_allclose(net.normal @ net.normal.T, np.eye(jacobian_norms.N), atol=1e-14)
    for nonnormality in (0.05, 1):
        W = net.normal + nonnormality * net.shear
        assert np.linalg.norm(W @ W.T - W.T @ W) > 0.05 * nonnormality


def test_the_bound_is_never_below_the_norm_and_the_line_meets_the_power_of_a_normal_w():
    for setting in GRID:
        fate = jacobian_norms.explore(setting)
        assert (fate.norms <= fate.bound * (1 + TOLERANCE)).all()
        if setting.h == "identity":
            assert (fate.norms >= fate.line * (1 - TOLERANCE)).all(), "Gelfand: the radius bounds from below"
            if setting.nonnormality == 0:
                assert relative(fate.norms, fate.line) < TOLERANCE


def test_the_reader_s_picture_is_the_static_one_at_its_setting(page, html):
    pictures = re.findall(r"<li><p.*?explorer-remark", (html / "index.html").read_text(encoding="utf-8"), re.DOTALL)
    for setting, written in zip(explorer.EXAMPLES, pictures, strict=True):
        move(page, setting)
        now = drawn(page)
        for kind, d in now["paths"].items():
            wanted = re.search(rf'<path class="{kind}" d="([^"]+)"', written)[1]
            np.testing.assert_allclose(numbers(d), numbers(wanted), atol=0.11)
        for kind, place in now["labels"].items():
            wanted = re.search(rf'<g class="{kind}" transform="([^"]+)"', written)[1]
            np.testing.assert_allclose(numbers(place), numbers(wanted), atol=0.11)
        wanted = numbers(" ".join(re.findall(r'<circle class="(?:line|bound|dot)" (.*?)/>', written)))
        np.testing.assert_allclose(now["circles"], wanted, atol=0.11)
        assert now["legend"] == re.findall(r"<b.*?>(.*?)</b>", written)
        assert now["words"] == re.findall(r'role="img" aria-label="(.*?)"', written)
        assert f'aria-hidden="true">{now["text"]}<' in written


def test_words_and_curve_follow_every_move(page):
    for setting in GRID[::7]:
        move(page, setting)
        now, fate = drawn(page), jacobian_norms.explore(setting)
        assert now["words"] == [jacobian_norms.finding(fate), jacobian_norms.in_plane(setting, fate)]
        end = numbers(now["paths"]["norms"])[-1]
        assert end == pytest.approx(120 - 18 * np.log10(fate.norms[-1]), abs=0.06)


def test_what_is_beyond_the_picture_leaves_it_and_zero_is_no_error(page):
    for value in (0, 1e-300, 1e300):
        assert np.isfinite(explorer.height(value))
    nothing = jacobian_norms.Fate(np.zeros(41), np.zeros(41), np.zeros(41), np.zeros(40), 0.0)
    assert jacobian_norms.finding(nothing).startswith("After 40 steps the norm of the product is 0. ")
    page.evaluate("""() => {
        const figure = document.querySelector(".explorer"), form = figure.querySelector("form");
        form.elements.radius.min = 0;
        form.elements.radius.value = 0;
        form.dispatchEvent(new Event("input"));
    }""")
    assert drawn(page)["words"][0].startswith("After 40 steps the norm of the product is 0. ")
    assert "NaN" not in str(drawn(page))


@pytest.mark.parametrize(("value", "text"), [
    (0, "0"), (0.0099, "9.9e-3"), (0.0123, "0.012"), (1, "1"), (10.04, "10"), (132, "130"), (999.9, "1000"),
    (1000, "1.0e3"), (3.24e-4, "3.2e-4"), (1.06e12, "1.1e12")])
def test_numbers_are_written_with_two_digits(value, text):
    assert jacobian_norms.brief(value) == text
    assert explorer.printed("3.2e-4 and 1.1e12") == "3.2·10<sup>−4</sup> and 1.1·10<sup>12</sup>"


@pytest.mark.parametrize("name", SLIDERS)
def test_every_slider_moves_by_keyboard_and_redraws_at_once(page, name):
    _, least, most, step = explorer.SLIDERS[name]
    start, outputs = getattr(FIRST, name), page.locator(".explorer output")
    slider(page, name).focus()
    for key, times, value in [("ArrowRight", 3, start + 3 * step), ("ArrowLeft", 1, start + 2 * step),
                              ("Home", 1, least), ("End", 1, most)]:
        press(page, key, times)
        setting = FIRST._replace(**{name: value})
        assert outputs.nth(list(SLIDERS).index(name)).inner_text() == f"{value:.2f}"
        assert drawn(page)["words"] == [jacobian_norms.finding(fate := jacobian_norms.explore(setting)),
                                        jacobian_norms.in_plane(setting, fate)]


def test_the_activation_is_chosen_by_keyboard_and_by_pointer(page):
    page.get_by_role("radio", name="tanh").focus()
    for name in ("identity", "ReLU", "sigmoid", "tanh"):
        press(page, "ArrowRight")
        assert page.get_by_role("radio", name=name).is_checked()
        assert drawn(page)["words"][0] == jacobian_norms.finding(jacobian_norms.explore(FIRST._replace(h=name)))
    page.get_by_role("radio", name="ReLU").click()
    assert drawn(page)["words"][0] == jacobian_norms.finding(jacobian_norms.explore(FIRST._replace(h="ReLU")))


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(page):
    page.locator(".explorer").click(position={"x": 3, "y": 3})
    for name in ["radius", "nonnormality", "scale", "h"]:
        press(page, "Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("name") == name
        shown = focused if name != "h" else page.locator(":focus + span")
        assert shown.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert shown.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
    press(page, "Tab")
    assert page.locator("form :focus").count() == 0, "the focus leaves the figure"


def test_nothing_is_submitted(page):
    page.get_by_role("radio", name="ReLU").focus()
    press(page, "Space")
    before, url = drawn(page), page.url
    press(page, "Enter")
    page.locator(".explorer form").evaluate("form => form.requestSubmit()")
    page.wait_for_timeout(100)
    assert (drawn(page), page.url) == (before, url)


def test_the_live_region_speaks_once_when_the_slider_has_come_to_rest(page):
    status = page.locator(".explorer [role=status]")
    assert status.inner_text() == "", "it does not begin to speak by itself"
    page.evaluate("""() => {
        const status = document.querySelector(".explorer [role=status]");
        window.said = [];
        new MutationObserver(() => window.said.push(status.textContent)).observe(status, {childList: true});
    }""")
    page.get_by_role("radio", name="identity").focus()
    press(page, "Space")
    slider(page, "nonnormality").focus()
    press(page, "End")
    slider(page, "radius").focus()
    press(page, "ArrowRight", 2)
    page.wait_for_function("window.said.length")
    assert page.evaluate("window.said") == [
        "After 40 steps the norm of the product is 0.41, after a hump of 19 at step 9. "
        "The eigenvalues alone say 0.015, the bound says 1.3e9."]
    lives = page.locator(".explorer output").evaluate_all("all => all.map(e => e.getAttribute('aria-live'))")
    assert lives == ["off"] * 3, "the slider says its value itself"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(chrome, html, scheme):
    with browser.opened(chrome, html / "index.html", color_scheme=scheme) as page:
        for setting in explorer.EXAMPLES:
            move(page, setting)
            assert browser.violations(page, ".explorer") == []
        page.locator(".explorer").evaluate("figure => figure.classList.remove('live')")
        assert browser.violations(page, ".explorer-pictures") == [], "as without JavaScript"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_in_the_pictures_stands_out_from_the_page(chrome, html, scheme):
    def luminance(colour):
        channels = np.array(re.findall(r"[\d.]+", colour)[:3], float) / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    with browser.opened(chrome, html / "index.html", color_scheme=scheme) as page:
        inks = set(page.locator(".explorer-now :is(text, tspan)").evaluate_all(
            "all => all.map(e => getComputedStyle(e).fill)"))
        lines = set(page.locator(".explorer-now :is(.norms, .bound, .line, .unit)").evaluate_all(
            "all => all.map(e => getComputedStyle(e).stroke)"))
        ground = luminance(page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor"))
    for colours, least in [(inks, 4.5), (lines, 3)]:
        for colour in colours - {"none"}:
            dark, light = sorted([luminance(colour), ground])
            assert (light + 0.05) / (dark + 0.05) >= least, colour


def test_a_phone_needs_no_sideways_scrolling_and_has_room_for_thumbs(chrome, html):
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with browser.opened(chrome, html / "index.html", **phone) as page:
        heights = []
        for setting in explorer.EXAMPLES:
            move(page, setting)
            assert page.locator(".explorer").evaluate("figure => figure.scrollWidth <= figure.clientWidth")
            assert page.evaluate("document.documentElement.scrollWidth") == 360
            heights.append(page.locator(".explorer").bounding_box()["height"])
        assert len(set(heights)) == 1, "nothing jumps"
        targets = page.locator(".explorer input").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert min(targets) >= 44
        page.get_by_role("radio", name="sigmoid").tap()
        box = slider(page, "radius").bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert drawn(page)["legend"][0] == "1.00"
        sizes = page.locator(".explorer-now text").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert min(sizes) >= 11, "the numbers at the axes can be read"


def test_the_kinds_of_lines_differ_without_their_colours(page):
    dashes = page.locator(".explorer-now svg svg path").evaluate_all(
        "all => all.map(e => getComputedStyle(e).strokeDasharray)")
    assert len(set(dashes)) == 3
    names = [name.text_content() for name in page.locator(".explorer-now g text").all()]
    assert names == ["‖Pt,0‖2", "bound", "ρt"]


def test_labels_stand_at_their_lines_and_never_on_each_other(page):
    for setting in [*explorer.EXAMPLES, *GRID[::9]]:
        move(page, setting)
        places = sorted(numbers(place)[1] for place in drawn(page)["labels"].values())
        assert min(np.diff(places)) >= explorer.GAP - 0.11
        assert explorer.TOP < places[0] < places[-1] < explorer.BOTTOM
    move(page, GRID[0]._replace(radius=0.8, nonnormality=1, h="identity"))
    for kind, place in drawn(page)["labels"].items():
        end = numbers(drawn(page)["paths"][kind])[-1]
        assert numbers(place)[1] == max(end, explorer.TOP + 4), "where there is room, a label stands at its line's end"


def test_the_theme_that_a_reader_chooses_goes_before_the_one_of_the_system(page):
    def ink():
        return page.locator(".explorer").evaluate("e => getComputedStyle(e).getPropertyValue('--bound').trim()")
    light = ink()
    page.evaluate("document.body.dataset.theme = 'dark'")
    dark = ink()
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.dataset.theme = 'light'")
    assert (light, ink()) == (light, light) != (dark, dark)


def test_without_javascript_four_pictures_say_what_they_show(chrome, html):
    with browser.opened(chrome, html / "index.html", java_script_enabled=False) as page:
        assert page.get_by_role("slider").count() == page.get_by_role("radio").count() == 0
        for setting, remark in explorer.EXAMPLES.items():
            words = jacobian_norms.finding(jacobian_norms.explore(setting))
            assert page.get_by_role("img", name=words, exact=True).is_visible()
            assert page.get_by_text(re.sub("<.*?>", "", remark), exact=True).is_visible()


def test_print_shows_what_readers_without_javascript_see(page):
    page.emulate_media(media="print")
    assert page.locator(".explorer-norms:visible").count() == len(explorer.EXAMPLES)
    assert page.locator(".explorer :is(input, output):visible").count() == 0


def test_nothing_moves_by_itself(chrome, html):
    with browser.opened(chrome, html / "index.html", reduced_motion="reduce") as page:
        move(page, GRID[-1])
        assert page.evaluate("document.getAnimations().length") == 0


def test_script_and_style_sheet_are_small_and_loaded_on_pages_with_an_explorer_only(html):
    assert (html / "_static/explorer.js").stat().st_size < 15_000
    with_explorer, without = ((html / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "other"))
    for name in ("explorer.js", "explorer.css"):
        assert (with_explorer.count(name), without.count(name)) == (1, 0)
    figure = re.search(r"<figure.*?</figure>", with_explorer, re.DOTALL)[0]
    assert not re.search(r"<script(?! type=\"application/json\")|<style|\son\w+=", figure)
