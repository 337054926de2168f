"""The company whose register it is, and what it says of itself: its limits, services, purposes, items and policies."""

from pydantic import Field

from models.vocabulary import ItemKind, ItemSource
from vendors.register.entries.part import Entry, Flag, InOrder, Natural, Part
from vendors.register.values import Code, Codes, Country, Day, Text, TimeZone


class Operator(Entry):
    """The company whose register this is."""

    name: Text
    country: Country | None = None
    address: Text | None = None
    representative: Text | None = None
    contact: Text | None = None
    time_zone: TimeZone = "Asia/Tokyo"
    academic: Flag = None


class Limits(Part):
    """Internal limits, in months and days; part of the judgement, so part of the file."""

    review_months: Natural = 12
    equivalent_check_months: Natural = 12
    return_days: Natural = 30
    record_days: Natural = 7


class Service(Entry):
    """A service of the operator's, from which data is provided."""

    code: Code
    name: Text


class Purpose(Entry):
    """A purpose of use (利用目的, APPI 17)."""

    code: Code
    name: Text


class Item(Entry):
    """An item of personal data (個人データの項目)."""

    code: Code
    name: Text
    sensitive: Flag = None
    kind: ItemKind = ItemKind.PERSONAL
    source: ItemSource = ItemSource.PRINCIPAL


class JointUse(Entry):
    """A notice of joint use (共同利用, APPI 27(5)(iii))."""

    users: Codes
    items: Codes
    purposes: Codes
    responsible: Text | None = None
    from_: Day = Field(alias="from")


class OptOut(Entry):
    """An opt-out notice (オプトアウト, APPI 27(2)): notified, filed with the PPC, published, and in use from a day."""

    items: Codes
    recipients: Codes
    notified_on: Day | None = None
    filed_on: Day | None = None
    published_on: Day | None = None
    from_: Day = Field(alias="from")


class Policy(Entry):
    """A published version of the privacy policy; in force until the day before the next one's `from_`."""

    version: Text
    from_: Day = Field(alias="from")
    purposes: Codes
    states_provision: Flag = None
    joint_use: InOrder[JointUse] = ()
    opt_out: InOrder[OptOut] = ()
