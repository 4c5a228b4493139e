"""The grammar of a typed line: what each says, what cannot be read, and that a line made of an entry says the same."""

import contextlib
from datetime import time
from decimal import Decimal as D
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from negotiations.enums import Party
from negotiations.levels import Scale
from negotiations.lines import Heard, Named, NotUnderstood, Person, Vocabulary, line_of, read_line

US, THEM = Party.OURS, Party.THEIRS


def issue(name: str, kind: str, unit: str = "", low: int = 0, high: int = 0, options: tuple[str, ...] = ()) -> Named:
    scale = Scale(kind, unit, "EUR", D(low), D(high), D(1), dict(enumerate(options, 1)))
    return Named(uuid5(NAMESPACE_OID, name), name, scale)


PRICE = issue("Unit price", "money", "unit", 560, 640)
TERMS = issue("Payment", "ordered", options=("50 % with the order", "On delivery", "30 days", "60 days"))
VOLUME = issue("Volume commitment", "number", "units", 3000, 5000)
DROPS = issue("Delivery schedule", "number", "drops", 1, 6)
WARRANTY = issue("Warranty", "number", "years", 2, 5)
PARTS = issue("Spare parts", "ordered", options=("List price", "15 % off list", "At cost for three years"))
RETURNS = issue("Returns", "number", "%", 0, 5)
REVIEW = issue("Quarterly quality review", "ordered", options=("No", "Yes"))
START = Named(uuid5(NAMESPACE_OID, "Start"), "Start", Scale("date", low=D(739000), high=D(741000)))
PEOPLE = (Person("Marta Vilar", THEM), Person("Rui Frigo", THEM), Person("Ana Matos", US))
KNOWN = Vocabulary((PRICE, TERMS, VOLUME, DROPS, WARRANTY, PARTS, RETURNS, REVIEW, START), PEOPLE)

# line → whose, what, levels, and what else it says
SAYS: dict[str, tuple[Party, str, dict[UUID, Any], dict[str, Any]]] = {
    "their offer price 603.60, 30 days": (THEM, "offer", {PRICE.pk: "603.60", TERMS.pk: 3}, {}),
    "they offer 612": (THEM, "offer", {PRICE.pk: 612}, {}),
    "We offer 590, 60 days, warranty 4, volume 4k": (
        US, "offer", {PRICE.pk: 590, TERMS.pk: 4, WARRANTY.pk: 4, VOLUME.pk: 4000}, {},
    ),
    "our offer price 590 60 days warranty 5": (US, "offer", {PRICE.pk: 590, TERMS.pk: 4, WARRANTY.pk: 5}, {}),
    "our offer payment on delivery and price €590 and returns 3 %": (
        US, "offer", {TERMS.pk: 2, PRICE.pk: 590, RETURNS.pk: 3}, {},
    ),
    "they want price 612 per unit, subject to board approval": (
        THEM, "offer", {PRICE.pk: 612}, {"words": "subject to board approval"},
    ),
    "they offer price from 628 to 612, volume 5000 -> 4,500": (THEM, "offer", {PRICE.pk: 612, VOLUME.pk: 4500}, {}),
    "they offer delivery 4 drops, price 620 to 612": (THEM, "offer", {DROPS.pk: 4, PRICE.pk: 612}, {}),
    "we offer payment 30": (US, "offer", {TERMS.pk: 3}, {}),
    "they offer warr 3, vol 4500": (THEM, "offer", {WARRANTY.pk: 3, VOLUME.pk: 4500}, {}),
    "they offer start 2026-03-01": (THEM, "offer", {START.pk: 739676}, {}),
    "we give payment 60 days for price 590": (US, "give", {TERMS.pk: 4}, {"in_return": "Unit price €590"}),
    "we give volume 4000 units in return for a longer warranty": (
        US, "give", {VOLUME.pk: 4000}, {"in_return": "a longer warranty"},
    ),
    "they give spare parts at cost for three years for volume 4500": (
        THEM, "give", {PARTS.pk: 3}, {"in_return": "Volume commitment 4,500 units"},
    ),
    "we get warranty 4 years": (THEM, "give", {WARRANTY.pk: 4}, {}),
    "we give free training": (US, "give", {}, {"words": "free training"}),
    "we give free training because they opened their books": (
        US, "give", {}, {"words": "free training", "why": "they opened their books"},
    ),
    "we agree quality review yes": (US, "agree", {REVIEW.pk: 2}, {}),
    "agreed: payment 60 days, transport to be settled": (
        US, "agree", {TERMS.pk: 4}, {"words": "transport to be settled"},
    ),
    "they ask why volume matters to us?": (
        THEM, "question", {}, {"words": "why volume matters to us?", "issue": VOLUME.pk},
    ),
    "we ask #ret what happens at 5 %?": (US, "question", {}, {"words": "what happens at 5 %?", "issue": RETURNS.pk}),
    "our answer to 12: about four": (US, "answer", {}, {"words": "about four", "answers": 12}),
    "their reply to #3 no": (THEM, "reply", {}, {"words": "no", "answers": 3}),
    "threat: they go to Norcool": (THEM, "threat", {}, {"words": "they go to Norcool"}),
    "they threaten to stop deliveries": (THEM, "threat", {}, {"words": "to stop deliveries"}),
    "they object: #warr four years is unheard of": (
        THEM, "objection", {}, {"words": "four years is unheard of", "issue": WARRANTY.pk},
    ),
    "they say half is paid on delivery": (THEM, "information", {}, {"words": "half is paid on delivery"}),
    "we say our hall is half empty @Ana": (
        US, "information", {}, {"words": "our hall is half empty", "said_by": "Ana Matos"},
    ),
    "Marta: offers price 618": (THEM, "offer", {PRICE.pk: 618}, {"said_by": "Marta Vilar"}),
    "rui frigo offers 618": (THEM, "offer", {PRICE.pk: 618}, {"said_by": "Rui Frigo"}),
    "10:40 they offer price 610": (THEM, "offer", {PRICE.pk: 610}, {"clock": time(10, 40)}),
    "informally they offer price 606": (THEM, "offer", {PRICE.pk: 606}, {"binding": False}),
    "they off the record offer price 606": (THEM, "offer", {PRICE.pk: 606}, {"binding": False}),
    "bogey: the shops are vital": (THEM, "bogey", {}, {"words": "the shops are vital"}),
    "deadline: Friday noon": (THEM, "deadline", {}, {"words": "Friday noon"}),
    "we hold price": (US, "hold", {}, {"words": "price", "issue": PRICE.pk}),
    "pause": (US, "pause", {}, {}),
    "recess to ask Rita": (US, "pause", {}, {"words": "to ask Rita"}),
    "resume": (US, "resume", {}, {}),
    "note they were late": (US, "note", {}, {"words": "they were late"}),
    "we discussed the price": (US, "note", {}, {"words": "discussed the price", "issue": PRICE.pk}),
    "they: shall we go on?": (THEM, "question", {}, {"words": "shall we go on?"}),
}  # fmt: skip
UNREAD = {
    "": "Type what happened",
    "we": "Say in a few words",
    "price 590": "Begin with we or they: whose offer",
    "why is the volume so firm?": "Begin with we or they: whose question",
    "they offer": "at least one level",
    "they offer nothing new": "at least one level",
    "they offer price 900": "Unit price: Outside the range",
    "they offer price 6O5": "Unit price: Write a number",
    "they offer 45 days": "Which issue is “45 days”",
    "they offer 4": "could be Delivery schedule or Warranty or Returns",
    "they offer price 612, 618": "Unit price has two levels",
    "we agree quality review perhaps": "Choose one of: No, Yes",
    "they say " + "x" * 1300: "At most 1200 characters",
}


