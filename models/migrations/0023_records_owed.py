"""What is said of the provision record that a delivery needs (APPI 29)."""

from typing import Any

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


def added(name: str, field: Any) -> ops.AddField:
    return ops.AddField(model_name="Delivery", name=name, field=field)


def text(description: str) -> Any:
    return fields.TextField(null=True, description=description)


def day(description: str) -> Any:
    return fields.DateField(null=True, description=description)


class Migration(migrations.Migration):
    """What is said of the provision record that a delivery needs."""

    dependencies = [("teikyo", "0022_requests")]

    operations = [
        added(
            "record_items",
            text("What belongs in the record that it needs (Rule 20), as a JSON array of words; null: none"),
        ),
        added(
            "record_each_time",
            fields.BooleanField(
                null=True, description="Whether that is made each time (Rule 19); null: none is needed"
            ),
        ),
        added("record_due_on", day("Last day to make it; null: none is needed")),
        added(
            "record_by",
            text("Code of the delivery with which the record that serves it stands; null: none"),
        ),
        added("record_closes_on", day("Last day of the quarter that a lump record serves; null: it is none")),
        added("record_kept_until", day("Last day of keeping the record (Rule 21); null: there is none")),
    ]
