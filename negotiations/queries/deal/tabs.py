"""The map of a deal's workspace: which pages there are, under which tab, who sees them, which keys go there.

Plan is the home. Every other page is one click, or ``g`` and a letter, from it. A new page adds its line here.
"""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.queries.standing import Standing

VIEW, SECRETS, TRADES = Permission.DEAL_VIEW, Permission.SECRETS_VIEW, Permission.TRADES_VIEW


@dataclass(frozen=True)
class Leaf:
    """A page: ``key`` is what its view calls it, ``url`` the name of its URL."""

    key: str
    label: str
    url: str
    needs: Permission


@dataclass(frozen=True)
class Tab:
    """A tab and the pages under it; ``letter`` after ``g`` goes to the first that one may see."""

    key: str
    label: str
    letter: str
    leaves: tuple[Leaf, ...]


MAP: tuple[Tab, ...] = (
    Tab(
        "plan",
        "Plan",
        "p",
        (
            Leaf("plan", "Issues", "deal-plan", VIEW),
            Leaf("weights", "Weights", "weight-list", VIEW),
            Leaf("rules", "Links", "rule-list", SECRETS),
            Leaf("alternatives", "Alternatives", "alternative-list", SECRETS),
            Leaf("money", "One currency", "money", SECRETS),
            Leaf("claims", "Claims", "claim-list", SECRETS),
            Leaf("paper", "On paper", "deal-paper", VIEW),
        ),
    ),
    Tab(
        "prepare",
        "Prepare",
        "r",
        (
            Leaf("questions", "Questions", "prepare-question-list", VIEW),
            Leaf("facts", "Facts", "prepare-fact-list", VIEW),
            Leaf("assumptions", "Assumptions", "prepare-assumption-list", VIEW),
            Leaf("comparables", "Comparables", "prepare-comparable-list", VIEW),
            Leaf("objections", "Objections", "prepare-objection-list", VIEW),
            Leaf("tactics", "Moves in hand", "tactics", SECRETS),
            Leaf("power", "Power and time", "power", SECRETS),
            Leaf("pie-check", "Pie check", "pie-check", VIEW),
            Leaf("agenda", "Agenda", "agenda", VIEW),
            Leaf("tasks", "To do", "task-list", VIEW),
        ),
    ),
    Tab(
        "people",
        "People",
        "e",
        (
            Leaf("people", "Power and interest", "stakeholder-list", VIEW),
            Leaf("influence", "Influence", "influence-list", VIEW),
            Leaf("coverage", "Coverage", "coverage", TRADES),
            Leaf("counterparty", "Counterparty", "deal-counterparty", VIEW),
        ),
    ),
    Tab("theirs", "Their side", "s", (Leaf("theirs", "What we know", "evidence-list", SECRETS),)),
    Tab(
        "trades",
        "Trades",
        "t",
        (
            Leaf("suggestions", "Suggestions", "trades-list", TRADES),
            Leaf("must-haves", "Must-haves", "musthave-list", TRADES),
            Leaf("levers", "Levers", "lever-list", TRADES),
            Leaf("listing", "All packages", "listing", TRADES),
            Leaf("rehearse", "Rehearse", "rehearsal-list", SECRETS),
        ),
    ),
    Tab(
        "table",
        "Table",
        "b",
        (
            Leaf("table", "At the table", "move-list", SECRETS),
            Leaf("offers", "Offers", "offer-list", SECRETS),
            Leaf("ledger", "Ledger", "ledger-list", SECRETS),
            Leaf("caucus", "Caucus", "caucus", Permission.CAUCUS),
            Leaf("observer", "Observer", "observer", VIEW),
        ),
    ),
    Tab(
        "close",
        "Close",
        "c",
        (
            Leaf("terms", "Agreed points", "close-term-list", VIEW),
            Leaf("summaries", "Summary", "summary-list", SECRETS),
            Leaf("steps", "Next steps", "close-next-step-list", VIEW),
            Leaf("last-look", "Last look", "last-look", TRADES),
        ),
    ),
    Tab(
        "review",
        "Review",
        "v",
        (
            Leaf("review", "Result", "review-detail", SECRETS),
            Leaf("review-talks", "The talks", "review-talks", SECRETS),
            Leaf("satisfaction", "Both sides", "review-satisfaction", SECRETS),
            Leaf("debrief", "Debrief", "debrief-detail", Permission.SCORE),
        ),
    ),
    Tab(
        "team",
        "Team",
        "m",
        (
            Leaf("seats", "Seats", "seat-list", VIEW),
            Leaf("seat-plan", "Seat plan", "seat-plan", VIEW),
            Leaf("mandate", "Mandate", "mandate-detail", SECRETS),
            Leaf("scoring", "Blind scoring", "scoring", Permission.SCORE),
            Leaf("styles", "Styles", "style-list", VIEW),
            Leaf("comments", "Comments", "comment-list", VIEW),
        ),
    ),
    Tab("history", "History", "h", (Leaf("history", "History", "deal-history", VIEW),)),
)


@dataclass(frozen=True)
class Link:
    """A tab or a page under it, as the templates show it."""

    url: str
    label: str
    current: bool
    keys: str = ""


def deal_tabs(access: Standing, page: str) -> tuple[Link, ...]:
    """The tabs that this person sees; the one that holds ``page`` is current. No query."""
    shown = []
    for tab in MAP:
        seen = [leaf for leaf in tab.leaves if access.can(leaf.needs)]
        if seen:
            current = any(leaf.key == page for leaf in tab.leaves)
            shown.append(Link(_url(access, seen[0]), tab.label, current, f"g {tab.letter}"))
    return tuple(shown)


def deal_subtabs(access: Standing, page: str) -> tuple[Link, ...]:
    """The pages beside ``page`` under its tab; none when it is alone there. No query."""
    for tab in MAP:
        if any(leaf.key == page for leaf in tab.leaves):
            seen = [leaf for leaf in tab.leaves if access.can(leaf.needs)]
            links = (Link(_url(access, leaf), leaf.label, leaf.key == page) for leaf in seen)
            return tuple(links) if len(seen) > 1 else ()
    return ()


def tab_label(page: str) -> str:
    """The label of the tab that holds ``page``."""
    return next((tab.label for tab in MAP if any(leaf.key == page for leaf in tab.leaves)), "")


def _url(access: Standing, leaf: Leaf) -> str:
    return reverse(f"negotiations:{leaf.url}", kwargs={"deal_id": access.deal.pk})
