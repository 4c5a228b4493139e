"""Rules of the preparation, pages and API. Writers need the right on the deal, or on the row's own issue."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal


def register(noun: str, write: P = P.PLAN_EDIT, read: P = P.DEAL_VIEW) -> dict[str, Rule]:
    """The pages and endpoints that every register has."""
    pages, api = f"negotiations:prepare-{noun}", f"api:prepare-{noun}"
    return {
        f"{pages}-list": deal(GET=read),
        f"{pages}-create": deal(own=True, POST=write),
        f"{pages}-edit": deal(own=True, POST=write),
        f"{pages}-remove": deal(own=True, POST=write),
        f"{api}-list": deal(own=True, api=True, GET=read, POST=write),
        f"{api}-detail": deal(own=True, api=True, GET=read, PATCH=write, DELETE=write),
    }


PREPARE: dict[str, Rule] = {
    **register("question"),
    "negotiations:prepare-question-detail": deal(GET=P.DEAL_VIEW),
    "negotiations:prepare-question-answer": deal(own=True, POST=P.PLAN_EDIT),
    "negotiations:prepare-question-take": deal(POST=P.PLAN_EDIT),
    **register("fact"),
    "negotiations:prepare-protected-fact-edit": deal(own=True, POST=P.SECRETS_EDIT),
    "negotiations:prepare-protected-fact-remove": deal(own=True, POST=P.SECRETS_EDIT),
    "api:prepare-protected-fact-list": deal(own=True, api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
    "api:prepare-protected-fact-detail": deal(
        own=True, api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT
    ),
    "api:prepare-disclosure": deal(api=True, GET=P.DEAL_VIEW),
    **register("assumption"),
    **register("comparable"),
    **register("objection"),
    "negotiations:pie-check": deal(GET=P.DEAL_VIEW),
    "negotiations:pie-stance": deal(POST=P.DEAL_EDIT),
    "negotiations:pie-answer": deal(POST=P.PLAN_EDIT),
    "negotiations:pie-reopen": deal(POST=P.PLAN_EDIT),
    "api:pie-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT),
    "api:pie-family-detail": deal(api=True, PUT=P.PLAN_EDIT, DELETE=P.PLAN_EDIT),
    "api:prepare-question-answer": deal(own=True, api=True, POST=P.PLAN_EDIT),
}
