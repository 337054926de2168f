"""What lists within a row are put in order by."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What lists within a row are put in order by."""

    dependencies = [("teikyo", "0012_tokens")]

    operations = [
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["recipient_id", "code"], name="transfer_recipient_code"),
        ),
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["service_id", "code"], name="transfer_service_code"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["at", "id"], name="delivery_at"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["transfer_id", "at", "id"], name="delivery_transfer_at"),
        ),
    ]
