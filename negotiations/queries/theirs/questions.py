"""Questions to the other side in plain words: what to ask, how, what each answer would change, which were answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.enums import EvidenceKind
from negotiations.models import Evidence
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.wording import Amounts, Names, listed, of_hundred, rounded
from negotiations.secrets import Reader

ORDER, DIRECTION, PACKAGES = "order", "direction", "packages"
HOW = {
    ORDER: "Ask openly and let them talk; say first what matters to you on one of the two, and they are likelier to.",
    DIRECTION: "Ask what the ideal would be and why before you name a level: a level from us is an anchor for them.",
    PACKAGES: "Show both side by side, say that neither is an offer yet, and ask which one they would look at first.",
}
MOST_CHANGES = 3


@dataclass(frozen=True)
class AnswerWords:
    """One answer: its button, and what our best next offer would be after it."""

    code: str
    label: str
    change: str


@dataclass(frozen=True)
class QuestionWords:
    """One question as the page lists it. ``place`` is where it stands in the job's document."""

    place: int
    text: str
    how: str
    value: str
    chance: str
    answers: tuple[AnswerWords, ...]
    topic: str


@dataclass(frozen=True)
class OpenQuestion:
    """A question that was put aside, or that they did not answer."""

    row: Evidence
    text: str
    asked: bool


def question_words(
    parts: Iterable[Mapping[str, Any]], answered: Iterable[str], names: Names, amounts: Amounts
) -> tuple[QuestionWords, ...]:
    """The questions of a document that nobody has answered or put aside since."""
    gone = set(answered)
    found: list[QuestionWords] = []
    told: set[str] = set()
    for place, part in enumerate(parts):
        if key_of(part["topic"], part["issues"], part["packages"]) not in gone:
            how = "" if part["topic"] in told else HOW[part["topic"]]  # said once for each kind of question
            found.append(_words(place, part, how, names, amounts))
            told.add(part["topic"])
    return tuple(found)


def open_questions(rows: PlanRows, reader: Reader, names: Names) -> tuple[OpenQuestion, ...]:
    """Questions without an answer, latest first."""
    found = []
    for row in reversed(rows.evidence):
        if row.kind == EvidenceKind.SILENCE:
            body = opened(row.body, reader)
            found.append(OpenQuestion(row, question_text(body, names), bool(body["asked"])))
    return tuple(found)


def answered_keys(rows: PlanRows, reader: Reader) -> set[str]:
    """The questions that the evidence answers or puts aside."""
    found = set()
    for row in rows.evidence:
        body = opened(row.body, reader)
        if row.kind == EvidenceKind.SILENCE:
            found.add(key_of(body["topic"], body["issues"], body["packages"]))
        elif row.kind == EvidenceKind.ORDER and body["less"]:
            found.add(key_of(ORDER, [body["more"], body["less"]], []))
        elif row.kind == EvidenceKind.PREFERENCE:
            found.add(key_of(PACKAGES, [], [body["better"], body["worse"]]))
            if len(body["better"]) == 1:
                found.add(key_of(DIRECTION, list(body["better"]), []))
    return found


def key_of(topic: str, issues: Iterable[str], packages: Iterable[Mapping[str, str]]) -> str:
    """What a question is about, whichever way round it is put; packages by what differs in them."""
    first, *others = [dict(package) for package in packages] or [{}]
    differing = {pk for other in others for pk in other if other[pk] != first.get(pk)}
    shown = sorted(str(sorted((pk, one[pk]) for pk in differing & set(one))) for one in (first, *others))
    return f"{topic} {sorted(issues)} {shown}"


def question_text(part: Mapping[str, Any], names: Names) -> str:
    """The question as one could ask it."""
    issues = [names.issue(pk) for pk in part["issues"]]
    if part["topic"] == ORDER:
        return f"Of {issues[0]} and {issues[1]}, which would help you more, and why?"
    if part["topic"] == DIRECTION:
        return f"What would be ideal for you on {issues[0]}, and what makes it so?"
    first, second = differences(part["packages"], names)
    return f"If you had to choose: {first}; or {second}?"


def differences(packages: Iterable[Mapping[str, str]], names: Names) -> tuple[str, str]:
    """Two packages in words, by what differs in them."""
    first, second = packages
    differing = [pk for pk in names.order if pk in first and pk in second and first[pk] != second[pk]]
    said = [listed([f"{names.issue(pk)} {names.level(pk, one[pk])}" for pk in differing]) for one in (first, second)]
    return said[0], said[1]


def _words(place: int, part: Mapping[str, Any], how: str, names: Names, amounts: Amounts) -> QuestionWords:
    return QuestionWords(
        place=place,
        text=question_text(part, names),
        how=how,
        value=amounts.ours(rounded(Decimal(part["value"]), 2)),
        chance=_chance(part, names),
        answers=tuple(
            AnswerWords(code, label, _change(part["now"], part[code], names))
            for code, label in zip(("first", "second"), _labels(part, names), strict=True)
        ),
        topic=part["topic"],
    )


def _labels(part: Mapping[str, Any], names: Names) -> tuple[str, str]:
    if part["topic"] == ORDER:
        first, second = (names.issue(pk) for pk in part["issues"])
        return first, second
    if part["topic"] == DIRECTION:
        first, second = (names.level(part["issues"][0], level) for level in part["ends"])
        return f"towards {first}", f"towards {second}"
    return "the first", "the second"


def _chance(part: Mapping[str, Any], names: Names) -> str:
    said = of_hundred(part["chance"])
    return f"We expect “{_labels(part, names)[0]}” in {said}."


def _change(now: Mapping[str, str], then: Mapping[str, str], names: Names) -> str:
    """What our best next offer would have instead."""
    changed = [pk for pk in names.order if pk in then and then[pk] != now.get(pk)]
    if not changed:
        return "our next offer stays as it is"
    said = [
        f"{names.issue(pk)} {names.level(pk, then[pk])}"
        + (f" not {names.bare_level(pk, now[pk])}" if pk in now else "")
        for pk in changed[:MOST_CHANGES]
    ]
    more = len(changed) - MOST_CHANGES
    return "offer " + (", ".join(said) + f" and {more} more" if more > 0 else listed(said))
