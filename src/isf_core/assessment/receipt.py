"""A receipt: what a result was made from, so that you can reproduce and compare it (EXP-04).

It names the library's version, the policy with its parameters and rules, the days, and all facts. It has a digest of
the facts and one of the result. It holds no timings and nothing about the machine.
"""

from __future__ import annotations

from datetime import date

from ..model.arrangement import Arrangement
from ..model.parameters import Parameters, Policies
from ..rules.engine.report import Report
from ..rules.policy import Policy
from ..schedule.build import Schedule
from ..values.columns import Cell
from ..values.dates import in_words
from ..values.frozen import frozen
from ..values.plain_data import Data, digest, plain_form
from ..values.table import Table, Tabular
from ..version import __version__


@frozen(kw_only=True, str=False)
class Receipt(Tabular):
    """What a result was made from. `to_plain(receipt)` is the document to keep.

    - `policy`, `parameters`, `rules`: its name, its parameters, the codes of its rules in order; of dated policies,
      those of the day of judgement.
    - `dated`: the parameters of dated policies, each with its first day (None: from the beginning); `()` for one.
    - `facts_digest`: of the arrangement alone; `result_digest`: of every rule's result with its facts,
      of what is missing, and of every payment's dates and pence. Wording is no part of it.
    """

    version: str
    policy: str
    on: date
    until: date | None
    arrangement: Arrangement
    parameters: Parameters
    rules: tuple[str, ...]
    facts_digest: str
    result_digest: str
    dated: tuple[tuple[date | None, Parameters], ...] = ()

    @classmethod
    def of(
        cls,
        arrangement: Arrangement,
        report: Report,
        schedule: Schedule | None,
        missing: tuple[str, ...],
        *,
        on: date,
        until: date | None,
        policy: Policy,
        policies: Policies[Policy] | None = None,
    ) -> Receipt:
        """Make the receipt of what the rules found and what is paid, or what is missing for that."""
        results = tuple(
            (result.rule.code, result.result, tuple((each.field, each.breach) for each in result.findings))
            for result in report
        )
        entries = () if policies is None else policies.entries
        return cls(
            version=__version__,
            policy=policy.name,
            on=on,
            until=until,
            arrangement=arrangement,
            parameters=policy.parameters,
            rules=policy.rules.codes,
            facts_digest=digest(arrangement),
            result_digest=digest((results, missing, None if schedule is None else schedule.lines)),
            dated=() if len(entries) < 2 else tuple((since, each.parameters) for since, each in entries),
        )

    @property
    def facts(self) -> Data:
        """Everything that is recorded, as new plain data."""
        return plain_form(self.arrangement)

    def table(self) -> Table:
        """Show what a reader compares, in a few rows, without names or sums."""
        rows: tuple[tuple[Cell, Cell], ...] = (
            ("Version", f"isf_core {self.version}"),
            ("Policy", self.policy),
            *((f"From {'the beginning' if on is None else in_words(on)[4:]}", each.name) for on, each in self.dated),
            ("Rules", f"{len(self.rules)}"),
            ("Person", self.arrangement.person.ref),
            ("Judged on", self.on),
            ("Until", self.until),
            ("Facts (SHA-256)", self.facts_digest),
            ("Result (SHA-256)", self.result_digest),
        )
        return Table("Receipt", (("what", "What"), ("held", "Held")), rows)

    def __repr__(self) -> str:
        return f"<Receipt: facts {self.facts_digest[:8]}, result {self.result_digest[:8]}, isf_core {self.version}>"
