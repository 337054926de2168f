"""Signed notes (C2SP `signed-note`): a text, and below it who signs it, by Ed25519; written and checked.

The form is that of the transparency logs, so that other programs can check what is signed here, and the other way
round. `cryptography` is loaded where there is something to sign or to check, and nowhere else.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_ED25519 = b"\x01"
_DASH = "\u2014"
_BYTES = 32
_NAME = re.compile(r"[^\s+\x00-\x1f]{1,200}\Z")


class BadKey(Exception):  # noqa: N818  # a refusal, not an error
    """What was given is no key, or no name that a key may have."""


class BadSignature(Exception):  # noqa: N818  # a refusal, not an error
    """The note is not signed by that key."""


@dataclass(frozen=True)
class Verifier:
    """Who signs, by name and public key: all that is needed to check a signature."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell the key from others of that name."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The verifier as it is given to others: `NAME+ID+KEY`."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    def check(self, note: str) -> None:
        """Raise `BadSignature` unless one of the note's signatures is this key's."""
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

        text, _, signatures = note.rpartition("\n\n")
        for line in signatures.splitlines():
            dash, _, rest = line.partition(" ")
            name, _, given = rest.partition(" ")
            if dash != _DASH or name != self.name:
                continue
            try:
                signature = base64.b64decode(given, validate=True)
                if signature[:4] == self.key_id:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(signature[4:], f"{text}\n".encode())
                    return
            except (ValueError, InvalidSignature):
                continue
        raise BadSignature


@dataclass(frozen=True, repr=False)
class Signer:
    """A name with a private key; never shown."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """What others check its signatures by."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        return Verifier(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def signed(self, text: str) -> str:
        """The text, which ends with a line break, as a note; the same key signs the same text with the same bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        given = base64.b64encode(self.verifier.key_id + signature).decode()
        return f"{text}\n{_DASH} {self.name} {given}\n"


def signer(name: str, given: str) -> Signer:
    """The signer that settings name: a PEM file, or 32 bytes in base64. Raises `BadKey`; never tells what was given."""
    if not _NAME.match(name):
        raise BadKey
    try:
        seed = base64.b64decode(given, validate=True)
        if len(seed) == _BYTES:
            return Signer(name, seed)
    except (ValueError, binascii.Error):
        pass
    return Signer(name, _seed_of_file(given))


def verifier(given: str) -> Verifier:
    """A verifier in its written form, `NAME+ID+KEY`. Raises `BadKey`."""
    try:
        name, key_id, key = given.strip().split("+", 2)
        known = base64.b64decode(key, validate=True)
        found = Verifier(name, known[1:])
        right = found.key_id.hex() == key_id
    except ValueError as fault:
        raise BadKey from fault
    if not right or known[:1] != _ED25519 or len(known) != 1 + _BYTES or not _NAME.match(name):
        raise BadKey
    return found


def _seed_of_file(path: str) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    try:
        key = load_pem_private_key(Path(path).read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        # From nothing: what was given may be a mistyped key, and a cause would show it.
        raise BadKey from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey
    return key.private_bytes_raw()
