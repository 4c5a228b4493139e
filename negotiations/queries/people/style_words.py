"""Styles in words: what each is, when it fits, and what goes wrong when two meet."""

from collections.abc import Mapping

from negotiations.engine import styles
from negotiations.enums_record import Style

MEANS: Mapping[str, str] = {
    Style.COMPETING: "goes for the own result",
    Style.COLLABORATING: "looks for more for both",
    Style.COMPROMISING: "meets in the middle",
    Style.ACCOMMODATING: "gives for the sake of the relation",
    Style.AVOIDING: "puts the matter off",
}
FITS: Mapping[str, str] = {
    Style.COMPETING: "one issue, no future deals, or a limit that must stand",
    Style.COLLABORATING: "many issues, a long relation, time to explore",
    Style.COMPROMISING: "little time and little at stake, both about equally strong",
    Style.ACCOMMODATING: "they are right, or the issue is small and the relation large",
    Style.AVOIDING: "no information yet, tempers high, or a better time is coming",
}
WRONG: Mapping[str, str] = {
    "exploited": "What you share may be used against you. Share a little, wait for a return, and only then more.",
    "fleeced": "They take what is given and ask for more. Give nothing without a get, and let the holdout answer.",
    "split": "A middle between a fair number and an extreme one is theirs. Name a number of your own before you meet.",
    "deadlock": "Two who press end in a deadlock or without a deal. Have a recess and a second issue ready.",
    "missed": "They offer to look for more and you will not see it. Ask what they need before you claim.",
    "spent": "You may win today and lose a partner who says yes and does not deliver. Ask if they can keep it.",
    "early": "Halving an issue ends the search. Look at all issues first, split what is left.",
    "halved": "Splitting every issue leaves trades on the table. Ask which issue matters most to whom.",
    "polite": "Both give, nobody says what is needed. Say two needs each before anybody gives.",
    "stalled": "Nobody raises what is difficult. Put it on the agenda with a time.",
    "overrun": "Silence is taken as a yes. Say what is not agreed, each time.",
    "alone": "They do not answer open questions. Ask small ones, in writing, one at a time.",
    "driven": "Pressing drives them off. Set a date and leave them a way to say yes.",
}
NAMES: Mapping[str, str] = dict(Style.choices)


def clash(ours: str, theirs: str) -> str:
    """What goes wrong when these styles meet; empty when nothing typical does."""
    code = styles.clashes(ours, theirs)
    if not code:
        return ""
    return f"{NAMES[ours]} against {NAMES[theirs].lower()}: {WRONG[code]}"


def leading_words(scores: Mapping[str, int]) -> str:
    """``Competing``, or ``Competing and compromising`` when they are within a point."""
    names = [NAMES[style] for style in styles.leading(scores)]
    return (
        names[0]
        if len(names) == 1
        else f"{', '.join([names[0], *map(str.lower, names[1:-1])])} and {names[-1].lower()}"
    )
