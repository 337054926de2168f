"""The vectors of docs/ledger_vectors.json: made again by others' means alone, and by ours."""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import orjson
import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.vocabulary import LedgerAction
from vendors.ledger.checkpoints import read_checkpoint
from vendors.ledger.events import Event, Happened, as_moment, canonical
from vendors.ledger.notes import Signer, verifier
from vendors.ledger.proofs import proof_of_consistency, proven
from vendors.ledger.seal import Seal
from vendors.ledger.sealing import digest_of
from vendors.ledger.tree import inclusion_proof, tree_root

FILE = Path(__file__).resolve().parents[3] / "docs" / "ledger_vectors.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
EVENTS: list[str] = [one["canonical"] for one in VECTORS["events"]]
LEAVES = [bytes.fromhex(one["leaf"]) for one in VECTORS["events"]]
NAME: str = VECTORS["key"]["name"]
SEED = base64.b64decode(VECTORS["key"]["seed"])


def head(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, as it stands there."""
    if len(entries) < 2:
        return hashlib.sha256(b"\0" + entries[0] if entries else b"").digest()
    half = max(1 << power for power in range(len(entries)) if 1 << power < len(entries))
    return hashlib.sha256(b"\1" + head(entries[:half]) + head(entries[half:])).digest()


def test_others_come_to_the_same_bytes() -> None:
    """By RFC 8785, RFC 9162, HMAC and Ed25519 of other makers, from the documentation alone."""
    for number, one in enumerate(VECTORS["events"], 1):
        written = one["canonical"].encode()
        assert written == rfc8785.dumps(json.loads(written))
        assert json.loads(written)["sequence"] == number
        assert one["leaf"] == hashlib.sha256(b"\0" + written).hexdigest()
    entries = [one.encode() for one in EVENTS]
    assert VECTORS["roots"] == [head(entries[:size]).hex() for size in range(len(entries) + 1)]
    for one in VECTORS["persons"]:
        rows = b"\n".join(sorted(row.encode() for row in one["rows"]))
        assert one["digest"] == hmac.new(bytes.fromhex(one["salt"]), rows, "sha256").hexdigest()
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
    for note in VECTORS["checkpoints"]:
        text, _, signature = note.rpartition("\n\n")
        given = base64.b64decode(signature.split(" ")[2])
        assert given[:4] == hashlib.sha256(NAME.encode() + b"\n\x01" + public).digest()[:4]
        Ed25519PublicKey.from_public_bytes(public).verify(given[4:], f"{text}\n".encode())
        with pytest.raises(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(public).verify(given[4:], f"{text} \n".encode())


def test_events_are_written_and_hashed_as_published() -> None:
    """Texts of all kinds, an entry that is removed, persons by their digest."""
    for number, said in enumerate(map(json.loads, EVENTS), 1):
        entry = None if said["entry"] is None else canonical(said["entry"])
        happened = Happened(LedgerAction(said["action"]), said["list"], said["key"], entry)
        event = Event(number, as_moment(said["recorded_at"]), said["actor"], said["verb"], happened, said["reason"])

        assert event.canonical().decode() == EVENTS[number - 1]
        assert event.leaf() == LEAVES[number - 1]
    assert [tree_root(LEAVES[:size]).hex() for size in range(len(LEAVES) + 1)] == VECTORS["roots"]


def test_every_action_and_every_sealed_list_is_among_them() -> None:
    """`ADOPTED` has the form of `ADDED`."""
    said = [json.loads(one) for one in EVENTS]

    assert {one["action"] for one in said} == {action.value for action in LedgerAction} - {"ADOPTED"}
    digests = [one["entry"].get("subjects", one["entry"])["digest"] for one in (said[1], said[2])]
    assert digests == [one["digest"] for one in VECTORS["persons"]]


def test_persons_are_sealed_as_published() -> None:
    """By number and digest, in whatever order they come."""
    for one in VECTORS["persons"]:
        rows = [row.encode() for row in one["rows"]]

        assert digest_of(one["salt"], rows) == digest_of(one["salt"], reversed(rows)) == one["digest"]


def test_a_batch_is_sealed_as_published() -> None:
    """Row by row, each under a salt of its own; made again by the tree above and HMAC alone, and by ours."""
    batch = VECTORS["batch"]
    rows, salt = [row.encode() for row in batch["rows"]], bytes.fromhex(batch["salt"])
    salts = [hmac.new(salt, str(place).encode(), "sha256").digest() for place in range(len(rows))]
    seal = Seal(batch["salt"])
    for row in rows:
        seal.add([row])

    assert [own.hex() for own in salts] == batch["salts"]
    assert head([own + row for own, row in zip(salts, rows, strict=True)]).hex() == batch["root"] == seal.root
    assert seal.is_of({"persons": len(rows), "root": batch["root"]})


def test_checkpoints_are_signed_and_read_as_published() -> None:
    """By the published key, whose verifier is the published one."""
    mine = Signer(NAME, SEED)

    assert str(mine.verifier) == VECTORS["key"]["verifier"]
    for note in VECTORS["checkpoints"]:
        checkpoint = read_checkpoint(note, verifier(VECTORS["key"]["verifier"]))
        assert checkpoint.root.hex() == VECTORS["roots"][checkpoint.size]
        assert mine.signed(checkpoint.text) == note


def test_proofs_are_made_and_accepted_as_published() -> None:
    """Each under the checkpoint of its size, and under no other."""
    checkpoints = {one.size: one for one in map(read_checkpoint, VECTORS["checkpoints"])}
    for proof in VECTORS["inclusion"]:
        path = inclusion_proof(proof["sequence"] - 1, LEAVES[: proof["size"]])
        assert [base64.b64encode(node).decode() for node in path] == proof["path"]
        assert proven(orjson.dumps(proof), checkpoints[proof["size"]]).event == proof["event"].encode()
    (proof,) = VECTORS["consistency"]
    earlier, later = checkpoints[proof["sequence"]], checkpoints[proof["size"]]

    assert json.loads(proof_of_consistency(earlier, LEAVES[: later.size])) == proof
    assert proven(orjson.dumps(proof), later).root == base64.b64encode(earlier.root).decode()
