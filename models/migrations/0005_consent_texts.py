"""Consent texts."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """Consent texts."""

    dependencies = [("teikyo", "0004_contracts")]

    operations = [
        ops.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the consent text in the register file", max_length=64)),
                ("from_on", fields.DateField(description="First day in use")),
                ("until_on", fields.DateField(null=True, description="Last day in use; null is open-ended")),
                (
                    "any_recipient",
                    fields.BooleanField(null=True, description="Whether it covers any recipient of its class"),
                ),
                ("recipient_class", fields.TextField(null=True, description="Which class of recipients it names")),
                (
                    "expressed",
                    fields.BooleanField(
                        null=True,
                        description="Whether people agree expressly; no: by continued use, notice or silence only",
                    ),
                ),
                ("has_foreign", fields.BooleanField(description="Whether it speaks of provision abroad at all")),
                (
                    "country_named",
                    fields.BooleanField(null=True, description="Whether it names the country (Rule 17(2)(i))"),
                ),
                (
                    "system_described",
                    fields.BooleanField(
                        null=True, description="Whether it describes the country's system (Rule 17(2)(ii))"
                    ),
                ),
                (
                    "measures_described",
                    fields.BooleanField(
                        null=True, description="Whether it describes the recipient's measures (Rule 17(2)(iii))"
                    ),
                ),
                (
                    "unknown_reason",
                    fields.TextField(null=True, description="Why the country cannot be named (Rule 17(3))"),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "consent_text",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Wordings that people agree to",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ConsentText",
            constraint=UniqueConstraint(fields=("code",), name="consent_text_code_unique"),
        ),
        ops.CreateModel(
            name="ConsentTextRecipient",
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
                    "text",
                    fields.ForeignKeyField(
                        "teikyo.ConsentText",
                        source_field="text_id",
                        description="The wording",
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
                "table": "consent_text_recipient",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Recipients that a wording names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ConsentTextRecipient",
            constraint=UniqueConstraint(fields=("text_id", "recipient_id"), name="consent_text_recipient_unique"),
        ),
        ops.AddIndex(
            model_name="ConsentTextRecipient",
            index=Index(fields=["recipient_id"], name="consent_text_recipient_recipient"),
        ),
        ops.CreateModel(
            name="ConsentTextItem",
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
                    "text",
                    fields.ForeignKeyField(
                        "teikyo.ConsentText",
                        source_field="text_id",
                        description="The wording",
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
                        description="An item that it covers",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "consent_text_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that a wording covers",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ConsentTextItem",
            constraint=UniqueConstraint(fields=("text_id", "item_id"), name="consent_text_item_unique"),
        ),
        ops.AddIndex(
            model_name="ConsentTextItem",
            index=Index(fields=["item_id"], name="consent_text_item_item"),
        ),
        ops.CreateModel(
            name="ConsentTextPurpose",
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
                    "text",
                    fields.ForeignKeyField(
                        "teikyo.ConsentText",
                        source_field="text_id",
                        description="The wording",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "purpose",
                    fields.ForeignKeyField(
                        "teikyo.Purpose",
                        source_field="purpose_id",
                        description="A purpose that it covers",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "consent_text_purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes that a wording covers",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ConsentTextPurpose",
            constraint=UniqueConstraint(fields=("text_id", "purpose_id"), name="consent_text_purpose_unique"),
        ),
        ops.AddIndex(
            model_name="ConsentTextPurpose",
            index=Index(fields=["purpose_id"], name="consent_text_purpose_purpose"),
        ),
    ]
