"""What the gate answered of some persons at once as one row, where each person was one."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

_NUMBER = "Number of the row; means nothing outside this database"
_TAKE_OVER = (
    "INSERT INTO gate_answer (decision, transfer, at, items, asked, allowed, persons, decided_by, decided_at)"
    " SELECT code, transfer, at, items, asked, allowed, coalesce((SELECT CAST({} AS TEXT) FROM gate_person"
    " WHERE decision_id = one.id), '[]'), decided_by, decided_at FROM gate_decision one ORDER BY id"
)


async def gather(_apps: Any, editor: Any) -> None:
    """Take over what is kept, each decision as one answer."""
    sqlite = editor.client.capabilities.dialect == "sqlite"
    together = "json_group_array(subject)" if sqlite else "json_agg(subject)"
    await editor.client.execute_query(_TAKE_OVER.format(together))


class Migration(migrations.Migration):
    """What the gate answered of some persons at once as one row."""

    dependencies = [("teikyo", "0029_purged_deliveries")]

    operations = [
        ops.CreateModel(
            name="GateAnswer",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, description=_NUMBER)),
                (
                    "decision",
                    fields.CharField(
                        description="By what a delivery names it; all answers under one name are one decision",
                        max_length=40,
                    ),
                ),
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
                (
                    "persons",
                    fields.TextField(
                        description="The operator's own references for these persons, as a JSON array; never names"
                    ),
                ),
                ("decided_by", fields.CharField(description="Who asked", max_length=200)),
                ("decided_at", fields.DatetimeField(description="When it was answered")),
            ],
            options={
                "table": "gate_answer",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What the gate answered before data left, of some persons at once",
            },
            bases=["Model"],
        ),
        ops.AddIndex(model_name="GateAnswer", index=Index(fields=["decision"], name="gate_answer_decision")),
        ops.RunPython(gather),
        ops.DeleteModel(name="GatePerson"),
        ops.DeleteModel(name="GateDecision"),
    ]
