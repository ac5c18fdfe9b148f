"""Rules on what a contract states in its clauses (CON-04, -06, -08, -11 to -13, -18, -22)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import (
    CLAUSE,
    ON,
    ONE_DAY,
    OUTCOMES,
    sound,
)
from support.asking import judged, missed, said
from support.proof import Edge, Proof

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    ChangeKind,
    ContractContent,
    Entry,
    EntryKind,
    Form,
    NoFee,
    OverspendTerms,
    Owner,
)
from isf_core.rules import ALL_RULES, Result
from isf_core.values import Money, Timeline


def recovered(*booked: tuple[str, date, str | None], clause: object = CLAUSE) -> Arrangement:
    """Mary with surpluses recovered: a sum, a day, and what it corrects; the first is S-0."""
    entries = tuple(
        Entry(ref=f"S-{place}", on=day, kind=EntryKind.SURPLUS_RECOVERED, amount=amount, corrects=corrects)
        for place, (amount, day, corrects) in enumerate(booked)
    )
    return sound(fund={"entries": entries}, clauses={"no_clawback": clause})


def silent_on(clause: str) -> Edge:
    """A contract that is silent on one matter, and one that is not."""
    return Edge(f"{clause}: a clause, or silence", sound(clauses={clause: CLAUSE}), sound(clauses={clause: NOT_STATED}))


def not_stated(*clauses: str) -> tuple[Arrangement, ...]:
    """Mary's contract without one clause, for each of some, and without them all."""
    return (
        *(sound(clauses={clause: NOT_STATED}) for clause in clauses),
        sound(clauses=dict.fromkeys(clauses, NOT_STATED)),
    )


def owned(owner: object, form: Form) -> Arrangement:
    """Mary's contract of some form, with what it says of whose the money is."""
    return sound(contract={"form": form}, clauses={"owner": owner})


PROOFS: dict[str, Proof] = {
    "CON-04": Proof(
        sound=sound(),
        breaches=tuple(sound(clauses={"permission_for": (each,)}) for each in ChangeKind if each.is_day_to_day),
        edges=(
            Edge(
                "what is not in the plan or the budget, or what is within it",
                sound(clauses={"permission_for": (ChangeKind.NEW_OUTCOME, ChangeKind.ABOVE_BUDGET)}),
                sound(clauses={"permission_for": (ChangeKind.NEW_OUTCOME, ChangeKind.AMOUNT_IN_BUDGET)}),
            ),
        ),
    ),
    "CON-06": Proof(
        sound=sound(),
        breaches=(
            *(
                sound(clauses={"states": (ContractContent.OUTCOMES, each)})
                for each in ContractContent
                if each is not ContractContent.OUTCOMES
            ),
            sound(clauses={"states": ()}),
            sound(contract={"outcomes": ()}),
        ),
        edges=(
            Edge(
                "each eligible outcome, or all but one",
                sound(contract={"outcomes": ("church", "nutrition", "hygiene")}),
                sound(contract={"outcomes": ("church", "nutrition", "garden")}),
            ),
            Edge(
                "an outcome that is eligible, or is not",
                sound(contract={"outcomes": ("hygiene",)}, plan={"outcomes": OUTCOMES[:1], "supports": ()}),
                sound(contract={"outcomes": ()}, plan={"outcomes": OUTCOMES[:1], "supports": ()}),
            ),
        ),
    ),
    "CON-08": Proof(
        sound=sound(),
        breaches=(sound(clauses={"fee": NOT_STATED}),),
        idle=(sound(contract={"fee": NoFee()}, clauses={"fee": NOT_STATED}),),
        edges=(silent_on("fee"),),
    ),
    "CON-11": Proof(
        sound=sound(fund={"separate_account": True}, clauses={"separate_account": CLAUSE}),
        breaches=(sound(fund={"separate_account": True}),),
        idle=(sound(),),
        edges=(
            Edge(
                "a clause, or silence",
                sound(fund={"separate_account": True}, clauses={"separate_account": CLAUSE}),
                sound(fund={"separate_account": True}, clauses={"separate_account": NOT_STATED}),
            ),
        ),
    ),
    "CON-12a": Proof(
        sound=sound(clauses={"no_clawback": CLAUSE}),
        breaches=(
            recovered(("120", ON, None)),
            recovered(("120", date(2026, 3, 1), None), ("80", ON, None), ("120", ON, "S-0")),
        ),
        idle=(recovered(("120", ON, None), clause=NOT_STATED),),
        edges=(
            Edge(
                "all of it put back, or all but a penny",
                recovered(("120", ON, None), ("120", ON, "S-0")),
                recovered(("120", ON, None), ("119.99", ON, "S-0")),
            ),
            Edge(
                "after the day of judgement, or on it",
                recovered(("120", ON + ONE_DAY, None)),
                recovered(("120", ON, None)),
            ),
            Edge(
                "put back on the day of judgement, or after",
                recovered(("120", ON, None), ("120", ON, "S-0")),
                recovered(("120", ON, None), ("120", ON + ONE_DAY, "S-0")),
            ),
        ),
    ),
    "CON-12b": Proof(
        sound=sound(),
        breaches=not_stated("savings", "less_support"),
        idle=(sound(contract={"form": Form.PERSON_AND_HOLDER}),),
        edges=(silent_on("savings"), silent_on("less_support")),
    ),
    "CON-13": Proof(
        sound=sound(),
        breaches=not_stated("fluctuation", "reassessment"),
        edges=(silent_on("fluctuation"), silent_on("reassessment")),
    ),
    "CON-18": Proof(
        sound=sound(),
        breaches=not_stated("disputes", "failed_visits"),
        edges=(silent_on("disputes"), silent_on("failed_visits")),
    ),
    "CON-22": Proof(
        sound=sound(),
        breaches=(owned(NOT_STATED, Form.TWO_WAY), owned(Owner.PERSON, Form.TWO_WAY)),
        edges=(
            Edge(
                "the person owns it by a direct payment, or under the funder's contract",
                owned(Owner.PERSON, Form.PERSON_AND_HOLDER),
                owned(Owner.PERSON, Form.THREE_WAY),
            ),
            Edge(
                "the holder owns it under the funder's contract, or by a direct payment",
                owned(Owner.HOLDER, Form.TWO_WAY),
                owned(Owner.HOLDER, Form.PERSON_AND_HOLDER),
            ),
            Edge(
                "the authority owns it, or nobody that is stated",
                owned(Owner.AUTHORITY, Form.TWO_WAY),
                owned(NOT_STATED, Form.TWO_WAY),
            ),
        ),
    ),
}


