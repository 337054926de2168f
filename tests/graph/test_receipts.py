"""`GET /receipts/{consent}`: the receipt of a consent, over HTTP, to those who may see persons."""

import asyncio
import base64
from pathlib import Path

import pytest

from graph.app import create_app
from graph.receipts import consent_id
from models.vocabulary import Role
from tests.graph.commands.command import teikyo
from tests.graph.service import calling, token_for
from tests.vendors.consents.recorder import recorder
from vendors.ledger.notes import Signer
from vendors.store.address import address
from vendors.store.database import opened

SEED = bytes(range(32))
SIGNER = Signer("teikyo/ledger", SEED)
MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}
IDS = "query($who: String!) { consents(subject: $who, first: 1) { nodes { id } } }"


@pytest.fixture
async def given(store: str) -> str:
    """A database with the consent of a person."""
    async with recorder(store) as at_work:
        await at_work.gives({"subject": "c-1", "given_at": "2024-02-01T00:00:00Z"})
    return store


@pytest.mark.parametrize("form", ["html", "pdf", "json"])
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_it_is_what_the_command_writes_to_the_byte(
    form: str, lang: str, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each form and language, under the id that GraphQL answers with; not kept by anybody on the way."""
    monkeypatch.setenv("TEIKYO_LEDGER_KEY", base64.b64encode(SEED).decode())
    async with calling(create_app(address(given), signer=SIGNER), await token_for(given)) as caller:
        (consent,) = (await caller.ask(IDS, who="c-1")).json()["data"]["consents"]["nodes"]
        answer = await caller.send("GET", f"/receipts/{consent['id']}?format={form}&lang={lang}")
    out = tmp_path / "written"
    said = ("--database", given, "--format", form, "--lang", lang, "--out", str(out))
    wrote = await asyncio.to_thread(teikyo, "receipt", consent["id"], *said)

    assert (answer.status_code, wrote.exit_code) == (200, 0)
    assert answer.content == out.read_bytes()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == MEDIA[form]
    assert answer.headers["content-disposition"] == f'inline; filename="receipt.{form}"'


@pytest.mark.parametrize("consent", ["x", b'["Consent",999]'.hex(), b'["Transfer",1]'.hex()])
async def test_what_is_no_consent_has_no_receipt(consent: str, given: str) -> None:
    """404, in the caller's language; nothing else is told of it."""
    async with calling(create_app(address(given)), await token_for(given)) as caller:
        answer = await caller.send("GET", f"/receipts/{consent}", headers={"Accept-Language": "ja"})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (404, "BAD_INPUT")
    assert "該当する同意がありません" in error["message"]


@pytest.mark.parametrize("parameters", ["format=docx", "lang=fr"])
async def test_another_form_or_language_is_refused(parameters: str, given: str) -> None:
    """With what would be accepted."""
    async with calling(create_app(address(given)), await token_for(given)) as caller:
        answer = await caller.send("GET", f"/receipts/{b'x'.hex()}?{parameters}")

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "BAD_INPUT")
    assert ("html, pdf, json" in error["message"]) == parameters.startswith("format")


async def test_what_was_changed_by_hand_is_not_handed_out(given: str) -> None:
    """409: the person would be shown what the ledger does not have."""
    async with opened(address(given)) as database:
        await database.run("UPDATE consent SET guardian = TRUE WHERE subject = 'c-1'")
        (row,) = await database.rows("SELECT id FROM consent WHERE subject = 'c-1'")
    async with calling(create_app(address(given)), await token_for(given)) as caller:
        answer = await caller.send("GET", f"/receipts/{consent_id(row['id'])}")

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (409, "CONFLICT")
    assert "c-1" not in answer.text


@pytest.mark.parametrize("role", list(Role))
async def test_it_answers_those_alone_who_may_see_persons(role: Role, given: str) -> None:
    """Whoever else holds a token is told who may."""
    async with calling(create_app(address(given)), await token_for(given, "somebody", role)) as caller:
        answer = await caller.send("GET", f"/receipts/{b'x'.hex()}")

    may = role in {Role.REVIEWER, Role.RECORDER}
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
        (404, "BAD_INPUT") if may else (403, "FORBIDDEN")
    )
