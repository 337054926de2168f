"""Which decisions of the gate's deliveries name; those that are there name none."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """Which decisions of the gate's deliveries name."""

    dependencies = [("teikyo", "0034_reference_key")]

    operations = [
        ops.CreateModel(
            name="DeliveryDecision",
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
                    "delivery",
                    fields.CharField(description="Code of the delivery in the register file", max_length=64),
                ),
                ("decision", fields.CharField(description="The decision that it names", max_length=40)),
                (
                    "persons",
                    fields.IntField(
                        description="How many persons the gate had allowed under that name when it was named"
                    ),
                ),
                ("root", fields.CharField(description="The seal of these persons, in hexadecimal", max_length=64)),
                (
                    "outside",
                    fields.IntField(
                        null=True,
                        description="How many persons of the delivery the gate had not allowed; null: it says nothing"
                        " of how many there are",
                    ),
                ),
            ],
            options={
                "table": "delivery_decision",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Which decisions of the gate's deliveries name",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="DeliveryDecision",
            constraint=UniqueConstraint(fields=("delivery",), name="delivery_decision_unique"),
        ),
        ops.AddIndex(
            model_name="DeliveryDecision", index=Index(fields=["decision"], name="delivery_decision_decision")
        ),
    ]
