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

_FRAME = {
    "greeting": "Annwyl {name},",
    "reference": "Ein cyfeirnod: {ref}",
    "question": "Os oes gennych gwestiwn",
    "disagree": "Os nad ydych yn cytuno",
    "complain": "Os ydych am gwyno",
    "close": "Yn gywir,",
    "in_all": "Cyfanswm",
    "provider": "eich darparwr",
}

_PAYMENTS = {
    "title": "Eich taliadau o {first_day} hyd at {last_day}",
    "what_for": "Rydym yn talu {provider} am eich gofal a'ch cymorth. "
    "Mae'r llythyr hwn yn dweud faint rydym yn ei dalu, a phryd.",
    "weekly": "Rydym yn talu bob wythnos.",
    "fortnightly": "Rydym yn talu bob pythefnos.",
    "four-weekly": "Rydym yn talu bob pedair wythnos.",
    "monthly": "Rydym yn talu bob mis.",
    "quarterly": "Rydym yn talu bob tri mis.",
    "half-yearly": "Rydym yn talu ddwywaith y flwyddyn.",
    "yearly": "Rydym yn talu unwaith y flwyddyn.",
    "in advance": "Rydym yn talu ar ddechrau'r dyddiau y mae pob taliad ar eu cyfer.",
    "in arrears": "Rydym yn talu ar ôl y dyddiau y mae pob taliad ar eu cyfer.",
    "first": "{amount} yw'r taliad cyntaf. Byddwn yn ei dalu ar {due}.",
    "following": "{amount} yw'r taliad nesaf. Byddwn yn ei dalu ar {due}.",
    "nothing": "Nid ydym yn talu dim ar gyfer y dyddiau hyn.",
    "away": "Mae hyn oherwydd eich bod i ffwrdd ar bob un ohonynt.",
    "from_now": "Mae'n sôn am y taliadau o hyn ymlaen, ac nid am y rhai cynt.",
    "part": "O hyn, mae {amount} yn cael ei dalu gan {who}.",
    "council": "y cyngor",
    "NHS": "y GIG",
    "children's services": "y tîm plant",
    "education": "y tîm ysgolion",
    "somebody": "rywun arall",
    "moved": "Mae rhai dyddiau talu yn symud, fel nad ydynt ar benwythnos nac ar ŵyl banc.",
    "provisional": "Gall diwrnod talu newid eto, gan nad yw pob gŵyl banc wedi'i phennu eto.",
    "one_off": "Unwaith, ar gyfer {days}, rydym yn talu {amount} yn fwy: {what}.",
    "in_house": "Mae'r cyngor yn rhoi rhywfaint o'ch cymorth i chi ei hun. "
    "Rydym yn tynnu cyfanswm o {amount} am hynny.",
    "fee": "Mae eich cyllideb yn cynnwys cyfanswm o {amount} am ffi {provider}.",
    "fee_on_top": "Rydym yn talu cyfanswm o {amount} am ffi {provider}. Nid yw'n dod o'ch cyllideb.",
    "checking": "Mae gennym rai ffeithiau i'w gwirio o hyd. Byddwn yn ysgrifennu atoch eto os bydd taliad yn newid.",
    "payments": "Yr hyn rydym ni'n ei dalu",
    "each": "Pob taliad, a sut y mae'n cael ei gyfrifo",
    "charges": "Yr hyn rydych yn ei dalu, ac am ba ddyddiau",
    "you_pay": "Yr hyn rydych chi'n ei dalu",
    "pays_provider": "Rydych yn talu cyfanswm o {amount}, gan dalu {provider} yn uniongyrchol. "
    "Rydym wedi tynnu hyn o'r swm rydym ni'n ei dalu.",
    "pays_nothing": "Nid ydych yn talu dim tuag at y taliadau hyn.",
    "pays_unsaid": "Nid yw'r llythyr hwn yn dweud beth y mae'n rhaid i chi ei dalu. "
    "Byddwn yn ysgrifennu atoch am hynny.",
    "pays_more": "Efallai y bydd yn rhaid i chi dalu rhywbeth i ni hefyd. Byddwn yn ysgrifennu atoch am hynny.",
    "charged": "Rydych yn talu cyfanswm o {amount} tuag at eich cymorth.",
    "charged_nothing": "Nid ydych yn talu dim tuag at eich cymorth am y dyddiau hyn.",
    "to_holder": "Rydych yn talu {amount} ohono drwy dalu {provider} yn uniongyrchol.",
    "all_to_us": "Rydych yn ei dalu i gyd i ni. Byddwn yn anfon bil atoch.",
    "to_us": "Rydych yn talu {amount} ohono i ni. Byddwn yn anfon bil atoch.",
}

