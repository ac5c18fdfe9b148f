"""SQLAlchemy: a period as a composite of two columns, a sum as a column type, a document in a JSON column.

Run it: python examples/recipes/sqlalchemy_store.py
"""

from datetime import date
from typing import Any

from people import MARY, ON, UNTIL
from sqlalchemy import JSON, Date, Integer, TypeDecorator, create_engine, select
from sqlalchemy.orm import DeclarativeBase, composite, mapped_column, sessionmaker

from isf_core import Money, Period, assess, digest, from_plain, to_plain

NEEDS = ("sqlalchemy",)


class Pounds(TypeDecorator):
    """A sum in whole pence, exact in every database; SQLite has no decimals."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Any) -> int | None:
        return None if value is None else value.pence

    def process_result_value(self, value: int | None, dialect: Any) -> Money | None:
        return None if value is None else Money.from_pence(value)


class Base(DeclarativeBase):
    """The tables of this file."""


class Paid(Base):
    """A payment: the days that it is for, and its sum."""

    __tablename__ = "paid"
    number = mapped_column(Integer, primary_key=True)
    first_day = mapped_column(Date)
    last_day = mapped_column(Date)
    amount = mapped_column(Pounds)
    period = composite(lambda first, last: Period(first_day=first, last_day=last), first_day, last_day)


class Kept(Base):
    """A document of to_plain."""

    __tablename__ = "kept"
    ref = mapped_column(Integer, primary_key=True)
    document = mapped_column(JSON)


def main() -> None:
    """Store a schedule and an arrangement, and read both back."""
    schedule = assess(MARY, on=ON, until=UNTIL).require_schedule()
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine)
    with opened() as work:
        work.add_all(Paid(number=each.number, period=each.period, amount=each.amount) for each in schedule)
        work.add(Kept(document=to_plain(MARY)))
        work.commit()
    with opened() as work:
        paid = work.scalars(select(Paid).order_by(Paid.number)).all()
        assert [each.period for each in paid] == [each.period for each in schedule]
        assert sum((each.amount for each in paid), Money(0)) == schedule.totals.amount
        first = work.scalars(select(Paid).where(Paid.period == schedule[0].period)).one()
        assert (first.first_day, first.number) == (date(2026, 4, 6), 1)
        document = work.scalars(select(Kept)).one().document
        assert digest(from_plain(document)) == digest(MARY)
    engine.dispose()
    print(f"{len(paid)} payments by period, {schedule.totals.amount:,}, and one document.")


if __name__ == "__main__":
    main()
