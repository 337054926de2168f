"""What the gate answered before data left."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

_NUMBER = "Number of the row; means nothing outside this database"


class Migration(migrations.Migration):
    """What the gate answered before data left."""

    dependencies = [("teikyo", "0023_records_owed")]

    operations = [
        ops.CreateModel(
            name="GateDecision",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, description=_NUMBER)),
                ("code", fields.CharField(description="By what a delivery names it", max_length=40)),
                ("transfer", fields.CharField(description="Code of the transfer", max_length=64)),
                ("at", fields.DatetimeField(description="For which moment it was asked")),
                (
                    "items",
                    fields.TextField(
                        null=True,
                        description="Codes of the items that were asked about, as a JSON array; null: the transfer's",
                    ),
                ),
                ("asked", fields.IntField(description="Persons that were asked about")),
                ("allowed", fields.IntField(description="Persons whose data may be provided")),
                ("decided_by", fields.CharField(description="Who asked", max_length=200)),
                ("decided_at", fields.DatetimeField(description="When it was answered, or began to be")),
            ],
            options={
                "table": "gate_decision",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What the gate answered before data left",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="GateDecision",
            constraint=UniqueConstraint(fields=("code",), name="gate_decision_code_unique"),
        ),
        ops.CreateModel(
            name="GatePerson",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, description=_NUMBER)),
                (
                    "decision",
                    fields.ForeignKeyField(
                        "teikyo.GateDecision",
                        source_field="decision_id",
                        description="The decision",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("subject", fields.TextField(description="The operator's own reference for the person, never a name")),
            ],
            options={
                "table": "gate_person",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Persons whose data may be provided by a decision of the gate",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="GatePerson", index=Index(fields=["decision_id", "subject"], name="gate_person_decision")
        ),
    ]
