"""Saying something: who can read it, whom it tells, taken back and said otherwise."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import comments, issues, stakeholders, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Comment, Event, EventSecret, InboxItem, Wording
from negotiations.queries.deal.comments import thread, visible
from negotiations.queries.standing import standing
from negotiations.secrets import unwrap_for_storage
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.trades import compute

pytestmark = pytest.mark.django_db


def person(plan: Plan, role: SeatRole, name: str) -> object:
    return seat(plan.deal, role, make_member(plan.deal.organisation, name=name))


def reads(plan: Plan, user: object) -> set[str]:
    reader = standing(user, plan.deal)
    assert reader is not None
    return {said.text for target in (plan.deal, plan.price, plan.payment) for said in thread(reader, target).said}


def told(user: object) -> list[str]:
    return [item.noun for item in InboxItem.objects.filter(user=user)]


def test_who_is_named_is_told(plan: Plan) -> None:
    paulo, ines = person(plan, SeatRole.EXPERT, "Paulo Sá"), person(plan, SeatRole.OBSERVER, "Inês Castro")
    text = "@paulo sá, can we? See https://a.example/b. (ask @Inês), mail x@ines.example, 5 @ 60"
    row = comments.add(plan.deal, about=plan.price, text=text, by=plan.lead, at=NOW)
    assert (told(paulo), told(ines)) == (["comment"], ["comment"])
    assert {mention.user_id for mention in row.mentions.all()} == {paulo.pk, ines.pk}
    said = thread(standing(ines, plan.deal), plan.price).said[0]
    assert [bit.text for bit in said.bits if bit.kind == "mention"] == ["@paulo sá", "@Inês"]
    assert [bit.text for bit in said.bits if bit.kind == "link"] == ["https://a.example/b"]
    assert "".join(bit.text for bit in said.bits) == text
    assert said.told == ()


def test_a_removed_member_shows_plain(plan: Plan) -> None:
    paulo = person(plan, SeatRole.EXPERT, "Paulo Sá")
    comments.add(plan.deal, about=plan.price, text="@Paulo Sá?", by=plan.lead, at=NOW)
    paulo.memberships.all().delete()
    said = thread(standing(plan.lead, plan.deal), plan.price).said[0]
    assert [bit.kind for bit in said.bits] == [""]


@pytest.mark.parametrize("secret", [True, False])
def test_who_could_not_read_it_is_refused_at_the_field(plan: Plan, secret: bool) -> None:
    person(plan, SeatRole.OBSERVER, "Inês Castro")
    make_member(plan.deal.organisation, name="Carl Colleague")
    name, why = ("Inês Castro", "see secrets") if secret else ("Carl Colleague", "no seat")
    with pytest.raises(Rejected, match=why) as refused:
        comments.add(plan.deal, about=plan.price, text=f"@{name} ?", secret=secret, by=plan.lead, at=NOW)
    assert refused.value.field == "text"
    assert not Comment.objects.exists()
    assert not Wording.objects.exists()
    carl = make_member(plan.deal.organisation, name="Other")
    with pytest.raises(Rejected) as refused:
        comments.add(plan.deal, about=plan.deal, text="Hm", tell=[carl.pk], by=plan.lead, at=NOW)
    assert refused.value.field == "tell"


def test_two_of_one_name_are_told_apart(plan: Plan) -> None:
    first, second = person(plan, SeatRole.EXPERT, "Ana Costa"), person(plan, SeatRole.EXPERT, "Ana Costa")
    with pytest.raises(Rejected, match="Several people"):
        comments.add(plan.deal, about=plan.deal, text="@Ana Costa", by=plan.lead, at=NOW)
    comments.add(plan.deal, about=plan.deal, text="@Ana Costa", tell=[second.pk], by=plan.lead, at=NOW)
    assert (told(first), told(second)) == ([], ["comment"])


def test_secret_ones_are_for_readers_of_secrets(plan: Plan) -> None:
    observer, expert = person(plan, SeatRole.OBSERVER, "Inês"), person(plan, SeatRole.EXPERT, "Paulo")
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    who = {"by": plan.lead, "at": NOW}
    comments.add(plan.deal, about=plan.price, text="open price", **who)
    comments.add(plan.deal, about=plan.price, text="secret price", secret=True, **who)
    comments.add(plan.deal, about=plan.payment, text="secret payment", secret=True, **who)
    comments.add(plan.deal, about=plan.deal, text="secret deal", secret=True, **who)
    suggestion = compute(plan.deal).suggestions.order_by("rank")[0]
    comments.add(plan.deal, about=suggestion, text="trade", **who)
    assert reads(plan, observer) == {"open price"}
    assert reads(plan, expert) == {"open price", "secret payment"}
    assert reads(plan, plan.lead) == {"open price", "secret price", "secret payment", "secret deal"}
    assert [visible(standing(user, plan.deal)).count() for user in (observer, expert, plan.lead)] == [1, 2, 5]
    for about in (plan.price, suggestion):
        with pytest.raises((Rejected, PermissionDenied)):
            comments.add(plan.deal, about=about, text="x", secret=True, by=observer, at=NOW)


def test_the_log_holds_no_text(plan: Plan) -> None:
    for secret in (True, False):
        row = comments.add(plan.deal, about=plan.price, text="pelican", secret=secret, by=plan.lead, at=NOW)
        comments.edit(row, text="pelican two", by=plan.lead, at=NOW)
        comments.remove(row, by=plan.lead, at=NOW)
    events = Event.objects.filter(deal=plan.deal, noun="comment").order_by("seq")
    assert [event.secret for event in events] == [True] * 3 + [False] * 3
    kept = [str((e.before, e.after)) for e in events]
    secrets = EventSecret.objects.filter(event__in=events)
    kept += [str([unwrap_for_storage(value) for value in (one.before, one.after)]) for one in secrets]
    assert len(kept) == 9
    assert not any("pelican" in text for text in kept)


def test_said_otherwise_and_taken_back_with_undo(plan: Plan) -> None:
    paulo = person(plan, SeatRole.EXPERT, "Paulo Sá")
    row = comments.add(plan.deal, about=plan.price, text="First", by=plan.lead, at=NOW)
    comments.edit(row, text="Second, @Paulo Sá", by=plan.lead, at=NOW)
    assert told(paulo) == ["comment"]
    InboxItem.objects.all().delete()
    comments.edit(row, text="Third, @Paulo Sá", by=plan.lead, at=NOW)
    assert told(paulo) == [], "told once"
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert reads(plan, paulo) == {"First"}
    comments.remove(row, by=plan.lead, at=NOW)
    assert reads(plan, paulo) == set()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert reads(plan, paulo) == {"First"}
    with pytest.raises(Rejected):
        comments.edit(row, text="Mine now", by=paulo, at=NOW)


def test_nonsense_and_who_may_not(plan: Plan) -> None:
    for text in ("", " \n ", "x" * 2001):
        with pytest.raises(Rejected):
            comments.add(plan.deal, about=plan.price, text=text, by=plan.lead, at=NOW)
    owner = make_member(plan.deal.organisation, OrganisationRole.OWNER)
    with pytest.raises(PermissionDenied):
        comments.add(plan.deal, about=plan.deal, text="Hello", by=owner, at=NOW)
    issues.remove(plan.price, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="removed"):
        comments.add(plan.deal, about=plan.price, text="Hello", by=plan.lead, at=NOW)


def test_what_was_said_about_somebody_erased_is_erased(plan: Plan) -> None:
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    row = stakeholders.add(plan.deal, side="theirs", name="Silvia Rossi", **who)
    for secret in (True, False):
        said = comments.add(plan.deal, about=row, text="pelican", secret=secret, **who)
        comments.edit(said, text="pelican two", **who)
    assert len(thread(standing(plan.lead, plan.deal), row).said) == 2
    stakeholders.erase(row, **who)
    left = {(one.text, unwrap_for_storage(one.secret_text)) for one in Wording.objects.filter(deal=plan.deal)}
    assert left == {("", None)}
    assert not visible(standing(plan.lead, plan.deal)).exists()
