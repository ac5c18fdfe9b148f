"""Recorded facts to compare two trees by, taken from the tree that is running, as documents.

    PYTHONPATH=<tree>/src:<tree>/tests python take_facts.py FILE CASES SEED EVERY

Run by `same_results.py`. Fixed cases are the examples' arrangements, the tests' accounts, and every case that proves
a rule. Random ones are those of the oracles, and variants of all: documents in which a few facts are changed, blanked
or added. A variant that the library refuses to build is left out here; what one tree refuses and another does not
shows when each builds it. Of the fixed cases every so many are taken.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

from . import documents
from . import library as isf

Case = dict[str, Any]
YEAR_END: Final = date(2027, 4, 4)
IN_THE_YEAR: Final = tuple(date(2026, 4, 6) + timedelta(days=more) for more in (-1, 0, 27, 83, 150, 280, 370))
TRIES: Final = 20


def case(
    name: str, arrangement: Any, days: tuple[date, ...], parameters: Any = None, until: date | None = None
) -> Iterator[Case]:
    """A case to ask about, on some days, payments up to one; none where somebody's own class is in it."""
    try:
        facts = documents.document(arrangement), documents.document(parameters)
    except documents.NoDocument as own:
        print(f"{name} has a {own} in it, and is left out", file=sys.stderr)
        return
    again = tuple(documents.document(documents.value(each)) for each in facts)
    assert again == facts, f"{name} is not the same when it is built anew"
    yield {
        "case": name,
        "arrangement": facts[0],
        "parameters": facts[1],
        "until": None if until is None else until.isoformat(),
        "days": sorted({day.isoformat() for day in days}),
    }


def imported(name: str) -> Any:
    """One of the tests' modules; None where the tree has no such one."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        print(f"no {missing.name} in {isf.ROOT}: its facts are left out", file=sys.stderr)
        return None


def from_examples() -> Iterator[Case]:
    """Every arrangement that the examples record, the account that one of them fills, and the policies' own terms."""
    for path in sorted((isf.ROOT / "examples").glob("*.py")):
        held = runpy.run_path(str(path))
        for name, arrangement in held.items():
            if type(arrangement).__name__ != "Arrangement":
                continue
            entered = held.get("entered")
            if entered is not None:
                end = isf.Termination(
                    party=isf.Party.FUNDER,
                    reason=isf.TerminationReason.ORDINARY,
                    given_on=date(2027, 2, 22),
                    last_day=date(2027, 3, 15),
                    liabilities=(),
                )
                arrangement = arrangement.replace(fund=entered(), endings=(end,))
            for policy in isf.READY:
                yield from case(
                    f"{path.stem} {name} {policy.name}", arrangement, IN_THE_YEAR, policy.parameters, YEAR_END
                )


def from_proofs() -> Iterator[Case]:
    """Every case that proves a rule."""
    proofs = imported("rules.proofs") or imported("support.proofs")  # the second before the areas' tests held them
    for code, proof in proofs.PROOFS.items() if proofs else ():
        edges = () if isinstance(proof.edges, str) else proof.edges
        facts = (proof.sound, *proof.breaches, *proof.idle, *(side for e in edges for side in (e.inside, e.outside)))
        for number, each in enumerate(facts):
            at = proof.at(each)
            yield from case(f"{code} {number}", at.arrangement, (at.on,), at.numbers, YEAR_END)


def from_accounts() -> Iterator[Case]:
    """The account that the tests begin with, and its end."""
    account, asking = imported("support.account"), imported("support.asking") or imported("support.mary")
    if account and asking:
        numbers = asking.NUMBERS if hasattr(asking, "NUMBERS") else asking.POLICY.parameters
        lived = account.lived()
        ended = account.ended(given_on=account.PERIODS[-1].first_day, last_day=account.LIVED)
        yield from case("account", lived, IN_THE_YEAR, numbers, YEAR_END)
        yield from case("account ended", lived.replace(endings=(ended,)), IN_THE_YEAR, numbers, YEAR_END)


def from_oracles(seeds: range) -> Iterator[Case]:
    """The random arrangements and accounts of the oracles."""
    arrangements, accounts = imported("oracle.arrangements"), imported("oracle.account_oracle")
    for seed in seeds if arrangements else ():
        found = arrangements.arrange(seed)
        first, last = found.first_day, found.arrangement.contract.last_day
        until = found.until if found.until or isinstance(last, date) else first + timedelta(days=400)
        days = (first - timedelta(days=8), first + timedelta(days=seed % 90))
        yield from case(f"arrangement {seed}", found.arrangement, days, found.parameters, until)
    for seed in seeds if accounts else ():
        days = tuple(accounts.days_to_ask(seed)[:3])
        yield from case(f"account {seed}", accounts.account(seed), days, None, YEAR_END)
        for each in case(f"account {seed} ended", accounts.account(seed), days[:1], None, YEAR_END):
            ended(each, Random(seed))
            yield each


