"""Welsh sentences for the schedule, the statement, and the letters on payments, changes and the account.

**Not checked by a native speaker.** Have them checked before you send them: `WELSH.remark` says the same. The terms are
those of the Social Services and Well-being (Wales) Act 2014 and of Welsh councils' own pages: gofal a chymorth,
cyfraniad, asesiad ariannol, darparwr, gofal seibiant. An Individual Service Fund is English law, and has no agreed
Welsh name: `cronfa gwasanaeth unigol` is a translation.

>>> from .words import Words
>>> words = Words("cy_GB", WELSH)
>>> [words.count("{count} payment", "{count} payments", count) for count in (1, 2, 3, 13)]
['1 taliad', '2 daliad', '3 thaliad', '13 taliad']
>>> words.say("It is paid on {due}.", due="6 Ebrill 2026")
"Fe'i telir ar 6 Ebrill 2026."
"""

from __future__ import annotations

from collections.abc import Mapping

from ..account.statement import NOTES
from ..model.account import EntryKind
from ..values.rates import RateUnit
from . import letter_sentences as letters
from . import welsh_letters as welsh
from .catalogue import Catalogue, Forms
from .sentences import LABELS, SENTENCES, rate_sentence

_SENTENCES = {
    "about": "{fraction} (tua {number})",
    "period": "{first_day} hyd {last_day}",
    "number": "{amount} yw taliad {number}.",
    "days": "Mae ar gyfer {period}.",
    "due": "Fe'i telir ar {due}.",
    "moved": "Mae'r diwrnod y cytunwyd arno, {unmoved_due}, ar benwythnos neu'n ŵyl banc.",
    "provisional": "Gall y diwrnod hwnnw symud eto: nid yw gwyliau banc wedi'u pennu mor bell ymlaen.",
    "budget": "{budget} yw eich cyllideb ar gyfer y dyddiau hyn.",
    "in_house": "Mae {in_house} ohoni'n talu am wasanaethau gan y cyngor ei hun.",
    "contribution": "{contribution} ohoni yw'r hyn rydych yn ei dalu eich hun.",
    "fee": "{fee} ohoni yw ffi darparwr y gronfa.",
    "fee_on_top": "Ychwanegir {fee_on_top} am ffi darparwr y gronfa.",
    "one_off": "Ychwanegir {one_off} unwaith: {what}.",
    "alone": "Fe'i telir unwaith: {what}.",
    "fund": "Dyma eich cronfa o {first_day} hyd at {last_day}.",
    "opening": "Ar y dechrau roedd {opening} ynddi.",
    "came_in": "Daeth {came_in} i mewn.",
    "spent": "Gwariwyd {spent}.",
    "returned": "Cafodd {returned} ei ddychwelyd neu ei drosglwyddo.",
    "closing": "Ar y diwedd roedd {closing} ynddi.",
    "against": "{ref}: cynlluniwyd {planned}, gwariwyd {spent}.",
    "against_about": "{ref}: cynlluniwyd tua {planned}, gwariwyd {spent}.",
    "unplanned": "{ref}: gwariwyd {spent}. Nid yw'r hyn a gynlluniwyd wedi'i gofnodi.",
    "statement": "Datganiad, {period}",
    "planned": "Cynlluniwyd a gwariwyd, {period}",
    "payment": "Taliad {number}, {period}",
    "exactly": "{fraction} o bunnoedd (tua {amount})",
}

_LABELS = {
    "holder": "Darparwr y gronfa",
    "due": "Dyddiad dyledus",
    "unmoved_due": "Dyddiad dyledus yn ôl y cytundeb",
    "budget": "Cyllideb",
    "in_house": "Gwasanaethau'r cyngor ei hun",
    "contribution": "Cyfraniad",
    "fee": "Ffi o fewn y gyllideb",
    "fee_on_top": "Ffi ar ben y gyllideb",
    "one_off": "Symiau unwaith yn unig",
    "amount": "Talwyd",
    "opening": "balans ar y dechrau",
    "closing": "balans ar y diwedd",
    "support": "Cymorth",
    "planned": "Cynlluniwyd",
    "spent": "Gwariwyd",
    "difference": "Gwahaniaeth",
    "no support": "dim cymorth yn y cynllun",
    "no outcome": "dim canlyniad yn y cynllun",
    "by outcome": "Canlyniad yn y cynllun",
}

