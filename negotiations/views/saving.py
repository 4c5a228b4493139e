"""How a save of one field is answered: the fresh page, the error at the field, or both values of a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from negotiations.actions.writing import Conflict, Rejected
from negotiations.levels import NotALevel
from negotiations.queries.plan.cells import Conflicting, Outcome
from negotiations.views.rendering import wants_fragment

# Shows the page again, with what became of the save.
Show = Callable[[Outcome | None, int], HttpResponse]
Words = Callable[[Any], str]


@dataclass(frozen=True)
class Save:
    """One save: which cell it is, how its text is read and written, how a value of it is said."""

    cell: str
    read: Callable[[str], Any]
    write: Callable[[Any, int | None], object]
    words: Words


def save(request: HttpRequest, one: Save, show: Show) -> HttpResponse:
    """Save the field ``value`` of a form that saw ``version``.

    "Keep theirs" of a conflict writes nothing and leaves what was typed beside the field, from where ``resolve=kept``
    takes it up again.
    """
    resolve = request.POST.get("resolve")
    typed = {"value": request.POST.get("kept" if resolve == "kept" else "value", "")}
    if resolve == "theirs":
        # a plain form is answered with the page itself: a redirect would forget what was typed
        return show(Outcome(one.cell, "kept", typed), 200 if wants_fragment(request) else 409)
    try:
        value = one.read(typed["value"])
        one.write(value, seen_version(request.POST))
    except (NotALevel, Rejected) as error:
        return show(Outcome(one.cell, "invalid", typed, str(error)), 422)
    except Conflict as conflict:
        return show(Outcome(one.cell, "conflict", typed, conflict=conflicting(conflict, one.words)), 409)
    return show(Outcome(one.cell, "saved"), 200)


def seen_version(data: Mapping[str, str]) -> int:
    """The version that a form says it saw; nonsense counts as the oldest, so that nothing is overwritten by it."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def conflicting(conflict: Conflict, words: Words) -> Conflicting:
    """Both values of a conflict in words."""
    when = "" if conflict.at is None else timezone.localtime(conflict.at).strftime("%H:%M")
    return Conflicting(
        who=str(conflict.by) if conflict.by else "Somebody",
        when=when,
        theirs=words(conflict.theirs) or "nothing",
        mine=words(conflict.mine) or "nothing",
        version=conflict.version,
    )
