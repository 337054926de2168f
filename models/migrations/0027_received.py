"""Data received from third parties, whose data it is, and what is missing about it."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedCause
from models.vocabulary import Because, RecipientKind, RecordMethod


def number() -> tuple[str, Any]:
    description = "Number of the row; means nothing outside this database"
    return "id", fields.BigIntField(generated=True, primary_key=True, description=description)


def code(description: str) -> Any:
    return fields.CharField(description=description, max_length=64)


def text(description: str, *, null: bool = True) -> Any:
    return fields.TextField(null=null, description=description)


def count(description: str) -> Any:
    return fields.IntField(description=description)


def day(description: str) -> Any:
    return fields.DateField(null=True, description=description)


def first_day(description: str) -> Any:
    return fields.DateField(description=description)


def word(enum_type: Any, description: str, *, null: bool = False) -> Any:
    return fields.CharEnumField(null=null, description=description, enum_type=enum_type, max_length=40)


def received() -> tuple[str, Any]:
    return "received", fields.ForeignKeyField(
        "teikyo.ReceivedProvision",
        source_field="received_id",
        description="What was received",
        db_constraint=True,
        to_field="id",
        related_name=False,
        on_delete=OnDelete.CASCADE,
    )


def made(name: str, table: str, description: str, columns: list[tuple[str, Any]]) -> ops.CreateModel:
    options = {"table": table, "app": "teikyo", "pk_attr": "id", "table_description": description}
    return ops.CreateModel(name=name, fields=[number(), *columns], options=options, bases=["Model"])


def index(model: str, name: str, *columns: str) -> ops.AddIndex:
    return ops.AddIndex(model_name=model, index=Index(fields=columns, name=name))


def unique(model: str, name: str, *columns: str) -> ops.AddConstraint:
    return ops.AddConstraint(model_name=model, constraint=UniqueConstraint(fields=columns, name=name))


_RECEIVED: list[tuple[str, Any]] = [
    ("code", code("The operator's own reference for it, never a name")),
    ("provider", code("The operator's own reference for the third party, the same for all it provides")),
    ("provider_kind", word(RecipientKind, "What the third party is")),
    ("name", text("Name of the third party (APPI 30(1)(i))", null=False)),
    ("address", text("Address of the third party; null: not known")),
    ("representative", text("Representative of a company; null: not known, or no company")),
    ("basis", word(ReceivedBasis, "On what the third party provides it")),
    ("received_on", first_day("Day on which it was received")),
    ("items", text("Items of personal data, in words, as a JSON array", null=False)),
    (
        "subject_count",
        fields.IntField(null=True, description="How many persons' data it is, where they are not listed"),
    ),
    ("listed_count", count("How many persons are listed")),
    ("confirmed_on", day("Day on which the third party was confirmed (APPI 30(1)); null: it was not")),
    ("provider_method", word(ConfirmationMethod, "How it was confirmed who that is (Rule 22)", null=True)),
    ("circumstances", text("How the third party had acquired the data (APPI 30(1)(ii)), in words")),
    ("circumstances_method", word(ConfirmationMethod, "How that was confirmed (Rule 22)", null=True)),
    ("record_made_on", day("Day on which the record was made (APPI 30(3)); null: there is none")),
    ("record_method", word(RecordMethod, "How the record was made (Rule 23)", null=True)),
    ("record_has", text("What the record holds (Rule 24), as a JSON array of words; null: there is none")),
    ("record_deleted_on", day("Day on which the record was deleted")),
    ("revision", count("How often something was said of it")),
    ("required", fields.BooleanField(description="Whether it is to be confirmed and recorded (APPI 30)")),
    (
        "record_items",
        text("What belongs in the record that it needs (Rule 24), as a JSON array of words; null: none"),
    ),
    ("record_due_on", day("Last day to make the record; null: none is needed")),
    ("record_by", text("Code of the one with which the record that serves it stands; null: none")),
    ("record_closes_on", day("Last day of the quarter that a lump record serves; null: it is none")),
    ("record_kept_until", day("Last day of keeping the record (Rule 25); null: there is none")),
]


class Migration(migrations.Migration):
    """Data received from third parties."""

    dependencies = [("teikyo", "0026_withdrawal_batches")]

    operations = [
        made("ReceivedProvision", "received_provision", "Data received from third parties (APPI 30)", _RECEIVED),
        unique("ReceivedProvision", "received_provision_code_unique", "code"),
        index("ReceivedProvision", "received_provision_flow", "provider", "basis", "received_on"),
        index("ReceivedProvision", "received_provision_received", "received_on", "id"),
        made(
            "ReceivedSubject",
            "received_subject",
            "Persons whose data was received",
            [received(), ("subject", text("The operator's own reference for the person, never a name", null=False))],
        ),
        unique("ReceivedSubject", "received_subject_unique", "received_id", "subject"),
        index("ReceivedSubject", "received_subject_subject", "subject"),
        made(
            "ReceivedFinding",
            "received_finding",
            "Days on which rule 35 is broken (APPI 30)",
            [
                received(),
                ("cause", word(ReceivedCause, "For what it is broken")),
                ("because", word(Because, "Whether it rests on nothing recorded, or on a contrary record")),
                ("from_on", first_day("First day on which it holds")),
                ("until_on", day("Last day on which it holds; null: it never ends")),
            ],
        ),
        index("ReceivedFinding", "received_finding_received", "received_id", "from_on"),
    ]