def test_con_04_each_change_that_wants_permission_is_named_with_what_would_be_flexible() -> None:
    mary = sound(clauses={"permission_for": (ChangeKind.NEW_OUTCOME, ChangeKind.TIMES, ChangeKind.WORKER)})
    assert said("CON-04", mary) == [
        f"contract.clauses.permission_for: the contract requires the funder's permission to change {what}"
        for what in ("the times of support", "who gives the support")
    ]
    assert (
        judged("CON-04", mary)
        .findings[0]
        .remedy.startswith(
            "to be flexible, let person and ISF provider agree to change the times of support between them"
        )
    )


def test_con_06_what_the_contract_fixes_and_what_it_leaves_out_are_each_found() -> None:
    mary = sound(
        clauses={"states": (ContractContent.HOURS, ContractContent.MODEL)}, contract={"outcomes": ("nutrition",)}
    )
    assert said("CON-06", mary) == [
        "contract.clauses.states: the contract states hours",
        "contract.clauses.states: the contract states a model of service",
        "contract.clauses.states: the contract states no outcomes",
        "contract.outcomes: the contract does not name the outcome hygiene",
        "contract.outcomes: the contract does not name the outcome church",
    ]


def test_con_06_a_contract_may_name_an_outcome_that_is_not_eligible_or_not_in_the_plan() -> None:
    more = sound(contract={"outcomes": ("hygiene", "nutrition", "church", "garden", "a boat")})
    assert judged("CON-06", more).result is Result.HOLDS


def test_con_06_only_what_may_be_left_out_is_asked_for() -> None:
    unknown = tuple(each.replace(eligible=None) for each in OUTCOMES[1:])
    mary = sound(plan={"outcomes": (OUTCOMES[0], *unknown)}, contract={"outcomes": ("hygiene", "church")})
    assert missed("CON-06", mary) == ("plan.outcomes[nutrition].eligible", "plan.outcomes[garden].eligible")
    none = sound(plan={"outcomes": (OUTCOMES[3],), "supports": ()}, contract={"outcomes": None})
    assert judged("CON-06", none).result is Result.HOLDS
    nothing = sound(plan={"outcomes": None}, contract={"outcomes": None}, clauses={"states": None})
    assert missed("CON-06", nothing) == ("contract.clauses.states", "plan.outcomes", "contract.outcomes")


def test_con_06_a_fixed_service_is_found_whatever_is_not_known_of_the_outcomes() -> None:
    mary = sound(clauses={"states": (ContractContent.TASKS, ContractContent.OUTCOMES)}, plan={"outcomes": None})
    assert judged("CON-06", mary).result is Result.BREACH


def test_con_08_a_fee_that_is_charged_at_some_time_is_agreed() -> None:
    later = Timeline(NoFee(), *sound().contract.fee.changes)  # type: ignore[union-attr]  # Mary has a fee
    assert judged("CON-08", sound(contract={"fee": later}, clauses={"fee": NOT_STATED})).result is Result.BREACH
    assert judged("CON-08", sound(contract={"fee": NoFee()}, clauses={"fee": None})).result is Result.DOES_NOT_APPLY


