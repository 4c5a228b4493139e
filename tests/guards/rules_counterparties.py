"""Rules of the counterparties' records, pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, record, signed_in

COUNTERPARTIES: dict[str, Rule] = {
    "negotiations:counterparty-list": signed_in("GET"),
    "negotiations:counterparty-detail": record(GET=P.COUNTERPARTY_VIEW),
    "negotiations:counterparty-edit": record(POST=P.COUNTERPARTY_EDIT),
    "negotiations:record-row-create": record(POST=P.COUNTERPARTY_EDIT),
    "negotiations:record-row-edit": record(GET=P.COUNTERPARTY_EDIT, POST=P.COUNTERPARTY_EDIT),
    "negotiations:record-row-remove": record(POST=P.COUNTERPARTY_EDIT),
    "negotiations:record-row-restore": record(POST=P.COUNTERPARTY_EDIT),
    "negotiations:record-row-erase": record(POST=P.COUNTERPARTY_EDIT),
    "negotiations:deal-counterparty": deal(GET=P.DEAL_VIEW),
    "negotiations:coverage": deal(GET=P.TRADES_VIEW),
    "api:coverage": deal(api=True, GET=P.TRADES_VIEW),
    "api:counterparty-detail": record(api=True, GET=P.COUNTERPARTY_VIEW, PATCH=P.COUNTERPARTY_EDIT),
    "api:record-event-list": record(api=True, GET=P.COUNTERPARTY_VIEW),
    **{
        f"api:{noun}-list": record(api=True, GET=P.COUNTERPARTY_VIEW, POST=P.COUNTERPARTY_EDIT)
        for noun in ("sighting", "acquaintance", "link")
    },
    **{
        f"api:{noun}-detail": record(
            api=True, GET=P.COUNTERPARTY_VIEW, PATCH=P.COUNTERPARTY_EDIT, DELETE=P.COUNTERPARTY_EDIT
        )
        for noun in ("sighting", "acquaintance", "link")
    },
    "api:removed-row": record(api=True, POST=P.COUNTERPARTY_EDIT, DELETE=P.COUNTERPARTY_EDIT),
}
