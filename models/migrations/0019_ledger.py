"""The ledger, with the triggers that keep it; batches of rows about persons."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.migrations.schema_editor import BaseSchemaEditor

from models.vocabulary import LedgerAction

KEPT = "the ledger is append-only"
ON_SQLITE = (
    f"CREATE TRIGGER ledger_event_update BEFORE UPDATE ON ledger_event BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER ledger_event_delete BEFORE DELETE ON ledger_event BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    # INSERT OR REPLACE deletes without asking the trigger above, so this one has to refuse it, too.
    (
        "CREATE TRIGGER ledger_event_append BEFORE INSERT ON ledger_event"  # noqa: S608  # all its own
        " WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM ledger_event)"
        f" BEGIN SELECT RAISE(ABORT, '{KEPT}, without a gap'); END"
    ),
)
ON_POSTGRESQL = (
    f"CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
    "CREATE TRIGGER ledger_event_update BEFORE UPDATE ON ledger_event EXECUTE FUNCTION ledger_refuses()",
    "CREATE TRIGGER ledger_event_delete BEFORE DELETE ON ledger_event EXECUTE FUNCTION ledger_refuses()",
    "CREATE TRIGGER ledger_event_truncate BEFORE TRUNCATE ON ledger_event EXECUTE FUNCTION ledger_refuses()",
    (
        "CREATE FUNCTION ledger_counts() RETURNS trigger LANGUAGE plpgsql AS $$"  # noqa: S608  # all its own
        " DECLARE lowest bigint; highest bigint; many bigint; BEGIN"
        " SELECT min(id), max(id), count(*) INTO lowest, highest, many FROM appended;"
        " IF many > 0 AND (highest - lowest + 1 <> many OR highest <> (SELECT max(id) FROM ledger_event) OR"
        " lowest <> (SELECT coalesce(max(id), 0) + 1 FROM ledger_event WHERE id < lowest))"
        f" THEN RAISE EXCEPTION '{KEPT}, without a gap'; END IF; RETURN NULL; END $$"
    ),
    (
        "CREATE TRIGGER ledger_event_append AFTER INSERT ON ledger_event REFERENCING NEW TABLE AS appended"
        " EXECUTE FUNCTION ledger_counts()"
    ),
)


async def keep(_apps: object, schema_editor: BaseSchemaEditor) -> None:
    """Make the triggers."""
    statements = ON_SQLITE if schema_editor.client.capabilities.dialect == "sqlite" else ON_POSTGRESQL
    for statement in statements:
        await schema_editor.client.execute_query(statement)


def number() -> fields.Field[int]:
    return fields.BigIntField(
        generated=True, primary_key=True, description="Number of the row; means nothing outside this database"
    )


class Migration(migrations.Migration):
    """The ledger, with the triggers that keep it; batches of rows about persons."""

    dependencies = [("teikyo", "0018_verb_answers")]

    operations = [
        ops.CreateModel(
            name="LedgerEvent",
            fields=[
                ("id", number()),
                (
                    "recorded_at",
                    fields.DatetimeField(
                        description="When, in UTC; one moment for all events of a change, later than of any before",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("actor", fields.TextField(null=True, description="Who did it; null: nobody was named")),
                (
                    "verb",
                    fields.CharField(
                        description="By which verb: import, migrate, or the name of a mutation", max_length=64
                    ),
                ),
                (
                    "action",
                    fields.CharEnumField(
                        description="What it did to the register", enum_type=LedgerAction, max_length=40
                    ),
                ),
                (
                    "list",
                    fields.CharField(
                        description="List of the register file; empty where it is about no entry", max_length=32
                    ),
                ),
                ("key", fields.CharField(description="Code, or what else names the entry in its list", max_length=255)),
                (
                    "entry",
                    fields.TextField(
                        null=True,
                        description="The entry in canonical JSON (RFC 8785), persons by digest; null: removed",
                    ),
                ),
                ("reason", fields.TextField(null=True, description="Why; null: no reason was given")),
                (
                    "leaf",
                    fields.CharField(
                        description="SHA-256 of the event as a leaf of the tree (RFC 9162, 2.1.1), in hexadecimal",
                        max_length=64,
                    ),
                ),
            ],
            options={
                "table": "ledger_event",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What was done to the register, in the order in which it was committed; append-only",
            },
            bases=["Model"],
        ),
        ops.AddIndex(model_name="LedgerEvent", index=Index(fields=["list", "key", "id"], name="ledger_event_entry")),
        ops.CreateModel(
            name="LedgerHead",
            fields=[
                ("id", number()),
                ("size", fields.IntField(description="How many events there are")),
                (
                    "frontier",
                    fields.TextField(
                        description="Roots of the perfect trees that the tree falls into, from the largest, in hexadecimal"
                    ),
                ),
            ],
            options={
                "table": "ledger_head",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "How far the ledger has come; one row",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Sealed",
            fields=[
                ("id", number()),
                ("list", fields.CharField(description="List of the register file that they stand in", max_length=32)),
                (
                    "key",
                    fields.CharField(
                        description="Number of the batch, or code of the delivery that lists the persons",
                        max_length=64,
                    ),
                ),
                (
                    "salt",
                    fields.TextField(
                        null=True,
                        description="Key of the digest, in hexadecimal; null: rows are gone, the rest is not sealed yet",
                    ),
                ),
                ("persons", fields.IntField(description="How many rows there are")),
            ],
            options={
                "table": "sealed",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Rows about persons that the ledger knows by a salted digest alone",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Sealed", constraint=UniqueConstraint(fields=("list", "key"), name="sealed_unique")
        ),
        *(
            operation
            for model, table in (("Consent", "consent"), ("Stop", "stop"))
            for operation in (
                ops.AddField(
                    model_name=model,
                    name="batch",
                    field=fields.IntField(
                        null=True,
                        description="Batch by whose digest the ledger knows it; null: not yet in the ledger",
                    ),
                ),
                ops.AddIndex(model_name=model, index=Index(fields=["batch"], name=f"{table}_batch")),
            )
        ),
        ops.RunPython(keep),
    ]
