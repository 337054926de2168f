"""Access tokens: whose one is, and what it lets him do. The token itself is never stored."""

from tortoise.models import Model

from models import columns
from models.vocabulary import Role


class AccessToken(Model):
    """An access token, known by the SHA-256 of its text."""

    id = columns.row_number()
    actor = columns.refers_to("Actor", "Whose it is")
    key = columns.key_text("What it is called in lists and logs; a part of its text that lets nobody in", 12)
    name = columns.key_text("What it is for; given once", 200)
    digest = columns.key_text("SHA-256 of the token, in hexadecimal", 64)
    created_at = columns.moment("When it was made")
    expires_at = columns.optional_moment("From when on it lets nobody in; null: it does not expire")
    revoked_at = columns.optional_moment("When it was revoked; null: it was not")
    last_used_at = columns.optional_moment("When it last let in, give or take some minutes; null: never yet")

    class Meta:
        table = "access_token"
        table_description = "Access tokens, by digest"
        constraints = (
            columns.unique("access_token_key_unique", "key"),
            columns.unique("access_token_name_unique", "name"),
            columns.unique("access_token_digest_unique", "digest"),
        )
        indexes = (columns.index("access_token_actor", "actor_id"),)


class AccessTokenRole(Model):
    """A role that a token is narrowed to; one without any carries all that its actor holds."""

    id = columns.row_number()
    token = columns.part_of("AccessToken", "The token")
    role = columns.word(Role, "A role that it carries, as long as its actor holds it")

    class Meta:
        table = "access_token_role"
        table_description = "Roles that tokens are narrowed to"
        constraints = (columns.unique("access_token_role_unique", "token_id", "role"),)
