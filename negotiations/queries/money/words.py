"""Terms in money, said: what is changed, who gains by it, and what to do about it."""

from collections.abc import Mapping
from decimal import Decimal

from negotiations.engine import converter
from negotiations.engine.terms import Estimate, Kind, Worth
from negotiations.enums import ConversionKind
from negotiations.levels import money, number
from negotiations.queries.money.conversions import BothRates, Converted
from negotiations.queries.wording import Amounts, Sentence, listed, sentence

HUNDRED = Decimal(100)
PER_CENT = "\u2009%"
K = ConversionKind

RATE_NAMES = {
    "capital": ("Cost of capital", "A year: what the credit line costs, or the return that is asked for"),
    "holding": ("Cost of holding stock", "A year, of its value: capital, space, insurance, loss; each counted once"),
    "margin": ("Contribution margin", "Of the price: what is left after the cost of making one more"),
    "failure": ("Failures", "Of a hundred units, so many fail in a year"),
}  # fmt: skip
LABELS: Mapping[str, Mapping[str, str]] = {
    K.PAYMENT: {"amount": "Paid to them a year", "days": "Days later"},
    K.DISCOUNT: {"amount": "Paid to them a year", "discount": "Discount", "days": "Days earlier"},
    K.STOCK: {"amount": "Stock that they hold", "days": "Days a year"},
    K.LEAD_TIME: {
        "amount": "Bought a year", "before": "Days now", "after": "Days then",
        "deviation": "Daily demand varies by", "price": "Cost of a unit",
    },
    K.FREIGHT: {"units": "Units a year", "ours": "Costs us each", "theirs": "Costs them each"},
    K.WARRANTY: {
        "units": "Units a year", "before": "Years now", "after": "Years then", "ours": "A failure costs us",
        "theirs": "A repair costs them",
    },
    K.VOLUME: {"units": "Units more a year", "price": "Price of a unit", "days": "Days until we need them"},
    K.QUALITY: {
        "units": "Units a year", "before": "Fail or return now", "after": "Then", "ours": "Each costs us",
        "theirs": "To avoid one costs them",
    },
}  # fmt: skip
FORMULAS = {
    Kind.PAYMENT: "payment_days", Kind.DISCOUNT: "discount_rate", Kind.STOCK: "stock", Kind.LEAD_TIME: "lead_time",
    Kind.FREIGHT: "freight", Kind.WARRANTY: "warranty", Kind.VOLUME: "volume", Kind.QUALITY: "quality",
}  # fmt: skip
# What each is: the change, in words with stars around what carries it.
CHANGES = {
    K.PAYMENT: "*Paying {days} later* on {amount} a year",
    K.DISCOUNT: "*{discount} off for paying {days} early* on {amount} a year",
    K.STOCK: "*Their holding {amount} of our stock* {days} a year",
    K.LEAD_TIME: "*Delivery in {after} instead of {before}* on {amount} a year",
    K.FREIGHT: "*Their shipping* {units} a year instead of us",
    K.WARRANTY: "*{after} of warranty instead of {before}* on {units} a year",
    K.VOLUME: "*Buying {units} more* a year at {price}",
    K.QUALITY: "*{after} failing or returned instead of {before}* of {units} a year",
}
EXAMPLES = {
    K.PAYMENT: "30 days later on €3,100,000 a year",
    K.DISCOUNT: "2 % off for paying 53 days early",
    K.STOCK: "they keep our €200,000 of stock for 90 days",
    K.LEAD_TIME: "delivery in 14 days instead of 35",
    K.FREIGHT: "they ship our 5,000 units",
    K.WARRANTY: "five years instead of two",
    K.VOLUME: "500 units more",
    K.QUALITY: "1 % returned instead of 3 %",
}


def range_words(band: Mapping[str, str], currency: str = "", suffix: str = "") -> str:
    """A stored range as it is typed: ``12 – 18 – 24 %``, or one number when all are equal."""
    if not band:
        return ""
    numbers = [Decimal(band[name]) for name in ("low", "likely", "high")]
    texts = [money(value, currency) if currency else number(value) for value in numbers]
    if currency and numbers[0] >= 0:  # the currency once
        texts[1:] = [number(value) for value in numbers[1:]]
    return (texts[0] if len(set(numbers)) == 1 else " – ".join(texts)) + suffix


def figure_words(kind: str, field: str, value: Decimal | None, currency: str) -> str:
    """A number of a term as a person would write it."""
    if value is None:
        return ""
    if field in {"amount", "price", "ours"}:
        return money(value, currency)
    if field == "discount" or (kind == K.QUALITY and field in {"before", "after"}):
        return number(value) + PER_CENT
    if field == "deviation":
        return f"{number(value)} units"
    return number(value)


