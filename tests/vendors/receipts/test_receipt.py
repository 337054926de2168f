"""The receipt of a consent: to what the person agreed as it stood then, and a proof that needs nothing but itself."""

import base64
import hashlib
import html
import json
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import pytest

from models.vocabulary import LedgerAction
from tests.vendors.consents.recorder import ON_CONSENT, Recorder, recorder
from tests.vendors.printing.letters import letters
from tests.vendors.verbs.clerk import Clerk
from vendors.ledger.appending import append
from vendors.ledger.checkpoints import checkpoint_of, read_checkpoint
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import Happened, canonical
from vendors.ledger.notes import Signer
from vendors.ledger.proofs import BadProof, all_proven
from vendors.ledger.sealing import digest_of
from vendors.receipts.forms import written
from vendors.receipts.holding import Receipt, receipt
from vendors.register.read import read_register
from vendors.store.change import Occasion
from vendors.store.loading import load, the_register
from vendors.store.refusals import Refusal, StoreRefused

SIGNER = Signer("example.jp/teikyo", bytes(range(32)))
GIVEN, LATER = "2024-02-01T00:00:00Z", "2024-06-15T03:04:05.678900Z"


async def of(at_work: Recorder, subject: str, signer: Signer | None = SIGNER) -> Receipt:
    """The receipt of the one consent of a person."""
    (row,) = await at_work.database.rows("SELECT id FROM consent WHERE subject = ?", subject)
    return await at_work.database.read(lambda connection: receipt(connection, row["id"], signer))


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a path leads, by RFC 9162's own words (2.1.3.2), written down here a second time."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        assert sn > 0
        if fn % 2 == 1 or fn == sn:
            r = hashlib.sha256(b"\x01" + p + r).digest()
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return r


def leads_to(proof: Mapping[str, Any], checkpoint: str) -> tuple[Any, Any]:
    """The row and the event that a proof shows under a checkpoint; with nothing but the two."""

    def path(of: Mapping[str, Any]) -> list[bytes]:
        return [base64.b64decode(node) for node in of["path"]]

    row, event = proof["row"], json.loads(proof["event"])
    leaf = hashlib.sha256(b"\0" + bytes.fromhex(row["salt"]) + row["body"].encode()).digest()
    said = event["entry"]
    assert root_of(leaf, row["place"], said["persons"], path(row)).hex() == said["root"]
    _, size, root, *_ = checkpoint.split("\n")
    leaf = hashlib.sha256(b"\0" + proof["event"].encode()).digest()
    found = root_of(leaf, event["sequence"] - 1, int(size), path(proof))
    assert base64.b64encode(found).decode() == root
    return json.loads(row["body"]), event


def proof_on(paper: str) -> Any:
    """The proof that is printed on a receipt."""
    return json.JSONDecoder().raw_decode(paper, paper.index('{"checkpoint"'))[0]


@pytest.mark.parametrize("number", [1, 2, 5])
async def test_with_the_receipt_and_the_checkpoint_alone_it_is_shown_that_the_consent_is_on_record(
    number: int, store: str
) -> None:
    """Whichever row of a batch of whatever size; what is changed of it is shown no more."""
    async with recorder(store) as at_work:
        for_others = [{"subject": f"秘密-{other}", "given_at": GIVEN} for other in range(number - 1)]
        made = await at_work.gives(*for_others, {"subject": "c-本人", "given_at": GIVEN})
        await at_work.gives({"subject": "c-later", "given_at": GIVEN})
        told = await of(at_work, "c-本人")
        checkpoint, _ = await at_work.database.read(lambda connection: checkpoint_of(connection, SIGNER.name))

    assert told.shown.checkpoint == SIGNER.signed(checkpoint.text)
    SIGNER.verifier.check(told.shown.checkpoint)
    alone = json.loads(written(told, "json", "ja"))
    row, event = leads_to(alone["proofs"][0], alone["checkpoint"])
    assert row == {"text": "agreed", "subject": "c-本人", "given_at": GIVEN}
    assert (event["sequence"], event["list"], event["key"]) == (made.sequence, "consents", str(made.batch))
    assert event["recorded_at"] == told.recorded.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    assert "秘密" not in json.dumps(alone, ensure_ascii=False)

    (known,) = all_proven(written(told, "json", "ja"), read_checkpoint(told.shown.checkpoint, SIGNER.verifier))
    assert known.row is not None
    assert json.loads(known.row) == row
    for change in CHANGES:
        other = orjson.loads(written(told, "json", "ja"))
        change(other["proofs"][0])
        with pytest.raises(BadProof):
            all_proven(orjson.dumps(other), checkpoint)


