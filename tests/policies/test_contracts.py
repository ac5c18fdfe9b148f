"""Contracts written as their texts have them: YES under their own policy, and each clause broken alone.

What a text does not speak of, its contract does not state. Above each table stands the contract; a row has the clause,
what is changed, and exactly the rules that find it. Where one of them is a must, the verdict is NO.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from support.account import LIVED, ON_TOP, lived, paid_in, swapped
from support.arrangements import ART, AUTUMN, CLAUSE, DAY_AFTER, HOMECARE, LIFE, OUTCOMES, PROVIDERS, merged

from isf_core import Rate, Timeline, assess
from isf_core.model import (
    NOT_STATED,
    AdultOutcome,
    Agreement,
    AgreementKind,
    Answer,
    Answered,
    Arrangement,
    Change,
    ChangeKind,
    Clauses,
    ConcernRoute,
    ContractContent,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    Form,
    Notice,
    NoticeUnit,
    Owner,
    Party,
    Regulated,
    Signature,
    SupportKind,
    SurplusRule,
    TerminationTerms,
    Topic,
    Variation,
)
from isf_core.policies import DORSET_AGREEMENT, DORSET_POLICY, FLEXIBLE, LANCASHIRE_POLICY, PLAIN
from isf_core.rules import Force, Policy, Verdict

SILENT: dict[str, Any] = {
    field.name: NOT_STATED
    for field in attrs.fields(Clauses)
    if field.name not in ("permission_for", "states", "concerns")
}
"""No clause is stated."""
TWO_WAY = TerminationTerms(
    notices=tuple(Notice(party=party, length=28, unit=NoticeUnit.DAYS) for party in (Party.FUNDER, Party.HOLDER)),
    refund_days=28,
    liabilities=CLAUSE,
)
WITH_HOLDER = (Agreement(kind=AgreementKind.PERSON_HOLDER, signed_on=date(2026, 3, 26)),)


def written(contract: dict[str, Any], agreements: tuple[Agreement, ...] = (), **clauses: Any) -> dict[str, Any]:
    """A two-way contract that states some clauses and no other, on its account of twelve weeks."""
    stated = {**SILENT, "permission_for": (), "states": (), "concerns": (), **clauses}
    terms = {"form": Form.TWO_WAY, "termination": TWO_WAY, **contract}
    return {"contract": terms, "clauses": stated, "agreements": agreements}


CONTRACTS: dict[str, tuple[Policy, dict[str, Any]]] = {
    "Lancashire": (
        LANCASHIRE_POLICY,
        written(
            {"surplus": LANCASHIRE_POLICY.parameters.surplus},
            surplus_recovery=CLAUSE,
            less_support=CLAUSE,
            reassessment=CLAUSE,
            open_records=CLAUSE,
            fee=CLAUSE,
            owner=Owner.AUTHORITY,
            contribution_risk=Party.HOLDER,
            permission_for=(ChangeKind.NEW_OUTCOME,),
        ),
    ),
    "TLAP": (
        FLEXIBLE,
        written(
            {"surplus": SurplusRule(no_cap=True)},
            no_clawback=CLAUSE,
            savings=CLAUSE,
            less_support=CLAUSE,
            fluctuation=CLAUSE,
            reassessment=CLAUSE,
            owner=Owner.HOLDER,
            fee=CLAUSE,
            contribution_risk=Party.HOLDER,
            states=(ContractContent.OUTCOMES,),
        ),
    ),
    "Dorset": (
        DORSET_POLICY,
        written(
            {"surplus": None},
            WITH_HOLDER,
            open_records=CLAUSE,
            audit=CLAUSE,
            fee=CLAUSE,
            owner=Owner.HOLDER,
            contribution_risk=Party.HOLDER,
            concerns=tuple(ConcernRoute),
        ),
    ),
    "two-way": (
        PLAIN,
        written({}, fee=CLAUSE, owner=Owner.HOLDER, contribution_risk=Party.HOLDER, surplus_recovery=CLAUSE),
    ),
    "three-way": (
        PLAIN,
        merged(
            written({}, fee=CLAUSE, owner=Owner.HOLDER, contribution_risk=Party.HOLDER, surplus_recovery=CLAUSE),
            {
                "contract": {
                    "form": Form.THREE_WAY,
                    "termination": TWO_WAY.replace(
                        notices=tuple(Notice(party=party, length=28, unit=NoticeUnit.DAYS) for party in Party)
                    ),
                }
            },
        ),
    ),
}
CONTRACTS["Lancashire"] = (LANCASHIRE_POLICY, merged(CONTRACTS["Lancashire"][1], ON_TOP))
CONTRACTS["Dorset's model agreement"] = (DORSET_AGREEMENT, CONTRACTS["Dorset"][1])


def agreed(name: str, *more: Entry, **changes: Any) -> Arrangement:
    """Mary's arrangement under a contract, with some values changed."""
    return lived(*more, **merged(CONTRACTS[name][1], changes))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_as_its_text_has_it_is_yes_and_asks_nothing(name: str) -> None:
    found = assess(agreed(name), on=LIVED, policy=CONTRACTS[name][0])
    assert found.report.findings == ()
    assert found.verdict is Verdict.YES


