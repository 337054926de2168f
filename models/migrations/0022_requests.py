"""What persons ask for under APPI 32 to 39, and how it is answered."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import RequestKind, RequestMethod, RequestOutcome


def text(description: str) -> Any:
    return fields.TextField(null=True, description=description)


def day(description: str) -> Any:
    return fields.DateField(null=True, description=description)


def word(enum_type: Any, description: str) -> Any:
    return fields.CharEnumField(null=True, description=description, enum_type=enum_type, max_length=40)


def index(name: str, *columns: str) -> ops.AddIndex:
    return ops.AddIndex(model_name="PersonRequest", index=Index(fields=columns, name=name))


class Migration(migrations.Migration):
    """What persons ask for."""

    dependencies = [("teikyo", "0021_moments")]

    operations = [
        ops.CreateModel(
            name="PersonRequest",
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
                    "code",
                    fields.CharField(
                        description="The operator's own reference for the request, never a name", max_length=64
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(description="What is asked for", enum_type=RequestKind, max_length=40),
                ),
                ("subject", fields.TextField(description="The operator's own reference for the person, never a name")),
                ("received_on", fields.DateField(description="Day on which it arrived")),
                (
                    "method",
                    word(RequestMethod, "How the person wants to be answered; null: on paper (Rule 30)"),
                ),
                (
                    "recipients",
                    text("Recipients to whom provision is to stop, as a JSON array of codes; null: all"),
                ),
                ("asked", text("What the person says, in words")),
                ("verified_on", day("Day on which identity was verified (APPI 37); null: it was not")),
                ("identity", text("How identity was verified")),
                ("investigated_on", day("Day on which the investigation ended; null: it has not")),
                ("found", text("What the investigation found")),
                ("decided_on", day("Day of the decision; null: there is none")),
                ("outcome", word(RequestOutcome, "What was decided; null: nothing yet")),
                ("reasons", text("Lawful reasons of a refusal, as a JSON array of words; null: none")),
                ("explained", text("What else is said of the decision, in words (APPI 36)")),
                (
                    "stopped_from",
                    fields.DatetimeField(
                        null=True,
                        description="From when provision stops, where that was decided; null: it was not",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("notified_on", day("Day on which the person was told; null: not yet")),
                ("overdue_from", day("First day on which it is unanswered for too long; null: never")),
                ("overdue_until", day("Last such day; null: open-ended, or never")),
            ],
            options={
                "table": "person_request",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What persons ask for under APPI 32 to 39, and how it is answered",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="PersonRequest",
            constraint=UniqueConstraint(fields=("code",), name="person_request_code_unique"),
        ),
        index("person_request_subject", "subject"),
        index("person_request_received", "received_on", "id"),
        index("person_request_overdue", "overdue_from", "id"),
    ]
