"""Browser sessions: who is signed in with a browser. What the browser keeps is never stored."""

from tortoise.models import Model

from models import columns


class BrowserSession(Model):
    """A browser that somebody signed in with, known by the SHA-256 of what it keeps."""

    id = columns.row_number()
    token = columns.refers_to("AccessToken", "The token that he signed in with; when that lets nobody in, this doesn't")
    key = columns.key_text("What it is called in lists and logs; lets nobody in", 12)
    digest = columns.key_text("SHA-256 of what the browser keeps, in hexadecimal", 64)
    created_at = columns.moment("When he signed in")
    expires_at = columns.moment("From when on it lets nobody in")
    ended_at = columns.optional_moment("When he signed out, or it was revoked; null: neither")

    class Meta:
        table = "browser_session"
        table_description = "Browsers that are signed in, by digest"
        constraints = (
            columns.unique("browser_session_key_unique", "key"),
            columns.unique("browser_session_digest_unique", "digest"),
        )
        indexes = (columns.index("browser_session_token", "token_id"),)
