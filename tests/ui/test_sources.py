"""What the sources of styles and templates may not contain."""

import re
from pathlib import Path

import pytest

import kith
from kith.ui import assets

SOURCE = Path(kith.__file__).parent
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
SHEETS = [name for name in assets.style_sheets() if not name.endswith("0-tokens.css")]
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)\(|light-dark\(|(?<!-)\b(?:white|black|red|green|blue)\b(?!-)",
    re.I,
)
SIZE = re.compile(r"(?<![\w-])\d*\.?\d+(?:px|rem|ms|s)\b")


@pytest.mark.parametrize("name", SHEETS)
def test_colours_sizes_and_durations_are_tokens(name):
    css = re.sub(r"/\*.*?\*/|@(?:media|container)[^{]*", "", (assets.STATIC / name).read_text(), flags=re.S)

    assert not COLOUR.findall(css)
    assert not SIZE.findall(css)


@pytest.mark.parametrize("name", [*SHEETS, "ui/css/0-tokens.css"])
def test_a_style_sheet_is_short_and_stands_in_a_layer(name):
    css = (assets.STATIC / name).read_text()

    assert css.count("\n") <= 220
    assert "@layer" in css
    assert "!important" not in css
    assert not re.search(r"^\s*#[a-z]", css, re.M)


def test_tokens_that_are_used_exist():
    tokens = (assets.STATIC / "ui/css/0-tokens.css").read_text()
    everything = "".join((assets.STATIC / name).read_text() for name in assets.style_sheets())

    made = set(re.findall(r"(--[\w-]+):", everything))
    assert set(re.findall(r"var\((--[\w-]+)\)", everything)) <= made
    assert "--paper:" in tokens


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_template_has_no_inline_style_or_script(path):
    html = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.S)  # `with one=person.name` is no attribute

    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"<style\b", html)
    assert not re.search(r"\son\w+\s*=|\shx-on", html)
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script or 'type="application/json"' in script


def test_the_templates_are_found():
    assert len(TEMPLATES) > 20
