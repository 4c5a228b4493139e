"""Rules of the close, pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, public

CLOSE: dict[str, Rule] = {
    "negotiations:close-term-list": deal(GET=P.DEAL_VIEW),
    "negotiations:close-term-create": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-term-edit": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-term-remove": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-term-take": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-confirm": deal(POST=P.DEAL_CLOSE),
    "negotiations:confirm-link-make": deal(POST=P.CLOSE_SEND),
    "negotiations:confirm-link-withdraw": deal(POST=P.CLOSE_SEND),
    "negotiations:confirm-answer": public("GET", "POST"),
    "negotiations:confirm-thanks": public("GET"),
    "api:close-confirmation": deal(api=True, GET=P.DEAL_VIEW, POST=P.DEAL_CLOSE),
    "api:confirm-link-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.CLOSE_SEND),
    "api:confirm-link-detail": deal(api=True, DELETE=P.CLOSE_SEND),
    "api:close-take": deal(api=True, POST=P.CLOSE_EDIT),
    "api:close-term-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.CLOSE_EDIT),
    "api:close-term-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.CLOSE_EDIT, DELETE=P.CLOSE_EDIT),
}
