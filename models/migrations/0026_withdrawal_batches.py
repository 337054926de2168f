"""Withdrawals that are recorded after their consent, in batches of their own."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Withdrawals in batches of their own; those that are there came with their consents."""

    dependencies = [("teikyo", "0025_withdrawals")]

    operations = [
        ops.AddField(
            model_name="Withdrawal",
            name="batch",
            field=fields.IntField(
                null=True,
                description="Batch by whose digest the ledger knows it; null: it came with its consent, whose batch"
                " covers both",
            ),
        ),
        ops.AddIndex(model_name="Withdrawal", index=Index(fields=("batch",), name="withdrawal_batch")),
    ]
