"""Rules of the people of a deal: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

PEOPLE: dict[str, Rule] = {
    "negotiations:stakeholder-list": deal(GET=P.DEAL_VIEW),
    "negotiations:stakeholder-create": deal(POST=P.PEOPLE_EDIT),
    "negotiations:stakeholder-detail": deal(GET=P.DEAL_VIEW),
    "negotiations:stakeholder-place": deal(POST=P.PEOPLE_EDIT),
    "negotiations:stakeholder-edit": deal(POST=P.PEOPLE_EDIT),
    "negotiations:stakeholder-remove": deal(POST=P.PEOPLE_EDIT),
    "negotiations:stakeholder-erase": deal(GET=P.PEOPLE_ERASE, POST=P.PEOPLE_ERASE),
    "negotiations:influence-list": deal(GET=P.DEAL_VIEW),
    "negotiations:influence-create": deal(POST=P.PEOPLE_EDIT),
    "negotiations:influence-edit": deal(POST=P.PEOPLE_EDIT),
    "negotiations:influence-remove": deal(POST=P.PEOPLE_EDIT),
    "negotiations:interest-create": deal(POST=P.PEOPLE_EDIT),
    "negotiations:interest-edit": deal(POST=P.PEOPLE_EDIT),
    "negotiations:interest-link": deal(POST=P.PEOPLE_EDIT),
    "negotiations:why-link": deal(POST=P.PEOPLE_EDIT),
    "negotiations:interest-remove": deal(POST=P.PEOPLE_EDIT),
    "negotiations:motive-create": deal(POST=P.SECRETS_EDIT),
    "negotiations:motive-edit": deal(POST=P.SECRETS_EDIT),
    "negotiations:motive-remove": deal(POST=P.SECRETS_EDIT),
    "negotiations:note-create": deal(POST=P.PEOPLE_NOTE),
    "negotiations:note-erase": deal(POST=P.PEOPLE_NOTE),
    "api:stakeholder-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT),
    "api:stakeholder-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT),
    "api:stakeholder-erase": deal(api=True, POST=P.PEOPLE_ERASE),
    "api:interest-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT),
    "api:interest-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT),
    "api:influence-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT),
    "api:influence-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT),
    "api:note-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.PEOPLE_NOTE),
    "api:note-detail": deal(api=True, GET=P.DEAL_VIEW, DELETE=P.PEOPLE_NOTE),
    "api:motive-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT),
    "api:motive-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT),
}
