"""Who holds the fund, one after another, as far as it is known on the day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from ...model.contract import Signature
from ...model.documents import ends_on
from ...model.organisations import Holder, Provider, QualityTier, RegisterEntry
from ...values.frozen import frozen
from ...values.record import WithFields
from ..engine.case import Case
from ..engine.definition import Asked, condition, needs


@frozen(repr=False)
class HolderSince(WithFields):
    """A holder, the day from which they hold the fund, and the field that says who it is.

    The first has held it since ever. `agreed` are the signatures under the variation that made it so,
    where one did.
    """

    since: date
    holder: Holder | None
    field: str
    agreed: tuple[Signature, ...] | None = None


def holders_of(case: Case) -> tuple[HolderSince, ...]:
    """The holder on the first day, and each that follows while the contract runs, by the variations known.

    One that varies from the first day or before it is the first. Whether a variation comes to be is
    asked of the contract's first and last day, where there is a variation.
    """
    return case.once(_holders_of)


def _holders_of(case: Case) -> tuple[HolderSince, ...]:
    changes = case.known.changes_of("holder")
    by_day = {date.min: HolderSince(date.min, case.known.recorded.holder, "holder")}
    if not changes:
        return tuple(by_day.values())
    contract = case.arrangement.contract
    case.require_all((contract.first_day, "contract.first_day"), (contract.last_day, "contract.last_day"))
    start = case.require(contract.first_day, "contract.first_day")
    for each in changes:
        if each.since <= ends_on(case.last_day):
            since = each.since if each.since > start else date.min
            by_day[since] = HolderSince(since, each.value, f"{each.field}.holder", each.variation.agreed)
    return tuple(by_day.values())


def is_contracted(entry: RegisterEntry) -> bool:
    """Whether a holder is contracted already, on the council's purchasing system: its entry says so, or has a tier.

    >>> is_contracted(RegisterEntry(tier=QualityTier.GOLD)), is_contracted(RegisterEntry(is_contracted=True))
    (True, True)
    """
    on_the_system = entry.tier not in (None, QualityTier.NOT_MONITORED)
    return bool(entry.is_contracted) or on_the_system


@frozen
class ChangesOfHolder:
    """The changes of holder that have taken effect by the day: those that are certain, and all that may be one.

    `asked` are the holders that are not recorded, for which some may be one or not.
    """

    certain: tuple[HolderSince, ...]
    possible: tuple[HolderSince, ...]
    asked: tuple[tuple[None, str], ...]


_NO_CHANGES = ChangesOfHolder((), (), ())


def changes_of_holder(case: Case) -> ChangesOfHolder:
    """Each time that the fund went to another holder. The same one, recorded anew, is no change."""
    if not case.known.variations:
        return _NO_CHANGES
    certain: list[HolderSince] = []
    possible: list[HolderSince] = []
    asked: dict[str, None] = {}
    for before, after in pairwise(holders_of(case)):
        if after.since > case.on:
            continue
        if before.holder is None or after.holder is None:
            possible.append(after)
            asked.update((each.field, None) for each in (before, after) if each.holder is None)
        elif before.holder.ref != after.holder.ref:
            certain.append(after)
            possible.append(after)
    return ChangesOfHolder(tuple(certain), tuple(possible), tuple((None, field) for field in asked))


@condition("the fund has gone to another holder by the day", otherwise="the holder has not changed")
@needs("variations")
def the_holder_has_changed(case: Case) -> bool:
    changes = changes_of_holder(case)
    if not changes.certain:
        case.require_all(*changes.asked)
    return bool(changes.certain)


def needs_no_registration(entry: Provider) -> tuple[bool | None, list[Asked]]:
    """Whether a provider is a carer who need not be registered, as far as it is known, and on what it rests."""
    employer: Asked = (entry.employer, f"providers[{entry.ref}].employer")
    directed: Asked = (entry.directed_by_employer, f"providers[{entry.ref}].directed_by_employer")
    if entry.directed_by_employer is False:
        return False, [directed]
    if entry.employer is not None and not entry.employer.may_be_unregistered:
        return False, [employer]
    if entry.employer is None:  # how they work matters only with some employers
        return None, [employer]
    return (None if entry.directed_by_employer is None else True), [employer, directed]
