"""Every URL, with every method, as everybody: the outcome that its rule declares, and none else."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.permissions import SEAT_PERMISSIONS, UNSEATED_PERMISSIONS, Permission, organisation_permissions
from tests.guards.rules_accounts import ACCOUNTS
from tests.guards.rules_api import API
from tests.guards.rules_close import CLOSE
from tests.guards.rules_counterparties import COUNTERPARTIES
from tests.guards.rules_ledger import LEDGER
from tests.guards.rules_live import LIVE
from tests.guards.rules_log import LOG
from tests.guards.rules_mandate import MANDATE
from tests.guards.rules_pages import PAGES
from tests.guards.rules_people import PEOPLE
from tests.guards.rules_portfolio import PORTFOLIO
from tests.guards.rules_power import POWER
from tests.guards.rules_prepare import PREPARE
from tests.guards.rules_review import REVIEW
from tests.guards.rules_scoring import SCORING
from tests.guards.rules_sight import SIGHT
from tests.guards.rules_styles import STYLES
from tests.guards.rules_tactics import TACTICS
from tests.guards.rules_talk import TALK
from tests.guards.rules_team import TEAM
from tests.guards.url_rules import Rule, Scope
from tests.guards.world import ROLES, World, make_world, missing

RULES: dict[str, Rule] = {
    **ACCOUNTS,
    **PAGES,
    **API,
    **PREPARE,
    **POWER,
    **CLOSE,
    **REVIEW,
    **COUNTERPARTIES,
    **SCORING,
    **MANDATE,
    **TACTICS,
    **TALK,
    **SIGHT,
    **STYLES,
    **TEAM,
    **PEOPLE,
    **PORTFOLIO,
    **LIVE,
    **LEDGER,
    **LOG,
}
BY_RIGHT = ("lead", "holdout", "sponsor")  # the first of them who may
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
pytestmark = pytest.mark.django_db
ROOTS = {Scope.DEAL: "deal_id", Scope.ORGANISATION: "organisation_id", Scope.COUNTERPARTY: "counterparty_id"}
IDS_IN_DEAL = {
    "lesson_id",
    "issue_id",
    "option_id",
    "alternative_id",
    "lever_id",
    "rule_id",
    "meeting_id",
    "seat_id",
    "job_id",
    "suggestion_id",
    "conversion_id",
    "claim_id",
    "offer_id",
    "exception_id",
    "question_id",
    "round_id",
    "about_id",
    "comment_id",
    "fact_id",
    "protected_fact_id",
    "assumption_id",
    "comparable_id",
    "objection_id",
    "bogey_id",
    "sanction_id",
    "small_give_id",
    "power_source_id",
    "deadline_id",
    "pressure_id",
    "goal_id",
    "term_id",
    "link_id",
    "next_step_id",
    "summary_id",
    "stakeholder_id",
    "interest_id",
    "influence_id",
    "motive_id",
    "note_id",
    "task_id",
    "agenda_item_id",
    "pairing_id",
    "securing_id",
    "move_id",
    "caucus_note_id",
    "sighting_id",
    "dismissal_id",
}


def named_urls(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """The name and the path parameters of every URL of the project."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            taken = list(pattern.pattern.converters)
            for name, parameters in named_urls(pattern.url_patterns, inner):
                yield name, taken + parameters
        elif isinstance(pattern, URLPattern):
            name = pattern.name or f"unnamed: {pattern.pattern}"
            parameters = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
            yield ":".join(part for part in (namespace, name) if part), parameters


URLS = dict(named_urls(get_resolver().url_patterns))
OURS = {name: parameters for name, parameters in URLS.items() if name in RULES}


def test_every_url_has_a_rule() -> None:
    assert sorted(set(URLS) - set(RULES)) == []


def test_every_rule_has_a_url() -> None:
    assert sorted(set(RULES) - set(URLS)) == []


