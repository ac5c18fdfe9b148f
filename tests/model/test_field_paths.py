"""A value deep inside, by its path: what it leads to, and what leads nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from support.arrangements import ON, sound
from support.every_record import full
from support.refusing import refused

from isf_core import Arrangement, Money, Person, Rate, Timeline
from isf_core.errors import ImpossiblePeriod, TooLarge
from isf_core.model import (
    Accreditation,
    Answer,
    Answered,
    Holder,
    NoSuchPath,
    OneOff,
    OneSupport,
    Party,
    ProviderRequest,
    SupportKind,
    value_at,
    with_value,
)
from isf_core.model.field_paths import KnownBy, by_who_knows, known_by, put
from isf_core.values.record import Record

MARY = sound()
BARE = Arrangement(person=Person(ref="P-001"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("ref", "ISF-1"),
        ("budget.contribution", Timeline(Rate.weekly(30))),
        ("contract.payment.due_days", 3),
        ("plan.supports[homecare].outcomes", ("church",)),
        ("budget.one_offs[O-1].amount", Money(7)),
        ("contract.surplus.clause", None),
    ],
)
def test_what_is_put_at_a_path_is_found_there_and_nothing_else_changes(path: str, value: object) -> None:
    changed = with_value(MARY, path, value)
    assert value_at(changed, path) == value
    assert with_value(changed, path, value_at(MARY, path)) == MARY
    assert changed.person is MARY.person


def test_a_record_of_one_field_is_made_anew_too() -> None:
    assert put(OneSupport("homecare"), "ref", "art") == OneSupport("art")


def test_an_entry_may_be_changed_whole() -> None:
    (support, _) = MARY.plan.supports or ()
    changed = with_value(MARY, "plan.supports[art]", support.replace(ref="nights"))
    assert [each.ref for each in changed.plan.supports or ()] == ["homecare", "nights"]
    assert value_at(MARY, "plan.supports[homecare]") is support


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nothing", "Arrangement has no field 'nothing'; it has person, ref"),
        ("budget.colour", "PersonalBudget has no field 'colour'"),
        ("contract.surplus.clause.words", "what is before 'words' is not recorded; record it first"),
        ("ref.length", "'length' is past the end of it"),
        ("budget.actual.first", "'first' is past the end of it"),
        ("budget.actual[x]", "there is no entry 'x'; there are none"),
        ("plan.supports[night]", "there is no entry 'night'; there are homecare, art"),
        (
            "budget.exemptions[x]",
            "there is no entry 'x'; there are the first six weeks of intermediate care or reablement",
        ),
        ("plan.agreed_on[x]", "there is no entry 'x'"),
        ("plan..supports", "'' is no step; write field.field[reference].field"),
        ("plan.supports[]", "is no step"),
        ("Plan", "is no step"),
        ("plan.supports[homecare]x", "is no step"),
        ("a" * 400, "has no field"),
    ],
)
def test_a_path_that_leads_nowhere_is_named(path: str, message: str) -> None:
    for ask in (lambda: value_at(MARY, path), lambda: with_value(MARY, path, None)):
        error = refused(ask, "path '", message, kind=NoSuchPath)
        assert path[:30] in str(error)


def test_a_path_through_what_is_not_recorded() -> None:
    for ask in (lambda: value_at(BARE, "holder.ref"), lambda: with_value(BARE, "holder.ref", "H-1")):
        refused(ask, "path 'holder.ref'", "what is before 'ref' is not recorded", kind=NoSuchPath)
    nothing: Any = None
    refused(lambda: value_at(nothing, "ref"), "what is before 'ref' is not recorded", kind=NoSuchPath)
    refused(lambda: with_value(nothing, "ref", 1), kind=NoSuchPath)


@pytest.mark.parametrize("path", [None, 3, "", "  ", b"ref", "x" * 501])
def test_a_path_is_a_text(path: Any) -> None:
    refused(lambda: value_at(MARY, path))
    refused(lambda: with_value(MARY, path, 1))


def test_hostile_paths_are_refused_at_once() -> None:
    refused(lambda: value_at(MARY, "budget." * 10**6), kind=TooLarge)
    refused(lambda: value_at(MARY, ".".join("a" * 250)), kind=NoSuchPath)


def test_what_is_put_there_passes_the_records_own_checks() -> None:
    refused(lambda: with_value(MARY, "contract.last_day", date(2026, 4, 5)), kind=ImpossiblePeriod)
    refused(lambda: with_value(MARY, "budget.actual", 84.375), "PersonalBudget.actual")
    refused(lambda: with_value(MARY, "plan.supports[art].ref", "homecare"), "two have the reference")


def test_x11_a_path_that_a_finding_names_can_be_changed() -> None:
    """`contract.signatures[funder].signed_on` is what a finding names: a signature has no reference, but a party."""
    path = "contract.signatures[funder].signed_on"
    changed = with_value(MARY, path, date(2026, 3, 2))
    assert value_at(changed, path) == date(2026, 3, 2)
    others = [each for each in MARY.contract.signatures or () if each.party is not Party.FUNDER]
    assert [each for each in changed.contract.signatures or () if each.party is not Party.FUNDER] == others
    assert (
        value_at(with_value(MARY, "contract.signatures[0].signed_on", None), "contract.signatures[0].signed_on") is None
    )
    no_such = "contract.signatures[nobody].signed_on"
    refused(
        lambda: with_value(MARY, no_such, None), "there is no entry 'nobody'; there are ", "funder", kind=NoSuchPath
    )


def test_x11_two_entries_of_one_name_are_told_apart_by_their_place() -> None:
    twice = tuple(ProviderRequest(provider="H-1", on=date(2026, 1, day)) for day in (5, 6))
    mary = MARY.replace(lifecycle=MARY.lifecycle.replace(provider_requests=twice))
    path = "lifecycle.provider_requests[{}].considered_on"
    wrong = "2 entries are 'H-1'; give the place of one: 0 or 1"
    refused(lambda: with_value(mary, path.format("H-1"), ON), wrong, kind=NoSuchPath)
    asked = with_value(mary, path.format(1), ON).lifecycle.provider_requests or ()
    assert [each.considered_on for each in asked] == [None, ON]
    one_offs = tuple(OneOff(on=ON, amount=1, what=what) for what in ("bed", "rail"))
    unnamed = MARY.replace(budget=MARY.budget.replace(one_offs=one_offs))
    assert value_at(unnamed, "budget.one_offs[1].what") == "rail"
    refused(lambda: value_at(unnamed, "budget.one_offs[2].what"), "there are 0, 1", kind=NoSuchPath)
    answers = tuple(Answered(question=each, answer=Answer.YES) for each in (1, 2, 4))
    asked_of = MARY.replace(holder=Holder(ref="H-1", accreditation=Accreditation(answers=answers)))
    place = "holder.accreditation.answers[{}].question"
    assert value_at(asked_of, place.format(4)) == 4
    refused(lambda: value_at(asked_of, place.format(0)), "there are 1, 2, 4", kind=NoSuchPath)
    kinds = "plan.supports[homecare].kinds[{}]"
    assert value_at(MARY, kinds.format(SupportKind.PERSONAL_CARE.value)) is SupportKind.PERSONAL_CARE


def test_who_knows_what_is_no_path_is_refused() -> None:
    wrong: Any = 1
    refused(lambda: known_by(wrong), "known_by")


WHO_KNOWS = {
    KnownBy.ASSESSOR: """
        person.ref person.name person.kind budget.stated plan.outcomes plan.agreed_on plan.parts plan.planned_by
        plan.conflict_declared plan.surplus plan.carry_forwards plan.contents plan.made_with plan.given_on needs.on
        needs.from_impairment needs.not_achieved needs.affects_well_being needs.health_at_risk lifecycle.has_capacity
        lifecycle.representatives lifecycle.best_interests lifecycle.information_given lifecycle.conversion
        lifecycle.reviews lifecycle.involvement lifecycle.request
    """,
    KnownBy.COUNCIL: """
        ref holder.ref holder.name holder.register holder.accreditation holder.lapses budget.indicative budget.actual
        budget.in_house budget.one_offs budget.deployment budget.full_cost budget.set_on budget.contingency
        budget.direct_payment contract.form contract.signatures contract.first_day contract.last_day contract.fee
        contract.fee_placement contract.suspension contract.surplus contract.termination contract.overspend
        contract.savings contract.price contract.outcomes contract.clauses contract.framework lifecycle.mediations
        endings suspensions variations later plans
    """,
    KnownBy.FINANCE: """
        funding budget.contribution budget.exemptions budget.financial_assessments contract.payment payments_set_up_on
    """,
    KnownBy.PERSON: "lifecycle.choice lifecycle.provider_requests",
    KnownBy.PROVIDER: """
        holder.kind holder.readiness plan.supports plan.stated_cost plan.pools contract.subcontracting agreements
        lifecycle.progress providers fund.entries fund.commitments fund.bills fund.visits fund.hours fund.statements
        fund.requests fund.surplus_told_on fund.kept_from fund.reserve fund.top_ups fund.separate_account
    """,
}


def test_who_knows_each_fact() -> None:
    """Of each field of an arrangement, and of each field of its parts."""
    every = full(Arrangement)
    held = {field.name: getattr(every, field.name) for field in attrs.fields(Arrangement)}
    parts = {name: attrs.fields(type(part)) for name, part in held.items() if isinstance(part, Record)}  # type: ignore[arg-type]
    paths = [path for name in held for path in ([f"{name}.{each.name}" for each in parts.get(name, ())] or [name])]
    assert by_who_knows(paths) == {
        who: [path for path in paths if path in told.split()] for who, told in WHO_KNOWS.items()
    }
    assert len(paths) == sum(len(told.split()) for told in WHO_KNOWS.values())
    assert [*by_who_knows(["fund.entries", "needs", "ref"])] == [KnownBy.ASSESSOR, KnownBy.COUNCIL, KnownBy.PROVIDER]
