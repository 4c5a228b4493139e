"""Whether a question is open or can be answered with yes or no, by the rules of English; and how to open it.

Pure. A question is closed when its main clause begins with a verb that asks for yes or no, or ends in a tag
("right?"); a polite form ("could you tell us what …") counts as the question inside it.
"""

import re
from dataclasses import dataclass

OPEN, CLOSED = "open", "closed"
LEADS = "so|and|but|well|then|now|ok|okay|please|today|first|or"
CONDITIONS = "if|when|once|assuming|suppose|supposing|given|with|for|in|on|at|after|before"
AUXILIARIES = (
    "do|does|did|is|are|am|was|were|can|could|will|would|shall|should|may|might|must|have|has|had|"
    "don't|doesn't|didn't|isn't|aren't|wasn't|weren't|can't|couldn't|won't|wouldn't|shouldn't|haven't|hasn't|hadn't"
)
POLITE = re.compile(
    r"(?:can|could|will|would|may|might) (?:you|we|i) (?:please |kindly )?"
    r"(?:tell|explain|describe|walk|talk|show|help|say|ask|know|hear|understand|share|elaborate|give)\b"
)
WORDED = re.compile(r"\b(?:what|how|why|which|who|whom|whose|where|when|about|through|more|your view)\b")
TAG = re.compile(
    r",? (?:right|correct|yes|no|ok|okay|agreed|or not|isn't it|aren't you|don't you|won't you|can't you)$"
)
LIKELY = re.compile(r"(?P<verb>can|could|will|would|might|may) (?P<who>you|they|your [a-z]+) (?P<rest>.+)")
NEEDS = re.compile(r"(?:do|does|did) (?P<who>you|they|your [a-z]+) (?P<verb>need|want|prefer|expect|plan) (?P<rest>.+)")
HAVING = re.compile(r"(?:do|does|did) (?P<who>you|they|your [a-z]+) have (?P<rest>.+)")
BEING = re.compile(
    r"(?:is|are) (?P<what>(?:the|your|this|that|a|an) .+?) (?P<state>important|critical|urgent|a problem)$"
)
SETTLED = re.compile(
    r"(?:is|are) (?P<what>(?:the|your|this|that) .+?) (?:final|fixed|negotiable|flexible|firm|open|possible)$"
)


@dataclass(frozen=True)
class Kind:
    """``hint`` says how to open a closed question; ``rewrite`` is a proposal where a simple one is at hand."""

    code: str
    hint: str = ""
    rewrite: str = ""

    @property
    def is_open(self) -> bool:
        return self.code == OPEN


def kind_of(text: str) -> Kind:
    """The kind of a question. An empty text is open: there is nothing to mend in it."""
    condition, main = _parts(_plain(text))
    if TAG.search(main):
        return Kind(CLOSED, "It asks them to agree. Leave the tag out and ask what they see.")
    if not re.match(rf"(?:{AUXILIARIES})\b", main):
        return Kind(OPEN)
    if (polite := POLITE.match(main)) and WORDED.search(main, polite.end()):
        return Kind(OPEN)
    rewrite = _rewritten(main)
    if rewrite and condition:
        rewrite = f"{condition}, {rewrite}"
    rewrite = f"{rewrite[0].upper()}{rewrite[1:]}?" if rewrite else ""
    hint = "Yes or no would answer it." if rewrite else "Yes or no would answer it. Begin with what, how or why."
    return Kind(CLOSED, hint, rewrite)


def _plain(text: str) -> str:
    text = " ".join(text.replace("\u2019", "'").split()).strip(" ?!.")
    return re.sub(rf"^(?:(?:{LEADS})[ ,]+)+", "", text, flags=re.IGNORECASE)


def _parts(text: str) -> tuple[str, str]:
    """What stands before the main clause ("if we paid in advance"), and the main clause in small letters at its start.

    Names keep their capitals: only the first word is lowered, which is all that the rules look at.
    """
    condition = ""
    if re.match(rf"(?:{CONDITIONS})\b", text, flags=re.IGNORECASE) and ", " in text:
        condition, text = text.split(", ", 1)
    return condition, text[:1].lower() + text[1:]


def _rewritten(main: str) -> str:
    """The open form of a closed main clause; empty where no simple one is known."""
    if found := LIKELY.match(main):
        return f"what would it take for {found['who']} to {found['rest']}"
    if found := HAVING.match(main):
        do = "do" if found["who"] in {"you", "they"} else "does"
        return f"what {do} {found['who']} have in the way of {_bare(found['rest'])}"
    if found := NEEDS.match(main):
        return f"what would {_bare(found['rest'])} do for {found['who']}"
    if found := BEING.match(main):
        return f"what makes {found['what']} {found['state']} to you"
    if found := SETTLED.match(main):
        return f"what could move {found['what']}"
    return ""


def _bare(words: str) -> str:
    return re.sub(r"^(?:any|some|to) ", "", words)