_BECAUSE, _AHEAD = "Mae hyn oherwydd ", "O {first_day} hyd at {last_day}, "
_CHANGES = {
    "title": "Mae eich taliadau wedi newid",
    "what_for": "Rydym wedi cyfrifo eto beth rydym yn ei dalu, gan dalu {provider} am eich cymorth.",
    "more": "Am y dyddiau yn y tabl rydym yn talu {amount} yn fwy nag o'r blaen.",
    "less": "Am y dyddiau yn y tabl rydym yn talu {amount} yn llai nag o'r blaen.",
    "same": "Rydym yn talu'r un cyfanswm ag o'r blaen.",
    "why": "Pam y mae wedi newid",
    "how": "Sut y mae'r taliadau'n newid",
    "each": "Y taliadau cynt a nawr",
    "budget.actual": _BECAUSE + "mai {after} yw eich cyllideb o {day}, ac nid {before} fel y dywedasom.",
    "budget.contribution": _BECAUSE + "eich bod yn talu {after} o {day}, ac nid {before} fel y dywedasom.",
    "budget.actual up": "Bydd eich cyllideb yn codi o {before} i {after} ar {day}.",
    "budget.actual down": "Bydd eich cyllideb yn gostwng o {before} i {after} ar {day}.",
    "budget.contribution up": "Bydd yr hyn rydych yn ei dalu yn codi o {before} i {after} ar {day}.",
    "budget.contribution down": "Bydd yr hyn rydych yn ei dalu yn gostwng o {before} i {after} ar {day}.",
    "about": "tua {amount}",
    "budget.financial_assessments": _BECAUSE + "i ni edrych eto ar yr hyn y gallwch ei dalu.",
    "budget.exemptions": _BECAUSE + "newid yn y cymorth sydd am ddim i chi.",
    "budget.in_house": _BECAUSE + "newid yn y cymorth y mae'r cyngor yn ei roi i chi ei hun.",
    "budget.one_offs": _BECAUSE + "ein bod yn talu {amount} unwaith ar {day}: {what}.",
    "budget.one_offs gone": _BECAUSE + "nad ydym yn talu {amount} wedi'r cyfan ({what}).",
    "budget.deployment": _BECAUSE + "newid yn y ffordd y mae eich cyllideb wedi'i rhannu.",
    "contract.fee": _BECAUSE + "newid yn ffi {provider}.",
    "contract.suspension": _BECAUSE + "newid yn yr hyn rydym yn ei dalu tra byddwch i ffwrdd.",
    "contract.first_day": _BECAUSE + "bod eich cymorth yn dechrau ar {day}.",
    "contract.last_day": _BECAUSE + "bod eich cymorth yn dod i ben ar {day}.",
    "contract.last_day open": _BECAUSE + "bod eich cymorth yn parhau, heb ddiwrnod olaf.",
    "contract.payment": _BECAUSE + "newid yn sut a phryd rydym yn talu.",
    "holder": _BECAUSE + "newid darparwr.",
    "funding": _BECAUSE + "newid o ran pwy sy'n talu am eich cymorth.",
    "new_provider": "O {day}, eich darparwr yw {provider}.",
    "another_provider": "O {day}, bydd gennych ddarparwr arall.",
    "endings": _BECAUSE + "bod eich cymorth wedi dod i ben.",
    "policies": _BECAUSE + "bod rheolau'r cyngor wedi newid.",
    "hospital": _BECAUSE + "i chi fod yn yr ysbyty o {first_day} hyd at {last_day}.",
    "hospital open": _BECAUSE + "eich bod yn yr ysbyty o {first_day} ymlaen.",
    "hospital now": _BECAUSE + "eich bod yn yr ysbyty o {first_day} tan {last_day}.",
    "hospital ahead": _BECAUSE + "y byddwch yn yr ysbyty o {first_day} hyd at {last_day}.",
    "respite": _BECAUSE + "i chi gael gofal seibiant o {first_day} hyd at {last_day}.",
    "respite open": _BECAUSE + "eich bod yn cael gofal seibiant o {first_day} ymlaen.",
    "respite now": _BECAUSE + "eich bod yn cael gofal seibiant o {first_day} tan {last_day}.",
    "respite ahead": _BECAUSE + "y byddwch yn cael gofal seibiant o {first_day} hyd at {last_day}.",
    "holiday": _BECAUSE + "i chi fod ar wyliau o {first_day} hyd at {last_day}.",
    "holiday open": _BECAUSE + "eich bod ar wyliau o {first_day} ymlaen.",
    "holiday now": _BECAUSE + "eich bod ar wyliau o {first_day} tan {last_day}.",
    "holiday ahead": _BECAUSE + "y byddwch ar wyliau o {first_day} hyd at {last_day}.",
    "other": _BECAUSE + "i chi fod i ffwrdd o {first_day} hyd at {last_day}.",
    "other open": _BECAUSE + "eich bod i ffwrdd o {first_day} ymlaen.",
    "other now": _BECAUSE + "eich bod i ffwrdd o {first_day} tan {last_day}.",
    "other ahead": _BECAUSE + "y byddwch i ffwrdd o {first_day} hyd at {last_day}.",
    "not away": _BECAUSE + "nad oeddech i ffwrdd am yr holl ddyddiau o {first_day} yr oeddem wedi'u nodi.",
    "past": "Yr hyn rydym yn ei gywiro am y gorffennol",
    "too_little": "Rydym wedi talu {amount} yn rhy ychydig wrth dalu {provider}. Byddwn yn talu hyn hefyd nawr.",
    "too_much": "Rydym wedi talu {amount} yn ormod wrth dalu {provider}. Byddwn yn cymryd hyn yn ôl.",
    "even": "Rydym wedi talu'r cyfanswm cywir, felly nid oes dim i'w dalu na'i gymryd yn ôl.",
    "you_more": "Rydych yn talu {amount} yn fwy nag a ddywedasom am y dyddiau hynny. "
    "Byddwch yn ei dalu drwy dalu {provider} yn uniongyrchol.",
    "you_less": "Rydych yn talu {amount} yn llai nag a ddywedasom am y dyddiau hynny. "
    "Byddwn yn ysgrifennu atoch am sut y cewch ef yn ôl.",
    "you_same": "Nid yw'r hyn rydych yn ei dalu am y dyddiau hynny yn newid.",
    "not_you": "Nid oes rhaid i chi dalu hyn. Rydym yn ei gymryd yn ôl wrth dalu {provider}.",
    "you_now_pay": "Rydych nawr yn talu {rate}, gan dalu {provider} yn uniongyrchol.",
    "you_will_pay": "Byddwch yn talu {rate}, gan dalu {provider} yn uniongyrchol.",
    "you_more_ahead": _AHEAD + "wrth dalu {provider}, rydych yn talu {amount} yn fwy nag o'r blaen.",
    "you_less_ahead": _AHEAD + "wrth dalu {provider}, rydych yn talu {amount} yn llai nag o'r blaen.",
    "billed_more": _AHEAD + "rydych yn talu {amount} yn fwy i ni nag o'r blaen. Byddwn yn anfon bil atoch.",
    "billed_less": _AHEAD + "rydych yn talu {amount} yn llai i ni nag o'r blaen.",
    "withheld": "Nid ydym yn cywiro {amount} am ddyddiau cynharach. Nid yw rheolau'r cyngor yn mynd mor bell yn ôl.",
    "by_days": "Yr hyn rydym yn ei gywiro, yn ôl dyddiau",
    "earlier_to_pay": "O'r blaen, roedd gennym {amount} i'w dalu o hyd.",
    "earlier_to_take": "O'r blaen, roedd gennym {amount} i'w gymryd yn ôl o hyd.",
    "next": "Y taliadau nesaf",
    "each_next": "Pob un o'r taliadau nesaf",
    "added": "Rydym yn ychwanegu {amount} at daliad {due}.",
    "taken": "Rydym yn tynnu {amount} o daliad {due}.",
    "left_to_pay": "Ar ôl hynny mae gennym {amount} i'w dalu o hyd. Byddwn yn ysgrifennu atoch am hynny.",
    "left_to_take": "Ar ôl hynny mae gennym {amount} i'w gymryd yn ôl o hyd. Byddwn yn ysgrifennu atoch am hynny.",
    "still_to_pay": "Mae gennym {amount} i'w dalu o hyd. Byddwn yn ysgrifennu atoch am hynny.",
    "still_to_take": "Mae gennym {amount} i'w gymryd yn ôl o hyd. Byddwn yn ysgrifennu atoch am hynny.",
}

