"""Two books, or two policies over one, side by side: like with like, and every sum adds up."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.arrangements import COMPLETE, arrangement
from support.refusing import refused
from support.scenarios import ON, UNTIL, hardly_recorded, mary, month_ends, stubs_and_changes

from isf_core import (
    PLAIN,
    STARTER,
    Basis,
    BookComparison,
    Money,
    NotRecorded,
    Rate,
    Suspension,
    SuspensionRule,
    assess,
    compare_books,
    with_value,
)
from isf_core.book import comparing
from isf_core.book.comparing import NOT_RECORDED
from isf_core.values import Table

DEARER = with_value(mary(), "budget.contribution", Rate.weekly("30"))


def compared(before: Any, after: Any, **more: Any) -> BookComparison:
    """Two books on the usual day."""
    return compare_books(before, after, on=ON, until=UNTIL, **more)


def test_who_pays_more_is_worse_off_by_as_much_and_holder_and_funder_show_it() -> None:
    found = compared([mary(), month_ends()], [DEARER, month_ends()])
    assert found.amount == Money("-520.00")
    assert [(each.person, each.amount, each.left) for each in found.worse_off] == [
        ("P-001", Money("-520.00"), Money("-520.00"))
    ]
    assert [(each.ref, each.amount) for each in found.by_holder if each.amount] == [("H-7", Money("-520.00"))]
    assert [(each.ref, each.amount) for each in found.by_funder if each.amount] == [("council", Money("-520.00"))]
    assert repr(found) == "<BookComparison of 2: -520.00, 1 worse off>"


def test_where_nothing_differs_or_nothing_is_paid_it_says_so_and_shows_no_empty_table() -> None:
    alike = str(compared([mary()], [mary()]))
    assert alike.endswith("\nWhat differs, by person: none")
    assert "\nBy holder\n" in alike
    empty = str(compared([], []))
    assert "By holder" not in empty
    assert "By funder" not in empty
    assert str(compared([mary()], [DEARER])).count("What differs, by person\nPerson") == 1


def test_two_policies_over_one_book_are_named_and_show_who_loses_during_a_stay() -> None:
    away = mary().replace(suspensions=(Suspension(first_day=date(2026, 6, 15), last_day=date(2026, 7, 26)),))
    full = PLAIN.with_parameters("in full", suspension=SuspensionRule())
    halved = PLAIN.with_parameters("28 days, then half", suspension=SuspensionRule(full_days=28, retainer="0.5"))
    found = compared([away], [away], policy=full, policy_after=halved)
    assert found.names == ("in full", "28 days, then half")
    assert (
        found.amount == assess(away, on=ON, until=UNTIL, policy=halved).require_schedule().totals.amount - found.before
    )
    assert str(found).startswith("What does it come to? -£")
    assert "(in full), then " in str(found)


def test_a_fee_inside_leaves_less_left_though_the_payment_is_the_same() -> None:
    from isf_core import FeeBase, PercentageFee, Placement

    charged = mary()
    fee = PercentageFee(percent="10", base=FeeBase.GROSS)
    charged = charged.replace(contract=charged.contract.replace(fee=fee, fee_placement=Placement.INSIDE))
    one = compared([mary()], [charged]).cases[0]
    assert one.amount == Money(0)
    assert one.left == Money("-438.75")


def test_who_is_billed_more_is_worse_off_though_the_gross_payment_is_the_same() -> None:
    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    dearer = with_value(gross, "budget.contribution", Rate.weekly("30"))
    found = compared([gross], [dearer])
    assert found.amount == Money(0)
    assert [each.left for each in found.worse_off] == [Money("-520.00")]
    assert [row["person"] for row in found.records()] == ["P-001"], "and so it stands in the table of what differs"


def test_what_differs_is_shown_where_what_is_left_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise NotRecorded("the charges", ("budget.exemptions",))

    monkeypatch.setattr(comparing, "charges_for", unknown)
    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    found = compared([gross], [with_value(gross, "budget.actual", Rate.weekly(90))])
    assert [(row["person"], row["left"]) for row in found.records()] == [("P-001", None)]


def test_what_is_billed_may_be_unknown_where_the_payment_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise NotRecorded("the charges", ("budget.exemptions",))

    monkeypatch.setattr(comparing, "charges_for", unknown)
    gross = with_value(mary(), "contract.payment.basis", Basis.GROSS)
    one = compared([gross], [gross]).cases[0]
    assert (one.amount, one.left) == (Money(0), None)


def test_what_only_one_book_has_counts_in_full_and_turns_nothing() -> None:
    found = compared([mary(), stubs_and_changes()], [stubs_and_changes(), month_ends()])
    assert [each.person for each in found.only_before] == ["P-001"]
    assert [each.person for each in found.only_after] == ["P-003"]
    assert found.turned == found.worse_off == ()
    assert found.amount == found.cases[2].after.paid - found.cases[0].before.paid  # type: ignore[union-attr, operator]


def test_what_has_no_schedule_on_one_side_counts_on_neither() -> None:
    unknown = with_value(mary(), "budget.one_offs", None)
    found = compared([mary(), month_ends()], [unknown, month_ends()])
    assert [(each.person, each.amount, each.left) for each in found.not_compared] == [("P-001", None, None)]
    assert found.not_compared[0].after.missing == ("budget.one_offs",)  # type: ignore[union-attr]
    assert found.before == found.after == month_ends_paid()
    assert "Not compared, for want of a schedule: 1." in " ".join(str(found).split())
    assert compared([hardly_recorded()], [hardly_recorded()]).before == Money(0)


def month_ends_paid() -> Money:
    """What the third scenario pays in all."""
    return assess(month_ends(), on=ON, until=UNTIL).require_schedule().totals.amount


def test_a_verdict_that_turns_is_told_with_the_rules_that_make_it() -> None:
    sound = arrangement(COMPLETE)
    unsigned = sound.replace(contract=sound.contract.replace(signatures=()))
    found = compared([sound], [unsigned])
    assert [each.person for each in found.turned] == [sound.person.ref]
    assert ("CON-01", 0, 1) in found.breaches
    (counts,) = [part for part in found.page().parts if part.title == "How many break a rule"]
    assert isinstance(counts, Table)
    assert [str(column) for column in counts.schema()] == [
        "rule (text)",
        "broken_before (whole number)",
        "broken_after (whole number)",
    ]
    assert "How many break a rule" in str(found)


def test_the_repr_has_the_broken_rules_in_order() -> None:
    bad = arrangement(COMPLETE, contract__signatures=(), plan__agreed_on=date(2026, 3, 21))
    after = compared([], [bad]).cases[0].after
    assert after is not None
    assert repr(after).endswith("breaches=frozenset({'BUD-01', 'CON-01'}))")


def test_what_is_broken_is_named_with_its_side_and_place_and_the_rest_is_compared() -> None:
    found = compared([mary(), "a slip"], ["a slip", mary()])
    assert [(side, fault.place) for side, fault in found.faults] == [("before", 1), ("after", 0)]
    assert found.amount == Money(0)


def test_no_funding_and_no_holder_stand_by_name() -> None:
    found = compared([month_ends()], [month_ends()])
    assert [each.ref for each in found.by_holder] == [each.ref for each in found.by_funder] == [NOT_RECORDED]


def test_one_iterator_for_both_books_and_two_arrangements_of_one_name_are_refused() -> None:
    book = iter([mary()])
    refused(lambda: compared(book, book), "compare_books", "can be read only once", "two iterators")
    refused(lambda: compared([mary()], [mary(), DEARER]), "compare_books.after[1]", "P-001", "a ref of its own")
    refused(lambda: compared([mary()], 3), "no book")
    refused(lambda: compared([mary()], [mary()], policy_after="plain"), "compare_books.policy_after", "give a Policy")


def test_records_have_a_row_for_each_difference_and_progress_counts_both_books() -> None:
    told: list[int] = []
    found = compared([mary(), month_ends()], [DEARER, month_ends()], progress=told.append)
    assert sum(told) == 4
    (row,) = found.records()
    assert (row["person"], str(row["difference"]), str(row["left"])) == ("P-001", "-520.00", "-520.00")
    assert "P-001" in found._repr_html_()
    assert compared([mary()], [mary()], policy_after=STARTER).names == ("plain", STARTER.name)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 400)), max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 400)), max_size=4),
)
def test_holders_funders_and_people_each_add_up_to_the_whole(one: list[Any], other: list[Any]) -> None:
    def book(of: list[Any]) -> list[Any]:
        made = {
            f"P-{ref}": stubs_and_changes().replace(
                person=mary().person.replace(ref=f"P-{ref}"),
                budget=stubs_and_changes().budget.replace(contribution=Rate.weekly(pounds)),
            )
            for ref, pounds in of
        }
        return [*made.values()]

    found = compared(book(one), book(other))
    for parts in (found.by_holder, found.by_funder):
        assert Money.total(each.before for each in parts) == found.before
        assert Money.total(each.after for each in parts) == found.after
    assert Money.total(each.amount for each in found.cases if each.amount is not None) == found.amount


def test_two_books_that_are_none_are_refused_by_name() -> None:
    assert str(refused(lambda: compared(None, None))).startswith("compare_books.before: nothing (None) is no book")


def test_what_is_broken_on_one_side_is_no_saving() -> None:
    class Exploding:
        def charges(self, facts: Any) -> Any:
            raise ZeroDivisionError

    broken = with_value(mary(), "contract.fee", Exploding())
    for books in (([mary(), month_ends()], [broken, month_ends()]), ([broken, month_ends()], [mary(), month_ends()])):
        found = compared(*books)
        assert found.amount == Money(0)
        assert [each.person for each in found.cases] == [month_ends().person.ref]
        assert str(found).replace("\n", " ").count("); 1 broken and left out.") == 1


def test_the_headline_says_of_how_many_broken_the_reference_is_not_known() -> None:
    said = str(compared([mary()], ["a slip"])).replace("\n", " ")
    assert "); 1 broken and left out, 1 without a reference by which to match the other book." in said


def test_a_book_of_broken_arrangements_without_an_end_is_refused() -> None:
    """An endless list of what is no arrangement was read for ever."""
    broken: Any = [1] * 10_000
    assert len(compare_books(broken, [], on=ON).faults) == 10_000
    error = refused(lambda: compare_books([], repeat(broken), on=ON))
    assert error.where == "compare_books.after"
    assert error.wrong == "more than 10,000 arrangements are broken"
