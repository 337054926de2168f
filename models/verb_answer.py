"""What verbs answered, by the keys that their callers gave: a verb that is sent again is not done again."""

from tortoise.models import Model

from models import columns


class VerbAnswer(Model):
    """The answer of one verb, written in the transaction that did it."""

    id = columns.row_number()
    given_by = columns.key_text("Who gave the key", 200)
    key = columns.key_text("The key, as he gave it", 200)
    salt = columns.salt("Part of the digest's key, in hexadecimal; null: there is no digest")
    about = columns.optional_text(
        "Rows of `sealed` whose salts are the rest of it, as JSON pairs of list and key: the persons whom the input"
        " named; null: it named nobody"
    )
    digest = columns.key_text(
        "HMAC-SHA-256 of the SHA-256 of the verb and its input, to tell another from it; empty: nobody can any more",
        64,
    )
    answer = columns.text("What it answered, as JSON; it names nobody")
    answered_at = columns.moment("When")

    class Meta:
        table = "verb_answer"
        table_description = "What verbs answered, by the keys that their callers gave"
        constraints = (columns.unique("verb_answer_unique", "given_by", "key"),)
