"""Evidence of what they want: noted and taken back, never edited."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.alternatives import plain
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.levels import scale_of
from negotiations.models import Deal, Evidence, Issue, MandateVersion, OfferStep
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.theirs.evidence import latest, offers

MAX_SAID_BY, MAX_SOURCE = 120, 160
MOST = 400  # pieces of evidence on a deal: more than any talk has
SOON = timedelta(days=1)  # clocks and time zones differ

Levels = Mapping[UUID, Decimal]


def note_offer(
    deal: Deal, *, party: Party, levels: Levels, by: User, at: datetime, answers: UUID | None = None, **facts: Any
) -> Evidence:
    """An offer on the table: levels of some issues or all. ``answers`` is the offer of the other party it replied to.

    ``facts`` of every kind: ``confidence``, ``said_by``, ``source``, ``happened_at`` (now unless named). Raises
    ``Rejected`` naming the part that is wrong.
    """
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        if party == Party.OURS and MandateVersion.objects.filter(deal=write.deal).exists():
            raise Rejected("Put our offers on record at the table: there the mandate is checked.", "party")
        return insert_offer(write, party=party, levels=levels, answers=answers, **facts)


def insert_offer(write: Write, *, party: Party, levels: Levels, answers: UUID | None = None, **facts: Any) -> Evidence:
    """The same within an open write."""
    if not levels:
        raise Rejected("Give at least one level of the offer.", "levels")
    body = {"levels": stored_levels(write.deal, levels)}
    other = Party.OURS if party == Party.THEIRS else Party.THEIRS
    answered = _offer(write, answers, other) if answers else None
    return _insert(write, EvidenceKind.OFFER, body, party=party, answers=answered, **facts)


def put_offer(deal: Deal, *, levels: Levels, by: User, at: datetime) -> Evidence | None:
    """Their last offer as it is typed to be answered: noted unless it stands so already; no levels take it back."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        found = latest(offers(load_plan(write.deal), write.standing), Party.THEIRS)
        if not levels:
            if found is not None and not OfferStep.objects.filter(evidence=found.row).exists():
                write.remove(found.row)
            return None
        if found is not None and found.standing == levels:
            return found.row
        return insert_offer(write, party=Party.THEIRS, levels=levels)


def note_refusal(deal: Deal, *, answers: UUID, by: User, at: datetime, **facts: Any) -> Evidence:
    """They refused an offer of ours, without another of theirs."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return _insert(write, EvidenceKind.REFUSAL, {}, answers=_offer(write, answers, Party.OURS), **facts)


def note_preference(deal: Deal, *, better: Levels, worse: Levels, by: User, at: datetime, **facts: Any) -> Evidence:
    """They would rather have ``better`` than ``worse``: levels of the same issues, different ones."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return insert_preference(write, better=better, worse=worse, **facts)


def insert_preference(write: Write, *, better: Levels, worse: Levels, **facts: Any) -> Evidence:
    """The same within an open write."""
    body = {"better": stored_levels(write.deal, better), "worse": stored_levels(write.deal, worse)}
    if not better or set(better) != set(worse):
        raise Rejected("Give both levels: the one they would rather have and the other.", "worse")
    if body["better"] == body["worse"]:
        raise Rejected("Both are the same.", "worse")
    return _insert(write, EvidenceKind.PREFERENCE, body, **facts)


def note_order(deal: Deal, *, more: UUID, by: User, at: datetime, less: UUID | None = None, **facts: Any) -> Evidence:
    """One issue matters more to them than another, or than any (``less`` is None)."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return insert_order(write, more=more, less=less, **facts)


def insert_order(write: Write, *, more: UUID, less: UUID | None = None, **facts: Any) -> Evidence:
    """The same within an open write."""
    if more == less:
        raise Rejected("Choose two different issues.", "less")
    live = _issues(write.deal)
    for name, pk in (("more", more), ("less", less)):
        if pk is not None and pk not in live:
            raise Rejected("This issue was removed meanwhile.", name)
    return _insert(write, EvidenceKind.ORDER, {"more": str(more), "less": str(less) if less else None}, **facts)


def note_choice(
    deal: Deal, *, packages: Iterable[Levels], picked: int, by: User, at: datetime, **facts: Any
) -> Evidence:
    """They leaned to one of the packages that we showed them."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return insert_choice(write, packages=packages, picked=picked, **facts)


