"""Who hands a document out, and where the person turns to (APPI 32(1); policy 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from vendors.printing.document import Lang, Section
from vendors.store.connection import Reads


@dataclass(frozen=True)
class HandedBy:
    """The operator, as the register has it now."""

    name: str
    address: str | None
    representative: str | None
    contact: str | None


async def operator_of(database: Reads) -> HandedBy:
    """The operator; a register is stored."""
    (row,) = await database.rows("SELECT name, address, representative, contact FROM operator")
    return HandedBy(row["name"], row["address"], row["representative"], row["contact"])


def contact(by: HandedBy, lang: Lang) -> Section:
    """Where the person turns to."""
    said = (("name", by.name), ("address", by.address), ("representative", by.representative), ("contact", by.contact))
    return Section(_WORDS["contact"][lang], lines=[(_WORDS[name][lang], value) for name, value in said if value])


_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "contact": {"ja": "お問合せ窓口", "en": "Contact"},
    "name": {"ja": "事業者", "en": "Operator"},
    "address": {"ja": "住所", "en": "Address"},
    "representative": {"ja": "代表者", "en": "Representative"},
}
