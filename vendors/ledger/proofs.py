"""Proofs for someone who has checkpoints and no database: that an event is in the ledger, that it was only appended to.

A proof is a JSON document with the hashes that lead from what it proves to the checkpoint's root.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from vendors.ledger.checkpoints import Checkpoint
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import COLUMNS, event_of
from vendors.ledger.tree import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    tree_root,
)
from vendors.store.connection import Reads


class BadProof(Exception):  # noqa: N818  # a refusal, not an error
    """The text is no proof, or proves something else."""


@dataclass(frozen=True)
class Proven:
    """What a proof proves: these bytes are the event of that number, or that the ledger began so."""

    sequence: int
    event: bytes | None
    """`None` where it proves that the ledger of the checkpoint begins with so many events of an earlier one."""
    root: str = ""
    """The root of the earlier one, in base64 as its checkpoint has it."""
    row: bytes | None = None
    """A row about a person that the batch has of which the event says; `None` where it shows none."""


def look_at_past(checkpoint: Checkpoint, leaves: Sequence[bytes]) -> None:
    """Raise `LedgerDiffers` unless the ledger begins with the events of that checkpoint."""
    if checkpoint.size > len(leaves):
        raise LedgerDiffers(Difference.SHORTER, size=checkpoint.size, found=len(leaves))
    if tree_root(leaves[: checkpoint.size]) != checkpoint.root:
        raise LedgerDiffers(Difference.ANOTHER_PAST, size=checkpoint.size)


async def proof_of_inclusion(database: Reads, sequence: int, leaves: Sequence[bytes]) -> bytes:
    """The proof that the event of that number is one of those that have these leaves."""
    assert 1 <= sequence <= len(leaves), "the event is in that tree"
    (row,) = await database.rows(
        f"SELECT {', '.join(COLUMNS)} FROM ledger_event WHERE id = ?",  # noqa: S608  # names of ours
        sequence,
    )
    event = event_of(row).canonical().decode()
    return _written(sequence, len(leaves), inclusion_proof(sequence - 1, leaves), event=event)


def proof_of_consistency(earlier: Checkpoint, leaves: Sequence[bytes]) -> bytes:
    """The proof that the ledger with these leaves begins with the events of an earlier checkpoint.

    Raises `LedgerDiffers` where it does not.
    """
    look_at_past(earlier, leaves)
    root = base64.b64encode(earlier.root).decode()
    return _written(earlier.size, len(leaves), consistency_proof(earlier.size, leaves), root=root)


def checkpoint_in(proof: bytes) -> str | None:
    """The signed checkpoint that comes along with proofs, as with what a person is shown; `None`: none does."""
    document = _document(proof)
    note = document.get("checkpoint") if isinstance(document, dict) else None
    return note if isinstance(note, str) else None


def all_proven(proof: bytes, checkpoint: Checkpoint) -> list[Proven]:
    """What a proof proves, or each of several (`proofs`), as `proven`; at least one."""
    document = _document(proof)
    several = document.get("proofs") if isinstance(document, dict) and "proofs" in document else [document]
    if not isinstance(several, list) or not several:
        raise BadProof
    return [_proven(one, checkpoint) for one in several]


def proven(proof: bytes, checkpoint: Checkpoint) -> Proven:
    """What a proof proves under a checkpoint; needs no database. Raises `BadProof` where it proves nothing."""
    return _proven(_document(proof), checkpoint)


def _document(proof: bytes) -> Any:
    try:
        return orjson.loads(proof)
    except ValueError as fault:
        raise BadProof from fault


def _proven(document: Any, checkpoint: Checkpoint) -> Proven:
    try:
        sequence, size = document["sequence"], document["size"]
        path = [base64.b64decode(node, validate=True) for node in document["path"]]
        right = size == checkpoint.size and (
            _is_included(document, sequence, path, checkpoint)
            if "event" in document
            else is_consistent(sequence, size, (base64.b64decode(document["root"]), checkpoint.root), path)
        )
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as fault:
        raise BadProof from fault
    if not right:
        raise BadProof
    if "event" in document:
        row = document["row"]["body"].encode() if "row" in document else None
        return Proven(sequence, document["event"].encode(), row=row)
    return Proven(sequence, None, document["root"])


def _is_included(document: Mapping[str, Any], sequence: int, path: Sequence[bytes], checkpoint: Checkpoint) -> bool:
    event = document["event"].encode()
    said = orjson.loads(event)
    root = root_by_inclusion(leaf_hash(event), sequence - 1, checkpoint.size, path)
    right = root == checkpoint.root and bool(said["sequence"] == sequence)
    return right and ("row" not in document or _is_in_batch(document["row"], said["entry"]))


def _is_in_batch(row: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether a row is one of the batch of which an event says so much."""
    leaf = leaf_hash(bytes.fromhex(row["salt"]) + row["body"].encode())
    path = [base64.b64decode(node, validate=True) for node in row["path"]]
    root = root_by_inclusion(leaf, row["place"], said["persons"], path)
    return root is not None and bool(root.hex() == said["root"])


def _written(sequence: int, size: int, path: Sequence[bytes], **what: str) -> bytes:
    proof = {"sequence": sequence, "size": size, **what, "path": [base64.b64encode(node).decode() for node in path]}
    return orjson.dumps(proof, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
