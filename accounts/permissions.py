"""The whole policy on one screen: what each role may do.

Organisation roles say who may run the house; seats say who may do what on one deal. They are separate on purpose:
an organisation's owner may seat people on a deal, but sees none of its secrets unless seated.
"""

from enum import StrEnum

from django.db.models import TextChoices


class OrganisationRole(TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"


class SeatRole(TextChoices):
    LEAD = "lead", "Lead"
    HOLDOUT = "holdout", "Holdout"
    COORDINATOR = "coordinator", "Coordinator"
    EXPERT = "expert", "Expert"
    OBSERVER = "observer", "Observer"
    SPONSOR = "sponsor", "Sponsor"


class Permission(StrEnum):
    # In an organisation
    ORGANISATION_VIEW = "organisation.view"  # its name, its members
    ORGANISATION_EDIT = "organisation.edit"  # its name
    MEMBERS_MANAGE = "members.manage"  # invite, change a role, remove; not where an owner is concerned
    OWNERS_MANAGE = "owners.manage"  # the same for owners: nobody makes themselves one, no admin puts one out
    DEAL_CREATE = "deal.create"  # from scratch, a template or an import
    # On a deal
    DEAL_VIEW = "deal.view"  # the plan and its history, without secrets
    DEAL_EDIT = "deal.edit"  # title, counterparty, dates, phase
    DEAL_ARCHIVE = "deal.archive"
    SEATS_MANAGE = "seats.manage"
    PLAN_EDIT = "plan.edit"  # issues, options, curves, weights, estimates of their side
    PLAN_EDIT_OWN = "plan.edit.own"  # the same, on the issues one owns
    LEVER_PROPOSE = "lever.propose"  # name a lever: what could be brought in to make a trade
    SECRETS_VIEW = "secrets.view"  # target, realistic, walk-away, floor, alternatives
    SECRETS_VIEW_OWN = "secrets.view.own"
    SECRETS_EDIT = "secrets.edit"
    SECRETS_EDIT_OWN = "secrets.edit.own"
    TRADES_VIEW = "trades.view"  # suggestions and frontier: they rest on the secrets
    TRADES_RUN = "trades.run"
    TRADES_DECIDE = "trades.decide"  # accept into the plan, dismiss
    PEOPLE_EDIT = "people.edit"  # stakeholders of both sides, their interests, who influences whom
    PEOPLE_NOTE = "people.note"  # write a note about somebody, erase one's own
    PEOPLE_ERASE = "people.erase"  # erase all that is written about a person, anybody's notes too
    SCORE = "score"  # fill in one's own blind sheet; nobody reads another's before the round is closed
    SCORING_RUN = "scoring.run"  # open, close and withdraw a round of blind scoring
    MANDATE_DRAFT = "mandate.draft"  # write what we may do, and submit it
    MANDATE_DECIDE = "mandate.decide"  # approve or refuse the mandate and one-time exceptions
    OFFER_RECORD = "offer.record"  # put offers on record, within the mandate and one's authority; takes MOVE_RECORD too
    MOVE_RECORD = "move.record"  # keep the log of the table; an offer in it takes OFFER_RECORD too
    CAUCUS = "caucus"  # read and write on the private board of a pause
    OBSERVE = "observe"  # note what the other side does at the table, and how they negotiate
    OFFER_RELEASE = "offer.release"  # guard issues, release or hold the offers that cross the guard
    CLOSE_EDIT = "close.edit"  # agreed points, the summary, next steps
    CLOSE_SEND = "close.send"  # send the summary, make and withdraw the link for the other side
    DEAL_CLOSE = "deal.close"  # confirm the agreed points for us, close the deal
    COMMENT = "comment"
    EXPORT = "export"  # what one may see, as a file
    # On the record of a counterparty, from a seat on any deal with it
    COUNTERPARTY_VIEW = "counterparty.view"  # what is known of them across deals; no deal's secrets are in it
    COUNTERPARTY_EDIT = "counterparty.edit"


P = Permission

ORGANISATION_PERMISSIONS: dict[str, frozenset[Permission]] = {
    OrganisationRole.OWNER: frozenset(
        {P.ORGANISATION_VIEW, P.ORGANISATION_EDIT, P.MEMBERS_MANAGE, P.OWNERS_MANAGE, P.DEAL_CREATE}
    ),
    OrganisationRole.ADMIN: frozenset({P.ORGANISATION_VIEW, P.ORGANISATION_EDIT, P.MEMBERS_MANAGE, P.DEAL_CREATE}),
    OrganisationRole.MEMBER: frozenset({P.ORGANISATION_VIEW, P.DEAL_CREATE}),
}

_RECORD = frozenset({P.COUNTERPARTY_VIEW, P.COUNTERPARTY_EDIT})

# What an organisation role gives on every deal of the organisation, without a seat. No secrets here, ever.
UNSEATED_PERMISSIONS: dict[str, frozenset[Permission]] = {
    OrganisationRole.OWNER: frozenset({P.DEAL_VIEW, P.SEATS_MANAGE, P.DEAL_ARCHIVE}) | _RECORD,
    OrganisationRole.ADMIN: frozenset({P.DEAL_VIEW, P.SEATS_MANAGE, P.DEAL_ARCHIVE}) | _RECORD,
    OrganisationRole.MEMBER: frozenset(),
}

_TEAM = frozenset({P.DEAL_VIEW, P.COMMENT, P.PEOPLE_NOTE, P.SCORE}) | _RECORD
_SECRETS = frozenset({P.SECRETS_VIEW, P.TRADES_VIEW, P.EXPORT, P.CAUCUS})
_PLAN = frozenset({P.PLAN_EDIT, P.LEVER_PROPOSE, P.PEOPLE_EDIT, P.SECRETS_EDIT, P.TRADES_RUN, P.TRADES_DECIDE})
_RUN = frozenset({P.DEAL_EDIT, P.DEAL_ARCHIVE, P.SEATS_MANAGE, P.PEOPLE_ERASE, P.SCORING_RUN})
_TABLE = frozenset({P.MANDATE_DRAFT, P.OFFER_RECORD, P.MOVE_RECORD, P.CLOSE_EDIT})

SEAT_PERMISSIONS: dict[str, frozenset[Permission]] = {
    SeatRole.LEAD: _TEAM | _SECRETS | _PLAN | _RUN | _TABLE | {P.CLOSE_SEND, P.DEAL_CLOSE, P.OBSERVE},
    SeatRole.HOLDOUT: _TEAM | _SECRETS | _PLAN | _TABLE | {P.OFFER_RELEASE},
    SeatRole.COORDINATOR: _TEAM | _SECRETS | _PLAN | _RUN | _TABLE | {P.CLOSE_SEND, P.OBSERVE},
    SeatRole.EXPERT: _TEAM
    | {P.PEOPLE_EDIT, P.PLAN_EDIT_OWN, P.LEVER_PROPOSE, P.SECRETS_VIEW_OWN, P.SECRETS_EDIT_OWN, P.EXPORT},
    SeatRole.OBSERVER: _TEAM | {P.OBSERVE},
    SeatRole.SPONSOR: _TEAM | _SECRETS | {P.MANDATE_DECIDE},
}

# A right on one's own issues is the weaker form of the right on all.
OWN_FORM: dict[Permission, Permission] = {
    P.PLAN_EDIT: P.PLAN_EDIT_OWN,
    P.SECRETS_VIEW: P.SECRETS_VIEW_OWN,
    P.SECRETS_EDIT: P.SECRETS_EDIT_OWN,
}
OWN_FORMS = frozenset(OWN_FORM.values())

# What a seat that is limited to issues keeps of its rights on the whole deal; of the others it has the own form, on
# its issues, where there is one.
KEPT_WITH_ISSUES = frozenset({P.DEAL_VIEW, P.PEOPLE_NOTE, P.SCORE, P.COMMENT, P.EXPORT, P.LEVER_PROPOSE}) | _RECORD

# Every right on a deal in plain words, as the team's page says it after "may".
WORDS: dict[Permission, str] = {
    P.DEAL_VIEW: "see the plan and its history, without secrets",
    P.DEAL_EDIT: "change the deal's facts and its phase",
    P.DEAL_ARCHIVE: "archive the deal",
    P.SEATS_MANAGE: "seat people and hand seats over",
    P.PLAN_EDIT: "edit the plan",
    P.PLAN_EDIT_OWN: "edit the plan on own issues",
    P.LEVER_PROPOSE: "propose levers",
    P.SECRETS_VIEW: "see the secrets: limits, floor, alternatives",
    P.SECRETS_VIEW_OWN: "see the secrets of own issues",
    P.SECRETS_EDIT: "write secrets",
    P.SECRETS_EDIT_OWN: "write the secrets of own issues",
    P.TRADES_VIEW: "see suggested trades",
    P.TRADES_RUN: "ask for suggestions and rehearsals",
    P.TRADES_DECIDE: "take suggestions into the plan",
    P.PEOPLE_EDIT: "write about the people of both sides",
    P.PEOPLE_NOTE: "write notes about people",
    P.PEOPLE_ERASE: "erase what is written about a person",
    P.SCORE: "score blind",
    P.SCORING_RUN: "open and close rounds of blind scoring",
    P.MANDATE_DRAFT: "draft the mandate and submit it",
    P.MANDATE_DECIDE: "approve or refuse the mandate and exceptions",
    P.OFFER_RECORD: "put offers on record",
    P.MOVE_RECORD: "keep the log of the table",
    P.CAUCUS: "talk in the caucus",
    P.OBSERVE: "keep the observer’s sheet",
    P.OFFER_RELEASE: "hold offers and release them",
    P.CLOSE_EDIT: "write the agreed points, the summary and the next steps",
    P.CLOSE_SEND: "send the summary and the link to confirm",
    P.DEAL_CLOSE: "confirm the agreed points for us and close the deal",
    P.COMMENT: "comment",
    P.EXPORT: "export what they may see",
    P.COUNTERPARTY_VIEW: "read the counterparty's record",
    P.COUNTERPARTY_EDIT: "write in the counterparty's record",
}


def organisation_permissions(role: str) -> frozenset[Permission]:
    """What a member with this role may do in the organisation."""
    return ORGANISATION_PERMISSIONS[role]


def seat_permissions(seat: str, *, on_issues: bool) -> tuple[frozenset[Permission], frozenset[Permission]]:
    """What a seat gives on the whole deal, and what it gives on own issues: those owned, and those it is limited to."""
    held = SEAT_PERMISSIONS[seat]
    if not on_issues:
        return held, held & OWN_FORMS
    return held & KEPT_WITH_ISSUES, (held & OWN_FORMS) | {OWN_FORM[one] for one in held if one in OWN_FORM}
