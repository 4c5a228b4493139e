"""Rules of the review: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, public

REVIEW: dict[str, Rule] = {
    "negotiations:review-detail": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-talks": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-run": deal(POST=P.TRADES_RUN),
    "negotiations:review-log": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-paper": deal(GET=P.EXPORT),
    "negotiations:review-satisfaction": deal(GET=P.SECRETS_VIEW),
    "negotiations:satisfaction-ask": deal(POST=P.CLOSE_SEND),
    "negotiations:asked-answer": public("GET", "POST"),
    "api:review-roles": deal(api=True, GET=P.SECRETS_VIEW),
    "api:review-satisfaction": deal(api=True, GET=P.SECRETS_VIEW),
    "negotiations:debrief-detail": deal(GET=P.SCORE),
    "negotiations:debrief-ask": deal(POST=P.SCORING_RUN),
    "negotiations:debrief-open": deal(POST=P.SCORING_RUN),
    "negotiations:debrief-sheet": deal(POST=P.SCORE),
    "negotiations:lesson-create": deal(POST=P.SECRETS_EDIT),
    "negotiations:lesson-edit": deal(POST=P.SECRETS_EDIT),
    "negotiations:lesson-remove": deal(POST=P.SECRETS_EDIT),
    "negotiations:lesson-teach": deal(POST=P.SECRETS_EDIT),
    "api:review-detail": deal(api=True, GET=P.SECRETS_VIEW, POST=P.TRADES_RUN),
    "api:debrief-detail": deal(api=True, GET=P.SCORE, POST=P.SCORING_RUN),
    "api:debrief-open": deal(api=True, POST=P.SCORING_RUN),
    "api:debrief-sheet": deal(api=True, PUT=P.SCORE, DELETE=P.SCORE),
    "api:lesson-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
    "api:lesson-detail": deal(api=True, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT),
    "api:lesson-teach": deal(api=True, POST=P.SECRETS_EDIT),
}
