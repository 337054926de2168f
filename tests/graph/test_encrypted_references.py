"""With a key set, all is asked and answered over HTTP and by commands as without one, and no file names anybody."""

import asyncio
import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.commands.command import teikyo
from tests.graph.service import Caller, calling, served
from tests.vendors.consents.recorder import ON_CONSENT
from tests.vendors.references.people import AT, KEY, OTHER_KEY, all_that_lies_there
from vendors import tokens
from vendors.register.read import read_register
from vendors.store.address import Address, address
from vendors.store.database import opened
from vendors.store.loading import load

REGISTER = re.sub(r"\bp-(\d)\b", r"nobody-\1", ON_CONSENT)
PEOPLE = [f"nobody-{number}" for number in range(1, 10)]
WORDS = "what-nobody-said"
KEY_TEXT = base64.b64encode(KEY).decode()
NDJSON = {"Content-Type": "application/x-ndjson"}
DONE = "userErrors { code path message }"
MUTATIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "giveConsent",
        "consent { id subject givenAt withdrawnAt }",
        {"consent": {"text": "agreed", "subject": PEOPLE[3], "givenAt": "2024-02-01T00:00:00Z"}},
    ),
    (
        "giveConsent",
        "consent { id }",
        {"consent": {"text": "none", "subject": PEOPLE[3], "givenAt": "2024-02-01T00:00:00Z"}},
    ),
    (
        "withdrawConsent",
        "consents { subject withdrawnAt }",
        {"withdrawal": {"text": "agreed", "subject": PEOPLE[0], "withdrawnAt": "2024-06-15T00:00:00Z"}},
    ),
    (
        "registerDelivery",
        "delivery { code subjectCount subjectsListed }",
        {"delivery": {"code": "l-9", "transfer": "leads", "at": "2024-06-20T00:00:00Z", "subjects": PEOPLE[:5]}},
    ),
    (
        "receiveRequest",
        "request { code subject asked }",
        {"request": {"code": "r-1", "subject": PEOPLE[1], "kind": "STOP_OF_PROVISION", "on": "2024-07-01",
                     "asked": WORDS}},
    ),
    (
        "correctRequest",
        "request { code subject asked }",
        {"reason": "typed wrongly",
         "request": {"code": "r-1", "subject": PEOPLE[5], "kind": "STOP_OF_PROVISION", "on": "2024-07-01"}},
    ),
    (
        "verifyIdentity",
        "request { identity }",
        {"request": {"code": "r-1", "on": "2024-07-02", "identity": WORDS}},
    ),
    (
        "investigateRequest",
        "request { found }",
        {"request": {"code": "r-1", "on": "2024-07-03", "found": WORDS}},
    ),
    (
        "decideRequest",
        "request { outcome subject }",
        {"request": {"code": "r-1", "on": "2024-07-04", "outcome": "ACCEPTED", "explained": WORDS}},
    ),
    (
        "registerReceivedProvision",
        "receivedProvision { code subjectCount }",
        {"received": {"code": "in-1", "on": "2024-07-01", "provider": "acme", "providerKind": "COMPANY", "name": "A",
                      "basis": "OPT_OUT", "items": ["name"], "subjects": PEOPLE[6:]}},
    ),
)  # fmt: skip
QUESTIONS = tuple(
    f"query($of: String!) {{ {question} }}"
    for question in (
        "consents(subject: $of) { totalCount nodes { subject givenAt withdrawnAt text { code } } }",
        "provisionRecords(subject: $of) { totalCount nodes { delivery { code } consent items { code } } }",
        "receivedRecords(subject: $of) { totalCount nodes { received { code } } }",
        'requests(filter: {subject: [$of, "x"], code: ["r-1", "r-2"]}) { nodes { code subject asked identity found } }',
        "receivedProvisions(filter: {subject: [$of]}) { totalCount nodes { code subjectCount } }",
        'mayProvide(transfer: "leads", subjects: [$of, ""], at: "2024-06-16T00:00:00Z") { persons { subject codes } }',
        "consents(subject: $of) { totalCount } deliveries { nodes { code findings(ever: true) { code subjects } } }",
    )
)


async def everything_done(caller: Caller) -> list[bytes]:
    """All that is done with persons over HTTP; what was answered, but for what comes by chance or by the clock."""
    answers: list[bytes] = []

    async def sends(path: str, body: bytes, key: str) -> None:
        answer = await caller.send(path=path, content=body, headers={**NDJSON, "Idempotency-Key": key})
        said = answer.json()
        said.pop("root", None)
        answers.append(b"%d %s" % (answer.status_code, orjson.dumps(said)))

    consent = '{"text": "agreed", "subject": "%s", "given_at": "2024-02-01T00:00:00Z"}\n'
    taken = '{"text": "agreed", "subject": "%s", "withdrawn_at": "2024-06-10T00:00:00Z"}\n'
    given = (consent % PEOPLE[1] + consent % PEOPLE[2]).encode()
    for _ in range(2):
        await sends("/ingest/consents", given, "c")
    await sends("/ingest/consents", given, "twice")
    await sends("/ingest/withdrawals", (taken % PEOPLE[2]).encode(), "w")
    await sends("/ingest/deliveries/l-1/subjects", b'"%s"\n"%s"\n' % tuple(one.encode() for one in PEOPLE[4:6]), "s")
    await sends("/ingest/deliveries/l-1/subjects", f'"{PEOPLE[0]}"\n"{PEOPLE[7]}"\n"{PEOPLE[7]}"'.encode(), "listed")
    for number, (verb, answer, said) in enumerate(MUTATIONS):
        text = f"mutation($input: {verb[0].upper()}{verb[1:]}Input!) {{ {verb}(input: $input) {{ {answer} {DONE} }} }}"
        asking = {"idempotencyKey": f"m-{number}", **said}
        answers += [without_cost(await caller.ask(text, input=asking)) for _ in range(2)]
    asked = await caller.send(
        path="/gate/leads?at=2024-06-16T00:00:00Z", content="\n".join(f'"{one}"' for one in PEOPLE)
    )
    answers += asked.content.splitlines()[1:-1]
    for question in QUESTIONS:
        answers += [without_cost(await caller.ask(question, of=one)) for one in PEOPLE]
    return answers


