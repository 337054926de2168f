"""What dated changes and amendments say of themselves."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_CHANGE = (
    ("note", "Free note on the change that begins it"),
    ("owner", "Who answers, inside the company, for the change that begins it"),
)


def words(description: str) -> str:
    """What is said of a column that holds words."""
    return f"{description}, as a JSON array of words; null: none"


_REPLACED = ("changed", words("What the change that begins it replaces"))
_SAID = {
    "RecipientVersion": (_REPLACED, *_CHANGE),
    "TransferVersion": (_REPLACED, *_CHANGE),
    "ContractVersion": (
        ("changed", words("What the amendment that begins it replaces")),
        ("adds", words("Clauses that the amendment adds")),
        ("removes", words("Clauses that the amendment removes")),
        *_CHANGE,
    ),
}


class Migration(migrations.Migration):
    """What dated changes and amendments say of themselves."""

    dependencies = [("teikyo", "0016_calendar")]

    operations = [
        *(
            ops.AddField(model_name=model, name=name, field=fields.TextField(null=True, description=description))
            for model, columns in _SAID.items()
            for name, description in columns
        ),
        # By no rule set: `teikyo migrate` then judges what is stored anew, and writes what these columns say.
        ops.RunSQL("UPDATE judged SET rule_set = ''", reverse_sql=ops.RunSQL.noop),
    ]