_ACCOUNT = {
    "title": "Eich cyfrif o {first_day} hyd at {last_day}",
    "what_for": "Dyma'r arian a ddaeth i mewn i'r cyfrif ar gyfer eich cymorth, a'r arian a wariwyd.",
    "opening": "Ar {day} roedd {amount} ynddo ar y dechrau.",
    "opening_short": "Ar {day} roedd {amount} yn brin ar y dechrau.",
    "came_in": "Yna daeth {amount} i mewn.",
    "came_in_less": "Yna cymerwyd allan eto {amount} a ddaeth i mewn o'r blaen.",
    "spent": "Yn y dyddiau hyn gwariwyd {amount}.",
    "spent_less": "Yn y dyddiau hyn daeth {amount} a wariwyd o'r blaen yn ôl.",
    "returned": "Cafodd {amount} arall ei dalu'n ôl neu ei drosglwyddo.",
    "returned_less": "Daeth {amount} arall, a dalwyd yn ôl neu a drosglwyddwyd o'r blaen, i mewn eto.",
    "closing": "Ar ddiwedd {day} roedd {amount} ynddo.",
    "closing_short": "Ar ddiwedd {day} roedd {amount} yn brin.",
    "account": "Y cyfrif",
    "at_start": "Yn y cyfrif ar y dechrau",
    "sums": "Yr hyn a ddaeth i mewn ac a aeth allan",
    "at_end": "Yn y cyfrif ar y diwedd",
    "planned": "Yr hyn a gynlluniwyd a'r hyn a wariwyd",
    "by_support": "Cynlluniwyd a gwariwyd, yn ôl cymorth",
    "no_plan": "Ni allwn ddangos hyn eto, gan nad yw holl ffeithiau eich cynllun gennym.",
    "no_support": "Heb fod yn eich cynllun",
    "about": "Dangosir swm a gynlluniwyd ar gyfer rhan o wythnos i'r geiniog agosaf.",
    "spare": "Yr hyn sydd dros ben",
    "surplus": "O'r {held} yn y cyfrif, mae {amount} dros ben.",
    "no_surplus": "Nid oes dim dros ben.",
    "set_aside": "Cedwir {amount} ar gyfer anghenion diweddarach.",
    "set_aside_short": "Mae angen {amount} arnoch yn ddiweddarach. Mae hynny {short} yn fwy na'r hyn sydd yno.",
    "cap": "Gall hyd at {amount} aros yn y cyfrif.",
    "excess": "Mae gennych {amount} yn fwy na hynny. Byddwn yn siarad â chi am yr hyn a fydd yn digwydd iddo.",
    "unpaid": "Mae gennych {amount} i'w dalu o hyd o'r hyn a filiwyd i chi.",
    "cancelled": "Cafodd ymweliad â chi ei ganslo. Costiodd {amount} ar {on}.",
    "excess_by_age": "O'r hyn sydd dros ben, daeth {amount} i mewn yn rhy bell yn ôl. Byddwn yn siarad â chi am hynny.",
    "given_back": "Ar {on} cymerwyd yn ôl dâl o {amount} am ymweliad a gafodd ei ganslo.",
    "missing": "Nid yw'r holl ffeithiau gennym eto, felly ni allwn ddweud beth sydd dros ben.",
}

