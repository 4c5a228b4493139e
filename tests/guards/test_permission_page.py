"""docs/permissions.md is the permission table in words; it is written by the table and cannot fall behind."""

from accounts.permissions import ORGANISATION_PERMISSIONS, SEAT_PERMISSIONS, UNSEATED_PERMISSIONS, WORDS, Permission
from tests.support.source import ROOT


def table(title: str, rows: dict[str, frozenset[Permission]]) -> list[str]:
    names = [permission for permission in Permission if any(permission in held for held in rows.values())]
    head = [f"## {title}", "", "| may | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]
    return [
        *head,
        *(
            f"| {name.value} | " + " | ".join("yes" if name in held else "" for held in rows.values()) + " |"
            for name in names
        ),
        "",
    ]


def page() -> str:
    lines = [
        "# Who may do what",
        "",
        "Written from `accounts/permissions.py`; `tests/guards/test_permission_page.py` compares the two. What each",
        "URL asks for is in `tests/guards/rules_*.py`, where every URL is tried with every role.",
        "",
        *table("In an organisation", {str(role): held for role, held in ORGANISATION_PERMISSIONS.items()}),
        *table("On a deal, without a seat", {str(role): held for role, held in UNSEATED_PERMISSIONS.items()}),
        *table("On a deal, by seat", {str(role): held for role, held in SEAT_PERMISSIONS.items()}),
        "`….own` rights hold on the issues that one owns, and on those to which one's seat is limited.",
    ]
    return "\n".join(lines) + "\n"


def test_the_page_equals_the_table() -> None:
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == page()


def test_organisation_roles_never_see_secrets() -> None:
    for held in UNSEATED_PERMISSIONS.values():
        assert not held & {Permission.SECRETS_VIEW, Permission.SECRETS_EDIT, Permission.TRADES_VIEW}


def test_who_puts_offers_on_record_keeps_the_log() -> None:
    """An offer is an entry of the log: a seat with one right and not the other could do neither with it."""
    for held in SEAT_PERMISSIONS.values():
        assert (Permission.OFFER_RECORD in held) == (Permission.MOVE_RECORD in held)


def test_every_right_on_a_deal_has_plain_words() -> None:
    """The team's page says them of every seat: a right without words would be one that nobody reads about."""
    held = frozenset().union(*SEAT_PERMISSIONS.values(), *UNSEATED_PERMISSIONS.values())
    assert held - set(WORDS) == set()
