"""Access tokens: who holds one, and what it lets him do. The token itself is never stored."""

from tortoise.models import Model

from models import columns
from models.vocabulary import Role


class Token(Model):
    """An access token, known by the SHA-256 of its text."""

    id = columns.row_number()
    name = columns.key_text("Who holds it; given once, so that a name in a log means one token", 200)
    digest = columns.key_text("SHA-256 of the token, in hexadecimal", 64)
    created_at = columns.moment("When it was made")
    expires_at = columns.optional_moment("Last moment at which it lets in; null: it does not expire")
    revoked_at = columns.optional_moment("When it was revoked; null: it was not")

    class Meta:
        table = "token"
        table_description = "Access tokens, by digest"
        constraints = (columns.unique("token_name_unique", "name"), columns.unique("token_digest_unique", "digest"))


class TokenRole(Model):
    """A role that a token carries."""

    id = columns.row_number()
    token = columns.part_of("Token", "The token")
    role = columns.word(Role, "A role that it carries")

    class Meta:
        table = "token_role"
        table_description = "Roles that a token carries"
        constraints = (columns.unique("token_role_unique", "token_id", "role"),)
