"""The main job, as somebody who sees Parley for the first time does it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from accounts.models import User
from negotiations.models import Event, Job
from tests.factories.accounts import make_member, make_organisation
from tests.journeys.conftest import grave_faults


def test_import_edit_suggest_read(
    web_server: str, worker_process: Callable[[], Any], sign_in: Callable[[User], Page], tmp_path: Path
) -> None:
    """Sign in, import the spreadsheet, edit a field, run the job on a real worker, put a suggestion in the plan."""
    worker = worker_process()
    page = sign_in(make_member(make_organisation(), name="Ana Matos"))

    page.goto(f"{web_server}/deals/import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Filled example").click()
    example = tmp_path / "example.xlsx"
    download.value.save_as(example)
    page.locator("form", has=page.get_by_role("button", name="Check and import")).first.locator(
        "input[type=file]"
    ).set_input_files(example)
    page.get_by_role("button", name="Check and import").first.click()
    page.wait_for_url(re.compile(r"/deals/[0-9a-f-]{36}/$"))

    target = page.get_by_label(re.compile("^Target, Unit price")).first
    target.click()
    before = Event.objects.latest("pk").seq
    field = page.get_by_role("textbox", name=re.compile("^Target, Unit price"))
    field.fill("430")
    field.press("Enter")
    expect(page.locator("[data-state=saved]").first).to_be_visible()
    assert Event.objects.latest("pk").seq == before + 1

    worker.wait()
    page.get_by_role("button", name=re.compile("^Suggest trades")).first.click()
    first = page.locator("article.suggestion").first
    expect(first).to_be_visible()
    assert Job.objects.get().state == "done"
    expect(page.locator(".suggestion-text").first).to_contain_text(re.compile(r"(Agree|Accept|Give|Offer)"))
    assert grave_faults(page) == []

    swap = page.locator("article.suggestion", has_text="instead of").first
    swap.get_by_role("button", name="Put in plan").click()
    expect(page.get_by_text("In the plan").first).to_be_visible()
    assert Event.objects.filter(noun="package").exists()
