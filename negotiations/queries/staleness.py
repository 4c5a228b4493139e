"""What changed in a plan since something was computed from it, in a few words each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from negotiations.enums import Party
from negotiations.models import Deal, Event, Issue, Option, Valuation

LIMITS = {"target": "target", "realistic": "realistic level", "walk_away": "walk-away"}
ISSUE = {
    "low": "range",
    "high": "range",
    "step": "step",
    "better": "better end",
    "multiplier": "how often it is paid",
    "tradeable": "whether it can be traded",
    "marker": "marker",
}
DEAL = {"currency": "the currency", "horizon": "how long the dealings last", "issues": ""}
MOST = 6
# The nouns whose changes the engine feels.
PLAN = ("issue", "lever", "lever_worth", "option", "valuation", "limits", "alternative", "their_floor", "package",
        "deal", "evidence", "rule", "future_deals")  # fmt: skip
QUIET = timedelta(seconds=2)  # nobody has typed for so long: time to compute again


def changes_since(deal: Deal, seq: int, *, also: tuple[str, ...] = ()) -> list[str]:
    """The inputs of the engine that changed after event ``seq``, each named once, latest first. Four queries.

    ``also`` names nouns that count besides the plan's. For readers of secrets only: it names which secrets changed
    (never their values).
    """
    events: list[dict[str, Any]] = list(
        Event.objects.filter(deal=deal, seq__gt=seq, noun__in=(*PLAN, *also))
        .order_by("-seq")
        .values("verb", "noun", "object_id", "issue_id", "field")  # type: ignore[arg-type]  # read as plain dictionaries
    )
    names = {str(pk): name for pk, name in Issue.objects.filter(deal=deal).values_list("pk", "name")}
    options = {
        str(pk): str(issue) for pk, issue in Option.objects.filter(issue__deal=deal).values_list("pk", "issue_id")
    }
    parties = {str(pk): party for pk, party in Valuation.objects.filter(issue__deal=deal).values_list("pk", "party")}
    said = []
    for event in events:
        where = names.get(str(event["issue_id"] or options.get(event["object_id"], "")), "an issue")
        words = _TELL[event["noun"]](event, where, parties.get(event["object_id"], ""))
        if words and words not in said:
            said.append(words)
    return said


def what_changed(deal: Deal, seq: int, *, also: tuple[str, ...] = ()) -> str:
    """Why a result of event ``seq`` is out of date, in a few words. Without an event it is the calendar."""
    return _short_list(changes_since(deal, seq, also=also)) or "an alternative has expired"


def _short_list(words: list[str]) -> str:
    """The first few, and how many more."""
    shown = words[:MOST]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _issue(event: dict[str, Any], where: str, _: str) -> str:
    if event["verb"] != "changed":
        return f"{where} {'added' if event['verb'] in {'created', 'restored'} else 'removed'}"
    return f"{ISSUE[event['field']]} of {where}" if event["field"] in ISSUE else ""


def _valuation(event: dict[str, Any], where: str, party: str) -> str:
    theirs = party == Party.THEIRS
    if event["field"] in {"swing", "swing_low", "swing_high"}:
        return f"their weight of {where}" if theirs else f"weight of {where}"
    if event["field"] == "direction":
        return f"what they want on {where}"
    if event["field"] in {"source", "dated"}:
        return ""
    return f"their curve of {where}" if theirs else f"curve of {where}"


_TELL: dict[str, Callable[[dict[str, Any], str, str], str]] = {
    "issue": _issue,
    "option": lambda event, where, _: "" if event["field"] == "label" else f"options of {where}",
    "valuation": _valuation,
    "limits": lambda event, where, _: f"{LIMITS[event['field']]} of {where}" if event["field"] in LIMITS else "",
    "alternative": lambda event, *_: "" if event["field"] in {"title", "note"} else "an alternative",
    "rule": lambda event, *_: "" if event["field"] in {"note", "requester", "counted", "party"} else "a rule",
    "their_floor": lambda event, *_: "what they have without this deal" if event["field"] == "band" else "",
    "evidence": lambda *_: "what we know of them",
    "future_deals": lambda event, *_: "" if event["field"] == "source" else "the deals that may follow",
    "lever": lambda event, *_: "the levers" if event["verb"] != "changed" or event["field"] == "issue" else "",
    "lever_worth": lambda event, *_: "what levers are worth" if event["field"] in {"ours", "theirs"} else "",
    "package": lambda *_: "the package on the page",
    "concession_plan": lambda event, *_: "" if event["field"] == "name" else "a concession plan",
    "concession_step": lambda event, *_: (
        "" if event["field"] in {"note", "authority"} else "steps of a concession plan"
    ),
    "deal": lambda event, *_: DEAL.get(event["field"], ""),
}
