"""The organisations: who pays (funders), and who holds the fund (the holder)."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

import attrs

from ..errors import IsfError, short
from ..values.money import plain_number
from ..values.rates import Rate
from ..values.reading import exact
from ..values.record import Record
from .fields import a, a_text, maybe, one_of
from .register import Accreditation, Readiness, RegisterEntry


class FunderKind(Enum):
    """Whose money it is (LIFE-09)."""

    COUNCIL = "council"
    NHS = "NHS"
    CHILDRENS_SERVICES = "children's services"
    EDUCATION = "education"


class HolderKind(Enum):
    """What a holder does beside holding the fund (ORG-02)."""

    SUPPORT_PROVIDER = "support provider"
    INDEPENDENT_BROKER = "independent broker"
    BOTH = "support provider and broker"


@attrs.frozen(kw_only=True, repr=False)
class Funder(Record):
    """An organisation that pays into the fund; `cost_code` goes into its records."""

    ref: str = attrs.field(validator=a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))
    kind: FunderKind | None = attrs.field(default=None, validator=maybe(one_of(FunderKind)))
    cost_code: str | None = attrs.field(default=None, validator=maybe(a_text))


@attrs.frozen(kw_only=True, repr=False)
class Holder(Record):
    """The organisation that holds the fund and answers for it.

    `register` is its entry in the register of holders, `accreditation` its application, `readiness`
    what it needs to hold funds at all (ORG).
    """

    ref: str = attrs.field(validator=a_text)
    name: str | None = attrs.field(default=None, repr=False, validator=maybe(a_text))
    kind: HolderKind | None = attrs.field(default=None, validator=maybe(one_of(HolderKind)))
    register: RegisterEntry | None = attrs.field(
        default=None, validator=maybe(a(RegisterEntry, "give a RegisterEntry"))
    )
    accreditation: Accreditation | None = attrs.field(
        default=None, validator=maybe(a(Accreditation, "give an Accreditation"))
    )
    readiness: Readiness | None = attrs.field(default=None, validator=maybe(a(Readiness, "give a Readiness")))


def _share(given: object) -> Fraction:
    share = exact("FundingShare.share", given, "give a part of one, such as '0.6' or Fraction(3, 5)")
    if not 0 <= share <= 1:
        wrong = f"{short(plain_number(share))} is no part of one"
        raise IsfError("FundingShare.share", wrong, "give nil to one; all shares add up to one")
    return share


@attrs.frozen(kw_only=True, repr=False)
class FundingShare(Record):
    """One funder's share of each payment, as a part of one.

    >>> FundingShare(funder=Funder(ref="council"), share="0.6").share
    Fraction(3, 5)
    """

    funder: Funder = attrs.field(validator=a(Funder, "give a Funder"))
    share: Fraction = attrs.field(converter=_share)
    reference: str | None = attrs.field(default=None, validator=maybe(a_text))


@attrs.frozen(kw_only=True, repr=False)
class FundingRate(Record):
    """One funder's part of each payment as a rate; those with shares pay the rest.

    >>> FundingRate(funder=Funder(ref="NHS"), rate=Rate.weekly("100")).rate
    Rate.weekly('100')
    """

    funder: Funder = attrs.field(validator=a(Funder, "give a Funder"))
    rate: Rate = attrs.field(validator=a(Rate, "give a Rate"))
    reference: str | None = attrs.field(default=None, validator=maybe(a_text))


Funding = FundingShare | FundingRate
"""A funder's part in one fund: a share of what is paid, or a rate."""
