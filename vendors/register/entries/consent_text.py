"""The wording that people agreed to, and what it tells of provision abroad."""

from pydantic import Field

from vendors.register.entries.part import Entry, Flag, Part
from vendors.register.values import Code, Codes, Day, Text


class ForeignInformation(Part):
    """What a consent text tells of provision abroad (APPI 28(2), Rule 17)."""

    country_named: Flag = None
    system_described: Flag = None
    measures_described: Flag = None
    unknown_reason: Text | None = None


class ConsentText(Entry):
    """The wording people agreed to, in use from a day."""

    code: Code
    from_: Day = Field(alias="from")
    until: Day | None = None
    recipients: Codes = ()
    any_recipient: Flag = None
    recipient_class: Text | None = None
    items: Codes
    purposes: Codes
    expressed: Flag = None
    foreign: ForeignInformation | None = None
