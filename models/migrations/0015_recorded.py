"""What the entries of the register are found by: their texts, and when they were recorded."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """What the entries of the register are found by: their texts, and when they were recorded."""

    dependencies = [("teikyo", "0014_counts")]

    operations = [
        ops.CreateModel(
            name="Recorded",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("list", fields.CharField(description="List of the register file that it stands in", max_length=32)),
                ("key", fields.CharField(description="Code, or what else names the entry in its list", max_length=255)),
                (
                    "loading",
                    fields.ForeignKeyField(
                        "teikyo.Loading",
                        source_field="loading_id",
                        description="The import that added it, or corrected it last",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "texts",
                    fields.TextField(description="Its texts and the codes that it names, folded for searching"),
                ),
            ],
            options={
                "table": "recorded",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What the entries of the register are found by",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Recorded",
            constraint=UniqueConstraint(fields=("list", "key"), name="recorded_unique"),
        ),
        ops.AddIndex(
            model_name="Recorded",
            index=Index(fields=["loading_id", "list", "key"], name="recorded_loading"),
        ),
    ]