def without_cost(answer: httpx2.Response) -> bytes:
    """What was answered to a question; what is left of its allowance hangs on the clock."""
    said, found, _ = answer.content.partition(b',"extensions":')
    assert found, answer.text
    return said


async def with_register(place: Address) -> str:
    """The token of somebody who may do all of it, on the register that is loaded there."""
    async with opened(place) as database:
        await load(database, read_register(REGISTER.encode()))
        return await tokens.create(database, "Sato", [Role.REVIEWER, Role.RECORDER], AT)


async def commands(place: str, out: Path) -> list[bytes]:
    """What the commands say and write that look at persons or count them."""
    dumped = out / "dumped.yaml"
    written = await asyncio.to_thread(teikyo, "dump", "--database", place, "--out", str(dumped))
    verified = await asyncio.to_thread(teikyo, "verify", "--database", place, "--lang", "en")
    purged = await asyncio.to_thread(teikyo, "purge", "--database", place, "--lang", "en", "--yes")
    assert [one.exit_code for one in (written, verified, purged)] == [0, 0, 0], (written, verified, purged)
    again = await asyncio.to_thread(teikyo, "verify", "--database", place, "--lang", "en")
    assert again.exit_code == 0
    told, number = re.subn(
        rb'(?m)^    from: "\d{4}-\d\d-\d\dT.+"$', b"    from: as it was decided", dumped.read_bytes()
    )
    assert number <= 1, "of the stop that was accepted"
    dumped.unlink()
    return [told, purged.output.encode()]


async def test_served_with_a_key_all_is_answered_to_the_byte_and_no_file_names_anybody(
    store: str, another: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a server with its processes, through ingest, verbs, gate and questions, and by commands; on either engine."""
    sides: list[list[bytes]] = []
    log, held, plain = tmp_path / "log", b"", another()
    token = await with_register(address(store, KEY))
    with served(store, settings={"TEIKYO_REFERENCE_KEY": KEY_TEXT}, log=log) as url:
        async with httpx2.AsyncClient(base_url=url, timeout=60) as client:
            sides.append(await everything_done(Caller(client, token)))
        held += await all_that_lies_there(address(store)) + log.read_bytes()
    async with calling(create_app(address(plain)), await with_register(address(plain))) as caller:
        sides.append(await everything_done(caller))
    sides[1] += await commands(plain, tmp_path)
    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", KEY_TEXT)
    sides[0] += await commands(store, tmp_path)
    held += await all_that_lies_there(address(store)) + log.read_bytes()
    without = await all_that_lies_there(address(plain))

    assert sides[0] == sides[1]
    assert [one for one in sides[0] if b'"errors"' in one and not one.startswith(b"400 ")] == []
    assert [one for one in (*PEOPLE, WORDS, KEY_TEXT) if one.encode() in held] == []
    assert [one for one in (*PEOPLE, WORDS) if one.encode() not in without] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("other", ["", base64.b64encode(OTHER_KEY).decode(), "not-a-key"])
def test_without_the_right_key_no_command_opens_it(
    other: str, lang: str, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the setting, and neither a key nor a person; nothing is written."""
    asyncio.run(with_register(address(store, KEY)))
    before = asyncio.run(all_that_lies_there(address(store)))
    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", other)

    for command in (("dump",), ("verify",), ("purge", "--yes"), ("serve", "--port", "1")):
        refused = teikyo(*command, "--database", store, "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "TEIKYO_REFERENCE_KEY" in refused.stderr
        assert not [one for one in (*PEOPLE, KEY_TEXT, other or KEY_TEXT) if one in refused.stderr]

    assert asyncio.run(all_that_lies_there(address(store))) == before


def test_what_is_stored_is_encrypted_and_decrypted_by_command(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key for a database without one is refused until the command ran; each way the dump is the same to the byte."""
    asyncio.run(with_register(address(store)))
    plain = asyncio.run(commands(store, tmp_path))
    none = teikyo("references", "encrypt", "--database", store, "--lang", "en")
    assert (none.exit_code, "TEIKYO_REFERENCE_KEY is not set" in none.stderr) == (2, True)
    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", KEY_TEXT)
    early = teikyo("verify", "--database", store, "--lang", "ja")
    assert (early.exit_code, "teikyo references encrypt" in early.stderr) == (2, True)

    done = teikyo("references", "encrypt", "--database", store, "--lang", "en")
    assert (done.exit_code, "rows were rewritten" in done.stderr) == (0, True), done.output
    assert "nothing was changed" in teikyo("references", "encrypt", "--database", store, "--lang", "en").stderr
    assert not [one for one in PEOPLE if one.encode() in asyncio.run(all_that_lies_there(address(store)))]
    assert asyncio.run(commands(store, tmp_path)) == plain

    undone = teikyo("references", "decrypt", "--database", store, "--lang", "en")
    assert undone.exit_code == 0, undone.output
    monkeypatch.delenv("TEIKYO_REFERENCE_KEY")
    assert asyncio.run(commands(store, tmp_path)) == plain
