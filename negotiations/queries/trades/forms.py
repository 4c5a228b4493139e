"""The fields of the two small forms beside the drawing: what if, and their last offer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from negotiations.levels import Scale, scale_of
from negotiations.models import Deal, Issue
from negotiations.queries.inputs.types import IssueInput, level_text
from negotiations.queries.trades.page import WhatIf
from negotiations.queries.wording import Amounts, Names, listed, of_hundred


@dataclass(frozen=True)
class LevelField:
    """One issue in a form: a slider (``low``, ``high``, ``step``) or a choice among ``options`` (value, words)."""

    issue: Issue
    value: str
    words: str
    low: str = ""
    high: str = ""
    step: str = ""
    options: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    error: str = ""
    outside: bool = False


@dataclass(frozen=True)
class WhatIfWords:
    """What the package in the panel is worth, in words. ``outside`` names what passes a walk-away,
    ``broken`` says which rules it breaks."""

    ours: str
    over_floor: str
    below_floor: bool
    theirs: str
    gain: str
    chance: str
    outside: str
    broken: tuple[str, ...]
    changed: int


def whatif_words(what: WhatIf, deal: Deal, names: Names) -> WhatIfWords:
    """The result line of the panel."""
    amounts = Amounts(what.plan.in_money, deal.currency)
    worth, package = what.worth, what.plan.package or ()
    over = worth["over_floor"]
    changed = sum(now != what.levels[pk] for pk, now in what.plan.levels_of(package).items())
    return WhatIfWords(
        ours=amounts.ours(worth["ours"]),
        over_floor="" if over is None else amounts.ours(over.lstrip("-")),
        below_floor=over is not None and over.startswith("-"),
        theirs=amounts.theirs(worth["theirs"]),
        gain=amounts.theirs(worth["gain"], signed=True) if changed else "",
        chance=of_hundred(worth["gain"][3]) if changed and worth["gain"] else "",
        outside=listed([names.issue(pk) for pk in worth["outside"]]),
        broken=names.broken(worth["broken"]),
        changed=changed,
    )


def whatif_fields(what: WhatIf) -> tuple[LevelField, ...]:
    """One field for each issue that can be traded, at the level that the panel shows."""
    outside = set(what.worth["outside"])
    return tuple(
        _whatif_field(row, what.levels[row.issue.pk], str(row.issue.pk) in outside)
        for row in what.plan.issues
        if row.issue.tradeable and len(row.levels) > 1
    )


def offer_fields(
    issues: Iterable[Issue],
    currency: str,
    levels: Mapping[UUID, Decimal],
    typed: Mapping[UUID, str],
    errors: Mapping[UUID, str],
) -> tuple[LevelField, ...]:
    """One field for each issue, for their last offer; what was typed stays as it was."""
    fields = []
    for issue in issues:
        scale = scale_of(issue, currency)
        level = levels.get(issue.pk)
        words = scale.words(level) if level is not None else ""
        options = () if scale.is_numeric else tuple((str(number), label) for number, label in scale.options.items())
        value = "" if level is None else level_text(level)
        text = typed.get(issue.pk, words)
        fields.append(LevelField(issue, value, words, options=options, typed=text, error=errors.get(issue.pk, "")))
    return tuple(fields)


def _whatif_field(row: IssueInput, level: Decimal, outside: bool) -> LevelField:
    scale, words = row.scale, row.scale.words(level)
    if _even(scale):
        low, high, step = (level_text(part) for part in (scale.low, scale.high, scale.step) if part is not None)
        return LevelField(row.issue, level_text(level), words, low, high, step, outside=outside)
    options = tuple((level_text(one), scale.words(one)) for one in row.levels)
    return LevelField(row.issue, level_text(level), words, options=options, outside=outside)


def _even(scale: Scale) -> bool:
    """Whether a slider reaches every level: a range whose last step is as long as the others."""
    if not scale.is_numeric or scale.low is None or scale.high is None or not scale.step:
        return False
    return (scale.high - scale.low) % scale.step == 0