CHANGES: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda proof: proof["row"].update(body=proof["row"]["body"].replace("2024-02-01", "2024-01-31")),
    lambda proof: proof["row"].update(salt=bytes(32).hex()),
    lambda proof: proof["row"].update(place=proof["row"]["place"] + 1),
    lambda proof: proof["row"].update(path=[*proof["row"]["path"], base64.b64encode(bytes(32)).decode()]),
    lambda proof: proof.update(row={}),
    lambda proof: proof.update(row=None),
    lambda proof: proof.update(event=proof["event"].replace('"hanako"', '"taro"')),
    lambda proof: proof.update(size=proof["size"] - 1),
    lambda proof: proof.pop("path"),
)


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_page_and_pdf_say_it_and_hold_the_proof(form: str, lang: Any, store: str) -> None:
    """Consent, text, version, withdrawal, contact; and the proof, which is whole again once line breaks are gone."""
    register = ON_CONSENT.replace("{name: ACME", "{contact: contact@example.jp, name: ACME")
    assert register != ON_CONSENT
    async with recorder(store, read_register(register.encode())) as at_work:
        await at_work.gives({"subject": "<b>c-1", "given_at": GIVEN, "guardian": True, "note": "申込書 の控え"})
        await at_work.withdraws({"subject": "<b>c-1", "withdrawn_at": LATER})
        told = await of(at_work, "<b>c-1")

    paper = written(told, form, lang)
    assert paper == written(told, form, lang)
    said = html.unescape(paper.decode()) if form == "html" else letters(paper)
    moments = ("2024-02-01 09:00:00+09:00", "2024-06-15 12:04:05.678900+09:00")
    for text in ("<b>c-1", "agreed", *moments, "contact@example.jp"):
        assert text in said, text
    title, guardian = {"ja": ("同意の記録（控え）", "あり"), "en": ("Receipt of your consent", "yes")}[lang]
    assert title in said
    assert guardian in said
    for name in (*told.text.items, *told.text.purposes):
        assert name in said, name
    proof = proof_on(said)
    rows = [leads_to(one, proof["checkpoint"])[0] for one in proof["proofs"]]
    consent = {"text": "agreed", "subject": "<b>c-1", "given_at": GIVEN, "guardian": True, "note": "申込書 の控え"}
    assert rows == [consent, {"consent": consent, "withdrawn_at": LATER}]


async def test_a_withdrawal_that_came_along_is_in_the_row_of_the_consent(store: str) -> None:
    """One proof shows both; and a consent that stands says so."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": GIVEN, "withdrawn_at": LATER})
        await at_work.gives({"subject": "c-2", "given_at": GIVEN})
        taken_back, standing = await of(at_work, "c-1"), await of(at_work, "c-2")

    (proof,) = taken_back.shown.proofs
    assert json.loads(proof["row"]["body"])["withdrawn_at"] == LATER
    assert taken_back.withdrawal_recorded == taken_back.recorded
    assert (standing.withdrawn_at, standing.withdrawal_recorded) == (None, None)
    assert "撤回されていません。" in written(standing, "html", "ja").decode()


async def test_the_text_is_told_as_it_stood_when_the_consent_was_recorded(store: str) -> None:
    """What is corrected afterwards is no part of what the person agreed to; another consent is to another version."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": GIVEN})
        before = await of(at_work, "c-1")
        clerk = Clerk(at_work.database)
        await clerk.do("correctItem", {"code": "name", "name": "Full name"}, reason="misspelt")
        agreed = {"code": "agreed", "from": "2020-01-01", "purposes": ["ads"], "any_recipient": True}
        await clerk.do("correctConsentText", {**agreed, "items": ["address", "name"]}, reason="one was missing")
        await at_work.gives({"subject": "c-2", "given_at": GIVEN})
        after, another = await of(at_work, "c-1"), await of(at_work, "c-2")

    assert after.text == before.text
    assert (after.text.items, another.text.items) == (("Name",), ("Address", "Full name"))
    assert another.text.sequence > after.text.sequence


async def test_without_a_key_the_proof_ends_at_the_event(store: str) -> None:
    """And the receipt says so."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": GIVEN})
        told = await of(at_work, "c-1", None)

    (proof,) = told.shown.proofs
    assert (told.shown.checkpoint, sorted(proof)) == (None, ["event", "row"])
    assert "There is no key that signs the ledger" in written(told, "html", "en").decode()


async def test_a_batch_that_was_sealed_again_leads_to_the_event_of_then(store: str) -> None:
    """The consent is shown to have been on record by then; the receipt tells both moments."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": GIVEN}, {"subject": "c-2", "given_at": GIVEN})
        first = await of(at_work, "c-1")
        left = await the_register(at_work.database)
        await load(
            at_work.database,
            left.model_copy(update={"consents": tuple(one for one in left.consents if one.subject != "c-2")}),
        )
        told = await of(at_work, "c-1")

    assert (first.sealed_again, told.recorded) == (None, first.recorded)
    assert told.sealed_again is not None
    assert told.shown.checkpoint is not None
    _, event = leads_to(told.shown.proofs[0], told.shown.checkpoint)
    assert (event["sequence"], event["action"]) == (told.sealed_again.sequence, "CORRECTED")
    assert "封印し直した日時" in written(told, "html", "ja").decode()


async def test_what_is_not_as_the_ledger_has_it_is_not_shown(store: str) -> None:
    """A consent that was changed by hand, and one that nobody recorded."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": GIVEN})
        await at_work.database.run("UPDATE consent SET guardian = TRUE WHERE subject = 'c-1'")
        with pytest.raises(LedgerDiffers) as changed:
            await of(at_work, "c-1")
        with pytest.raises(StoreRefused) as missing:
            await at_work.database.read(lambda connection: receipt(connection, 999, None))

    assert changed.value.difference is Difference.PERSONS
    assert missing.value.refusal is Refusal.NO_SUCH_CONSENT


async def test_of_a_batch_that_was_sealed_as_a_whole_the_receipt_has_no_proof(store: str) -> None:
    """Versions before wrote one digest of all rows: where it is on record is told, and that it can't be shown alone."""
    async with recorder(store) as at_work:
        made = await at_work.gives({"subject": "c-1", "given_at": GIVEN})
        digest = canonical({"digest": digest_of(bytes(32).hex(), []), "persons": 1})
        sealed = Happened(LedgerAction.CORRECTED, "consents", str(made.batch), digest)
        await at_work.database.write(lambda connection: append(connection, [([sealed], Occasion("test"))]))
        told = await of(at_work, "c-1")

    assert (told.shown.proofs, told.shown.checkpoint) == ((), None)
    assert "an earlier version" in written(told, "html", "en").decode().lower()
