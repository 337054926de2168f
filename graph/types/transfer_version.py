"""What holds of a transfer over a run of days, as recorded."""

from datetime import date

import strawberry

from graph.reads.rows import Beside, Leaf, Many, One, read
from graph.types import version
from graph.types.beside import CONTRACT
from graph.types.catalogue import Item, Purpose
from graph.types.change_words import TransferField
from graph.types.contract import Contract


def given(table: str, beside: Beside | None = None) -> Many:
    """What a version of a transfer gives, or gives it for."""
    return Many(
        table,
        joins=f" join transfer_version_{table} link on link.{table}_id = {{it}}.id",
        where="link.version_id = {beside}.id",
        order="{it}.code",
        beside=beside,
    )


@strawberry.type(description="What holds of a transfer from one of its dated changes until the next, as recorded.")
class TransferVersion:
    """What holds of a transfer over a run of days."""

    from_: date | None = version.begins()
    until: date | None = version.ends()
    changed: list[TransferField] = version.changed()
    recorded_contract: Contract | None = read(
        One(CONTRACT), "The contract that it names, whether in force or not; null: none."
    )
    declared_foreign: bool | None = read(
        Leaf("{it}.declared_foreign"), "The foreign-transfer flag; null: not recorded (APPI 28)."
    )
    own_use: bool | None = read(
        Leaf("{it}.own_use"), "Whether the recipient uses the data for itself (APPI 27(5)(i)); null: not recorded."
    )
    mixed: bool | None = read(
        Leaf("{it}.mixed"), "Whether the recipient mixes it with other data (APPI 27(5)(i)); null: not recorded."
    )
    items: list[Item] = read(given("item"), "The items of data that it gives.")
    purposes: list[Purpose] = read(given("purpose"), "For what it gives them (利用目的, APPI 17).")
    note: str | None = version.note()
    owner: str | None = version.owner()
