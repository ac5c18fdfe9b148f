"""What is told of the national return, whole: its rows, its notes, its reconciliation, its spans of constant cost.

python tests/support/wording.py returns > tests/data/words_of_returns.txt
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from isf_core import (
    PLAIN,
    Arrangement,
    Basis,
    CostFrequency,
    FixedFee,
    Form,
    Frequency,
    FundingShare,
    InHouse,
    Money,
    OneOff,
    Party,
    PaymentHistory,
    Person,
    Placement,
    Rate,
    RateUnit,
    Rounding,
    ServiceType,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Timeline,
    client_level_rows,
    cost_spans,
    cost_to_readers,
    proposed_mechanism,
    reconcile_return,
)
from isf_core.exchange import DeliveryMechanism, ReturnCause
from isf_core.exchange.client_level_fields import CLIENT_TYPES, COMPUTED, EVENT_OUTCOMES, FIELDS
from isf_core.model import (
    ChangeKind,
    Clauses,
    Deployed,
    DeploymentOption,
    HowNotDone,
    NotDone,
    PersonKind,
    StatedBudget,
    SupportPlan,
)

from .arrangements import sound
from .every_record import full
from .pictures import refusal, table_lines
from .returns import COUNCIL, JUNE, NHS, SEPTEMBER, fund, rows_of

SERVICE: Final = ServiceType.LONG_TERM_COMMUNITY


def returns() -> Iterator[str]:
    """Everything that is told of returns."""
    for part in (_words, _rows, _mechanisms, _costs, _refusals, _spans):
        yield f"# {part.__name__.strip('_')}"
        yield from part()


def _words() -> Iterator[str]:
    yield f"fields: {', '.join(FIELDS)}; worked out: {', '.join(sorted(COMPUTED))}"
    for kind in (ServiceType, DeliveryMechanism, CostFrequency, ReturnCause):
        yield f"{kind.__name__}: {', '.join(f'{each.name} {each.value!r}' for each in kind)}"
    yield f"of cash: {[each.name for each in ReturnCause if each.is_of_cash]}"
    yield f"a week: {[(each.name, str(each.units_a_week)) for each in CostFrequency]}"
    yield f"of rates: {[(each.name, CostFrequency.of(each).name) for each in RateUnit]}"
    yield f"{dict(CLIENT_TYPES)} {dict(EVENT_OUTCOMES)}"


def _book() -> tuple[Any, ...]:
    """Funds with everything that a return says something of."""
    shares = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
    died = Termination(
        party=Party.PERSON, reason=TerminationReason.DEATH, given_on=date(2026, 6, 10), last_day=date(2026, 6, 10)
    )
    ended = died.replace(reason=TerminationReason.ORDINARY)
    rate = Timeline(Rate.weekly("99.99"), (date(2026, 5, 20), Rate.monthly("500.55")))
    full = fund(
        ref="A-2",
        person=Person(ref="P-2", kind=PersonKind.ADULT),
        funding=shares,
        budget={
            "actual": rate,
            "contribution": Rate.weekly("11.11"),
            "in_house": (InHouse(what="day centre", cost=Rate.weekly("20.05")),),
            "one_offs": (
                OneOff(ref="O-1", on=date(2026, 5, 5), amount="70.01", what="a rail"),
                OneOff(on=date(2026, 6, 29), amount="50", what="a key"),
            ),
        },
        payment={"basis": Basis.NET},
        contract={
            "fee": FixedFee(per_week="5"),
            "fee_placement": Placement.ON_TOP,
            "suspension": SuspensionRule(full_days=3, retainer="0.5"),
        },
        suspensions=(Suspension(first_day=date(2026, 5, 1), last_day=date(2026, 5, 9)),),
    )
    split = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(50)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(50)),
    )
    return (
        (fund(), PaymentHistory()),
        full,
        fund(ref="A-3", person=Person(ref="P-3", kind=PersonKind.CARER), endings=(died,)),
        fund(ref="A-4", person=Person(ref="P-4"), endings=(ended,)),
        fund(ref="A-5", person=Person(ref="P-5"), endings=(ended.replace(reason=TerminationReason.BREACH),)),
        fund(ref="A-6", person=Person(ref="P-6"), last_day=date(2026, 6, 30)),
        fund(ref="A-7", person=Person(ref="P-7"), budget={"actual": None, "deployment": split}),
        fund(ref="A-8", person=Person(ref="P-8"), budget={"actual": Rate.weekly(0)}),
        fund(
            ref="A-9",
            person=Person(ref="P-9"),
            frequency=Frequency.MONTHLY,
            budget={"actual": Rate.monthly(433)},
            payment={"weeks_in_year": Fraction(365, 7)},
        ),
        fund(ref="A-10", first_day=date(2026, 7, 6)),
        fund(ref="A-11", person=Person(ref="P-11"), funding=NHS),
        fund(ref=None, person=Person(ref="P-12")),
        fund(ref="A-13", person=Person(ref="P-1")),
        fund(
            ref="A-14",
            person=Person(ref="P-14"),
            first_day=date(2024, 4, 8),
            budget={
                "in_house": (
                    InHouse(what="over", cost=Timeline(Rate.weekly(20), (date(2025, 1, 6), Rate.weekly(0)))),
                    InHouse(
                        what="dearer",
                        cost=Timeline(
                            Rate.weekly(20), (date(2026, 4, 27), Rate.weekly(25)), (date(2026, 5, 25), Rate.weekly(0))
                        ),
                    ),
                )
            },
        ),
        Arrangement(person=Person(ref="P-0"), ref="A-0"),
    )


def _rows() -> Iterator[str]:
    given = {
        "*": {"Service_Component": "Home support", "our_own": "x"},
        "A-2": {"Delivery_Mechanism": "Direct payment"},
        "A-2 day centre": {"Service_Component": "Day support"},
        "A-3": {"Event_Outcome": "ended"},
    }
    outcomes = {**EVENT_OUTCOMES, TerminationReason.ORDINARY: "NFA: Other"}
    named: dict[str, Any] = {"given": given, "outcomes": outcomes, "rounding": Rounding.DOWN}
    for found in (rows_of(_book()), rows_of(_book(), SEPTEMBER, **named)):
        yield f"{found.quarter}; {found.year}; blank: {found.blank}"
        yield from table_lines(found.table())
        yield from table_lines(found.notes_table())
        for row in found.rows:
            yield f"    {row.person}, {row.kind.value}, {row.what or '-'}: {row.why}"
        balanced = reconcile_return(found)
        yield from table_lines(balanced.table())
        yield from table_lines(balanced.causes_table())
        yield f"    left out: {[(each.person, each.field, each.what) for each in balanced.left_out]}"


def _mechanisms() -> Iterator[str]:
    whole = sound()
    for facts in (
        whole,
        whole.replace(budget=whole.budget.replace(stated=full(StatedBudget))),
        whole.replace(contract=whole.contract.replace(clauses=Clauses(permission_for=tuple(ChangeKind)))),
        whole.replace(
            budget=whole.budget.replace(stated=NotDone(how=HowNotDone.NOT_DONE)),
            plan=SupportPlan(outcomes=(), supports=()),
        ),
        whole.replace(contract=whole.contract.replace(form=Form.PERSON_AND_HOLDER)),
        whole.replace(plan=SupportPlan(outcomes=(), supports=())),
        whole.replace(contract=whole.contract.replace(form=Form.TWO_WAY, clauses=Clauses(permission_for=()))),
        Arrangement(person=whole.person),
    ):
        yield repr(proposed_mechanism(facts))


def _costs() -> Iterator[str]:
    for frequency in CostFrequency:
        for days in (0, 1, 92, 366):
            found = refusal(cost_to_readers, unit_cost=Money("10.01"), frequency=frequency, days=days)
            yield f"{frequency.name}, {days} days: {found.removeprefix('not refused: ')}"
        for units in (Fraction(7, 3), "2.125", 2):
            asked = {"unit_cost": Money("10.01"), "frequency": frequency, "days": 7, "planned_units": units}
            yield f"{frequency.name} at {units}: {refusal(cost_to_readers, **asked).removeprefix('not refused: ')}"
    for odd in (-1, 367, None):
        yield refusal(cost_to_readers, unit_cost=Money(1), frequency=CostFrequency.WEEK, days=odd)
    for cost in (Money("-0.01"), 5):
        yield refusal(cost_to_readers, unit_cost=cost, frequency=CostFrequency.WEEK, days=7)
    yield refusal(cost_to_readers, unit_cost=Money(1), frequency=CostFrequency.DAY, days=7, planned_units=1.5)
    yield refusal(cost_to_readers, unit_cost=Money(1), frequency="Weekly", days=7)


def _refusals() -> Iterator[str]:
    asked: dict[str, Any] = {"quarter_end": JUNE, "on": JUNE, "service_type": SERVICE, "policy": PLAIN}
    wrongs: tuple[dict[str, Any], ...] = (
        *({"quarter_end": each} for each in (date(2026, 6, 29), date(2026, 5, 31), date(2026, 7, 1), "x", date.max)),
        {"on": "x"},
        {"service_type": "Long"},
        {"given": 5},
        {"given": {5: {}}},
        {"given": {"A-1": 5}},
        {"given": {"A-1": {5: "x"}}},
        {"given": {"A-1": {"Client_Type": 5}}},
        {"given": {"A-9": {"Client_Type": "x"}}},
        *({"given": {"A-1": {name: "x"}}} for name in sorted(COMPUTED)),
        {"outcomes": 5},
        {"outcomes": {"x": "y"}},
        {"outcomes": {TerminationReason.DEATH: 5}},
        {"rounding": "x"},
    )
    for wrong in wrongs:
        yield refusal(client_level_rows, fund(), **{**asked, **wrong})
    for book in (5, [5], [(fund(),)], [(fund(), 5)], [(5, PaymentHistory())], [(fund(), PaymentHistory(), 1)]):
        yield refusal(client_level_rows, book, **asked)
    yield refusal(reconcile_return, 5)
    yield refusal(proposed_mechanism, 5)


def _spans() -> Iterator[str]:
    for entry in _book():
        facts = entry[0] if isinstance(entry, tuple) else entry
        said = refusal(cost_spans, facts, on=JUNE, policy=PLAIN)
        yield facts.ref or facts.person.ref
        yield from table_lines(cost_spans(facts, on=JUNE, policy=PLAIN).table()) if "not refused" in said else (said,)
    yield refusal(cost_spans, 5, on=JUNE, policy=PLAIN)
    yield refusal(cost_spans, fund(), on=5, policy=PLAIN)
