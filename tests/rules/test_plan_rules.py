"""PLN-01: no eligible outcome is ignored. PLN-02: no support serves no outcome."""

from __future__ import annotations

from itertools import product

import pytest
from support.mary import ART, HOMECARE, OUTCOMES, judged, missed, said, sound

from isf_core.model import Outcome as Aim
from isf_core.rules import Outcome

KNOWLEDGE = list(product((True, False, None), (("a friend",), (), None), (("work",), ("garden",), None)))


@pytest.mark.parametrize(("eligible", "informally", "served"), KNOWLEDGE)
def test_an_outcome_is_judged_by_what_is_known_of_it(
    eligible: bool | None, informally: tuple[str, ...] | None, served: tuple[str, ...] | None
) -> None:
    work = Aim(ref="work", eligible=eligible, met_informally=informally)
    mary = sound(plan={"outcomes": (*OUTCOMES, work), "supports": (HOMECARE, ART.replace(outcomes=served))})
    if eligible is False or informally or served == ("work",):
        assert judged("PLN-01", mary).outcome is Outcome.HOLDS
    elif eligible and informally is not None and served is not None:
        assert said("PLN-01", mary) == [
            "plan.outcomes[work]: the eligible outcome work is met by no support, "
            "and by nothing informal or in the community"
        ]
    else:
        unknown = {
            "plan.supports[art].outcomes": served,
            "plan.outcomes[work].met_informally": informally,
            "plan.outcomes[work].eligible": eligible,
        }
        assert missed("PLN-01", mary) == tuple(field for field, fact in unknown.items() if fact is None)


def test_all_that_is_ignored_and_all_that_is_unknown_is_named_at_once() -> None:
    aims = tuple(Aim(ref=ref, eligible=True, met_informally=()) for ref in ("work", "family"))
    assert [each.partition(":")[0] for each in said("PLN-01", sound(plan={"outcomes": (*OUTCOMES, *aims)}))] == [
        "plan.outcomes[work]",
        "plan.outcomes[family]",
    ]
    dim = tuple(Aim(ref=ref, met_informally=()) for ref in ("work", "family"))
    assert missed("PLN-01", sound(plan={"outcomes": (*OUTCOMES, *dim)})) == (
        "plan.outcomes[work].eligible",
        "plan.outcomes[family].eligible",
    )


def test_what_is_ignored_for_certain_is_found_whatever_else_is_unknown() -> None:
    aims = (Aim(ref="work", eligible=True, met_informally=()), Aim(ref="family"))
    mary = sound(plan={"outcomes": (*OUTCOMES, *aims)})
    assert [each.partition(":")[0] for each in said("PLN-01", mary)] == ["plan.outcomes[work]"]


def test_a_plan_without_outcomes_ignores_none() -> None:
    assert judged("PLN-01", sound(plan={"outcomes": (), "supports": ()})).outcome is Outcome.HOLDS


def test_several_supports_may_serve_one_outcome_and_one_support_several() -> None:
    both = sound(plan={"supports": (HOMECARE, HOMECARE.replace(ref="nights"), ART)})
    assert {judged(code, both).outcome for code in ("PLN-01", "PLN-02")} == {Outcome.HOLDS}


def test_each_support_that_serves_nothing_is_named() -> None:
    idle = (HOMECARE.replace(outcomes=()), ART.replace(outcomes=()))
    assert said("PLN-02", sound(plan={"supports": idle})) == [
        "plan.supports[homecare].outcomes: the support homecare serves no outcome",
        "plan.supports[art].outcomes: the support art serves no outcome",
    ]
    (finding, _) = judged("PLN-02", sound(plan={"supports": idle})).findings
    assert finding.cure == "link homecare to an outcome of the plan, or leave it out"


def test_a_support_known_to_serve_nothing_is_found_whatever_is_unknown_of_the_others() -> None:
    dim = HOMECARE.replace(outcomes=None)
    assert judged("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=()))})).outcome is Outcome.BREACH
    assert missed("PLN-02", sound(plan={"supports": (dim, ART.replace(outcomes=None))})) == (
        "plan.supports[homecare].outcomes",
        "plan.supports[art].outcomes",
    )
    assert judged("PLN-02", sound(plan={"supports": ()})).outcome is Outcome.HOLDS
