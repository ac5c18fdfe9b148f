"""What a chart is: a title, its figures as text, and a specification that others draw.

>>> from ..values.money import Money
>>> chart = grouped("Two sums.", ["one: £1.00."], [("one", "paid", Money(1))], (("paid", BLUE),))
>>> chart, chart.spec["layer"][0]["data"]["values"][0]["pounds"]
(<Chart: Two sums.>, 1.0)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

import attrs

from ..errors import IsfError, quote
from ..values.dates import in_words
from ..values.frozen import frozen
from ..values.layout import marked, printable
from ..values.money import ExactMoney, Money, Rounding
from ..values.table import as_read

T = TypeVar("T")

BLUE: Final = "#0072B2"
ORANGE: Final = "#E69F00"
GREEN: Final = "#009E73"
RED: Final = "#D55E00"
"""Okabe and Ito's colours, as published in "Color Universal Design" (2008)."""
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the grammar; nothing is fetched from it."""
_MOST: Final = 1_000
"""How many marks a chart has at most: more cannot be told apart."""
POUNDS: Final[dict[str, Any]] = {"labelExpr": "'£' + format(datum.value, ',.0f')", "title": None}
DAYS: Final[dict[str, Any]] = {"format": "%-d %b %Y", "title": None, "labelAngle": -40, "labelOverlap": True}
_WIDTH, _HEIGHT = 640, 300

Row = dict[str, Any]


@frozen(kw_only=True)
class Chart:
    """A chart: `title` says what it shows, `text` says it for whoever does not see it, `spec` is Vega-Lite.

    In a notebook it shows itself: as SVG where vl-convert is installed, or else as its title and text.
    """

    title: str
    text: tuple[str, ...]
    """One sentence a line: each figure of the chart, or as many as fit and the totals."""
    spec: dict[str, Any] = attrs.field(eq=False)

    def altair(self) -> Any:
        """The chart as an `altair.Chart`, to change it; raises IsfError where the extra `charts` is not installed."""
        try:
            import altair
        except ImportError:
            raise _not_installed("altair") from None
        return altair.Chart.from_dict(self.spec)

    def svg(self) -> str:
        """The chart as SVG, drawn in this process; raises IsfError where the extra `charts` is not installed."""
        try:
            import vl_convert
        except ImportError:
            raise _not_installed("vl-convert-python") from None
        drawn: str = vl_convert.vegalite_to_svg(self.spec, allowed_base_urls=[])
        return drawn

    def html(self) -> str:
        """The chart as a figure of HTML: SVG with its title for a screen reader, and its text below, folded."""
        said = "".join(f"<li>{marked(line)}</li>" for line in self.text)
        drawn = f'<div role="img" aria-label="{marked(self.title)}">{self.svg()}</div>'
        figures = f"<details><summary>The figures</summary><ul>{said}</ul></details>"
        return f"<figure>{drawn}<figcaption>{marked(self.title)}{figures}</figcaption></figure>"

    def _repr_html_(self) -> str:
        try:
            return self.html()
        except IsfError:
            said = "".join(f"<li>{marked(line)}</li>" for line in self.text)
            return f"<figure><figcaption>{marked(self.title)}<ul>{said}</ul></figcaption></figure>"

    def __html__(self) -> str:
        """What a template shows."""
        return self._repr_html_()

    def __str__(self) -> str:
        return "\n".join(printable(line) for line in (self.title, *self.text))

    def __repr__(self) -> str:
        return f"<Chart: {printable(self.title)}>"


def _not_installed(package: str) -> IsfError:
    return IsfError("charts", f"{package} is not installed", "install isf_core with its extra 'charts'")


def chart_of(title: str, text: Iterable[str], *layers: Row, height: int = _HEIGHT) -> Chart:
    """A chart of layers one above the other."""
    said = tuple(text)
    spec = {
        "$schema": _SCHEMA,
        "title": {"text": printable(title), "anchor": "start", "offset": 12},
        "description": printable(f"{title} {' '.join(said)}"),
        "width": _WIDTH,
        "height": height,
        "background": "white",
        "config": {"axis": {"labelFontSize": 12}, "legend": {"labelFontSize": 12, "orient": "bottom", "title": None}},
        "layer": list(layers),
    }
    return Chart(title=title, text=said, spec=spec)


def length(given: Money | ExactMoney) -> float:
    """A sum as a length on paper: a whole number of pence, in pounds."""
    pence = given.pence if isinstance(given, Money) else Rounding.HALF_UP.of(given.pounds * 100)
    return pence / 100


def short(on: date) -> str:
    """A day below an axis: 6 Apr 2026."""
    return in_words(on)[4:]


def few(lines: Sequence[str], most: int = 60) -> list[str]:
    """The first lines, and how many more there are."""
    more = [f"And {len(lines) - most:,} more."] if len(lines) > most else []
    return [*lines[:most], *more]


def at_most(where: str, rows: Sequence[Any]) -> None:
    """Refuse what nobody could tell apart."""
    if len(rows) > _MOST:
        raise IsfError(where, f"{len(rows):,} marks cannot be told apart", f"give at most {_MOST:,}: a shorter span")


def read_at_most(where: str, rows: Iterable[T]) -> list[T]:
    """What is read of somebody's rows, counted while it is read: they may have no end."""
    if not isinstance(rows, Iterable):
        raise IsfError(where, f"{quote(rows)} cannot be read through", "give a list")
    held = list(islice(rows, _MOST + 1))
    at_most(where, held)
    return held


def colours(used: Sequence[tuple[str, str]], field: str) -> Row:
    """The colour of each name of a field, in their order."""
    scale = {"domain": [name for name, _ in used], "range": [colour for _, colour in used]}
    return {"field": field, "type": "nominal", "scale": scale}


def grouped(
    title: str,
    said: Sequence[str],
    bars: Sequence[tuple[str, str, Money | ExactMoney]],
    used: Sequence[tuple[str, str]],
) -> Chart:
    """Bars side by side for each of several things."""
    at_most("chart", bars)
    rows = [
        {"what": printable(what, 60), "which": which, "pounds": length(sum_), "sum": _read(sum_)}
        for what, which, sum_ in bars
    ]
    drawn = {
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "y": {"field": "what", "type": "nominal", "axis": {"title": None, "labelLimit": 240}, "sort": None},
            "yOffset": {"field": "which", "type": "nominal", "sort": None},
            "x": {"field": "pounds", "type": "quantitative", "axis": POUNDS},
            "color": colours(used, "which"),
            "tooltip": [{"field": name, "type": "nominal"} for name in ("what", "which", "sum")],
        },
    }
    height = max(120, 22 * len(rows))
    return chart_of(title, few(list(said)), drawn, height=min(height, 4_000))


def _read(sum_: Money | ExactMoney) -> str:
    return as_read(sum_ if isinstance(sum_, Money) else sum_.rounded(Rounding.HALF_UP))
