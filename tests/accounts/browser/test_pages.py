"""The pages of the house in Chromium: readable by everybody, no fault in the console, nothing cut; and no script."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership
from tests.factories.accounts import PASSWORD, Cast, make_api_token, make_cast, make_invitation, make_user

OUTSIDE = ("account_login", "account_signup", "account_reset_password", "accounts:invitation-accept")
INSIDE = (
    "accounts:welcome",
    "accounts:profile",
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "accounts:token-list",
    "accounts:organisation-list",
    "accounts:organisation-create",
    "account_logout",
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def faults(page: Any) -> list[str]:
    """What the console complains about; a refused form (422) is no fault of the page."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console", lambda line: found.append(line.text) if line.type == "error" and "422" not in line.text else None
    )
    return found


def enter(page: Any, server: str, email: str) -> None:
    page.goto(server + reverse("account_login"))
    page.get_by_label("Email").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("#sidebar").wait_for(state="attached")


def examine(page: Any, address: str) -> list[str]:
    """What axe finds serious, and whether something is wider than a telephone."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    found = [
        f"{address}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than 390")
    return found


def test_all_can_be_read_and_nothing_is_cut(web_server: str, page: Any, cast: Cast, faults: list[str]) -> None:
    found = [fault for name in OUTSIDE for fault in examine(page, web_server + reverse(name))]
    make_api_token(cast.alice, "A long name of a token that a careful person would give to it")
    row, _ = make_invitation(cast.ours, "somebody.with.a.very.long.address@subsidiary.example.com", at=timezone.now())
    make_invitation(cast.elsewhere, cast.alice.email, at=timezone.now(), by=cast.charlie)
    enter(page, web_server, cast.alice.email)
    member = Membership.objects.get(user=cast.bob)
    ours = {"organisation_id": cast.ours.pk}
    addresses = [reverse(name) for name in INSIDE]
    addresses += [
        reverse("accounts:organisation-detail", kwargs=ours),
        reverse("accounts:member-remove", kwargs={**ours, "membership_id": member.pk}),
    ]
    page.emulate_media(reduced_motion="reduce")
    found += [fault for address in addresses for fault in examine(page, web_server + address)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [fault for address in addresses[-2:] for fault in examine(page, web_server + address)]
    assert found == []
    assert faults == []
    assert row.accepted_at is None


def test_members_and_invitations_change_in_place(web_server: str, page: Any, cast: Cast, faults: list[str]) -> None:
    enter(page, web_server, cast.alice.email)
    address = web_server + reverse("accounts:organisation-detail", kwargs={"organisation_id": cast.ours.pk})
    page.goto(address)
    page.get_by_label("Role of Bob Berg").focus()
    page.get_by_label("Role of Bob Berg").select_option("admin")
    page.get_by_text("The role of Bob Berg is changed.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Role of Bob Berg"
    page.get_by_label("Role of Alice Adler").select_option("member")
    page.get_by_text("keeps one owner at least").wait_for()
    assert page.get_by_label("Role of Alice Adler").input_value() == "owner"
    page.get_by_label("Email address").fill("dora@example.com")
    page.get_by_role("button", name="Send invitation").click()
    page.get_by_text("Invitation sent to dora@example.com").wait_for()
    assert page.get_by_label("Email address").input_value() == ""
    page.get_by_label("Email address").fill("dora@example.com")
    page.get_by_role("button", name="Send invitation").click()
    page.locator("#invite").get_by_text("a moment ago").wait_for()
    assert page.get_by_label("Email address").input_value() == "dora@example.com"
    page.get_by_role("button", name="Revoke the invitation of dora@example.com").click()
    page.get_by_text("The invitation of dora@example.com is revoked.").wait_for()
    assert page.url == address
    assert Membership.objects.get(user=cast.bob).role == "admin"
    assert Invitation.objects.get().revoked_at is not None
    assert faults == []


def test_it_works_without_script(web_server: str, browser: Any, cast: Cast) -> None:
    dora = make_user("Dora Dahl")
    _, token = make_invitation(cast.ours, dora.email, at=timezone.now())
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(web_server + reverse("accounts:invitation-open", kwargs={"token": token}))
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill(dora.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Join Ours").click()
    assert Membership.objects.get(user=dora).organisation == cast.ours
    Membership.objects.filter(user=dora).update(role="owner")
    page.goto(web_server + reverse("accounts:organisation-detail", kwargs={"organisation_id": cast.ours.pk}))
    page.get_by_label("Role of Bob Berg").select_option("admin")
    page.locator("tr", has_text="Bob Berg").get_by_role("button", name="Save").click()
    page.get_by_text("The role of Bob Berg is changed.").wait_for()
    assert Membership.objects.get(user=cast.bob).role == "admin"
    context.close()
