"""That the persons were purged whose data was received."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The day on which they were."""

    dependencies = [("teikyo", "0032_suits")]

    operations = [
        ops.AddField(
            model_name="ReceivedProvision",
            name="purged_on",
            field=fields.DateField(
                null=True, description="Day on which the persons it listed were purged; null: never"
            ),
        ),
    ]
