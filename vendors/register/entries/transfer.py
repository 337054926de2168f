"""Flows of personal data, and what changes about them from a day on."""

from typing import ClassVar

from pydantic import Field

from vendors.register.entries.basis import Basis
from vendors.register.entries.part import Change, Entry, Flag, InOrder
from vendors.register.values import Code, Codes, Day, Text


class TransferChange(Change):
    """What changes about a transfer from a day on."""

    never_absent: ClassVar[frozenset[str]] = frozenset({"items", "purposes"})

    items: Codes | None = None
    purposes: Codes | None = None
    contract: Code | None = None
    foreign: Flag = None
    own_use: Flag = None
    mixed: Flag = None


class Transfer(Entry):
    """One flow of personal data to one recipient; a single provision has `from_` == `until`."""

    code: Code
    service: Code
    recipient: Code
    contract: Code | None = None
    foreign: Flag = None
    items: Codes
    purposes: Codes
    from_: Day = Field(alias="from")
    until: Day | None = None
    subject_class: Text | None = None
    method: Text | None = None
    own_use: Flag = None
    mixed: Flag = None
    changes: InOrder[TransferChange] = ()
    bases: InOrder[Basis] = ()
