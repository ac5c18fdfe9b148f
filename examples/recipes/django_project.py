"""A Django project in one file: a model field for money, a form, a template, and arrangements as JSON.

What a person types wrongly is a ValidationError at their field, in the library's words: every error of the library is a
ValueError. Each row of the table holds a document of `to_plain`, checked when it is read back.

Run it: python examples/recipes/django_project.py
"""

from decimal import Decimal
from typing import Any

import django
from django.conf import settings
from people import MARY, ON, UNTIL

from isf_core import Arrangement, IsfError, Money, assess, digest, from_plain, to_plain

NEEDS = ("django",)

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402  # Django is opened once it is configured
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.template import engines  # noqa: E402
from django.utils.html import format_html  # noqa: E402


def as_money(value: Any) -> Money | None:
    """A sum of whole pence, or None; Django's own error for what is none."""
    try:
        return value if value is None or isinstance(value, Money) else Money(value)
    except IsfError as error:
        raise ValidationError(str(error), code="invalid") from error


class MoneyField(models.DecimalField):
    """A sum of pounds and pence: a column of decimal(18, 2), and a Money in Python."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 18, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Money | None:
        return as_money(value)

    def from_db_value(self, value: Decimal | None, *_: object) -> Money | None:
        return None if value is None else Money(value)

    def get_prep_value(self, value: Any) -> Decimal | None:
        money = as_money(value)
        return None if money is None else money.amount

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.ops.adapt_decimalfield_value(self.get_prep_value(value), self.max_digits, self.decimal_places)

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.amount if isinstance(value, Money) else value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=MoneyFormField, max_digits=None, decimal_places=None, **kwargs)


class MoneyFormField(forms.CharField):
    """What a person types, read exactly."""

    def __init__(self, *, max_digits: Any = None, decimal_places: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return as_money(text) if text else None


class Fund(models.Model):
    """A fund: its arrangement as a document, and its balance."""

    arrangement = models.JSONField()
    balance = MoneyField()

    class Meta:
        app_label = "funds"

    def read(self) -> Arrangement:
        found: Arrangement = from_plain(self.arrangement)
        return found


class FundForm(forms.ModelForm):
    """The balance alone, as a person types it."""

    class Meta:
        model = Fund
        fields = ("balance",)


def main() -> None:
    """Store, ask, show."""
    with connection.schema_editor() as editor:
        editor.create_model(Fund)
    for balance in ("157.50", "0.00", "-12.00"):
        Fund.objects.create(arrangement=to_plain(MARY), balance=balance)
    kept = [*Fund.objects.order_by("id")]
    assert [each.balance for each in kept] == [Money("157.50"), Money(0), Money(-12)]
    assert digest(kept[0].read()) == digest(MARY)
    assert Fund.objects.filter(balance__gt=Money(0)).count() == 1

    form = FundForm({"balance": "157.501"})
    assert not form.is_valid()
    assert "157.501" in str(form.errors["balance"])
    assert FundForm({"balance": "157.50"}).is_valid()
    faults: dict[str, list[str]] = {}
    try:
        Fund(arrangement={"kind": "Arrangement"}, balance="a lot").full_clean()
    except ValidationError as error:
        faults = error.message_dict
    assert [*faults] == ["balance"]

    page = engines["django"].from_string(
        "{% if balance > 0 %}In hand: {{ balance }}{% elif balance < 0 %}Owed: {{ balance }}{% else %}Empty{% endif %}"
    )
    assert [page.render({"balance": each.balance}) for each in kept] == ["In hand: 157.50", "Empty", "Owed: -12.00"]
    schedule = assess(MARY, on=ON, until=UNTIL).require_schedule()
    shown = engines["django"].from_string("{{ schedule }}").render({"schedule": format_html("{}", schedule)})
    assert "<table>" in shown
    assert "&lt;" not in shown, "what shows itself as HTML is not escaped once more"
    print(f"Django {django.__version__}: {len(kept)} funds stored, asked for and shown.")


if __name__ == "__main__":
    main()
