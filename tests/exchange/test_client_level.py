"""The rows of the national return: which services there are, from when to when, and at what cost."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from itertools import repeat
from typing import Any

import pytest
from support.arrangements import sound
from support.refusing import refused
from support.returns import COUNCIL, JUNE, MARCH, NHS, SEPTEMBER, START, fund, rows_of

from isf_core import (
    EVENT_OUTCOMES,
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Change,
    ChangeKind,
    Clauses,
    CostFrequency,
    DanglingReference,
    DeliveryMechanism,
    Deployed,
    DeploymentOption,
    FixedFee,
    Form,
    Funder,
    FundingRate,
    FundingShare,
    Holder,
    HowNotDone,
    InHouse,
    Money,
    NotDone,
    OneOff,
    OneOffPayment,
    Outcome,
    Parameters,
    Party,
    PaymentHistory,
    Person,
    PersonKind,
    Placement,
    Rate,
    ReturnedService,
    Rounding,
    ServiceType,
    StatedBudget,
    SupportPlan,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Timeline,
    TooLarge,
    Variation,
    client_level_rows,
    cost_spans,
    cost_to_readers,
    proposed_mechanism,
    schedule_payments,
)


def services(book: Any, quarter_end: date = JUNE, **more: Any) -> list[tuple[Any, ...]]:
    """What, from, to, unit cost and frequency of each row."""
    return [
        (
            row.what or row.kind.value,
            row.first_day.isoformat(),
            None if row.last_day is OPEN_ENDED else str(row.last_day),
            str(row.unit_cost),
            row.frequency.value,
        )
        for row in rows_of(book, quarter_end, **more).rows
    ]


def varied(path: str, value: object, *, since: date, known_from: date) -> Variation:
    """One change of one field from a day on."""
    return Variation(effective=since, known_from=known_from, changes=(Change(path, value),))


def test_a_fund_has_one_row_with_its_first_start_date_and_its_latest_cost() -> None:
    rates = Timeline(Rate.annual("4387.50"), (date(2026, 8, 1), Rate.annual("5200")))
    given = fund(budget={"actual": rates})
    assert services(given) == [("the fund", "2026-04-06", None, "4387.50", "Annually")]
    assert services(given, SEPTEMBER) == [("the fund", "2026-04-06", None, "5200.00", "Annually")]


@pytest.mark.parametrize(
    ("rate", "cost", "frequency"),
    [
        (Rate.weekly("84.375"), "84.38", "Weekly"),
        (Rate.four_weekly("337.50"), "337.50", "4-weekly"),
        (Rate.monthly("365.625"), "365.63", "Monthly"),
        (Rate.annual("4387.50"), "4387.50", "Annually"),
    ],
)
@pytest.mark.parametrize("weeks", [52, Fraction(365, 7)])
def test_the_cost_is_in_the_rates_own_unit(rate: Rate, cost: str, frequency: str, weeks: Any) -> None:
    given = fund(budget={"actual": rate}, payment={"weeks_in_year": weeks})
    assert services(given) == [("the fund", "2026-04-06", None, cost, frequency)]
    assert services(fund(budget={"actual": Rate.weekly("84.375")}), rounding=Rounding.DOWN)[0][3] == "84.37"


def test_the_cost_is_gross_and_a_fee_on_top_is_no_part_of_it() -> None:
    net = fund(budget={"actual": Rate.weekly(252), "contribution": Rate.weekly("61.30")})
    assert services(net)[0][3] == "252.00"
    on_top = {"fee": FixedFee(per_week=10), "fee_placement": Placement.ON_TOP}
    assert services(fund(budget={"actual": Rate.weekly(252)}, contract=on_top))[0][3] == "252.00"


def test_only_what_councils_bear_is_there_and_a_fund_of_nhs_money_alone_is_not() -> None:
    rail = OneOff(on=date(2026, 5, 1), amount=100, what="rail")
    budget = {"actual": Rate.weekly(100), "one_offs": (rail,)}
    shares = (FundingShare(funder=COUNCIL, share="0.6"), FundingShare(funder=NHS, share="0.4"))
    joint = services(fund(budget=budget, funding=shares))
    assert [(what, cost) for what, _, _, cost, _ in joint] == [("the fund", "60.00"), ("rail", "60.00")]
    by_rate = (FundingRate(funder=NHS, rate=Rate.weekly(30)), FundingShare(funder=COUNCIL, share=1))
    assert [each[3] for each in services(fund(budget=budget, funding=by_rate))] == ["70.00", "100.00"]
    assert services(fund(budget=budget, funding=NHS)) == []
    none_of_it = (FundingShare(funder=NHS, share=1), FundingRate(funder=COUNCIL, rate=Rate.weekly(0)))
    assert services(fund(budget=budget, funding=none_of_it)) == []
    assert [each[3] for each in services(fund(budget=budget, funding=None))] == ["100.00", "100.00"]


@pytest.mark.parametrize(
    ("rated", "rest", "facts", "costs"),
    [
        # 80.00 of the rate is over in the period of the rail, which is for all of its 40.00.
        (COUNCIL, NHS, {}, ["30.00", "40.00"]),
        (NHS, COUNCIL, {}, ["0.00"]),
        # Two sums of one period come to 100.00: the rate bears 80.00 of them, four fifths of each.
        (COUNCIL, NHS, {"also": 60}, ["30.00", "32.00", "48.00"]),
        (NHS, COUNCIL, {"also": 60}, ["0.00", "8.00", "12.00"]),
        # So do 40.00 and a fee of 15.00 a week on top, of which nothing is here.
        (COUNCIL, NHS, {"fee": 15}, ["30.00", "32.00"]),
        # A payment of its own is borne by those with shares.
        (COUNCIL, NHS, {"alone": True}, ["30.00"]),
        (NHS, COUNCIL, {"alone": True}, ["0.00", "40.00"]),
    ],
)
def test_what_of_a_one_off_sum_a_rate_pays_is_as_the_payments_have_it(
    rated: Funder, rest: Funder, facts: dict[str, Any], costs: list[str]
) -> None:
    """The budget is 30.00 a week and the rate 50.00."""
    also = [OneOff(on=date(2026, 5, 4), amount=facts["also"], what="step")] if "also" in facts else []
    rail = OneOff(on=date(2026, 5, 20), amount=40, what="rail")
    of_its_own = OneOffPayment.ON_ITS_DATE if "alone" in facts else OneOffPayment.WITH_PERIOD
    on_top = {"fee": FixedFee(per_week=facts["fee"]), "fee_placement": Placement.ON_TOP} if "fee" in facts else {}
    given = fund(
        budget={"actual": Rate.weekly(30), "one_offs": (rail, *also)},
        payment={"one_offs": of_its_own},
        contract=on_top,
        funding=(FundingRate(funder=rated, rate=Rate.weekly(50)), FundingShare(funder=rest, share=1)),
    )
    assert [each[3] for each in services(given)] == costs
    if not on_top:
        last = date(2026, 6, 28)
        paid = schedule_payments(given, policy=PLAIN, until=last)
        council = Money.total(payment.by_funder()["council"] for payment in paid)
        assert council == sum((Money(cost) for cost in costs[1:]), Money(costs[0]) * 12)


def test_what_the_nhs_takes_over_ends_and_what_comes_back_begins_anew() -> None:
    given = fund(
        variations=(
            varied("funding", (FundingShare(funder=NHS, share=1),), since=date(2026, 5, 4), known_from=START),
            varied("funding", (FundingShare(funder=COUNCIL, share=1),), since=date(2026, 6, 1), known_from=START),
        )
    )
    assert [each[1:3] for each in services(given)] == [("2026-04-06", "2026-05-03"), ("2026-06-01", None)]


def test_a_change_of_holder_goes_on_and_days_without_a_holder_begin_a_new_row() -> None:
    change = varied("holder", Holder(ref="H-8"), since=date(2026, 6, 1), known_from=START)
    given = fund(holder=Holder(ref="H-7"), variations=(change,))
    assert [each[1:3] for each in services(given)] == [("2026-04-06", None)]
    ending = Termination(
        party=Party.HOLDER, reason=TerminationReason.CHANGE_OF_HOLDER, given_on=START, last_day=date(2026, 5, 20)
    )
    gap = services(given.replace(endings=(ending,)))
    assert [each[1:3] for each in gap] == [("2026-04-06", "2026-05-20"), ("2026-06-01", None)]


def test_an_in_house_service_has_a_row_of_its_own_and_is_not_in_the_funds() -> None:
    cost = Timeline(Rate.weekly(0), (date(2026, 5, 4), Rate.weekly(15)), (date(2026, 6, 1), Rate.weekly(0)))
    again = cost.then(date(2026, 6, 15), Rate.monthly(40))
    given = fund(budget={"actual": Rate.weekly(100), "in_house": (InHouse(what="day centre", cost=again),)})
    assert services(given) == [
        ("the fund", "2026-04-06", None, str(Money(100) - Money("9.23")), "Weekly"),
        ("day centre", "2026-05-04", "2026-05-31", "15.00", "Weekly"),
        ("day centre", "2026-06-15", None, "40.00", "Monthly"),
    ]
    rows = rows_of(given).rows
    assert rows[1].fields["Delivery_Mechanism"] == "CASSR commissioned support"
    assert rows[1].fields["Event_Reference"] == "A-1 day centre"
    assert rows[1].why == "the council gives it itself"


def test_one_off_sums_are_apart_and_two_alike_of_one_day_are_a_fault() -> None:
    one, other = (OneOff(on=date(2026, 5, 1), amount=100, what=what) for what in ("rail", "step"))
    old = OneOff(on=date(2025, 5, 1), amount=50, what="old", ref="O-9")
    given = fund(first_day=date(2025, 4, 6), budget={"one_offs": (one, other, old)})
    found = rows_of(given)
    assert services(given)[1:] == [
        ("rail", "2026-05-01", "2026-05-01", "100.00", "One-off"),
        ("step", "2026-05-01", "2026-05-01", "100.00", "One-off"),
    ]
    (note,) = (note for note in found.notes if note.field == "Unit_Cost")
    assert note.what.startswith("step of 2026-05-01 is like rail: readers take the two for one")
    told_apart = {"A-1 step": {"Service_Component": "Equipment"}}
    assert not [note for note in rows_of(given, given=told_apart).notes if note.field == "Unit_Cost"]
    assert services(given, date(2025, 6, 30))[1][0] == "O-9"
    assert [row.place for row in found.rows] == [0, -1, -1], "the fund is the first service, a one-off sum is none"


def test_it_has_the_services_of_twelve_months_and_no_others() -> None:
    ended = fund(first_day=date(2024, 4, 1), last_day=date(2025, 6, 30))
    assert services(ended) == []
    assert services(ended, date(2025, 9, 30))[0][1:3] == ("2024-04-01", "2025-06-30")
    assert services(fund(last_day=date(2026, 7, 1)))[0][2] is None  # it runs still
    assert services(fund(last_day=JUNE))[0][2] == "2026-06-30"
    assert services(fund(first_day=date(2026, 7, 1))) == []
    assert rows_of(ended).year.first_day == date(2025, 7, 1)
    assert rows_of(ended).quarter.first_day == date(2026, 4, 1)


def ending(last_day: date, reason: TerminationReason = TerminationReason.DEATH) -> tuple[Termination, ...]:
    return (Termination(party=Party.PERSON, reason=reason, given_on=last_day, last_day=last_day),)


def test_one_that_never_started_gives_no_row() -> None:
    assert services(fund(endings=ending(date(2026, 4, 5)))) == []


RULE = {"suspension": SuspensionRule(full_days=0, retainer=0)}


@pytest.mark.parametrize(
    ("spans", "last_day", "ends"),
    [
        ([("2026-05-04", "2026-05-24")], None, None),  # it goes on
        ([("2026-05-04", None)], None, None),  # a suspended service stays open
        ([("2026-05-04", None)], "2026-06-10", "2026-05-04"),
        ([("2026-05-04", "2026-06-10")], "2026-06-10", "2026-05-04"),
        ([("2026-05-04", "2026-06-09")], "2026-06-10", "2026-06-10"),  # it had begun again
        ([("2026-05-04", "2026-05-31"), ("2026-06-01", None)], "2026-06-10", "2026-05-04"),  # ward to ward
        ([("2026-05-04", "2026-05-30"), ("2026-06-01", None)], "2026-06-10", "2026-06-01"),
        ([("2026-05-04", None)], "2026-07-01", None),  # it ends after the quarter
        ([("2026-04-06", None)], "2026-06-10", "2026-04-06"),
        ([("2026-04-05", None)], "2026-06-10", "never"),
    ],
)
def test_one_that_ends_while_suspended_ends_when_the_suspension_began(
    spans: list[tuple[str, str | None]], last_day: str | None, ends: str | None
) -> None:
    suspensions = tuple(
        Suspension(first_day=date.fromisoformat(one), last_day=date.fromisoformat(to) if to else OPEN_ENDED)
        for one, to in spans
    )
    endings = ending(date.fromisoformat(last_day)) if last_day else ()
    found = services(fund(suspensions=suspensions, endings=endings, contract=RULE))
    assert [each[2] for each in found] == ([] if ends == "never" else [ends])


def test_outcomes_follow_a_table_or_are_blank_and_named() -> None:
    died = rows_of(fund(endings=ending(date(2026, 6, 10))))
    assert died.rows[0].fields.get("Event_Outcome") == "NFA: Deceased"
    left = fund(endings=ending(date(2026, 6, 10), TerminationReason.ORDINARY), contract={"form": Form.TWO_WAY})
    blank = rows_of(left)
    assert blank.rows[0].fields.get("Event_Outcome") is None
    assert "the fund ended on 2026-06-10: no outcome is given for ordinary notice" in {
        each.what for each in blank.notes
    }
    more = dict(EVENT_OUTCOMES) | {TerminationReason.ORDINARY: "NFA: Support ended for other reason"}
    assert rows_of(left, outcomes=more).rows[0].fields.get("Event_Outcome") == more[TerminationReason.ORDINARY]
    ran_out = rows_of(fund(last_day=date(2026, 6, 10)))
    assert "the fund ended on 2026-06-10: no reason is recorded" in {each.what for each in ran_out.notes}
    given = {"A-1": {"Event_Outcome": "NFA: Support ended as planned"}}
    assert rows_of(fund(last_day=date(2026, 6, 10)), given=given).rows[0].fields.get("Event_Outcome") is not None
    assert rows_of(fund(), given=given).rows[0].fields.get("Event_Outcome") is None  # it runs still


def test_it_is_as_known_on_a_day() -> None:
    rise = varied("budget.actual", Rate.annual(5200), since=date(2026, 5, 4), known_from=date(2026, 7, 10))
    given = fund(variations=(rise,))
    assert services(given)[0][3] == "4387.50"
    assert services(given, on=date(2026, 7, 10))[0][3] == "5200.00"


def test_a_cost_of_zero_is_named_and_none_is_below_zero() -> None:
    in_house = (InHouse(what="day centre", cost=Rate.weekly(150)),)
    found = rows_of(fund(budget={"actual": Rate.weekly(100), "in_house": in_house}))
    assert [str(row.unit_cost) for row in found.rows] == ["0.00", "150.00"]
    assert "the fund costs 0.00: readers drop the row" in {each.what for each in found.notes}


def test_what_cannot_be_worked_out_has_no_row_and_is_named() -> None:
    book = [
        Arrangement(person=Person(ref="P-2")),
        fund(budget={"one_offs": (OneOff(on=date(2020, 5, 1), amount=1, what="x"),)}),
        (fund(person=Person(ref="P-3"), ref="A-3"), PaymentHistory()),
    ]
    found = rows_of(book)
    assert [row.person for row in found.rows] == ["P-3"]
    assert [note.person for note in found.notes[:2]] == ["P-2", "P-1"]
    assert "contract.first_day" in found.notes[0].what
    assert found.notes[1].field == "budget.one_offs[0].on"
    assert found.notes_table().records()[1]["field"] == "budget.one_offs[0].on"


def test_what_the_library_cannot_know_is_given_or_blank_and_counted() -> None:
    person = Person(ref="P-1", kind=PersonKind.ADULT, name="Mary")
    book = [fund(person=person), fund(person=Person(ref="P-2"), ref=None)]
    found = rows_of(
        book,
        given={
            "*": {"Client_Funding_Status": "Social care only", "NHS_Number": "9", "Service_Component": "Home support"},
            "A-1": {"Delivery_Mechanism": "CASSR managed personal budget", "NHS_Number": "1"},
        },
    )
    assert found.field_names[-1] == "NHS_Number"
    assert [row.fields["NHS_Number"] for row in found.rows] == ["1", "9"]
    assert [row.why == "given" for row in found.rows] == [True, False]
    assert found.blank == {
        "Event_Reference": 1,
        "Client_Type": 1,
        "Delivery_Mechanism": 1,
        "Provider_CQC_Location_ID": 2,
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, found.field_names)
    writer.writeheader()
    writer.writerows(found.records())
    assert out.getvalue().splitlines()[1] == (
        "Service,A-1,2026-04-06,,Service User,Social care only,Long term support: Community,Home support,"
        "CASSR managed personal budget,,4387.50,Annually,,,1"
    )
    assert "Mary" not in out.getvalue()
    assert str(found).startswith("Services\nEvent_Type")


def test_a_blank_component_of_an_unpaid_carer_is_named() -> None:
    carer = fund(person=Person(ref="P-1", kind=PersonKind.CARER))
    assert "Service_Component" in {note.field for note in rows_of(carer).notes}
    given = {"*": {"Service_Component": "Carer support"}}
    found = rows_of(carer, given=given, service_type=ServiceType.CARER_DIRECT)
    assert "Service_Component" not in {note.field for note in found.notes}
    assert found.rows[0].fields["Client_Type"] == "Unpaid carer"


def test_the_rest_of_a_split_budget_is_named() -> None:
    parts = (
        Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),
        Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly(40)),
    )
    split = fund(budget={"actual": Rate.weekly(100), "deployment": parts})
    assert services(split)[0][3] == "60.00"
    what = "only the part of the budget that goes through the fund is here; what is deployed otherwise is not"
    assert ("Unit_Cost", what) in {(each.field, each.what) for each in rows_of(split).notes}


TOLD = StatedBudget(cost=Rate.weekly(84), adult_pays=Rate.weekly(0), authority_pays=Rate.weekly(84))
OUTCOMES = (Outcome(ref="O-1", words="to see friends"),)
NOT_TOLD = NotDone(how=HowNotDone.NOT_DONE, as_of=START)


def proposed(
    stated: Any = TOLD,
    outcomes: Any = OUTCOMES,
    permission: Any = (ChangeKind.NEW_OUTCOME,),
    form: Form | None = Form.TWO_WAY,
    **budget: Any,
) -> tuple[DeliveryMechanism | None, str]:
    clauses = Clauses(permission_for=permission)
    return proposed_mechanism(
        fund(
            budget={"stated": stated, **budget},
            contract={"form": form, "clauses": clauses},
            plan=SupportPlan(outcomes=outcomes),
        )
    )


def test_the_mechanism_is_proposed_with_its_reason() -> None:
    managed, commissioned = DeliveryMechanism.MANAGED_BUDGET, DeliveryMechanism.COMMISSIONED
    assert proposed() == (
        managed,
        "the person was told the sum, the plan states outcomes, and the person directs its use",
    )
    assert proposed(stated=NOT_TOLD) == (commissioned, "the person was not told the sum")
    assert proposed(outcomes=(), form=None) == (commissioned, "the plan states no outcomes")
    assert proposed(permission=(ChangeKind.TIMES,))[0] is commissioned
    assert proposed(stated=None) == (None, "not recorded: budget.stated")
    assert proposed(permission=None)[1] == "not recorded: contract.clauses.permission_for"
    assert proposed(form=Form.PERSON_AND_HOLDER)[0] is DeliveryMechanism.DIRECT_PAYMENT
    managed_by_other = (Deployed(option=DeploymentOption.DIRECT_PAYMENT_MANAGED, rate=Rate.weekly(60)),)
    assert proposed(deployment=managed_by_other)[0] is DeliveryMechanism.DIRECT_PAYMENT
    through_fund = (Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly(60)),)
    assert proposed(deployment=through_fund)[0] is managed
    refused(lambda: proposed_mechanism("x"), "give an Arrangement")  # type: ignore[arg-type]


def test_wrong_questions_are_refused_by_name() -> None:
    refused(lambda: rows_of(fund(), date(2026, 6, 29)), "client_level_rows.quarter_end", "2026-06-29 ends no quarter")
    refused(lambda: rows_of(fund(), date(2026, 5, 31)), "ends no quarter")
    refused(lambda: rows_of(fund(), given={"*": {"Unit_Cost": "1"}}), "client_level_rows.given", "works it out")
    refused(lambda: rows_of(fund(), given={"A-9": {"X": "1"}}), "'A-9'", kind=DanglingReference)
    refused(lambda: rows_of(fund(), given={"A-1": "x"}), "give field: value")
    refused(lambda: rows_of(fund(), given="x"), "give reference: fields")
    refused(lambda: rows_of(fund(), outcomes="x"), "give reason: outcome")
    refused(lambda: rows_of(fund(), service_type="Long term support: Community"), "ServiceType")
    refused(lambda: rows_of([fund(), "x"]), "client_level_rows[1]")
    refused(lambda: rows_of([(fund(), "x")]), "client_level_rows[0]")
    refused(lambda: rows_of([(fund(), PaymentHistory(), 1)]), "3 things together")
    refused(lambda: rows_of(repeat(fund())), kind=TooLarge)
    refused(lambda: rows_of(fund(), date(1, 3, 31)))
    refused(lambda: rows_of(fund(), date.max))


@pytest.mark.parametrize(
    ("cost", "frequency", "units", "days", "right"),
    [
        ("84.38", CostFrequency.WEEK, None, 91, "1096.94"),
        ("24", CostFrequency.HOUR, "2.3333", 90, "718.97"),
        ("24", CostFrequency.DAY, 7, 7, "168.00"),
        ("100", CostFrequency.ONE_OFF, None, 1, "100.00"),
        ("100", CostFrequency.QUARTER, None, 91, "100.00"),
        ("100", CostFrequency.FORTNIGHT, None, 14, "100.00"),
    ],
)
def test_what_readers_make_of_a_row(cost: str, frequency: CostFrequency, units: Any, days: int, right: str) -> None:
    found = cost_to_readers(unit_cost=Money(cost), frequency=frequency, days=days, planned_units=units)
    assert found.rounded(Rounding.HALF_UP) == Money(right)


def test_readers_drop_a_row_without_units_and_turn_what_is_below_zero() -> None:
    asked = {"frequency": CostFrequency.HOUR, "days": 7}
    refused(lambda: cost_to_readers(unit_cost=Money(24), **asked), "Hourly does not say it")  # type: ignore[arg-type]
    refused(lambda: cost_to_readers(unit_cost=Money(-1), **asked), "below zero as spending")  # type: ignore[arg-type]


def test_spans_of_constant_cost_say_what_changed() -> None:
    rates = Timeline(Rate.weekly(100), (date(2026, 5, 4), Rate.weekly(110)), (date(2026, 8, 3), Rate.weekly(120)))
    cost = Timeline(Rate.weekly(10), (date(2026, 8, 3), Rate.weekly(20)))
    shares = (FundingShare(funder=COUNCIL, share="0.5"), FundingShare(funder=NHS, share="0.5"))
    given = fund(
        budget={"actual": rates, "in_house": (InHouse(what="day centre", cost=cost),)},
        variations=(
            varied("funding", shares, since=date(2026, 10, 5), known_from=START),
            varied("funding", (FundingShare(funder=NHS, share=1),), since=date(2026, 11, 2), known_from=START),
            varied("funding", (FundingShare(funder=COUNCIL, share=1),), since=date(2026, 12, 7), known_from=START),
        ),
    )
    found = cost_spans(given, on=MARCH, policy=PLAIN)
    assert [(str(row.first_day), str(row.a_week), row.changed) for row in found.rows] == [
        ("2026-04-06", "90", ("the fund begins",)),
        ("2026-05-04", "100", ("the budget",)),
        ("2026-10-05", "40", ("the funding",)),
        ("2026-12-07", "100", ("the fund begins",)),
    ]
    assert [row.last_day for row in found.rows[-2:]] == [date(2026, 11, 1), OPEN_ENDED]
    assert found.records()[-1]["last_day"] is None
    assert cost_spans(fund(endings=ending(date(2026, 4, 5))), on=MARCH, policy=PLAIN).rows == ()
    refused(lambda: cost_spans("x", on=MARCH, policy=PLAIN), "give an Arrangement")  # type: ignore[arg-type]


def test_a_span_says_all_that_changed_on_its_first_day() -> None:
    """Of £365.00 a month, and by 365 days a year of £84.00 a week, with in-house services of £10.00 and £20.00."""
    cost = Timeline(Rate.weekly(10), (date(2026, 8, 3), Rate.weekly(20)), (date(2027, 2, 1), Rate.weekly(30)))
    given = fund(
        budget={"actual": Rate.monthly(365), "in_house": (InHouse(what="day centre", cost=cost),)},
        payment={"weeks_in_year": 52},
        variations=(
            varied("contract.payment.weeks_in_year", Fraction(365, 7), since=date(2026, 11, 2), known_from=START),
            varied("budget.actual", Rate.monthly(730), since=date(2027, 2, 1), known_from=START),
        ),
    )
    found = cost_spans(given, on=MARCH, policy=PLAIN)
    assert [(str(row.first_day), str(row.a_week), row.changed) for row in found.rows] == [
        ("2026-04-06", "965/13", ("the fund begins",)),
        ("2026-08-03", "835/13", ("in-house services",)),
        ("2026-11-02", "64", ("the length of a year",)),
        ("2027-02-01", "138", ("the budget", "in-house services")),
    ]


def test_a_span_that_ends_on_the_day_before_the_last_that_is_counted_has_an_end() -> None:
    far = fund(last_day=date(9999, 12, 29))
    assert [row.last_day for row in cost_spans(far, on=MARCH, policy=PLAIN).rows] == [date(9999, 12, 29)]


def test_a_whole_arrangement_has_its_rows() -> None:
    found = rows_of(sound(), date(2026, 6, 30), on=date(2026, 7, 1))
    assert {row.kind for row in found.rows} <= set(ReturnedService)
    assert found.rows
    bare = client_level_rows(
        fund(), quarter_end=JUNE, on=JUNE, service_type=ServiceType.SHORT_TERM_OTHER, policy=Parameters(name="ours")
    )
    assert "contract.payment" in bare.notes[0].what
