"""POL-04: one arrangement under several policies, findings and sums side by side, and what differs."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from rules.test_fees import fixed
from support.account import LIVED, lived, paid_in
from support.arrangements import AUTUMN, LAST, ON, sound
from support.asking import WHOLE
from support.refusing import refused

from isf_core import Arrangement, IsfError, Money, NoFee, Person, assess
from isf_core.comparison import Across, across
from isf_core.model import Band, ChangeKind, PaymentLevel
from isf_core.policies import DORSET_AGREEMENT, LANCASHIRE_POLICY, READY
from isf_core.rules import RuleSet
from isf_core.values import Rate, Timeline

NARROW = WHOLE.with_parameters("narrow", fee_band=Band(lowest=Money(5), highest=Money(8)))
NARROWER = WHOLE.with_parameters("narrower", fee_band=Band(lowest=Money(5), highest=Money(7)))
BY_PLAN = WHOLE.with_parameters("by plan", pays=PaymentLevel.PLAN)
SHORT = WHOLE.with_parameters("short").replace(rules=WHOLE.rules.without("FEE-02"))


def test_the_same_policy_under_another_name_differs_in_nothing() -> None:
    same = across(sound(), (WHOLE, WHOLE.with_parameters("again")), on=ON)
    assert same.policies == ("whole", "again")
    assert same.differing == ()
    assert len(set(same.paid)) == 1
    assert [row[0] for row in same.table().rows] == ["may it go ahead?", "paid", "first payment", "due"]


def test_each_is_assessed_as_if_it_were_alone() -> None:
    both = across(sound(), [WHOLE, NARROW], on=ON, until=date(2026, 6, 28))
    alone = [assess(sound(), on=ON, until=date(2026, 6, 28), policy=policy) for policy in (WHOLE, NARROW)]
    assert list(both.assessments) == alone
    assert both.paid == tuple(each.schedule.totals.amount for each in alone if each.schedule is not None)


def test_a_rule_that_comes_to_something_else_is_named() -> None:
    both = across(fixed("10"), (WHOLE, NARROW), on=ON)
    assert both.differing == ("FEE-02",)
    assert both.results("FEE-02") == ("holds", "breach")
    assert both.results("CON-01") == ("holds", "holds")
    assert both.table().rows[4] == ("FEE-02", "holds", "breach")


def test_a_rule_that_finds_something_else_is_named_though_both_break_it() -> None:
    both = across(fixed("10"), (NARROW, NARROWER), on=ON)
    assert both.results("FEE-02") == ("breach", "breach")
    assert both.differing == ("FEE-02",)
    code, one, other = both.table().rows[4]
    assert (code, one != other) == ("FEE-02", True)
    assert "8" in str(one)
    assert "7" in str(other)


def test_a_rule_that_one_policy_has_not_is_said_to_be_none_of_it() -> None:
    both = across(fixed("30"), (WHOLE, SHORT), on=ON)
    assert both.results("FEE-02") == ("breach", "not a rule of it")
    assert both.differing == ("FEE-02",)


def test_a_rule_that_no_policy_has_is_refused() -> None:
    both = across(sound(), (WHOLE, SHORT), on=ON)
    refused(lambda: both.results("FEE-99"), "across: none of the policies has a rule 'FEE-99'")
    none = across(sound(), (WHOLE.replace(name="none", rules=RuleSet(())),), on=ON)
    assert none.differing == ()
    refused(lambda: none.results("FEE-02"), "none of the policies has a rule 'FEE-02'")


def test_what_is_paid_stands_side_by_side() -> None:
    """From October the budget is 90 a week and the plan still 84.375: of 26 weeks and four days, 5.625 a week."""
    actual = Timeline(Rate.annual("4387.50"), (AUTUMN, Rate.weekly(90)))
    mary = sound(contract={"fee": NoFee()}, budget={"actual": actual})
    both = across(mary, (WHOLE, BY_PLAN), on=ON)
    whole, by_plan = both.paid
    assert whole is not None
    assert by_plan is not None
    assert whole > by_plan
    assert both.table().rows[1] == ("paid", whole, by_plan)
    exactly = Money("149.46")
    assert abs((whole - by_plan - exactly).pence) <= 13, "13 payments, each rounded on its own"


def test_where_it_cannot_be_worked_out_nothing_is_paid() -> None:
    both = across(sound(), (WHOLE, WHOLE.with_parameters("silent", pays=None)), on=ON)
    assert both.paid[0] is not None
    assert both.paid[1] is None
    assert both.results("PAY-01") == ("holds", "cannot tell")
    assert both.table().rows[:2] == (("may it go ahead?", "yes", "cannot tell"), ("paid", both.paid[0], None))


def test_all_that_are_ready_made_side_by_side() -> None:
    all_of_them = across(lived(), READY, on=LIVED)
    assert all_of_them.policies == tuple(policy.name for policy in READY)
    assert len(all_of_them.table().columns) == 1 + len(READY)
    for code in all_of_them.differing:
        assert len(all_of_them.results(code)) == len(READY)
    assert "CON-02" not in all_of_them.differing, "it holds where it is a rule"
    assert "LED-04" in all_of_them.differing, "by the month in Shropshire"
    dorset, shropshire = all_of_them.first_paid[3:5]
    assert dorset is not None
    assert shropshire is not None
    assert (dorset.due, shropshire.due) == (date(2026, 4, 2), date(2026, 4, 2)), "the contract's own terms come first"


def test_what_stops_an_arrangement_stands_beside_what_it_would_pay() -> None:
    """Permission for the times of support: Lancashire's and TLAP's texts forbid it, and no other's."""
    asked = lived(clauses={"permission_for": (ChangeKind.TIMES,)})
    rows = {row[0]: row[1:] for row in across(asked, READY, on=LIVED).table().rows}
    stopped = dict(zip((policy.name for policy in READY), rows["stopped by"], strict=True))
    assert {name: by for name, by in stopped.items() if by} == {
        "Lancashire (2012)": "good practice",
        "flexible contracting (TLAP 2015)": "good practice",
    }
    assert rows["CON-04"][0] == "not a rule of it"


