"""Contracts and their versions."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import ContractKind, Term


class Migration(migrations.Migration):
    """Contracts and their versions."""

    dependencies = [("teikyo", "0003_policies")]

    operations = [
        ops.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the contract in the register file", max_length=64)),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="With whom",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("kind", fields.CharEnumField(description="What it is about", enum_type=ContractKind, max_length=40)),
                ("title", fields.TextField(null=True, description="Title")),
                ("work", fields.TextField(null=True, description="What is entrusted")),
                ("signed_on", fields.DateField(null=True, description="Day of signing; null: taken as the first day")),
                ("from_on", fields.DateField(description="First day as written")),
                ("terminated_on", fields.DateField(null=True, description="Last day in force, where it was ended")),
                (
                    "auto_renews_months",
                    fields.IntField(
                        null=True, description="Months by which it renews itself (自動更新); null: it does not"
                    ),
                ),
                (
                    "auto_renews_notice_days",
                    fields.IntField(null=True, description="Days of notice that stop a renewal"),
                ),
                (
                    "renews",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="renews_id",
                        null=True,
                        description="The contract that this one renews or replaces",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "handles_personal_data",
                    fields.BooleanField(
                        null=True, description="Whether the recipient handles personal data; null is yes"
                    ),
                ),
                (
                    "access_controlled",
                    fields.BooleanField(null=True, description="Whether its access is controlled (the cloud case)"),
                ),
                (
                    "return_within_days",
                    fields.IntField(null=True, description="Days for return or erasure after the end"),
                ),
                ("returned_on", fields.DateField(null=True, description="Day of the certificate of return or erasure")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={"table": "contract", "app": "teikyo", "pk_attr": "id", "table_description": "Partner contracts"},
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Contract",
            constraint=UniqueConstraint(fields=("code",), name="contract_code_unique"),
        ),
        ops.AddIndex(
            model_name="Contract",
            index=Index(fields=["recipient_id", "from_on", "id"], name="contract_recipient"),
        ),
        ops.AddIndex(
            model_name="Contract",
            index=Index(fields=["renews_id"], name="contract_renews"),
        ),
        ops.AddIndex(
            model_name="Contract",
            index=Index(fields=["from_on", "id"], name="contract_from"),
        ),
        ops.CreateModel(
            name="ContractVersion",
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
                    "contract",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="contract_id",
                        description="The contract",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("from_on", fields.DateField(description="First day; 0001-01-01 from the beginning")),
                ("until_on", fields.DateField(null=True, description="Last day; null while it is the last version")),
                (
                    "ends_on",
                    fields.DateField(
                        null=True, description="Last day of the contract, as this version has it; null is open-ended"
                    ),
                ),
                (
                    "has_confidentiality",
                    fields.BooleanField(description="Whether it has a confidentiality clause (守秘義務)"),
                ),
                (
                    "survives_months",
                    fields.IntField(null=True, description="Months for which confidentiality outlives the contract"),
                ),
                (
                    "binds_staff",
                    fields.BooleanField(null=True, description="Whether confidentiality binds the recipient's staff"),
                ),
                (
                    "binds_subcontractors",
                    fields.BooleanField(null=True, description="Whether confidentiality binds subcontractors"),
                ),
                ("limits_purposes", fields.BooleanField(description="Whether it names purposes at all")),
                ("limits_items", fields.BooleanField(description="Whether it names items at all")),
            ],
            options={
                "table": "contract_version",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What a contract says over a run of days",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ContractVersion",
            constraint=UniqueConstraint(fields=("contract_id", "from_on"), name="contract_version_unique"),
        ),
        ops.CreateModel(
            name="ContractVersionTerm",
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
                    "version",
                    fields.ForeignKeyField(
                        "teikyo.ContractVersion",
                        source_field="version_id",
                        description="The version",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("term", fields.CharEnumField(description="A clause that it holds", enum_type=Term, max_length=40)),
            ],
            options={
                "table": "contract_version_term",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Clauses that a contract version holds (APPI 25)",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ContractVersionTerm",
            constraint=UniqueConstraint(fields=("version_id", "term"), name="contract_version_term_unique"),
        ),
        ops.AddIndex(
            model_name="ContractVersionTerm",
            index=Index(fields=["term"], name="contract_version_term_term"),
        ),
        ops.CreateModel(
            name="ContractVersionPurpose",
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
                    "version",
                    fields.ForeignKeyField(
                        "teikyo.ContractVersion",
                        source_field="version_id",
                        description="The version",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "purpose",
                    fields.ForeignKeyField(
                        "teikyo.Purpose",
                        source_field="purpose_id",
                        description="A purpose that it allows",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "contract_version_purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes that a contract version allows",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ContractVersionPurpose",
            constraint=UniqueConstraint(fields=("version_id", "purpose_id"), name="contract_version_purpose_unique"),
        ),
        ops.AddIndex(
            model_name="ContractVersionPurpose",
            index=Index(fields=["purpose_id"], name="contract_version_purpose_purpose"),
        ),
        ops.CreateModel(
            name="ContractVersionItem",
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
                    "version",
                    fields.ForeignKeyField(
                        "teikyo.ContractVersion",
                        source_field="version_id",
                        description="The version",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "teikyo.Item",
                        source_field="item_id",
                        description="An item that it allows",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "contract_version_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that a contract version allows to be given",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="ContractVersionItem",
            constraint=UniqueConstraint(fields=("version_id", "item_id"), name="contract_version_item_unique"),
        ),
        ops.AddIndex(
            model_name="ContractVersionItem",
            index=Index(fields=["item_id"], name="contract_version_item_item"),
        ),
    ]
