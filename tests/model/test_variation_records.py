"""What changes after signing: variations and suspensions, folding in what was known, and paths to one value."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from support.arrangements import (
    ART,
    AUTUMN,
    DAY_AFTER,
    DAY_BEFORE,
    HOMECARE,
    LAST,
    ON,
    ONE_DAY,
    START,
    TERMS,
    mary,
    sound,
)
from support.asking import applied
from support.refusing import refused

from isf_core import Money, assess
from isf_core.errors import ImpossiblePeriod, IsfError, NotADate, NotRecorded
from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    Arrangement,
    Backdating,
    Basis,
    Change,
    Contract,
    FixedFee,
    Funder,
    FundingShare,
    Holder,
    HowFarBack,
    NoFee,
    NoSuchPath,
    Person,
    PersonalBudget,
    Phase,
    Placement,
    Suspension,
    SuspensionRule,
    Timing,
    Variation,
    as_known,
    value_at,
    with_value,
)
from isf_core.model.variation import AT_ONCE, BY_PHASE, OVER_TIME, WHOLE
from isf_core.values import Rate, Timeline

MARY = Person(ref="P-001")
NINETY = Change("budget.actual", Rate.weekly(90))
JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 20), date(2026, 8, 3)


def varied(*variations: Variation, **facts: Any) -> Arrangement:
    """An arrangement of 84.375 a week, with variations."""
    contract = Contract(first_day=START, last_day=LAST, payment=TERMS, fee=NoFee(), fee_placement=NOT_STATED)
    budget = PersonalBudget(actual=Rate.weekly("84.375"), contribution=Rate.weekly(20))
    made: dict[str, Any] = {"budget": budget, "contract": contract, "funding": Funder(ref="council"), **facts}
    return Arrangement(person=MARY, variations=variations, **made)


def change(path: str, value: object, effective: date = JUNE, known_from: date | None = JULY, **more: Any) -> Variation:
    """A variation of one field."""
    return Variation(effective=effective, known_from=known_from, changes=(Change(path, value),), **more)


# Variations


def test_a_change_is_of_a_field_that_may_vary() -> None:
    over_time = (Rate.weekly(90), Rate.weekly(20), NoFee(), Placement.INSIDE, Basis.NET, SuspensionRule())
    for path, value in [
        *zip(OVER_TIME, over_time, strict=True),
        *((each, None) for each in (*BY_PHASE, *WHOLE, *AT_ONCE)),
    ]:
        assert Change(path, value).path == path
    for wrong in ("contract.first_day", "person", "budget", "budget.actual.first", "policy.timing"):
        refused(lambda wrong=wrong: Change(wrong, 1), "Change.path: ", "it is one of", kind=IsfError)  # type: ignore[misc]


def test_a_variation_changes_something_and_each_field_once() -> None:
    refused(lambda: Variation(effective=JUNE, changes=()), "Variation.changes: nothing changes")
    refused(lambda: Variation(effective=JUNE, changes=(NINETY, NINETY)), "changes: 'budget.actual' stands twice")
    both = Variation(effective=JUNE, changes=[NINETY, Change("contract.last_day", LAST)])
    assert len(both.changes) == 2


def test_two_variations_of_one_field_from_one_date_say_which_comes_first() -> None:
    first, second = change("budget.actual", Rate.weekly(90)), change("budget.actual", Rate.weekly(95))
    right = "give each its own `order`"
    refused(lambda: varied(first, second), "Arrangement.variations: 2 of budget.actual from 2026-06-01", right)
    refused(lambda: varied(first.replace(order=1), second), right)
    refused(lambda: varied(first.replace(order=1), second.replace(order=1)), right)
    ordered = first.replace(order=1), second.replace(order=2)
    for variations in (ordered, ordered[::-1]):
        assert applied(varied(*variations)).budget.actual == Timeline(Rate.weekly("84.375"), (JUNE, Rate.weekly(95)))
    apart = varied(first, second.replace(effective=DAY_AFTER), change("budget.contribution", Rate.weekly(90)))
    assert len(apart.variations) == 3


# As known


def test_a_change_counts_from_the_day_on_which_it_is_known() -> None:
    mary = varied(change("budget.actual", Rate.weekly(90)))
    before, from_then = as_known(mary, on=JULY - ONE_DAY), as_known(mary, on=JULY)
    assert before.budget.actual == Timeline(Rate.weekly("84.375"))
    assert from_then.budget.actual == Timeline(Rate.weekly("84.375"), (JUNE, Rate.weekly(90)))
    assert (before.variations, from_then.variations) == ((), ())
    assert as_known(from_then, on=START) == from_then, "what is folded in stays"


def test_a_change_of_which_nobody_says_since_when_it_is_known_is_missing() -> None:
    undated = change("budget.actual", Rate.weekly(90), known_from=None)
    mary = varied(change("suspensions", ()), undated, undated.replace(effective=JULY, ref="V-3"))
    with pytest.raises(NotRecorded) as caught:
        as_known(mary, on=LAST)
    assert caught.value.fields == ("variations[1].known_from", "variations[V-3].known_from")
    assert applied(mary).budget.actual is not None, "all count, whenever they were known"


@pytest.mark.parametrize("on", [None, "2026-07-20", datetime(2026, 7, 20)])  # noqa: DTZ001
def test_what_is_asked_is_an_arrangement_and_a_day(on: Any) -> None:
    refused(lambda: as_known(varied(), on=on), "as_known", kind=NotADate)
    wrong: Any = varied().contract
    refused(lambda: as_known(wrong, on=JULY), "as_known: ", "give an Arrangement")


def test_an_arrangement_without_variations_is_as_it_was_signed() -> None:
    mary = sound()
    assert as_known(mary, on=ON) is mary
    assert applied(mary) is mary


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("budget.actual", Rate.weekly(90)),
        ("budget.contribution", Rate.weekly(25)),
        ("contract.fee", FixedFee(per_week="10")),
        ("contract.fee_placement", Placement.ON_TOP),
        ("contract.payment.basis", Basis.GROSS),
    ],
)
def test_what_has_one_value_a_day_changes_inside_a_period(path: str, value: Any) -> None:
    mary = varied(change(path, value))
    assert value_at(applied(mary), path) == Timeline(value_at(mary, path).first, (JUNE, value))


def test_a_variation_holds_until_the_next_change_whoever_agreed_it() -> None:
    agreed = Timeline(Rate.weekly(80), (JUNE, Rate.weekly(81)), (AUTUMN, Rate.weekly(82)))
    mary = varied(
        change("budget.actual", Rate.weekly(90)),
        change("budget.actual", Rate.weekly(91), JULY),
        budget=PersonalBudget(actual=agreed),
    )
    assert applied(mary).budget.actual == Timeline(
        Rate.weekly(80), (JUNE, Rate.weekly(90)), (JULY, Rate.weekly(91)), (AUTUMN, Rate.weekly(82))
    )


def test_what_was_never_recorded_is_not_made_up_from_its_changes() -> None:
    mary = varied(change("budget.actual", Rate.weekly(90)), budget=PersonalBudget())
    assert applied(mary).budget.actual is None


def test_a_term_that_a_policy_could_state_is_missed_where_only_its_change_is_recorded() -> None:
    for path, value in (("contract.payment.basis", Basis.GROSS), ("contract.fee_placement", Placement.INSIDE)):
        contract = Contract(first_day=START, last_day=LAST)
        mary = varied(change(path, value), contract=contract)
        with pytest.raises(NotRecorded) as caught:
            as_known(mary, on=JULY)
        assert caught.value.fields == (path,)
        assert as_known(mary, on=JULY - ONE_DAY).contract == contract, "the change is not known yet"


def test_a_change_over_time_is_one_value_and_is_checked() -> None:
    refused(lambda: change("budget.actual", Timeline(Rate.weekly(90))), "Change of budget.actual: a Timeline")
    for wrong in (None, 90, "90", NoFee()):
        refused(lambda wrong=wrong: change("budget.actual", wrong), "Change of budget.actual")  # type: ignore[misc]
    refused(lambda: applied(varied(change("contract.payment.due_days", "3"))), "PaymentTerms.due_days")
    refused(lambda: applied(varied(change("contract.last_day", DAY_BEFORE))), kind=ImpossiblePeriod)


def test_what_bears_dates_of_its_own_is_as_last_known() -> None:
    stay = Suspension(first_day=JUNE, last_day=OPEN_ENDED)
    later = stay.replace(last_day=JULY)
    mary = varied(
        change("suspensions", (later,), AUGUST, AUGUST),
        change("suspensions", (stay,)),
        change("contract.last_day", AUTUMN),
    )
    assert applied(mary).suspensions == (later,)
    assert applied(mary).contract.last_day == AUTUMN
    assert applied(mary).later == ()


def test_what_a_whole_payment_has_one_of_begins_a_phase() -> None:
    nhs = Funder(ref="nhs")
    mary = varied(
        change("funding", nhs, AUTUMN),
        change("contract.payment.timing", Timing.IN_ARREARS),
        change("holder", Holder(ref="H-9"), AUTUMN),
        change("contract.payment.basis", Basis.GROSS, AUGUST),
    )
    whole = applied(mary)
    basis = Timeline(Basis.NET, (AUGUST, Basis.GROSS))
    signed = TERMS.replace(basis=basis)
    in_arrears = signed.replace(timing=Timing.IN_ARREARS)
    assert whole.contract.payment == signed
    assert whole.later == (
        Phase(since=JUNE, payment=in_arrears, holder=None, funding=mary.funding),
        Phase(since=AUTUMN, payment=in_arrears, holder=Holder(ref="H-9"), funding=nhs),
    )


@pytest.mark.parametrize(("effective", "phases"), [(DAY_BEFORE, 0), (START, 0), (DAY_AFTER, 1)])
def test_a_change_from_the_first_day_or_before_holds_from_the_first_day(effective: date, phases: int) -> None:
    whole = applied(varied(change("contract.payment.timing", Timing.IN_ARREARS, effective)))
    assert len(whole.later) == phases
    assert (whole.contract.payment.timing is Timing.IN_ARREARS) is (phases == 0)
    undated = varied(change("contract.payment.timing", Timing.IN_ARREARS, effective), contract=Contract(payment=TERMS))
    assert len(applied(undated).later) == 1, "from which day on it holds is not known"


def test_the_order_in_which_they_were_written_down_changes_nothing() -> None:
    variations = (
        change("budget.actual", Rate.weekly(90)),
        change("budget.actual", Rate.weekly(91), JULY, AUGUST),
        change("contract.last_day", AUTUMN, JULY),
        change("contract.last_day", LAST, AUGUST),
        change("contract.payment.timing", Timing.IN_ARREARS, AUGUST),
    )
    known = {as_known(varied(*each), on=JULY) for each in permutations(variations)}
    assert len(known) == 1
    assert len({applied(varied(*each)) for each in permutations(variations)}) == 1


def test_a_variation_is_added_to_what_was_recorded_and_not_to_what_was_folded() -> None:
    whole = applied(varied(change("contract.payment.timing", Timing.IN_ARREARS)))
    more = change("budget.actual", Rate.weekly(90))
    refused(lambda: whole.replace(variations=(more,)), "Arrangement.variations: a variation of what as_known made")


# Suspensions


def test_suspensions_do_not_overlap() -> None:
    one = Suspension(first_day=JUNE, last_day=JULY)
    next_day = Suspension(first_day=JULY + ONE_DAY, last_day=OPEN_ENDED)
    assert varied(suspensions=[next_day, one]).suspensions == (next_day, one)
    for other in (next_day.replace(first_day=JULY), one, Suspension(first_day=START, last_day=OPEN_ENDED)):
        refused(
            lambda other=other: varied(suspensions=(one, other)),  # type: ignore[misc]
            "Arrangement.suspensions: the one from",
            "give each day once",
        )
    assert Suspension(first_day=JUNE, last_day=JUNE).last_day == JUNE
    refused(lambda: Suspension(first_day=JUNE, last_day=JUNE - ONE_DAY), "Suspension.last_day", kind=ImpossiblePeriod)


def test_a_date_goes_with_backdating_to_a_date_and_with_no_other() -> None:
    assert Backdating(how_far=HowFarBack.TO_A_DATE, earliest=START).earliest == START
    for how_far in HowFarBack:
        one_too_many = None if how_far is HowFarBack.TO_A_DATE else START
        refused(lambda h=how_far, e=one_too_many: Backdating(how_far=h, earliest=e), "Backdating.earliest")  # type: ignore[misc]


# Paths


def test_one_value_deep_inside_is_read_and_changed_by_its_path() -> None:
    mary = sound()
    assert value_at(mary, "budget.contribution") == Timeline(Rate.weekly(20))
    assert value_at(mary, "plan.supports[art].provider") == "P-9"
    assert value_at(mary, "plan.supports[art]") == ART
    changed = with_value(mary, "plan.supports[art].provider", "H-7")
    assert changed == sound(plan={"supports": (HOMECARE, ART.replace(provider="H-7"))})
    assert with_value(mary, "plan.supports[art]", ART.replace(ref="dance")).plan.supports == (
        HOMECARE,
        ART.replace(ref="dance"),
    )
    assert with_value(mary, "budget.contribution", Rate.weekly(0)) == sound(budget={"contribution": Rate.weekly(0)})
    assert with_value(mary, "payments_set_up_on", None).payments_set_up_on is None
    assert mary == sound()


def test_what_is_put_there_passes_the_records_own_checks() -> None:
    refused(lambda: with_value(sound(), "plan.supports[art].outcomes", ("work",)), "SupportPlan.supports[art].outcomes")
    refused(lambda: with_value(sound(), "contract.payment.due_days", "3"), "PaymentTerms.due_days")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("budgets", "has no field 'budgets'"),
        ("budget.actual.first", "'first' is past the end of it"),
        ("plan.supports[dance].provider", "there is no entry 'dance'"),
        ("plan.agreed_on[x]", "there is no entry 'x'"),
        ("agreements[person_holder]", "there is no entry"),
        ("plan..supports", "'' is no step"),
        ("plan.supports[]", "is no step"),
        ("plan supports", "is no step"),
        ("contract.signatures.party", "is past the end"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_where_it_ends(path: str, message: str) -> None:
    refused(lambda: value_at(sound(), path), message, kind=NoSuchPath)
    refused(lambda: with_value(sound(), path, None), message, kind=NoSuchPath)


def test_what_is_before_it_must_be_recorded() -> None:
    bare = Arrangement(person=MARY)
    for ask in (lambda: value_at(bare, "holder.kind"), lambda: with_value(bare, "holder.kind", None)):
        refused(ask, "what is before 'kind' is not recorded", kind=NoSuchPath)


@pytest.mark.parametrize("path", ["", " ", None, 7, "x" * 501])
def test_a_path_is_a_text(path: Any) -> None:
    refused(lambda: value_at(sound(), path), "path: ")
    refused(lambda: with_value(sound(), path, None), "path: ")


def test_a_change_is_read_as_its_field_is() -> None:
    """One funder, or the weeks of a year as text, would otherwise be met as they were written."""
    council = Funder(ref="nhs")
    assert Change("funding", council).value == (FundingShare(funder=council, share=1),)
    assert Change("funding", council) == Change("funding", (FundingShare(funder=council, share=1),))
    assert Change("contract.payment.weeks_in_year", "52").value == Fraction(52)
    refused(lambda: Change("contract.payment.weeks_in_year", "51"), "52")
    later = Variation(effective=date(2026, 7, 1), known_from=START, changes=(Change("funding", council),))
    found = assess(mary(variations=(later,)), on=date(2026, 8, 1), until=date(2027, 3, 31))
    assert found.require_schedule()[5].by_funder() == {"nhs": Money("337.50")}


@pytest.mark.parametrize("wrong", [Decimal("NaN"), float("nan")])
def test_a_change_to_what_is_not_equal_to_itself_is_refused(wrong: object) -> None:
    with pytest.raises(IsfError, match=r"Change of contract\.last_day: .*not even equal to itself; give a value"):
        Change("contract.last_day", wrong)
