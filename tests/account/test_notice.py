"""Notice: the last day it leads to, the days that were not served, and what is paid for them (END-01, END-03)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from support.arrangements import MONTHLY, NET, mary, merged
from support.endings import NUMBERS, ending, notice, terms

from isf_core import OPEN_ENDED, PLAIN, Arrangement, IsfError, Money, NotRecorded, Party, Rate, Timeline
from isf_core.account import EndOfArrangement, end_of, last_day_of_notice, pay_in_lieu
from isf_core.errors import NotADate, OutsideTheArrangement
from isf_core.model import InHouse, Notice, NoticeUnit, Parameters, Termination, TerminationReason, TerminationTerms
from isf_core.schedule import build_schedule, resolve_terms
from isf_core.schedule.ends import termination_terms
from isf_core.values import Period, WorkingDays

DAYS, WEEKS, MONTHS = NoticeUnit.DAYS, NoticeUnit.WEEKS, NoticeUnit.MONTHS
GIVEN = date(2026, 8, 10)
RUN = date(2026, 9, 7)
"""The last day of 28 days' notice given on 10 August."""
ONE_DAY = timedelta(days=1)
FOUR_WEEKS = terms(*(notice(28, party=party) for party in Party))


# The last day


@pytest.mark.parametrize(
    ("length", "unit", "given_on", "last_day"),
    [
        # the day on which it is given does not count
        (28, DAYS, date(2026, 8, 10), date(2026, 9, 7)),
        (4, WEEKS, date(2026, 8, 10), date(2026, 9, 7)),
        (27, DAYS, date(2026, 8, 10), date(2026, 9, 6)),
        (29, DAYS, date(2026, 8, 10), date(2026, 9, 8)),
        (1, DAYS, date(2026, 12, 31), date(2027, 1, 1)),
        (1, WEEKS, date(2026, 12, 28), date(2027, 1, 4)),
        (12, WEEKS, date(2026, 8, 10), date(2026, 11, 2)),
        (1_000, DAYS, date(2026, 8, 10), date(2029, 5, 6)),
        # none at all ends it on the day
        (0, DAYS, date(2026, 8, 10), date(2026, 8, 10)),
        (0, WEEKS, date(2026, 8, 10), date(2026, 8, 10)),
        (0, MONTHS, date(2026, 8, 31), date(2026, 8, 31)),
        # 29 February
        (1, DAYS, date(2028, 2, 28), date(2028, 2, 29)),
        (1, DAYS, date(2026, 2, 28), date(2026, 3, 1)),
        (28, DAYS, date(2028, 2, 1), date(2028, 2, 29)),
        (28, DAYS, date(2026, 2, 1), date(2026, 3, 1)),
        (12, MONTHS, date(2028, 2, 29), date(2029, 2, 28)),
        (48, MONTHS, date(2028, 2, 29), date(2032, 2, 29)),
        # months go by the calendar: the same day, or the month's last where it has no such day
        (1, MONTHS, date(2026, 8, 10), date(2026, 9, 10)),
        (1, MONTHS, date(2026, 1, 31), date(2026, 2, 28)),
        (1, MONTHS, date(2028, 1, 31), date(2028, 2, 29)),
        (1, MONTHS, date(2026, 1, 28), date(2026, 2, 28)),
        (1, MONTHS, date(2026, 2, 28), date(2026, 3, 28)),
        (1, MONTHS, date(2026, 8, 31), date(2026, 9, 30)),
        (2, MONTHS, date(2026, 1, 31), date(2026, 3, 31)),
        (3, MONTHS, date(2027, 11, 30), date(2028, 2, 29)),
        (1, MONTHS, date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_end_01_the_last_day_of_notice(length: int, unit: NoticeUnit, given_on: date, last_day: date) -> None:
    assert last_day_of_notice(notice(length, unit), given_on=given_on) == last_day


def test_what_is_no_notice_or_no_day_is_refused() -> None:
    with pytest.raises(IsfError, match="give a Notice"):
        last_day_of_notice(28, given_on=GIVEN)  # type: ignore[arg-type]
    with pytest.raises(NotADate):
        last_day_of_notice(notice(), given_on="2026-08-10")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("length", "given_on", "last_day"),
    [
        (0, date(2026, 8, 10), date(2026, 8, 10)),
        (0, date(2026, 8, 9), date(2026, 8, 9)),  # a Sunday: none is none
        (1, date(2026, 8, 7), date(2026, 8, 10)),  # over the weekend
        (20, date(2026, 8, 10), date(2026, 9, 8)),  # the bank holiday on 31 August does not count
        (5, date(2026, 12, 24), date(2027, 1, 5)),
    ],
)
def test_g12_notice_in_working_days(length: int, given_on: date, last_day: date) -> None:
    of = notice(length, NoticeUnit.WORKING_DAYS)
    assert last_day_of_notice(of, given_on=given_on, working_days=WorkingDays.england_and_wales()) == last_day
    with pytest.raises(NotRecorded, match=r"contract\.payment\.working_days"):
        last_day_of_notice(of, given_on=given_on)
    with pytest.raises(IsfError, match=r"working_days: .* give WorkingDays"):
        last_day_of_notice(of, given_on=given_on, working_days={given_on})  # type: ignore[arg-type]


def test_g12_an_arrangement_ends_after_notice_in_working_days_of_the_contract_else_the_policy() -> None:
    by = terms(notice(20, NoticeUnit.WORKING_DAYS))
    ended = end_of(agreed(by), on(date(2026, 9, 4)), policy=PLAIN)
    assert (ended.notice_ends, ended.shortfall_days) == (date(2026, 9, 8), 4)
    own = WorkingDays.of({date(2026, 9, 8)}, first=date(2026, 4, 6), last=date(2026, 12, 31))
    agreed_with_days = agreed(by)
    payment = agreed_with_days.contract.payment.replace(working_days=own)
    agreed_with_days = agreed_with_days.replace(contract=agreed_with_days.contract.replace(payment=payment))
    assert end_of(agreed_with_days, on(), policy=PLAIN).notice_ends == date(2026, 9, 7), "31 August is no holiday here"
    with pytest.raises(NotRecorded, match=r"contract\.payment\.working_days"):
        end_of(agreed(by), on(), policy=Parameters(name="none"))


# How it ends


def agreed(by: TerminationTerms | None = FOUR_WEEKS, **contract: Any) -> Arrangement:
    return mary(contract={"termination": by, **contract})


def how(by: Termination, arrangement: Arrangement | None = None) -> EndOfArrangement:
    return end_of(arrangement or agreed(), by, policy=NUMBERS)


def on(last_day: date | None = None, given_on: date = GIVEN) -> Termination:
    return ending(given_on=given_on, last_day=last_day)


@pytest.mark.parametrize(
    ("by", "last_day_agreed", "last_day", "lacking"),
    [
        # the notice runs its time
        (on(), OPEN_ENDED, RUN, None),
        (on(), None, RUN, None),
        (on(RUN), OPEN_ENDED, RUN, None),
        (on(RUN + ONE_DAY), OPEN_ENDED, RUN + ONE_DAY, None),
        # it is cut short: the days after the last day up to the notice's lack
        (on(RUN - ONE_DAY), OPEN_ENDED, RUN - ONE_DAY, (RUN, RUN)),
        (on(date(2026, 8, 24)), OPEN_ENDED, date(2026, 8, 24), (date(2026, 8, 25), RUN)),
        (on(GIVEN), OPEN_ENDED, GIVEN, (date(2026, 8, 11), RUN)),
        # support ended before somebody said so: what lacks is never more than the notice
        (on(date(2026, 8, 3)), OPEN_ENDED, date(2026, 8, 3), (date(2026, 8, 11), RUN)),
        (on(GIVEN - ONE_DAY), OPEN_ENDED, GIVEN - ONE_DAY, (date(2026, 8, 11), RUN)),
        (on(date(2026, 8, 3)), GIVEN + ONE_DAY, date(2026, 8, 3), (date(2026, 8, 11), date(2026, 8, 11))),
        (on(date(2026, 8, 3)), GIVEN, date(2026, 8, 3), None),
        # days after the contract's own last day never lack
        (on(), RUN, RUN, None),
        (on(), RUN - ONE_DAY, RUN - ONE_DAY, None),
        (on(), GIVEN, GIVEN, None),
        (on(RUN + ONE_DAY), RUN, RUN, None),
        (on(date(2026, 8, 24)), date(2026, 8, 31), date(2026, 8, 24), (date(2026, 8, 25), date(2026, 8, 31))),
        (on(date(2026, 8, 24)), date(2026, 8, 25), date(2026, 8, 24), (date(2026, 8, 25), date(2026, 8, 25))),
        (on(date(2026, 8, 24)), date(2026, 8, 24), date(2026, 8, 24), None),
    ],
)
def test_end_01_the_last_day_and_the_days_that_lack(
    by: Termination, last_day_agreed: Any, last_day: date, lacking: tuple[date, date] | None
) -> None:
    found = how(by, agreed(last_day=last_day_agreed))
    assert found.last_day == last_day
    assert found.notice_shortfall == (None if lacking is None else Period(first_day=lacking[0], last_day=lacking[1]))
    assert found.shortfall_days == (0 if lacking is None else (lacking[1] - lacking[0]).days + 1)
    assert found.notice_ends == (min(RUN, last_day_agreed) if isinstance(last_day_agreed, date) else RUN)


def test_how_it_ends_is_printed_as_a_page() -> None:
    assert str(how(on(RUN - ONE_DAY))).split("\n") == [
        "End of the arrangement",
        "By       Reason            Given on          Notice ends      Last day         Days not served",
        "funder   ordinary notice   Mon 10 Aug 2026   Mon 7 Sep 2026   Sun 6 Sep 2026                 1",
    ]
    assert how(on()).records()[0] == {
        "party": "funder",
        "reason": "ordinary notice",
        "given_on": GIVEN,
        "notice_ends": RUN,
        "last_day": RUN,
        "days": 0,
    }


def test_end_03_a_cause_has_its_own_notice_or_needs_the_ordinary_one() -> None:
    arrangement = agreed(
        terms(
            notice(28),
            notice(0, reason=TerminationReason.SAFEGUARDING),
            notice(3, MONTHS, party=Party.HOLDER),
            notice(2, WEEKS, party=Party.PERSON, reason=TerminationReason.CHANGE_OF_HOLDER),
        )
    )
    for party, reason, last_day in (
        (Party.FUNDER, TerminationReason.ORDINARY, RUN),
        (Party.FUNDER, TerminationReason.BREACH, RUN),
        (Party.FUNDER, TerminationReason.SAFEGUARDING, GIVEN),
        (Party.HOLDER, TerminationReason.ORDINARY, date(2026, 11, 10)),
        (Party.HOLDER, TerminationReason.INSOLVENCY, date(2026, 11, 10)),
        (Party.PERSON, TerminationReason.CHANGE_OF_HOLDER, date(2026, 8, 24)),
    ):
        assert how(ending(party, reason, GIVEN), arrangement).last_day == last_day, (party, reason)


def test_end_03_a_party_without_notice_for_the_cause_may_not_end_it() -> None:
    arrangement = agreed(terms(notice(28), notice(28, party=Party.PERSON, reason=TerminationReason.CHANGE_OF_HOLDER)))
    for by in (ending(Party.HOLDER, given_on=GIVEN), ending(Party.PERSON, given_on=GIVEN)):
        with pytest.raises(IsfError, match="has no right to end it for ordinary notice") as raised:
            how(by, arrangement)
        assert raised.value.where == "contract.termination.notices"
    assert how(ending(Party.PERSON, TerminationReason.CHANGE_OF_HOLDER, GIVEN), arrangement).last_day == RUN


def test_notice_after_the_end_is_outside_the_arrangement() -> None:
    assert how(on(given_on=RUN), agreed(last_day=RUN)).last_day == RUN
    with pytest.raises(OutsideTheArrangement, match="notice given on 2026-09-08, after the last day, 2026-09-07"):
        how(on(given_on=RUN + ONE_DAY), agreed(last_day=RUN))


def test_g12_a_last_day_before_the_first_says_that_it_never_began() -> None:
    first = date(2026, 4, 6)
    assert how(on(first)).last_day == first
    assert how(on(first - ONE_DAY)).last_day == first - ONE_DAY
    assert how(on(first - ONE_DAY), agreed(first_day=None)).last_day == first - ONE_DAY


@pytest.mark.parametrize(
    ("length", "unit", "said"),
    [
        (0, NoticeUnit.DAYS, "notice of 0 days by"),
        (1, NoticeUnit.DAYS, "notice of 1 day by"),
        (2, NoticeUnit.DAYS, "notice of 2 days by"),
        (1, NoticeUnit.WEEKS, "notice of 1 week by"),
        (1, NoticeUnit.MONTHS, "notice of 1 month by"),
        (1, NoticeUnit.WORKING_DAYS, "notice of 1 working day by"),
        (2, NoticeUnit.WORKING_DAYS, "notice of 2 working days by"),
    ],
)
def test_one_day_of_notice_is_one_day_and_two_are_days(length: int, unit: NoticeUnit, said: str) -> None:
    arrangement = agreed(terms(notice(length, unit)))
    found = end_of(arrangement, ending(given_on=date(2026, 7, 6)), policy=NUMBERS)
    assert said in str(found.explain())


def test_g12_where_it_never_began_no_days_are_a_shortfall_whatever_the_notice() -> None:
    """Nothing was ever due; a day of support, and the days of notice after it lack."""
    first, given = date(2026, 4, 6), date(2026, 3, 20)  # four weeks run to 17 April
    for last_day in (date(2026, 3, 25), first - ONE_DAY):
        before = how(on(last_day, given_on=given))
        assert (before.notice_shortfall, before.shortfall_days) == (None, 0)
        assert before.explain().value() == 0
    begun = how(on(first, given_on=given)).notice_shortfall
    assert begun == Period(first_day=first + ONE_DAY, last_day=date(2026, 4, 17))
    told_late = how(on(first - ONE_DAY, given_on=date(2026, 4, 20)))
    assert told_late.notice_shortfall is None
    assert how(on(first - ONE_DAY, given_on=given), agreed(first_day=None)).notice_shortfall is not None


def test_the_contract_states_the_terms_else_the_policy() -> None:
    ours = NUMBERS.replace(termination=terms(notice(14)))
    assert end_of(agreed(None), on(), policy=ours).last_day == date(2026, 8, 24)
    assert end_of(agreed(), on(), policy=ours).last_day == RUN
    assert termination_terms(agreed(), ours) is FOUR_WEEKS
    with pytest.raises(NotRecorded) as raised:
        end_of(agreed(None), on(), policy=NUMBERS)
    assert raised.value.fields == ("contract.termination",)


def test_what_is_no_ending_is_refused() -> None:
    with pytest.raises(IsfError, match="give an Arrangement"):
        end_of(None, on(), policy=NUMBERS)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="give a Termination"):
        end_of(agreed(), notice(), policy=NUMBERS)  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="give a policy, or its parameters"):
        end_of(agreed(), on(), policy=None)  # type: ignore[arg-type]


