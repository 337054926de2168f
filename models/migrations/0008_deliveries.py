"""Deliveries and their records."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import RecordItem, RecordMethod, Verdict


class Migration(migrations.Migration):
    """Deliveries and their records."""

    dependencies = [("teikyo", "0007_persons")]

    operations = [
        ops.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the delivery in the register file", max_length=64)),
                (
                    "transfer",
                    fields.ForeignKeyField(
                        "teikyo.Transfer",
                        source_field="transfer_id",
                        description="Under which transfer",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("at", fields.DatetimeField(description="When it was made", auto_now=False, auto_now_add=False)),
                ("made_on", fields.DateField(description="The day of that moment, in the operator's time zone")),
                (
                    "subject_count",
                    fields.IntField(null=True, description="How many persons, where they are not listed"),
                ),
                ("listed_count", fields.IntField(description="How many persons are listed")),
                (
                    "record_made_on",
                    fields.DateField(null=True, description="Day on which the record was made; null: there is none"),
                ),
                (
                    "record_method",
                    fields.CharEnumField(
                        null=True,
                        description="How the record was made (Rule 19)",
                        enum_type=RecordMethod,
                        max_length=40,
                    ),
                ),
                ("record_deleted_on", fields.DateField(null=True, description="Day on which the record was deleted")),
                (
                    "verdict",
                    fields.CharEnumField(description="What is said of the delivery", enum_type=Verdict, max_length=40),
                ),
                (
                    "record_required",
                    fields.BooleanField(description="Whether a provision record is required (APPI 29)"),
                ),
                (
                    "judgement",
                    fields.CharField(
                        description="SHA-256 of the judgement that is stored, to tell a new one from it", max_length=64
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "delivery",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Actual hand-overs under a transfer",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Delivery",
            constraint=UniqueConstraint(fields=("code",), name="delivery_code_unique"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["transfer_id", "made_on"], name="delivery_transfer"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["made_on", "id"], name="delivery_made"),
        ),
        ops.CreateModel(
            name="DeliveryItem",
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
                    "delivery",
                    fields.ForeignKeyField(
                        "teikyo.Delivery",
                        source_field="delivery_id",
                        description="The delivery",
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
                        description="An item handed over",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "delivery_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items handed over, where fewer than the transfer's",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="DeliveryItem",
            constraint=UniqueConstraint(fields=("delivery_id", "item_id"), name="delivery_item_unique"),
        ),
        ops.AddIndex(
            model_name="DeliveryItem",
            index=Index(fields=["item_id"], name="delivery_item_item"),
        ),
        ops.CreateModel(
            name="DeliverySubject",
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
                    "delivery",
                    fields.ForeignKeyField(
                        "teikyo.Delivery",
                        source_field="delivery_id",
                        description="The delivery",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("subject", fields.TextField(description="The operator's own reference for the person, never a name")),
            ],
            options={
                "table": "delivery_subject",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Persons whose data was handed over",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="DeliverySubject",
            constraint=UniqueConstraint(fields=("delivery_id", "subject"), name="delivery_subject_unique"),
        ),
        ops.AddIndex(
            model_name="DeliverySubject",
            index=Index(fields=["subject"], name="delivery_subject_subject"),
        ),
        ops.CreateModel(
            name="DeliveryRecordItem",
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
                    "delivery",
                    fields.ForeignKeyField(
                        "teikyo.Delivery",
                        source_field="delivery_id",
                        description="The delivery",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "holds",
                    fields.CharEnumField(
                        description="What its record holds (Rule 20)", enum_type=RecordItem, max_length=40
                    ),
                ),
            ],
            options={
                "table": "delivery_record_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What the records of deliveries hold (Rule 20)",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="DeliveryRecordItem",
            constraint=UniqueConstraint(fields=("delivery_id", "holds"), name="delivery_record_item_unique"),
        ),
    ]
