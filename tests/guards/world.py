"""One organisation with everybody in it, a deal with every kind of row, and a second one where we have no business."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import agenda, comments, deals, evidence, todos
from tests.factories.accounts import make_api_token, make_member, make_organisation, make_user
from tests.factories.close import close_rows
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.counterparties import make_sighting
from tests.factories.mandate import mandate_rows
from tests.factories.money import money_rows
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.people import people_rows
from tests.factories.power import power_rows
from tests.factories.preparation import prepared_rows
from tests.factories.reviews import review_rows
from tests.factories.rules import make_rule
from tests.factories.scoring import scoring_round
from tests.factories.sight import sight_rows
from tests.factories.table import ledger_rows, table_rows
from tests.factories.tactics import tactics_rows
from tests.factories.trades import compute

ROLES = ("nobody", "outsider", "colleague", "owner", "admin", *SeatRole.values)


@dataclass
class World:
    """``people`` by role: an organisation role without a seat, or a seat; ``nobody`` is not signed in."""

    plan: Plan
    foreign: Plan
    people: dict[str, User | None]
    ids: dict[str, Any]
    foreign_ids: dict[str, Any]

    def arguments(self, names: list[str], **changes: Any) -> dict[str, Any]:
        """Path arguments for these parameter names; a name that the world does not know fails the guard."""
        return {name: changes.get(name, self.ids[name]) for name in names}


def missing(name: str, value: Any) -> Any:
    """An id of the same kind that nothing has."""
    return 99999999 if isinstance(value, int) else uuid4()


def make_world() -> World:
    organisation = make_organisation("Ours")
    lead = make_member(organisation, name="Lea Lead")
    plan = make_plan(organisation=organisation, lead=lead)
    people: dict[str, User | None] = {
        "nobody": None,
        "outsider": make_plan().lead,
        "colleague": make_member(organisation, name="Carl Colleague"),
        "owner": make_member(organisation, OrganisationRole.OWNER, name="Olga Owner"),
        "admin": make_member(organisation, OrganisationRole.ADMIN, name="Adam Admin"),
        "lead": lead,
    }
    for role in SeatRole.values:
        if role != SeatRole.LEAD:
            people[role] = seat(plan.deal, SeatRole(role), make_member(organisation, name=f"{role.title()} Person"))
    foreign = make_plan()
    return World(plan, foreign, people, rows_of(plan), rows_of(foreign))


def rows_of(plan: Plan) -> dict[str, Any]:
    """Every path parameter of the project, for this plan."""
    deal = plan.deal
    job = compute(deal)
    suggestion = job.suggestions.order_by("rank").first()
    bystander = make_member(deal.organisation, name="Bea Bystander")  # somebody whom no role of the test is
    membership = bystander.memberships.get()
    invitation = deal.organisation.invitations.create(
        email=make_user().email,
        token_digest=uuid4().hex,
        created_at=NOW,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )
    concession = make_concessions(plan)
    return {
        "concession_id": concession.pk,
        "step_id": concession.steps.order_by("position").values_list("pk", flat=True)[0],
        "rehearsal_id": rehearse(plan, concession, runs=20).pk,
        "organisation_id": deal.organisation_id,
        "membership_id": membership.pk,
        "token_id": make_api_token(bystander)[0].reference,
        "token": "no-such-token",
        "uidb36": "1",
        "key": "no-such-key",
        "pk": 999999,
        "invitation_id": invitation.pk,
        "deal_id": deal.pk,
        "issue_id": plan.payment.pk,
        "option_id": plan.warranty.options.order_by("pk").first().pk,
        "party": "ours",
        "sheet": "plan",
        "alternative_id": plan.alternative.pk,
        "rule_id": make_rule(plan).pk,
        "evidence_id": evidence.note_order(deal, more=plan.payment.pk, by=plan.lead, at=NOW).pk,
        "lever_id": plan.lever.pk,
        **rows_of_areas(plan),
        "seat_id": deal.seats.exclude(role="lead").order_by("pk").values_list("pk", flat=True).first() or 0,
        "job_id": job.pk,
        "suggestion_id": suggestion.pk,
        "category": "goods",
        "counterparty_id": deal.counterparty_id,
        "section": "styles",
        "entry_id": make_sighting(plan).pk,
        "field": "target",
        "noun": "limits",
        "seq": 1,
        "object_id": plan.price.pk,
    }


def rows_of_areas(plan: Plan) -> dict[str, Any]:
    """Those of the areas that have factories of their own."""
    scored = {"round_id": scoring_round(plan).pk}
    return {
        **money_rows(plan),
        **mandate_rows(plan),
        **table_rows(plan),
        **prepared_rows(plan),
        **power_rows(plan),
        **close_rows(plan),
        **ledger_rows(plan),
        **review_rows(plan),
        **scored,
        **people_rows(plan),
        **talk_rows(plan),
        **sight_rows(plan),
        **tactics_rows(plan),
    }


def talk_rows(plan: Plan) -> dict[str, Any]:
    """What the team said, and when it meets, by path parameter."""
    said = comments.add(plan.deal, about=plan.payment, text="Why 60?", by=plan.lead, at=NOW)
    when = NOW + timedelta(days=9)
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    meeting = deals.add_meeting(plan.deal, starts_at=when, title="First meeting", place="Porto", **who)
    task = todos.add(plan.deal, todos.New("Ask finance what 60 days cost", plan.lead), **who)
    item = agenda.add(plan.deal, meeting, title="Payment", minutes=20, issue=plan.payment, **who)
    ids = {
        "agenda_item_id": item.pk,
        "comment_id": said.pk,
        "meeting_id": meeting.pk,
        "task_id": task.pk,
        "item_id": uuid4(),
    }
    return {"about": "issue", "about_id": plan.payment.pk, **ids}