# Pay in lieu


def in_lieu(by: Termination, *changes: dict[str, Any], wants: Notice | None = None) -> Money:
    """What is due for the days that were not served, and that its explanation comes to it."""
    by_terms = FOUR_WEEKS if wants is None else terms(wants)
    arrangement = mary(**merged({"contract": {"termination": by_terms}}, *changes))
    ended = end_of(arrangement, by, policy=NUMBERS)
    explained = pay_in_lieu(ended, resolve_terms(arrangement, policy=NUMBERS))
    assert explained.value() == explained.amount
    return explained.money


@pytest.mark.parametrize(
    ("by", "due"),
    [
        (on(), "0.00"),
        (on(RUN - ONE_DAY), "12.05"),  # 84.375 / 7 = 12.0535...
        (on(RUN - 2 * ONE_DAY), "24.11"),  # rounded once: 24.1071..., not twice 12.05
        (on(RUN - 14 * ONE_DAY), "168.75"),
        (on(GIVEN), "337.50"),
        (ending(Party.PERSON, given_on=GIVEN, last_day=GIVEN), "337.50"),
        (ending(Party.HOLDER, given_on=GIVEN, last_day=GIVEN), "0.00"),  # it gave the short notice itself
    ],
)
def test_end_01_pay_in_lieu_of_the_days_that_lack(by: Termination, due: str) -> None:
    assert in_lieu(by) == Money(due)


