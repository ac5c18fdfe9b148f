"""What people see: short, the answer first, and harmless whatever was written down."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from support.arrangements import GOLDEN, ON, arrangement, mary, sound
from support.scenarios import UNTIL

from isf_core import (
    PLAIN,
    Arrangement,
    Force,
    Frequency,
    Funder,
    FundingShare,
    InHouse,
    IsfError,
    PayCycle,
    Period,
    Person,
    Policy,
    Rate,
    assess,
)
from isf_core.pay_runs import NotPaid, PayRun
from isf_core.policies import READY, STARTER
from isf_core.rules import ALL_RULES, Breach, Case, Found, rule
from isf_core.values import Money, Table, Text
from isf_core.values.layout import Fold, Headline, Item, Items, Page, Said, printable, sentence, wrapped

DOCS = Path(__file__).parents[1] / "docs"
POLICIES = [*READY, STARTER]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_with_the_payment_facts_alone_it_is_one_screen(policy: Policy) -> None:
    """It was 103 lines and 37,690 characters, and is at most 40 lines of 100 columns."""
    for facts in (arrangement(GOLDEN), mary()):
        lines = str(assess(facts, on=ON, until=UNTIL, policy=policy)).split("\n")
        assert len(lines) <= 40
        assert max(map(len, lines)) <= 100


def test_the_answer_comes_first_then_breaches_payments_and_what_is_unknown() -> None:
    shown = str(assess(sound(contract={"signatures": ()}, agreements=None), on=ON, policy=PLAIN))
    titles = [line for line in shown.split("\n") if re.match(r"May it|Breaches|Payments|Not recorded|Which", line)]
    assert titles[0] == "May it go ahead? No, by the arrangement itself (CON-01)."
    assert [title.partition(":")[0] for title in titles[1:]] == [
        "Breaches",
        "Payments, in pounds",
        "Not recorded",
        "Which rules need each",
    ]


def drawing() -> ModuleType:
    """The script that draws the pictures of the guide."""
    spec = spec_from_file_location("draw", DOCS / "pictures" / "draw.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.skipif(not (shutil.which("chromium") or shutil.which("google-chrome")), reason="there is no Chromium")
def test_its_html_is_no_more_than_a_page_high() -> None:
    """It was 9,400 pixels at a width of 1,200."""
    found = assess(arrangement(GOLDEN), on=ON, until=UNTIL)
    for shown in (found, found.report, assess(sound(contract={"signatures": ()}, agreements=None), on=ON)):
        assert 100 < drawing().height_of(shown._repr_html_(), width=1_200) <= 1_500


def test_the_guide_has_its_pictures_and_they_are_small() -> None:
    guide = (DOCS / "how-to" / "show.md").read_text(encoding="utf-8")
    named = {Path(each).name for each in re.findall(r"\]\((\S+\.png)\)", guide)}
    there = {path.name: path.stat().st_size for path in (DOCS / "pictures").glob("*.png")}
    assert named == {*there}
    assert max(there.values()) < 150_000


# Whatever was written down

MEGABYTE = "x" * 1_000_000
HOSTILE = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "</style></details></table><b>",
    "&lt;script&gt;",
    "[bold red]money[/bold red][link=https://example.org]here[/link]",
    "\x1b[31mred\x1b[0m",
    "one\nMay it go ahead? Yes.\r\ttwo",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200f\u061c",
    "a\x00b\x7f\x85\u2028\u2029\ufeff\ud800",
    "{x} ${y} %s {0}",
    MEGABYTE,
    "y " * 500_000,
]
IDS = ["script", "image", "closing", "entity", "rich", "escape", "lines", "bidi", "control", "braces", "long", "longer"]


@rule("OUR-01", force=Force.MUST, source=Text("Ours")("1"), message="it is {odd}", remedy="mend {odd}")
def nothing_is_odd(case: Case) -> Found:
    """Finds what it is told to find, and lacks it for everybody else."""
    odd = case.arrangement.person.ref
    yield Breach("person.ref", odd=_ODD[odd])


_ODD: dict[str, str] = {}


@rule("OUR-02", force=Force.MUST, source=Text("Ours")("1"), message="it is", remedy="mend")
def everything_is_known(case: Case) -> Breach | None:
    """Lacks a field of that name."""
    case.require(None, _ODD[case.arrangement.person.ref])
    return None


def odd_things(odd: str) -> list[Any]:
    """Everything that can hold a text that nobody has looked at."""
    _ODD["P-1"] = odd
    facts = Arrangement(person=Person(ref="P-1"))
    own = PLAIN.replace(rules=ALL_RULES.only("LIFE-02").plus(nothing_is_odd).plus(everything_is_known))
    found = assess(facts, on=ON, until=UNTIL, policy=own)
    (breach,) = found.report.breaches
    run = PayRun(
        holder=odd,
        due=Period(first_day=ON, last_day=UNTIL),
        lines=(),
        not_paid=(NotPaid(person=odd, arrangement=odd, missing=(), reason=odd),),
    )
    page = Page(
        Headline(odd, odd, odd), Said(odd), Items(odd, (Item(odd, Said(odd)),)), Fold(odd, Said(odd), is_open=True)
    )
    table = Table(odd, (("a", odd), ("b", odd)), ((odd, odd), (odd, Money(1))), (odd, None))
    return [found, found.report, found.step, breach, breach.breach, found.report.result("OUR-01"), run, page, table]


class Printer:
    """As much of IPython's printer as is asked for."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stack: list[object] = [None]

    def text(self, text: str) -> None:
        self.said.append(text)

    def break_(self) -> None:
        self.said.append("\n")

    def breakable(self, sep: str = " ") -> None:
        self.said.append(sep)

    def group(self, indent: int, begin: str, end: str) -> Printer:
        self.said.append(begin)
        self._end = end
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.said.append(self._end)

    def pretty(self, held: object) -> None:
        self.said.append(repr(held))


