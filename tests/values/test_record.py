"""Records: written by keyword, rebuilt through their checks, silent about what is not recorded."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from support.refusing import refused

from isf_core.errors import IsfError
from isf_core.values import ExactMoney, Period, Rate
from isf_core.values.checks import whole
from isf_core.values.record import Record, misspelt, nearest


@attrs.frozen(kw_only=True, repr=False)
class Visit(Record):
    hours: int = attrs.field(validator=lambda _self, field, given: whole(f"Visit.{field.name}", given, 1, 24) and None)
    on: date | None = None
    notes: tuple[str, ...] = ()
    supports: tuple[str, ...] | None = None
    name: str | None = attrs.field(default=None, repr=False)
    doubled: int = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "doubled", 2 * self.hours)


FULL = Visit(hours=2, on=date(2026, 4, 6), notes=("early",), name="Mary")


def test_a_repr_shows_what_is_recorded_and_leaves_out_the_rest() -> None:
    assert repr(Visit(hours=2)) == "Visit(hours=2)"
    assert repr(Visit(hours=2, supports=())) == "Visit(hours=2, supports=())", "recorded that there is none"
    assert repr(FULL) == "Visit(hours=2, on=2026-04-06, notes=('early',))", "a name stays out of reprs"


@pytest.mark.parametrize("visit", [FULL, Visit(hours=24)])
def test_a_record_survives_pickle_and_copy(visit: Visit) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(visit, protocol)) == visit
    for again in (copy.copy(visit), copy.deepcopy(visit)):
        assert again == visit
        assert again.doubled == visit.doubled


def test_a_tampered_pickle_meets_the_checks(refused: Callable[..., IsfError]) -> None:
    written = pickle.dumps(Visit(hours=2), 0)
    assert written.count(b"I2\n") == 1
    refused(lambda: pickle.loads(written.replace(b"I2\n", b"I25\n")), type(_too_many_hours()), "Visit.hours: 25")


def _too_many_hours() -> IsfError:
    with pytest.raises(IsfError) as caught:
        Visit(hours=25)
    return caught.value


def test_replacing_a_field_checks_it_again(refused: Callable[..., IsfError]) -> None:
    assert FULL.replace(hours=3) == attrs.evolve(FULL, hours=3)
    assert FULL.replace(hours=3).doubled == 6
    assert FULL.hours == 2, "the record itself is as it was"
    assert FULL.replace() == FULL
    refused(lambda: FULL.replace(hours=0), type(_too_many_hours()), "Visit.hours: 0 is out of range")


def test_the_names_that_begin_alike_come_first_also_in_welsh() -> None:
    assert nearest("dŵra", ["abc", "dŵr", "dŵfn", "d"]) == "dŵr, dŵfn, d, abc"
    ten = "00, 01, 02, 03, 04, 05, 06, 07, 08, 09"
    assert nearest("x", [f"{number:02}" for number in range(10)]) == ten
    assert nearest("x", [f"{number:02}" for number in range(11)]) == f"{ten} and 1 more"


def test_an_unknown_field_is_named_beside_those_there_are(refused: Callable[..., IsfError]) -> None:
    refused(lambda: FULL.replace(hour=3), IsfError, "Visit.hour: there is no such field", "hours")
    refused(lambda: FULL.replace(**{"x" * 10_000: 3}), IsfError, "Visit." + "x" * 40 + ":")


WEEK = Period(first_day=date(2026, 4, 6), last_day=date(2026, 4, 12))


@pytest.mark.parametrize("value", [Rate.weekly("84.375"), ExactMoney("84.375"), WEEK], ids=repr)
@pytest.mark.parametrize("spec", [",.2f", ".3", "x", "99999"])
def test_a_value_is_set_in_a_width_and_never_cut_or_rounded_by_a_format(value: Any, spec: str) -> None:
    assert f"{value:>40}" == str(value).rjust(40)
    assert f"{value}" == str(value)
    refused(lambda: format(value, spec), "no way to show it", "round a sum by name first")


def test_a_record_that_holds_a_number_too_long_to_write_still_says_what_it_is() -> None:
    @attrs.frozen(repr=False)
    class Held(Record):
        value: Any

    assert repr(Held(10**4_299)).endswith("0)")
    assert repr(Held(10**5_000)) == "Held(value=<int with a number too long to write>)"
    assert repr(Held((1, 10**5_000))) == "Held(value=<tuple with a number too long to write>)"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("gardning", "gardening"),  # left out
        ("gardenning", "gardening"),  # added
        ("gardenimg", "gardening"),  # changed
        ("gradening", "gardening"),  # changed places
        ("ardening", "gardening"),
        ("gardenin", "gardening"),
        ("GARDENING ", "gardening"),
        ("gard-ening", "gardening"),
        ("gardenimm", None),  # two letters
        ("gradenign", None),
        ("garden", None),
        ("gardening", None),  # it is there
        ("day 2", None),  # another number is no slip
        ("Day1", "day 1"),
        ("ar", None),  # too short to tell
        ("arts", "art"),
        ("bus", None),  # two may be meant
        ("12", None),
        ("", None),
    ],
)
def test_a_name_is_misspelt_where_one_known_name_is_one_letter_away(name: str, meant: str | None) -> None:
    assert misspelt(name, ["gardening", "day 1", "art", "bush", "bust", "13"]) == meant


def test_of_names_without_an_end_a_thousand_are_looked_at() -> None:
    names = [*("x" * 10 for _ in range(999)), "gardening", "swimming"]
    assert (misspelt("gardning", names), misspelt("swiming", names)) == ("gardening", None)
