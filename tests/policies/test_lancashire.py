"""Lancashire's clauses 6.1 to 6.21 in full: each has its rule, computation or term, or is on the not-coded page.

Mary's contract is written clause by clause; what section 6 leaves to other sections (payment dates, notice,
whose the money is) is as in her own contract. The findings expected stand above the tests.
"""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.account import LIVED, ON_TOP, ended, lived, paid_in, swapped
from support.arrangements import ART, CLAUSE, HOMECARE

from isf_core import Money, Period, Rate, assess, check
from isf_core.account import final_account_on, price_visit, statement_for
from isf_core.model import (
    Arrangement,
    Audience,
    CarryForward,
    ChangeKind,
    Clause,
    ContractContent,
    Deployed,
    DeploymentOption,
    EntryKind,
    Outcome,
    PaymentLevel,
    StatementAsked,
    Support,
    VisitEvidence,
    VisitRecord,
    VisitState,
)
from isf_core.planning import classify_plan_change
from isf_core.policies import LANCASHIRE_POLICY
from isf_core.rules import ALL_RULES
from isf_core.values import LANCASHIRE, Source

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "not-coded.md").read_text(encoding="utf-8")
NUMBERS = LANCASHIRE_POLICY.parameters

CLAUSES: dict[str, tuple[tuple[str, str], ...]] = {
    "6.1": (("rule", "LIFE-02"),),
    "6.2": (("rule", "BUD-03"),),
    "6.3": (("not coded", "the clause sets a duty but no test"),),
    "6.4": (("not coded", "the facts do not say how support is given"),),
    "6.5": (("not coded", "a conversation leaves no fact to check"),),
    "6.6": (("rule", "CON-04"), ("computation", "planning.plan_changes:classify_plan_change")),
    "6.7": (("computation", "planning.plan_changes:classify_plan_change"),),
    "6.8": (("rule", "BUD-14"), ("rule", "LED-12"), ("number", "pays")),
    "6.9": (("not coded", "a standard without a measure"),),
    "6.10": (("computation", "account.balance:balance_on"),),
    "6.10.1": (
        ("rule", "LED-12"),
        ("term", "model:EntryKind.FUNDER_PAYMENT"),
    ),
    "6.10.2": (
        ("rule", "LED-13"),
        ("term", "model:EntryKind.DIRECT_SUPPORT"),
    ),
    "6.10.3": (("term", "model:EntryKind.SHARED_SUPPORT"),),
    "6.10.4": (("rule", "LED-02"), ("term", "model:EntryKind.OTHER_PROVIDER")),
    "6.11": (("term", "model:Entry.evidence"), ("term", "account:Statement.without_evidence")),
    "6.12": (("rule", "LED-04"), ("rule", "PTY-01"), ("number", "statement_months")),
    "6.13": (("computation", "account.statement:statement_for"),),
    "6.14": (("rule", "LED-04"),),
    "6.15": (
        ("number", "suspension"),
        ("computation", "account.visits:price_visit"),
        ("computation", "account.surplus:surplus_on"),
    ),
    "6.16": (
        ("number", "surplus"),
        ("number", "carry_forward_outside_cap"),
        ("computation", "account.surplus:surplus_on"),
        ("rule", "SUR-02"),
        ("rule", "SUR-03a"),
        ("rule", "SUR-08"),
    ),
    "6.17": (("rule", "SUR-03b"), ("term", "model:SpendingBasis.URGENT")),
    "6.18": (("computation", "account.final_account:final_account_on"), ("computation", "account.notice:pay_in_lieu")),
    "6.19": (("computation", "planning.plan_changes:classify_plan_change"),),
    "6.20": (("rule", "LED-06"), ("term", "model:VisitRecord.worker")),
    "6.21": (("computation", "account.visits:price_visit"), ("term", "account:Statement.cancelled_visits_charged")),
}
"""Each clause, and where in the library it is: a rule or a number that cites it, a computation whose module does."""

ENTRIES = [(clause, kind, where) for clause, entries in CLAUSES.items() for kind, where in entries]


