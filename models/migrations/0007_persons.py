"""Consents and requests to stop."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """Consents and requests to stop."""

    dependencies = [("teikyo", "0006_transfers")]

    operations = [
        ops.CreateModel(
            name="Consent",
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
                        description="The wording agreed to",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("subject", fields.TextField(description="The operator's own reference for the person, never a name")),
                ("given_at", fields.DatetimeField(description="When it was given", auto_now=False, auto_now_add=False)),
                (
                    "withdrawn_at",
                    fields.DatetimeField(
                        null=True,
                        description="When it was withdrawn; null: it was not",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("capable", fields.BooleanField(null=True, description="Whether the person could judge; null is yes")),
                ("guardian", fields.BooleanField(null=True, description="Whether a guardian agreed")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "consent",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What one person agreed to",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Consent",
            index=Index(fields=["text_id", "subject"], name="consent_text_subject"),
        ),
        ops.AddIndex(
            model_name="Consent",
            index=Index(fields=["subject"], name="consent_subject"),
        ),
        ops.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("subject", fields.TextField(description="The operator's own reference for the person, never a name")),
                ("from_at", fields.DatetimeField(description="First moment", auto_now=False, auto_now_add=False)),
                (
                    "until_at",
                    fields.DatetimeField(
                        null=True, description="Last moment; null is open-ended", auto_now=False, auto_now_add=False
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "stop",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Accepted requests to stop provision (APPI 35)",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Stop",
            index=Index(fields=["subject"], name="stop_subject"),
        ),
        ops.CreateModel(
            name="StopRecipient",
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
                    "stop",
                    fields.ForeignKeyField(
                        "teikyo.Stop",
                        source_field="stop_id",
                        description="The request",
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
                "table": "stop_recipient",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Recipients that a request to stop names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="StopRecipient",
            constraint=UniqueConstraint(fields=("stop_id", "recipient_id"), name="stop_recipient_unique"),
        ),
        ops.AddIndex(
            model_name="StopRecipient",
            index=Index(fields=["recipient_id"], name="stop_recipient_recipient"),
        ),
    ]