def test_pay_in_lieu_says_why_it_is_zero() -> None:
    arrangement = agreed()
    resolved = resolve_terms(arrangement, policy=NUMBERS)
    run = pay_in_lieu(how(on()), resolved)
    own = pay_in_lieu(how(ending(Party.HOLDER, given_on=GIVEN, last_day=GIVEN)), resolved)
    assert (run.what, own.what) == (
        "pay in lieu: no days of notice to pay for",
        "pay in lieu: the holder gave the short notice itself",
    )


def test_pay_in_lieu_is_at_the_gross_rate() -> None:
    assert in_lieu(on(RUN - 14 * ONE_DAY), NET) == Money("168.75")


@pytest.mark.parametrize(
    ("in_house", "days", "due"),
    [
        (Rate.weekly("21.50"), 14, "125.75"),  # 168.75 less 43
        (Rate.weekly("84.37"), 14, "0.01"),
        (Rate.weekly("84.375"), 14, "0.00"),
        (Rate.weekly("90"), 14, "0.00"),  # never below 0.00
        (Timeline(Rate.weekly("7"), (RUN, Rate.weekly("14"))), 2, "21.11"),  # 24.1071... less 1 and 2
    ],
)
def test_pay_in_lieu_is_less_what_the_council_gives_in_house(in_house: Any, days: int, due: str) -> None:
    """That never came to the holder, with notice or without it."""
    services = {"budget": {"in_house": (InHouse(what="day centre", cost=in_house),)}}
    assert in_lieu(on(RUN - days * ONE_DAY), services) == Money(due)
    assert in_lieu(on(RUN - days * ONE_DAY), NET, services) == Money(due)


