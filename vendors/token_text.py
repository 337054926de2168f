"""The text of a secret that lets in: a prefix, the key that it is called by, the secret itself, and a checksum.

`teikyo_KEY_SECRETSUM`: the prefix, so that one that has leaked can be searched for; the key, so that it can be spoken
of, and revoked, without being shown; the checksum, so that what was mistyped or made up is told apart without a look
into the database. Only a digest of the whole is stored: 256 bits of chance need no slow hash.
"""

import hashlib
import re
import secrets
import string
import zlib

PREFIX = "teikyo_"
KEY_LENGTH = 12
_SECRET_LENGTH = 43
"""Letters of base 62 that hold 256 bits."""
_SUM_LENGTH = 6
_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_FORM = re.compile(f"{PREFIX}([0-9A-Za-z]{{{KEY_LENGTH}}})_([0-9A-Za-z]{{{_SECRET_LENGTH + _SUM_LENGTH}}})")
_OLDER_FORM = re.compile(f"{PREFIX}[0-9A-Za-z_-]{{43}}")
"""Of tokens that were made before tokens had keys; they let in as long as they are not revoked."""


def new_text() -> tuple[str, str]:
    """A new secret's key and whole text."""
    key, secret = _letters(KEY_LENGTH), _letters(_SECRET_LENGTH)
    unsummed = f"{PREFIX}{key}_{secret}"
    return key, unsummed + _sum(unsummed)


def digest(text: str) -> str:
    """What is stored of it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def could_be(text: str) -> bool:
    """Whether it could have been made here at all."""
    if _FORM.fullmatch(text):
        return _sum(text[:-_SUM_LENGTH]) == text[-_SUM_LENGTH:]
    return _OLDER_FORM.fullmatch(text) is not None


def key_of(text: str) -> str | None:
    """The key that it names, whether there is such a one or not; `None` where it names none."""
    form = _FORM.fullmatch(text)
    return form[1] if form else None


def _letters(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _sum(text: str) -> str:
    number = zlib.crc32(text.encode("ascii"))
    letters = ""
    for _ in range(_SUM_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters = _LETTERS[place] + letters
    return letters
