"""Checkpoints are signed notes in the form of the transparency logs, so that other programs can check them."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from vendors.ledger.checkpoints import BadCheckpoint, Checkpoint, read_checkpoint
from vendors.ledger.notes import BadKey, BadSignature, Signer, signer, verifier

# The example of golang.org/x/mod/sumdb/note, where the form of signed notes comes from.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PUBLISHED_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_NOTE = (
    f"{PUBLISHED_TEXT}\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
CHECKPOINT = Checkpoint("example.jp/ledger", 3, bytes(range(32)), "sha256:rules")
MINE = Signer("example.jp/ledger", bytes(32))


def test_the_published_note_is_signed_as_published() -> None:
    """The same text and key give the same bytes, and the same name of the key."""
    published = Signer("PeterNeumann", PUBLISHED_SEED)

    assert str(published.verifier) == PUBLISHED_KEY
    assert published.signed(PUBLISHED_TEXT) == PUBLISHED_NOTE


def test_the_published_note_is_accepted() -> None:
    """By the published key, and by no other."""
    verifier(PUBLISHED_KEY).check(PUBLISHED_NOTE)

    with pytest.raises(BadSignature):
        MINE.verifier.check(PUBLISHED_NOTE)


def test_a_checkpoint_has_the_form_of_the_transparency_logs() -> None:
    """Name, size, root; then what this log adds; an empty line, and the signature."""
    lines = MINE.signed(CHECKPOINT.text).split("\n")

    assert lines[:5] == ["example.jp/ledger", "3", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "sha256:rules", ""]
    assert lines[5].startswith("\u2014 example.jp/ledger ")
    assert lines[6:] == [""]


def test_a_checkpoint_is_read_back() -> None:
    """With its signature checked, or without."""
    note = MINE.signed(CHECKPOINT.text)

    assert read_checkpoint(note) == read_checkpoint(note, MINE.verifier) == CHECKPOINT


@pytest.mark.parametrize("at", range(0, len(MINE.signed(CHECKPOINT.text)) - 1, 7))
def test_a_changed_checkpoint_is_no_longer_signed(at: int) -> None:
    """Whichever character is another one."""
    note = MINE.signed(CHECKPOINT.text)
    changed = note[:at] + ("x" if note[at] != "x" else "y") + note[at + 1 :]

    with pytest.raises((BadSignature, BadCheckpoint)):
        read_checkpoint(changed, MINE.verifier)


def test_a_signature_of_several_is_enough() -> None:
    """Witnesses may add theirs below, before or behind."""
    note = MINE.signed(CHECKPOINT.text)
    witness = Signer("witness", bytes(range(32))).signed(CHECKPOINT.text).rpartition("\n\n")[2]
    text, _, signature = note.rpartition("\n\n")

    for signatures in (witness + signature, signature + witness):
        assert read_checkpoint(f"{text}\n\n{signatures}", MINE.verifier) == CHECKPOINT


def test_the_checkpoint_of_another_ledger_is_not_taken_for_this_one_s() -> None:
    """Though this one's key signed it."""
    another = Checkpoint("another", 3, CHECKPOINT.root, "sha256:rules")

    with pytest.raises(BadSignature):
        read_checkpoint(MINE.signed(another.text), MINE.verifier)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "a\n1\nb\nc\n", "a\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nr\n",
     "a\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nr\n", "a\n1\nAAEC\nr\n"],
)  # fmt: skip
def test_what_is_no_checkpoint_is_not_read_as_one(text: str) -> None:
    """Missing lines, a size that is none or has two forms, a root of another length."""
    with pytest.raises(BadCheckpoint):
        read_checkpoint(MINE.signed(text) if text else text)


def test_a_key_is_read_from_a_file_or_from_base64(tmp_path: Path) -> None:
    """As openssl writes it, or as bare bytes; both sign alike."""
    file = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(file)], check=True, capture_output=True)
    from_file = signer("a", str(file))
    from_text = signer("a", base64.b64encode(from_file.seed).decode())

    assert from_file.signed("text\n") == from_text.signed("text\n")
    assert verifier(str(from_file.verifier)) == from_file.verifier


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("a", "c2hvcnQ="),
        ("a", "no such file"),
        ("a b", base64.b64encode(bytes(32)).decode()),
        ("a+b", base64.b64encode(bytes(32)).decode()),
        ("", base64.b64encode(bytes(32)).decode()),
    ],
)
def test_what_is_no_key_is_refused_and_not_shown(name: str, given: str) -> None:
    """A mistyped key is a secret still."""
    with pytest.raises(BadKey) as refused:
        signer(name, given)

    assert given not in repr(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "given", ["", "a", "a+b+c", PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"), PUBLISHED_KEY.replace("Peter", "P e")]
)
def test_what_is_no_verifier_is_refused(given: str) -> None:
    """The name, the key and what tells them belong together."""
    with pytest.raises(BadKey):
        verifier(given)


def test_nobody_who_has_no_key_loads_cryptography() -> None:
    """Importing, verifying and exporting without one need no library for it."""
    program = (
        "import graph.commands.verify, graph.commands.export, vendors.ledger.proofs, vendors.ledger.verifying, sys;"
        "print('cryptography' in sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert loaded.stdout.strip() == "False"