_KINDS = {
    "FUNDER_PAYMENT": "Talwyd i mewn gan y cyngor neu'r GIG",
    "CONTRIBUTION": "Talwyd i mewn gennych chi",
    "PROVIDER_REFUND": "Talwyd yn ôl gan ddarparwr",
    "FROM_RESERVE": "Talwyd i mewn o gronfa wrth gefn",
    "HOLDER_BEARS": "Talwyd i mewn gan eich darparwr",
    "TRANSFER_IN": "Symudwyd i mewn oddi wrth eich darparwr diwethaf",
    "TOP_UP": "Talwyd i mewn gan rywun arall am gartref drutach",
    "PRIVATE_ADDITION": "Talwyd i mewn gan rywun arall am gymorth ychwanegol",
    "DIRECT_SUPPORT": "Cymorth gan eich darparwr",
    "SHARED_SUPPORT": "Cymorth rydych yn ei rannu ag eraill",
    "OTHER_PROVIDER": "Cymorth gan ddarparwr arall",
    "MANAGEMENT_FEE": "Ffi eich darparwr",
    "CANCELLED_VISIT": "Ymweliadau a gafodd eu canslo",
    "ONE_OFF": "Offer a chostau unigol eraill",
    "TO_RESERVE": "Rhoddwyd mewn cronfa wrth gefn",
    "IN_LIEU_OF_NOTICE": "Talwyd am ddyddiau o rybudd",
    "LIABILITY": "Costau dod i ben",
    "REFUND_TO_FUNDER": "Talwyd yn ôl i'r cyngor neu'r GIG",
    "SURPLUS_RECOVERED": "Arian dros ben, a gymerwyd yn ôl",
    "REFUND_TO_PERSON": "Talwyd yn ôl i chi",
    "SAVING_SHARED": "Rhan o arbediad, a drosglwyddwyd",
    "TRANSFER_OUT": "Symudwyd at eich darparwr nesaf",
    "REFUND_TO_PAYER": "Talwyd yn ôl i bwy bynnag a'i hychwanegodd",
}

