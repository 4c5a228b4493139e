"""Rules of power and time, pages and API: secret as a whole. Common goals are everybody's on the deal."""

from accounts.permissions import Permission as P
from tests.guards.rules_prepare import register
from tests.guards.url_rules import Rule, deal


def secret_register(noun: str) -> dict[str, Rule]:
    """A register on the page of power and time."""
    pages, api = f"negotiations:prepare-{noun}", f"api:prepare-{noun}"
    return {
        f"{pages}-create": deal(POST=P.SECRETS_EDIT),
        f"{pages}-edit": deal(POST=P.SECRETS_EDIT),
        f"{pages}-remove": deal(POST=P.SECRETS_EDIT),
        f"{api}-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
        f"{api}-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT),
    }


POWER: dict[str, Rule] = {
    "negotiations:power": deal(GET=P.SECRETS_VIEW),
    "negotiations:power-future": deal(POST=P.SECRETS_EDIT),
    **secret_register("power-source"),
    "negotiations:prepare-power-source-todo": deal(POST=P.SECRETS_EDIT),
    **secret_register("deadline"),
    **secret_register("pressure"),
    **register("goal"),
    "api:prepare-power-source-todo": deal(api=True, POST=P.SECRETS_EDIT),
    "api:power-detail": deal(api=True, GET=P.SECRETS_VIEW),
    "api:power-future": deal(api=True, GET=P.SECRETS_VIEW, PUT=P.SECRETS_EDIT),
}
