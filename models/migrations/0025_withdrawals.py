"""Withdrawals of consents as rows of their own, where they were a moment of the consent."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

_MOVE = (
    "INSERT INTO withdrawal (consent_id, withdrawn_at)"
    " SELECT id, withdrawn_at FROM consent WHERE withdrawn_at IS NOT NULL ORDER BY id"
)
_MOVE_BACK = (
    "UPDATE consent SET withdrawn_at = (SELECT withdrawal.withdrawn_at FROM withdrawal WHERE consent_id = consent.id)"
)


class Dropped(ops.RemoveField):
    """A column that goes by the database's own statement: Tortoise makes SQLite's table anew, and loses its indexes."""

    async def database_forward(
        self, _app_label: str, _old_state: Any, _new_state: Any, state_editor: Any | None = None
    ) -> None:
        """Drop the column."""
        if state_editor is not None:
            await state_editor.client.execute_query("ALTER TABLE consent DROP COLUMN withdrawn_at")


class Migration(migrations.Migration):
    """Withdrawals of consents as rows of their own."""

    dependencies = [("teikyo", "0024_gate")]

    operations = [
        ops.CreateModel(
            name="Withdrawal",
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
                    "consent",
                    fields.ForeignKeyField(
                        "teikyo.Consent",
                        source_field="consent_id",
                        description="The consent",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "withdrawn_at",
                    fields.DatetimeField(description="When it was withdrawn", auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "withdrawal",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Consents that were withdrawn",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Withdrawal",
            constraint=UniqueConstraint(fields=("consent_id",), name="withdrawal_consent_unique"),
        ),
        ops.RunSQL(_MOVE, _MOVE_BACK),
        Dropped(model_name="Consent", name="withdrawn_at"),
    ]
