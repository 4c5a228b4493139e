"""Templates: no script or style of their own, nothing marked safe by hand, every one of them compiles."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.support.source import files, read

FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an inline handler": re.compile(r"\son[a-z]+\s*=", re.I),
    "htmx evaluating text": re.compile(
        r"\bhx-on\b|hx-vals\s*=\s*['\"]js:|hx-(vals|headers)\s*=\s*['\"]javascript:", re.I
    ),
    "a value marked safe": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "another origin": re.compile(r"(src|href|action)\s*=\s*[\"']https?://", re.I),
    "a secret revealed": re.compile(r"\.reveal\b|(?<![a-z])_value\b"),
}
ALLOWED_HREF = re.compile(r"https?://(www\.)?(parley|github)\.", re.I)


def faults(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", list(files(".html", under="templates/")), ids=str)
def test_template_is_clean(path: Path) -> None:
    assert faults(read(path)) == []
    get_template(path.relative_to("templates").as_posix())


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<p style="width: 3px">',
        '<a onclick="x()">',
        "{{ name|safe }}",
        '<img src="https://cdn.example/x.png">',
        "{{ limits.target.reveal }}",
    ],
)
def test_a_fault_is_noticed(text: str) -> None:
    assert faults(text)
