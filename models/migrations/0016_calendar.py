"""What the calendar looks for: the days on which contracts are in force, and the days on which things end."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """What the calendar looks for: the days on which contracts are in force, and the days on which things end."""

    dependencies = [("teikyo", "0015_recorded")]

    operations = [
        ops.CreateModel(
            name="ContractRun",
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
                    "contract",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="contract_id",
                        description="The contract",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("from_on", fields.DateField(description="First day in force")),
                ("until_on", fields.DateField(null=True, description="Last day in force; null is open-ended")),
            ],
            options={
                "table": "contract_run",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Runs of days on which a contract is in force",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ContractRun",
            constraint=UniqueConstraint(fields=("contract_id", "from_on"), name="contract_run_unique"),
        ),
        ops.AddIndex(
            model_name="ContractRun",
            index=Index(fields=["until_on"], name="contract_run_until"),
        ),
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["until_on"], name="transfer_until"),
        ),
        ops.AddIndex(
            model_name="Finding",
            index=Index(fields=["until_on"], name="finding_until"),
        ),
        ops.AddIndex(
            model_name="DeliveryFinding",
            index=Index(fields=["from_on"], name="delivery_finding_from"),
        ),
    ]
