"""Checkpoints: how many events there are and the root of their tree, as a note that anybody can keep.

The form is C2SP's `tlog-checkpoint`: the name of the ledger, the size, the root; and, as it lets a log add lines, the
id of the rule set by which the register was judged then.
"""

import base64
from dataclasses import dataclass

from vendors.ledger.notes import BadSignature, Signer, Verifier
from vendors.ledger.replaying import Heard, Replayed, replay
from vendors.ledger.standing import look_at_head
from vendors.ledger.tree import tree_root
from vendors.store.connection import Reads

_BYTES = 32


class BadCheckpoint(Exception):  # noqa: N818  # a refusal, not an error
    """The text is no checkpoint of a ledger."""


@dataclass(frozen=True)
class Checkpoint:
    """So many events, and the root of their tree."""

    origin: str
    """The name of the ledger."""
    size: int
    root: bytes
    rule_set: str
    """By which rule set the register was judged then."""

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.rule_set}\n"


async def checkpoint_of(database: Reads, origin: str, heard: Heard | None = None) -> tuple[Checkpoint, Replayed]:
    """The checkpoint of the ledger as it stands, and what was replayed for it: every event is hashed again.

    Raises `LedgerDiffers` where an event is not what it was when written, or the tree is not that of the events.
    """
    replayed = await replay(database, heard=heard)
    head = await look_at_head(database, replayed)
    return Checkpoint(origin, head.size, head.root, replayed.rule_set or ""), replayed


async def checkpoint_then(database: Reads, origin: str, size: int, rule_set: str) -> Checkpoint:
    """The checkpoint of the ledger as it stood with its first so many events, when that rule set judged.

    The whole ledger is looked at as for one of today, and raises the same: a past that was written anew is signed no
    more than a present.
    """
    _, replayed = await checkpoint_of(database, origin)
    return Checkpoint(origin, size, tree_root(replayed.leaves[:size]), rule_set)


def in_a_manifest(checkpoint: Checkpoint, signer: Signer | None) -> dict[str, object]:
    """What a manifest says of the ledger: where it stood; with a key, as a signed checkpoint, too."""
    said: dict[str, object] = {"events": checkpoint.size, "root": base64.b64encode(checkpoint.root).decode()}
    return said if signer is None else {**said, "checkpoint": signer.signed(checkpoint.text)}


def read_checkpoint(note: str, verifier: Verifier | None = None) -> Checkpoint:
    """The checkpoint that a note holds, and that the verifier's key has signed, where one is given.

    Raises `BadCheckpoint` where it holds none, `BadSignature` where it is not signed so, or is another ledger's.
    """
    text, _, _ = note.rpartition("\n\n")
    try:
        origin, size, root, rule_set = text.split("\n")
        checkpoint = Checkpoint(origin, int(size), base64.b64decode(root, validate=True), rule_set)
    except ValueError as fault:
        raise BadCheckpoint from fault
    if checkpoint.size < 1 or len(checkpoint.root) != _BYTES or f"{text}\n" != checkpoint.text:
        raise BadCheckpoint
    if verifier is not None:
        verifier.check(note)
        if verifier.name != checkpoint.origin:
            raise BadSignature
    return checkpoint
