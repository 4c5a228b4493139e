"""Rules of the moves in hand, pages and API: for readers and writers of all secrets."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal


def _list(noun: str) -> dict[str, Rule]:
    """The pages and endpoints of one list."""
    pages, api = f"negotiations:prepare-{noun}", f"api:prepare-{noun}"
    return {
        f"{pages}-create": deal(POST=P.SECRETS_EDIT),
        f"{pages}-edit": deal(POST=P.SECRETS_EDIT),
        f"{pages}-remove": deal(POST=P.SECRETS_EDIT),
        f"{api}-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
        f"{api}-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT),
    }


TACTICS: dict[str, Rule] = {
    "negotiations:tactics": deal(GET=P.SECRETS_VIEW),
    **_list("bogey"),
    **_list("sanction"),
    **_list("small-give"),
    "negotiations:prepare-give-cap": deal(POST=P.SECRETS_EDIT),
    "api:prepare-give-cap": deal(api=True, GET=P.SECRETS_VIEW, PUT=P.SECRETS_EDIT),
    "api:prepare-sanction-expected": deal(api=True, GET=P.SECRETS_VIEW),
}
