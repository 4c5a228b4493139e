"""What is written about a person can be erased, from the log too; the log still holds."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from accounts.permissions import SeatRole
from negotiations.access import open_deal
from negotiations.actions import interests, notes, stakeholders, undo
from negotiations.actions.notes import erase_due
from negotiations.actions.writing import Rejected
from negotiations.models import Deal, Event, EventPersonal, EventSecret, Stakeholder, StakeholderNote
from negotiations.queries.history import page as history
from negotiations.queries.history.chain import Broken, verify
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.people import make_influence, make_interest, make_stakeholder

pytestmark = pytest.mark.django_db
WORDS = ("Quetzal", "Narwhal", "Ibis", "Axolotl", "Zebrafinch", "Cassowary")


def everything_written() -> str:
    """All rows of all tables of ours, as text: a word that was erased is in none of them."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t')  # noqa: S608 - names of our own tables
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def checked(plan: Plan) -> Broken | None:
    return verify(Deal.objects.get(pk=plan.deal.pk))


@pytest.fixture
def person(plan: Plan) -> Stakeholder:
    """Somebody with a word in every place where something can be written about a person."""
    do: dict[str, Any] = {"by": plan.lead, "at": NOW}
    who = make_stakeholder(plan.deal, "Marta Quetzal", title="Head")
    stakeholders.edit(who, "title", "Head of Narwhal", seen=None, **do)
    interest = make_interest(who, "An Ibis interest")
    interests.edit(interest, "text", "Another Ibis interest", seen=None, **do)
    motive = interests.add_motive(who, text="Wants an Axolotl", **do)
    interests.edit_motive(motive, "Wants two Axolotls", seen=None, **do)
    notes.add(who, text="Keeps a Zebrafinch", **do)
    make_influence(make_stakeholder(plan.deal, "João Reis"), who, note="The Cassowary way")
    stakeholders.edit(who, "name", "Marta Alves Quetzal", seen=None, **do)
    return who


def test_erasing_leaves_no_word_and_an_intact_log(plan: Plan, person: Stakeholder) -> None:
    before = everything_written()
    assert all(word in before for word in WORDS)  # what could stay is there

    stakeholders.erase(person, by=plan.lead, at=NOW)

    after = everything_written()
    assert [word for word in WORDS if word in after] == []
    assert checked(plan) is None
    said = " ".join(entry.text for entry in history.recent(open_deal(plan.lead, plan.deal.pk, "deal.view"), 50))
    assert "erased all that was written about" in said
    assert "somebody who was erased" in said


def test_what_is_erased_does_not_come_back(plan: Plan, person: Stakeholder) -> None:
    stakeholders.remove(person, by=plan.lead, at=NOW)
    stakeholders.erase(person, by=plan.lead, at=NOW)
    with pytest.raises(Rejected):
        undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    with pytest.raises(Rejected):
        stakeholders.erase(person, by=plan.lead, at=NOW)
    person.refresh_from_db()
    assert (person.name, person.title) == ("", "")
    assert person.removed_at


def test_the_log_holds_values_until_then_and_undo_uses_them(plan: Plan, person: Stakeholder) -> None:
    event = Event.objects.filter(deal=plan.deal, noun="stakeholder", field="name").latest("seq")
    assert (event.before, event.after) == (None, None)
    assert event.stored("before") == "Marta Quetzal"
    said = history.recent(open_deal(plan.lead, plan.deal.pk, "deal.view"))[0].text
    assert "from Marta Quetzal to Marta Alves Quetzal" in said
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    person.refresh_from_db()
    assert person.name == "Marta Quetzal"
    assert checked(plan) is None


def test_personal_values_can_only_be_erased(plan: Plan, person: Stakeholder) -> None:
    rows = EventPersonal.objects.filter(event__deal=plan.deal)
    attempts = [
        lambda: rows.update(after="x"),
        lambda: rows.update(before=None, after=None, salt="", erased=True, digest="0" * 64),
        lambda: rows.update(before=None, after=None, erased=True),  # with its salt a digest can be guessed
        lambda: rows.all().delete(),
    ]
    for attempt in attempts:
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            attempt()


def test_a_changed_personal_value_is_noticed(plan: Plan, person: Stakeholder) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table negotiations_eventpersonal disable trigger user")
        cursor.execute("update negotiations_eventpersonal set after = '\"Somebody else\"'")
    broken = checked(plan)
    assert broken is not None
    assert "personal" in broken.why


def test_a_motive_is_secret_and_never_in_the_append_only_part(plan: Plan, person: Stakeholder) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    shown = history.visible(open_deal(observer, plan.deal.pk, "deal.view"))
    assert not shown.filter(noun="motive").exists()
    assert "Axolotl" not in str(list(EventSecret.objects.values()))
    with pytest.raises(PermissionDenied):
        interests.add_motive(person, text="x", by=observer, at=NOW)


def test_notes_go_on_their_day(plan: Plan, person: Stakeholder) -> None:
    do: dict[str, Any] = {"by": plan.lead, "at": NOW}
    notes.add(person, text="Due", delete_on=date(2026, 12, 1), **do)
    later = notes.add(person, text="Later", delete_on=date(2026, 12, 2), **do)
    assert erase_due(date(2026, 12, 1), at=NOW) == 1
    assert erase_due(date(2026, 12, 1), at=NOW) == 0
    left = StakeholderNote.objects.filter(stakeholder=person, delete_on__isnull=False)
    assert list(left) == [later]
    last = Event.objects.filter(deal=plan.deal).latest("seq")
    assert (last.noun, last.verb, last.actor) == ("note", "erased", None)
    assert checked(plan) is None


def test_a_note_is_erased_by_its_author_or_who_may(plan: Plan, person: Stakeholder) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    own = notes.add(person, text="Looks at the clock", by=observer, at=NOW)
    mine = notes.add(person, text="For me", privacy="mine", by=observer, at=NOW)
    lead_note = StakeholderNote.objects.get(stakeholder=person, author=plan.lead)
    with pytest.raises(Rejected):
        notes.erase(lead_note, by=observer, at=NOW)
    with pytest.raises(Rejected):
        notes.erase(mine, by=plan.lead, at=NOW)
    notes.erase(own, by=plan.lead, at=NOW)
    notes.erase(mine, by=observer, at=NOW)
    assert list(StakeholderNote.objects.filter(stakeholder=person)) == [lead_note]
