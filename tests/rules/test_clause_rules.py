"""What a contract states, and how it ends: CON-03 and the clauses after it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.arrangements import AUTUMN, CLAUSE, ENDS, LAST, ON, OUTCOMES, sound
from support.asking import NUMBERS, judged, missed, said
from support.proofs.clauses import (
    NO_NOTICE_FOR_THE_PERSON,
    ended_by,
    funder_and_holder,
    insolvent,
    notices,
    owned,
    priced,
    recovered,
    told,
    two_way,
)

from isf_core.model import (
    NOT_STATED,
    OPEN_ENDED,
    ChangeKind,
    ContractContent,
    Form,
    InHouse,
    NoFee,
    NoticeUnit,
    OverspendTerms,
    Owner,
    Party,
    Termination,
    TerminationReason,
    Timing,
    Topic,
)
from isf_core.rules import ALL, Result
from isf_core.values import Money, Rate, Timeline

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
    assert judged("CON-03a", sound(**unknown, clauses={"third_party_rights": None})).result is Result.HOLDS
    rights_only = sound(contract={"termination": None, "form": None})
    assert judged("CON-03a", rights_only).result is Result.HOLDS
    assert judged("CON-03b", rights_only).result is Result.DOES_NOT_APPLY


def test_the_form_and_the_rights_matter_only_where_the_person_may_give_notice() -> None:
    unknown: dict[str, Any] = {"form": None, "termination": NO_NOTICE_FOR_THE_PERSON}
    nothing: dict[str, Any] = {"third_party_rights": None}
    assert judged("CON-03a", sound(contract=unknown, clauses=nothing)).result is Result.HOLDS
    gave_notice = sound(contract=unknown, clauses=nothing, endings=(ended_by(Party.PERSON),))
    both = ("contract.form", "contract.clauses.third_party_rights")
    assert missed("CON-03a", gave_notice) == both
    unsaid = sound(contract={"form": None, "termination": None}, clauses=nothing)
    assert missed("CON-03a", unsaid) == ("contract.termination", *both)
    assert missed("CON-03b", unsaid) == both


def test_the_policy_may_state_the_terms_of_termination() -> None:
    silent = two_way(contract={"termination": None})
    assert missed("CON-03a", silent) == ("contract.termination",)
    assert judged("CON-03a", silent, NUMBERS.replace(termination=ENDS)).result is Result.BREACH
    without = NUMBERS.replace(termination=NO_NOTICE_FOR_THE_PERSON)
    assert judged("CON-03a", silent, without).result is Result.HOLDS


def test_a_contract_between_person_and_holder_leaves_nothing_to_be_told() -> None:
    by_direct_payment = two_way(contract={"form": Form.PERSON_AND_HOLDER}, lifecycle={"information_given": ()})
    assert judged("CON-03b", by_direct_payment).result is Result.DOES_NOT_APPLY


@pytest.mark.parametrize("turned", [False, True])
def test_one_telling_in_time_is_enough_whatever_else_was_told(turned: bool) -> None:
    def outcome(*days: date | None) -> Result:
        return judged("CON-03b", two_way(lifecycle=told(Topic.ASKING_TO_END, *days[:: -1 if turned else 1]))).result

    later = date(2026, 12, 1)
    assert outcome(ON, None) is Result.HOLDS
    assert outcome(ON, later) is Result.HOLDS
    assert outcome(later, None) is Result.CANNOT_TELL


def test_a_telling_of_another_matter_is_none_of_this() -> None:
    assert said("CON-03b", two_way(lifecycle=told(Topic.ASKING_TO_END))) == [
        "lifecycle.information_given: nobody has told the person how to ask the funder to end the contract"
    ]


# CON-04 and CON-06


def test_each_change_that_wants_permission_is_named_with_what_would_be_flexible() -> None:
    mary = sound(clauses={"permission_for": (ChangeKind.NEW_OUTCOME, ChangeKind.TIMES, ChangeKind.WORKER)})
    assert said("CON-04", mary) == [
        f"contract.clauses.permission_for: the contract wants the funder's permission to change {what}"
        for what in ("the times of support", "who gives the support")
    ]
    assert (
        judged("CON-04", mary)
        .findings[0]
        .remedy.startswith("to be flexible, let person and holder agree to change the times of support between them")
    )


def test_what_the_contract_fixes_and_what_it_leaves_out_are_each_found() -> None:
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


def test_a_contract_may_name_an_outcome_that_is_not_eligible_or_not_in_the_plan() -> None:
    more = sound(contract={"outcomes": ("hygiene", "nutrition", "church", "garden", "a boat")})
    assert judged("CON-06", more).result is Result.HOLDS


def test_only_what_may_be_left_out_is_asked_for() -> None:
    unknown = tuple(each.replace(eligible=None) for each in OUTCOMES[1:])
    mary = sound(plan={"outcomes": (OUTCOMES[0], *unknown)}, contract={"outcomes": ("hygiene", "church")})
    assert missed("CON-06", mary) == ("plan.outcomes[nutrition].eligible", "plan.outcomes[garden].eligible")
    none = sound(plan={"outcomes": (OUTCOMES[3],), "supports": ()}, contract={"outcomes": None})
    assert judged("CON-06", none).result is Result.HOLDS
    nothing = sound(plan={"outcomes": None}, contract={"outcomes": None}, clauses={"states": None})
    assert missed("CON-06", nothing) == ("contract.clauses.states", "plan.outcomes", "contract.outcomes")


def test_a_fixed_service_is_found_whatever_is_not_known_of_the_outcomes() -> None:
    mary = sound(clauses={"states": (ContractContent.TASKS, ContractContent.OUTCOMES)}, plan={"outcomes": None})
    assert judged("CON-06", mary).result is Result.BREACH


# CON-07


def test_it_says_what_is_paid_and_what_the_need_costs_whenever_it_is_too_little() -> None:
    falls = Timeline(Rate.weekly(90), (AUTUMN, Rate.four_weekly(352)), (LAST, Rate.weekly(90)))
    mary = priced(falls)
    assert said("CON-07", mary) == [
        "contract.price: from Thu 1 Oct 2026 the contract pays £88.00 a week, "
        "below the £90.00 a week that the need costs"
    ]


def test_the_year_matters_only_where_the_units_differ() -> None:
    unset = NUMBERS.replace(weeks_in_year=None)
    yearly = {"contract": {"price": Rate.annual(4680)}, "budget": {"actual": Rate.weekly(90)}}
    assert missed("CON-07", sound(**yearly, payment={"weeks_in_year": None}), unset) == (
        "contract.payment.weeks_in_year",
    )
    assert judged("CON-07", sound(**yearly)).result is Result.HOLDS
    both = {"contract": {"price": Rate.annual(4680)}, "budget": {"actual": Rate.annual(4680)}}
    assert judged("CON-07", sound(**both, payment={"weeks_in_year": None}), unset).result is Result.HOLDS


def test_what_the_council_gives_itself_is_asked_for_only_where_it_may_cover_the_rest() -> None:
    def outcome(price: str) -> Result:
        return judged("CON-07", sound(contract={"price": Rate.weekly(price)}, budget=whole)).result

    whole: dict[str, Any] = {"actual": Rate.weekly(90), "in_house": None}
    assert outcome("90") is Result.HOLDS
    assert outcome("89.99") is Result.CANNOT_TELL
    monthly = sound(
        contract={"price": Rate.weekly(89)},
        budget={"actual": Rate.weekly(90), "in_house": (InHouse(what="day service", cost=Rate.monthly(12)),)},
        payment={"weeks_in_year": None},
    )
    assert missed("CON-07", monthly, NUMBERS.replace(weeks_in_year=None)) == ("contract.payment.weeks_in_year",)


def test_what_begins_later_is_found_only_where_it_comes_to_that() -> None:
    falls = priced(Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(80))))
    unknown = falls.replace(contract=falls.contract.replace(last_day=None))
    assert missed("CON-07", unknown) == ("contract.last_day",)
    for_ever = falls.replace(contract=falls.contract.replace(last_day=OPEN_ENDED))
    assert judged("CON-07", for_ever).result is Result.BREACH


# CON-08 and CON-09


def test_a_fee_that_is_charged_at_some_time_is_agreed() -> None:
    later = Timeline(NoFee(), *sound().contract.fee.changes)  # type: ignore[union-attr]  # Mary has a fee
    assert judged("CON-08", sound(contract={"fee": later}, clauses={"fee": NOT_STATED})).result is Result.BREACH
    assert judged("CON-08", sound(contract={"fee": NoFee()}, clauses={"fee": None})).result is Result.DOES_NOT_APPLY


def test_every_payment_term_is_named_that_the_contract_may_not_state() -> None:
    terms: dict[str, Any] = dict.fromkeys(("clause", "cycle", "timing", "basis"))
    silent = sound(payment=terms, budget={"contribution": None, "actual": None}, contract={"price": None})
    assert missed("CON-09", silent) == (
        "contract.payment.clause",
        "contract.payment.cycle",
        "contract.payment.timing",
        "budget.contribution",
        "contract.payment.basis",
        "budget.actual",
    )


def test_a_policy_states_nothing_in_the_contract() -> None:
    silent = sound(payment={"timing": None})
    assert missed("CON-09", silent, NUMBERS.replace(timing=Timing.IN_ADVANCE)) == ("contract.payment.timing",)


def test_net_or_gross_matters_only_where_the_person_contributes() -> None:
    nil = sound(budget={"contribution": Rate.weekly(0)}, payment={"basis": None})
    assert judged("CON-09", nil).result is Result.HOLDS
    unknown = sound(budget={"contribution": None})
    assert judged("CON-09", unknown).result is Result.HOLDS


def test_a_price_of_its_own_says_how_much() -> None:
    assert judged("CON-09", sound(budget={"actual": None})).result is Result.HOLDS
    assert judged("CON-09", sound(contract={"price": None})).result is Result.HOLDS


def test_silence_is_found_whatever_is_recorded_without_a_clause() -> None:
    assert said("CON-09", sound(payment={"clause": NOT_STATED, "cycle": None})) == [
        "contract.payment.clause: no clause of the contract states how, when, how often and how much is paid"
    ]


# CON-10


def test_each_party_without_notice_is_named() -> None:
    assert said("CON-10a", notices()) == [
        f"contract.termination: no ordinary notice is set out for the {party}"
        for party in ("funder", "holder", "person")
    ]
    by_direct_payment = sound(contract={"form": Form.PERSON_AND_HOLDER, "termination": ENDS.replace(notices=())})
    assert [each.breach.facts["party"] for each in judged("CON-10a", by_direct_payment).findings if each.breach] == [
        Party.HOLDER,
        Party.PERSON,
    ]


def test_the_holder_is_a_party_in_every_form_so_that_its_notice_decides_without_it() -> None:
    without_form: dict[str, Any] = {"form": None}
    held = {"termination": NO_NOTICE_FOR_THE_PERSON}
    assert missed("CON-10a", sound(contract={**without_form, **held})) == ("contract.form",)
    assert judged("CON-10a", sound(contract={**without_form})).result is Result.HOLDS
    nobody = {"termination": ENDS.replace(notices=())}
    assert said("CON-10a", sound(contract={**without_form, **nobody})) == [
        "contract.termination: no ordinary notice is set out for the holder"
    ]


def test_the_policys_terms_stand_in_for_the_contracts() -> None:
    silent = sound(contract={"termination": None})
    for code in ("CON-10a", "CON-10b"):
        assert missed(code, silent) == ("contract.termination",)
        assert judged(code, silent, NUMBERS.replace(termination=ENDS)).result is Result.HOLDS


def test_it_says_both_notices_in_their_own_units() -> None:
    assert said("CON-10b", funder_and_holder(1, 3, NoticeUnit.WEEKS, NoticeUnit.MONTHS)) == [
        "contract.termination: the funder ends it with notice of 1 week, the holder with 3 months"
    ]


def test_a_longer_notice_for_the_funder_is_no_matter() -> None:
    assert judged("CON-10b", funder_and_holder(90, 1)).result is Result.HOLDS


# CON-11


def test_the_account_matters_only_where_no_clause_asks_for_one() -> None:
    def missing(account: bool | None, clause: object) -> tuple[str, ...]:
        return missed("CON-11", sound(fund={"separate_account": account}, clauses={"separate_account": clause}))

    account, clause = "fund.separate_account", "contract.clauses.separate_account"
    assert missing(None, CLAUSE) == ()
    assert missing(None, NOT_STATED) == (account,)
    assert missing(True, None) == (clause,)
    assert missing(False, None) == ()


# CON-12


def test_it_says_what_was_taken_back_and_not_put_back_entry_by_entry() -> None:
    early = date(2026, 3, 1)
    mary = recovered(("120", early, None), ("80", early, None), ("50", ON, "S-0"), ("80", ON, "S-1"), ("9", ON, None))
    assert said("CON-12a", mary) == [
        "fund.entries[S-0]: the funder took £70.00 back on Sun 1 Mar 2026, and the contract rules clawback out",
        "fund.entries[S-4]: the funder took £9.00 back on Mon 30 Mar 2026, and the contract rules clawback out",
    ]


def test_the_clause_matters_only_where_something_was_taken_back() -> None:
    assert missed("CON-12a", recovered(("120", ON, None), clause=None)) == ("contract.clauses.no_clawback",)
    assert judged("CON-12a", recovered(clause=None)).result is Result.HOLDS
    assert missed("CON-12a", sound(fund={"entries": None}, clauses={"no_clawback": None})) == ("fund.entries",)


def test_a_clause_that_allows_a_recovery_too_does_not_undo_the_one_against_it() -> None:
    mary = recovered(("120", ON, None))
    assert mary.contract.clauses.surplus_recovery == CLAUSE
    assert judged("CON-12a", mary).result is Result.BREACH


@pytest.mark.parametrize(
    ("code", "first", "second"), [("CON-12b", "savings", "less_support"), ("CON-13", "fluctuation", "reassessment")]
)
def test_a_silence_that_is_known_is_found_whatever_is_not_known_beside_it(code: str, first: str, second: str) -> None:
    for silent, unknown in ((first, second), (second, first)):
        mary = sound(clauses={silent: NOT_STATED, unknown: None}, contract={"overspend": None})
        assert [each.field for each in judged(code, mary).findings] == [f"contract.clauses.{silent}"]
        assert judged(code, mary).result is Result.BREACH
    assert missed(code, sound(clauses={first: None, second: None}, contract={"overspend": None})) == (
        f"contract.clauses.{first}",
        f"contract.clauses.{second}",
    )


# CON-13


def test_the_limits_within_which_the_holder_bears_fluctuation_are_a_sum() -> None:
    unlimited = sound(contract={"overspend": OverspendTerms(order=())})
    assert missed("CON-13", unlimited) == ("contract.overspend.limit",)
    nil = sound(contract={"overspend": OverspendTerms(order=(), limit=Money(0))})
    assert judged("CON-13", nil).result is Result.HOLDS


def test_each_silence_is_named() -> None:
    assert said("CON-13", sound(clauses={"fluctuation": NOT_STATED, "reassessment": NOT_STATED})) == [
        "contract.clauses.fluctuation: the contract does not state within which limits the holder bears fluctuation",
        "contract.clauses.reassessment: the contract does not state how and when to ask for reassessment",
    ]


# CON-15


def test_it_computes_what_is_left_to_restore() -> None:
    (finding,) = judged("CON-15", insolvent("250", "100.01")).findings
    assert finding.message == "£250.00 could not be reclaimed, and £100.01 of it was restored"
    assert finding.remedy == "have the funder restore £149.99 to the personal budget"
    assert judged("CON-15", insolvent("250", "300")).result is Result.HOLDS


def test_what_was_restored_is_asked_only_where_something_was_lost() -> None:
    assert judged("CON-15", insolvent("0", None)).result is Result.HOLDS
    assert missed("CON-15", insolvent("1", None)) == ("endings[holder].restored",)
    assert missed("CON-15", insolvent(None, None)) == ("endings[holder].lost",)


def test_of_two_insolvencies_the_one_that_is_known_is_found() -> None:
    unknown = Termination(party=Party.FUNDER, reason=TerminationReason.INSOLVENCY, given_on=ON)
    mary = insolvent("250", "0")
    assert judged("CON-15", mary.replace(endings=(unknown, *mary.endings))).result is Result.BREACH


# CON-18 and CON-22


def test_what_happens_where_nobody_comes_is_one_matter_and_a_dispute_another() -> None:
    assert said("CON-18", sound(clauses={"disputes": NOT_STATED, "failed_visits": NOT_STATED})) == [
        "contract.clauses.disputes: the contract does not state what happens in a dispute",
        "contract.clauses.failed_visits: the contract does not state what happens where the worker does not come or "
        "the person is not at home",
    ]


@pytest.mark.parametrize(
    ("owner", "form", "sentence"),
    [
        (NOT_STATED, None, "states nothing; it must be clear"),
        (Owner.PERSON, Form.TWO_WAY, "states that it is the person's; it is two-way: funder and holder"),
        (
            Owner.AUTHORITY,
            Form.PERSON_AND_HOLDER,
            "states that it is the authority's; it is person and holder, by a direct payment",
        ),
    ],
)
def test_it_says_whose_the_money_is_and_why_that_does_not_fit(owner: Any, form: Any, sentence: str) -> None:
    assert said("CON-22", owned(owner, form)) == [
        f"contract.clauses.owner: of whose the money is, the contract {sentence}"
    ]


def test_the_form_matters_where_an_owner_is_stated() -> None:
    assert missed("CON-22", owned(Owner.HOLDER, None)) == ("contract.form",)  # type: ignore[arg-type]  # not recorded
    assert missed("CON-22", owned(None, Form.TWO_WAY)) == ("contract.clauses.owner",)


def test_the_rules_on_the_contract_stand_in_the_catalogues_order() -> None:
    codes = [code for code in ALL.codes if code.startswith("CON-")]
    assert codes == sorted(codes)
    assert len(codes) == 24
