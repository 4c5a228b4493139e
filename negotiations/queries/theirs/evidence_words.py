"""Pieces of evidence in plain words: what was seen or heard, from whom, and what it tells by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.levels import date_words
from negotiations.models import Evidence
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.theirs.estimates import Effect
from negotiations.queries.theirs.questions import differences
from negotiations.queries.wording import Names, Sentence, listed, of_hundred, sentence
from negotiations.secrets import Reader

HEARD = {
    Confidence.HEARSAY: "hearsay",
    Confidence.SAID: "they said it",
    Confidence.WRITTEN: "in writing",
}
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class EvidenceLine:
    """One piece on the page. ``effect`` is what it tells by itself, in words; empty for what tells nothing."""

    row: Evidence
    text: Sentence
    day: str
    facts: str
    effect: str
    tells: bool


def evidence_lines(
    rows: PlanRows, reader: Reader, names: Names, effects: Mapping[UUID, Effect | None]
) -> tuple[EvidenceLine, ...]:
    """All of it but questions without an answer, latest first."""
    shown = [row for row in reversed(rows.evidence) if row.kind != EvidenceKind.SILENCE]
    by_id = {row.pk: row for row in rows.evidence}
    return tuple(
        EvidenceLine(
            row,
            said(row, opened(row.body, reader), names, by_id),
            day_of(row.happened_at),
            _facts(row, reader),
            effect_words(effects.get(row.pk), names) if row.pk in effects else "",
            effects.get(row.pk) is not None,
        )
        for row in shown
    )


def said(row: Evidence, body: Mapping[str, Any], names: Names, by_id: Mapping[UUID, Evidence]) -> Sentence:
    """One piece as a sentence."""
    answered = by_id.get(row.answers_id) if row.answers_id else None
    when = f" of {day_of(answered.happened_at)}" if answered else ""
    if row.kind == EvidenceKind.OFFER:
        who, whose = ("They", "our") if row.party == Party.THEIRS else ("We", "their")
        after = f", in answer to {whose} offer{when}" if answered else ""
        return sentence(
            "*{who} offered* {levels}{after}.", who=who, levels=_package(body["levels"], names), after=after
        )
    if row.kind == EvidenceKind.REFUSAL:
        return sentence("They *refused* our offer{when}.", when=when)
    if row.kind == EvidenceKind.PREFERENCE:
        return _preference(body, names)
    if row.kind == EvidenceKind.ORDER:
        less = names.issue(body["less"]) if body["less"] else "anything else"
        return sentence("*{more}* matters more to them than {less}.", more=names.issue(body["more"]), less=less)
    return _choice(body, names)


def _preference(body: Mapping[str, Any], names: Names) -> Sentence:
    better, worse = body["better"], body["worse"]
    if len(better) == 1:
        (pk, level), (_, other) = next(iter(better.items())), next(iter(worse.items()))
        return sentence(
            "On {issue} they would rather have *{better}* than {worse}.",
            issue=names.issue(pk),
            better=names.level(pk, level),
            worse=names.level(pk, other),
        )
    first, second = differences((better, worse), names)
    return sentence("They would rather have *{better}* than {worse}.", better=first, worse=second)


def _choice(body: Mapping[str, Any], names: Names) -> Sentence:
    every, place = body["packages"], body["picked"]
    differing = [pk for pk in names.order if len({one.get(pk) for one in every}) > 1 and pk in every[place]]
    return sentence(
        "They leaned to *package {letter}* of {count}: {levels}.",
        letter=LETTERS[place % len(LETTERS)],
        count=str(len(every)),
        levels=_package({pk: every[place][pk] for pk in differing}, names),
    )


def _package(levels: Mapping[str, str], names: Names) -> str:
    return listed([f"{names.issue(pk)} {names.level(pk, levels[pk])}" for pk in names.order if pk in levels])


def _facts(row: Evidence, reader: Reader) -> str:
    who, source = opened(row.said_by, reader) or "", opened(row.source, reader) or ""
    return " · ".join(part for part in (HEARD[Confidence(row.confidence)], who, source) if part)


def effect_words(effect: Effect | None, names: Names) -> str:
    """What a piece tells by itself."""
    if effect is None:
        return "By itself it tells little."
    name = names.issue(str(effect.issue))
    if effect.what != "weight":
        claim = {
            "direction": f"on {name} they want {effect.level}",
            "order": f"{name} comes before {names.issue(str(effect.other))}",
            "top": f"{name} matters most",
        }[effect.what]
        return f"By itself: {claim} in {of_hundred(effect.after)}, {hundredths(effect.before)} before."
    more = "more" if effect.after > effect.before else "less"
    return f"By itself: {name} weighs {more}, {hundredths(effect.after)} of 100 not {hundredths(effect.before)}."


def hundredths(share: float) -> str:
    """A part of 1 in hundredths, to half of one where a whole one would hide the difference."""
    value = share * 100
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def day_of(moment: datetime) -> str:
    """The day on which something happened, in the reader's time zone."""
    return date_words(timezone.localtime(moment).date())


def names_of(issues: Iterable[UUID], names: Names) -> str:
    """Issues in words."""
    return listed([names.issue(str(pk)) for pk in issues])
