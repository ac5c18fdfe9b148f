"""The proofs of the rules in rules/contract/clauses.py, rules/contract/prices.py and rules/contract/termination.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf_core.model import (
    NOT_STATED,
    Arrangement,
    ChangeKind,
    ContractContent,
    Deployed,
    DeploymentOption,
    Entry,
    EntryKind,
    Form,
    InformationGiven,
    InHouse,
    NoFee,
    Notice,
    NoticeUnit,
    Owner,
    Party,
    Termination,
    TerminationReason,
    Topic,
)
from isf_core.values import Money, Rate, Timeline

from ..arrangements import AUTUMN, CLAUSE, DAY_AFTER, ENDS, LAST, ON, ONE_DAY, OUTCOMES, SIGNED, START, sound
from ..proof import Edge, Proof

TWO_WAY: dict[str, Any] = {"form": Form.TWO_WAY, "signatures": SIGNED[:2]}
NO_NOTICE_FOR_THE_PERSON = ENDS.replace(notices=ENDS.notices[:2])
ON_THE_DAY = Notice(party=Party.FUNDER, length=0, unit=NoticeUnit.DAYS)


def two_way(rights: object = NOT_STATED, **facts: Any) -> Arrangement:
    """Mary with a contract between funder and holder."""
    facts["contract"] = {**TWO_WAY, **facts.get("contract", {})}
    facts["clauses"] = {"third_party_rights": rights, **facts.get("clauses", {})}
    return sound(**facts)


def ended_by(party: Party, reason: TerminationReason = TerminationReason.ORDINARY, **facts: Any) -> Termination:
    """That a party ended it."""
    return Termination(party=party, reason=reason, given_on=ON, **facts)


def insolvent(lost: str | None, restored: str | None) -> Arrangement:
    """Mary with a holder that is insolvent."""
    return sound(endings=(ended_by(Party.HOLDER, TerminationReason.INSOLVENCY, lost=lost, restored=restored),))


def told(topic: Topic, *days: date | None) -> dict[str, Any]:
    """A matter told on some days, and of the others what Mary was told."""
    others = tuple(InformationGiven(topic=each, on=date(2026, 3, 3)) for each in Topic if each is not topic)
    return {"information_given": (*others, *(InformationGiven(topic=topic, on=day) for day in days))}


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


def priced(
    price: str | Timeline[Rate], *given: str, fund: str | None = None, actual: Timeline[Rate] | None = None
) -> Arrangement:
    """Mary with a price, and a budget of 90, both a week; what the council gives of it itself, and the fund's part."""
    split = (
        {DeploymentOption.INDIVIDUAL_SERVICE_FUND: fund, DeploymentOption.DIRECT_PAYMENT: "10"}
        if fund is not None
        else {}
    )
    return sound(
        contract={"price": Rate.weekly(price) if isinstance(price, str) else price},
        budget={
            "actual": actual or Rate.weekly(90),
            "in_house": tuple(InHouse(what=f"service {cost}", cost=Rate.weekly(cost)) for cost in given),
            "deployment": tuple(Deployed(option=option, rate=Rate.weekly(part or 0)) for option, part in split.items())
            or None,
        },
    )


def falls(on: date) -> Timeline[Rate]:
    """Ninety pounds a week, and a penny less from a day on."""
    return Timeline(Rate.weekly(90), (on, Rate.weekly("89.99")))


def notices(*given: tuple[Party, int, NoticeUnit]) -> Arrangement:
    """Mary's contract with some ordinary notices."""
    held = tuple(Notice(party=party, length=length, unit=unit) for party, length, unit in given)
    return sound(contract={"termination": ENDS.replace(notices=held)})


def funder_and_holder(
    funder: int, holder: int, of: NoticeUnit = NoticeUnit.DAYS, holders: NoticeUnit | None = None
) -> Arrangement:
    """Mary's contract with a notice for funder and holder, in some unit or in one each."""
    return notices((Party.FUNDER, funder, of), (Party.HOLDER, holder, holders or of), (Party.PERSON, 1, of))


def owned(owner: object, form: Form) -> Arrangement:
    """Mary's contract of some form, with what it says of whose the money is."""
    return sound(contract={"form": form}, clauses={"owner": owner})


