"""How sure a suggestion is, in words: one line under the sums, more behind "How sure?", and what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.queries.wording import Amounts, Names, between_hundred, listed, of_hundred

Line = tuple[str, str]


@dataclass(frozen=True)
class DoubtWords:
    """``accept``, ``ours``, ``worst`` are in sight; ``sure`` are (what, words) for who asks; ``changes`` turn it."""

    accept: str
    ours: str
    worst: str
    sure: tuple[Line, ...]
    changes: tuple[str, ...]


def doubt_words(
    part: Mapping[str, Any],
    names: Names,
    amounts: Amounts,
    *,
    gain: Sequence[str] | None,
) -> DoubtWords | None:
    """The words for one proposed package; ``gain`` is what it brings them. None for a result that has no doubt."""
    doubt = part.get("doubt")
    if doubt is None:
        return None
    return DoubtWords(
        accept=accept_words(doubt),
        ours=own_words(doubt),
        worst=f"at worst {amounts.ours(doubt['worst'], signed=True)} for us",
        sure=tuple(_sure(doubt, names, amounts, gain)),
        changes=tuple([*_flips(doubt, names), *_floors(part, amounts)]),
    )


def accept_words(doubt: Mapping[str, Any]) -> str:
    """The chance of a yes, as a band."""
    low, _, high = doubt["accept"]
    return f"they may say yes in {between_hundred(low, high)}"


def own_words(doubt: Mapping[str, Any]) -> str:
    """How often it is better for us, where the team does not agree on our weights; "" where that is sure."""
    ours = doubt.get("ours")
    return f"better for us in {_cases(ours[3])}, given the team’s spread" if ours else ""


def _cases(chance: str) -> str:
    return of_hundred(chance).replace("guess", "case").replace("casees", "cases")


def _sure(doubt: Mapping[str, Any], names: Names, amounts: Amounts, gain: Sequence[str] | None) -> list[Line]:
    lines = []
    if gain is not None:
        tail = amounts.ours(doubt["tail"].lstrip("-"))
        average = f"lose {tail}" if doubt["tail"].startswith("-") else f"still gain {tail}"
        lines.append(
            (
                "For them",
                f"In the middle of our guesses {_more(amounts, gain[1])}, in 80 of 100 it is "
                f"{amounts.theirs(gain, signed=True)}. In the worst tenth they {average} on average.",
            )
        )
    lines.append(("For us", _worst(doubt, names, amounts)))
    if doubt.get("ours"):
        lines.append(("Given the team’s spread", _own(doubt["ours"], amounts)))
    low, middle, high = doubt["accept"]
    lines.append(
        (
            "A yes",
            f"{between_hundred(low, high).capitalize()}, from the hardest to the softest that they may be; "
            f"{round(middle * 100)} in between. Not yet tried against real answers of theirs.",
        )
    )
    if doubt["efficient"] is not None:
        lines.append(("Efficient", _efficient(doubt, amounts)))
    lines.append(("Of the packages here", _standing(doubt, amounts)))
    if doubt["leanings"]:
        weights = [
            f"{names.issue(one['issue'])} is {one['weight']:.0%} of what counts for them (we think {one['likely']:.0%})"
            for one in doubt["leanings"][:2]
        ]
        lines.append(("Best for them where", f"{listed(weights)}."))
    return lines


def _own(ours: Sequence[str], amounts: Amounts) -> str:
    """Our gain over all that the team may mean: a band, and how often it is one."""
    low, middle, high, chance = ours
    ends = f"{amounts.ours(low, signed=True)} to {amounts.ours(high, signed=True)}"
    return f"Better for us in {_cases(chance)}; {amounts.ours(middle, signed=True)} in the middle, {ends} in 80 of 100."


def _worst(doubt: Mapping[str, Any], names: Names, amounts: Amounts) -> str:
    worst = amounts.ours(doubt["worst"], signed=True)
    if not doubt["unsure"]:
        return f"{worst} is sure as far as our own weights are: every one that it rests on was given."
    unsure = listed([names.issue(pk) for pk in doubt["unsure"]])
    return f"{worst} at worst. Nobody has given our weight of {unsure}: it may be a fifth of the average, or twice it."


def _efficient(doubt: Mapping[str, Any], amounts: Amounts) -> str:
    if doubt["efficient"] == 0:
        text = "In every guess another package is better for both."
    else:
        text = f"Nothing is better for both in {of_hundred(doubt['efficient'])}."
    if doubt["left"] is not None and doubt["efficient"] < 0.95:
        text += f" At the same worth to us they could have {amounts.theirs(doubt['left'])} more."
    return text


def _standing(doubt: Mapping[str, Any], amounts: Amounts) -> str:
    if doubt["top"] == 0:
        text = f"Of {doubt['of']} at least three others are better for them in every guess"
    else:
        text = f"Of {doubt['of']} it is the best for them in {of_hundred(doubt['best'])}"
        if doubt["of"] > 3:
            text += f", among the best three in {of_hundred(doubt['top'])}"
    regret = f"Where we are most wrong another gives them {amounts.ours(doubt['regret'])} more"
    return f"{text}. {regret}{'; no package here has a smaller regret' if doubt['least_regret'] else ''}."


def _flips(doubt: Mapping[str, Any], names: Names) -> list[str]:
    found = []
    for flip in doubt["flips"]:
        issue = names.issue(flip["issue"])
        if flip["times"] is None:
            found.append(f"If they want the opposite of what is noted on {issue}, they lose by this.")
            continue
        sure = "we think that possible" if flip["possible"] else "few of our guesses say so"
        found.append(f"If {issue} matters to them {_times(flip['times'])} what we think, they lose by this: {sure}.")
    return found


def _floors(part: Mapping[str, Any], amounts: Amounts) -> list[str]:
    over = part.get("over_floor")
    if over is None:
        return []
    if over.startswith("-"):
        return [f"It is below our floor: an alternative worth {amounts.ours(over[1:])} less would make it acceptable."]
    return [f"If what we have without this deal is worth {amounts.ours(over)} more, this is no longer good enough."]


def _more(amounts: Amounts, value: str) -> str:
    words = amounts.theirs([value, value, value], signed=True)
    return f"it brings them about {words}" if Decimal(value) else "it brings them nothing"


def _times(factor: float) -> str:
    if factor < 1:
        return f"less than {_share(factor)}"
    return f"more than {factor:.1f} times" if factor >= 1.05 else "a little more than"


def _share(factor: float) -> str:
    for limit, words in ((0.97, "all of"), (0.8, "nine tenths of"), (0.7, "three quarters of"), (0.6, "two thirds of")):
        if factor >= limit:
            return words
    for limit, words in ((0.45, "half of"), (0.29, "a third of"), (0.22, "a quarter of"), (0.12, "a sixth of")):
        if factor >= limit:
            return words
    return "a tenth of"
