"""Currencies in use today, by name, from the Unicode locale data."""

from functools import lru_cache

from babel import Locale
from babel.numbers import get_territory_currencies

from negotiations.levels import LOCALE

COMMON = ("EUR", "USD", "GBP", "CHF", "JPY", "CNY")


@lru_cache(maxsize=1)
def currency_choices() -> list[tuple[str, str]]:
    """Code and name of every currency that some place uses now, the common ones first."""
    locale = Locale.parse(LOCALE)
    places = [code for code in map(str, locale.territories) if len(code) == 2 and code.isalpha()]
    used = {currency for place in places for currency in get_territory_currencies(place)}
    names = {code: locale.currencies.get(code, code) for code in used}
    rest = sorted((code for code in used if code not in COMMON), key=lambda code: names[code].casefold())
    return [(code, f"{code}, {names[code]}") for code in (*COMMON, *rest)]


def is_currency_in_use(code: str) -> bool:
    """Whether this is the code of a currency that can be chosen."""
    return code in dict(currency_choices())
