"""`GET /disclosures/{request}`: the document that a person is handed, over HTTP, to a reviewer alone."""

import asyncio
from pathlib import Path

import pytest

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.commands.command import teikyo
from tests.graph.nouns.test_provision_records import REGISTER
from tests.graph.service import calling, token_for
from tests.vendors.requests.clerk import does, handled_to_the_end
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load


@pytest.fixture
async def answered(store: str) -> str:
    """A database with a request for records that was accepted; others were not, or are about something else."""
    async with opened(address(store)) as database:
        await load(database, read_register(REGISTER.encode()))
        await handled_to_the_end(database, "r-1", "DISCLOSURE_OF_RECORDS", outcome="ACCEPTED")
        await handled_to_the_end(database, "r-2", "DISCLOSURE_OF_RECORDS", outcome="REFUSED", reasons=["NOT_HELD"])
        await handled_to_the_end(database, "r-3", "CORRECTION", outcome="ACCEPTED")
        await does(database, "receiveRequest", "r-4", subject="p-1", kind="DISCLOSURE_OF_RECORDS", on="2026-08-01")
    return store


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_it_is_what_the_command_writes_to_the_byte(form: str, lang: str, answered: str, tmp_path: Path) -> None:
    """In either form and language; not kept by anybody on the way."""
    async with calling(create_app(address(answered)), await token_for(answered)) as caller:
        answer = await caller.send("GET", f"/disclosures/r-1?format={form}&lang={lang}")
    out = tmp_path / "written"
    said = ("--database", answered, "--format", form, "--lang", lang, "--out", str(out))
    wrote = await asyncio.to_thread(teikyo, "disclose", "r-1", *said)

    assert (answer.status_code, wrote.exit_code) == (200, 0)
    assert answer.content == out.read_bytes()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}[form]
    assert answer.headers["content-disposition"] == f'inline; filename="disclosure-r-1.{form}"'


async def test_unless_it_is_said_it_is_a_page_in_the_caller_s_language(answered: str) -> None:
    """As `Accept-Language` has it; and whoever only asks whether it is there is told so."""
    async with calling(create_app(address(answered)), await token_for(answered)) as caller:
        japanese = await caller.send("GET", "/disclosures/r-1", headers={"Accept-Language": "ja"})
        english = await caller.send("GET", "/disclosures/r-1")
        head = await caller.send("HEAD", "/disclosures/r-1")

    assert "第三者提供記録の開示" in japanese.text
    assert "Disclosure of records" in english.text
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(english.content)))


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/disclosures/r-2", 409, "CONFLICT"),
        ("/disclosures/r-3", 409, "CONFLICT"),
        ("/disclosures/r-4", 409, "CONFLICT"),
        ("/disclosures/r-9", 404, "BAD_INPUT"),
        ("/disclosures/R%00", 404, "BAD_INPUT"),
        ("/disclosures/r-1?format=docx", 400, "BAD_INPUT"),
        ("/disclosures/r-1?lang=fr", 400, "BAD_INPUT"),
    ],
)
async def test_what_is_not_to_be_disclosed_is_refused_with_words(
    path: str, status: int, code: str, answered: str
) -> None:
    """What was refused, is about something else, is not decided, or is not there; in both languages."""
    async with calling(create_app(address(answered)), await token_for(answered)) as caller:
        english = await caller.send("GET", path)
        japanese = await caller.send("GET", path, headers={"Accept-Language": "ja"})

    assert (english.status_code, english.json()["errors"][0]["extensions"]["code"]) == (status, code)
    assert english.json()["errors"][0]["message"] != japanese.json()["errors"][0]["message"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
async def test_only_a_reviewer_is_handed_it(role: Role, answered: str) -> None:
    """Nobody else, and no stranger."""
    async with calling(create_app(address(answered)), await token_for(answered, "other", role)) as caller:
        other = await caller.send("GET", "/disclosures/r-1")
        stranger = await caller.client.get("/disclosures/r-1")
        known = await caller.client.get("/disclosures/r-1", headers={"Authorization": "Bearer no-token-of-ours"})

    assert (other.status_code, other.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
    assert (stranger.status_code, known.status_code) == (401, 401)


async def test_it_is_read_and_not_sent_to(answered: str) -> None:
    """By GET alone."""
    async with calling(create_app(address(answered)), await token_for(answered)) as caller:
        answer = await caller.send("POST", "/disclosures/r-1")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
