"""Variations: each kind of change, the three dates, and which comes first."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, MONTHLY, NET, ONE_DAY, mary, merged
from support.asking import applied, column, paid
from support.refusing import refused
from support.time_cases import SIGNED, explained, schedule_of, varied, varying

from isf_core import (
    NOT_STATED,
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    FixedFee,
    Funder,
    FundingShare,
    Holder,
    InHouse,
    Money,
    NoFee,
    NotRecorded,
    OneOff,
    Person,
    Placement,
    Rate,
    Timeline,
    Timing,
    Verdict,
    as_known,
    assess,
    check,
    schedule_payments,
)
from isf_core.errors import ImpossiblePeriod, NotADate, TooLarge
from isf_core.model import (
    Change,
    Party,
    Phase,
    SupportPlan,
    Suspension,
    SuspensionRule,
    Termination,
    TerminationReason,
    Variation,
)

OCTOBER = date(2026, 10, 1)
NINETY = ("budget.actual", Rate.weekly(90))
ONE = varying(OCTOBER, NINETY)


# What is refused


@pytest.mark.parametrize(
    "path", ["person", "contract.first_day", "budget", "budget.actual ", "", " ", None, 7, "x" * 600]
)
def test_a_change_is_of_a_field_that_can_vary(path: Any) -> None:
    refused(lambda: Change(path, 1), "Change.path")


def test_the_paths_that_can_vary_are_listed() -> None:
    error = refused(lambda: Change("person", 1), "'person' cannot vary")
    assert "budget.actual, budget.contribution" in str(error)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("effective", None),
        ("effective", "2026-10-01"),
        ("effective", datetime(2026, 10, 1)),  # noqa: DTZ001  # a moment is no day
        ("known_from", datetime(2026, 10, 1)),  # noqa: DTZ001
        ("known_from", 20261001),
        ("changes", ()),
        ("changes", None),
        ("changes", Change(*NINETY)),
        ("changes", (NINETY,)),
        ("changes", (Change(*NINETY), Change(*NINETY))),
        ("changes", tuple(Change(*NINETY) for _ in range(101))),
        ("agreed", ("holder",)),
        ("order", -1),
        ("order", 1.0),
        ("order", True),
        ("order", 10_001),
        ("ref", ""),
        ("reason", "   "),
    ],
)
def test_a_variation_of_the_wrong_kind_is_refused_by_its_field(field: str, wrong: Any) -> None:
    refused(lambda: ONE.replace(**{field: wrong}), f"Variation.{field}")


def test_a_list_is_kept_as_a_tuple() -> None:
    stay = Suspension(first_day=OCTOBER, last_day=OPEN_ENDED)
    change = Change("suspensions", [stay])
    assert change == Change("suspensions", (stay,))
    assert hash(change) == hash(Change("suspensions", (stay,)))
    listed = Variation(effective=OCTOBER, changes=[change])
    assert pickle.loads(pickle.dumps(listed)) == listed


@pytest.mark.parametrize("orders", [(None, None), (1, None), (None, 1), (2, 2), (0, 1, 1)])
def test_two_of_one_field_from_one_date_need_an_order(orders: tuple[int | None, ...]) -> None:
    several = tuple(ONE.replace(order=order) for order in orders)
    refused(
        lambda: varied(*several),
        f"Arrangement.variations: {len(orders)} of budget.actual from 2026-10-01, without an order",
        "give each its own `order`",
    )


def test_two_of_different_fields_or_dates_need_none() -> None:
    other = varying(OCTOBER, ("budget.contribution", Rate.weekly(20)))
    later = ONE.replace(effective=date(2026, 10, 2))
    assert len(varied(ONE, other, later).variations) == 3


@pytest.mark.parametrize(
    ("path", "wrong", "message"),
    [
        ("budget.actual", "90", "Change of budget.actual: '90' does not fit here; give a Rate"),
        ("budget.actual", 90.5, "Change of budget.actual"),
        ("budget.actual", None, "Change of budget.actual"),
        ("budget.actual", Timeline(Rate.weekly(90)), "Change of budget.actual: a Timeline; give the one value"),
        ("contract.fee", NoFee, "Change of contract.fee"),
        ("contract.fee_placement", "inside", "Change of contract.fee_placement"),
        ("contract.payment.basis", "net", "Change of contract.payment.basis"),
    ],
)
def test_what_has_one_value_on_each_day_is_refused_when_the_change_is_made(
    path: str, wrong: object, message: str
) -> None:
    refused(lambda: Change(path, wrong), message)


@pytest.mark.parametrize(
    ("path", "wrong", "message"),
    [
        ("contract.payment.due_days", 1.5, "PaymentTerms.due_days"),
        ("contract.payment.cycle", "weekly", "PaymentTerms.cycle"),
        ("holder", "H-8", "Arrangement.holder"),
        ("funding", (FundingShare(funder=Funder(ref="a"), share="0.5"),), "Arrangement.funding: the shares add up"),
        ("suspensions", 3, "Arrangement.suspensions"),
        ("contract.last_day", datetime(2026, 10, 1), "Contract.last_day"),  # noqa: DTZ001
        ("plan", None, "Arrangement.plan"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_place(path: str, wrong: object, message: str) -> None:
    arrangement = varied(varying(OCTOBER, (path, wrong)), contract={"fee": NoFee(), "fee_placement": Placement.INSIDE})
    refused(lambda: applied(arrangement), message)
    refused(lambda: as_known(arrangement, on=SIGNED), message)


def test_only_an_arrangement_is_known_and_only_on_a_day() -> None:
    wrong: Any = None
    refused(lambda: as_known(wrong, on=SIGNED), "as_known")
    refused(lambda: as_known(mary(), on=datetime(2026, 4, 1)), "as_known", kind=NotADate)  # noqa: DTZ001


def test_too_many_variations_are_refused_at_once() -> None:
    many = tuple(ONE.replace(order=1) for _ in range(10_001))
    refused(lambda: varied(*many), "Arrangement.variations", kind=TooLarge)


def test_what_as_known_made_is_not_varied_again() -> None:
    made = as_known(varied(varying(OCTOBER, ("holder", Holder(ref="H-8")))), on=SIGNED)
    assert [each.since for each in made.later] == [OCTOBER]
    refused(lambda: made.replace(variations=(ONE,)), "a variation of what as_known made", "as it was recorded")
    wrong: Any = "tomorrow"
    refused(lambda: Phase(since=wrong, payment=made.contract.payment), "Phase.since", kind=NotADate)
    refused(lambda: made.later[0].replace(funding=()), "Phase.funding: the shares add up to 0")


# The three dates


def test_a_variation_is_known_from_its_day_and_holds_from_its_date() -> None:
    arrangement = varied(ONE.replace(known_from=date(2026, 9, 20)))
    before, after = as_known(arrangement, on=date(2026, 9, 19)), as_known(arrangement, on=date(2026, 9, 20))
    assert before.budget.actual == Timeline(Rate.weekly("84.375"))
    assert after.budget.actual == Timeline(Rate.weekly("84.375"), (OCTOBER, Rate.weekly(90)))
    assert after == applied(arrangement)
    assert (before.variations, after.variations) == ((), ())
    assert as_known(after, on=date(1990, 1, 1)) == after


def test_one_that_does_not_say_since_when_it_is_known_is_missing_by_reference_or_place() -> None:
    arrangement = varied(ONE.replace(known_from=None), ONE.replace(effective=FIRST_DAY, known_from=None, ref="V-2"))
    with pytest.raises(NotRecorded) as caught:
        as_known(arrangement, on=SIGNED)
    assert caught.value.fields == ("variations[0].known_from", "variations[V-2].known_from")
    found = assess(arrangement, on=SIGNED, until=OCTOBER)
    assert found.missing == caught.value.fields
    assert [each.field for each in found.report.result("PAY-01").findings] == [*caught.value.fields]
    assert found.verdict is not Verdict.YES


def test_schedule_payments_counts_all_of_them_and_as_known_only_some() -> None:
    arrangement = varied(ONE.replace(known_from=date(2026, 12, 1)))
    assert str(schedule_of(arrangement)[6].amount) == "351.96"
    assert str(schedule_of(as_known(arrangement, on=date(2026, 11, 30)))[6].amount) == "337.50"


@pytest.mark.parametrize(
    "variations",
    [
        *permutations(
            (ONE, ONE.replace(effective=date(2026, 6, 1)), varying(OCTOBER, ("budget.contribution", Rate.weekly(5))))
        )
    ],
)
def test_the_order_in_which_they_were_recorded_changes_nothing(variations: tuple[Variation, ...]) -> None:
    assert applied(varied(*variations)) == applied(varied(*reversed(variations)))


def test_of_two_on_one_date_the_higher_order_counts() -> None:
    first, second = ONE.replace(order=1), varying(OCTOBER, ("budget.actual", Rate.weekly(95)), order=2)
    for variations in ((first, second), (second, first)):
        assert applied(varied(*variations)).budget.actual == Timeline(Rate.weekly("84.375"), (OCTOBER, Rate.weekly(95)))


def test_it_holds_until_the_next_change_whoever_agreed_it() -> None:
    agreed = Timeline(Rate.weekly(80), (OCTOBER, Rate.weekly(85)), (date(2027, 1, 1), Rate.weekly(86)))
    known = applied(
        varied(
            varying(date(2026, 6, 1), NINETY),
            varying(date(2027, 1, 1), ("budget.actual", Rate.weekly(99))),
            budget={"actual": agreed},
        )
    )
    assert known.budget.actual == Timeline(
        Rate.weekly(80),
        (date(2026, 6, 1), Rate.weekly(90)),
        (OCTOBER, Rate.weekly(85)),
        (date(2027, 1, 1), Rate.weekly(99)),
    )


def test_a_budget_that_was_never_recorded_is_missing_however_often_it_changes() -> None:
    arrangement = varied(ONE, budget={"actual": None})
    assert assess(arrangement, on=SIGNED, until=OCTOBER).missing == ("budget.actual",)
    assert "budget.actual" in check(arrangement, on=SIGNED).unknown


@pytest.mark.parametrize(
    ("path", "value", "numbers"),
    [
        ("contract.suspension", SuspensionRule(full_days=28), {"suspension": SuspensionRule()}),
        ("contract.payment.basis", Basis.GROSS, {"basis": Basis.NET}),
        ("contract.fee_placement", Placement.ON_TOP, {"fee_placement": Placement.INSIDE}),
    ],
)
def test_a_term_that_only_the_policy_states_cannot_be_varied_without_a_word(
    path: str, value: object, numbers: dict[str, Any]
) -> None:
    arrangement = varied(
        varying(OCTOBER, (path, value)),
        **merged(
            NET,
            {
                "payment": {"basis": None if "basis" in path else Basis.NET},
                "contract": {"fee": FixedFee(per_week="10")},
            },
        ),
    )
    policy = PLAIN.with_parameters("silent", **{"fee_placement": Placement.INSIDE, **numbers})
    with pytest.raises(NotRecorded) as caught:
        schedule_payments(arrangement, until=OCTOBER, policy=policy)
    assert caught.value.fields == (path,)
    found = assess(arrangement, on=SIGNED, until=OCTOBER, policy=policy)
    assert found.missing == (path,)
    assert [each.field for each in found.report.result("PAY-01").findings] == [path]


def test_a_placement_that_the_contract_is_silent_on_is_the_policys_until_it_varies() -> None:
    arrangement = varied(
        varying(date(2026, 5, 4), ("contract.fee_placement", Placement.ON_TOP)),
        contract={"fee": FixedFee(per_week="10"), "fee_placement": NOT_STATED},
    )
    policy = PLAIN.with_parameters("inside", fee_placement=Placement.INSIDE)
    schedule = schedule_of(arrangement, policy=policy)
    assert column(schedule, "amount") == ["337.50"] + ["377.50"] * 12


# Each kind of change


@pytest.mark.parametrize(
    ("since", "payments"),
    [
        (FIRST_DAY, ["360.00", "360.00"]),
        (date(2026, 4, 1), ["360.00", "360.00"]),
        (date(2026, 4, 7), ["359.20", "360.00"]),
        (date(2026, 5, 3), ["338.30", "360.00"]),
        (date(2026, 5, 4), ["337.50", "360.00"]),
        (date(2026, 5, 5), ["337.50", "359.20"]),
    ],
)
def test_a_rate_may_change_before_on_and_after_the_edges_of_a_period(since: date, payments: list[str]) -> None:
    schedule = schedule_of(varied(varying(since, NINETY)))
    assert column(schedule, "amount")[:2] == payments
    assert explained(schedule)


def test_a_contribution_may_change() -> None:
    schedule = schedule_of(varied(varying(date(2026, 5, 4), ("budget.contribution", Rate.weekly("22.50"))), **NET))
    assert column(schedule, "amount") == ["257.50"] + ["247.50"] * 12


def test_a_fee_and_its_place_may_change_together() -> None:
    change = varying(
        date(2026, 5, 4), ("contract.fee", FixedFee(per_week="12")), ("contract.fee_placement", Placement.ON_TOP)
    )
    schedule = schedule_of(varied(change, contract={"fee": FixedFee(per_week="10"), "fee_placement": Placement.INSIDE}))
    assert (column(schedule, "fee")[:2], column(schedule, "fee_on_top")[:2]) == (["40.00", "0.00"], ["0.00", "48.00"])
    assert column(schedule, "amount") == ["337.50"] + ["385.50"] * 12


def test_the_basis_may_change_both_ways() -> None:
    to_net = varying(date(2026, 5, 18), ("contract.payment.basis", Basis.NET))
    schedule = schedule_of(varied(to_net, budget={"contribution": Rate.weekly(20)}))
    assert column(schedule, "contribution")[:3] == ["0.00", "40.00", "80.00"]


def test_a_last_day_cuts_the_last_payment() -> None:
    ended = varied(varying(date(2026, 9, 7), ("contract.last_day", date(2026, 9, 7)), ref="ends"))
    schedule = schedule_of(ended, until=None)
    assert (len(schedule), schedule[-1].last_day, str(schedule[-1].amount)) == (6, date(2026, 9, 7), "180.80")
    goes_on = varying(date(2026, 10, 1), ("contract.last_day", OPEN_ENDED))
    assert len(schedule_of(varied(*ended.variations, goes_on.replace(supersedes=("ends",))))) == 13
    assert len(schedule_of(varied(*ended.variations, goes_on))) == 6, "an end that nobody took back"
    early = varied(varying(OCTOBER, ("contract.last_day", date(2026, 4, 5))))
    refused(lambda: applied(early), kind=ImpossiblePeriod)


def test_one_off_sums_in_house_services_suspensions_and_plan_are_as_they_were_varied_last() -> None:
    rails = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")
    service = InHouse(what="day service", cost=Timeline(Rate.weekly(0), (OCTOBER, Rate.weekly(10))))
    stay = Suspension(first_day=OCTOBER, last_day=OPEN_ENDED)
    change = varying(
        date(2026, 5, 1),
        ("budget.one_offs", [rails]),
        ("budget.in_house", (service,)),
        ("suspensions", (stay,)),
        ("plan", SupportPlan(agreed_on=date(2026, 5, 1))),
    )
    known = applied(varied(change))
    assert (known.budget.one_offs, known.budget.in_house) == ((rails,), (service,))
    assert (known.suspensions, known.plan.agreed_on) == ((stay,), date(2026, 5, 1))
    later = varying(date(2026, 6, 1), ("budget.one_offs", ()), known_from=date(2026, 6, 1))
    assert applied(varied(change, later)).budget.one_offs == ()


def test_of_lists_the_one_learnt_last_holds_whenever_it_takes_effect() -> None:
    """Of two learnt on one day, the one of the higher order."""
    one, other = (OneOff(on=date(2026, 9, 1), amount=Money(pounds), what="grab rails") for pounds in (120, 130))
    first = varying(date(2026, 8, 1), ("budget.one_offs", (one,)), known_from=date(2026, 6, 1))
    second = varying(date(2026, 7, 1), ("budget.one_offs", (other,)), known_from=date(2026, 6, 2))
    for variations in permutations((first, second)):
        assert applied(varied(*variations)).budget.one_offs == (other,)
    ranked = first.replace(order=0), second.replace(known_from=first.known_from, order=1)
    for variations in permutations(ranked):
        assert applied(varied(*variations)).budget.one_offs == (other,)
    undated = second.replace(known_from=None)
    assert applied(varied(first.replace(known_from=date(2026, 7, 2)), undated)).budget.one_offs == (one,)


@pytest.mark.parametrize(
    ("known_from", "ends"),
    [
        (OCTOBER - ONE_DAY, date(2026, 12, 1)),
        (OCTOBER, OPEN_ENDED),
        (OCTOBER + ONE_DAY, OPEN_ENDED),
        (None, OPEN_ENDED),
    ],
)
def test_an_ending_keeps_the_last_day_as_it_stood_when_notice_was_given(known_from: date | None, ends: Any) -> None:
    """What became known on that day or later may record the same end again."""
    earlier = varying(OCTOBER, ("contract.last_day", date(2026, 12, 1)), known_from=known_from)
    given = Termination(party=Party.PERSON, reason=TerminationReason.ORDINARY, given_on=OCTOBER)
    (ending,) = applied(varied(earlier, arrangement={"endings": (given,)})).endings
    assert ending == given.replace(contract_ends=ends)
    (other,) = applied(varied(ONE, arrangement={"endings": (given,)})).endings
    assert other == given, "the last day does not vary"


# Phases: what a whole payment has one of


def test_a_change_of_terms_parts_the_payments_and_only_from_after_the_first_day() -> None:
    terms = varying(
        date(2026, 7, 1), ("contract.payment.cycle", MONTHLY), ("contract.payment.timing", Timing.IN_ARREARS)
    )
    known = applied(varied(terms))
    assert [each.since for each in known.later] == [date(2026, 7, 1)]
    assert known.later[0].payment.timing is Timing.IN_ARREARS
    assert known.contract.payment.timing is Timing.IN_ADVANCE
    at_start = applied(varied(terms.replace(effective=FIRST_DAY)))
    assert at_start.later == ()
    assert at_start.contract.payment.cycle == MONTHLY
    undated = applied(varied(terms, contract={"first_day": None}))
    assert len(undated.later) == 1
    assert assess(varied(terms, contract={"first_day": None}), on=SIGNED, until=OCTOBER).missing == (
        "contract.first_day",
    )


def test_later_phases_keep_what_earlier_ones_changed() -> None:
    known = applied(
        varied(
            varying(date(2026, 7, 1), ("holder", Holder(ref="H-8"))),
            varying(date(2026, 9, 1), ("funding", Funder(ref="NHS"))),
            varying(date(2026, 9, 1), ("holder", Holder(ref="H-9")), order=3),
        )
    )
    assert [(each.since.month, each.holder) for each in known.later] == [(7, Holder(ref="H-8")), (9, Holder(ref="H-9"))]
    assert [[part.funder.ref for part in each.funding or ()] for each in known.later] == [["council"], ["NHS"]]
    assert known.holder == Holder(ref="H-7")


def test_what_was_overtaken_begins_no_phase_when_it_no_longer_counts() -> None:
    """From October on the first change counts no more: the second, which overtook it, held already."""
    moved = varying(date(2026, 7, 1), ("holder", Holder(ref="H-8")), ref="V-1")
    again = varying(date(2026, 8, 1), ("holder", Holder(ref="H-9")))
    undone = varying(OCTOBER, ("budget.contribution", Rate.weekly(5)), supersedes=("V-1",))
    known = applied(varied(moved, again, undone))
    assert [(each.since.month, each.holder) for each in known.later] == [(7, Holder(ref="H-8")), (8, Holder(ref="H-9"))]


def test_very_many_changes_hold_one_after_another() -> None:
    days = [date(2026, 7, 1) + timedelta(days=number) for number in range(300)]
    changes = (varying(day, ("budget.actual", Rate.weekly(number))) for number, day in enumerate(days))
    actual = applied(varied(*changes)).budget.actual
    assert actual is not None
    assert actual.changes == tuple((day, Rate.weekly(number)) for number, day in enumerate(days))


def test_two_changes_of_terms_on_one_day_go_by_their_order() -> None:
    first = varying(OCTOBER, ("holder", Holder(ref="H-8")), order=1)
    second = varying(OCTOBER, ("holder", Holder(ref="H-9")), order=2)
    assert applied(varied(second, first)).later[0].holder == Holder(ref="H-9")


def test_a_person_has_a_life_before_any_change() -> None:
    bare = Arrangement(person=Person(ref="P-001"))
    assert applied(bare) is bare
    assert as_known(bare, on=SIGNED) is bare
    assert paid() == schedule_of(varied(ONE.replace(effective=date(2030, 1, 1))))
