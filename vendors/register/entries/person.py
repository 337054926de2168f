"""What single persons said: that they agree, that they withdraw it, that their data is to be provided no more."""

from pydantic import Field

from vendors.register.entries.part import Entry, Flag
from vendors.register.values import Code, Codes, Moment, Text


class Consent(Entry):
    """What one person agreed to; a withdrawal is a moment of its own."""

    text: Code
    subject: Text
    given_at: Moment
    withdrawn_at: Moment | None = None
    capable: Flag = None
    guardian: Flag = None


class Stop(Entry):
    """An accepted request to stop provision (APPI 35); without recipients: all on consent, opt-out or joint use."""

    subject: Text
    from_: Moment = Field(alias="from")
    until: Moment | None = None
    recipients: Codes = ()