def test_con_11_the_account_matters_only_where_no_clause_asks_for_one() -> None:
    def missing(account: bool | None, clause: object) -> tuple[str, ...]:
        return missed("CON-11", sound(fund={"separate_account": account}, clauses={"separate_account": clause}))

    account, clause = "fund.separate_account", "contract.clauses.separate_account"
    assert missing(None, CLAUSE) == ()
    assert missing(None, NOT_STATED) == (account,)
    assert missing(True, None) == (clause,)
    assert missing(False, None) == ()


def test_con_12a_says_what_was_taken_back_and_not_put_back_entry_by_entry() -> None:
    early = date(2026, 3, 1)
    mary = recovered(("120", early, None), ("80", early, None), ("50", ON, "S-0"), ("80", ON, "S-1"), ("9", ON, None))
    assert said("CON-12a", mary) == [
        "fund.entries[S-0]: the funder took £70.00 back on Sun 1 Mar 2026, and the contract rules clawback out",
        "fund.entries[S-4]: the funder took £9.00 back on Mon 30 Mar 2026, and the contract rules clawback out",
    ]


def test_con_12a_the_clause_matters_only_where_something_was_taken_back() -> None:
    assert missed("CON-12a", recovered(("120", ON, None), clause=None)) == ("contract.clauses.no_clawback",)
    assert judged("CON-12a", recovered(clause=None)).result is Result.HOLDS
    assert missed("CON-12a", sound(fund={"entries": None}, clauses={"no_clawback": None})) == ("fund.entries",)


def test_con_12a_a_clause_that_allows_a_recovery_too_does_not_undo_the_one_against_it() -> None:
    mary = recovered(("120", ON, None))
    assert mary.contract.clauses.surplus_recovery == CLAUSE
    assert judged("CON-12a", mary).result is Result.BREACH


@pytest.mark.parametrize(
    ("code", "first", "second"), [("CON-12b", "savings", "less_support"), ("CON-13", "fluctuation", "reassessment")]
)
def test_con_12b_a_silence_that_is_known_is_found_whatever_is_not_known_beside_it(
    code: str, first: str, second: str
) -> None:
    for silent, unknown in ((first, second), (second, first)):
        mary = sound(clauses={silent: NOT_STATED, unknown: None}, contract={"overspend": None})
        assert [each.field for each in judged(code, mary).findings] == [f"contract.clauses.{silent}"]
        assert judged(code, mary).result is Result.BREACH
    assert missed(code, sound(clauses={first: None, second: None}, contract={"overspend": None})) == (
        f"contract.clauses.{first}",
        f"contract.clauses.{second}",
    )


def test_con_13_the_limits_within_which_the_holder_bears_fluctuation_are_a_sum() -> None:
    unlimited = sound(contract={"overspend": OverspendTerms(order=())})
    assert missed("CON-13", unlimited) == ("contract.overspend.limit",)
    zero = sound(contract={"overspend": OverspendTerms(order=(), limit=Money(0))})
    assert judged("CON-13", zero).result is Result.HOLDS


def test_con_13_each_silence_is_named() -> None:
    assert said("CON-13", sound(clauses={"fluctuation": NOT_STATED, "reassessment": NOT_STATED})) == [
        "contract.clauses.fluctuation: the contract does not state how much extra support the ISF provider must cover "
        "before asking for a reassessment",
        "contract.clauses.reassessment: the contract does not state how and when to ask for a reassessment",
    ]


def test_con_18_what_happens_where_nobody_comes_is_one_matter_and_a_dispute_another() -> None:
    assert said("CON-18", sound(clauses={"disputes": NOT_STATED, "failed_visits": NOT_STATED})) == [
        "contract.clauses.disputes: the contract does not state what happens in a dispute",
        "contract.clauses.failed_visits: the contract does not state what happens where the worker does not come or "
        "the person is not at home",
    ]


@pytest.mark.parametrize(
    ("owner", "form", "sentence"),
    [
        (NOT_STATED, None, "does not say who owns the money in the ISF"),
        (Owner.PERSON, Form.TWO_WAY, "says that the money is the person's, but it is two-way: funder and holder"),
        (
            Owner.AUTHORITY,
            Form.PERSON_AND_HOLDER,
            "says that the money is the authority's, but it is person and holder, by a direct payment",
        ),
    ],
)
def test_con_22_says_whose_the_money_is_and_why_that_does_not_fit(owner: Any, form: Any, sentence: str) -> None:
    assert said("CON-22", owned(owner, form)) == [f"contract.clauses.owner: the contract {sentence}"]


def test_con_22_the_form_matters_where_an_owner_is_stated() -> None:
    assert missed("CON-22", owned(Owner.HOLDER, None)) == ("contract.form",)  # type: ignore[arg-type]  # not recorded
    assert missed("CON-22", owned(None, Form.TWO_WAY)) == ("contract.clauses.owner",)


def test_con_18_the_rules_on_the_contract_stand_in_the_catalogues_order() -> None:
    codes = [code for code in ALL_RULES.codes if code.startswith("CON-")]
    assert codes == sorted(codes)
    assert len(codes) == 27
