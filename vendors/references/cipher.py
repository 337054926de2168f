"""The cipher: AES-SIV (RFC 5297), which makes the same text of the same reference, and notices when one is changed.

`cryptography` is loaded where there is a key, and nowhere else.
"""

import base64
import binascii
from functools import cache
from pathlib import Path
from typing import Any

import orjson

PREFIX = "tkr1:"
"""How what is stored begins; base64url without padding follows. In JSON it stands as it is."""
LENGTHS = (32, 64)
"""Bytes of a key, for AES-128 and AES-256."""
_LONGEST_FILE = 4096
_EMPTY = b"\xff"
"""What is encrypted in place of an empty text, for nothing can't be; no other text is these bytes."""
_CONTEXT = [b"teikyo: references of persons, 1"]


class BadReferenceKey(Exception):  # noqa: N818  # a refusal, not an error
    """What was given as a key is none."""


def key_of(given: str) -> bytes:
    """The key that a setting names: a file that holds it in base64, or its base64 itself; none where nothing is given.

    Raises `BadReferenceKey` for anything that is no key.
    """
    if not given:
        return b""
    try:
        text = Path(given).read_bytes() if Path(given).is_file() else given.encode()
        if len(text) > _LONGEST_FILE:
            raise BadReferenceKey
        key = base64.b64decode(b"".join(text.split()).translate(bytes.maketrans(b"-_", b"+/")), validate=True)
    except (OSError, ValueError) as fault:
        raise BadReferenceKey from fault
    if len(key) not in LENGTHS:
        raise BadReferenceKey
    return key


class Cipher:
    """Encrypts and decrypts under one key."""

    def __init__(self, key: bytes) -> None:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # loaded where there is a key alone
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415

        self._siv: Any = AESSIV(key)
        self._wrong = InvalidTag

    def sealed(self, text: str) -> str:
        """What is stored in place of a text."""
        data = self._siv.encrypt(text.encode() or _EMPTY, _CONTEXT)
        return PREFIX + base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    def opened(self, stored: str) -> str | None:
        """The text in whose place something is stored; `None` where it is not of this key."""
        if not stored.startswith(PREFIX):
            return None
        try:
            data = stored[len(PREFIX) :].encode("ascii")
            text: bytes = self._siv.decrypt(base64.urlsafe_b64decode(data + b"=" * (-len(data) % 4)), _CONTEXT)
        except (self._wrong, binascii.Error, UnicodeEncodeError, ValueError):
            return None
        return "" if text == _EMPTY else text.decode()

    def opened_in_json(self, stored: str) -> str:
        """The same as a JSON string, from what stands between two quotes; as it is where it is not of this key."""
        text = self.opened(stored)
        return f'"{stored}"' if text is None else orjson.dumps(text).decode()


@cache
def cipher_of(key: bytes) -> Cipher:
    """The cipher of a key."""
    return Cipher(key)