def here(where: str) -> Any:
    """What a place such as "model:EntryKind.ONE_OFF" names."""
    module, _, names = where.partition(":")
    found: Any = importlib.import_module(f"isf_core.{module}")
    for name in names.split("."):
        found = getattr(found, name)
    return found


def cited_in(module: str) -> set[str]:
    """The clauses that a module cites by name."""
    held = vars(importlib.import_module(f"isf_core.{module}")).values()
    return {each.pinpoint for each in held if isinstance(each, Source) and each.text == LANCASHIRE}


def test_every_clause_is_listed() -> None:
    clauses = [f"6.{number}" for number in range(1, 22)] + [f"6.10.{number}" for number in range(1, 5)]
    assert sorted(CLAUSES) == sorted(clauses)


@pytest.mark.parametrize(("clause", "kind", "where"), ENTRIES)
def test_every_clause_is_where_it_is_said_to_be(clause: str, kind: str, where: str) -> None:
    if kind == "rule":
        assert (LANCASHIRE, clause) in {(source.text, source.pinpoint) for source in ALL_RULES[where].sources}
    elif kind == "computation":
        assert callable(here(where))
        assert clause in cited_in(where.partition(":")[0])
    elif kind == "number":
        source = LANCASHIRE_POLICY.source_of(where)
        assert source is not None
        assert (source.text, source.pinpoint) == (LANCASHIRE, clause)
    elif kind == "term":
        assert here(where) is not None
    else:
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {clause} |")]
        assert kind == "not coded"
        assert where in row


