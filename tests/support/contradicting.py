"""Facts that do not fit one another, record by record, and calls on records that make no sense: what each is told.

Each field alone is in `words_of_refusals.txt`; here every fact fits its field, and is wrong beside another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import attrs

from isf_core import model as m
from isf_core.assessment import assess, check, repeat_assessment, schedule_payments
from isf_core.errors import IsfError
from isf_core.evidence import compare_answers, per_head, portfolio, saving
from isf_core.policies.plain import PLAIN
from isf_core.values import Frequency, Money, PayCycle, Rate, Timeline

from .arrangements import AUTUMN, DAY_AFTER, DAY_BEFORE, LAST, START, sound
from .every_record import full

MAY: Final = date(2026, 5, 4)
MARY: Final = sound()
DAY: Final = timedelta(days=1)
PAID: Final = m.Entry(ref="E-1", on=START, kind=m.EntryKind.FUNDER_PAYMENT, amount="337.50")
BOUGHT: Final = m.Entry(ref="E-2", on=START, kind=m.EntryKind.DIRECT_SUPPORT, amount=300)
BACK: Final = BOUGHT.replace(ref="E-3", corrects="E-2", amount=1)
PROMISED: Final = m.Commitment(ref="K-1", on=START, amount=60)
COUNCIL, NHS, SCHOOL = (m.Funder(ref=ref) for ref in ("council", "nhs", "school"))
HALF: Final = m.FundingShare(funder=COUNCIL, share="0.5")
NINETY: Final = m.Change("budget.actual", Rate.weekly(90))
RAISED: Final = m.Variation(ref="V-1", effective=MAY, known_from=AUTUMN, changes=(NINETY,))
AWAY: Final = m.Suspension(first_day=START, last_day=MAY)
MEMBER: Final = m.PoolMember(person="P-001", share="0.5", first_day=START)
BLOCK: Final = full(m.BlockContract)
TWO_STEPS: Final = (m.SuspensionStep(from_day=15, share="0.5"), m.SuspensionStep(from_day=29, share=0))
SPEND: Final = m.SurveyStatement(ref="spend", words="I know how much I have to spend", theme="control")
FORM: Final = m.Answers.in_order("P-001", (SPEND,), (4,))
SURVEY: Final = m.Survey(statements=(SPEND,), before=(FORM,), after=(), asked=1)
YEAR: Final = m.Baseline(what="a care home", people=2, amount=Money(104_000), hours=5_200, period="a year", weeks=52)
SAVED: Final = saving(YEAR, saved=Money(52))
FOR_EVER: Final = MARY.replace(contract=MARY.contract.replace(last_day=m.OPEN_ENDED))
BARE: Final = m.Arrangement(person=MARY.person)
LONG: Final = "x" * 50
MANY_PROMISED: Final = tuple(PROMISED.replace(ref=f"K-{number + 1000}") for number in range(40))
LISTED: Final = {START: START, MAY: MAY}
FACTS: Final = m.FeeFacts(since=START, budget=Rate.weekly(300), contribution=Rate.weekly(0))
NOTHING: Final[Any] = None
WORDS: Final[Any] = "no such thing"


@attrs.frozen
class Rubbish:
    """A fee that says nothing that could be charged."""

    def charges(self, facts: m.FeeFacts) -> Any:
        """No tuple."""
        return 1.5


class Raises:
    """A policy of somebody's own, which is at fault."""

    @property
    def parameters(self) -> m.Parameters:
        """Raises KeyError."""
        raise KeyError("weeks")


def changed(kind: type[Any], /, **facts: Any) -> Callable[[], object]:
    """A record with every field recorded, some of them changed."""
    return lambda: full(kind, **facts)


def too_fine() -> Any:
    """Hours of unlike denominators, each exact, and a number of thousands of digits together."""
    each = (saving(YEAR, saved_hours=Fraction(1, 2**500 + place)) for place in range(100))
    return portfolio([(str(place), found) for place, found in enumerate(each)]).hours


