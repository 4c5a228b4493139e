"""What every answer promises the browser."""

import pytest
from django.urls import reverse

from accounts.models import User

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/deals?phase=prepare"}


@pytest.fixture
def ana(db, client):
    user = User.objects.create_user("ana@example.org", "a-long-enough-one")
    client.force_login(user)
    return user


def test_an_anonymous_page_is_strict_about_what_it_loads(client, db):
    response = client.get(reverse("account_login"))
    policy = response["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == {
        "default-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "HX-Request" in response["Vary"]


@pytest.mark.usefixtures("ana")
def test_a_signed_in_page_is_kept_nowhere(client):
    response = client.get(reverse("account_change_password"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("ana")
def test_signing_out_clears_what_the_browser_kept(client):
    response = client.post(reverse("account_logout"))
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "private, no-store"
    assert "Clear-Site-Data" not in client.get(reverse("account_login"))


def test_an_expired_session_sends_the_whole_page_to_sign_in(client, db):
    response = client.get(reverse("account_change_password"), headers=HTMX)
    assert response.status_code == 200
    assert response.content == b""
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fdeals%3Fphase%3Dprepare"


def test_without_htmx_it_is_a_plain_redirect(client, db):
    response = client.get(reverse("account_change_password"))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    assert "HX-Redirect" not in response


def test_another_site_cannot_name_where_to_go_back_to(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example//evil.example/x"}
    response = client.get(reverse("account_change_password"), headers=headers)
    assert "evil.example" not in response["HX-Redirect"].replace("%2F%2Fevil.example%2Fx", "")


def test_a_page_needs_a_session_unless_it_says_otherwise(client, db):
    assert client.get("/healthz").status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 302