Place = tuple[Any, Any]
"""Where a document may be changed: what holds it, and its key there."""


def places(of: Any) -> Iterator[Place]:
    """Every fact in a document, and every entry of a list."""
    for key, held in list(of.items()) if isinstance(of, dict) else list(enumerate(of)):
        if key != "!":
            yield of, key
        if isinstance(held, (dict, list)) and not any(str(each).startswith("!") and each != "!" for each in held):
            yield from places(held)


def blanked(place: Place, _: Random) -> None:
    """Not recorded; of a list, one fewer."""
    holder, key = place
    del holder[key]


def emptied(place: Place, _: Random) -> None:
    """Recorded that there is none."""
    holder, key = place
    holder[key] = []


def changed(place: Place, dice: Random) -> None:
    """Another value of the same kind: a penny more, a day later, another member."""
    holder, key = place
    held = holder[key]
    if isinstance(held, bool):
        holder[key] = not held
    elif isinstance(held, int):
        holder[key] = max(0, held + dice.choice((-1, 1, 10)))
    elif isinstance(held, dict) and "!pence" in held:
        pence = held["!pence"]
        holder[key] = {"!pence": max(0, dice.choice((pence - 1, pence + 1, pence * 2, 0, pence + 5_000, 100_000)))}
    elif isinstance(held, dict) and "!day" in held:
        day = date.fromisoformat(held["!day"]) + timedelta(days=dice.choice((-1, 1, -7, 28, dice.randint(-200, 200))))
        holder[key] = {"!day": day.isoformat()}
    elif isinstance(held, dict) and "!number" in held:
        holder[key] = {"!number": str(documents.value(held) * dice.choice((2, 1, 3)) / dice.choice((1, 2, 3)))}
    elif isinstance(held, dict) and "!pounds" in held:
        holder[key] = {"!pounds": str(documents.value(held).pounds * dice.choice((2, 1, 3)) / dice.choice((1, 2, 3)))}
    elif isinstance(held, dict) and "!member" in held:
        enum, _ = held["!member"]
        holder[key] = {"!member": [enum, dice.choice([each.name for each in getattr(isf, enum)])]}
    elif isinstance(held, str) and held:
        holder[key] = dice.choice(("", "X-9", "homecare", held, held + "2"))
    elif isinstance(held, list) and held:
        held.append(deepcopy(dice.choice(held)))


def varied(whole: Case, dice: Random) -> None:
    """A change of the agreement, learnt on some day."""
    arrangement = whole["arrangement"]

    def day() -> date:
        return date(2026, 4, 6) + timedelta(days=dice.choice((0, 28, 56, 84, 1, -30, dice.randint(-60, 400))))

    def rate() -> Any:
        return isf.Rate.weekly(dice.choice(("100", "84.375", "60", "0", "211.11")))

    values: dict[str, Callable[[], Any]] = {
        "budget.actual": rate,
        "budget.contribution": rate,
        "contract.fee": lambda: dice.choice((isf.NoFee(), isf.FixedFee(per_week="12.50"))),
        "contract.fee_placement": lambda: dice.choice(tuple(isf.Placement)),
        "contract.payment.basis": lambda: dice.choice(tuple(isf.Basis)),
        "contract.payment.timing": lambda: dice.choice(tuple(isf.Timing)),
        "contract.payment.cycle": lambda: isf.PayCycle(dice.choice(tuple(isf.Frequency)), anchor=day()),
        "contract.last_day": day,
        "holder": lambda: isf.Holder(ref="H-8"),
        "funding": lambda: isf.Funder(ref="nhs"),
        "budget.one_offs": lambda: (isf.OneOff(on=day(), amount=isf.Money("120.01"), what="rails"),),
        "budget.in_house": lambda: (isf.InHouse(what="day centre", cost=isf.Rate.weekly("21.50")),),
        "suspensions": lambda: (isf.Suspension(first_day=(first := day()), last_day=first + timedelta(days=20)),),
        "plan": lambda: isf.SupportPlan(supports=(isf.Support.by_rate("club", (), rate()),), carry_forwards=()),
    }
    path = dice.choice(sorted(values))
    variation = isf.Variation(
        effective=day(),
        known_from=day(),
        changes=(isf.Change(path, values[path]()),),
        order=len(arrangement.get("variations", ())),
    )
    arrangement.setdefault("variations", []).append(documents.document(variation))