def test_pay_in_lieu_names_each_service_that_comes_off() -> None:
    services = tuple(InHouse(what=what, cost=Rate.weekly("7")) for what in ("day centre", "meals"))
    arrangement = mary(budget={"in_house": services}, contract={"termination": FOUR_WEEKS})
    explained = pay_in_lieu(how(on(RUN - ONE_DAY)), resolve_terms(arrangement, policy=NUMBERS))
    assert "day centre, 1 day at £7.00 a week, 7 Sep 2026 to 7 Sep 2026: 1.00" in str(explained)
    assert "meals, 1 day at £7.00 a week, 7 Sep 2026 to 7 Sep 2026: 1.00" in str(explained)


@pytest.mark.parametrize("early", [1, 7, 60])
@pytest.mark.parametrize(("length", "due"), [(0, "0.00"), (1, "12.05"), (28, "337.50")])
def test_however_early_support_ended_no_more_is_due_than_for_the_notice(early: int, length: int, due: str) -> None:
    assert in_lieu(on(GIVEN - early * ONE_DAY), wants=notice(length)) == Money(due)


def test_a_policy_is_as_good_as_its_numbers() -> None:
    ours = attrs.evolve(PLAIN, parameters=NUMBERS.replace(termination=terms(notice(14))))
    by_numbers = end_of(agreed(None), on(), policy=ours.parameters)
    assert end_of(agreed(None), on(), policy=ours) == end_of(agreed(None), on(), policy=ours) == by_numbers


