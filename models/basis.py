"""On what a transfer rests, and with which evidence."""

from enum import StrEnum

from tortoise.models import Model

from models import columns
from models.vocabulary import BasisKind, Ground


class AskedAs(StrEnum):
    """For what a basis names a consent text."""

    TEXTS = "texts"  # the basis itself is consent (APPI 27(1), 28(1))
    FOREIGN_CONSENT = "foreign_consent"  # consent to provision abroad beside another basis (APPI 28(1))


class Basis(Model):
    """A legal basis as recorded; which columns hold evidence depends on its kind, the rest are null."""

    id = columns.row_number()
    transfer = columns.part_of("Transfer", "The transfer that rests on it")
    position = columns.number("Place among the transfer's bases, from 0")
    kind = columns.word(BasisKind, "Kind of basis")
    ground = columns.optional_word(Ground, "Which provision of APPI 27 another-law basis rests on")
    from_on = columns.optional_day("First day as recorded; null: the transfer's")
    until_on = columns.optional_day("Last day as recorded; null: the transfer's")
    instrument = columns.may_refer_to("Contract", "The instrument of succession (APPI 27(5)(ii))")
    effective_on = columns.optional_day("Day on which the succession takes effect")
    within_business = columns.flag("Whether use stays within the business succeeded to")
    requester = columns.optional_text("The body that asks for cooperation (APPI 27(1)(iv))")
    affair = columns.optional_text("The affair that it has to perform")
    statute = columns.optional_text("The statute that it rests on")
    article = columns.optional_text("The article of the statute")
    document = columns.optional_text("The document that shows it")
    necessity = columns.optional_text("Why it is necessary")
    impediment = columns.optional_text("How asking for consent would impede the affair")
    requested_on = columns.optional_day("Day of the request")
    delegated_by = columns.optional_text("The body that delegated the affair")
    foreign_law = columns.flag("Whether the statute is foreign law")
    consent_difficult = columns.optional_text("Why consent is difficult to get")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "basis"
        table_description = "Legal bases as recorded"
        constraints = (columns.unique("basis_unique", "transfer_id", "position"),)
        indexes = (columns.index("basis_instrument", "instrument_id"), columns.index("basis_kind", "kind"))


class BasisText(Model):
    """A consent text that a basis names."""

    id = columns.row_number()
    basis = columns.part_of("Basis", "The basis")
    text = columns.refers_to("ConsentText", "A wording that it names")
    asked_as = columns.word(AskedAs, "For what: the basis itself, or provision abroad beside it")

    class Meta:
        table = "basis_text"
        table_description = "Consent texts that a basis names"
        constraints = (columns.unique("basis_text_unique", "basis_id", "text_id", "asked_as"),)
        indexes = (columns.index("basis_text_text", "text_id"),)
