"""What is left of a payment from day to day while it is suspended: rules in steps, by reason, that change (PAY-07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from ..model.documents import NotStated, OpenEnded, ends_on
from ..model.parameters import Parameters, Policies
from ..model.suspension import Suspension, SuspensionReason, SuspensionRule, SuspensionRules
from ..values.dates import days_after
from ..values.frozen import frozen
from ..values.timeline import Timeline
from .deductions import SuspensionShares

AgreedRules = Timeline[SuspensionRule | SuspensionRules | NotStated] | None


@frozen
class RulesOfSuspensions:
    """The rules that count, the contract's before the policy's; what is found missing, and where each comes from."""

    agreed: AgreedRules
    policies: Policies[Parameters]
    missing: list[str]
    origins: list[tuple[str, str, bool]]

    def shares(self, suspensions: tuple[Suspension, ...]) -> Iterator[SuspensionShares]:
        """Each suspension in its steps: what is left of budget, contribution and fee from day to day.

        Interpretation: the days of a rule are counted over records that adjoin, each reason's own. Where the
        contract's rule or the policy changes meanwhile, they are counted on, and each day is paid by the rule of
        that day (PAY-14).
        """
        counted: dict[SuspensionReason | None, int] = {}
        before, before_at = 0, 0
        for at, each in sorted(enumerate(suspensions), key=lambda pair: pair[1].first_day):
            first = each.first_day.toordinal()
            if first != before + 1:
                counted = {}
            for rule, since, until in self._in_turn(each, at):
                if len(rule.left) > 1 and counted and (each.reason is None) is not (None in counted):
                    # Whether this goes on counting where the other left off depends on a reason that nobody recorded.
                    self.missing.append(f"suspensions[{at if each.reason is None else before_at}].reason")
                yield from _shares_of(rule, first - counted.get(each.reason, 0), since, until)
            if isinstance(each.last_day, date):
                before, before_at = each.last_day.toordinal(), at
                counted[each.reason] = counted.get(each.reason, 0) + before - first + 1

    def _in_turn(self, suspension: Suspension, at: int) -> Iterator[tuple[SuspensionRule, date, date | OpenEnded]]:
        """The rules of a suspension, each with the first and the last day on which it counts."""
        first, last = suspension.first_day, ends_on(suspension.last_day)
        turns = (*(() if self.agreed is None else self.agreed.changes), *self.policies.entries)
        later = sorted({since for since, _ in turns if since is not None and first < since <= last})
        for since, following in zip_longest((first, *later), later):
            rule = self._on(since, suspension, at)
            if rule is not None:
                yield rule, since, suspension.last_day if following is None else days_after(following, -1)

    def _on(self, on: date, suspension: Suspension, at: int) -> SuspensionRule | None:
        """The rule of a day: the contract's for the reason, else its general one, else the policy's likewise."""
        policy = self.policies.on_or_first(on)  # before the first there is no arrangement that it could be for
        for rules, origin in (
            (None if self.agreed is None else self.agreed.on(on), ("suspension", "contract.suspension", False)),
            (policy.suspension, ("suspension", "suspension", True)),
        ):
            rule = rules if isinstance(rules, SuspensionRule) else None
            if isinstance(rules, SuspensionRules):
                if suspension.reason is None and rules.differ_by_reason:
                    self.missing.append(f"suspensions[{at}].reason")
                    return None
                rule = rules.general if suspension.reason is None else rules.rule_for(suspension.reason)
            if rule is not None:
                if origin not in self.origins:
                    self.origins.append(origin)
                return rule
        self.missing.append("contract.suspension")
        return None


def _shares_of(rule: SuspensionRule, begun: int, since: date, until: date | OpenEnded) -> Iterator[SuspensionShares]:
    """What is left on some days, step by step, by a rule whose first day was that of an ordinal."""
    first, last = since.toordinal(), ends_on(until).toordinal()
    for (days, left), following in zip_longest(rule.left, rule.left[1:]):
        begins, ends = max(first, begun + days), last if following is None else min(last, begun + following[0] - 1)
        if begins <= ends:
            yield SuspensionShares(date.fromordinal(begins), until if ends == last else date.fromordinal(ends), *left)
