"""Alerts on moves in hand: the planned answer to a threat, a limit of ours that should not be said any more."""

from collections.abc import Iterator

from negotiations.engine.alerts import Code
from negotiations.models import Move, Objection
from negotiations.queries.alerts.desk import Alert, Desk, Way
from negotiations.queries.reading import opened
from negotiations.queries.tactics.matching import LOOSE, SAME, likeness
from negotiations.queries.tactics.sanctions import answer_to


def planned_answer(desk: Desk, move: Move) -> str:
    """What we planned to answer to a threat: the response to what they may do, or the reply to an objection, whichever
    is more like it; else what we have without them."""
    found = answer_to(move, desk.sanctions, desk.access)
    reply, score = _reply(desk, move)
    if found is not None and found[0].response and found[1] >= score:
        view = found[0]
        who = f" {view.owner} {'has prepared' if view.row.ready else 'prepares'} it." if view.owner else ""
        cost = f" On average it costs us {view.cost}." if view.cost else ""
        return f"We expected it: “{view.text}”. Planned response: “{view.response}”.{who}{cost}"
    if reply is not None:
        return f"Planned reply: “{reply.reply}”"
    floor = desk.plan.floor
    if floor is None:
        return "No reply is planned."
    title = opened(floor.alternative.title, desk.access)
    return f"We need not give in: {title} is worth {desk.words.amounts.ours(floor.expected)} to us."


def _reply(desk: Desk, move: Move) -> tuple[Objection | None, float]:
    """The objection whose reply fits best, on the same issue or by its words."""
    words = desk.said(move)
    found: tuple[Objection | None, float] = (None, 0.0)
    for one in desk.objections:
        same = one.issue_id is not None and one.issue_id == move.issue_id
        alike = likeness(words, one.text)
        score = alike + (SAME if same else 0.0)
        if (same or alike >= LOOSE) and score > found[1]:
            found = (one, score)
    return found


def spent(desk: Desk) -> Iterator[Alert]:
    """Limits that we said and that do not hold: untrue, gone past, run out."""
    for view in desk.bogeys:
        against = [one for one in view.marks if one.tone == "bad" or one.code == "expired"]
        if view.said and against:
            instead = opened(view.row.instead, desk.access)
            number = view.said[-1].number
            ways = [Way("Renew it, or take it off", desk.url("tactics", "#bogeys-h"))]
            if instead:
                ways.insert(0, Way(f"Say what we take instead: {instead}"))
            expired = all(one.code == "expired" for one in against)
            what = "has run out" if expired else "does not hold"
            text = f"“{view.text}” {' '.join(one.text for one in against)}"
            yield Alert(Code.BOGEY, str(view.row.pk), f"A limit of ours {what}, entry {number}", text, tuple(ways))
