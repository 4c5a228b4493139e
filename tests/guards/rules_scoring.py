"""Rules of blind scoring, pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

SCORING: dict[str, Rule] = {
    "negotiations:scoring": deal(GET=P.SCORE),
    "negotiations:scoring-open": deal(POST=P.SCORING_RUN),
    "negotiations:scoring-detail": deal(GET=P.SCORE),
    "negotiations:scoring-close": deal(POST=P.SCORING_RUN),
    "negotiations:scoring-withdraw": deal(POST=P.SCORING_RUN),
    "negotiations:scoring-save": deal(POST=P.SCORE),
    "negotiations:scoring-hand-in": deal(POST=P.SCORE),
    "negotiations:scoring-take-back": deal(POST=P.SCORE),
    "negotiations:scoring-adopt": deal(POST=P.SECRETS_EDIT),
    "api:scoring-list": deal(api=True, GET=P.SCORE, POST=P.SCORING_RUN),
    "api:scoring-detail": deal(api=True, GET=P.SCORE),
    "api:scoring-close": deal(api=True, POST=P.SCORING_RUN),
    "api:scoring-withdraw": deal(api=True, POST=P.SCORING_RUN),
    "api:scoring-results": deal(api=True, GET=P.SCORE),
    "api:scoring-adopt": deal(api=True, POST=P.SECRETS_EDIT),
    "api:scoring-sheet": deal(api=True, GET=P.SCORE, PUT=P.SCORE),
    "api:scoring-hand-in": deal(api=True, POST=P.SCORE, DELETE=P.SCORE),
}
