"""The operator, its services, purposes and items."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import ItemKind, ItemSource


class Migration(migrations.Migration):
    """The operator, its services, purposes and items."""

    initial = True

    operations = [
        ops.CreateModel(
            name="Operator",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("name", fields.TextField(description="Name of the company")),
                (
                    "country",
                    fields.CharField(null=True, description="Country of the company, ISO 3166-1 alpha-2", max_length=2),
                ),
                ("address", fields.TextField(null=True, description="Address of the company (APPI 32)")),
                ("representative", fields.TextField(null=True, description="Representative of the company (APPI 32)")),
                ("contact", fields.TextField(null=True, description="Where principals turn to (APPI 32)")),
                ("time_zone", fields.TextField(description="IANA time zone in which the register's days are days")),
                (
                    "academic",
                    fields.BooleanField(
                        null=True, description="Whether the company is an academic research institution (APPI 16(8))"
                    ),
                ),
                (
                    "review_months",
                    fields.IntField(description="Months within which an outsourcee is reviewed (APPI 25)"),
                ),
                (
                    "equivalent_check_months",
                    fields.IntField(description="Months within which equivalent measures are checked (Rule 18(1))"),
                ),
                (
                    "return_days",
                    fields.IntField(
                        description="Days for return or erasure after a contract's end, unless the contract says"
                    ),
                ),
                ("record_days", fields.IntField(description="Days within which a provision record is made (APPI 29)")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "operator",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "The company whose register this is; one row",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the service in the register file", max_length=64)),
                ("name", fields.TextField(description="Name of the service")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "service",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Services of the operator, from which data is provided",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Service",
            constraint=UniqueConstraint(fields=("code",), name="service_code_unique"),
        ),
        ops.CreateModel(
            name="Purpose",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the purpose in the register file", max_length=64)),
                ("name", fields.TextField(description="The purpose in words")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes of use (APPI 17)",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Purpose",
            constraint=UniqueConstraint(fields=("code",), name="purpose_code_unique"),
        ),
        ops.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the item in the register file", max_length=64)),
                ("name", fields.TextField(description="The item in words")),
                (
                    "sensitive",
                    fields.BooleanField(
                        null=True, description="Whether it is special-care-required information (APPI 2(3))"
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="How far the item has been processed", enum_type=ItemKind, max_length=40
                    ),
                ),
                (
                    "source",
                    fields.CharEnumField(description="Where the item came from", enum_type=ItemSource, max_length=40),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={"table": "item", "app": "teikyo", "pk_attr": "id", "table_description": "Items of personal data"},
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Item",
            constraint=UniqueConstraint(fields=("code",), name="item_code_unique"),
        ),
    ]
