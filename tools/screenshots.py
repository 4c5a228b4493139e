"""Take pictures of a running demo: ``.venv/bin/python tools/screenshots.py http://127.0.0.1:8000 FOLDER [NAME …]``.

Without names every page is taken, wide (1440) and narrow (390), light and dark. ``readme`` takes the two pictures
of the README into docs/images. Needs Chromium and the demo that `manage.py up` loads.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from negotiations.demo.people import PASSWORD
from tests.support.browsers import chromium

WHO = "ana@casanorte.example"
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
DEAL_PAGES = {
    "plan": "",
    "trades": "trades/",
    "packages": "trades/packages/",
    "theirs": "theirs/",
    "rehearse": "rehearse/",
    "weights": "weights/",
    "history": "history/",
    "settings": "settings/",
}
PAGES = {
    "deals": "/deals/",
    "new": "/deals/new/",
    "import": "/deals/import/",
    "profile": "/profile/",
    "members": "/organisations/",
    "tokens": "/tokens/",
}


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/accounts/login/")
    page.get_by_label("Email", exact=False).first.fill(WHO)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


def deal_url(page: Page, base: str, title: str = "Air conditioners") -> str:
    page.goto(f"{base}/deals/")
    href = page.get_by_role("link", name=re.compile(title)).last.get_attribute("href")
    return f"{base}{href}"


def take(browser: Browser, base: str, folder: Path, names: list[str]) -> None:
    for scheme in ("light", "dark"):
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.on("console", lambda message: print("console:", message.text) if message.type == "error" else None)  # noqa: T201 - a tool for people
            sign_in(page, base)
            deal = deal_url(page, base)
            urls = {name: f"{base}{path}" for name, path in PAGES.items()}
            urls |= {name: f"{deal}{path}" for name, path in DEAL_PAGES.items()}
            for name, url in urls.items():
                if not names or name in names:
                    page.goto(url)
                    page.wait_for_timeout(300)
                    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)
            context.close()


def readme(browser: Browser, base: str) -> None:
    folder = Path(__file__).resolve().parents[1] / "docs/images"
    folder.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, device_scale_factor=1)
    page = context.new_page()
    sign_in(page, base)
    deal = deal_url(page, base)
    for name in ("plan", "trades"):
        page.goto(f"{deal}{DEAL_PAGES[name]}")
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"{name}.png")


def main() -> None:
    base, folder, *names = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        if folder == "readme":
            readme(browser, base)
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            take(browser, base, Path(folder), names)
        browser.close()


if __name__ == "__main__":
    main()
