"""What persons said: consents, and accepted requests to stop provision. These rows are the record itself."""

from tortoise.models import Model

from models import columns


class Consent(Model):
    """What one person agreed to (APPI 27(1), 28(1)); append-only, a withdrawal is a row of its own."""

    id = columns.row_number()
    text = columns.refers_to("ConsentText", "The wording agreed to")
    subject = columns.reference()
    given_at = columns.moment("When it was given")
    capable = columns.flag("Whether the person could judge; null is yes")
    guardian = columns.flag("Whether a guardian agreed")
    note = columns.note()
    owner = columns.owner()
    batch = columns.optional_number("Batch by whose digest the ledger knows it; null: not yet in the ledger")

    class Meta:
        table = "consent"
        table_description = "What one person agreed to"
        indexes = (
            columns.index("consent_text_subject", "text_id", "subject"),
            columns.index("consent_subject", "subject"),
            columns.index("consent_batch", "batch"),
        )


class Withdrawal(Model):
    """That a person took back a consent, once and for all: who agrees again has given another consent."""

    id = columns.row_number()
    consent = columns.part_of("Consent", "The consent")
    withdrawn_at = columns.moment("When it was withdrawn")
    batch = columns.optional_number(
        "Batch by whose digest the ledger knows it; null: it came with its consent, whose batch covers both"
    )

    class Meta:
        table = "withdrawal"
        table_description = "Consents that were withdrawn"
        constraints = (columns.unique("withdrawal_consent_unique", "consent_id"),)
        indexes = (columns.index("withdrawal_batch", "batch"),)


class Stop(Model):
    """An accepted request to stop provision (APPI 35)."""

    id = columns.row_number()
    subject = columns.reference()
    from_at = columns.moment("First moment")
    until_at = columns.optional_moment("Last moment; null is open-ended")
    note = columns.note()
    owner = columns.owner()
    batch = columns.optional_number("Batch by whose digest the ledger knows it; null: not yet in the ledger")

    class Meta:
        table = "stop"
        table_description = "Accepted requests to stop provision (APPI 35)"
        indexes = (columns.index("stop_subject", "subject"), columns.index("stop_batch", "batch"))


class StopRecipient(Model):
    """A recipient that a request names; without any, it stops provision on consent, opt-out or joint use."""

    id = columns.row_number()
    stop = columns.part_of("Stop", "The request")
    recipient = columns.refers_to("Recipient", "A recipient that it names")

    class Meta:
        table = "stop_recipient"
        table_description = "Recipients that a request to stop names"
        constraints = (columns.unique("stop_recipient_unique", "stop_id", "recipient_id"),)
        indexes = (columns.index("stop_recipient_recipient", "recipient_id"),)
