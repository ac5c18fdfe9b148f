"""The receipt: it names what a result was made from, and tells one result from another."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from support.arrangements import AUTUMN, LAST, NAME, ON, sound

import isf_core
from isf_core.assessment import Receipt, assess, repeat_assessment
from isf_core.errors import IsfError
from isf_core.exchange import from_plain, to_plain
from isf_core.model import Arrangement, Charge, FeeFacts, PerWeek, Policies
from isf_core.policies.plain import PLAIN
from isf_core.rules.catalogue import ALL_RULES
from isf_core.rules.policy import Policy
from isf_core.values import Money, canonical, digest, plain_form


def of(arrangement: Arrangement, on: date = ON, until: date | None = LAST) -> Receipt:
    """The receipt of an arrangement under the plain policy."""
    return assess(arrangement, on=on, until=until).receipt


def test_it_names_what_the_result_was_made_from() -> None:
    mary = sound()
    found = assess(mary, on=ON, until=LAST)
    made = found.receipt
    assert made == found.receipt
    assert made.version == isf_core.__version__
    assert (made.policy, made.on, made.until) == ("plain", ON, LAST)
    assert made.rules == PLAIN.rules.codes
    assert made.parameters == PLAIN.parameters
    assert made.facts == plain_form(mary)
    assert made.facts_digest == digest(mary)


def test_the_document_to_keep_holds_all_of_it() -> None:
    made = of(sound())
    kept = json.loads(canonical(made))
    assert kept == plain_form(made)
    assert kept["kind"] == "Receipt"
    assert kept["arrangement"] == made.facts
    assert kept["parameters"] == plain_form(PLAIN.parameters)
    assert kept["rules"] == [*PLAIN.rules.codes]
    assert (kept["on"], kept["until"]) == (ON.isoformat(), LAST.isoformat())
    assert "until" not in json.loads(canonical(of(sound(), until=None)))


def test_the_result_can_be_made_again() -> None:
    made = of(sound())
    policy = Policy(name=made.policy, sources=(), parameters=made.parameters, rules=PLAIN.rules.only(*made.rules))
    assert assess(made.arrangement, on=made.on, until=made.until, policy=policy).receipt == made
    assert hash(copy.copy(made)) == hash(made)
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made


def test_another_fact_gives_another_digest() -> None:
    mary = sound()
    named = mary.replace(ref="another")
    made, other = of(mary), of(named)
    assert other.facts_digest != made.facts_digest
    assert other.result_digest == made.result_digest, "a reference decides nothing"


def test_a_penny_a_day_or_an_outcome_gives_another_result() -> None:
    mary = sound()
    fund = mary.fund.replace(reserve=Money(1))
    changed = [
        of(mary.replace(agreements=None)),
        of(mary, until=AUTUMN),
        of(mary.replace(contract=mary.contract.replace(fee=None))),
        assess(mary, on=ON, until=LAST, policy=PLAIN.without("BUD-14")).receipt,
    ]
    digests = {each.result_digest for each in (of(mary), *changed)}
    assert len(digests) == 1 + len(changed)
    assert of(mary.replace(fund=fund)).facts_digest != of(mary).facts_digest


def test_what_is_missing_is_part_of_the_result() -> None:
    found = assess(Arrangement(person=sound().person), on=ON, until=LAST)
    assert found.schedule is None
    fewer = attrs.evolve(found, missing=found.missing[1:])
    assert fewer.receipt.result_digest != found.receipt.result_digest


@attrs.frozen
class OurFee:
    """A council's own fee."""

    a_week: Money

    def charges(self, facts: FeeFacts) -> tuple[Charge, ...]:
        """So much a week."""
        return (PerWeek(self.a_week),)


@pytest.mark.parametrize("pounds", [10, 11])
def test_a_councils_own_fee_is_among_the_facts(pounds: int) -> None:
    mary = sound()
    made = of(mary.replace(contract=mary.contract.replace(fee=OurFee(Money(pounds)))))
    text = canonical(made)
    assert f'{{"a_week":"{pounds}.00","kind":"OurFee"}}' in text


def test_a_table_shows_it_without_a_name() -> None:
    made = of(sound())
    said = str(made)
    assert made.facts_digest in said
    assert made.result_digest in said
    assert "plain" in said
    assert NAME not in said + repr(made)
    assert (made.dated, of(sound()).table().rows[2][0]) == ((), "Rules"), "one policy has no days of its own"
    dated = Policies(PLAIN, (date(2026, 7, 1), PLAIN.with_parameters("later", recovery_limit="0.5")))
    under_both = assess(sound(), on=ON, until=LAST, policy=dated).receipt
    assert under_both.table().title == "Receipt"
    assert str(under_both).splitlines()[1:] == [
        "What                 Held",
        f"Version              isf_core {isf_core.__version__}",
        "Policy               plain",
        "From the beginning   plain",
        "From 1 Jul 2026      later",
        f"Rules                {len(PLAIN.rules)}",
        "Person               P-001",
        "Judged on            Mon 30 Mar 2026",
        "Until                Sun 4 Apr 2027",
        f"Facts (SHA-256)      {under_both.facts_digest}",
        f"Result (SHA-256)     {under_both.result_digest}",
    ]
    assert [*under_both.records()[0]] == ["what", "held"]
    digests = f"facts {made.facts_digest[:8]}, result {made.result_digest[:8]}"
    assert repr(made) == f"<Receipt: {digests}, isf_core {isf_core.__version__}>"
    assert "Receipt" in made._repr_html_()


def test_it_is_frozen() -> None:
    made = of(sound())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.version = "2"  # type: ignore[misc]


def test_a_receipt_is_repeated_and_compared() -> None:
    for policy in (PLAIN, Policies(PLAIN, (date(2026, 7, 1), PLAIN.with_parameters("later", recovery_limit="0.5")))):
        found = assess(sound(), on=date(2026, 9, 1), until=date(2027, 4, 4), policy=policy)
        again = repeat_assessment(from_plain(to_plain(found.receipt)))
        assert again.is_same
        assert again.unknown_rules == ()
        assert again.assessment.schedule == found.schedule


def test_a_receipt_whose_facts_or_result_were_changed_is_told() -> None:
    made = assess(sound(), on=date(2026, 9, 1), until=date(2027, 4, 4)).receipt
    other = repeat_assessment(attrs.evolve(made, arrangement=made.arrangement.replace(ref="another")))
    assert (other.same_facts, other.same_result, other.is_same) == (False, True, False)
    later = repeat_assessment(attrs.evolve(made, until=date(2026, 12, 31)))
    assert (later.same_facts, later.same_result, later.is_same) == (True, False, False)
    less = repeat_assessment(made, rules=ALL_RULES.without(made.rules[0]))
    assert (less.unknown_rules, less.same_result) == ((made.rules[0],), False)


def test_what_is_no_receipt_is_not_repeated(refused: Any) -> None:
    made = assess(sound(), on=date(2026, 9, 1), until=date(2027, 4, 4)).receipt
    none: Any = None
    refused(lambda: repeat_assessment(none), IsfError, "repeat_assessment: ", "give a Receipt")
    refused(
        lambda: repeat_assessment(made, rules=none),
        IsfError,
        "repeat_assessment.rules: ",
        "give a RuleSet, such as ALL_RULES",
    )
