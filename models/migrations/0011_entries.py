"""The register as it was recorded, and its imports."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """The register as it was recorded, and its imports."""

    dependencies = [("teikyo", "0010_judgements")]

    operations = [
        ops.CreateModel(
            name="Entry",
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
                    "body",
                    fields.TextField(description="The entry in the shape of the register file, as canonical JSON"),
                ),
            ],
            options={
                "table": "entry",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "The register as it was recorded, entry by entry",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Entry",
            constraint=UniqueConstraint(fields=("list", "key"), name="entry_unique"),
        ),
        ops.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("loaded_at", fields.DatetimeField(description="When", auto_now=False, auto_now_add=False)),
                ("loaded_by", fields.TextField(null=True, description="Who, as the import was told")),
                ("added", fields.IntField(description="How many entries were added")),
                ("corrected", fields.IntField(description="How many entries were corrected")),
                ("removed", fields.IntField(description="How many entries were removed")),
            ],
            options={
                "table": "loading",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Imports that changed something",
            },
            bases=["Model"],
        ),
    ]
