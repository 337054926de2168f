"""What verbs answered, by the keys that their callers gave."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    """What verbs answered, by the keys that their callers gave."""

    dependencies = [("teikyo", "0017_dated_changes")]

    operations = [
        ops.CreateModel(
            name="VerbAnswer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                ("given_by", fields.CharField(description="Who gave the key", max_length=200)),
                ("key", fields.CharField(description="The key, as he gave it", max_length=200)),
                (
                    "digest",
                    fields.CharField(
                        description="SHA-256 of the verb and its input, to tell another one from it", max_length=64
                    ),
                ),
                ("answer", fields.TextField(description="What it answered, as JSON")),
                ("answered_at", fields.DatetimeField(description="When")),
            ],
            options={
                "table": "verb_answer",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "What verbs answered, by the keys that their callers gave",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="VerbAnswer",
            constraint=UniqueConstraint(fields=("given_by", "key"), name="verb_answer_unique"),
        ),
    ]