PROOFS: dict[str, Proof] = {
    "CON-03a": Proof(
        sound=sound(clauses={"third_party_rights": NOT_STATED}),
        breaches=(
            two_way(),
            two_way(endings=(ended_by(Party.PERSON),)),
            two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}, endings=(ended_by(Party.PERSON),)),
        ),
        edges=(
            Edge("third-party rights, or silence", two_way(CLAUSE), two_way()),
            Edge("three ways or two", sound(clauses={"third_party_rights": NOT_STATED}), two_way()),
            Edge(
                "person and holder, or funder and holder",
                two_way(contract={"form": Form.PERSON_AND_HOLDER, "signatures": SIGNED[1:]}),
                two_way(),
            ),
            Edge(
                "notice by the person, or by none but the others",
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
                two_way(),
            ),
            Edge(
                "the holder ends it, or the person",
                two_way(
                    contract={"termination": NO_NOTICE_FOR_THE_PERSON},
                    endings=(ended_by(Party.HOLDER), ended_by(Party.FUNDER)),
                ),
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}, endings=(ended_by(Party.PERSON),)),
            ),
        ),
    ),
    "CON-03b": Proof(
        sound=two_way(),
        breaches=(two_way(lifecycle={"information_given": ()}), two_way(lifecycle=told(Topic.ASKING_TO_END))),
        idle=(sound(),),
        edges=(
            Edge(
                "told on the day of judgement, or after",
                two_way(lifecycle=told(Topic.ASKING_TO_END, ON)),
                two_way(lifecycle=told(Topic.ASKING_TO_END, ON + ONE_DAY)),
            ),
        ),
    ),
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
    "CON-07": Proof(
        sound=sound(),
        breaches=(priced("80"), priced("80", "5"), priced("80", fund="85"), priced("70", "5", fund="80")),
        edges=(
            Edge("a penny less", priced("90"), priced("89.99")),
            Edge("a hair less", priced("90"), priced("89.999999999")),
            Edge("what the council gives itself comes off", priced("80", "4", "6"), priced("79.99", "4", "6")),
            Edge("the fund's part of a budget that is split", priced("80", fund="80"), priced("79.99", fund="80")),
            Edge("both of them", priced("75", "5", fund="80"), priced("74.99", "5", fund="80")),
            Edge("it falls after the last day, or on it", priced(falls(LAST + ONE_DAY)), priced(falls(LAST))),
            Edge(
                "price and budget rise on one day, or a day apart",
                priced(
                    Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                    actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                ),
                priced(
                    Timeline(Rate.weekly(90), (AUTUMN + ONE_DAY, Rate.weekly(95))),
                    actual=Timeline(Rate.weekly(90), (AUTUMN, Rate.weekly(95))),
                ),
            ),
            Edge(
                "too low up to the day before, or to the first day",
                priced(Timeline(Rate.weekly(80), (START, Rate.weekly(90)))),
                priced(Timeline(Rate.weekly(80), (DAY_AFTER, Rate.weekly(90)))),
            ),
        ),
    ),
    "CON-08": Proof(
        sound=sound(),
        breaches=(sound(clauses={"fee": NOT_STATED}),),
        idle=(sound(contract={"fee": NoFee()}, clauses={"fee": NOT_STATED}),),
        edges=(silent_on("fee"),),
    ),
    "CON-09": Proof(
        sound=sound(),
        breaches=(sound(payment={"clause": NOT_STATED}),),
        edges=(
            Edge(
                "a clause, or silence",
                sound(payment={"clause": CLAUSE}),
                sound(payment={"clause": NOT_STATED}),
            ),
        ),
    ),
    "CON-10a": Proof(
        sound=sound(),
        breaches=(notices(), notices((Party.HOLDER, 28, NoticeUnit.DAYS), (Party.PERSON, 28, NoticeUnit.DAYS))),
        edges=(
            Edge(
                "two or three ways",
                two_way(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
                sound(contract={"termination": NO_NOTICE_FOR_THE_PERSON}),
            ),
            Edge(
                "ordinary notice of nil, or notice for a breach alone",
                sound(contract={"termination": ENDS.replace(notices=(*ENDS.notices[1:], ON_THE_DAY))}),
                sound(
                    contract={
                        "termination": ENDS.replace(
                            notices=(*ENDS.notices[1:], ON_THE_DAY.replace(reason=TerminationReason.BREACH))
                        )
                    }
                ),
            ),
        ),
    ),
    "CON-10b": Proof(
        sound=sound(),
        breaches=(funder_and_holder(0, 1), funder_and_holder(4, 2, NoticeUnit.WEEKS, NoticeUnit.MONTHS)),
        idle=(notices((Party.HOLDER, 28, NoticeUnit.DAYS)),),
        edges=(
            Edge("a day less", funder_and_holder(28, 28), funder_and_holder(27, 28)),
            Edge(
                "four weeks are 28 days",
                funder_and_holder(4, 28, NoticeUnit.WEEKS, NoticeUnit.DAYS),
                funder_and_holder(4, 29, NoticeUnit.WEEKS, NoticeUnit.DAYS),
            ),
            Edge(
                "months are compared as months",
                funder_and_holder(3, 3, NoticeUnit.MONTHS),
                funder_and_holder(2, 3, NoticeUnit.MONTHS),
            ),
            Edge(
                "a month is 28 days at least",
                funder_and_holder(28, 1, NoticeUnit.DAYS, NoticeUnit.MONTHS),
                funder_and_holder(27, 1, NoticeUnit.DAYS, NoticeUnit.MONTHS),
            ),
            Edge(
                "a month is 31 days at most",
                funder_and_holder(1, 31, NoticeUnit.MONTHS, NoticeUnit.DAYS),
                funder_and_holder(1, 32, NoticeUnit.MONTHS, NoticeUnit.DAYS),
            ),
        ),
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
        edges=(silent_on("savings"), silent_on("less_support")),
    ),
    "CON-13": Proof(
        sound=sound(),
        breaches=not_stated("fluctuation", "reassessment"),
        edges=(silent_on("fluctuation"), silent_on("reassessment")),
    ),
    "CON-15": Proof(
        sound=insolvent("250", "250"),
        breaches=(insolvent("250", "0"),),
        idle=(sound(endings=(ended_by(Party.HOLDER, lost=Money(250), restored=Money(0)),)),),
        edges=(
            Edge("all of it, or all but a penny", insolvent("250", "250"), insolvent("250", "249.99")),
            Edge("nothing lost, or a penny", insolvent("0", "0"), insolvent("0.01", "0")),
        ),
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
