"""Transfers, their versions and bases."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.basis import AskedAs
from models.vocabulary import BasisKind, Ground


class Migration(migrations.Migration):
    """Transfers, their versions and bases."""

    dependencies = [("teikyo", "0005_consent_texts")]

    operations = [
        ops.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("code", fields.CharField(description="Code of the transfer in the register file", max_length=64)),
                (
                    "service",
                    fields.ForeignKeyField(
                        "teikyo.Service",
                        source_field="service_id",
                        description="From which service",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "teikyo.Recipient",
                        source_field="recipient_id",
                        description="To whom",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("from_on", fields.DateField(description="First day")),
                ("until_on", fields.DateField(null=True, description="Last day; null is open-ended")),
                ("subject_class", fields.TextField(null=True, description="Whose data: users, applicants, employees")),
                ("method", fields.TextField(null=True, description="How the data is handed over")),
                (
                    "judgement",
                    fields.CharField(
                        description="SHA-256 of the judgement that is stored, to tell a new one from it", max_length=64
                    ),
                ),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "transfer",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Flows of personal data to a recipient",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Transfer",
            constraint=UniqueConstraint(fields=("code",), name="transfer_code_unique"),
        ),
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["from_on", "id"], name="transfer_from"),
        ),
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["recipient_id", "from_on", "id"], name="transfer_recipient"),
        ),
        ops.AddIndex(
            model_name="Transfer",
            index=Index(fields=["service_id", "from_on", "id"], name="transfer_service"),
        ),
        ops.CreateModel(
            name="TransferVersion",
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
                    "transfer",
                    fields.ForeignKeyField(
                        "teikyo.Transfer",
                        source_field="transfer_id",
                        description="The transfer",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("from_on", fields.DateField(description="First day; 0001-01-01 from the beginning")),
                ("until_on", fields.DateField(null=True, description="Last day; null while it is the last version")),
                (
                    "contract",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="contract_id",
                        null=True,
                        description="The partner contract that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "declared_foreign",
                    fields.BooleanField(null=True, description="The foreign-transfer flag as declared"),
                ),
                (
                    "own_use",
                    fields.BooleanField(
                        null=True, description="Whether the recipient uses the data for itself (APPI 27(5)(i))"
                    ),
                ),
                (
                    "mixed",
                    fields.BooleanField(
                        null=True, description="Whether the recipient mixes or matches it with other data"
                    ),
                ),
            ],
            options={
                "table": "transfer_version",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What holds of a transfer over a run of days",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="TransferVersion",
            constraint=UniqueConstraint(fields=("transfer_id", "from_on"), name="transfer_version_unique"),
        ),
        ops.AddIndex(
            model_name="TransferVersion",
            index=Index(fields=["contract_id"], name="transfer_version_contract"),
        ),
        ops.CreateModel(
            name="TransferVersionItem",
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
                        "teikyo.TransferVersion",
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
                        description="An item that is given",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "transfer_version_item",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Items that a transfer gives",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="TransferVersionItem",
            constraint=UniqueConstraint(fields=("version_id", "item_id"), name="transfer_version_item_unique"),
        ),
        ops.AddIndex(
            model_name="TransferVersionItem",
            index=Index(fields=["item_id"], name="transfer_version_item_item"),
        ),
        ops.CreateModel(
            name="TransferVersionPurpose",
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
                        "teikyo.TransferVersion",
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
                        description="A purpose for which it is given",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
            ],
            options={
                "table": "transfer_version_purpose",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Purposes for which a transfer gives",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="TransferVersionPurpose",
            constraint=UniqueConstraint(fields=("version_id", "purpose_id"), name="transfer_version_purpose_unique"),
        ),
        ops.AddIndex(
            model_name="TransferVersionPurpose",
            index=Index(fields=["purpose_id"], name="transfer_version_purpose_purpose"),
        ),
        ops.CreateModel(
            name="Basis",
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
                    "transfer",
                    fields.ForeignKeyField(
                        "teikyo.Transfer",
                        source_field="transfer_id",
                        description="The transfer that rests on it",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField(description="Place among the transfer's bases, from 0")),
                ("kind", fields.CharEnumField(description="Kind of basis", enum_type=BasisKind, max_length=40)),
                (
                    "ground",
                    fields.CharEnumField(
                        null=True,
                        description="Which provision of APPI 27 another-law basis rests on",
                        enum_type=Ground,
                        max_length=40,
                    ),
                ),
                ("from_on", fields.DateField(null=True, description="First day as recorded; null: the transfer's")),
                ("until_on", fields.DateField(null=True, description="Last day as recorded; null: the transfer's")),
                (
                    "instrument",
                    fields.ForeignKeyField(
                        "teikyo.Contract",
                        source_field="instrument_id",
                        null=True,
                        description="The instrument of succession (APPI 27(5)(ii))",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                ("effective_on", fields.DateField(null=True, description="Day on which the succession takes effect")),
                (
                    "within_business",
                    fields.BooleanField(null=True, description="Whether use stays within the business succeeded to"),
                ),
                (
                    "requester",
                    fields.TextField(null=True, description="The body that asks for cooperation (APPI 27(1)(iv))"),
                ),
                ("affair", fields.TextField(null=True, description="The affair that it has to perform")),
                ("statute", fields.TextField(null=True, description="The statute that it rests on")),
                ("article", fields.TextField(null=True, description="The article of the statute")),
                ("document", fields.TextField(null=True, description="The document that shows it")),
                ("necessity", fields.TextField(null=True, description="Why it is necessary")),
                (
                    "impediment",
                    fields.TextField(null=True, description="How asking for consent would impede the affair"),
                ),
                ("requested_on", fields.DateField(null=True, description="Day of the request")),
                ("delegated_by", fields.TextField(null=True, description="The body that delegated the affair")),
                ("foreign_law", fields.BooleanField(null=True, description="Whether the statute is foreign law")),
                ("consent_difficult", fields.TextField(null=True, description="Why consent is difficult to get")),
                ("note", fields.TextField(null=True, description="Free note on the entry")),
                ("owner", fields.TextField(null=True, description="Who answers for the entry inside the company")),
            ],
            options={
                "table": "basis",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Legal bases as recorded",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Basis",
            constraint=UniqueConstraint(fields=("transfer_id", "position"), name="basis_unique"),
        ),
        ops.AddIndex(
            model_name="Basis",
            index=Index(fields=["instrument_id"], name="basis_instrument"),
        ),
        ops.AddIndex(
            model_name="Basis",
            index=Index(fields=["kind"], name="basis_kind"),
        ),
        ops.CreateModel(
            name="BasisText",
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
                    "basis",
                    fields.ForeignKeyField(
                        "teikyo.Basis",
                        source_field="basis_id",
                        description="The basis",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "text",
                    fields.ForeignKeyField(
                        "teikyo.ConsentText",
                        source_field="text_id",
                        description="A wording that it names",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.NO_ACTION,
                    ),
                ),
                (
                    "asked_as",
                    fields.CharEnumField(
                        description="For what: the basis itself, or provision abroad beside it",
                        enum_type=AskedAs,
                        max_length=40,
                    ),
                ),
            ],
            options={
                "table": "basis_text",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Consent texts that a basis names",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="BasisText",
            constraint=UniqueConstraint(fields=("basis_id", "text_id", "asked_as"), name="basis_text_unique"),
        ),
        ops.AddIndex(
            model_name="BasisText",
            index=Index(fields=["text_id"], name="basis_text_text"),
        ),
    ]