_COLUMNS = {
    "from": "O",
    "to": "Hyd at",
    "due": "Dyddiad talu",
    "pay_by": "Talwch erbyn",
    "budget": "Eich cyllideb",
    "in_house": "Gan y cyngor",
    "contribution": "Rydych chi'n talu",
    "fee_on_top": "Ffi",
    "one_off": "Unwaith",
    "amount": "Rydym ni'n talu",
    "before": "Cynt",
    "after": "Nawr",
    "difference": "Newid",
    "what": "Beth",
    "put_right": "Cywiriad",
    "payment": "Taliad",
    "sum": "Swm",
}

_COMPONENTS = {
    "in_house": "Cymorth gan y cyngor",
    "contribution": "Yr hyn rydych yn ei dalu",
    "fee": "Ffi'r darparwr",
    "one_off": "Talwyd unwaith",
}

_COUNTED: dict[str, Forms] = {
    letters.MADE[1]: {
        "one": "Rydym yn gwneud un taliad. {amount} yw'r swm.",
        "two": "Rydym yn gwneud {count} daliad. {amount} yw'r cyfanswm.",
        "few": "Rydym yn gwneud {count} thaliad. {amount} yw'r cyfanswm.",
        "many": "Rydym yn gwneud {count} thaliad. {amount} yw'r cyfanswm.",
        "other": "Rydym yn gwneud {count} taliad. {amount} yw'r cyfanswm.",
    },
    "{count} payments": {
        "two": "{count} daliad",
        "few": "{count} thaliad",
        "many": "{count} thaliad",
        "other": "{count} taliad",
    },
}
"""After a number a Welsh noun is singular, and its first letter changes after two (soft), three and six (aspirate)."""


def _texts() -> dict[str, str | Forms]:
    """Every translation by its English text."""
    named: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = (
        (SENTENCES, _SENTENCES),
        (LABELS, _LABELS),
        (NOTES, _NOTES),
        ({kind.name: kind.in_words for kind in EntryKind}, _ENTRIES),
        ({unit.name: rate_sentence(unit) for unit in RateUnit}, {unit.name: text for unit, text in _RATES.items()}),
        (letters.FRAME, _FRAME),
        (letters.PAYMENTS, _PAYMENTS),
        (letters.CHANGES, _CHANGES),
        (letters.ACCOUNT, _ACCOUNT),
        (letters.KINDS, _KINDS),
        (letters.COLUMNS, _COLUMNS),
        (letters.COMPONENTS, _COMPONENTS),
    )
    return {english[name]: text for english, welsh in named for name, text in welsh.items()} | _COUNTED


WELSH = Catalogue("cy", _texts(), remark="not checked by a native speaker")
"""The Welsh catalogue: a text that is not in it (a finding of a rule, a path) stays English, and is warned of."""
