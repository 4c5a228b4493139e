"""Where Chromium is. Playwright's own download is never used: a browser of the machine drives the journeys."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox as root, and the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def in_ci() -> bool:
    """Whether a browser test that cannot run is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium() -> str:
    """The path of a Chromium. Skips the test when there is none; in CI fails it."""
    for name in (os.environ.get("PARLEY_CHROMIUM", ""), *NAMES, MAC):
        if name and (path := shutil.which(name)):
            return path
    reason = "no Chromium or Chrome on PATH (Debian: apt-get install chromium)"
    if in_ci():
        pytest.fail(f"{reason}, and CI=true says that browser tests must run")
    pytest.skip(reason)
