"""What was said about the deal and what is in it, for a reader; and who would read what is said now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from negotiations.models import Comment, Deal, Issue, Stakeholder, Suggestion, Task
from negotiations.queries.deal.mentions import Bit, bits
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing, team

Target = Deal | Issue | Suggestion | Stakeholder


@dataclass(frozen=True)
class Said:
    """A comment as a reader sees it; its author may change it."""

    row: Comment
    text: str
    bits: tuple[Bit, ...]
    told: tuple[User, ...]  # who is mentioned outside of the text
    mine: bool
    may_do: bool
    about: str = ""
    url: str = ""


@dataclass(frozen=True)
class Thread:
    """What was said about one thing, the oldest first, and the form to say more."""

    noun: str
    pk: str
    title: str
    url: str  # of the thread itself
    home: str  # where the thing is
    said: tuple[Said, ...]
    may_say: bool
    may_hide: bool  # the writer chooses whether it is for readers of secrets only
    always_secret: bool
    readers: tuple[User, ...]
    secret_readers: tuple[User, ...]


def can_read(reader: Standing, *, secret: bool, issue: Issue | None = None, suggestion: bool = False) -> bool:
    """Whether this reader may see a comment on such a thing."""
    if not reader.can(Permission.DEAL_VIEW) or (suggestion and not reader.can(Permission.TRADES_VIEW)):
        return False
    return not secret or reader.can(Permission.SECRETS_VIEW, issue)


def reads_about(reader: Standing, target: Target, *, secret: bool) -> bool:
    """The same for something said about a row."""
    on_suggestion = isinstance(target, Suggestion)
    issue = target if isinstance(target, Issue) else None
    return can_read(reader, secret=secret or on_suggestion, issue=issue, suggestion=on_suggestion)


def visible(reader: Standing) -> QuerySet[Comment]:
    """The comments of the deal that this reader may see; of what was removed none. One query."""
    return readable(Comment.objects.filter(deal=reader.deal, removed_at__isnull=True), reader)


def readable(rows: QuerySet[Any], reader: Standing) -> QuerySet[Any]:
    """Those of these rows that the reader may see, by what they are about and whether they are secret."""
    rows = rows.filter(issue__removed_at__isnull=True, stakeholder__removed_at__isnull=True)
    if not reader.can(Permission.TRADES_VIEW):
        rows = rows.filter(suggestion__isnull=True)
    if reader.can(Permission.SECRETS_VIEW):
        return rows
    own = Issue.objects.filter(deal=reader.deal).filter(reader.own_issues(Permission.SECRETS_VIEW))
    return rows.filter(Q(secret=False) | Q(issue__in=own.values("pk")))


def about(rows: QuerySet[Comment], target: Target) -> QuerySet[Comment]:
    """Those of them that are about this."""
    if isinstance(target, Deal):
        return rows.filter(issue__isnull=True, suggestion__isnull=True, stakeholder__isnull=True)
    return rows.filter(**{target.noun: target})


def counts(reader: Standing) -> dict[UUID, int]:
    """How much was said about each issue, as far as this reader may see."""
    rows = visible(reader).filter(issue__isnull=False)
    return dict(rows.order_by().values_list("issue").annotate(Count("pk")))


def thread(reader: Standing, target: Target) -> Thread:
    """What was said about a thing that the reader may see. Five queries, whatever was said."""
    people = team(reader.deal)
    on_suggestion = isinstance(target, Suggestion)
    rows = list(about(visible(reader), target).order_by("at", "pk"))
    return Thread(
        noun=target.noun,
        pk=str(target.pk),
        title=title_of(target),
        url=thread_url(reader.deal.pk, target),
        home=home_of(target),
        said=tuple(_said(reader, rows_with(rows), people)),
        may_say=reader.can(Permission.COMMENT),
        may_hide=not on_suggestion and reads_about(reader, target, secret=True),
        always_secret=on_suggestion,
        readers=tuple(one.user for one in people if reads_about(one, target, secret=False)),
        secret_readers=tuple(one.user for one in people if reads_about(one, target, secret=True)),
    )


def latest(reader: Standing, limit: int = 100) -> tuple[Said, ...]:
    """The newest comments on anything, the newest first."""
    rows = rows_with(visible(reader).order_by("-at", "-pk")[:limit])
    return tuple(_said(reader, rows, team(reader.deal)))


def remarks(reader: Standing) -> dict[UUID, tuple[Said, ...]]:
    """What was said about suggestions, by suggestion."""
    rows = rows_with(visible(reader).filter(suggestion__isnull=False).order_by("at", "pk"))
    found: dict[UUID, list[Said]] = {}
    for said in _said(reader, rows, team(reader.deal) if rows else ()):
        if said.row.suggestion_id is not None:
            found.setdefault(said.row.suggestion_id, []).append(said)
    return {pk: tuple(few) for pk, few in found.items()}


def one(reader: Standing, row: Comment) -> Said:
    """A single comment that the reader may see."""
    return next(iter(_said(reader, rows_with([row]), team(reader.deal))))


def rows_with(rows: Iterable[Comment]) -> list[Comment]:
    """The rows with all that their words need."""
    pks = [row.pk for row in rows]
    found = Comment.objects.select_related("author", "wording", "issue", "suggestion", "stakeholder", "deal")
    by_pk = {row.pk: row for row in found.filter(pk__in=pks).prefetch_related("mentions__user")}
    return [by_pk[pk] for pk in pks]


def text_of(row: Comment, reader: Standing) -> str:
    """What a comment says, for a reader who may see it."""
    return str(opened(row.wording.secret_text, reader) if row.secret else row.wording.text)


def _said(reader: Standing, rows: Iterable[Comment], people: Iterable[Standing]) -> Iterable[Said]:
    standings = {one.user.pk: one for one in people}
    for row in rows:
        target = target_of(row)
        text = text_of(row, reader)
        mentioned = [
            mention.user
            for mention in row.mentions.all()
            if mention.user_id in standings and reads_about(standings[mention.user_id], target, secret=row.secret)
        ]
        pieces = bits(text, mentioned)
        shown = {piece.text[1:].casefold() for piece in pieces if piece.kind == "mention"}
        told = tuple(
            user
            for user in mentioned
            if str(user).casefold() not in shown and str(user).casefold().split()[0] not in shown
        )
        yield Said(
            row=row,
            text=text,
            bits=pieces,
            told=told,
            mine=row.author_id == reader.user.pk and reader.can(Permission.COMMENT),
            may_do=reader.can(Permission.COMMENT),
            about="" if isinstance(target, Deal) else title_of(target),
            url=home_of(target),
        )


def target_of(row: Comment | Task) -> Target:
    return row.issue or row.suggestion or row.stakeholder or row.deal


def title_of(target: Target) -> str:
    """What a thread is about; a suggestion is not told apart here: its words are secret and long."""
    if isinstance(target, Suggestion):
        return "a suggestion"
    return "the deal" if isinstance(target, Deal) else target.name


def home_of(target: Target) -> str:
    """The page on which the thread of this thing is."""
    if isinstance(target, Issue):
        here = {"deal_id": target.deal_id, "issue_id": target.pk}
        return reverse("negotiations:issue-detail", kwargs=here) + "#thread"
    if isinstance(target, Suggestion):
        return reverse("negotiations:trades-list", kwargs={"deal_id": target.deal_id}) + f"#suggestion-{target.pk}"
    if isinstance(target, Stakeholder):
        here = {"deal_id": target.deal_id, "stakeholder_id": target.pk}
        return reverse("negotiations:stakeholder-detail", kwargs=here) + "#thread"
    return reverse("negotiations:comment-list", kwargs={"deal_id": target.pk}) + "#thread"


def thread_url(deal_id: UUID, target: Target) -> str:
    """Where the thread of this thing is, as a page of its own and for its own changes."""
    place = {"deal_id": deal_id, "about": target.noun, "about_id": target.pk}
    return reverse("negotiations:comment-thread", kwargs=place)
