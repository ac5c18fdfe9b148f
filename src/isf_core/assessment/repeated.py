"""A receipt repeated: is its result the same when this version of the library works it out again (EXP-04)?"""

from __future__ import annotations

from ..model.parameters import Policies
from ..rules.catalogue import ALL_RULES
from ..rules.engine.rule_set import RuleSet
from ..rules.policy import Policy
from ..values.checks import instance
from ..values.frozen import frozen
from ..values.record import WithFields
from .main_job import assess
from .receipt import Receipt
from .result import Assessment


@frozen(kw_only=True, repr=False)
class Repeated(WithFields):
    """What comes of a receipt when its result is worked out again, beside what it says.

    - `assessment`: the result as this version of the library has it.
    - `same_facts`: whether the receipt's facts are those that it was made from.
    - `same_result`: whether every finding and every payment is the same, whatever the words.
    - `unknown_rules`: the codes of its rules that were not given: the results then differ.
    """

    receipt: Receipt
    assessment: Assessment
    same_facts: bool
    same_result: bool
    unknown_rules: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return self.same_facts and self.same_result


def repeat_assessment(receipt: Receipt, *, rules: RuleSet = ALL_RULES) -> Repeated:
    """Work out the result of a receipt again, from its own facts, days, parameters and rules, and compare (EXP-04).

    `rules` are where its rules are found by their codes: give `ALL_RULES.plus(...)` where a council has its own.

    Raises what `assess` raises.

    >>> from datetime import date
    >>> from isf_core import Arrangement, Person
    >>> mary = Arrangement(person=Person(ref="P-001"))
    >>> repeat_assessment(assess(mary, on=date(2026, 4, 6), until=date(2027, 4, 4)).receipt).is_same
    True
    """
    instance("repeat_assessment", receipt, Receipt, "give a Receipt")
    instance("repeat_assessment.rules", rules, RuleSet, "give a RuleSet, such as ALL_RULES")
    known = rules.only(*(code for code in receipt.rules if code in rules))
    of_the_day = Policy(name=receipt.policy, sources=(), parameters=receipt.parameters, rules=known)
    dated = tuple((since, of_the_day.replace(name=held.name, parameters=held)) for since, held in receipt.dated)
    policy = Policies(*(held if since is None else (since, held) for since, held in dated)) if dated else of_the_day
    again = assess(receipt.arrangement, on=receipt.on, until=receipt.until, policy=policy)
    now = again.receipt
    return Repeated(
        receipt=receipt,
        assessment=again,
        same_facts=now.facts_digest == receipt.facts_digest,
        same_result=now.result_digest == receipt.result_digest,
        unknown_rules=tuple(code for code in receipt.rules if code not in rules),
    )
