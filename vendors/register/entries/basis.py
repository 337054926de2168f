"""The legal bases of a transfer: consent, outsourcing, merger, government cooperation, other law (APPI 27)."""

from typing import Annotated, Literal

from pydantic import Field

from models.vocabulary import BasisKind, Ground
from vendors.register.entries.part import Entry, Flag
from vendors.register.values import Code, Codes, Day, Text


class BasisPart(Entry):
    """What every legal basis has: its days, where they are fewer than the transfer's."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class NonConsentBasis(BasisPart):
    """Any basis but consent may carry consent texts for provision abroad (APPI 28(1))."""

    foreign_consent: Codes = ()


class ConsentBasis(BasisPart):
    """Consent of the principal (APPI 27(1); abroad 28(1))."""

    kind: Literal[BasisKind.CONSENT]
    texts: Codes = ()


class OutsourcingBasis(NonConsentBasis):
    """Outsourcing (委託, APPI 27(5)(i))."""

    kind: Literal[BasisKind.OUTSOURCING]


class MergerBasis(NonConsentBasis):
    """Business succession (承継, APPI 27(5)(ii))."""

    kind: Literal[BasisKind.MERGER]
    instrument: Code | None = None
    effective_on: Day | None = None
    within_business: Flag = None


class GovernmentCooperationBasis(NonConsentBasis):
    """Cooperation with a state organ, a local government or their delegate (APPI 27(1)(iv))."""

    kind: Literal[BasisKind.GOVERNMENT_COOPERATION]
    requester: Text | None = None
    affair: Text | None = None
    statute: Text | None = None
    necessity: Text | None = None
    impediment: Text | None = None
    document: Text | None = None
    requested_on: Day | None = None
    delegated_by: Text | None = None


class OtherLawBasis(NonConsentBasis):
    """Another provision of Art. 27, named by its ground."""

    kind: Literal[BasisKind.OTHER_LAW]
    ground: Ground | None = None
    statute: Text | None = None
    article: Text | None = None
    document: Text | None = None
    foreign_law: Flag = None
    consent_difficult: Text | None = None
    necessity: Text | None = None


Basis = Annotated[
    ConsentBasis | OutsourcingBasis | MergerBasis | GovernmentCooperationBasis | OtherLawBasis,
    Field(discriminator="kind"),
]
