"""What a contract states, and how it ends: CON-03 and the clauses after it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.mary import CLAUSE, ENDS, NUMBERS, ON, judged, missed, said, sound
from support.proofs.clauses import NO_NOTICE_FOR_THE_PERSON, ended_by, insolvent, recovered, told, two_way

from isf_core.model import NOT_STATED, Cause, Ending, Form, Matter, OverspendTerms, Party
from isf_core.rules import Outcome
from isf_core.values import Money

# CON-03


def test_an_ending_by_the_person_and_notice_for_them_are_each_found() -> None:
    both = two_way(endings=(ended_by(Party.HOLDER), ended_by(Party.PERSON)))
    assert said("CON-03a", both) == [
        "endings[person]: the person gave notice, but the contract is two-way and gives no third-party rights",
        "contract.termination: the terms let the person give notice, but the contract is two-way and gives no "
        "third-party rights",
    ]


def test_whoever_may_end_it_for_sure_is_asked_nothing_else() -> None:
    unknown: dict[str, Any] = {"contract": {"termination": None}, "endings": (ended_by(Party.PERSON),)}
    assert judged("CON-03a", sound(**unknown, clauses={"third_party_rights": None})).outcome is Outcome.HOLDS
    rights_only = sound(contract={"termination": None, "form": None})
    assert judged("CON-03a", rights_only).outcome is Outcome.HOLDS
    assert judged("CON-03b", rights_only).outcome is Outcome.DOES_NOT_APPLY


def test_the_form_and_the_rights_matter_only_where_the_person_may_give_notice() -> None:
    unknown: dict[str, Any] = {"form": None, "termination": NO_NOTICE_FOR_THE_PERSON}
    nothing: dict[str, Any] = {"third_party_rights": None}
    assert judged("CON-03a", sound(contract=unknown, clauses=nothing)).outcome is Outcome.HOLDS
    gave_notice = sound(contract=unknown, clauses=nothing, endings=(ended_by(Party.PERSON),))
    both = ("contract.form", "contract.clauses.third_party_rights")
    assert missed("CON-03a", gave_notice) == both
    unsaid = sound(contract={"form": None, "termination": None}, clauses=nothing)
    assert missed("CON-03a", unsaid) == ("contract.termination", *both)
    assert missed("CON-03b", unsaid) == both


def test_the_policy_may_state_the_terms_of_termination() -> None:
    silent = two_way(contract={"termination": None})
    assert missed("CON-03a", silent) == ("contract.termination",)
    assert judged("CON-03a", silent, NUMBERS.replace(termination=ENDS)).outcome is Outcome.BREACH
    without = NUMBERS.replace(termination=NO_NOTICE_FOR_THE_PERSON)
    assert judged("CON-03a", silent, without).outcome is Outcome.HOLDS


def test_a_contract_between_person_and_holder_leaves_nothing_to_be_told() -> None:
    by_direct_payment = two_way(contract={"form": Form.PERSON_AND_HOLDER}, life={"told": ()})
    assert judged("CON-03b", by_direct_payment).outcome is Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize("turned", [False, True])
def test_one_telling_in_time_is_enough_whatever_else_was_told(turned: bool) -> None:
    def outcome(*days: date | None) -> Outcome:
        return judged("CON-03b", two_way(life=told(Matter.ASKING_TO_END, *days[:: -1 if turned else 1]))).outcome

    later = date(2026, 12, 1)
    assert outcome(ON, None) is Outcome.HOLDS
    assert outcome(ON, later) is Outcome.HOLDS
    assert outcome(later, None) is Outcome.CANNOT_TELL


def test_a_telling_of_another_matter_is_none_of_this() -> None:
    assert said("CON-03b", two_way(life=told(Matter.ASKING_TO_END))) == [
        "life.told: nobody has told the person how to ask the funder to end the contract"
    ]


# CON-12


def test_it_says_what_was_taken_back_and_not_put_back_entry_by_entry() -> None:
    early = date(2026, 3, 1)
    mary = recovered(("120", early, None), ("80", early, None), ("50", ON, "S-0"), ("80", ON, "S-1"), ("9", ON, None))
    assert said("CON-12a", mary) == [
        "fund.entries[S-0]: the funder took 70.00 back on Sun 1 Mar 2026, and the contract rules clawback out",
        "fund.entries[S-4]: the funder took 9.00 back on Mon 30 Mar 2026, and the contract rules clawback out",
    ]


def test_the_clause_matters_only_where_something_was_taken_back() -> None:
    assert missed("CON-12a", recovered(("120", ON, None), clause=None)) == ("contract.clauses.no_clawback",)
    assert judged("CON-12a", recovered(clause=None)).outcome is Outcome.HOLDS
    assert missed("CON-12a", sound(fund={"entries": None}, clauses={"no_clawback": None})) == ("fund.entries",)


def test_a_clause_that_allows_a_recovery_too_does_not_undo_the_one_against_it() -> None:
    mary = recovered(("120", ON, None))
    assert mary.contract.clauses.surplus_recovery == CLAUSE
    assert judged("CON-12a", mary).outcome is Outcome.BREACH


@pytest.mark.parametrize(
    ("code", "first", "second"), [("CON-12b", "savings", "less_support"), ("CON-13", "fluctuation", "reassessment")]
)
def test_a_silence_that_is_known_is_found_whatever_is_not_known_beside_it(code: str, first: str, second: str) -> None:
    for silent, unknown in ((first, second), (second, first)):
        mary = sound(clauses={silent: NOT_STATED, unknown: None}, contract={"overspend": None})
        assert [each.field for each in judged(code, mary).findings] == [f"contract.clauses.{silent}"]
        assert judged(code, mary).outcome is Outcome.BREACH
    assert missed(code, sound(clauses={first: None, second: None}, contract={"overspend": None})) == (
        f"contract.clauses.{first}",
        f"contract.clauses.{second}",
    )


# CON-13


def test_the_limits_within_which_the_holder_bears_fluctuation_are_a_sum() -> None:
    unlimited = sound(contract={"overspend": OverspendTerms(order=())})
    assert missed("CON-13", unlimited) == ("contract.overspend.limit",)
    nil = sound(contract={"overspend": OverspendTerms(order=(), limit=Money(0))})
    assert judged("CON-13", nil).outcome is Outcome.HOLDS


def test_each_silence_is_named() -> None:
    assert said("CON-13", sound(clauses={"fluctuation": NOT_STATED, "reassessment": NOT_STATED})) == [
        "contract.clauses.fluctuation: the contract does not state within which limits the holder bears fluctuation",
        "contract.clauses.reassessment: the contract does not state how and when to ask for reassessment",
    ]


# CON-15


def test_it_computes_what_is_left_to_restore() -> None:
    (finding,) = judged("CON-15", insolvent("250", "100.01")).findings
    assert finding.says == "250.00 could not be reclaimed, and 100.01 of it was restored"
    assert finding.cure == "have the funder restore 149.99 to the personal budget"
    assert judged("CON-15", insolvent("250", "300")).outcome is Outcome.HOLDS


def test_what_was_restored_is_asked_only_where_something_was_lost() -> None:
    assert judged("CON-15", insolvent("0", None)).outcome is Outcome.HOLDS
    assert missed("CON-15", insolvent("1", None)) == ("endings[holder].restored",)
    assert missed("CON-15", insolvent(None, None)) == ("endings[holder].lost",)


def test_of_two_insolvencies_the_one_that_is_known_is_found() -> None:
    unknown = Ending(party=Party.FUNDER, cause=Cause.INSOLVENCY, given_on=ON)
    mary = insolvent("250", "0")
    assert judged("CON-15", mary.replace(endings=(unknown, *mary.endings))).outcome is Outcome.BREACH