def insert_choice(write: Write, *, packages: Iterable[Levels], picked: int, **facts: Any) -> Evidence:
    """The same within an open write."""
    shown = [stored_levels(write.deal, levels) for levels in packages]
    if len(shown) < 2:
        raise Rejected("A choice needs two packages at least.", "packages")
    if not 0 <= picked < len(shown):
        raise Rejected("Choose one of the packages.", "choice")
    return _insert(write, EvidenceKind.CHOICE, {"packages": shown, "picked": picked}, **facts)


def note_silence(
    deal: Deal, *, topic: str, issues: Iterable[UUID], packages: Iterable[Levels], asked: bool, by: User, at: datetime,
    **facts: Any,
) -> Evidence:  # fmt: skip
    """A question that has no answer: they would not say (``asked``), or we do not mean to ask it."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        body = {
            "topic": topic,
            "issues": [str(pk) for pk in issues],
            "packages": [stored_levels(write.deal, levels) for levels in packages],
            "asked": asked,
        }
        return _insert(write, EvidenceKind.SILENCE, body, **facts)


def remove(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Take a piece of evidence back, as if it had never been noted; undo brings it again."""
    with writing(evidence.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = Evidence.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=evidence.pk).first()
        if row is None or row.removed_at is not None:
            raise Rejected("This was removed meanwhile. Undo brings it back.")
        if OfferStep.objects.filter(evidence=row).exists():
            raise Rejected("This offer is on record, so the estimate goes on learning from it.")
        write.remove(row)


def _insert(write: Write, kind: EvidenceKind, body: dict[str, Any], **facts: Any) -> Evidence:
    known = {"party", "answers", "confidence", "said_by", "source", "happened_at", "question"}
    if set(facts) - known:
        raise TypeError(f"not facts of evidence: {sorted(set(facts) - known)}")
    _check(write, facts)
    facts.setdefault("happened_at", write.at)
    row = Evidence(deal=write.deal, kind=kind, body=body, number=write.deal.seq + 1, **facts)
    write.add(row, summary=kind)
    return row


def _check(write: Write, facts: Mapping[str, Any]) -> None:
    if facts.get("confidence", Confidence.SAID) not in Confidence.values:
        raise Rejected("Choose how sure it is.", "confidence")
    for name, most in (("said_by", MAX_SAID_BY), ("source", MAX_SOURCE)):
        if len(facts.get(name, "")) > most:
            raise Rejected(f"At most {most} characters.", name)
    if facts.get("happened_at", write.at) > write.at + SOON:
        raise Rejected("This day is still to come.", "happened_at")
    if Evidence.objects.filter(deal=write.deal, removed_at__isnull=True).count() >= MOST:
        raise Rejected(f"There are {MOST} pieces of evidence. Remove some that say nothing new.")


def _offer(write: Write, pk: UUID, party: Party) -> Evidence:
    rows = Evidence.objects.filter(deal=write.deal, removed_at__isnull=True, kind=EvidenceKind.OFFER, party=party)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Rejected("The offer that this answers was removed meanwhile.", "answers")
    return row


def _issues(deal: Deal) -> dict[UUID, Issue]:
    live = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    return {issue.pk: issue for issue in live}


def stored_levels(deal: Deal, levels: Levels) -> dict[str, str]:
    """Levels as they are stored. A level outside the issue's range is refused: the range comes first."""
    live = _issues(deal)
    for pk, level in levels.items():
        issue = live.get(pk)
        if issue is None:
            raise Rejected("This issue was removed meanwhile.", str(pk))
        scale = scale_of(issue, deal.currency)
        if scale.is_numeric:
            known = scale.low is not None and scale.high is not None and scale.low <= level <= scale.high
        else:
            known = level in {Decimal(number) for number in scale.options}
        if not known:
            raise Rejected(f"Not a level of {issue.name}.", str(pk))
    return {str(pk): plain(level) for pk, level in levels.items()}
