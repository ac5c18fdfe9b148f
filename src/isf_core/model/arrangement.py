"""One arrangement: a person, a holder, the funders, a budget, a plan and a contract."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

import attrs

from ..errors import IsfError, short
from ..values.money import plain_number
from ..values.reading import added
from ..values.record import Record
from .budget import PersonalBudget
from .contract import Contract
from .fields import a, a_day, a_text, as_tuple, each, maybe, one_of
from .organisations import Funder, FundingShare, Holder
from .person import Person
from .plan import SupportPlan


class AgreementKind(Enum):
    """An agreement beside the contract (CON-02)."""

    PERSON_HOLDER = "between the person and the holder"
    PERSON_COUNCIL = "between the person and the council"


@attrs.frozen(kw_only=True, repr=False)
class Agreement(Record):
    """An agreement beside the contract, and when it was signed."""

    kind: AgreementKind = attrs.field(validator=one_of(AgreementKind))
    signed_on: date | None = attrs.field(default=None, validator=maybe(a_day))


def _funding(given: object) -> object:
    """One funder pays all of it."""
    return (FundingShare(funder=given, share=Fraction(1)),) if isinstance(given, Funder) else as_tuple(given)


@attrs.frozen(kw_only=True, repr=False)
class Arrangement(Record):
    """All that is recorded of one Individual Service Fund; None is "not recorded".

    `funding` is one Funder, or FundingShares that add up to one. `payments_set_up_on` is the day
    on which the payments were set up in the funder's system (Dorset, section 4).
    """

    person: Person = attrs.field(validator=a(Person, "give a Person"))
    ref: str | None = attrs.field(default=None, validator=maybe(a_text))
    holder: Holder | None = attrs.field(default=None, validator=maybe(a(Holder, "give a Holder")))
    funding: tuple[FundingShare, ...] | None = attrs.field(
        default=None,
        converter=_funding,
        validator=maybe(each(FundingShare, 100)),
    )
    budget: PersonalBudget = attrs.field(factory=PersonalBudget, validator=a(PersonalBudget, "give a PersonalBudget"))
    plan: SupportPlan = attrs.field(factory=SupportPlan, validator=a(SupportPlan, "give a SupportPlan"))
    contract: Contract = attrs.field(factory=Contract, validator=a(Contract, "give a Contract"))
    agreements: tuple[Agreement, ...] | None = attrs.field(
        default=None, converter=as_tuple, validator=maybe(each(Agreement, 100))
    )
    payments_set_up_on: date | None = attrs.field(default=None, validator=maybe(a_day))

    def __attrs_post_init__(self) -> None:
        if self.funding is None:
            return
        refs = [share.funder.ref for share in self.funding]
        if len(set(refs)) < len(refs):
            raise IsfError("Arrangement.funding", "two shares of one funder", "give each funder one share")
        whole = added("Arrangement.funding", (share.share for share in self.funding))
        if whole != 1:
            wrong = f"the shares add up to {short(plain_number(whole))}"
            raise IsfError("Arrangement.funding", wrong, "they must add up to one")
