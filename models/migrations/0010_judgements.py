"""Spans, findings, and by which rule set they were made."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import BasisKind, Because, ForeignMechanism, RuleCode, Severity, Verdict


class Migration(migrations.Migration):
    """Spans, findings, and by which rule set they were made."""

    dependencies = [("teikyo", "0009_anonymised_releases")]

    operations = [
        ops.CreateModel(
            name="Span",
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
                    "transfer",
                    fields.ForeignKeyField(
                        "teikyo.Transfer",
                        source_field="transfer_id",
                        description="The transfer",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("from_on", fields.DateField(description="First day")),
                ("until_on", fields.DateField(null=True, description="Last day; null is open-ended")),
                (
                    "verdict",
                    fields.CharEnumField(description="What is said of the transfer", enum_type=Verdict, max_length=40),
                ),
                (
                    "basis",
                    fields.ForeignKeyField(
                        "teikyo.Basis",
                        source_field="basis_id",
                        null=True,
                        description="The basis in force; null: none",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "basis_kind",
                    fields.CharEnumField(
                        null=True,
                        description="Kind of the basis in force, for counting",
                        enum_type=BasisKind,
                        max_length=40,
                    ),
                ),
                (
                    "contract",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="contract_id",
                        null=True,
                        description="The contract in force; null: none",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("abroad", fields.BooleanField(description="Whether the recipient is abroad (APPI 28)")),
                (
                    "mechanism",
                    fields.CharEnumField(
                        description="What lets the provision go abroad (APPI 28)",
                        enum_type=ForeignMechanism,
                        max_length=40,
                    ),
                ),
                (
                    "record_required",
                    fields.BooleanField(description="Whether a provision record is required (APPI 29)"),
                ),
            ],
            options={
                "table": "span",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What is said of a transfer over a run of days",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Span",
            constraint=UniqueConstraint(fields=("transfer_id", "from_on"), name="span_unique"),
        ),
        ops.AddIndex(
            model_name="Span",
            index=Index(fields=["from_on", "until_on"], name="span_period"),
        ),
        ops.AddIndex(
            model_name="Span",
            index=Index(fields=["basis_id"], name="span_basis"),
        ),
        ops.AddIndex(
            model_name="Span",
            index=Index(fields=["contract_id"], name="span_contract"),
        ),
        ops.CreateModel(
            name="Finding",
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
                    "transfer",
                    fields.ForeignKeyField(
                        "teikyo.Transfer",
                        source_field="transfer_id",
                        description="The transfer",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "code",
                    fields.CharEnumField(description="The rule that is broken", enum_type=RuleCode, max_length=40),
                ),
                (
                    "severity",
                    fields.CharEnumField(description="Whether it blocks or warns", enum_type=Severity, max_length=40),
                ),
                (
                    "because",
                    fields.CharEnumField(
                        description="Whether it rests on nothing recorded, or on a contrary record",
                        enum_type=Because,
                        max_length=40,
                    ),
                ),
                ("from_on", fields.DateField(description="First day")),
                ("until_on", fields.DateField(null=True, description="Last day; null is open-ended")),
                ("about", fields.TextField(description="The entry that it rests on, as a path into the register file")),
            ],
            options={
                "table": "finding",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Rules broken by a transfer over a run of days",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Finding",
            index=Index(fields=["transfer_id", "from_on"], name="finding_transfer"),
        ),
        ops.AddIndex(
            model_name="Finding",
            index=Index(fields=["code", "from_on"], name="finding_code"),
        ),
        ops.AddIndex(
            model_name="Finding",
            index=Index(fields=["from_on", "id"], name="finding_from"),
        ),
        ops.CreateModel(
            name="DeliveryFinding",
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
                    "code",
                    fields.CharEnumField(description="The rule that is broken", enum_type=RuleCode, max_length=40),
                ),
                (
                    "severity",
                    fields.CharEnumField(description="Whether it blocks or warns", enum_type=Severity, max_length=40),
                ),
                (
                    "because",
                    fields.CharEnumField(
                        description="Whether it rests on nothing recorded, or on a contrary record",
                        enum_type=Because,
                        max_length=40,
                    ),
                ),
                ("about", fields.TextField(description="The entry that it rests on, as a path into the register file")),
                (
                    "subjects",
                    fields.IntField(
                        null=True, description="How many persons it touches; null: what the transfer's own finding says"
                    ),
                ),
                ("from_on", fields.DateField(null=True, description="First day, for what is said of the record")),
                (
                    "until_on",
                    fields.DateField(
                        null=True, description="Last day, for what is said of the record; null is open-ended"
                    ),
                ),
            ],
            options={
                "table": "delivery_finding",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Rules broken at a delivery",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="DeliveryFinding",
            index=Index(fields=["delivery_id"], name="delivery_finding_delivery"),
        ),
        ops.AddIndex(
            model_name="DeliveryFinding",
            index=Index(fields=["code"], name="delivery_finding_code"),
        ),
        ops.CreateModel(
            name="Judged",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("rule_set", fields.TextField(description="Id of the rule set")),
                ("judged_at", fields.DatetimeField(description="When", auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "judged",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "By which rule set everything stored was judged; one row",
            },
            bases=["Model"],
        ),
    ]
