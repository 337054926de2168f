"""Publications about anonymised information."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """Publications about anonymised information."""

    dependencies = [("teikyo", "0008_deliveries")]

    operations = [
        ops.CreateModel(
            name="AnonymisedRelease",
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
                    "created_published_on",
                    fields.DateField(
                        null=True, description="Day on which the items were published on making (APPI 43(3))"
                    ),
                ),
                (
                    "provision_published_on",
                    fields.DateField(null=True, description="Day on which the provision was published (APPI 44)"),
                ),
                ("method", fields.TextField(null=True, description="How it is provided")),
                (
                    "labelled_on",
                    fields.DateField(
                        null=True, description="Day on which the recipient was told that it is anonymised (APPI 44)"
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "anonymised_release",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Publications about anonymised information",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AnonymisedReleaseItem",
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
                    "release",
                    fields.ForeignKeyField(
                        "teikyo.AnonymisedRelease",
                        source_field="release_id",
                        description="The publication",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "teikyo.Item",
                        source_field="item_id",
                        description="An item that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "anonymised_release_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that a publication names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="AnonymisedReleaseItem",
            constraint=UniqueConstraint(fields=("release_id", "item_id"), name="anonymised_release_item_unique"),
        ),
        ops.AddIndex(
            model_name="AnonymisedReleaseItem",
            index=Index(fields=["item_id"], name="anonymised_release_item_item"),
        ),
        ops.CreateModel(
            name="AnonymisedReleaseRecipient",
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
                    "release",
                    fields.ForeignKeyField(
                        "teikyo.AnonymisedRelease",
                        source_field="release_id",
                        description="The publication",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="A recipient that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "anonymised_release_recipient",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Recipients that a publication names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="AnonymisedReleaseRecipient",
            constraint=UniqueConstraint(
                fields=("release_id", "recipient_id"), name="anonymised_release_recipient_unique"
            ),
        ),
        ops.AddIndex(
            model_name="AnonymisedReleaseRecipient",
            index=Index(fields=["recipient_id"], name="anonymised_release_recipient_recipient"),
        ),
    ]
