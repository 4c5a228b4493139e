"""Rules of styles: everybody on a deal reads those shared with it, and writes only their own."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

STYLES: dict[str, Rule] = {
    "negotiations:style-list": deal(GET=P.DEAL_VIEW),
    "negotiations:style-answer": deal(GET=P.DEAL_VIEW, POST=P.DEAL_VIEW),
    "negotiations:style-share": deal(POST=P.COMMENT),
    "negotiations:style-choose": deal(POST=P.DEAL_EDIT),
    "negotiations:style-sheet": deal(GET=P.DEAL_VIEW),
    "api:style-detail": deal(api=True, GET=P.DEAL_VIEW, PUT=P.DEAL_VIEW, DELETE=P.DEAL_VIEW),
    "api:style-share": deal(api=True, PUT=P.COMMENT, DELETE=P.COMMENT),
}
