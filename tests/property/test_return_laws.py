"""Laws of the national return, for arrangements that vary in time: every penny has its own cause."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from property.test_time_laws import in_force, varying
from support.returns import as_readers_count, rows_of

from isf_core import ReturnCause, as_known, cost_spans, reconcile_return, schedule_payments

ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
QUARTERS = [date(year, month, day) for year in range(2020, 2036) for month, day in ENDS]
KNOWN = date(2040, 1, 1)
AT_ONCE = 30


@pytest.mark.parametrize("first", range(0, 240, AT_ONCE))
def test_dat_02_from_the_readers_figure_the_causes_add_up_to_what_accrued_and_what_was_paid(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        case = varying(seed)
        policy, known = in_force(case), as_known(case.arrangement, on=KNOWN)
        end = min(QUARTERS, key=lambda end: abs((end - case.first_day).days - 60 * (seed % 4)))
        returned = rows_of(case.arrangement, end, on=KNOWN, policy=policy)
        quarter = returned.quarter
        found = reconcile_return(returned)
        assert not found.left_out, case
        total, causes = found.total, dict(found.total.causes)
        records = [{**record, "person": "P"} for record in returned.records()]
        assert total.readers.pounds == as_readers_count(records, quarter.first_day, quarter.last_day), case
        schedule = schedule_payments(known, until=max(case.first_day, end + timedelta(days=200)), policy=policy)
        assert total.accrued == schedule.accrued_in(span=quarter).amount, case
        assert total.paid == schedule.due_in(span=quarter).totals.amount.exact, case
        phases = returned.arrangements[0].phases
        if all(part.funder.charges for terms in phases for part in terms.funding):
            assert causes[ReturnCause.OTHER_FUNDERS].is_zero, case
        if not known.suspensions:
            assert causes[ReturnCause.SUSPENSIONS].is_zero, case
        if not known.budget.in_house:
            assert causes[ReturnCause.IN_HOUSE].is_zero, case
        assert causes[ReturnCause.ADJUSTMENTS].is_zero, case


@pytest.mark.parametrize("first", range(0, 90, AT_ONCE))
def test_dat_01_each_cost_of_a_row_is_that_of_a_span_and_none_is_below_zero(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        case = varying(seed)
        policy = in_force(case)
        end = min(QUARTERS, key=lambda end: abs((end - case.first_day).days - 60 * (seed % 4)))
        returned = rows_of(case.arrangement, end, on=KNOWN, policy=policy)
        spans = cost_spans(case.arrangement, on=KNOWN, policy=policy).rows
        assert all(one.first_day < other.first_day for one, other in pairwise(spans)), case
        costs = {span.a_week for span in spans}
        for row, service in returned.arrangements[0].running:
            assert not row.unit_cost.is_negative, case
            if not row.what:
                assert service.latest(end).per_week in costs, case
