"""Recipients, their versions, checks and sub-processors."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import MeasureKind, RecipientKind


class Migration(migrations.Migration):
    """Recipients, their versions, checks and sub-processors."""

    dependencies = [("teikyo", "0001_operator")]

    operations = [
        ops.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the recipient in the register file", max_length=64)),
                (
                    "corporate_number",
                    fields.TextField(null=True, description="Corporate number (法人番号), check digit verified"),
                ),
                (
                    "same_entity",
                    fields.BooleanField(
                        null=True,
                        description="Whether it is a branch of the operator itself, so that no provision takes place",
                    ),
                ),
                (
                    "continuation_difficult_from",
                    fields.DateField(
                        null=True, description="Day from which equivalent measures can no longer be ensured"
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "recipient",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Anyone who receives personal data",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Recipient",
            constraint=UniqueConstraint(fields=("code",), name="recipient_code_unique"),
        ),
        ops.CreateModel(
            name="RecipientVersion",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("from_on", fields.DateField(description="First day; 0001-01-01 from the beginning")),
                ("until_on", fields.DateField(null=True, description="Last day; null while it is the last version")),
                ("name", fields.TextField(description="Name")),
                (
                    "kind",
                    fields.CharEnumField(
                        description="What the recipient is (APPI 16)", enum_type=RecipientKind, max_length=40
                    ),
                ),
                (
                    "country",
                    fields.CharField(
                        null=True,
                        description="Country of the entity that handles the data, ISO 3166-1 alpha-2 (APPI 28)",
                        max_length=2,
                    ),
                ),
                (
                    "japan_business",
                    fields.TextField(
                        null=True, description="Why it handles the data in a business in Japan, and so is not abroad"
                    ),
                ),
                ("address", fields.TextField(null=True, description="Address")),
                ("representative", fields.TextField(null=True, description="Representative")),
                (
                    "abroad",
                    fields.BooleanField(
                        description="Whether the recipient is abroad in the sense of APPI 28, as the law's code derives it"
                    ),
                ),
            ],
            options={
                "table": "recipient_version",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What holds of a recipient over a run of days",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="RecipientVersion",
            constraint=UniqueConstraint(fields=("recipient_id", "from_on"), name="recipient_version_unique"),
        ),
        ops.CreateModel(
            name="RecipientStorage",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "country",
                    fields.CharField(description="Country in which the data lies, ISO 3166-1 alpha-2", max_length=2),
                ),
            ],
            options={
                "table": "recipient_storage",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Countries in which a recipient stores the data",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="RecipientStorage",
            constraint=UniqueConstraint(fields=("recipient_id", "country"), name="recipient_storage_unique"),
        ),
        ops.AddIndex(
            model_name="RecipientStorage",
            index=Index(fields=["country"], name="recipient_storage_country"),
        ),
        ops.CreateModel(
            name="EquivalentMeasures",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="How they are ensured (Rule 16)", enum_type=MeasureKind, max_length=40
                    ),
                ),
                ("from_on", fields.DateField(description="First day")),
                ("until_on", fields.DateField(null=True, description="Last day; null is open-ended")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "equivalent_measures",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Periods of equivalent measures (Rule 16)",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="EquivalentMeasures",
            index=Index(fields=["recipient_id", "from_on"], name="equivalent_measures_recipient"),
        ),
        ops.CreateModel(
            name="EquivalentCheck",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("made_on", fields.DateField(description="Day of the check")),
            ],
            options={
                "table": "equivalent_check",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Checks of equivalent measures (Rule 18(1))",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="EquivalentCheck",
            constraint=UniqueConstraint(fields=("recipient_id", "made_on"), name="equivalent_check_unique"),
        ),
        ops.CreateModel(
            name="Screening",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("made_on", fields.DateField(description="Day of the check")),
            ],
            options={
                "table": "screening",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Selection checks passed (APPI 25)",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Screening",
            constraint=UniqueConstraint(fields=("recipient_id", "made_on"), name="screening_unique"),
        ),
        ops.CreateModel(
            name="Review",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="The recipient",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("made_on", fields.DateField(description="Day of the review")),
            ],
            options={
                "table": "review",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Supervision reviews done (APPI 25)",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Review",
            constraint=UniqueConstraint(fields=("recipient_id", "made_on"), name="review_unique"),
        ),
        ops.CreateModel(
            name="Subprocessor",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="Who entrusts further",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "subprocessor",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="subprocessor_id",
                        description="To whom",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("work", fields.TextField(null=True, description="What is entrusted")),
                ("from_on", fields.DateField(description="First day")),
                ("until_on", fields.DateField(null=True, description="Last day; null is open-ended")),
                ("approved_on", fields.DateField(null=True, description="Day on which the operator approved")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "subprocessor",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Re-entrustment to another recipient",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Subprocessor",
            index=Index(fields=["recipient_id", "from_on"], name="subprocessor_recipient"),
        ),
        ops.AddIndex(
            model_name="Subprocessor",
            index=Index(fields=["subprocessor_id"], name="subprocessor_subprocessor"),
        ),
        ops.CreateModel(
            name="SubprocessorItem",
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
                    "subprocessor",
                    fields.ForeignKeyField(
                        "teikyo.Subprocessor",
                        source_field="subprocessor_id",
                        description="The re-entrustment",
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
                        description="An item that it covers",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "subprocessor_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that are entrusted further",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="SubprocessorItem",
            constraint=UniqueConstraint(fields=("subprocessor_id", "item_id"), name="subprocessor_item_unique"),
        ),
        ops.AddIndex(
            model_name="SubprocessorItem",
            index=Index(fields=["item_id"], name="subprocessor_item_item"),
        ),
    ]
