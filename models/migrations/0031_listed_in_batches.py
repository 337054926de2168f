"""Rows about persons beside which further ones are sealed: those whom a delivery lists come in batches."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The frontier of the tree of sealed rows; those that are there have none."""

    dependencies = [("teikyo", "0030_gate_answers")]

    operations = [
        ops.AddField(
            model_name="Sealed",
            name="frontier",
            field=fields.TextField(
                null=True,
                unique=False,
                description="Roots of the perfect trees that the tree of the rows falls into, in hexadecimal, so that"
                " further rows can be sealed along with them; null: none are",
            ),
        ),
    ]
