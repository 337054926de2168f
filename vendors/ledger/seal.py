"""The seal of a batch of rows about persons: the root of a tree (RFC 9162) whose leaves nobody guesses without a salt.

The rows stand in it in the order of their numbers, so that it is made, and made again, in one pass. Each leaf has a
salt of its own, derived from that of the batch by its place: whoever is shown that his row is in the batch learns of
the others nothing that he could try guesses on.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from vendors.ledger.events import canonical
from vendors.ledger.tree import grown, leaf_hash, root_of


class Seal:
    """A seal that grows row by row; what it holds does not grow with them."""

    def __init__(self, salt: str | None = None, persons: int = 0, frontier: str = "") -> None:
        """Begin without a row, under a new salt unless one is given; or go on from so many rows with that frontier.

        Raises `ValueError` for what is no salt, or no frontier.
        """
        self.salt = secrets.token_hex(32) if salt is None else salt
        self.persons = persons
        self._salts = Salts(bytes.fromhex(self.salt))
        self._frontier = [bytes.fromhex(node) for node in frontier.split()]

    def add(self, bodies: Iterable[bytes]) -> None:
        """Take in the next rows, each as canonical JSON."""
        leaves = self._salts.leaves(self.persons, bodies)
        self._frontier, self.persons = grown(self._frontier, self.persons, leaves)

    @property
    def root(self) -> str:
        """The root, in hexadecimal."""
        return root_of(self._frontier).hex()

    @property
    def frontier(self) -> str:
        """What is needed to go on, beside the salt and the number of rows."""
        return " ".join(node.hex() for node in self._frontier)

    @property
    def said(self) -> Mapping[str, object]:
        """What the ledger says of the rows."""
        return {"persons": self.persons, "root": self.root}

    @property
    def entry(self) -> str:
        """The same as canonical JSON."""
        return canonical(self.said)

    def is_of(self, said: Mapping[str, Any]) -> bool:
        """Whether these rows are what the ledger says of a batch."""
        return (self.persons, self.root) == (said["persons"], said["root"])


class Salts:
    """The salts of the rows of a batch, each HMAC-SHA-256 (RFC 2104) of the row's place under the batch's salt.

    The two hashes that it is made of begin alike for all rows, and are begun once.
    """

    def __init__(self, key: bytes) -> None:
        """`key` is the batch's salt."""
        block = (key if len(key) <= _BLOCK else hashlib.sha256(key).digest()).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(block.translate(_INNER))
        self._outer = hashlib.sha256(block.translate(_OUTER))

    def of(self, place: int) -> bytes:
        """The salt of the row at that place of the batch, counted from 0."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(b"%d" % place)
        outer.update(inner.digest())
        return outer.digest()

    def leaves(self, first: int, bodies: Iterable[bytes]) -> list[bytes]:
        """The leaves of rows, each as canonical JSON, from that place on: the hash of salt and row."""
        return [leaf_hash(self.of(place) + body) for place, body in enumerate(bodies, first)]


_BLOCK = 64
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
