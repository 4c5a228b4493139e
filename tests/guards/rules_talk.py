"""Rules of comments and to-dos: who may see the deal reads them, who has a seat writes."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, signed_in

TALK: dict[str, Rule] = {
    "negotiations:comment-list": deal(GET=P.DEAL_VIEW),
    "negotiations:comment-thread": deal(GET=P.DEAL_VIEW, POST=P.COMMENT),
    "negotiations:comment-edit": deal(GET=P.COMMENT, POST=P.COMMENT),
    "negotiations:comment-remove": deal(POST=P.COMMENT),
    "negotiations:comment-task": deal(POST=P.COMMENT),
    "negotiations:task-list": deal(GET=P.DEAL_VIEW),
    "negotiations:task-add": deal(POST=P.COMMENT),
    "negotiations:task-edit": deal(GET=P.COMMENT, POST=P.COMMENT),
    "negotiations:task-done": deal(POST=P.COMMENT),
    "negotiations:task-remove": deal(POST=P.COMMENT),
    "negotiations:preparation-plan": deal(GET=P.DEAL_EDIT, POST=P.DEAL_EDIT),
    "negotiations:preparation-move": deal(POST=P.DEAL_EDIT),
    "api:preparation-detail": deal(api=True, GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "negotiations:agenda": deal(GET=P.DEAL_VIEW),
    "negotiations:agenda-detail": deal(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "negotiations:agenda-arrange": deal(POST=P.DEAL_EDIT),
    "negotiations:agenda-outside": deal(GET=P.DEAL_VIEW),
    "negotiations:agenda-edit": deal(GET=P.DEAL_EDIT, POST=P.DEAL_EDIT),
    "negotiations:agenda-remove": deal(POST=P.DEAL_EDIT),
    "api:agenda-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "api:agenda-detail": deal(api=True, PATCH=P.DEAL_EDIT, DELETE=P.DEAL_EDIT),
    "negotiations:inbox": signed_in("GET", "POST"),
    "negotiations:inbox-count": signed_in("GET"),
    "api:inbox-list": signed_in("GET", api=True),
    "api:inbox-detail": signed_in("PATCH", api=True),
    "api:comment-task": deal(api=True, POST=P.COMMENT),
    "api:task-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.COMMENT),
    "api:task-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.COMMENT, DELETE=P.COMMENT),
    "api:comment-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.COMMENT),
    "api:comment-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.COMMENT, DELETE=P.COMMENT),
}
