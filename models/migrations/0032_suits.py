"""From when on a person can file a suit on what he asked for; `vendors.store.filling` tells it of what was asked before."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """From when on a person can file a suit."""

    dependencies = [("teikyo", "0031_listed_in_batches")]

    operations = [
        ops.AddField(
            model_name="PersonRequest",
            name="suit_from",
            field=fields.DateField(
                null=True,
                description="First day on which a suit can be filed (APPI 39(1)); null: the Act names none",
            ),
        ),
    ]
