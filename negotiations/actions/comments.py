"""Comments on the deal, an issue, a suggestion or a stakeholder, and whom they tell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import inbox
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import InboxKind
from negotiations.models import Comment, Deal, Event, Mention, Stakeholder, Suggestion, Wording
from negotiations.queries.deal.comments import Target, reads_about, target_of, text_of
from negotiations.queries.deal.mentions import handles, named
from negotiations.queries.standing import team
from negotiations.secrets import unwrap_for_storage

MOST = 2000


def add(
    deal: Deal, *, about: Target, text: str, by: User, at: datetime, secret: bool = False, tell: Iterable[int] = ()
) -> Comment:
    """Say something to those who may see ``about``; ``secret``: only to those of them who may see secrets.

    Whom the text names with ``@``, and the members in ``tell``, find it in their inbox. Raises ``Rejected`` for an
    empty or endless text, and for a mention of somebody who could not read it.
    """
    text = _checked(text)
    with writing(deal, Permission.COMMENT, by=by, at=at) as write:
        target = live_target(write, about)
        secret = secret or isinstance(target, Suggestion)
        allowed(write, target, secret)
        row = Comment(deal=write.deal, author=by, at=at, secret=secret, wording=_wording(write, text, secret))
        if not isinstance(target, Deal):
            setattr(row, target.noun, target)
        people = _mentioned(write, target, secret, text, tell)
        write.add(row, summary={"about": target.noun, "id": str(target.pk)})
        _tell(write, row, people)
        return row


def edit(comment: Comment, *, text: str, by: User, at: datetime) -> Comment:
    """Say it otherwise. Only the author may; who is named anew is told. Raises ``Rejected``."""
    text = _checked(text)
    with writing(comment.deal, Permission.COMMENT, by=by, at=at) as write:
        row = _own(write, comment)
        target = target_of(row)
        allowed(write, target, row.secret)
        if text_of(row, write.standing) == text:
            return row
        people = _mentioned(write, target, row.secret, text, ())
        write.change(row, "wording", _wording(write, text, row.secret))
        _tell(write, row, people)
        return row


def remove(comment: Comment, *, by: User, at: datetime) -> None:
    """Take a comment of one's own back; undo brings it again."""
    with writing(comment.deal, Permission.COMMENT, by=by, at=at) as write:
        write.remove(_own(write, comment))


def erase_about(write: Write, stakeholder: Stakeholder) -> None:
    """Blank for good whatever was said about somebody who is erased: the log names the wordings and holds no text."""
    for row in Comment.objects.filter(deal=write.deal, stakeholder=stakeholder):
        named = Event.objects.filter(deal=write.deal, noun=row.noun, object_id=str(row.pk), field="wording")
        earlier = [row.wording_id, *_stored(named)]
        Wording.objects.filter(deal=write.deal, pk__in=earlier).update(text="", secret_text=None)


def _stored(events: QuerySet[Event]) -> list[Any]:
    """The wordings that these edits replaced or gave."""
    found = []
    for event in events.select_related("secrets"):
        kept = getattr(event, "secrets", None) if event.secret else event
        found += [unwrap_for_storage(value) for value in (kept.before, kept.after)] if kept else []
    return [pk for pk in found if pk]


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Rejected("Write something first.", "text")
    if len(text) > MOST:
        raise Rejected(f"At most {MOST} characters.", "text")
    return text


def allowed(write: Write, target: Target, secret: bool) -> None:
    """The writer must be able to read it too. A suggestion is opened by the right to trades itself."""
    if isinstance(target, Suggestion):
        write.standing.require(Permission.TRADES_VIEW)
    if not reads_about(write.standing, target, secret=secret):
        raise Rejected("Only those who see secrets can say something to readers of secrets.", "secret")


def live_target(write: Write, about: Target) -> Target:
    """The target as it is under the lock."""
    if isinstance(about, Deal):
        return write.deal
    live = {} if isinstance(about, Suggestion) else {"removed_at": None}
    rows: QuerySet[Any] = type(about)._default_manager.filter(deal=write.deal, pk=about.pk, **live)
    found: Target | None = rows.first()
    if found is None:
        raise Rejected(f"This {about.noun} was removed meanwhile.")
    return found


def _own(write: Write, comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).filter(deal=write.deal, author=write.by, pk=comment.pk)
    row = (
        rows.filter(removed_at__isnull=True)
        .select_related("wording", "issue", "suggestion", "stakeholder", "deal")
        .first()
    )
    if row is None:
        raise Rejected("This comment was removed meanwhile. Undo brings it back.")
    return row


def _wording(write: Write, text: str, secret: bool) -> Wording:
    fields = {"secret_text": text} if secret else {"text": text}
    return Wording.objects.create(deal=write.deal, at=write.at, **fields)


def _mentioned(write: Write, target: Target, secret: bool, text: str, tell: Iterable[int]) -> list[User]:
    """Whom to tell. Raises ``Rejected`` when one of them could not read it, or when a name means several people."""
    members = {one.user.pk: one for one in team(write.deal)}
    asked = {pk: members.get(pk) for pk in tell}
    if None in asked.values():
        raise Rejected("Only members of the organisation can be told.", "tell")
    wanted = {pk: "tell" for pk in asked}
    for one in named(text, handles(member.user for member in members.values())):
        readers = [user for user in one.people if reads_about(members[user.pk], target, secret=secret)]
        if any(user.pk in wanted for user in readers):
            continue
        if len(readers) > 1:
            raise Rejected(f"Several people are called {readers[0]}: choose one of them under “Tell”.", "text")
        for user in readers[:1] or one.people[:1]:
            wanted.setdefault(user.pk, "text")
    for pk, field in wanted.items():
        if not reads_about(members[pk], target, secret=secret):
            raise Rejected(_cannot(members[pk].user, members[pk].can(Permission.DEAL_VIEW)), field)
    return [members[pk].user for pk in wanted]


def _cannot(user: User, sees_deal: bool) -> str:
    why = "this is for those who see secrets" if sees_deal else "they have no seat on this deal"
    return f"{user} could not read it: {why}. Take the name out, or tell them in another way."


def _tell(write: Write, row: Comment, people: Iterable[User]) -> None:
    told = set(Mention.objects.filter(comment=row).values_list("user_id", flat=True))
    fresh = [user for user in people if user.pk not in told]
    Mention.objects.bulk_create(Mention(comment=row, user=user) for user in fresh)
    for user in fresh:
        inbox.notify(write, user, InboxKind.MENTION, row)