def may(rule: Rule, method: str, role: str, permission: Permission | None) -> bool:
    """Whether the rule lets this role through; the path's issue belongs to nobody, so a right on own ones is none."""
    if role == "nobody":
        return rule.scope is Scope.PUBLIC
    if permission is None:
        return True
    member = role if role in {"owner", "admin"} else "member"
    if rule.scope is Scope.ORGANISATION:
        return permission in organisation_permissions(member)
    return permission in UNSEATED_PERMISSIONS[member] | SEAT_PERMISSIONS.get(role, frozenset())


def expected(rule: Rule, method: str, role: str) -> set[int] | str:
    """The statuses that the rule allows, or ``"fine"`` for anything that is neither a refusal nor a failure."""
    if method not in rule.methods:
        return {405} if role in {"lead", "owner"} else {302, 401, 403, 404, 405}
    permission = rule.permission(method)
    if role == "nobody" and rule.scope is not Scope.PUBLIC:
        return {401} if rule.api else {302}
    if role == "outsider" and rule.scope in ROOTS:
        return {404}
    if role == "colleague" and rule.scope is Scope.COUNTERPARTY:
        return {404}
    return "fine" if may(rule, method, role, permission) else {403}


def ask(client: Client, method: str, url: str, rule: Rule) -> Any:
    """One request that leaves no trace, neither in the database nor in the browser (it may sign out)."""
    cookies = client.cookies
    client.cookies = SimpleCookie({name: cookie.value for name, cookie in cookies.items()})
    with transaction.atomic():
        sid = transaction.savepoint()
        if rule.api:
            response = client.generic(
                method, url, b"{}" if method in {"POST", "PUT", "PATCH"} else b"", "application/json"
            )
        else:
            response = client.generic(method, url)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.savepoint_rollback(sid)
    client.cookies = cookies
    return response


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for all URLs: every request is rolled back, and at the end so is the world."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    return {role: client_of(user) for role, user in world.people.items()}


@pytest.mark.parametrize("name", sorted(OURS))
def test_everybody_gets_what_the_rule_says(name: str, world: World, clients: dict[str, Client]) -> None:
    rule = RULES[name]
    wrong = []
    for role in ROLES:
        client = clients[role]
        for method in METHODS if role in {"lead", "outsider", "nobody"} else rule.methods:
            url = reverse(name, kwargs=world.arguments(OURS[name]))
            status = ask(client, method, url, rule).status_code
            wanted = expected(rule, method, role)
            good = status < 500 and status not in {401, 403, 405} if wanted == "fine" else status in wanted
            if not good:
                wrong.append(f"{method} as {role}: {status}, wanted {wanted}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(n for n in OURS if RULES[n].scope in ROOTS))
def test_what_is_foreign_looks_missing(name: str, world: World, clients: dict[str, Client]) -> None:
    """An outsider cannot tell a deal that exists from one that does not, byte for byte."""
    rule, parameters = RULES[name], OURS[name]
    client = clients["outsider"]
    root = ROOTS[rule.scope]
    for method in rule.methods:
        foreign = ask(client, method, reverse(name, kwargs=world.arguments(parameters)), rule)
        nothing = {root: missing(root, world.ids[root])}
        absent = ask(client, method, reverse(name, kwargs=world.arguments(parameters, **nothing)), rule)
        assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content) == (404, absent.content)


@pytest.mark.parametrize("name", sorted(n for n, p in OURS.items() if "deal_id" in p and set(p) & IDS_IN_DEAL))
def test_a_child_of_another_deal_is_missing(name: str, world: World, clients: dict[str, Client]) -> None:
    """The own deal does not open somebody else's rows."""
    rule, parameters = RULES[name], OURS[name]
    for method in rule.methods:
        client = clients[next(role for role in BY_RIGHT if may(rule, method, role, rule.permission(method)))]
        for child in set(parameters) & IDS_IN_DEAL:
            url = reverse(name, kwargs=world.arguments(parameters, **{child: world.foreign_ids[child]}))
            assert ask(client, method, url, rule).status_code == 404, f"{method} with a foreign {child}"


def test_an_unruled_url_is_noticed() -> None:
    patterns = [*get_resolver().url_patterns, URLPattern(get_resolver().url_patterns[0].pattern, print, name="new")]
    assert "new" in set(dict(named_urls(patterns))) - set(RULES)
