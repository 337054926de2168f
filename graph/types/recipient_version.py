"""What holds of a recipient over a run of days."""

from datetime import date

import strawberry

from graph.reads.rows import Leaf, read
from graph.types import version
from graph.types.change_words import RecipientField
from models.vocabulary import RecipientKind


@strawberry.type(description="What holds of a recipient from one of its dated changes until the next.")
class RecipientVersion:
    """What holds of a recipient over a run of days."""

    from_: date | None = version.begins()
    until: date | None = version.ends()
    changed: list[RecipientField] = version.changed()
    name: str = read(Leaf("{it}.name"), "Name.")
    kind: RecipientKind = read(Leaf("{it}.kind"), "What it is (APPI 16).")
    country: str | None = read(
        Leaf("{it}.country"),
        "Country of the entity that handles the data, ISO 3166-1 alpha-2; null: not recorded (APPI 28).",
    )
    japan_business: str | None = read(
        Leaf("{it}.japan_business"),
        "Why it handles the data in a business in Japan, and so is not abroad; null: it does not.",
    )
    address: str | None = read(Leaf("{it}.address"), "Address.")
    representative: str | None = read(Leaf("{it}.representative"), "Representative.")
    foreign: bool = read(Leaf("{it}.abroad"), "Whether it is abroad, as the law derives it (APPI 28).")
    note: str | None = version.note()
    owner: str | None = version.owner()
