"""Rules of the workspace's pages and fragments (`negotiations:`) and of the project's own (`config`)."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal, public, signed_in

PAGES: dict[str, Rule] = {
    "negotiations:deal-list": signed_in("GET"),
    "negotiations:deal-create": signed_in("GET", "POST"),
    "negotiations:deal-import": signed_in("GET", "POST"),
    "negotiations:deal-import-genius": signed_in("POST"),
    "negotiations:import-template": signed_in("GET"),
    "negotiations:import-example": signed_in("GET"),
    "negotiations:deal-edit": deal(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "negotiations:deal-archive": deal(POST=P.DEAL_ARCHIVE),
    "negotiations:deal-undo": deal(POST=P.DEAL_VIEW),
    "negotiations:deal-history": deal(GET=P.DEAL_VIEW),
    "negotiations:deal-export": deal(GET=P.EXPORT),
    "negotiations:plan-import": deal(GET=P.PLAN_EDIT, POST=P.PLAN_EDIT),
    "negotiations:plan-template": deal(POST=P.PLAN_EDIT),
    "negotiations:seat-add": deal(POST=P.SEATS_MANAGE),
    "negotiations:seat-remove": deal(POST=P.SEATS_MANAGE),
    "negotiations:meeting-add": deal(POST=P.DEAL_EDIT),
    "negotiations:meeting-edit": deal(GET=P.DEAL_EDIT, POST=P.DEAL_EDIT),
    "negotiations:meeting-remove": deal(POST=P.DEAL_EDIT),
    "healthz": public("GET"),
    "readyz": public("GET"),
    "styleguide": public("GET"),
}
