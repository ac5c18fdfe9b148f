"""Dated policies as values: which one counts, how they compare, and how they are kept."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from functools import partial

from support.refusing import refused

from isf_core import PLAIN, Parameters, Period, Policies, digest, to_plain
from isf_core.model import SuspensionRule
from isf_core.model.parameters import OF_A_DAY, OF_A_PAYMENT, parameters_of, policies_of

APRIL, JULY = date(2027, 4, 1), date(2027, 7, 1)
OLD, NEW = (Parameters(name=name, few_answers=number) for name, number in (("2026", 10), ("2027", 20)))
DATED = Policies(OLD, (APRIL, NEW))


def test_each_counts_from_its_day_until_the_next() -> None:
    assert [DATED.on(on).name for on in (date.min, date(2027, 3, 31), APRIL, date.max)] == [
        "2026",
        "2026",
        "2027",
        "2027",
    ]
    assert DATED.within(date(2027, 3, 1), APRIL) == ((date(2027, 3, 1), OLD), (APRIL, NEW))
    assert DATED.within(APRIL, JULY) == ((APRIL, NEW),)
    late = Policies((APRIL, OLD), (JULY, NEW))
    assert [late.on_or_first(on).name for on in (date.min, APRIL, JULY)] == ["2026", "2026", "2027"]
    assert late.name == "2026, 2027 from 1 Jul 2027"
    assert late.named(JULY, date.max) == "2027"


def test_of_some_days_those_are_kept_that_count_on_them() -> None:
    march, may = date(2027, 3, 1), date(2027, 5, 1)
    three = Policies(OLD, (APRIL, NEW), (may, OLD))
    first, second, third = three.entries
    day = timedelta(days=1)
    assert three.of_days(march, APRIL - day).entries == (first,)
    assert three.of_days(march, APRIL).entries == (first, second)
    assert three.of_days(APRIL, may - day).entries == (second,)
    assert three.of_days(may, date.max).entries == (third,)
    assert three.of_days(march, date.max) == three
    assert three.of_days(APRIL, APRIL).sources == three.sources
    assert Policies((APRIL, NEW), (may, OLD)).of_days(march, march).entries == (second,)
    assert Policies(OLD).of_days(march, may) == Policies(OLD)


def test_of_very_many_the_first_is_named_and_the_others_are_counted() -> None:
    """So that a source can name them all, whatever they are called."""
    years = [(date(2027 + year, 4, 1), Parameters(name=f"A council's policy of {2027 + year}")) for year in range(20)]
    assert Policies(OLD, *years).name == "2026 and 20 later"
    assert Policies(OLD, *years).named(date(2046, 1, 1), date.max) == (
        "A council's policy of 2045, A council's policy of 2046 from 1 Apr 2046"
    )
    assert Policies(Parameters(name="n" * 500)).name == "n" * 500
    for first, told in (
        ("a" * 186, f"{'a' * 186}, {'b' * 196} from 1 Apr 2027"),
        ("a" * 187, f"{'a' * 187} and 1 later"),
    ):
        assert Policies(Parameters(name=first), (APRIL, Parameters(name="b" * 196))).name == told, "400 at most"
    assert Policies(Parameters(name="n" * 500), (APRIL, NEW)).name == f"{'n' * 200} and 1 later"


def test_they_are_values_that_can_be_kept() -> None:
    for made in (copy.copy(DATED), copy.deepcopy(DATED), pickle.loads(pickle.dumps(DATED))):
        assert (made, hash(made), repr(made)) == (DATED, hash(DATED), repr(DATED))
    new = "(2027-04-01, Parameters(name='2027', few_answers=20))"
    assert repr(DATED) == f"Policies(Parameters(name='2026', few_answers=10), {new})"
    assert Policies((APRIL, NEW)) != Policies(NEW)
    assert digest(DATED) == digest(Policies(OLD, (APRIL, NEW))) != digest(Policies(NEW, (APRIL, NEW)))
    plain = to_plain(Policies((APRIL, NEW)))
    assert isinstance(plain, dict)
    assert plain["kind"] == "Policies"


def test_one_policy_is_the_same_on_every_day() -> None:
    assert policies_of("x", PLAIN) == Policies(PLAIN.parameters)
    assert policies_of("x", Policies((APRIL, PLAIN))).entries == ((APRIL, PLAIN.parameters),)
    refused(lambda: parameters_of("x", DATED), "x", "policies.on(day)")  # type: ignore[arg-type]
    refused(lambda: policies_of("x", "ours"), "x", "give a policy")  # type: ignore[arg-type]


def test_numbers_are_of_a_day_or_of_a_payment_and_none_of_both() -> None:
    names = Parameters.__attrs_attrs__
    assert {*OF_A_DAY, *OF_A_PAYMENT} <= {each.name for each in names}
    assert not {*OF_A_DAY} & {*OF_A_PAYMENT}


def test_a_digest_has_a_part_for_each_number_that_is_set() -> None:
    ruled = OLD.replace(suspension=SuspensionRule(retainer="0.5"))
    march = Period(first_day=date(2027, 3, 1), last_day=date(2027, 4, 10))
    assert Policies(OLD).paid_under(march) == ("2026", "")
    name, one = Policies(ruled).paid_under(march)
    assert (name, one.partition(":")[0]) == ("2026", "suspension")
    for since, later in ((APRIL, NEW), (APRIL, ruled.replace(suspension=SuspensionRule(retainer="0.25")))):
        assert Policies(ruled, (since, later)).paid_under(march)[1].startswith("suspension:")
        assert Policies(ruled, (since, later)).paid_under(march)[1] != one
    assert Policies(OLD, (APRIL, ruled)).paid_under(march)[1].startswith("suspension:")
    assert Policies(ruled, (date(2027, 5, 1), NEW)).paid_under(march)[1] == one


class Ours:
    """A policy of somebody's own, which is at fault."""

    @property
    def parameters(self) -> Parameters:
        """Raises KeyError."""
        raise KeyError("weeks")


