"""Whoever has not the key of a database's references, or sets one too early, is told so and changes nothing."""

import asyncio
import base64
from pathlib import Path

import pytest

from graph.app import create_app
from tests.graph.commands.command import teikyo
from tests.graph.keyed import KEY_TEXT, REGISTER, names_in, prepared, said
from tests.graph.service import calling
from tests.looking import spoilt
from tests.vendors.references.people import KEY, OTHER_KEY, all_that_lies_there, rows_of_every_table
from vendors.references.cipher import cipher_of
from vendors.references.rewriting import rewrite
from vendors.store.address import address
from vendors.store.database import opened


def test_a_database_of_before_there_were_keys_is_migrated_without_one_first(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sets one too early is told what to do, and nothing is changed; then it is encrypted."""
    asyncio.run(prepared(address(store)))
    dumped = said("", store, "dump")
    spoilt(store, "DROP TABLE reference_key", "DELETE FROM tortoise_migrations WHERE name LIKE '%_reference_key'")
    before = asyncio.run(rows_of_every_table(address(store)))
    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", KEY_TEXT)
    for lang in ("en", "ja"):
        early = teikyo("migrate", "--database", store, "--lang", lang)
        assert early.exit_code == 2
        assert [one for one in ("TEIKYO_REFERENCE_KEY", "teikyo migrate", "encrypt") if one not in early.stderr] == []
    assert asyncio.run(rows_of_every_table(address(store))) == before

    said("", store, "migrate")
    said(KEY_TEXT, store, "references", "encrypt")
    assert said(KEY_TEXT, store, "dump") == dumped


@pytest.mark.parametrize("key", ["", base64.b64encode(OTHER_KEY).decode()], ids=["no key", "another key"])
def test_what_writes_or_reads_refuses_without_the_right_key(
    key: str, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is named, nothing is changed, and no file is written."""
    asyncio.run(prepared(address(store, KEY)))
    before = asyncio.run(all_that_lies_there(address(store)))
    register, consents = tmp_path / "register.yaml", tmp_path / "consents.ndjson"
    register.write_text(REGISTER, encoding="utf-8")
    consents.write_text('{"text": "agreed", "subject": "nobody-9", "given_at": "2024-02-01T00:00:00Z"}')
    files = sorted(tmp_path.rglob("*"))
    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", key)

    for command in (
        ("import", str(register)),
        ("ingest", "consents", str(consents)),
        ("export", "2024Q2", "--out", str(tmp_path / "export")),
        ("disclose", "r-1", "--format", "html", "--out", str(tmp_path / "disclosed")),
        ("dump", "--out", str(tmp_path / "dumped.yaml")),
        ("migrate",),
    ):
        refused = teikyo(*command, "--database", store, "--lang", "en")
        assert (refused.exit_code, "TEIKYO_REFERENCE_KEY" in refused.stderr) == (2, True), (command, refused.output)
        assert names_in(refused.output.encode()) == []

    assert asyncio.run(all_that_lies_there(address(store))) == before
    assert [one for one in sorted(tmp_path.rglob("*")) if one not in files and "teikyo.db" not in one.name] == []


async def test_a_server_that_was_begun_without_a_key_answers_no_more_once_there_is_one(store: str) -> None:
    """Neither questions nor the gate nor verbs; it says which setting it wants, and writes nothing."""
    token = await prepared(address(store))
    verb = 'mutation { registerService(input: {idempotencyKey: "k", service: {code: "new", name: "New"}}) { event } }'
    async with calling(create_app(address(store)), token) as caller:
        assert (await caller.ask('{ consents(subject: "nobody-1") { totalCount } }')).status_code == 200
        async with opened(address(store), as_stored=True) as database:
            assert await rewrite(database, None, cipher_of(KEY), lambda _: None)
        before = await rows_of_every_table(address(store))
        await asyncio.sleep(1.1)  # PostgreSQL tells of no change, so how it stands is looked at each second
        answers = [
            await caller.ask('{ consents(subject: "nobody-1") { totalCount } }'),
            await caller.ask(verb),
            await caller.send(path="/gate/feed", content='"nobody-1"'),
            await caller.send(path="/ingest/consents", content="{}", headers={"Content-Type": "application/x-ndjson"}),
            await caller.send("GET", "/disclosures/r-1"),
        ]

    assert [(one.status_code, "TEIKYO_REFERENCE_KEY" in one.text) for one in answers] == [(503, True)] * len(answers)
    assert await rows_of_every_table(address(store)) == before
