"""What persons ask for under APPI 32 to 39, and how it is answered: process, and no part of the register file."""

from tortoise.models import Model

from models import columns
from models.vocabulary import RequestKind, RequestMethod, RequestOutcome


class PersonRequest(Model):
    """One person's request; each step is written once. The ledger knows by a digest alone who it was."""

    id = columns.row_number()
    code = columns.key_text("The operator's own reference for the request, never a name", 64)
    kind = columns.word(RequestKind, "What is asked for")
    subject = columns.reference()
    received_on = columns.day("Day on which it arrived")
    method = columns.optional_word(RequestMethod, "How the person wants to be answered; null: on paper (Rule 30)")
    recipients = columns.optional_text("Recipients to whom provision is to stop, as a JSON array of codes; null: all")
    asked = columns.words_of_person("What the person says, in words")
    verified_on = columns.optional_day("Day on which identity was verified (APPI 37); null: it was not")
    identity = columns.words_of_person("How identity was verified")
    investigated_on = columns.optional_day("Day on which the investigation ended; null: it has not")
    found = columns.words_of_person("What the investigation found")
    decided_on = columns.optional_day("Day of the decision; null: there is none")
    outcome = columns.optional_word(RequestOutcome, "What was decided; null: nothing yet")
    reasons = columns.optional_text("Lawful reasons of a refusal, as a JSON array of words; null: none")
    explained = columns.words_of_person("What else is said of the decision, in words (APPI 36)")
    stopped_from = columns.optional_moment("From when provision stops, where that was decided; null: it was not")
    notified_on = columns.optional_day("Day on which the person was told; null: not yet")
    overdue_from = columns.optional_day("First day on which it is unanswered for too long; null: never")
    overdue_until = columns.optional_day("Last such day; null: open-ended, or never")
    suit_from = columns.optional_day("First day on which a suit can be filed (APPI 39(1)); null: the Act names none")

    class Meta:
        table = "person_request"
        table_description = "What persons ask for under APPI 32 to 39, and how it is answered"
        constraints = (columns.unique("person_request_code_unique", "code"),)
        indexes = (
            columns.index("person_request_subject", "subject"),
            columns.index("person_request_received", "received_on", "id"),
            columns.index("person_request_overdue", "overdue_from", "id"),
        )
