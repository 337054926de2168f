"""The company whose register this is."""

import strawberry

from graph.reads.rows import Beside, Leaf, One, read, row
from graph.types import node
from graph.types.ledger import LedgerEventConnection, history
from graph.types.recorded import revision

ITSELF = Beside("operator", "{it}.id = {row}.id")


@strawberry.type(description="The register's internal limits, which its judgement uses.")
class Limits:
    """The register's internal limits."""

    review_months: int = read(
        Leaf("{it}.review_months"), "Months within which an outsourcee is reviewed (取扱状況の把握, APPI 25)."
    )
    equivalent_check_months: int = read(
        Leaf("{it}.equivalent_check_months"), "Months within which equivalent measures are checked (Rule 18(1))."
    )
    return_days: int = read(
        Leaf("{it}.return_days"),
        "Days for return or erasure after a contract's end, unless the contract says (APPI 22).",
    )
    record_days: int = read(
        Leaf("{it}.record_days"), "Days within which a provision record is made (提供記録, APPI 29)."
    )
    revision: str = revision("limits", "''")
    history: LedgerEventConnection = history("limits", "''")


@row("operator")
@strawberry.type(description="The company whose register this is (個人情報取扱事業者, APPI 16(2)).")
class Operator:
    """The company whose register this is."""

    name: str = read(Leaf("{it}.name"), "Name of the company.")
    country: str | None = read(Leaf("{it}.country"), "Country of the company, ISO 3166-1 alpha-2; null: not recorded.")
    address: str | None = read(Leaf("{it}.address"), "Address of the company (APPI 32).")
    representative: str | None = read(Leaf("{it}.representative"), "Representative of the company (APPI 32).")
    contact: str | None = read(Leaf("{it}.contact"), "Where principals turn to (APPI 32).")
    time_zone: str = read(Leaf("{it}.time_zone"), "IANA time zone in which the register's days are days.")
    academic: bool | None = read(
        Leaf("{it}.academic"),
        "Whether the company is an academic research institution (APPI 16(8)); null: not recorded.",
    )
    limits: Limits = read(One(ITSELF), "The limits that the judgement uses.")
    note: str | None = node.note()
    owner: str | None = node.owner()
    revision: str = revision("operator", "''")
    history: LedgerEventConnection = history("operator", "''")
