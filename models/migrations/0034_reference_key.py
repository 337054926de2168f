"""Whether references of persons are encrypted, and by what their key is known again."""

from typing import Any

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


def text(description: str) -> Any:
    return fields.TextField(null=True, unique=False, description=description)


class Migration(migrations.Migration):
    """Under which key references are encrypted; where there is no row, they are plain."""

    dependencies = [("teikyo", "0033_purged_receipts")]

    operations = [
        ops.CreateModel(
            name="ReferenceKey",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "proof",
                    text(
                        "A known text, encrypted under the key that references have or get; null: they are being"
                        " decrypted"
                    ),
                ),
                (
                    "before",
                    text("The same under the key that they had; null: none, or it is not being changed"),
                ),
                ("so_far", text("Up to which table and row they are rewritten; null: none is being rewritten")),
            ],
            options={
                "table": "reference_key",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Under which key references of persons are encrypted; one row, or none where they"
                " are not",
            },
            bases=["Model"],
        ),
    ]
