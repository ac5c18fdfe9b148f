import marimo

__generated_with = "0.25.0"
app = marimo.App(width="medium")


@app.cell
def _():
    from datetime import date

    import marimo as mo

    import isf_core as isf
    from isf_core.present import payments_chart

    return date, isf, mo, payments_chart


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    # What if Mary paid more, or was away for longer?

    Move the sliders. The payments are worked out again, to the penny, with what changes and why.
    """)
    return


@app.cell
def _(mo):
    contribution = mo.ui.slider(0, 120, step=5, value=20, label="Contribution, pounds a week", show_value=True)
    weeks_away = mo.ui.slider(0, 12, value=6, label="Weeks in hospital from 15 June", show_value=True)
    retainer = mo.ui.slider(0, 100, step=10, value=50, label="Paid after 28 days, per cent", show_value=True)
    mo.vstack([contribution, weeks_away, retainer])
    return contribution, retainer, weeks_away


@app.cell
def _(date, isf):
    START, ON, UNTIL = date(2026, 4, 6), date(2026, 3, 30), date(2027, 4, 4)
    mary = isf.Arrangement(
        person=isf.Person(ref="P-001"),
        funding=isf.Funder(ref="council", kind=isf.FunderKind.COUNCIL),
        budget=isf.PersonalBudget(
            actual=isf.Rate.weekly("84.375"),
            contribution=isf.Rate.weekly("20"),
            in_house=(),
            one_offs=(),
            exemptions=(),
        ),
        contract=isf.Contract(
            first_day=START,
            last_day=isf.OPEN_ENDED,
            payment=isf.PaymentTerms(
                cycle=isf.PayCycle(isf.Frequency.FOUR_WEEKLY, anchor=START),
                timing=isf.Timing.IN_ADVANCE,
                basis=isf.Basis.NET,
                move=isf.Move.BACK,
            ),
            fee=isf.NoFee(),
        ),
    )
    return ON, UNTIL, mary


@app.cell
def _(ON, UNTIL, contribution, date, isf, mary, mo, payments_chart, retainer, weeks_away):
    from datetime import timedelta

    away = date(2026, 6, 15)
    stays = (
        (isf.Suspension(first_day=away, last_day=away + timedelta(weeks=weeks_away.value) - timedelta(days=1)),)
        if weeks_away.value
        else ()
    )
    policy = isf.PLAIN.with_parameters(
        "what if", suspension=isf.SuspensionRule(full_days=28, retainer=f"{retainer.value / 100:.1f}")
    )
    other = isf.with_value(mary, "budget.contribution", isf.Rate.weekly(contribution.value)).replace(suspensions=stays)
    as_agreed, found = (isf.assess(each, on=ON, until=UNTIL, policy=policy) for each in (mary, other))
    change = isf.compare(as_agreed, found)
    assert as_agreed.require_schedule().totals.amount == isf.Money("3347.50")
    assert change.amount == found.require_schedule().totals.amount - isf.Money("3347.50")
    mo.vstack([change, payments_chart(found.require_schedule())])
    return


if __name__ == "__main__":
    app.run()
