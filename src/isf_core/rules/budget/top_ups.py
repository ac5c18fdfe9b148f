"""Rules on top-ups for preferred accommodation (BUD-18)."""

from __future__ import annotations

from datetime import date

from ...account.ledger import Ledger
from ...model.account import EntryKind, TopUp
from ...model.documents import NotDone, NotStated
from ...values.dates import in_words
from ...values.sources import CARE_ACT, CHOICE_REGULATIONS, STATUTORY_GUIDANCE
from ..engine.case import Case
from ..engine.definition import Breach, Found, LifecycleStep, condition, must, needs
from ..facts.entries import of_kind

TOP_UPS = "fund.top_ups"


@condition("a top-up is recorded, or was paid in", otherwise="nobody tops up the budget for accommodation")
@needs("fund.top_ups", "fund.entries")
def somebody_tops_up(case: Case) -> bool:
    fund = case.arrangement.fund
    return bool(fund.top_ups) or (fund.entries is not None and EntryKind.TOP_UP in Ledger.of(fund).by_kind)


@must(
    "BUD-18",
    source=(
        CARE_ACT("section 30"),
        CHOICE_REGULATIONS("the additional cost condition"),
        STATUTORY_GUIDANCE("Annex A"),
    ),
    when=somebody_tops_up,
    message="the top-up of {payer}: {why}",
    remedy="agree it in writing with a third party before they pay, or raise the budget to what meets the need",
    step=LifecycleStep.MONEY_ORGANISED,
    interpretation="""A top-up is what preferred accommodation costs above the budget, where something suitable was
    available within it; otherwise the budget is too low. It is agreed in writing by the day of the first payment, with
    a third party; the person pays it only where the Regulations let them. The authority stays liable for all of it.
    What the person or family adds for extra or dearer support outside accommodation is a private addition, about which
    the law says nothing.""",
)
def a_top_up_is_agreed_in_writing_with_a_third_party(case: Case) -> Found:
    top_ups = case.require(case.arrangement.fund.top_ups, TOP_UPS)
    paid = of_kind(case, EntryKind.TOP_UP)
    for each in top_ups:
        first = min((entry.on for entry in paid if entry.party == each.payer), default=None)
        yield from _as_agreed(each, f"{TOP_UPS}[{each.payer}]", first)
    payers = {each.payer for each in top_ups}
    for entry in paid:
        yield entry.party, f"fund.entries[{entry.ref}].party"
        if entry.party is not None and entry.party not in payers:
            yield Breach(f"fund.entries[{entry.ref}].party", payer=entry.party, why="none is agreed with them")


def _as_agreed(top_up: TopUp, field: str, first: date | None) -> Found:
    """What is wrong with one top-up, of which the first payment came in on a day."""
    agreed, payer = top_up.agreed_on, top_up.payer
    yield top_up.suitable_within_budget, f"{field}.suitable_within_budget"
    if top_up.suitable_within_budget is False:
        why = "nothing suitable was available within the budget, so the budget is too low"
        yield Breach(f"{field}.suitable_within_budget", payer=payer, why=why)
    yield agreed, f"{field}.agreed_on"
    if isinstance(agreed, NotDone):
        yield Breach(f"{field}.agreed_on", payer=payer, why="it is not agreed in writing")
    elif agreed is not None and first is not None and agreed > first:
        why = f"it was agreed in writing only on {in_words(agreed)}, after the first payment"
        yield Breach(f"{field}.agreed_on", payer=payer, why=why)
    yield top_up.paid_by_person, f"{field}.paid_by_person"
    if top_up.paid_by_person:
        yield top_up.allowed_by, f"{field}.allowed_by"
        if isinstance(top_up.allowed_by, NotStated):
            yield Breach(f"{field}.allowed_by", payer=payer, why="the person pays it, and nothing lets them")
