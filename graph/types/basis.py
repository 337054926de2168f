"""Legal bases: one type per kind, each with its evidence."""

from datetime import date

import strawberry

from graph.reads.rows import BY_KIND, Leaf, Many, One, read
from graph.types import node
from graph.types.beside import INSTRUMENT, TRANSFER
from graph.types.consent_text import ConsentText
from graph.types.contract import Contract
from models.vocabulary import BasisKind, Ground


def texts(asked_as: str) -> Many:
    """The consent texts that a basis names, for itself or for provision abroad beside it."""
    return Many(
        "consent_text",
        joins=" join basis_text link on link.text_id = {it}.id",
        where=f"link.basis_id = {{row}}.id and link.asked_as = '{asked_as}'",
        order="{it}.code",
    )


@strawberry.interface(description="On what a transfer rests over a period (APPI 27; policy 4(1)), with its evidence.")
class LegalBasis:
    """On what a transfer rests over a period."""

    kind: BasisKind = read(Leaf("{it}.kind"), "Its kind.")
    from_: date = read(
        Leaf("coalesce({row}.from_on, {it}.from_on)", TRANSFER),
        "First day: its own, or the transfer's where none is recorded.",
        name="from",
    )
    until: date | None = read(
        Leaf("coalesce({row}.until_on, {it}.until_on)", TRANSFER),
        "Last day: its own, or the transfer's where none is recorded; null: open-ended.",
    )
    foreign_consent: list[ConsentText] = read(
        texts("foreign_consent"), "Consent texts for provision abroad beside another basis (APPI 28(1))."
    )
    note: str | None = node.note()
    owner: str | None = node.owner()


@strawberry.type(description="Consent of the principal (APPI 27(1), 28(1)).")
class ConsentBasis(LegalBasis):
    """Consent of the principal."""

    texts: list[ConsentText] = read(texts("texts"), "The wordings that people agreed to.")


@strawberry.type(
    description="Outsourcing within what the purpose needs (委託, APPI 27(5)(i)); its evidence is the contract."
)
class OutsourcingBasis(LegalBasis):
    """Outsourcing."""


@strawberry.type(description="Succession of a business (承継, APPI 27(5)(ii)).")
class MergerBasis(LegalBasis):
    """Succession of a business."""

    instrument: Contract | None = read(One(INSTRUMENT), "The instrument of succession; null: not recorded.")
    effective_on: date | None = read(Leaf("{it}.effective_on"), "Day on which the succession takes effect.")
    within_business: bool | None = read(
        Leaf("{it}.within_business"), "Whether use stays within the business succeeded to (APPI 18(2))."
    )


@strawberry.type(description="Cooperation with a state organ or local government (APPI 27(1)(iv)).")
class GovernmentCooperationBasis(LegalBasis):
    """Cooperation with a state organ or local government."""

    requester: str | None = read(Leaf("{it}.requester"), "The body that asks.")
    affair: str | None = read(Leaf("{it}.affair"), "The affair that it has to perform.")
    statute: str | None = read(Leaf("{it}.statute"), "The statute that prescribes the affair.")
    necessity: str | None = read(Leaf("{it}.necessity"), "Why cooperation is necessary.")
    impediment: str | None = read(Leaf("{it}.impediment"), "How asking for consent would impede the affair.")
    document: str | None = read(Leaf("{it}.document"), "The document that shows it.")
    requested_on: date | None = read(Leaf("{it}.requested_on"), "Day of the request.")
    delegated_by: str | None = read(Leaf("{it}.delegated_by"), "The body that delegated the affair.")


@strawberry.type(description="Another provision of APPI 27, which the ground names.")
class OtherLawBasis(LegalBasis):
    """Another provision of APPI 27."""

    ground: Ground | None = read(Leaf("{it}.ground"), "Which provision; null: not recorded, so there is no basis.")
    statute: str | None = read(Leaf("{it}.statute"), "The statute (APPI 27(1)(i)).")
    article: str | None = read(Leaf("{it}.article"), "The article of the statute (APPI 27(1)(i)).")
    document: str | None = read(Leaf("{it}.document"), "The document that shows it (APPI 27(1)(i)).")
    foreign_law: bool | None = read(Leaf("{it}.foreign_law"), "Whether the statute is foreign law, which is no basis.")
    consent_difficult: str | None = read(
        Leaf("{it}.consent_difficult"), "Why consent is difficult to get (APPI 27(1)(ii), (iii))."
    )
    necessity: str | None = read(Leaf("{it}.necessity"), "Why it is necessary (APPI 27(1)(v) to (vii)).")


BASES = (ConsentBasis, OutsourcingBasis, MergerBasis, GovernmentCooperationBasis, OtherLawBasis)
"""The types that implement `LegalBasis`."""

BY_KIND["LegalBasis"] = (
    "kind",
    {kind.value: basis.__name__ for kind, basis in zip(BasisKind, BASES, strict=True)},
)
