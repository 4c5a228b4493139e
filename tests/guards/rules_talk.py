"""Rules of comments: who may see the deal reads them, who has a seat writes."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

TALK: dict[str, Rule] = {
    "negotiations:comment-list": deal(GET=P.DEAL_VIEW),
    "negotiations:comment-thread": deal(GET=P.DEAL_VIEW, POST=P.COMMENT),
    "negotiations:comment-edit": deal(GET=P.COMMENT, POST=P.COMMENT),
    "negotiations:comment-remove": deal(POST=P.COMMENT),
    "api:comment-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.COMMENT),
    "api:comment-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.COMMENT, DELETE=P.COMMENT),
}