def test_pay_in_lieu_takes_a_change_of_rate_inside_the_days_that_lack() -> None:
    """From 25 September to 8 October: 6 days at 84.375 are 72.3214..., 8 days at 90 are 102.8571...."""
    by = on(date(2026, 9, 24), given_on=date(2026, 9, 10))
    october = Timeline(Rate.weekly("84.375"), (date(2026, 10, 1), Rate.weekly("90")))
    assert in_lieu(by, {"budget": {"actual": october}}) == Money("175.18")
    arrangement = mary(budget={"actual": october}, contract={"termination": FOUR_WEEKS})
    explained = pay_in_lieu(end_of(arrangement, by, policy=NUMBERS), resolve_terms(arrangement, policy=NUMBERS))
    (least,) = explained.operands
    nothing, exact = least.operands
    assert (nothing.what, exact.what) == ("nothing", "14 days of notice not served, 25 Sep 2026 to 8 Oct 2026")
    (budget,) = exact.operands
    assert [node.what for node in budget.operands] == [
        "6 days at £84.375 a week, 25 Sep 2026 to 30 Sep 2026",
        "8 days at £90.00 a week, 1 Oct 2026 to 8 Oct 2026",
    ]


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        (date(2026, 9, 24), "180.00"),  # on the last day: all that were not served are at 90
        (date(2026, 9, 25), "180.00"),  # on the first day not served
        (date(2026, 9, 26), "179.20"),  # one day at 84.375
        (date(2026, 10, 8), "169.55"),  # one day at 90
        (date(2026, 10, 9), "168.75"),  # the day after: none
    ],
)
def test_pay_in_lieu_where_the_rate_changes_at_an_edge(changed: date, due: str) -> None:
    rates = Timeline(Rate.weekly("84.375"), (changed, Rate.weekly("90")))
    by = on(date(2026, 9, 24), given_on=date(2026, 9, 10))
    assert in_lieu(by, {"budget": {"actual": rates}}) == Money(due)


