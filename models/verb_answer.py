"""What verbs answered, by the keys that their callers gave: a verb that is sent again is not done again."""

from tortoise.models import Model

from models import columns


class VerbAnswer(Model):
    """The answer of one verb, written in the transaction that did it."""

    id = columns.row_number()
    given_by = columns.key_text("Who gave the key", 200)
    key = columns.key_text("The key, as he gave it", 200)
    digest = columns.key_text("SHA-256 of the verb and its input, to tell another one from it", 64)
    answer = columns.text("What it answered, as JSON")
    answered_at = columns.moment("When")

    class Meta:
        table = "verb_answer"
        table_description = "What verbs answered, by the keys that their callers gave"
        constraints = (columns.unique("verb_answer_unique", "given_by", "key"),)
