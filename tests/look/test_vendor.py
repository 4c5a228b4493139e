"""What others wrote is there unchanged, complete, with its licence, and nothing comes from another origin."""

import hashlib
import re

import pytest

from tests.support.source import ROOT

VENDOR = ROOT / "static/vendor"
FOLDERS = sorted(folder for folder in VENDOR.iterdir() if folder.is_dir())


def digests(text: str) -> dict[str, str]:
    return {name: digest for digest, name in (line.split("  ", 1) for line in text.splitlines())}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_files_are_the_ones_that_were_checked(folder) -> None:
    listed = digests((folder / "SHA256SUMS").read_text(encoding="utf-8"))
    present = {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert present == set(listed)
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in present} == listed
    assert "LICENSE" in present


def test_every_folder_names_its_version() -> None:
    assert FOLDERS
    assert [
        folder.name for folder in FOLDERS if not re.fullmatch(r"[a-z][\w.]*(-[a-z]+)*-\d+\.\d+\.\d+", folder.name)
    ] == []


def test_sheets_and_modules_load_nothing_from_elsewhere() -> None:
    sources = [*(ROOT / "static/css").glob("*.css"), *(ROOT / "static/js").glob("*.js")]
    found = [
        f"{path.name}: {match}"
        for path in sources
        for match in re.findall(
            r"(?:url\(|from |import )[\"']?(?:https?:)?//[^\s)\"']+", path.read_text(encoding="utf-8")
        )
    ]
    assert found == []


def test_modules_do_not_evaluate_text() -> None:
    for path in (ROOT / "static/js").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), (
            path
        )
        assert not re.search(r"\.style\.|setAttribute\(.style", text), path


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")))
    used = set()
    for path in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))
    assert used
    assert used - drawn == set()


def test_every_sheet_is_linked() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    linked = {name for text in pages for name in re.findall(r"css/([\w-]+\.css)", text)}
    assert linked == {path.name for path in (ROOT / "static/css").glob("*.css")}