@pytest.mark.parametrize(
    ("rate", "last_day", "due"),
    [
        # 365.625 a month
        (Rate.annual("4387.50"), date(2026, 9, 30), "0.00"),
        (Rate.annual("4387.50"), date(2026, 9, 15), "182.81"),  # 15 of September's 30 days
        (Rate.annual("4387.50"), date(2026, 9, 29), "12.19"),  # 1 of 30
        (Rate.annual("4387.50"), date(2026, 8, 31), "365.63"),  # September whole: the instalment
        (Rate.annual("4387.50"), date(2026, 8, 30), "377.42"),  # and 1 of August's 31 days
        (Rate.monthly("310"), date(2026, 8, 30), "320.00"),
        (Rate.weekly("84.375"), date(2026, 9, 15), "180.80"),  # a weekly rate goes by days
    ],
)
def test_pay_in_lieu_of_monthly_instalments(rate: Rate, last_day: date, due: str) -> None:
    monthly = {"budget": {"actual": rate}, "payment": {"cycle": MONTHLY}}
    by = on(last_day, given_on=date(2026, 7, 31))
    assert in_lieu(by, monthly, wants=notice(2, MONTHS)) == Money(due)


def test_pay_in_lieu_by_the_terms_that_a_schedule_resolved() -> None:
    """It takes the whole timeline of rates, though the resolved terms end before the days that were not served."""
    arrangement = agreed()
    ended = how(on(date(2026, 8, 24)))
    shorter = build_schedule(resolve_terms(arrangement, policy=NUMBERS).ending(ended.last_day)).resolved
    assert pay_in_lieu(ended, shorter) == pay_in_lieu(ended, resolve_terms(arrangement, policy=NUMBERS))


def test_what_is_not_resolved_is_refused() -> None:
    with pytest.raises(IsfError, match="what end_of"):
        pay_in_lieu(on(), resolve_terms(agreed(), policy=NUMBERS))  # type: ignore[arg-type]
    with pytest.raises(IsfError, match="what resolve_terms"):
        pay_in_lieu(how(on()), NUMBERS)  # type: ignore[arg-type]
