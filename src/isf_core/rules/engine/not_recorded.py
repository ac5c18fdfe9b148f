"""What is not recorded, laid out by who knows it: whom to ask for what.

>>> from ...values.layout import Page
>>> unknown = {"contract.form": ("CON-08",), "plan.supports": ("BUD-02", "PLN-02"), "plan.stated_cost": ("PLN-09",)}
>>> print(Page(*not_recorded(unknown, needed={"contract.form", "plan.supports"})).text())
Not recorded: 3 facts. A yes needs all but those in brackets.
the council        contract.form
the ISF provider   plan.supports, (plan.stated_cost)
Which rules need each: report.unknown
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...model.field_paths import by_who_knows, known_by, path_in_words
from ...values.layout import Fold, Item, Items, Part, Said
from ...values.table import Table


def not_recorded(unknown: Mapping[str, tuple[str, ...]], *, needed: Collection[str]) -> tuple[Part, ...]:
    """Fields by who knows them, the `needed` first and the others in brackets, and folded the rules of each.

    `unknown` has the codes of the rules by field; `needed` are the fields without which nobody can say yes.
    """
    if not unknown:
        return ()
    fields = sorted(unknown, key=lambda field: field not in needed)  # stable: in the order of the rules
    others = len(fields) - sum(field in needed for field in fields)
    facts = f"{len(fields)} fact{'s' * (len(fields) > 1)}"
    title = f"Not recorded: {facts}." + (" A yes needs all but those in brackets." if others else "")
    items = tuple(
        Item(who.value, Said(", ".join(field if field in needed else f"({field})" for field in theirs), most=5_000))
        for who, theirs in by_who_knows(fields).items()
    )
    rows = ((path_in_words(field), field, known_by(field).value, ", ".join(unknown[field])) for field in fields)
    table = Table("", (("fact", "Fact"), ("field", "Field"), ("who", "Who knows"), ("rules", "Rules")), rows)
    return Items(title, items), Fold("Which rules need each: report.unknown", table)