def funded(*parts: Any) -> Callable[[], object]:
    """Mary's arrangement with other funders."""
    return lambda: MARY.replace(funding=parts)


def varied(*variations: m.Variation) -> Callable[[], object]:
    """Mary's arrangement with variations."""
    return lambda: MARY.replace(variations=variations)


def assessed(ref: str, on: date, first_day: date | None = None) -> m.FinancialAssessment:
    """A financial assessment."""
    return m.FinancialAssessment(ref=ref, on=on, first_day=first_day)


def read(path: Any, record: Any = MARY) -> Callable[[], object]:
    """What a path leads to."""
    return lambda: m.value_at(record, path)


CASES: Final[dict[str, Callable[[], object]]] = {
    # The account
    "two entries of one reference": lambda: m.Fund(entries=(PAID, PAID)),
    "two commitments of one reference": lambda: m.Fund(commitments=(PROMISED, PROMISED)),
    "two bills of one reference": lambda: m.Fund(bills=(m.Bill(ref="B", on=START, amount=1),) * 2),
    "two visits of one reference": lambda: m.Fund(visits=(m.VisitRecord(ref="S", on=START),) * 2),
    "two top-ups of one payer": lambda: m.Fund(top_ups=(m.TopUp(payer="son"),) * 2),
    "a correction of what is not there": lambda: m.Fund(entries=(PAID, BACK)),
    "a correction of a correction": lambda: m.Fund(entries=(BOUGHT, BACK, BACK.replace(ref="E-4", corrects="E-3"))),
    "a correction of another kind": lambda: m.Fund(entries=(PAID, BACK.replace(corrects="E-1"))),
    "a correction dated before": lambda: m.Fund(entries=(BOUGHT, BACK.replace(on=DAY_BEFORE))),
    "a correction of a penny too much": lambda: m.Fund(entries=(BOUGHT, BACK.replace(amount="300.01"))),
    "the payment of what is not promised": lambda: m.Fund(
        entries=(BOUGHT.replace(commitment="K-9"),), commitments=(PROMISED,)
    ),
    "a long reference of a correction": lambda: m.Fund(entries=(PAID, BACK.replace(ref=LONG))),
    "a long reference of a payment": lambda: m.Fund(
        entries=(BOUGHT.replace(ref=LONG, commitment="K-9"),), commitments=MANY_PROMISED
    ),
    "a commitment that ends before it begins": lambda: PROMISED.replace(until=DAY_BEFORE),
    "hours banked without a price": changed(m.HoursEntry, hourly=None),
    "hours used at a price": changed(m.HoursEntry, kind=m.HoursKind.USED),
    # The arrangement
    "no parts": funded(),
    "a part that is none": funded(COUNCIL),
    "too many parts": funded(*(HALF,) * 101),
    "two parts of one funder": funded(HALF, HALF),
    "a payer that is no funder": funded(HALF.replace(payer="x" * 50), HALF.replace(funder=NHS)),
    "a payer that another pays for": funded(
        HALF.replace(payer="nhs"),
        HALF.replace(funder=NHS, payer="school"),
        m.FundingRate(funder=SCHOOL, rate=Rate.weekly(1)),
    ),
    "shares of more than one": funded(HALF, HALF.replace(funder=NHS, share="0.51")),
    "a plan that is none of the plans": lambda: MARY.replace(plans=Timeline(m.SupportPlan())),
    "a variation of what was folded": lambda: MARY.replace(
        later=(m.Phase(since=MAY, payment=MARY.contract.payment),), variations=(RAISED,)
    ),
    "two providers of one reference": lambda: MARY.replace(providers=(m.Provider(ref="H"),) * 2),
    "two suspensions that overlap": lambda: MARY.replace(suspensions=(AWAY, AWAY.replace(first_day=MAY))),
    "a suspension that overlaps an open one": lambda: MARY.replace(
        suspensions=(m.Suspension(first_day=LAST, last_day=LAST), AWAY.replace(last_day=m.OPEN_ENDED))
    ),
    "a suspension that ends before it begins": lambda: AWAY.replace(last_day=DAY_BEFORE),
    # Variations
    "no change": lambda: RAISED.replace(changes=()),
    "a change twice": lambda: RAISED.replace(changes=(NINETY, NINETY)),
    "two from one day without an order": varied(RAISED, RAISED.replace(ref="V-2")),
    "two lists learnt on one day": varied(
        *(RAISED.replace(ref=ref, changes=(m.Change("budget.one_offs", ()),)) for ref in ("V-1", "V-2"))
    ),
    "a replacement of what is not there": varied(RAISED.replace(supersedes=("V-9",))),
    "a replacement of what two are called": varied(
        RAISED, RAISED.replace(effective=START), RAISED.replace(ref="V-2", effective=AUTUMN, supersedes=("V-1",))
    ),
    "a replacement of what was learnt later": varied(
        RAISED, RAISED.replace(ref="V-2", effective=AUTUMN, known_from=AUTUMN - DAY, supersedes=("V-1",))
    ),
    "two that replace one another": varied(
        RAISED.replace(supersedes=("V-2",)), RAISED.replace(ref="V-2", effective=AUTUMN, supersedes=("V-1",))
    ),
    "a change of what does not vary": lambda: m.Change("person", MARY.person),
    "a change to what is not of its kind": lambda: m.Change("contract.payment.basis", m.Timing.IN_ADVANCE),
    "a change to a timeline": lambda: m.Change("budget.actual", Timeline(Rate.weekly(90))),
    "a change to what may be changed": lambda: m.Change("plan", {"ref": 1}),
    "a change to what is not equal to itself": lambda: m.Change("plan", float("nan")),
    "changes that are not known": lambda: m.as_known(
        MARY.replace(variations=(RAISED.replace(known_from=None),)), on=MAY
    ),
    # The budget
    "an exemption that ends before it begins": changed(m.Exemption, last_day=DAY_BEFORE),
    "equipment of which no part is given": lambda: m.Exemption(ground=m.Ground.EQUIPMENT, first_day=START),
    "a part of more than one": changed(m.Exemption, part="1.01"),
    "a part below zero": changed(m.Exemption, part="-0.01"),
    "the full cost ends before it begins": changed(m.FullCost, last_day=DAY_BEFORE),
    "a fee below zero": changed(m.FullCost, arrangement_fee="-0.01", arranging_costs=1),
    "costs below zero": changed(m.FullCost, arrangement_fee=1, arranging_costs="-0.01"),
    "a fee by the year and costs once": changed(m.FullCost, arranging_costs=312),
    "two assessments of one reference": changed(m.PersonalBudget, financial_assessments=(assessed("F", START),) * 2),
    "two assessments of one day": changed(
        m.PersonalBudget, financial_assessments=(assessed("F", START), assessed("G", START))
    ),
    "two assessments from one day": changed(
        m.PersonalBudget, financial_assessments=(assessed("F", START, MAY), assessed("G", START, MAY))
    ),
    "a contingency below zero": changed(m.PersonalBudget, contingency="-0.01"),
    "a contingency finer than a penny": changed(m.PersonalBudget, contingency="0.001"),
    "no part for the fund": lambda: m.PersonalBudget(deployment=()).through_the_fund,
    "two parts for the fund": lambda: (
        m.PersonalBudget(
            deployment=tuple(
                m.Deployed(option=option, rate=Rate.weekly(1)) for option in m.DeploymentOption if option.is_a_fund
            )
        ).through_the_fund
    ),
    "the same premium twice": changed(m.FinancialAssessment, premiums=(m.Premium.CARER, m.Premium.CARER)),
    # The contract
    "a contract that ends before it begins": changed(m.Contract, last_day=DAY_BEFORE),
    "a framework that ends before it begins": changed(m.Framework, last_day=DAY_BEFORE),
    "records kept for 101 years": changed(m.Clauses, records_years=101),
    "records kept for less than no years": changed(m.Clauses, records_years=-1),
    "61 working days": lambda: m.InWorkingDays(61),
    "61 working days before": lambda: m.InWorkingDays(-61),
    "weekday 0": lambda: m.WeekdayOfMonth(weekday=0, number=1),
    "weekday 8": lambda: m.WeekdayOfMonth(weekday=8, number=1),
    "the fifth weekday": lambda: m.WeekdayOfMonth(weekday=1, number=5),
    "the last weekday but one": lambda: m.WeekdayOfMonth(weekday=1, number=-2),
    "three months later": lambda: m.WeekdayOfMonth(weekday=1, number=1, months=3),
    "three months earlier": lambda: m.WeekdayOfMonth(weekday=1, number=1, months=-3),
    "the weekday of no day": lambda: m.WeekdayOfMonth(weekday=1, number=1).of(WORDS),
    "93 days due before": changed(m.PaymentTerms, due_days=-93),
    "no such weekday": lambda: m.WeekdayOfMonth(weekday=5, number=0),
    "no pay dates": lambda: m.PayDates(()),
    "too many pay dates": lambda: m.PayDates(((START, START),) * 10_001),
    "pay dates that are none": lambda: m.PayDates(WORDS),
    "a pay date that is no pair": lambda: m.PayDates((START,)),
    "a pay date of three": lambda: m.PayDates(((START, START, START),)),
    "a pay date of no period": lambda: m.PayDates({WORDS: START}),
    "a pay date that is no day": lambda: m.PayDates({START: WORDS}),
    "a pay date 93 days before": lambda: m.PayDates({START: START - 93 * DAY}),
    "a pay date 401 days after": lambda: m.PayDates({START: START + 401 * DAY}),
    "two pay dates of one period": lambda: m.PayDates(((START, START), (START, DAY_AFTER))),
    "93 days beyond the list": lambda: m.PayDates(LISTED, 93),
    "a list that leaves a period out": lambda: m.PayDates(LISTED).fits(PayCycle(Frequency.WEEKLY, anchor=START)),
    "a list of another cycle": lambda: m.PayDates(LISTED).fits(PayCycle(Frequency.FOUR_WEEKLY, anchor=DAY_AFTER)),
    "the pay date of no day": lambda: m.PayDates(LISTED).of(WORDS),
    "the pay date of no part": lambda: m.PayDates(LISTED).of(START, since=WORDS),
    "a list and no cycle": lambda: m.PayDates(LISTED).fits(NOTHING),
    "a party and a reason twice": changed(m.TerminationTerms, notices=(full(m.Notice),) * 2),
    "an end known before it was given": changed(m.Termination, known_from=DAY_BEFORE),
    "an end withdrawn before it was given": changed(m.Termination, withdrawn_on=DAY_BEFORE),
    "notice of no party": lambda: full(m.TerminationTerms).notice_of(WORDS, m.TerminationReason.DEATH),
    "notice for no reason": lambda: full(m.TerminationTerms).notice_of(m.Party.PERSON, WORDS),
    # Fees
    "a limit that does not accrue": changed(m.AtMost, limit=m.PerMonth(1)),
    "a limit of what does not accrue": changed(m.AtMost, charges=(m.PerPayment(1),)),
    "VAT on VAT": changed(m.PlusVat, charges=(full(m.PlusVat),)),
    "a weekly fee below zero": lambda: m.FixedFee(per_week="-0.01"),
    "a weekly fee of no number": lambda: m.FixedFee(per_week=WORDS),
    "two tiers of one level": changed(m.TieredFee, tiers=(full(m.Tier), full(m.Tier))),
    "a level that is no tier": changed(m.TieredFee, level="y" * 50),
    "a level that is none of many": changed(
        m.TieredFee, tiers=tuple(m.Tier(level=f"level {n}", fee=m.NoFee()) for n in range(40))
    ),
    "a limit of no charge": lambda: m.LimitedFee(fee=m.FixedFee(per_week=1), limit=m.NoFee()).charges(FACTS),
    "a limit of two charges": lambda: m.LimitedFee(
        fee=m.FixedFee(per_week=1), limit=m.Fees(parts=(m.FixedFee(per_week=1),) * 2)
    ).charges(FACTS),
    "a fee that says nothing": lambda: m.FeeWithVat(fee=Rubbish()).charges(FACTS),
    "a fee that is a class": lambda: m.FeeWithVat(fee=m.NoFee),  # type: ignore[arg-type]
    # The plan
    "met by nobody": changed(m.Outcome, met_informally=("a neighbour", "-")),
    "bank holidays without a price": changed(m.Visits, bank_holiday_hourly=None),
    "a bank holiday price without a number": changed(m.Visits, bank_holidays_a_year=0),
    "no visits": changed(m.Support, cost=()),
    "a visit that is none": changed(m.Support, cost=[full(m.Visits), START]),
    "too many visits": changed(m.Support, cost=(full(m.Visits),) * 1_001),
    "a cost below zero": changed(m.Support, cost=Money("-0.01")),
    "a sum once of no number": lambda: m.Support.once("bed", None, WORDS),
    **{
        f"two {name} of one reference": changed(m.SupportPlan, **{name: (full(kind), full(kind))})
        for name, kind in (
            ("outcomes", m.Outcome),
            ("supports", m.Support),
            ("carry_forwards", m.CarryForward),
            ("pools", m.Pool),
        )
    },
    "a support for what is no outcome": lambda: m.SupportPlan(
        outcomes=(m.Outcome(ref="b"), m.Outcome(ref="a")), supports=(m.Support(ref="x" * 50, outcomes=("c",)),)
    ),
    "money for what is no outcome": changed(
        m.SupportPlan, outcomes=(), supports=(), carry_forwards=(full(m.CarryForward),)
    ),
    "a long reference of money": changed(
        m.SupportPlan, outcomes=(), supports=(), carry_forwards=(full(m.CarryForward, ref=LONG),)
    ),
    "money set aside until before it begins": changed(m.CarryForward, last_day=DAY_BEFORE),
    "a pool of nobody": changed(m.Pool, members=()),
    "a member twice": changed(m.Pool, members=(MEMBER, MEMBER.replace(first_day=MAY))),
    "a long member twice": changed(m.Pool, members=(MEMBER.replace(person=LONG),) * 2),
    "a member who leaves before they join": lambda: MEMBER.replace(last_day=DAY_BEFORE),
    "a block of no sum": lambda: BLOCK.replace(yearly=()),
    "a block of nobody": lambda: BLOCK.replace(people=()),
    "a block of less than nothing": lambda: BLOCK.replace(yearly=(1, "-0.01")),
    "a block of what is no sum": lambda: BLOCK.replace(yearly=(1, WORDS)),
    "one covered twice": lambda: BLOCK.replace(people=(m.Covered(person="P-001", weight=1),) * 2),
    "covered until before": changed(m.Covered, last_day=DAY_BEFORE),
    # Surplus, savings, suspension
    "a cap and none": changed(m.SurplusRule, no_cap=True),
    "a share without a base": changed(m.SurplusRule, of=None),
    "a base without a share": changed(m.SurplusRule, share=None),
    "more than a year of payments": changed(m.SurplusRule, share="13.01", of=m.SurplusBase.REGULAR_PAYMENT),
    "more than a year of four weeks": changed(m.SurplusRule, share="13.01", of=m.SurplusBase.FOUR_WEEKLY_PAYMENT),
    "no cap at all": lambda: m.SurplusRule(),
    "savings shared by nobody": changed(m.SavingsTerms, shares=()),
    "savings shared twice": changed(m.SavingsTerms, shares=(full(m.SavingShare),) * 2),
    "steps beside full days": changed(m.SuspensionRule, steps=TWO_STEPS, retainer=1),
    "steps beside a retainer": changed(m.SuspensionRule, steps=TWO_STEPS, full_days=None),
    "steps out of order": lambda: m.SuspensionRule(steps=TWO_STEPS[::-1]),
    "steps from one day": lambda: m.SuspensionRule(steps=TWO_STEPS[:1] * 2),
    "a step after the end": lambda: m.SuspensionRule(steps=TWO_STEPS, ends_after=28),
    "full days after the end": lambda: m.SuspensionRule(full_days=29, retainer=0, ends_after=28),
    "a retainer after the end": lambda: m.SuspensionRule(full_days=28, retainer="0.5", ends_after=28),
    "an end after no day": lambda: m.SuspensionRule(ends_after=0),
    "the rule of no reason": lambda: m.SuspensionRules().rule_for(WORDS),
    # Organisations, and the life of the arrangement
    "one question twice": changed(m.Accreditation, answers=(full(m.Answered),) * 2),
    "a lapse that ends before it begins": changed(m.Lapse, last_day=DAY_BEFORE),
    "one supporter twice": changed(m.Involvement, supporters=(full(m.Supporter),) * 2),
    # Policies
    "a band upside down": lambda: m.Band(lowest=2, highest=1),
    "a text in a band": lambda: WORDS in full(m.Band),
    "no date to go back to": changed(m.Backdating, earliest=None),
    "a date and never": changed(m.Backdating, how_far=m.HowFarBack.NEVER),
    "no policy": lambda: m.Policies(),
    "too many policies": lambda: m.Policies(*(PLAIN,) * 1_001),
    "a second policy without its day": lambda: m.Policies(PLAIN, PLAIN),
    "a policy of three": lambda: m.Policies((START, PLAIN, PLAIN)),  # type: ignore[arg-type]
    "a policy from no day": lambda: m.Policies((WORDS, PLAIN)),
    "dated policies within others": lambda: m.Policies(PLAIN, (START, m.Policies(PLAIN))),  # type: ignore[type-var]
    "what is no policy": lambda: m.Policies(WORDS),
    "two policies from one day": lambda: m.Policies((START, PLAIN), (START, PLAIN)),
    "policies out of order": lambda: m.Policies((MAY, PLAIN), (START, PLAIN)),
    "no policy yet": lambda: m.Policies((START, PLAIN)).on(DAY_BEFORE),
    "a policy on no day": lambda: m.Policies(PLAIN).on(WORDS),
    # Paths
    "no path": read(""),
    "a path of no text": read(1.5),
    "a step that is none": read("plan..supports"),
    "no such field": read("budget.colour"),
    "past the end": read("ref.length"),
    "what is not recorded": read("contract.surplus.clause.words"),
    "no such entry": read("plan.supports[night]"),
    "no entries": read("budget.actual[x]"),
    "none of many entries": read(
        "plan.outcomes[night]",
        MARY.replace(plan=m.SupportPlan(outcomes=tuple(m.Outcome(ref=f"O-{n}") for n in range(60)))),
    ),
    "two entries of one name": read(
        "lifecycle.provider_requests[H].on",
        MARY.replace(lifecycle=m.Lifecycle(provider_requests=(m.ProviderRequest(provider="H", on=START),) * 2)),
    ),
    # Evidence
    "scores without statements": lambda: m.Answers.in_order("P-001", (SPEND,), (1, 2)),
    "too many statements": lambda: m.Answers.in_order("P-001", (SPEND,) * 1_001, ()),
    "too many scores": lambda: m.Answers.in_order("P-001", (SPEND,), (1,) * 1_001),
    "one statement rated twice": lambda: FORM.replace(ratings=FORM.ratings * 2),
    "two statements of one reference": lambda: SURVEY.replace(statements=(SPEND, SPEND)),
    "one person twice before": lambda: SURVEY.replace(before=(FORM, FORM)),
    "one person twice after": lambda: SURVEY.replace(after=(FORM, FORM)),
    "an answer to no statement": lambda: SURVEY.replace(statements=()),
    "fewer asked than answered": lambda: SURVEY.replace(asked=0),
    "no survey": lambda: compare_answers(WORDS, policy=PLAIN),
    "a survey of which few is not known": lambda: compare_answers(SURVEY, policy=m.Parameters(name="ours")),
    "a survey under dated policies": lambda: compare_answers(SURVEY, policy=m.Policies(PLAIN)),  # type: ignore[arg-type]
    "a survey under a policy that raises": lambda: compare_answers(SURVEY, policy=Raises()),
    "less than no statements": lambda: compare_answers(SURVEY, policy=PLAIN).largest(-1),
    "more than a thousand statements": lambda: compare_answers(SURVEY, policy=PLAIN).largest(1_001),
    "no baseline": lambda: saving(WORDS, now=Money(1)),
    "nothing compared": lambda: saving(YEAR),
    "money now and saved": lambda: saving(YEAR, now=Money(1), saved=Money(1)),
    "hours now and saved": lambda: saving(YEAR, hours_now=1, saved_hours=1),
    "weeks of no period": lambda: saving(YEAR, saved=Money(1), over_weeks=52),
    "what is now over another period": lambda: saving(YEAR, now=Money(1), over="a week"),
    "a baseline without money or hours": lambda: saving(
        YEAR.replace(amount=None, hours=None), now=Money(1), hours_now=1
    ),
    "no money": lambda: saving(YEAR, now=WORDS),
    "more money saved than there was": lambda: saving(YEAR, saved=Money("104000.01")),
    "more hours saved than there were": lambda: saving(YEAR, saved_hours="5200.01"),
    "too many hours now": lambda: saving(YEAR, hours_now=10**9 + 1),
    "too many hours saved": lambda: saving(YEAR, saved_hours=-(10**9) - 1),
    "no weeks": lambda: saving(YEAR, saved=Money(1), over="never", over_weeks=0),
    "too many weeks": lambda: saving(YEAR, saved=Money(1), over="ages", over_weeks=5_301),
    "a period without words": lambda: saving(YEAR, saved=Money(1), over=" "),
    "no money to share": lambda: saving(YEAR, hours_now=1).per_head(),
    "shared by nobody": lambda: per_head(Money(1), 0),
    "shared by too many": lambda: per_head(Money(1), 100_001),
    "no saving": lambda: portfolio(()),
    "too many savings": lambda: portfolio((("a", SAVED),) * 10_001),
    "a saving of three": lambda: portfolio((("a", SAVED, 1),)),  # type: ignore[arg-type]
    "a saving without a reference": lambda: portfolio((("", SAVED),)),
    "what is no saving": lambda: portfolio((("a", WORDS),)),
    "savings too fine to add up": lambda: too_fine().saved,
    "savings a week too fine to add up": lambda: too_fine().per_person_a_week,
    "a percentage of what is too fine": lambda: too_fine().percent,
    "one saving twice": lambda: portfolio((("a", SAVED), ("a", SAVED))),
    # Assessments
    "an assessment under no policy": lambda: assess(MARY, on=START, policy=WORDS),
    "an assessment under numbers alone": lambda: assess(
        MARY,
        on=START,
        policy=m.Policies(PLAIN.parameters),  # type: ignore[arg-type]
    ),
    "a check under no policy": lambda: check(MARY, on=START, policy=WORDS),
    "an assessment on no day": lambda: assess(MARY, on=WORDS),
    "an assessment until no day": lambda: assess(MARY, on=START, until=WORDS),
    "an assessment without an end": lambda: assess(FOR_EVER, on=START),
    "payments until no day": lambda: schedule_payments(MARY, until=WORDS),
    "payments without an end": lambda: schedule_payments(FOR_EVER),
    "payments that cannot be worked out": lambda: assess(BARE, on=START).require_schedule(),
    "payments of terms that contradict one another": lambda: assess(
        MARY.replace(budget=MARY.budget.replace(deployment=())), on=START
    ).require_schedule(),
    "no receipt repeated": lambda: repeat_assessment(WORDS),
    "a receipt repeated by no rules": lambda: repeat_assessment(assess(BARE, on=START).receipt, rules=WORDS),
}


def contradictions() -> Iterator[str]:
    """What each is told: the class of the error, where it stands, what is wrong, what would be right."""
    for label, make in CASES.items():
        try:
            made = make()
        except IsfError as error:
            yield f"{label}: {type(error).__name__}: {error}"
        else:
            yield f"{label}: NOT REFUSED: {str(made)[:80]}"
