"""The main job: may this arrangement go ahead, and what is paid when?

`assess` answers both at once. `check` answers the first question, `schedule_payments` the second. What they stand on is
asked of the packages when they are called: whoever only imports them waits for none of it.
"""

from __future__ import annotations

from datetime import date

from .. import assessment, rules
from .. import schedule as schedules
from ..errors import ContradictoryTerms, IsfError, NotRecorded, OutsideTheArrangement
from ..model.arrangement import Arrangement
from ..model.documents import OPEN_ENDED
from ..model.parameters import GivenPolicy, Policies, policies_of
from ..policies.plain import PLAIN
from ..rules.policy import Policy
from ..values.checks import day, instance


def assess(
    arrangement: Arrangement, *, on: date, until: date | None = None, policy: Policy | Policies[Policy] = PLAIN
) -> assessment.Assessment:
    """Check an arrangement against a policy and compute its payments.

    `on` is the day of judgement: variations that were not known by then are left out. `until` is the last day,
    included: the schedule has every payment whose period starts on or before it. You may leave it out if the contract
    has a last day.

    Recorded dates count as they are, whatever the day of judgement: a signature dated after `on` counts as one that
    will be there on its date.

    Of dated policies, the rules and numbers of the one on `on` judge, and each day is paid under its own.

    Raises IsfError for an argument that makes no sense (a day that is not a date, an `until` before the first day), and
    NoPolicy for a day before the first of some dated policies. A fact that is not recorded is a finding, not an error.
    """
    policies = _policies("assess", policy)
    case, of_the_day = _case("assess", arrangement, on, policies)
    report = of_the_day.rules.judge(case)
    if until is not None:
        day("until", until)
    elif case.last_day is OPEN_ENDED:
        # Refused at once, and not only on the day on which the last missing fact is recorded.
        raise IsfError("until", "the arrangement is open-ended", "give the last day up to which to schedule")
    schedule: schedules.Schedule | None = None
    missing: tuple[str, ...] = ()
    try:
        case.known.require()
        schedule = schedules.build_schedule(case.view.phases, until=until)
    except NotRecorded as error:
        missing = error.fields
    except (ContradictoryTerms, OutsideTheArrangement):
        pass  # a finding of PAY-01
    made = assessment.Assessment(
        arrangement=arrangement,
        on=on,
        until=until,
        policy=of_the_day,
        report=report,
        schedule=schedule,
        missing=missing,
        policies=policies,
    )
    object.__setattr__(made, "_view", case.view)  # what was worked out already is not worked out again
    return made


def check(arrangement: Arrangement, *, on: date, policy: Policy | Policies[Policy] = PLAIN) -> rules.Report:
    """Judge an arrangement by a policy's rules on a day; of dated policies, by those of the one on that day."""
    case, of_the_day = _case("check", arrangement, on, _policies("check", policy))
    return of_the_day.rules.judge(case)


def _policies(where: str, given: Policy | Policies[Policy]) -> Policies[Policy]:
    """Policies, each with rules of its own."""
    right = "give a Policy, such as PLAIN, or Policies of them"
    if not isinstance(given, Policies):
        return instance(where, given, Policy, right).throughout
    for _, each in given.entries:
        instance(where, each, Policy, right)
    return given


def _case(where: str, arrangement: Arrangement, on: date, policies: Policies[Policy]) -> tuple[rules.Case, Policy]:
    """What the rules look at, and the policy of the day, whose rules they are."""
    instance(where, arrangement, Arrangement, "give an Arrangement")
    policy = policies.on(day("on", on))
    return rules.Case(arrangement, on, policy.parameters, policy.parameter_sources, policies.numbers), policy


def schedule_payments(
    arrangement: Arrangement, *, until: date | None = None, policy: GivenPolicy = PLAIN
) -> schedules.Schedule:
    """Compute the payments of an arrangement up to a day.

    All variations count, whenever they became known; use `as_known(arrangement, on=day)` to leave out later ones.

    The policy's parameters supply what the terms do not state. Of dated policies, each day is paid under its own.

    Raises NotRecorded, which names every missing field at once, IsfError if `until` is needed and not given, and
    NoPolicy for an arrangement that begins before the first of some dated policies.
    """
    instance("schedule_payments", arrangement, Arrangement, "give an Arrangement")
    policies = policies_of("schedule_payments", policy)
    if until is not None:
        day("until", until)
    return schedules.build_schedule(schedules.resolve_phases(arrangement, policy=policies), until=until)
