"""Deliveries whose persons were purged."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """When the persons of a delivery were purged; those that are there were not."""

    dependencies = [("teikyo", "0028_answers_without_persons")]

    operations = [
        ops.AddField(
            model_name="Delivery",
            name="purged_on",
            field=fields.DateField(
                null=True,
                description="Day on which the persons listed were purged; what is said stays; null: never",
            ),
        ),
    ]