def pretty(shown: Any, printer: Printer | None = None) -> str:
    """What IPython would print."""
    printer = printer or Printer()
    if hasattr(shown, "_repr_pretty_"):
        shown._repr_pretty_(printer, False)
    return "".join(printer.said)


def rich_of(shown: Any) -> str:
    """What rich would print of it, on a wide screen."""
    console = pytest.importorskip("rich.console").Console(file=io.StringIO(), width=10_000)
    console.print(shown)
    return str(console.file.getvalue())


ALLOWED = {
    *("div", "style", "p", "strong", "h4", "dl", "dt", "dd", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        assert tag in ALLOWED

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def seen(text: str) -> bool:
    """Whether all of it can be seen, line by line."""
    return all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("odd", HOSTILE, ids=IDS)
def test_hostile_texts_come_out_escaped_and_harmless_in_every_form(odd: str) -> None:
    for each in odd_things(odd):
        html = each.html() if isinstance(each, Page) else getattr(each, "_repr_html_", str)()
        text = each.text() if isinstance(each, Page) else str(each)
        shown = [text, "" if isinstance(each, Page) else repr(each), pretty(each)]
        for form in shown:
            assert seen(form), type(each)
            assert len(form) < 40_000, type(each)
        if "_repr_html_" in dir(each) or isinstance(each, Page):
            tags = Tags()
            tags.feed(html)
            assert (tags.open, tags.attributes - {"class", "scope", "colspan", "open"}) == ([], set())
            assert len(html) < 60_000
            assert seen("".join(tags.said))
            assert "isf-core" in html


@pytest.mark.parametrize("odd", HOSTILE, ids=IDS)
def test_rich_takes_nothing_for_its_own_markup(odd: str) -> None:
    for each in odd_things(odd)[:7]:
        said = rich_of(each)
        assert seen(said.rstrip("\n"))
        assert len(said) < 40_000
        assert "\x1b" not in said
    if odd == HOSTILE[4]:
        assert "[bold red]money[/bold red]" in rich_of(odd_things(odd)[3])


# Records


def test_records_show_what_is_recorded_and_nothing_else() -> None:
    facts = Arrangement(person=Person(ref="P-1"), funding=(FundingShare(funder=Funder(ref="council"), share=1),))
    assert repr(facts) == (
        "Arrangement(person=Person(ref='P-1'), "
        "funding=(FundingShare(funder=Funder(ref='council'), share=Fraction(1, 1)),))"
    )
    assert pretty(facts.contract.replace(first_day=date(2026, 4, 6))) == "Contract(first_day=2026-04-06)"
    assert pretty(facts) == repr(facts), "it breaks lines where IPython wants them"
    assert rich_of(facts).replace("\n", "") == repr(facts)


def test_what_has_a_repr_of_its_own_keeps_it() -> None:
    run = PayCycle(Frequency.FOUR_WEEKLY, anchor=date(2026, 4, 6))
    for each, in_rich in (
        (Money("1.50"), "Money('1.50')"),
        (Rate.weekly("84.375"), "Rate(weekly('84.375'))"),
        (Text("A text")("1"), "Source(A text, 1)"),
        (ALL_RULES["PLN-01"], "Rule(PLN-01 (must): every eligible outcome is met)"),
        (run, repr(run)),
    ):
        assert pretty(each) in ("", repr(each)), "IPython itself takes the repr where there is nothing else"
        assert rich_of(each) == f"{in_rich}\n"


def test_a_result_is_its_page_alone_and_its_repr_within_something() -> None:
    found = assess(sound(), on=ON)
    assert pretty(found) == str(found)
    inside = Printer()
    inside.stack.append(None)
    assert pretty(found, inside) == repr(found)
    assert type(found).__dict__["_repr_pretty_"], "IPython looks no further than at the class with the repr"
    own = pytest.importorskip("IPython.lib.pretty", reason="only where IPython is").pretty
    assert own(found) == str(found)
    assert own([found]) == f"[{found!r}]"


# The parts of a page


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("one-and-two three", 5) == ["one-a", "nd-tw", "o", "three"]
    assert wrapped("one abcdefgh", 5) == ["one", "abcde", "fgh"]
    assert wrapped("", 5) == [""]


@pytest.mark.parametrize("has", ["as_lines", "as_html"])
def test_what_can_be_shown_in_one_way_alone_is_no_part_of_a_page(has: str) -> None:
    with pytest.raises(IsfError, match="is no part of a page; give what has as_lines and as_html"):
        Page(SimpleNamespace(**{has: lambda *given: [], "title": ""}))


@pytest.mark.parametrize("way", [Page.text, Page.html])
def test_how_wide_and_how_long_a_page_is_is_said_by_name(way: Callable[..., str]) -> None:
    assert "b" in way(Page(Said("b")), rows=3)
    with pytest.raises(TypeError):
        way(Page(Said("b")), 3)


def test_a_page_without_what_it_has_not() -> None:
    assert Page(Items("Nothing", ())).text() == "Nothing"
    assert Page(Headline("May it go ahead?", "cannot tell")).text() == "May it go ahead? Cannot tell."
    assert '<strong class="open">Cannot tell</strong>.' in Page(Headline("So?", "cannot tell")).html()
    assert "<strong>£1.00</strong>" in Page(Headline("Paid:", "£1.00")).html()
    assert Page(Fold("shut", Said("unseen"))).text() == "shut"
    assert Page(Said("before"), Fold("open", Said("seen"), is_open=True)).text() == "before\n\nopen\n  seen"
    assert [sentence(each) for each in ("so?", "so!", "so.", "so")] == ["So?", "So!", "So.", "So."]
    assert printable("a\u00a0b\u3000c") == "a b c", "a space of another width is a space"


def test_html_loads_nothing_and_takes_its_colours_from_the_page() -> None:
    html = assess(mary(), on=ON, until=UNTIL)._repr_html_()
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img| on\w+=", html)
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert all(rule.startswith((".isf-core.isf-core", "")) for rule in style.split("}"))
    assert style.count("{") == style.count("}") == len(re.findall(r"(?:^|\})[^{}]*\.isf-core\.isf-core[^{}]*\{", style))


# Sums


def test_x15_a_sum_never_loses_a_digit() -> None:
    rates = {"actual": Rate.weekly("212.4"), "in_house": (InHouse(what="day centre", cost=Rate.weekly("30.5")),)}
    found = assess(mary(budget={**rates, "contribution": Rate.weekly("212.5")}), on=ON, until=UNTIL)
    schedule = assess(
        mary(budget={**rates, "contribution": Rate.weekly("20.5")}), on=ON, until=UNTIL
    ).require_schedule()
    said = [str(schedule.table()), str(schedule[0].explain("amount"))]
    said += [f"{each.message} {each.remedy}" for each in found.report.findings]
    assert "£212.50 a week" in "".join(said)
    for text in said:
        without_pinpoints = re.sub(r"\[.*?\]", "", text)
        assert not re.search(r"(?<![\d.])\d[\d,]*\.\d(?![\d.])", without_pinpoints)
