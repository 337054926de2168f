"""What a contract says over a run of days, its amendments applied (守秘義務, APPI 25)."""

from datetime import date

import strawberry

from graph.reads.rows import Beside, Leaf, Many, One, read
from graph.types import version
from graph.types.catalogue import Item, Purpose
from graph.types.change_words import ContractField
from models.vocabulary import Term

ITSELF = Beside("contract_version", "{it}.id = {row}.id")


def allowed(table: str, beside: Beside | None = None) -> Many:
    """What a version of a contract allows, of a table; null where it names none."""
    return Many(
        table,
        joins=f" join contract_version_{table} link on link.{table}_id = {{it}}.id",
        where="link.version_id = {beside}.id",
        order="{it}.code",
        beside=beside,
        there=f"{{beside}}.limits_{table}s",
    )


def held(beside: Beside | None = None) -> Many:
    """The clauses that a version of a contract holds."""
    return Many(
        "contract_version_term",
        where="{it}.version_id = {beside}.id",
        order="{it}.term",
        beside=beside,
        value="{it}.term",
    )


@strawberry.type(description="Confidentiality terms of a contract (守秘義務; APPI 25, policy 4(2)).")
class Confidentiality:
    """Confidentiality terms of a contract."""

    survives_months: int | None = read(
        Leaf("{it}.survives_months"), "Months for which they outlive the contract; null: not recorded."
    )
    binds_staff: bool | None = read(Leaf("{it}.binds_staff"), "Whether they bind the recipient's staff (APPI 24).")
    binds_subcontractors: bool | None = read(
        Leaf("{it}.binds_subcontractors"), "Whether they bind subcontractors (再委託先, APPI 25)."
    )


@strawberry.type(
    description="What a contract says from one of its amendments until the next; the first is the contract as signed."
)
class ContractVersion:
    """What a contract says over a run of days."""

    from_: date | None = version.begins()
    until: date | None = version.ends()
    changed: list[ContractField] = version.words(
        "changed", "What the amendment replaces as a whole that begins it; empty for the first version."
    )
    adds: list[Term] = version.words("adds", "The clauses that this amendment adds, as recorded (APPI 25).")
    removes: list[Term] = version.words("removes", "The clauses that this amendment removes, as recorded (APPI 25).")
    contract_until: date | None = read(
        Leaf("{it}.ends_on"), "Last day of the contract, as this version has it; null: open-ended."
    )
    confidentiality: Confidentiality | None = read(
        One(ITSELF, where="{it}.has_confidentiality"), "Its confidentiality terms; null: it has none (守秘義務)."
    )
    terms: list[Term] = read(held(), "The clauses that it holds (APPI 25).")
    items: list[Item] | None = read(allowed("item"), "What may be given; null: it names no items.")
    purposes: list[Purpose] | None = read(
        allowed("purpose"), "For what the recipient may use it; null: it names no purposes (APPI 27(5)(i))."
    )
    note: str | None = version.note()
    owner: str | None = version.owner()