def test_a_cap_of_another_council_is_another_finding() -> None:
    """200.00 more than the 14.26: above half of 206.42, and below four weeks of 84.375, which are 337.50."""
    mary = lived(paid_in("200"), contract={"surplus": None})
    dorset = DORSET_AGREEMENT.with_parameters("Dorset", pays=PaymentLevel.BUDGET)
    both = across(mary, (LANCASHIRE_POLICY, dorset), on=LIVED)
    assert both.results("SUR-02") == ("breach", "holds")
    held = [each.surplus.excess for each in both.assessments if each.surplus is not None]
    assert held == [Money("111.05"), Money(0)]


def test_it_shows_itself() -> None:
    both = across(fixed("10"), (WHOLE, NARROW), on=ON)
    assert repr(both) == "<Across whole, narrow: differing in 1 rule>"
    lines = str(both).splitlines()
    assert lines[0] == "Under several policies"
    assert lines[1].split() == ["What", "whole", "narrow"]
    assert lines[-1].split() == ["FEE-02", "holds", "breach"]
    assert both.records()[4] == {"what": "FEE-02", "whole": "holds", "narrow": "breach"}
    assert "<table" in both._repr_html_()


def test_a_policy_called_as_a_column_of_sums_has_a_column_of_texts() -> None:
    both = across(fixed("10"), (WHOLE.with_parameters("amount"), WHOLE.with_parameters("due")), on=ON)
    assert [str(column) for column in both.schema()] == ["what (text)", "amount (text)", "due (text)"]
    assert {type(held) for record in both.records() for held in record.values()} == {str}


def test_it_is_a_value() -> None:
    both = across(sound(), (WHOLE, NARROW), on=ON)
    assert both == across(sound(), (WHOLE, NARROW), on=ON)
    assert pickle.loads(pickle.dumps(both)) == both
    assert isinstance(both, Across)


@pytest.mark.parametrize(
    ("policies", "message"),
    [
        ((), "no policy"),
        ((WHOLE, WHOLE), "two of one name"),
        ((WHOLE, NARROW.replace(name="whole")), "two of one name"),
        ((WHOLE, WHOLE.with_parameters("what")), "across: a policy is named 'what', as a column of the table is"),
        (WHOLE, "give a list of policies"),
        (None, "give a list of policies"),
        (("whole",), "across: 'whole' does not fit here; give policies, such as PLAIN"),
        ("whole", "across: 'w' does not fit here; give policies, such as PLAIN"),
    ],
)
def test_it_wants_policies_each_of_its_own_name(policies: Any, message: str) -> None:
    assert refused(lambda: across(sound(), policies, on=ON), message).where == "across"


def test_the_days_and_the_arrangement_are_refused_as_by_assess() -> None:
    wrong: Any = "2026-03-30"
    refused(lambda: across(sound(), (WHOLE,), on=wrong), "on")
    refused(lambda: across(wrong, (WHOLE,), on=ON), "assess")
    with pytest.raises(IsfError, match="before"):
        across(sound(), (WHOLE,), on=ON, until=date(2026, 4, 5))
    bare = across(Arrangement(person=Person(ref="P-001")), (WHOLE, NARROW), on=ON, until=LAST)
    assert bare.paid == (None, None)