def change_words(one: Converted, currency: str) -> Sentence:
    """What is changed; what is not known yet is left open."""
    words = {name: "…" for name in ("amount", "days", "units", "price", "discount", "before", "after")}
    for name in words:
        value = getattr(one.term, name)
        if value is not None:
            words[name] = _word(one.term.kind, name, value, currency)
    if one.term.kind == Kind.LEAD_TIME and one.term.before is not None:
        words["before"] = number(one.term.before)
    if one.term.kind == Kind.WARRANTY and one.term.before is not None:
        words["before"] = number(one.term.before)
    return sentence(CHANGES[K(one.row.kind)], **words)


def _word(kind: Kind, name: str, value: Decimal, currency: str) -> str:
    if name in {"amount", "price"}:
        return money(value, currency)
    if name == "discount" or (kind == Kind.QUALITY and name in {"before", "after"}):
        return number(value * HUNDRED) + PER_CENT
    units = {"units": "unit", "days": "day", "before": "day", "after": "day"}
    unit = "year" if kind == Kind.WARRANTY and name == "after" else units[name]
    return f"{number(value)} {unit}" + ("" if value == 1 else "s")


def texts(estimate: Estimate) -> list[str]:
    """Low, likely and high as documents keep them."""
    return [str(value) for value in (estimate.low, estimate.likely, estimate.high)]


def worth_words(worth: Worth, amounts: Amounts) -> tuple[Sentence, Sentence]:
    """``worth *€4,200* a year to us`` and ``costs them *€2,100–3,000*``."""
    ours = amounts.ours(abs(worth.ours))
    us = sentence("worth *{ours}* a year to us" if worth.ours >= 0 else "costs us *{ours}* a year", ours=ours)
    low, high = worth.theirs.low, worth.theirs.high
    if low < 0 < high:
        return us, sentence("brings them *{band}*", band=amounts.theirs(texts(worth.theirs), signed=True))
    ends = sorted((abs(low), abs(high)))
    band = amounts.theirs([str(ends[0]), "", str(ends[1])])
    return us, sentence("costs them *{band}*" if high <= 0 else "worth *{band}* to them", band=band)


def verdict(worth: Worth, amounts: Amounts) -> str:
    """What to do about it: ask, offer, or leave it; with the price at which it stops being good."""
    low, high = worth.both.low, worth.both.high
    ours, band = amounts.ours(abs(worth.ours)), worth.theirs
    if worth.ours >= 0 and band.low >= 0:
        return "Both gain: agree it at once."
    if worth.ours <= 0 and band.high <= 0:
        return "Both lose: leave it."
    if worth.ours > 0:
        if low > 0:
            return f"Ask for it: it gives us more than it costs them. Anything up to {ours} a year in return is a gain."
        if high < 0:
            return f"Do not ask for it: it costs them more than the {ours} that it gives us. Sell them the opposite."
    else:
        if low > 0:
            return f"Offer it: they gain more than it costs us. Anything above {ours} a year in return is a gain."
        if high < 0:
            return f"Do not offer it: it costs us {ours}, more than it gives them."
    return "About even: whether it pays depends on where in their range they are. Ask before you trade it."


def rate_words(one: Converted, rates: BothRates) -> str:
    """For a discount: what it comes to a year, and when it is good for whom."""
    discount, days = one.term.discount, one.term.days
    if one.term.kind != Kind.DISCOUNT or discount is None or not days:
        return ""
    rate, compound = converter.discount_rate(discount, days), converter.compound_rate(discount, days)
    said = (
        f"{number(discount * HUNDRED)}{PER_CENT} for {number(days)} days is {_rate(rate)} a year "
        f"({_rate(compound)} with interest on interest): good for both when our cost of capital is below it "
        "and theirs above."
    )
    ours, theirs = rates.ours.get("capital"), rates.theirs.get("capital")
    if ours is not None and theirs is not None:
        where = "above" if theirs.low > rate else "below" if theirs.high < rate else "around"
        said += f" Ours, {_rate(ours)}, is {'below' if ours < rate else 'above'}; theirs is {where} it."
    return said


def _rate(rate: Decimal) -> str:
    return f"{number(rate * HUNDRED, places=1)}{PER_CENT}"


def missing_words(one: Converted) -> str:
    """What still has to be filled in, ours and theirs apart; "" when nothing is."""
    term, ours, theirs = one.missing
    labels = LABELS[K(one.row.kind)]
    said = []
    if term:
        said.append(listed([labels[name].lower() for name in term]))
    for names, whose, cost in ((ours, "our", "ours"), (theirs, "their", "theirs")):
        if names:
            named = [
                labels[cost].lower() if name == "each" else f"{whose} {RATE_NAMES[name][0].lower()}" for name in names
            ]
            said.append(listed(named))
    return listed(said)