@pytest.mark.parametrize("name", CONTRACTS)
def test_under_plain_with_nothing_of_its_councils_text_recorded_it_meets_no_question(name: str) -> None:
    """What only a council's or a national text asks for is not recorded at all, and nobody asks."""
    unsaid = {"permission_for": None, "states": None, "concerns": None, "audit": None, "open_records": None}
    quiet = agreed(
        name,
        clauses={**unsaid, "records_years": None, "disputes": None, "failed_visits": None},
        plan={"parts": None},
        lifecycle={"choice": None, "mediations": None, "progress": None},
        fund={"statements": None, "requests": None, "surplus_told_on": None, "kept_from": None},
    )
    quiet = quiet.replace(holder=None if quiet.holder is None else quiet.holder.replace(readiness=None))
    assert assess(quiet, on=LIVED, policy=PLAIN).report.findings == ()


def unsigned(party: Party) -> dict[str, Any]:
    """Everybody has signed but one."""
    return {"contract": {"signatures": tuple(_signed(each) for each in Party if each is not party)}}


def _signed(party: Party, on: date = date(2026, 3, 24)) -> Signature:
    return Signature(party=party, signed_on=on)


def notices(**days: int) -> dict[str, Any]:
    """Ordinary notices, in days."""
    given = tuple(Notice(party=Party[who.upper()], length=length, unit=NoticeUnit.DAYS) for who, length in days.items())
    return {"contract": {"termination": TWO_WAY.replace(notices=given)}}


def varied(*agreed_by: Party) -> dict[str, Any]:
    """A change of the contribution from June that some have agreed."""
    change = Variation(
        effective=date(2026, 6, 29),
        known_from=date(2026, 6, 1),
        changes=(Change("budget.contribution", Rate.weekly("19")),),
        agreed=tuple(_signed(party, date(2026, 6, 1)) for party in agreed_by),
    )
    return {"variations": (change,)}


BUDGET = Timeline(Rate.annual("4907.50"), (AUTUMN, Rate.weekly("90")))
"""Mary's whole budget."""
TAKEN = Entry(ref="R-1", on=LIVED, kind=EntryKind.SURPLUS_RECOVERED, amount="10", evidence="doc R1", party="council")

LATE = tuple(each.replace(on=DAY_AFTER) if each.topic is Topic.FEE else each for each in LIFE.information_given or ())
DEAR = {
    "supports": (HOMECARE, ART.replace(cost=Rate.annual("1137.60"))),
    "stated_cost": Rate.annual("4387.60"),
}
FAILED = tuple(
    Answered(question=number, answer=Answer.NO if number == 1 else Answer.YES, evidence="as described")
    for number in range(1, 20)
)

