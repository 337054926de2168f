"""Global ids: the name of a type and the number of a row, wrapped up."""

from graph.reads.asked import Path
from graph.reads.dialect import unwrap
from graph.reads.refusals import Code, Refused


def identity(text: str, types: frozenset[str], path: Path) -> tuple[str, int]:
    """The type and the row that a global id names; refused is what is no id of one of these types."""
    values = unwrap(text)
    if values is not None and len(values) == 2:
        name, number = values
        if isinstance(name, str) and name in types and type(number) is int and 0 < number < 2**63:
            return name, number
    accepted = ", ".join(sorted(types))
    raise Refused(
        Code.BAD_INPUT,
        f"That is no id of {accepted}; take one from an `id` field.",
        f"{accepted} の id ではありません。`id` フィールドの値を使ってください。",
        path,
    )