def test_only_the_clauses_without_code_are_on_the_page() -> None:
    listed = {line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| 6.")}
    assert listed == {clause for clause, kind, _ in ENTRIES if kind == "not coded"}


def test_no_rule_cites_a_clause_that_the_table_does_not_give_it() -> None:
    cited = {(source.pinpoint, rule.code) for rule in ALL_RULES for source in rule.sources if source.text == LANCASHIRE}
    assert cited == {(clause, where) for clause, kind, where in ENTRIES if kind == "rule"}


# An arrangement that keeps every clause

BY_CLAUSES = {
    "surplus_recovery": Clause(reference="6.16", words="retains the right to recover some or all of any such surplus"),
    "open_records": Clause(reference="6.14", words="a financial statement on request for monitoring purposes"),
    "reassessment": Clause(reference="6.6", words="Inform the Authority if a Service User's support needs change"),
    "permission_for": (ChangeKind.NEW_OUTCOME,),
    "states": (ContractContent.OUTCOMES,),
}


def kept(
    *more: Any, clauses: dict[str, Any] | None = None, contract: dict[str, Any] | None = None, **facts: Any
) -> Arrangement:
    """Mary after twelve weeks, under Lancashire's clauses."""
    return lived(
        *more,
        payment={"clause": Clause(reference="6.8, and 15")},
        contract={"surplus": NUMBERS.surplus, **ON_TOP["contract"], **(contract or {})},
        budget={**ON_TOP["budget"], **facts.pop("budget", {})},
        clauses={**BY_CLAUSES, **(clauses or {})},
        **facts,
    )


Found = tuple[str, str, str]


def by_clauses(arrangement: Arrangement, on: date = LIVED) -> set[Found]:
    """What the rules that cite Lancashire's clauses find: code, field and sentence."""
    report = check(arrangement, on=on, policy=LANCASHIRE_POLICY)
    return {
        (each.code, each.field, each.message)
        for each in report.findings
        if LANCASHIRE in {source.text for source in each.rule.sources}
    }


def test_an_arrangement_that_keeps_the_clauses_breaks_no_rule_that_cites_one() -> None:
    assert by_clauses(kept()) == set()


def test_what_is_paid_is_the_value_that_the_support_plan_sets_out() -> None:
    """6.8. The plan comes to 84.375 a week all year; the budget is 94.375, then 90 in autumn."""
    assert NUMBERS.pays is PaymentLevel.PLAN
    found = assess(kept(), on=LIVED, policy=LANCASHIRE_POLICY)
    assert found.schedule is not None
    assert {payment.budget for payment in found.schedule if payment.is_regular} == {Money("337.50")}


def test_a_surplus_of_half_a_payment_may_be_held() -> None:
    """6.16. 337.50 less 80.00 and 51.08 is 206.42, of which half is 103.21; 979.26 less 965.00 is held."""
    surplus = assess(kept(), on=LIVED, policy=LANCASHIRE_POLICY).surplus
    assert surplus is not None
    assert (surplus.amount, surplus.cap, surplus.excess) == (Money("14.26"), Money("103.21"), Money(0))


def test_on_request_has_no_number_in_the_clauses_and_so_cannot_be_told() -> None:
    """6.12."""
    asked = kept(fund={"requests": (StatementAsked(on=date(2026, 6, 1), by=Audience.PERSON),)})
    field = "policy.request_days"
    message = f"cannot tell whether statements are given in time: {field} is not recorded"
    assert by_clauses(asked) == {("LED-04", field, message)}


# An arrangement that breaks each clause that a rule guards

A_YEAR_ON = date(2027, 4, 7)
"""The day after the year in which the person was to have a statement."""

UNPAID = (
    "LED-12",
    "fund.entries",
    "the funder has paid £739.26 into the fund, and £2,440.68 was due by Wed 10 Mar 2027: £1,701.42 too little",
)
EXPECTED: dict[str, set[Found]] = {
    # 80 a week through the fund and 10 as a direct payment; 4,387.50 a year is 84.375.
    "6.1": {
        (
            "LIFE-02",
            "budget.deployment",
            "from Mon 6 Apr 2026 the parts of the budget add up to £90.00 a week, and the whole budget is £84.375",
        ),
        (
            "LIFE-02",
            "budget.deployment",
            "from Thu 1 Oct 2026 the parts of the budget add up to £90.00 a week, and the whole budget is £84.375",
        ),
    },
    "6.2": {("BUD-03", "fund.entries[M-1].person", "£40.00 (M-1) was spent on P-002, whose fund it is not")},
    "6.6": {
        (
            "CON-04",
            "contract.clauses.permission_for",
            "the contract requires the funder's permission to change the times of support",
        )
    },
    # Homecare is 62.50 a week, and the art room now 10.
    "6.8": {
        (
            "BUD-14",
            "plan.supports",
            "the plan costs £72.50 a week, £7.50 less than what is there for it: from Mon 6 Apr 2026 the budget is "
            "£80.00 a week; the policy pays what the plan costs",
        ),
        UNPAID,
    },
    "6.10.1": {UNPAID},
    "6.10.2": {
        (
            "LED-13",
            "fund.visits[V-2].charged",
            "£20.00 was charged for visit V-2, and £6.25 was due by the agreed prices",
        )
    },
    "6.10.4": {("LED-02", "fund.entries[A-1].party", "£70.00 (A-1) was paid to P-8, whom the plan does not name")},
    "6.12": {
        (
            "LED-04",
            "fund.statements",
            "the person was to have a statement by Tue 6 Apr 2027: every 12 months",
        ),
        *(
            (
                "PTY-01",
                field,
                f"the person lacks capacity, and nobody with authority to sign for them has signed {document}",
            )
            for field, document in (
                ("contract.signatures[person].by", "the contract"),
                ("agreements[person_holder].by", "the agreement between the person and the ISF provider"),
                ("agreements[person_council].by", "the agreement between the person and the council"),
            )
        ),
    },
    "6.14": {
        ("LED-04", "fund.statements", "the authority was to have a statement by Mon 18 May 2026: for the review"),
    },
    # 14.26 less 5.00 for the dearer night and 100.00 in: 109.26. Four weeks of 72.50 less 80.00 and 51.08 are
    # 158.92, of which half is 79.46.
    "6.16": {
        (
            "SUR-02",
            "fund.entries",
            "the underspend is £109.26, £29.80 over the agreed limit; the provider must tell the council",
        ),
        ("SUR-03a", "fund.entries[U-1]", "£20.00 (U-1) was spent outside the plan: it serves no outcome"),
        (
            "SUR-08",
            "contract.clauses.no_clawback",
            "the contract says both that no money is clawed back and that the council may recover an underspend",
        ),
    },
    # On 3 May 326.42 had come in, and 310.00 was spent as planned: 16.42, and the night cost 20.00.
    "6.17": {
        (
            "SUR-03b",
            "fund.entries[G-1]",
            "£20.00 (G-1) met an urgent need, and the account was then overdrawn by £3.58",
        )
    },
    "6.20": {("LED-06", "fund.visits", "visits whose record nobody verified: 1 of 2")},
}
"""By clause, what is found: written before the test was first run."""


def broken() -> Arrangement:
    """Each clause broken that a rule guards."""
    entries = {entry.ref: entry for entry in swapped("M-1", person="P-002")}
    entries["A-1"] = entries["A-1"].replace(party="P-8")
    entries["U-1"] = entries["U-1"].replace(outcomes=())
    entries["G-1"] = entries["G-1"].replace(amount="20", on=date(2026, 5, 3))
    entries["X-1"] = paid_in("100")
    mary = kept(
        budget={
            "deployment": (
                Deployed(option=DeploymentOption.INDIVIDUAL_SERVICE_FUND, rate=Rate.weekly("80")),
                Deployed(option=DeploymentOption.DIRECT_PAYMENT, rate=Rate.weekly("10")),
            )
        },
        plan={
            "supports": (
                HOMECARE,
                Support.by_rate("art", ("church",), Rate.weekly("10"), provider="P-9").replace(kinds=()),
            )
        },
        contract={"last_day": date(2028, 4, 2)},
        clauses={"permission_for": (ChangeKind.TIMES,), "no_clawback": CLAUSE},
        lifecycle={"has_capacity": False},
        fund={"entries": tuple(entries.values()), "statements": ()},
    )
    visits = tuple(
        visit.replace(evidence=VisitEvidence.UNVERIFIED, charged=Money(20)) if visit.ref == "V-2" else visit
        for visit in mary.fund.visits or ()
    )
    return mary.replace(fund=mary.fund.replace(visits=visits))


def test_the_expected_are_those_of_the_clauses_that_rules_guard() -> None:
    assert {clause: {code for code, _, _ in found} for clause, found in EXPECTED.items()} == {
        clause: {where for kind, where in entries if kind == "rule"}
        for clause, entries in CLAUSES.items()
        if any(kind == "rule" for kind, _ in entries)
    }


def test_an_arrangement_that_breaks_the_clauses_is_found_out_clause_by_clause() -> None:
    assert by_clauses(broken(), A_YEAR_ON) == {each for found in EXPECTED.values() for each in found}


# What the clauses compute

CHANGE: dict[str, Any] = {
    "on": LIVED,
    "budget": Rate.weekly("84.375"),
    "needs_changed": False,
    "in_doubt": False,
    "policy": LANCASHIRE_POLICY,
    "to_spare": Money(0),
}


def routes(changed: dict[str, Any], **facts: Any) -> list[tuple[str, str]]:
    """The routes that a change of Mary's plan takes, each with the clause that says so."""
    plan = kept().plan
    change = classify_plan_change(plan, plan.replace(**changed), **{**CHANGE, **facts})
    return [(reason.route.value, reason.source.pinpoint) for reason in change.reasons]


def test_changes_go_where_the_clauses_send_them() -> None:
    """6.6, 6.7 and 6.19."""
    cheaper = {"supports": (HOMECARE, ART.replace(ref="pottery", cost=Rate.weekly("20")))}
    outcomes = (*(kept().plan.outcomes or ()), Outcome(ref="swims"))
    swims = (HOMECARE, ART, Support.by_rate("pool", ("swims",), Rate.weekly(0)))
    carried = CarryForward(
        ref="C-1", amount="10", outcome="church", first_day=LIVED, last_day=LIVED, stands_outside_the_cap=True
    )
    assert routes(cheaper) == [("agree it locally", "6.6")]
    assert routes({"outcomes": outcomes, "supports": swims}) == [("consult the funder first", "6.6")]
    assert routes(cheaper, needs_changed=True) == [("inform the funder", "6.6")]
    assert routes(cheaper, in_doubt=True) == [("consult the funder first", "6.7")]
    assert set(routes({"carry_forwards": (carried,)}, in_doubt=True)) == {
        ("consult the funder first", "6.7"),
        ("consult the funder first", "6.19"),
    }


def test_a_statement_shows_what_was_spent_against_what_was_planned_and_the_surplus() -> None:
    """6.10, 6.11, 6.13. Three periods of four weeks: 62.50 a week is 750.00, 21.875 is 262.50."""
    span = Period(first_day=date(2026, 4, 6), last_day=LIVED)
    mine = statement_for(kept(), span=span, policy=NUMBERS)
    assert (mine.opening, mine.came_in, mine.spent, mine.closing) == tuple(map(Money, ("0", "979.26", "965", "14.26")))
    assert mine.spending_by_support is not None
    planned = {each.ref: (str(each.planned), str(each.spent.exact)) for each in mine.spending_by_support}
    assert (planned["homecare"], planned["art"]) == (("750", "600"), ("262.5", "210"))
    assert mine.surplus is not None
    assert mine.surplus.amount == Money("14.26")
    assert mine.without_evidence == ()
    assert mine.by_kind[EntryKind.FUNDER_PAYMENT] == Money("739.26")


def test_what_is_carried_forward_counts_unless_the_plan_says_otherwise() -> None:
    """6.15, 6.16. Of 14.26, ten pounds are carried forward; what was for the church has been spent on a day out."""

    def held(outside: bool | None, outcome: str = "garden") -> Money:
        carried = CarryForward(
            ref="C-1",
            amount="10",
            outcome=outcome,
            first_day=date(2026, 6, 1),
            last_day=LIVED,
            stands_outside_the_cap=outside,
        )
        surplus = assess(kept(plan={"carry_forwards": (carried,)}), on=LIVED, policy=LANCASHIRE_POLICY).surplus
        assert surplus is not None
        return surplus.amount

    assert (held(None), held(False), held(True)) == (Money("14.26"), Money("14.26"), Money("4.26"))
    assert held(True, "church") == Money("14.26")


def test_a_visit_cancelled_with_the_agreed_notice_becomes_surplus_and_one_without_is_charged() -> None:
    """6.15, 6.21. How much notice is agreed is not in the clauses."""
    visit = VisitRecord(ref="V-9", on=LIVED, state=VisitState.CANCELLED, price="12.50", notice_hours="24")
    assert NUMBERS.cancellation_hours is None
    in_time = price_visit(visit, policy=NUMBERS.replace(cancellation_hours=24))
    late = price_visit(visit.replace(notice_hours="23"), policy=NUMBERS.replace(cancellation_hours=24))
    assert (in_time.charge, in_time.stays_in_the_fund, in_time.is_itemised) == (Money(0), Money("12.50"), False)
    assert (late.charge, late.stays_in_the_fund, late.is_itemised) == (Money("12.50"), Money(0), True)


def test_the_surplus_goes_back_when_it_ends_less_pay_in_lieu() -> None:
    """6.18. The funder gives notice on 31 May, 28 days before: none lacks, and 14.26 goes back."""
    mary = kept()
    final = final_account_on(mary, on=LIVED, policy=NUMBERS, ending=ended(given_on=date(2026, 5, 31)))
    assert (final.last_day, final.in_lieu, final.refund) == (LIVED, Money(0), Money("14.26"))
    # A day later, one day lacks: a seventh of 84.375 less the 12.77 of in-house services.
    short = final_account_on(mary, on=LIVED, policy=NUMBERS, ending=ended(given_on=date(2026, 6, 1), last_day=LIVED))
    assert (short.last_day, short.in_lieu, short.refund) == (LIVED, Money("10.23"), Money("4.03"))