BROKEN: list[tuple[str, str, tuple[Entry, ...], dict[str, Any], set[str]]] = [
    # Lancashire's section 6 (those that need a year, or two facts, are in test_lancashire)
    (
        "Lancashire",
        "6.1",
        (),
        {
            "budget": {
                "deployment": (
                    Deployed(
                        option=DeploymentOption.INDIVIDUAL_SERVICE_FUND,
                        rate=ON_TOP["budget"]["actual"],
                    ),
                    Deployed(option=DeploymentOption.MANAGED, rate=Rate.weekly("1")),
                )
            }
        },
        {"LIFE-02"},
    ),
    ("Lancashire", "6.2", (), {"fund": {"entries": swapped("M-1", person="P-002")}}, {"BUD-03"}),
    ("Lancashire", "6.6", (), {"clauses": {"permission_for": (ChangeKind.TIMES,)}}, {"CON-04"}),
    ("Lancashire", "6.10.4", (), {"fund": {"entries": swapped("A-1", party="P-8")}}, {"LED-02"}),
    ("Lancashire", "6.14", (), {"fund": {"statements": ()}}, {"LED-04"}),
    ("Lancashire", "6.16, over the cap", (paid_in("300"),), {}, {"SUR-02"}),
    ("Lancashire", "6.16, its use", (), {"fund": {"entries": swapped("U-1", outcomes=())}}, {"SUR-03a"}),
    ("Lancashire", "6.16, recovery", (), {"clauses": {"no_clawback": CLAUSE}}, {"SUR-08"}),
    # TLAP's points under "Flexible Contracting"
    ("TLAP", "1", (), {"clauses": {"permission_for": (ChangeKind.TIMES,)}}, {"CON-04"}),
    ("TLAP", "2", (), {"contract": {"subcontracting": NOT_STATED}}, {"CON-05"}),
    (
        "TLAP",
        "3",
        (),
        {"clauses": {"states": (ContractContent.OUTCOMES, ContractContent.HOURS)}},
        {"CON-06"},
    ),
    ("TLAP", "4", (), {"contract": {"price": Rate.annual("4000")}}, {"CON-07"}),
    ("TLAP", "5", (), {"fund": {"entries": swapped("M-1", person="P-002")}}, {"BUD-03"}),
    ("TLAP", "6", (), {"clauses": {"fee": NOT_STATED}}, {"CON-08"}),
    ("TLAP", "7", (), {"payment": {"clause": NOT_STATED}}, {"CON-09"}),
    ("TLAP", "8, set out", (), notices(holder=28), {"CON-10a"}),
    ("TLAP", "8, on both sides", (), notices(funder=27, holder=28), {"CON-10b"}),
    (
        "TLAP",
        "8, liabilities",
        (),
        {"contract": {"termination": TWO_WAY.replace(liabilities=NOT_STATED)}},
        {"CON-24"},
    ),
    ("TLAP", "9", (), notices(funder=28, holder=28, person=28), {"CON-03a"}),
    ("TLAP", "10", (), {"fund": {"separate_account": True}}, {"CON-11"}),
    ("TLAP", "11", (TAKEN,), {}, {"CON-12a", "SUR-05"}),
    ("TLAP", "contract terms", (), {"clauses": {"savings": NOT_STATED}}, {"CON-12b"}),
    ("TLAP", "12", (), {"clauses": {"reassessment": NOT_STATED}}, {"CON-13"}),
    ("TLAP", "13", (), varied(Party.FUNDER), {"CON-14"}),
    (
        "TLAP",
        "15",
        (),
        {"providers": (PROVIDERS[0].replace(regulated=Regulated.NOT_REGISTERED), PROVIDERS[1])},
        {"CON-16"},
    ),
    # Dorset's guidance
    ("Dorset", "4, agreement", (), {"agreements": ()}, {"CON-02"}),
    (
        "Dorset",
        "4, linked to outcomes",
        (),
        {"plan": {"supports": (HOMECARE, ART.replace(outcomes=())), "pools": ()}},
        {"PLN-02"},
    ),
    (
        "Dorset",
        "4, no outcome ignored",
        (),
        {"plan": {"outcomes": (*OUTCOMES[:3], OUTCOMES[3].replace(eligible=True, area=AdultOutcome.COMMUNITY))}},
        {"PLN-01"},
    ),
    (
        "Dorset",
        "4, legal",
        (),
        {"plan": {"supports": (HOMECARE, ART.replace(kinds=(SupportKind.ILLEGAL,)))}},
        {"PLN-04"},
    ),
    ("Dorset", "4, costed", (), {"plan": {"stated_cost": Rate.annual("4387.51")}}, {"PLN-03"}),
    ("Dorset", "4, open records", (), {"clauses": {"open_records": NOT_STATED}}, {"LED-11"}),
    ("Dorset", "4, NOTE", (), {"payments_set_up_on": date(2026, 4, 7)}, {"LIFE-08"}),
    ("Dorset", "3 and 4, the charge", (), {"lifecycle": {"information_given": LATE}}, {"FEE-04"}),
    ("Dorset", "4, over the budget", (), {"plan": DEAR}, {"BUD-02"}),
    (
        "Dorset",
        "4, the list",
        (),
        {"holder": {"register": {"registered_on": DAY_AFTER}}},
        {"CON-19"},
    ),
    ("Dorset", "6, pass or fail", (), {"holder": {"accreditation": {"answers": FAILED}}}, {"ORG-01"}),
    ("Dorset", "5", (), {"clauses": {"concerns": tuple(ConcernRoute)[1:]}}, {"LIFE-11"}),
    ("Dorset's model agreement", "5", (paid_in("400"),), {}, {"SUR-02"}),
    # A two-way and a three-way contract (IPC 5)
    ("two-way", "signed by the holder", (), unsigned(Party.HOLDER), {"CON-01"}),
    ("two-way", "the person is no party", (), unsigned(Party.PERSON), set()),
    ("two-way", "a change", (), varied(Party.HOLDER), {"CON-14"}),
    ("three-way", "signed by the person", (), unsigned(Party.PERSON), {"CON-01"}),
    ("three-way", "a change", (), varied(Party.FUNDER, Party.HOLDER), {"CON-14"}),
]


@pytest.mark.parametrize(
    ("name", "more", "changes", "codes"),
    [pytest.param(name, more, changes, codes, id=f"{name}, {clause}") for name, clause, more, changes, codes in BROKEN],
)
def test_a_clause_broken_alone_is_found_by_its_rules_alone(
    name: str, more: tuple[Entry, ...], changes: dict[str, Any], codes: set[str]
) -> None:
    policy = CONTRACTS[name][0]
    found = assess(agreed(name, *more, **changes), on=LIVED, policy=policy)
    assert {each.code for each in found.report.breaches} == codes
    assert found.report.unknown == {}
    is_no = any(policy.rules[code].force is Force.MUST for code in codes)
    assert found.verdict is (Verdict.NO if is_no else Verdict.YES)
