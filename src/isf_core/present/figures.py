r"""Figures and dates as a locale writes them: money, numbers, days, and which form of a word goes with a number.

>>> Figures("cy_GB").date(date(2026, 4, 6)), Figures("cy_GB").form_for(2), Figures("ar").money(Money("12.50"))
('6 Ebrill 2026', 'two', '\u200f12.50\xa0£')

The only door to babel, opened on first use. Money is whole pence before babel sees it, and babel works in a decimal
context of our own: no locale, context or setting of the machine changes a word. Babel reads its own file of a locale
the first time that it is asked for it; nothing else here is read.
"""

from __future__ import annotations

import decimal
import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import attrs

from ..errors import IsfError, quote
from ..values.checks import day, instance, whole
from ..values.frozen import frozen
from ..values.money import Money, Rounding, plain_number
from ..values.record import Record

_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_MAY_TURN = re.compile("[\u0590-\U0010ffff]")
_TO_THE_LEFT = {"R", "AL", "AN"}
"""The characters, by Unicode's bidirectional class, that turn the direction of what stands beside them."""
FIRST_STRONG, POP = "\u2068", "\u2069"


def _locale(given: object) -> str:
    """A locale by the name that babel gives it; asked for here, and nowhere earlier."""
    from babel.core import Locale, UnknownLocaleError

    right = "give a language, or a language and a place, such as 'en_GB' or 'cy_GB'"
    if not isinstance(given, str) or not _LOCALE.fullmatch(given):
        raise IsfError("Words.locale", f"{quote(given)} is no locale", right)
    try:
        return str(Locale.parse(given.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise IsfError("Words.locale", f"{quote(given)} is not known", right) from None
    except OSError:
        wrong = "babel cannot read its files of locales"
        raise IsfError("Words.locale", wrong, "install babel in a folder, not inside a zip") from None


@frozen(repr=False)
class Figures(Record):
    """How a locale writes money, numbers and days. Raises IsfError for a locale that is not known."""

    locale: str = attrs.field(default="en_GB", converter=_locale)

    @property
    def is_right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return _of(self.locale).is_right_to_left

    def money(self, money: Money) -> str:
        r"""Pounds and pence, with the sign £ in every locale.

        >>> Figures("de_DE").money(Money("-0.05"))
        '-0,05\xa0£'
        """
        return self._currency(str(instance("Words.money", money, Money, "give Money, rounded by name")))

    def decimal(self, number: Fraction) -> str:
        """A number to its last place where it ends within twelve; else rounded to four places."""
        from babel.numbers import format_decimal

        with decimal.localcontext(_context()):
            return format_decimal(Decimal(_ending(number)), locale=_of(self.locale).locale, decimal_quantization=False)

    def short_date(self, on: date) -> str:
        """A day as a table has room for it, its month in short letters wherever the locale has a form for that.

        >>> Figures().short_date(date(2026, 9, 6)), Figures("cy_GB").short_date(date(2026, 9, 6))
        ('6 Sept 2026', '6 Medi 2026')
        """
        from babel.dates import format_skeleton

        return format_skeleton("yMMMd", day("Words.short_date", on), locale=_of(self.locale).locale)

    def date(self, on: date) -> str:
        """A day, its month written out."""
        from babel.dates import format_date

        return format_date(day("Words.date", on), "long", locale=_of(self.locale).locale)

    def form_for(self, count: int) -> str:
        """Which form of a word goes with a number, by CLDR: zero, one, two, few, many or other."""
        return str(_of(self.locale).locale.plural_form(whole("Words.form_for", count, 0, 10**12)))

    def isolated(self, text: str) -> str:
        """A text that does not turn the direction of what stands around it.

        It is set between Unicode's isolates (FSI and PDI) in a locale from right to left, and elsewhere where the text
        itself has letters from right to left.
        """
        instance("Words.isolated", text, str, "give a text")
        turns = any(unicodedata.bidirectional(each) in _TO_THE_LEFT for each in _MAY_TURN.findall(text))
        return f"{FIRST_STRONG}{text}{POP}" if text and (turns or self.is_right_to_left) else text

    def pounds(self, pounds: Fraction) -> str:
        """Pounds to their last place, with no fewer places than pence; rounded to four where they do not end."""
        return self._currency(_ending(pounds))

    def _currency(self, pounds: str) -> str:
        """Pounds as babel writes them, but for the sign; nothing is left to round."""
        from babel.numbers import format_currency

        number, _, places = pounds.partition(".")
        known = _of(self.locale)
        with decimal.localcontext(_context()):
            written = format_currency(
                Decimal(f"{number}.{places.ljust(2, '0')}"), "GBP", locale=known.locale, decimal_quantization=False
            )
        return written.replace(known.symbol, "£")


class _Known(NamedTuple):
    """What is asked of a locale again and again: babel's own record, its sign for pounds, and its direction."""

    locale: Any
    symbol: str
    is_right_to_left: bool


@lru_cache(maxsize=64)
def _of(locale: str) -> _Known:
    from babel.core import Locale
    from babel.numbers import get_currency_symbol

    known = Locale.parse(locale)
    return _Known(known, get_currency_symbol("GBP", known), known.text_direction == "rtl")


def _ending(number: Fraction) -> str:
    """A number as decimals, rounded to four places where they do not end."""
    text = plain_number(number)
    return plain_number(Fraction(Rounding.HALF_UP.of(number * 10_000), 10_000)) if "/" in text else text


def _context() -> decimal.Context:
    """Wide enough for every sum there is, and the same whatever the machine's own is."""
    traps = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
    return decimal.Context(
        prec=400, rounding=decimal.ROUND_HALF_EVEN, Emin=-9_999, Emax=9_999, capitals=1, clamp=0, flags=[], traps=traps
    )
