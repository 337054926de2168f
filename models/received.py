"""Data received from third parties (APPI 30): process, and no part of the register file."""

from tortoise.models import Model

from models import columns
from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedCause
from models.vocabulary import Because, RecipientKind, RecordMethod


class ReceivedProvision(Model):
    """What one third party provided on one day. The ledger knows by a digest alone who that was, and whose data."""

    id = columns.row_number()
    code = columns.key_text("The operator's own reference for it, never a name", 64)
    provider = columns.key_text("The operator's own reference for the third party, the same for all it provides", 64)
    provider_kind = columns.word(RecipientKind, "What the third party is")
    name = columns.text("Name of the third party (APPI 30(1)(i))")
    address = columns.optional_text("Address of the third party; null: not known")
    representative = columns.optional_text("Representative of a company; null: not known, or no company")
    basis = columns.word(ReceivedBasis, "On what the third party provides it")
    received_on = columns.day("Day on which it was received")
    items = columns.text("Items of personal data, in words, as a JSON array")
    subject_count = columns.optional_number("How many persons' data it is, where they are not listed")
    listed_count = columns.number("How many persons are listed")
    confirmed_on = columns.optional_day("Day on which the third party was confirmed (APPI 30(1)); null: it was not")
    provider_method = columns.optional_word(ConfirmationMethod, "How it was confirmed who that is (Rule 22)")
    circumstances = columns.optional_text("How the third party had acquired the data (APPI 30(1)(ii)), in words")
    circumstances_method = columns.optional_word(ConfirmationMethod, "How that was confirmed (Rule 22)")
    record_made_on = columns.optional_day("Day on which the record was made (APPI 30(3)); null: there is none")
    record_method = columns.optional_word(RecordMethod, "How the record was made (Rule 23)")
    record_has = columns.optional_text("What the record holds (Rule 24), as a JSON array of words; null: there is none")
    record_deleted_on = columns.optional_day("Day on which the record was deleted")
    revision = columns.number("How often something was said of it")
    required = columns.answer("Whether it is to be confirmed and recorded (APPI 30)")
    record_items = columns.change_words("What belongs in the record that it needs (Rule 24)")
    record_due_on = columns.optional_day("Last day to make the record; null: none is needed")
    record_by = columns.optional_text("Code of the one with which the record that serves it stands; null: none")
    record_closes_on = columns.optional_day("Last day of the quarter that a lump record serves; null: it is none")
    record_kept_until = columns.optional_day("Last day of keeping the record (Rule 25); null: there is none")
    purged_on = columns.optional_day("Day on which the persons it listed were purged; null: never")

    class Meta:
        table = "received_provision"
        table_description = "Data received from third parties (APPI 30)"
        constraints = (columns.unique("received_provision_code_unique", "code"),)
        indexes = (
            columns.index("received_provision_flow", "provider", "basis", "received_on"),
            columns.index("received_provision_received", "received_on", "id"),
        )


class ReceivedSubject(Model):
    """A person whose data was received; this row is the record itself."""

    id = columns.row_number()
    received = columns.part_of("ReceivedProvision", "What was received")
    subject = columns.reference()

    class Meta:
        table = "received_subject"
        table_description = "Persons whose data was received"
        constraints = (columns.unique("received_subject_unique", "received_id", "subject"),)
        indexes = (columns.index("received_subject_subject", "subject"),)


class ReceivedFinding(Model):
    """Days on which rule 35 is broken, for one cause."""

    id = columns.row_number()
    received = columns.part_of("ReceivedProvision", "What was received")
    cause = columns.word(ReceivedCause, "For what it is broken")
    because = columns.word(Because, "Whether it rests on nothing recorded, or on a contrary record")
    from_on = columns.day("First day on which it holds")
    until_on = columns.optional_day("Last day on which it holds; null: it never ends")

    class Meta:
        table = "received_finding"
        table_description = "Days on which rule 35 is broken (APPI 30)"
        indexes = (columns.index("received_finding_received", "received_id", "from_on"),)
