"""What verbs say that no entry of the register file says by itself: on which day, of whom, until when."""

from pydantic import Field

from models.vocabulary import MeasureKind
from vendors.register.entries.basis import Basis
from vendors.register.entries.part import Part
from vendors.register.values import Code, Day


class OnDay(Part):
    """Something happened on a day."""

    on: Day


class Until(Part):
    """Something has a last day."""

    until: Day


class NewBasis(Part):
    """A basis that takes the place of the one in force."""

    basis: Basis


class SubprocessorUntil(Until):
    """The last day of what is entrusted further."""

    recipient: Code
    from_: Day | None = Field(default=None, alias="from")


class SubprocessorApproved(Part):
    """The day on which re-entrustment was approved."""

    recipient: Code
    from_: Day | None = Field(default=None, alias="from")
    approved_on: Day


class MeasuresUntil(Until):
    """The last day of equivalent measures."""

    kind: MeasureKind
    from_: Day | None = Field(default=None, alias="from")
