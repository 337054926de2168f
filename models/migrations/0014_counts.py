"""Kept counts of transfers and findings."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import BasisKind, ForeignMechanism, Grain, RuleCode, Severity, Verdict


class Migration(migrations.Migration):
    """Kept counts of transfers and findings."""

    dependencies = [("teikyo", "0013_lists")]

    operations = [
        ops.CreateModel(
            name="CountedState",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("key", fields.CharField(description="All of it in one text, to find it by", max_length=200)),
                (
                    "verdict",
                    fields.CharEnumField(description="What is said of the transfer", enum_type=Verdict, max_length=40),
                ),
                (
                    "basis_kind",
                    fields.CharEnumField(
                        null=True,
                        description="Kind of the basis in force; null: none",
                        enum_type=BasisKind,
                        max_length=40,
                    ),
                ),
                ("abroad", fields.BooleanField(description="Whether the recipient is abroad (APPI 28)")),
                (
                    "mechanism",
                    fields.CharEnumField(
                        null=True,
                        description="What lets the provision go abroad (APPI 28); null outside the transfer's period",
                        enum_type=ForeignMechanism,
                        max_length=40,
                    ),
                ),
                (
                    "record_required",
                    fields.BooleanField(description="Whether a provision record is required (APPI 29)"),
                ),
                (
                    "country",
                    fields.CharField(
                        null=True, description="Country of the recipient, ISO 3166-1 alpha-2 (APPI 28)", max_length=2
                    ),
                ),
                (
                    "service",
                    fields.ForeignKeyField(
                        "teikyo.Service",
                        source_field="service_id",
                        description="From which service",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "counted_state",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What transfers that are counted together agree in",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="CountedState", constraint=UniqueConstraint(fields=("key",), name="counted_state_key_unique")
        ),
        ops.AddIndex(model_name="CountedState", index=Index(fields=["service_id"], name="counted_state_service")),
        ops.CreateModel(
            name="TransferCount",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("grain", fields.CharEnumField(description="How many days it sums up", enum_type=Grain, max_length=40)),
                ("from_on", fields.DateField(description="First of these days")),
                (
                    "state",
                    fields.ForeignKeyField(
                        "teikyo.CountedState",
                        source_field="state_id",
                        description="The state",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("transfers", fields.IntField(description="By how many they become more; below zero: fewer")),
                (
                    "ended",
                    fields.IntField(description="How many transfers had their last day, in this state, the day before"),
                ),
            ],
            options={
                "table": "transfer_count",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Changes of how many transfers stand how",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="TransferCount",
            constraint=UniqueConstraint(fields=("state_id", "grain", "from_on"), name="transfer_count_unique"),
        ),
        ops.AddIndex(
            model_name="TransferCount",
            index=Index(fields=["grain", "from_on", "state_id", "transfers", "ended"], name="transfer_count_days"),
        ),
        ops.CreateModel(
            name="CodeCount",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("grain", fields.CharEnumField(description="How many days it sums up", enum_type=Grain, max_length=40)),
                ("from_on", fields.DateField(description="First of these days")),
                (
                    "code",
                    fields.CharEnumField(description="The rule that is broken", enum_type=RuleCode, max_length=40),
                ),
                (
                    "state",
                    fields.ForeignKeyField(
                        "teikyo.CountedState",
                        source_field="state_id",
                        description="The state",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("transfers", fields.IntField(description="By how many they become more; below zero: fewer")),
                (
                    "ended",
                    fields.IntField(description="How many broke it the day before for the last time in their quarter"),
                ),
            ],
            options={
                "table": "code_count",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Changes of how many transfers break a rule, and stand how",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="CodeCount",
            constraint=UniqueConstraint(fields=("state_id", "code", "grain", "from_on"), name="code_count_unique"),
        ),
        ops.AddIndex(
            model_name="CodeCount",
            index=Index(fields=["grain", "from_on", "code", "state_id", "transfers", "ended"], name="code_count_days"),
        ),
        ops.CreateModel(
            name="FindingCount",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("grain", fields.CharEnumField(description="How many days it sums up", enum_type=Grain, max_length=40)),
                ("from_on", fields.DateField(description="First of these days")),
                (
                    "code",
                    fields.CharEnumField(description="The rule that is broken", enum_type=RuleCode, max_length=40),
                ),
                (
                    "severity",
                    fields.CharEnumField(description="Whether it blocks or warns", enum_type=Severity, max_length=40),
                ),
                ("findings", fields.IntField(description="By how many findings there are more; below zero: fewer")),
                ("transfers", fields.IntField(description="By how many transfers have one; below zero: fewer")),
            ],
            options={
                "table": "finding_count",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Changes of how many findings hold",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="FindingCount",
            constraint=UniqueConstraint(fields=("grain", "from_on", "code", "severity"), name="finding_count_unique"),
        ),
    ]