@pytest.mark.parametrize("line", list(SAYS))
def test_a_line_says(line: str) -> None:
    party, kind, levels, more = SAYS[line]
    expected = Heard(party, kind, **{"levels": {pk: D(str(level)) for pk, level in levels.items()}, **more})
    assert read_line(line, KNOWN) == expected


@pytest.mark.parametrize("line", list(SAYS))
def test_a_line_made_of_it_says_the_same(line: str) -> None:
    heard = read_line(line, KNOWN)
    again = read_line(line_of(heard, KNOWN), KNOWN)
    assert again == Heard(**{**vars(heard), "clock": None})


@pytest.mark.parametrize("line", list(UNREAD))
def test_what_cannot_be_read_says_what_to_write(line: str) -> None:
    with pytest.raises(NotUnderstood) as found:
        read_line(line, KNOWN)
    assert UNREAD[line] in str(found.value)


def test_a_word_that_two_issues_have_names_neither() -> None:
    two = Vocabulary((issue("Price in spring", "money", "", 1, 9), issue("Price in autumn", "money", "", 1, 9)))
    with pytest.raises(NotUnderstood):
        read_line("they offer price 5", two)
    assert list(read_line("they offer price in spring 5", two).levels) == [two.issues[0].pk]


def test_a_name_that_two_people_have_names_neither() -> None:
    two = Vocabulary((PRICE,), (Person("Marta Vilar", THEM), Person("Marta Reis", US)))
    assert read_line("Marta Reis offers price 600", two).party == US
    with pytest.raises(NotUnderstood):
        read_line("Marta offers price 600", two)


@pytest.mark.parametrize(
    "text", ["\x00", "@", "#", "~", ":", ",", "they offer ,,;", "we give for", "9" * 400, "they offer " + "a " * 500]
)
def test_nonsense_is_refused_or_noted_and_never_breaks(text: str) -> None:
    with contextlib.suppress(NotUnderstood):
        assert isinstance(read_line(text, KNOWN), Heard)
