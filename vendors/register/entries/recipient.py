"""Whoever receives, and what is kept of a vendor: measures abroad, reviews, re-entrustment, dated changes."""

from typing import ClassVar

from pydantic import Field

from models.vocabulary import MeasureKind, RecipientKind
from vendors.register.entries.part import Change, Entry, Flag, InOrder
from vendors.register.values import (
    Code,
    Codes,
    CorporateNumber,
    Countries,
    Country,
    Day,
    Days,
    Text,
)


class EquivalentMeasures(Entry):
    """A period of equivalent measures (基準適合体制, Rule 16)."""

    kind: MeasureKind
    from_: Day = Field(alias="from")
    until: Day | None = None


class Subprocessor(Entry):
    """Re-entrustment (再委託) to another recipient."""

    recipient: Code
    work: Text | None = None
    items: Codes = ()
    from_: Day = Field(alias="from")
    until: Day | None = None
    approved_on: Day | None = None


class RecipientChange(Change):
    """What changes about a recipient from a day on."""

    never_absent: ClassVar[frozenset[str]] = frozenset({"name", "kind"})

    name: Text | None = None
    kind: RecipientKind | None = None
    country: Country | None = None
    japan_business: Text | None = None
    address: Text | None = None
    representative: Text | None = None


class Recipient(Entry):
    """Anyone who receives (提供先); a vendor is a recipient under outsourcing."""

    code: Code
    name: Text
    kind: RecipientKind
    country: Country | None = None
    japan_business: Text | None = None
    same_entity: Flag = None
    address: Text | None = None
    representative: Text | None = None
    corporate_number: CorporateNumber | None = None
    stored_in: Countries = ()
    equivalent_measures: InOrder[EquivalentMeasures] = ()
    equivalent_checks: Days = ()
    continuation_difficult_from: Day | None = None
    screenings: Days = ()
    reviews: Days = ()
    subprocessors: InOrder[Subprocessor] = ()
    changes: InOrder[RecipientChange] = ()