def suspended(whole: Case, dice: Random) -> None:
    """A stay in hospital."""
    first = date(2026, 4, 6) + timedelta(days=dice.randint(-10, 300))
    away = isf.Suspension(first_day=first, last_day=first + timedelta(days=dice.choice((0, 6, 27, 60))))
    whole["arrangement"]["suspensions"] = [documents.document(away)]


def shared(whole: Case, dice: Random) -> None:
    """Two funders."""
    share = dice.choice(("0.5", "0.3", "0.99"))
    parts = (
        isf.FundingShare(funder=isf.Funder(ref="council"), share=share),
        isf.FundingShare(funder=isf.Funder(ref="nhs"), share=f"{1 - float(share):.2f}"),
    )
    whole["arrangement"]["funding"] = documents.document(parts)


def ended(whole: Case, dice: Random) -> None:
    """Notice."""
    given = date(2026, 4, 6) + timedelta(days=dice.randint(0, 330))
    end = isf.Termination(
        party=dice.choice(tuple(isf.Party)),
        reason=dice.choice(tuple(isf.TerminationReason)),
        given_on=given,
        last_day=dice.choice((None, given, given + timedelta(days=dice.randint(0, 60)))),
        liabilities=dice.choice(((), (), None)),
    )
    arrangement = whole["arrangement"]
    arrangement["endings"] = [documents.document(end)]
    contract = arrangement.setdefault("contract", documents.document(isf.Contract()))
    if dice.random() < 0.8:
        notices = tuple(isf.Notice(party=party, length=28, unit=isf.NoticeUnit.DAYS) for party in isf.Party)
        terms = isf.TerminationTerms(notices=notices, refund_days=28, liabilities=isf.Clause(reference="9"))
        contract.setdefault("termination", documents.document(terms))
        contract.setdefault("clauses", documents.document(isf.Clauses(contribution_risk=isf.Party.HOLDER)))


def ruled(whole: Case, dice: Random) -> None:
    """A policy that says how far back a change counts, and what is paid meanwhile."""
    parameters = whole["parameters"] or documents.document(isf.PLAIN.parameters)
    how_far = dice.choice(tuple(isf.HowFarBack))
    earliest = date(2026, 6, 1) if how_far is isf.HowFarBack.TO_A_DATE else None
    parameters["backdating"] = documents.document(isf.Backdating(how_far=how_far, earliest=earliest))
    parameters["recovery_limit"] = documents.document(dice.choice((Fraction(1), Fraction(1, 2), Fraction(1, 10))))
    parameters["suspension"] = documents.document(isf.SuspensionRule(full_days=dice.choice((0, 14)), retainer="0.5"))
    whole["parameters"] = parameters


def variant(of: Case, name: str, dice: Random) -> Case | None:
    """A case with a few facts changed, blanked or added; None where the library refuses it."""
    made = deepcopy(of)
    made["case"] = name
    for add, often in (
        (varied, 0.5),
        (varied, 0.4),
        (varied, 0.2),
        (suspended, 0.2),
        (shared, 0.15),
        (ended, 0.3),
        (ruled, 0.5),
    ):
        if dice.random() < often:
            add(made, dice)
    for _ in range(dice.randint(0, 5)):
        roots = [root for root in (made["arrangement"], made["arrangement"], made["parameters"]) if root]
        everywhere = list(places(dice.choice(roots)))
        if everywhere:
            way = dice.choices((changed, blanked, emptied), (6, 3, 1))[0]
            way(dice.choice(everywhere), dice)
    made["days"] = sorted({*dice.sample(made["days"], 1), dice.choice(IN_THE_YEAR).isoformat()})
    try:
        documents.value(made["arrangement"])
        documents.value(made["parameters"])
    except Exception:  # a document may be broken in any way
        return None
    return made


def variants(of: list[Case], seeds: range) -> Iterator[Case]:
    """Random variants of cases."""
    for seed in seeds:
        dice = Random(seed)
        for _ in range(TRIES):
            made = variant(dice.choice(of), f"variant {seed}", dice)
            if made is not None:
                yield made
                break


def main() -> None:
    """Write the facts, a case a line."""
    file, cases, first, thinned = Path(sys.argv[1]), *(int(each) for each in sys.argv[2:5])
    fixed = [*from_examples(), *from_proofs(), *from_accounts()][::thinned]
    drawn = list(from_oracles(range(first, first + cases // 4)))
    some = variants([*fixed, *drawn[:: max(1, len(drawn) // len(fixed))]], range(first, first + cases // 2))
    count = 0
    with file.open("w") as out:
        for each in (*fixed, *drawn, *some):
            out.write(json.dumps(each) + "\n")
            count += 1
    print(f"{count} cases, {len(fixed)} of them fixed, from {isf.ROOT}", file=sys.stderr)


if __name__ == "__main__":
    main()
