"""Rules of the API (`api:`): the same permissions as the pages that do the same."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, signed_in

API: dict[str, Rule] = {
    "api:schema": signed_in("GET", api=True),
    "api:docs": signed_in("GET"),
    "api:nowhere": signed_in("GET", "POST", "PUT", "PATCH", "DELETE", api=True),
    "api:deal-list": signed_in("GET", "POST", api=True),
    "api:deal-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT),
    "api:deal-archive": deal(api=True, PUT=P.DEAL_ARCHIVE, DELETE=P.DEAL_ARCHIVE),
    "api:deal-undo": deal(api=True, POST=P.DEAL_VIEW),
    "api:seat-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.SEATS_MANAGE),
    "api:seat-detail": deal(api=True, GET=P.DEAL_VIEW, DELETE=P.SEATS_MANAGE),
    "api:meeting-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "api:meeting-detail": deal(api=True, GET=P.DEAL_VIEW, DELETE=P.DEAL_EDIT),
    "api:issue-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PLAN_EDIT),
    "api:issue-order": deal(api=True, PUT=P.PLAN_EDIT),
    "api:issue-detail": deal(own=True, api=True, GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT, DELETE=P.PLAN_EDIT),
    "api:limits-detail": deal(own=True, api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT),
    "api:option-list": deal(own=True, api=True, GET=P.DEAL_VIEW, POST=P.PLAN_EDIT),
    "api:option-detail": deal(own=True, api=True, GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT, DELETE=P.PLAN_EDIT),
    "api:valuation-list": deal(api=True, GET=P.DEAL_VIEW),
    "api:valuation-detail": deal(own=True, api=True, GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT),
    "api:weights-detail": deal(api=True, GET=P.DEAL_VIEW, PUT=P.PLAN_EDIT),
    "api:weights-ranking": deal(api=True, PUT=P.PLAN_EDIT),
    "api:alternative-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
    "api:alternative-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT),
    "api:package-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT),
    "api:lever-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PLAN_EDIT),
    "api:lever-detail": deal(api=True, GET=P.DEAL_VIEW, DELETE=P.PLAN_EDIT),
    "api:lever-issue": deal(api=True, POST=P.PLAN_EDIT),
    "api:counterparty-list": signed_in("GET", api=True),
    "api:counterparty-detail": signed_in("GET", api=True),
    "api:template-list": signed_in("GET", api=True),
    "api:template-detail": signed_in("GET", api=True),
}
