"""`teikyo receipt`: the receipt of a consent, and checking it with nothing but what it holds."""

import asyncio
import base64
import json
from pathlib import Path

import pytest

from models.vocabulary import ActorKind, Role
from tests.graph.commands.command import teikyo
from tests.vendors.consents.recorder import recorder
from tests.vendors.requests.clerk import NOW
from vendors import actors

KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def given(store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with two consents of a person; an actor there may show them, another not. A key signs."""
    monkeypatch.setenv("TEIKYO_LEDGER_KEY", KEY)

    async def work() -> None:
        async with recorder(store) as at_work:
            await at_work.gives({"subject": "c-1", "given_at": "2024-02-01T00:00:00Z"})
            await at_work.gives({"subject": "c-1", "given_at": "2024-03-01T00:00:00Z"})
            await actors.create(at_work.database, "sato", ActorKind.PERSON, [Role.RECORDER], NOW)
            await actors.create(at_work.database, "board", ActorKind.PROGRAM, [Role.DASHBOARD], NOW)

    asyncio.run(work())
    return store


def listed(given: str) -> list[str]:
    """The ids of the person's consents, as they are listed."""
    told = teikyo("receipt", "--subject", "c-1", "--database", given, "--lang", "en", "--as", "sato")
    heading, *lines = told.stdout.splitlines()
    assert heading == "consent\ttext\tgiven at"
    assert [line.split("\t")[1:] for line in lines] == [
        ["agreed", "2024-02-01T00:00:00Z"],
        ["agreed", "2024-03-01T00:00:00Z"],
    ]
    return [line.split("\t")[0] for line in lines]


def test_a_receipt_is_written_and_checked_without_a_database(given: str, tmp_path: Path) -> None:
    """Under the checkpoint that it brings along, or one that the person has already; by the operator's public key."""
    first, _ = listed(given)
    proof, page, checkpoint = tmp_path / "proof.json", tmp_path / "page.html", tmp_path / "checkpoint"
    for form, out in (("json", proof), ("html", page)):
        wrote = teikyo("receipt", first, "--database", given, "--format", form, "--out", str(out), "--as", "sato")
        assert (wrote.exit_code, wrote.stdout) == (0, "")
    checkpoint.write_text(teikyo("checkpoint", "--database", given).stdout, encoding="utf-8")
    public = teikyo("checkpoint", "--public-key", "--database", given).stdout.strip()

    for more in ((), ("--against", str(checkpoint))):
        checked = teikyo("verify", "--proof", str(proof), "--public-key", public, "--lang", "en", *more)
        event, row = checked.stdout.splitlines()
        assert (checked.exit_code, json.loads(row)["given_at"]) == (0, "2024-02-01T00:00:00Z")
        assert json.loads(event)["entry"]["persons"] == 1
    assert "Receipt of your consent" in page.read_text(encoding="utf-8")


def test_a_receipt_signed_by_somebody_else_proves_nothing(given: str, tmp_path: Path) -> None:
    """The key is the operator's, or nobody's."""
    proof = tmp_path / "proof.json"
    teikyo("receipt", listed(given)[0], "--database", given, "--format", "json", "--out", str(proof))
    public = teikyo("checkpoint", "--public-key", "--database", given).stdout.strip()
    forged = json.loads(proof.read_bytes())
    text, _, signature = forged["checkpoint"].rpartition(" ")
    forged["checkpoint"] = f"{text} {base64.b64encode(bytes(68)).decode()}\n"
    assert signature
    other = tmp_path / "forged.json"
    other.write_text(json.dumps(forged), encoding="utf-8")

    refused = teikyo("verify", "--proof", str(other), "--public-key", public, "--lang", "en")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "is not signed by that key" in refused.stderr


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        ('{"checkpoint":null,"proofs":[{"row":{},"event":"{}"}]}', 2, "--proof needs the checkpoint"),
        ("[]", 2, "--proof needs the checkpoint"),
        ("nonsense", 1, "does not prove anything"),
    ],
)
def test_a_proof_without_a_checkpoint_is_not_checked(content: str, status: int, told: str, tmp_path: Path) -> None:
    """As of a receipt that nobody signed; nor is what is no proof."""
    (tmp_path / "proof.json").write_text(content, encoding="utf-8")

    refused = teikyo("verify", "--proof", str(tmp_path / "proof.json"), "--lang", "en")

    assert (refused.exit_code, refused.stdout) == (status, "")
    assert told in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Give either CONSENT"),
        (("x", "--subject", "c-1"), "Give either CONSENT"),
        (("--subject", "c-9"), "No consent of that person is on record"),
        (("x",), "There is no such consent"),
        ((b'["Consent",999]'.hex(),), "There is no such consent"),
        (("x", "--as", "board"), "RECORDER"),
        (("--subject", "c-1", "--as", "board"), "REVIEWER"),
    ],
)
def test_what_it_refuses_it_says(arguments: tuple[str, ...], told: str, given: str) -> None:
    """With exit status 2, and nothing on the output."""
    refused = teikyo("receipt", *arguments, "--database", given, "--lang", "en")

    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""


def test_a_key_that_is_none_stops_the_receipt(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.setenv("TEIKYO_LEDGER_KEY", "nonsense")
    refused = teikyo("receipt", b'["Consent",1]'.hex(), "--database", given, "--lang", "en")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "TEIKYO_LEDGER_KEY names no Ed25519 key" in refused.stderr
