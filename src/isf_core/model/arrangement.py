"""One arrangement: a person, a holder, the funders, a budget, a plan and a contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from ..errors import IsfError, TooLarge, quote, short
from ..values.checks import added, instance
from ..values.frozen import frozen
from ..values.money import plain_number
from ..values.record import Record
from ..values.timeline import Timeline
from . import validators as v
from .account import Fund
from .budget import PersonalBudget
from .contract import Contract
from .documents import AgreementKind, NotDone, an_act
from .lifecycle import Lifecycle
from .organisations import Funding, FundingRate, FundingShare, Holder, Provider, as_funding
from .payment_terms import PaymentTerms
from .person import NeedsAssessment, Person
from .plan import SupportPlan
from .suspension import Suspension, apart
from .termination import Termination
from .variation import Variation, in_order, replaceable


@frozen(kw_only=True, repr=False)
class Agreement(Record):
    """An agreement beside the contract, and when it was signed: NotDone where none was, or where none is needed.

    `by` is who signed for the person, by reference, where another did.
    """

    kind: AgreementKind = attrs.field(validator=v.one_of(AgreementKind))
    signed_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    by: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))


def _each_funding(record: object, field: attrs.Attribute[Any], given: Any) -> None:
    """Parts of different funders, whose shares add up to one: they pay what no rate pays."""
    where = f"{type(record).__name__}.funding"
    parts: tuple[Funding, ...] = instance(where, given, tuple, "give a Funder, or a tuple of FundingShares and rates")
    if len(parts) > 100:
        raise TooLarge(where, f"{len(parts):,} entries are too many", "give at most 100")
    for place, part in enumerate(parts):
        if not isinstance(part, (FundingShare, FundingRate)):
            instance(f"{where}[{place}]", part, (FundingShare, FundingRate), "give a FundingShare or a FundingRate")
    v.no_two(where, (part.funder.ref for part in parts), "two parts of the funder {}", "give each funder one")
    pays = {part.funder.ref: part.payer or part.funder.ref for part in parts}
    for ref, payer in pays.items():
        if payer not in pays:
            v.is_among(f"{where}[{ref[:40]}].payer", payer, pays, "funder here")
        if pays[payer] != payer:
            wrong = f"{quote(payer)} pays for {quote(ref)}, and {quote(pays[payer])} for {quote(payer)}"
            raise IsfError(f"{where}[{ref[:40]}].payer", wrong, "name the one that pays the holder")
    whole = added(where, (part.share for part in parts if isinstance(part, FundingShare)))
    if whole != 1:
        raise IsfError(where, f"the shares add up to {short(plain_number(whole))}", "they must add up to one")


@frozen(kw_only=True, repr=False)
class Phase(Record):
    """From a day on: the payment terms, holder and funding that all its payments share."""

    since: date = attrs.field(validator=v.a_day)
    payment: PaymentTerms = attrs.field(validator=v.a(PaymentTerms))
    holder: Holder | None = attrs.field(default=None, validator=v.maybe(v.a(Holder)))
    funding: tuple[Funding, ...] | None = attrs.field(
        default=None, converter=as_funding, validator=v.maybe(_each_funding)
    )


@frozen(kw_only=True, repr=False)
class Arrangement(Record):
    """All that is recorded of one Individual Service Fund; None is "not recorded".

    `funding` is one Funder, or FundingShares that add up to one. `payments_set_up_on` is the day
    on which the payments were set up in the funder's system (Dorset, section 4). `needs` is what the
    assessment found, `lifecycle` what was told, chosen and reviewed, `providers` those from whom support
    is bought, `fund` the account. `suspensions`, `variations` and `endings` are records that are
    added one by one: none is added, none is there. `later` is what `as_known` makes of variations of
    payment terms, holder and funding, and `plans` of those of the plan; nobody writes them.
    """

    person: Person = attrs.field(validator=v.a(Person))
    ref: str | None = attrs.field(default=None, validator=v.maybe(v.a_text))
    holder: Holder | None = attrs.field(default=None, validator=v.maybe(v.a(Holder)))
    funding: tuple[Funding, ...] | None = attrs.field(
        default=None, converter=as_funding, validator=v.maybe(_each_funding)
    )
    budget: PersonalBudget = attrs.field(factory=PersonalBudget, validator=v.a(PersonalBudget))
    plan: SupportPlan = attrs.field(factory=SupportPlan, validator=v.a(SupportPlan))
    contract: Contract = attrs.field(factory=Contract, validator=v.a(Contract))
    agreements: tuple[Agreement, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Agreement], metadata={"most": 100}
    )
    payments_set_up_on: date | NotDone | None = attrs.field(default=None, validator=an_act)
    needs: NeedsAssessment | NotDone | None = attrs.field(
        default=None, validator=v.maybe(v.a((NeedsAssessment, NotDone)))
    )
    lifecycle: Lifecycle = attrs.field(factory=Lifecycle, validator=v.a(Lifecycle))
    providers: tuple[Provider, ...] | None = attrs.field(
        default=None, converter=v.TupleOrNone[Provider], metadata={"most": 1_000}
    )
    fund: Fund = attrs.field(factory=Fund, validator=v.a(Fund))
    endings: tuple[Termination, ...] = attrs.field(default=(), converter=v.TupleOf[Termination], metadata={"most": 100})
    suspensions: tuple[Suspension, ...] = attrs.field(
        default=(), converter=v.TupleOf[Suspension], metadata={"most": 1_000}
    )
    variations: tuple[Variation, ...] = attrs.field(default=(), converter=v.TupleOf[Variation])
    later: tuple[Phase, ...] = attrs.field(default=(), converter=v.TupleOf[Phase])
    plans: Timeline[SupportPlan] | None = attrs.field(default=None, converter=v.OverTimeOrNone[SupportPlan])

    def __attrs_post_init__(self) -> None:
        in_order(self.variations)
        replaceable(self.variations)
        v.own_references("Arrangement.providers", self.providers)
        if self.plans is not None and self.plan not in self.plans.values:
            raise IsfError(
                "Arrangement.plan",
                "it is none of the plans that as_known made",
                "change it in the arrangement as it was recorded",
            )
        if self.later and self.variations:
            wrong = "a variation of what as_known made"
            raise IsfError("Arrangement.variations", wrong, "add it to the arrangement as it was recorded")
        apart(self.suspensions)
