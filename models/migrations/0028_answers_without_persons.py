"""What is kept of a verb's input: a digest under salts, where it was a plain one."""

from typing import Any

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_TOLD = {
    "digest": "HMAC-SHA-256 of the SHA-256 of the verb and its input, to tell another from it; empty: nobody can any"
    " more",
    "answer": "What it answered, as JSON; it names nobody",
}


class DescribedAnew(ops.AlterField):
    """A column that is only described in other words: Tortoise would make SQLite's table anew, and lose its indexes."""

    async def database_forward(
        self, _app_label: str, _old_state: Any, _new_state: Any, state_editor: Any | None = None
    ) -> None:
        """Say so, where the database knows descriptions of columns."""
        if state_editor is not None and state_editor.client.capabilities.dialect != "sqlite":
            await state_editor.client.execute_query(
                f"COMMENT ON COLUMN verb_answer.{self.name} IS '{_TOLD[self.name]}'"
            )


def text(description: str) -> Any:
    return fields.TextField(null=True, unique=False, description=description)


class Migration(migrations.Migration):
    """The salts of digests; those that are there get theirs afterwards, or go."""

    dependencies = [("teikyo", "0027_received")]

    operations = [
        ops.AddField(
            model_name="VerbAnswer",
            name="salt",
            field=text("Part of the digest's key, in hexadecimal; null: there is no digest"),
        ),
        ops.AddField(
            model_name="VerbAnswer",
            name="about",
            field=text(
                "Rows of `sealed` whose salts are the rest of it, as JSON pairs of list and key: the persons whom the input"
                " named; null: it named nobody"
            ),
        ),
        DescribedAnew("VerbAnswer", "digest", fields.CharField(description=_TOLD["digest"], max_length=64)),
        DescribedAnew("VerbAnswer", "answer", fields.TextField(unique=False, description=_TOLD["answer"])),
    ]
