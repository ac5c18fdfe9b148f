"""What if: payments, findings and facts that differ between two assessments, and what makes them differ."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from support.arrangements import FIRST_DAY, NAME, NET, ON, YEAR_END, mary, merged, sound
from support.endings import ending
from support.refusing import refused
from support.time_cases import away, meanwhile, varied, varying

from isf_core import (
    LANCASHIRE_POLICY,
    PLAIN,
    Arrangement,
    Assessment,
    Basis,
    Convention,
    Entry,
    EntryKind,
    FixedFee,
    Fund,
    Funder,
    Holder,
    HolderKind,
    Money,
    OneOff,
    OneOffPayment,
    Parameters,
    PercentageFee,
    Period,
    Person,
    Placement,
    Policy,
    Rate,
    Suspension,
    SuspensionReason,
    SuspensionRule,
    Timeline,
    assess,
    compare,
    uplift,
)
from isf_core.assessment.recorded_otherwise import recorded_otherwise
from isf_core.comparison import Comparison
from isf_core.model import Exemption, Ground, OneSupport, SupportPlan, with_value

RAILS = OneOff(on=date(2026, 5, 20), amount=Money(120), what="grab rails")


def judged(
    arrangement: Arrangement, policy: Policy = PLAIN, until: date = YEAR_END, on: date = FIRST_DAY
) -> Assessment:
    return assess(arrangement, on=on, until=until, policy=policy)


def differing(before: Arrangement, after: Arrangement) -> Comparison:
    return compare(judged(before), judged(after))


@pytest.mark.parametrize("wrong", [None, mary(), "assessment", 7])
def test_only_assessments_are_compared(wrong: Any) -> None:
    right = judged(mary())
    refused(lambda: compare(wrong, right), "compare.before", "give what assess(...) gave")
    refused(lambda: compare(right, wrong), "compare.after")


def test_one_without_a_schedule_says_what_to_record() -> None:
    right, bare = judged(mary()), judged(mary(contract={"fee": None}, budget={"in_house": None}))
    message = ("it has no schedule", "record budget.in_house, contract.fee")
    refused(lambda: compare(bare, right), "compare.before", *message)
    refused(lambda: compare(right, bare), "compare.after", *message)
    outside = judged(
        mary(
            budget={"one_offs": (RAILS.replace(on=date(2026, 1, 1)),)}, payment={"one_offs": OneOffPayment.WITH_PERIOD}
        )
    )
    refused(lambda: compare(right, outside), "it has no schedule", "put right what PAY-01 finds")


def test_what_is_the_same_does_not_differ() -> None:
    same = differing(mary(), mary())
    assert (same.payments, same.appeared, same.disappeared, same.facts) == ((), (), (), ())
    assert same.amount == Money(0)
    assert (
        str(same) == "May it go ahead? Cannot tell.\nPaid in all: £4,387.50, then £4,387.50. The difference is £0.00."
    )


def test_payments_that_differ_say_by_which_component() -> None:
    after = varied(
        varying(date(2026, 9, 21), ("budget.actual", Rate.weekly(90)), ("budget.contribution", Rate.weekly(25))), **NET
    )
    found = differing(mary(**NET), after)
    assert found.payments[0].first_day == date(2026, 9, 21)
    assert len(found.payments) == 7
    assert {name: str(money) for name, money in found.payments[0].by_component.items()} == {
        "budget": "22.50",
        "contribution": "20.00",
        "amount": "2.50",
    }
    assert str(found.amount) == "17.50"
    assert found.amount == Money.total(each.amount for each in found.payments)


def test_payments_that_are_on_one_side_only() -> None:
    longer = judged(mary(), until=date(2027, 4, 5))
    found = compare(judged(mary()), longer)
    (more,) = found.payments
    assert (more.before, str(more.amount), more.first_day) == (None, "337.50", date(2027, 4, 5))
    (less,) = compare(longer, judged(mary())).payments
    assert (less.after, str(less.amount)) == (None, "-337.50")


def test_one_off_sums_of_their_own_are_told_apart() -> None:
    alone: dict[str, Any] = {"payment": {"one_offs": OneOffPayment.ON_ITS_DATE}}
    ramp = RAILS.replace(amount=Money(30), what="a ramp")
    early = RAILS.replace(on=date(2026, 4, 6), what="a bed")
    before = mary(**merged(alone, {"budget": {"one_offs": (RAILS,)}}))
    after = mary(**merged(alone, {"budget": {"one_offs": (early, RAILS, ramp)}}))
    found = differing(before, after)
    assert [(each.first_day, str(each.amount)) for each in found.payments] == [
        (date(2026, 4, 6), "120.00"),
        (date(2026, 5, 20), "30.00"),
    ]
    assert all(each.before is None for each in found.payments)


def test_a_payment_that_is_only_due_on_another_day_differs_by_nothing() -> None:
    found = differing(mary(), mary(payment={"due_days": 1}))
    assert len(found.payments) == 13
    assert all(each.by_component == {} and each.amount == Money(0) for each in found.payments)


def test_findings_appear_and_disappear() -> None:
    well, badly = sound(), sound(contract={"signatures": ()})
    worse = compare(judged(well, on=ON), judged(badly, on=ON))
    assert [finding.code for finding in worse.appeared] == ["CON-01"] * 3
    assert worse.disappeared == ()
    better = compare(judged(badly, on=ON), judged(well, on=ON))
    assert [finding.code for finding in better.disappeared] == ["CON-01"] * 3
    lines = str(worse).split("\n")
    assert lines[0] == "May it go ahead? Yes, then no, by the arrangement itself (CON-01)."
    first = lines.index("New: 3 breaches") + 1
    assert lines[first].startswith("CON-01 must   The funder has not signed by the start, ")
    assert "\nNo longer found: 3 breaches\nCON-01 must " in str(better)
    assert '<strong class="no">Yes, then no</strong>' in worse._repr_html_()
    assert "<h4>New: 3 breaches</h4>" in worse._repr_html_(), "a notebook shows them where no payment differs (X14)"


def test_it_shows_what_is_now_needed_and_no_longer() -> None:
    well, unsaid = judged(sound(), on=ON), judged(sound(contract={"signatures": None}), on=ON)
    assert str(compare(well, unsaid)).endswith("Now also needed: 1 fact\nthe council   contract.signatures")
    assert str(compare(unsaid, well)).endswith("No longer needed: 1 fact\nthe council   contract.signatures")


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("contract.payment.due_days", 3, ("not recorded", "3")),
        ("person.ref", "P-2", ("'P-001'", "'P-2'")),
        ("holder", None, ("ISF provider (ref H-7)", "not recorded")),
        ("holder.kind", HolderKind.BOTH, ("not recorded", "support provider and broker")),
        ("budget.actual", Rate.weekly(90), ("£84.375 a week", "£90.00 a week")),
        (
            "contract.fee",
            PercentageFee(percent="5"),
            ("no fee", "percentage fee (percent 5)"),
        ),
    ],
)
def test_facts_that_differ_are_named_by_path(path: str, value: object, shown: tuple[str, str]) -> None:
    before = mary(contract={"fee_placement": Placement.INSIDE})
    facts = differing(before, with_value(before, path, value)).facts
    assert facts == ((path, *shown),)


def test_facts_are_shown_short_and_without_names() -> None:
    named = mary().replace(person=Person(ref="P-001", name=NAME), holder=Holder(ref="H-7", name=NAME))
    found = differing(mary(), named)
    assert found.facts == (("person.name", "not recorded", "recorded"), ("holder.name", "not recorded", "recorded"))
    assert NAME not in str(found) + found._repr_html_() + repr(found.table())
    many = mary(arrangement={"funding": Funder(ref="x" * 400)})
    assert all(len(old) <= 200 and len(new) <= 200 for _, old, new in differing(mary(), many).facts)


STAYS = tuple(
    Suspension(first_day=date(2026, month, 4), last_day=date(2026, month, 8), reason=SuspensionReason.RESPITE)
    for month in (5, 6, 7)
)
MAY, JUNE, JULY = (
    f"suspension (first day {first} 2026, last day {last} 2026, reason respite)"
    for first, last in (("Mon 4 May", "Fri 8 May"), ("Thu 4 Jun", "Mon 8 Jun"), ("Sat 4 Jul", "Wed 8 Jul"))
)


@pytest.mark.parametrize(
    ("before", "after", "was", "is_"),
    [
        ((), STAYS[:1], "none", MAY),
        (STAYS[:1], (), MAY, "none"),
        (STAYS[:1], STAYS[:2], "1 entry", f"the same and {JUNE}"),
        (STAYS[1:], STAYS, "2 entries", f"the same and {MAY}"),
        (STAYS[::2], STAYS, "2 entries", f"the same and {JUNE}"),
        (STAYS, STAYS[:2], f"2 entries and {JULY}", "2 entries"),
        (STAYS[:2], STAYS[::2], f"1 entry and {JUNE}", f"the same and {JULY}"),
        ((), STAYS, "none", f"{MAY} and 2 more"),
        (STAYS, (), f"{MAY} and 2 more", "none"),
    ],
)
def test_of_a_list_the_entries_that_differ_are_told_in_words(before: Any, after: Any, was: str, is_: str) -> None:
    week = PLAIN.with_parameters("Ours", suspension=SuspensionRule(full_days=7, retainer="0.5"))
    found = compare(*(judged(with_value(mary(), "suspensions", each), week) for each in (before, after)))
    assert found.facts == (("suspensions", was, is_),)


def test_what_is_recorded_is_told_without_the_names_of_python() -> None:
    """A rate that goes up, a rule of suspension, a day, a yes and a period: as people write them."""
    raised = (
        uplift(mary(), percent="3.85", effective=date(2026, 9, 21), known_from=FIRST_DAY, reason="yearly")
        .rows[0]
        .arrangement
    )
    rule = SuspensionRule(full_days=7, retainer="0.5", steps=())
    after = raised.replace(contract=raised.contract.replace(suspension=rule, fee=FixedFee(per_week="10")))
    facts = {path: new for path, _, new in recorded_otherwise(mary(), after)}
    assert facts == {
        "variations": "variation (effective Mon 21 Sep 2026, changes budget.actual rate rise (percent 3.85), "
        "known from Mon 6 Apr 2026, reason yearly)",
        "contract.suspension": "suspension rule (full days 7, retainer 0.5)",
        "contract.fee": "fixed fee (per week (amount £10.00))",
    }
    entry = Entry(ref="F-1", on=FIRST_DAY, kind=EntryKind.FUNDER_PAYMENT, amount="5", period=Period.month(2026, 4))
    (fact,) = recorded_otherwise(Fund(entries=()), Fund(entries=(entry,)))
    assert fact[2].startswith("entry (ref F-1, on Mon 6 Apr 2026, kind payment by the funder, amount £5.00, period ")
    assert "Period(" not in fact[2]
    every = recorded_otherwise(Parameters(name="bare"), LANCASHIRE_POLICY.parameters)
    assert not [new for _, _, new in every if re.search(r"[A-Za-z]\(|=<|Fraction|datetime", new)]


def test_a_flag_a_share_and_what_is_not_recorded_are_told_in_words() -> None:
    other = SuspensionRule(full_days=7, retainer="0.5")
    for before, after, told in (
        (Fund(), Fund(separate_account=True), ("separate_account", "not recorded", "yes")),
        (Fund(separate_account=True), Fund(separate_account=False), ("separate_account", "yes", "no")),
        (other, other.replace(retainer="0.25"), ("retainer", "0.5", "0.25")),
        (PLAIN.parameters, PLAIN.parameters.replace(name="x"), ("name", "'plain'", "'x'")),
    ):
        assert recorded_otherwise(before, after) == [told]
    later = mary(
        arrangement={"plans": Timeline(SupportPlan(), (date(2026, 9, 1), SupportPlan(agreed_on=date(2026, 9, 1))))}
    )
    (plans,) = [each for each in recorded_otherwise(mary(), later) if each[0] == "plans"]
    assert plans[2] == "support plan, support plan (agreed on Tue 1 Sep 2026) from 1 Sep 2026"


def test_policies_side_by_side() -> None:
    ours = meanwhile(28)
    stay = mary(**away(date(2026, 6, 15), date(2026, 7, 26)))
    found = compare(judged(stay, meanwhile(None)), judged(stay, ours))
    assert [path for path, _, _ in found.facts] == ["policy.suspension.full_days"]
    assert [(each.first_day, str(each.amount)) for each in found.payments] == [(date(2026, 6, 29), "-84.37")]
    running = PLAIN.with_parameters("running", convention=Convention.RUNNING_TOTAL).without("BUD-14")
    odd = mary(budget={"actual": Rate.weekly("84.3751")})
    found = compare(judged(odd), judged(odd, running))
    assert [path for path, _, _ in found.facts] == ["policy.name", "policy.convention"]
    assert found.amount == found.after.schedule.totals.amount - found.before.schedule.totals.amount  # type: ignore[union-attr]


def test_two_days_of_judgement_side_by_side() -> None:
    late = varied(varying(date(2026, 10, 1), ("budget.actual", Rate.weekly(90)), known_from=date(2026, 9, 1)))
    found = compare(judged(late), judged(late, on=date(2026, 9, 1)))
    assert (found.facts, len(found.payments)) == ((), 7)


def test_what_the_funder_bills_the_person_differs_though_no_payment_does() -> None:
    gross = mary(payment={"basis": Basis.GROSS}, budget={"contribution": Rate.weekly(20)})
    dearer = with_value(gross, "budget.contribution", Timeline(Rate.weekly(20), (date(2026, 6, 10), Rate.weekly(27))))
    found = differing(gross, dearer)
    assert found.payments == ()
    third, fourth, *_, last = found.billed
    assert third.period == Period(first_day=date(2026, 6, 1), last_day=date(2026, 6, 28))
    assert (third.before, third.after, fourth.after - fourth.before) == (Money(80), Money(99), Money(28))
    days = Period(first_day=third.period.first_day, last_day=last.period.last_day)
    before, after = (Money.total(getattr(each, side) for each in found.billed) for side in ("before", "after"))
    assert f"Billed to the person for {days}: £{before:,}, then £{after:,}." in str(found)
    net = mary(payment={"basis": Basis.NET})
    assert differing(gross, gross).billed == ()
    assert differing(net, with_value(net, "budget.contribution", Rate.weekly(9))).billed == ()
    later = with_value(gross, "contract.first_day", date(2026, 6, 1))
    assert differing(gross, later).billed[0][1:] == (Money(80), Money(0)), "a period that is on one side only"
    never = gross.replace(endings=(ending(given_on=ON, last_day=FIRST_DAY - timedelta(days=1)),))
    assert [each.after for each in differing(gross, never).billed] == [Money(0)] * 13
    rail = Exemption(ground=Ground.EQUIPMENT, first_day=FIRST_DAY, part=OneSupport("grab rail"))
    untold = with_value(gross, "budget.exemptions", (rail,))
    assert differing(gross, untold).billed == differing(untold, gross).billed == ()


def test_it_shows_the_payments_that_differ() -> None:
    rise = mary(budget={"actual": Timeline(Rate.weekly("84.375"), (date(2027, 3, 8), Rate.weekly(90)))})
    found = differing(mary(), rise)
    assert found.records() == [
        {
            "first_day": date(2027, 3, 8),
            "before": Money("337.50").amount,
            "after": Money("360.00").amount,
            "difference": Money("22.50").amount,
            "why": "budget £22.50, amount £22.50",
        }
    ]
    assert "<table><caption>What differs in the payments</caption>" in found._repr_html_()
    said = "budget.actual   £84.375 a week became £84.375 a week, £90.00 a week from 8 Mar 2027"
    assert said in str(found)