def test_a_policy_of_ones_own_that_raises_is_named_with_its_cause() -> None:
    error = refused(lambda: policies_of("x", Ours()), "x", "raises KeyError", "give a policy")
    assert isinstance(error.__cause__, KeyError)


class OnceOnly:
    """A policy of somebody's own that answers once."""

    def __init__(self) -> None:
        self.asked = 0

    @property
    def parameters(self) -> Parameters:
        """Raises KeyError when it is asked again."""
        self.asked += 1
        if self.asked > 1:
            raise KeyError("weeks")
        return OLD


def test_a_policy_of_ones_own_that_raises_later_is_named_too() -> None:
    march = Period(first_day=date(2027, 3, 1), last_day=APRIL)
    for ask in (lambda made: made.numbers, lambda made: made.name, lambda made: made.paid_under(march)):
        error = refused(partial(ask, Policies(OnceOnly())), "policy: a OnceOnly raises KeyError", "give a policy")
        assert isinstance(error.__cause__, KeyError)


def test_a_digest_that_was_kept_is_that_of_the_same_numbers() -> None:
    """Payments are compared with those that a history kept, by these digests."""
    ruled = OLD.replace(suspension=SuspensionRule(retainer="0.5"), weeks_in_year=52)
    march = Period(first_day=date(2027, 3, 1), last_day=date(2027, 4, 10))
    assert Policies(ruled).paid_under(march)[1] == "weeks_in_year:89c164f6 suspension:1520324b"
    assert Policies(ruled, (APRIL, NEW)).paid_under(march) == (
        "2026, then 2027",
        "weeks_in_year:89c164f6 suspension:eaf0769d",
    )
    assert Policies(ruled, (APRIL, ruled)).paid_under(march) == ("2026", "weeks_in_year:89c164f6 suspension:1520324b")
    names = [Parameters(name=f"{number}" * 400) for number in (1, 2)]
    assert Policies(names[0], (APRIL, names[1])).paid_under(march)[0] == "1" * 400 + ", then " + "2" * 93