_NOTES = {
    "ended": "Daeth y cymorth i ben ar {on}.",
    "suspended": "Ataliwyd y cymorth o {first_day} hyd at {last_day}.",
    "surplus": "O'r balans, mae {held} dros ben.",
    "cap": "Gellir dal hyd at {cap}.",
    "told": "Mae {excess} dros y terfyn. Hysbyswyd yr awdurdod ar {on}.",
    "not_told": "Mae {excess} dros y terfyn. Nid oes hysbysiad i'r awdurdod wedi'i gofnodi.",
    "set_aside": "Mae {amount} o'r balans wedi'i neilltuo: {what}.",
    "contingency": "Cedwir {amount} ar gyfer digwyddiadau annisgwyl.",
    "unpaid": "Mae {amount} o'r cyfraniad wedi'i filio a heb ei dalu.",
    "cancelled": "Codwyd tâl am ymweliad a ganslwyd ar {on}: {amount}.",
    "taken_back": "Tynnwyd tâl am ymweliad a ganslwyd yn ôl ar {on}: {amount}.",
    "evidence": "Heb dystiolaeth: {entries}.",
    "misspelt": "{entries}: nid oes cymorth {support} yn y cynllun. Ai {meant} oeddech chi'n ei olygu?",
    "visits": "Nid yw {unverified} o'r {made} ymweliad wedi'u gwirio.",
    "missing": "Heb ei gofnodi: {fields}.",
}

_ENTRIES = {
    "FUNDER_PAYMENT": "taliad gan y cyllidwr",
    "CONTRIBUTION": "cyfraniad y person",
    "PROVIDER_REFUND": "ad-daliad gan ddarparwr",
    "FROM_RESERVE": "talwyd i mewn o gronfa wrth gefn neu gronfa yswiriant",
    "HOLDER_BEARS": "talwyd i mewn gan ddarparwr y gronfa",
    "TRANSFER_IN": "balans gan ddarparwr cynharach",
    "TOP_UP": "taliad ychwanegol am lety dewisol",
    "PRIVATE_ADDITION": "taliad preifat am gymorth ychwanegol neu ddrutach",
    "DIRECT_SUPPORT": "cymorth uniongyrchol gan ddarparwr y gronfa",
    "SHARED_SUPPORT": "cymorth a rennir neu gymorth cefndir",
    "OTHER_PROVIDER": "taliad i ddarparwr arall",
    "MANAGEMENT_FEE": "ffi reoli",
    "CANCELLED_VISIT": "ymweliad a ganslwyd, y codwyd tâl amdano",
    "ONE_OFF": "offer neu gost unwaith yn unig arall",
    "TO_RESERVE": "talwyd i gronfa wrth gefn neu gronfa yswiriant",
    "IN_LIEU_OF_NOTICE": "tâl yn lle rhybudd",
    "LIABILITY": "rhwymedigaeth wrth ddod i ben",
    "REFUND_TO_FUNDER": "ad-daliad i'r cyllidwr",
    "SURPLUS_RECOVERED": "gweddill a adenillwyd gan y cyllidwr",
    "REFUND_TO_PERSON": "ad-daliad i'r person",
    "SAVING_SHARED": "cyfran o arbediad",
    "TRANSFER_OUT": "balans i ddarparwr nesaf y gronfa",
    "REFUND_TO_PAYER": "taliad ychwanegol, yn ôl i'r un a'i talodd",
}

_RATES = {
    RateUnit.WEEK: "{amount} yr wythnos",
    RateUnit.FOUR_WEEKS: "{amount} bob pedair wythnos",
    RateUnit.MONTH: "{amount} y mis",
    RateUnit.YEAR: "{amount} y flwyddyn",
}


def _texts() -> dict[str, str | Forms]:
    """Every translation by its English text."""
    named: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = (
        (SENTENCES, _SENTENCES),
        (LABELS, _LABELS),
        (NOTES, _NOTES),
        ({kind.name: kind.in_words for kind in EntryKind}, _ENTRIES),
        ({unit.name: rate_sentence(unit) for unit in RateUnit}, {unit.name: text for unit, text in _RATES.items()}),
        (letters.FRAME, welsh.FRAME),
        (letters.PAYMENTS, welsh.PAYMENTS),
        (letters.CHANGES, welsh.CHANGES),
        (letters.ACCOUNT, welsh.ACCOUNT),
        (letters.KINDS, welsh.KINDS),
        (letters.COLUMNS, welsh.COLUMNS),
        (letters.COMPONENTS, welsh.COMPONENTS),
    )
    return {english[name]: text for english, theirs in named for name, text in theirs.items()} | welsh.COUNTED


WELSH = Catalogue("cy", _texts(), remark="not checked by a native speaker")
"""The Welsh catalogue: a text that is not in it (a finding of a rule, a path) stays English, and is warned of."""
