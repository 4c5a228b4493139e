"""Every text colour can be read on every ground it stands on, in both themes: computed from the style sheet itself."""

import re
from itertools import product

import pytest

from tests.support.source import ROOT

TOKENS = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}
THEMES = ("light", "dark")

TEXT = 4.5  # WCAG 2.2, 1.4.3, text below 24 px
PART = 3.0  # WCAG 2.2, 1.4.11, a control's outline or a mark in a drawing

GROUNDS = ("paper", "ground", "raised", "hover")
TINTS = ("ours", "theirs", "secret", "good", "warn", "bad")
TEXTS = [
    *product(("ink", "ink-2", "ink-3", *TINTS), GROUNDS),
    *((name, f"{name}-tint") for name in TINTS),
    *product(("ink", "ink-2", "ink-3"), ("chip", *(f"{name}-tint" for name in TINTS))),
    ("ink", "knob"),
    *product(("on-accent",), ("accent", "accent-hover")),
    *product(("on-fill",), (f"avatar-{number}" for number in range(1, 7))),
]
PARTS = [*product(("line-control", "focus", "ours-fill", "theirs-fill", "secret-fill"), GROUNDS)]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{text} on {ground}, {theme}: {ratio:.2f}"
        for text, ground in pairs
        for index, theme in enumerate(THEMES)
        if (ratio := contrast(COLOURS[text][index], COLOURS[ground][index])) < least
    ]


def test_text_can_be_read() -> None:
    assert too_weak(TEXTS, TEXT) == []


def test_outlines_and_marks_can_be_seen() -> None:
    assert too_weak(PARTS, PART) == []


def test_known_ratios() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_text_colour_is_a_token() -> None:
    """No sheet but tokens.css names a colour of its own, so the two tests above see all of them."""
    found = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sorted((ROOT / "static/css").glob("*.css"))
        if sheet.name != "tokens.css"
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", line, re.I)
    ]
    assert [line for line in found if not line.startswith("print.css")] == []


def test_text_uses_only_colours_that_were_checked() -> None:
    checked = {name for name, _ in TEXTS} | {"currentcolor", "inherit", "transparent"}
    used = set()
    for sheet in (ROOT / "static/css").glob("*.css"):
        used |= set(re.findall(r"(?<![-\w])color: var\(--([\w-]+)\)", sheet.read_text(encoding="utf-8")))
    assert used - checked == set()
