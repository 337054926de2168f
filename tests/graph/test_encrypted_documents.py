"""Documents, files and streams are written with a key as without one, to the byte; a backup alone is as stored."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.commands.command import teikyo
from tests.graph.keyed import KEY_TEXT, PEOPLE, names_in, of_nobody, prepared, said
from tests.graph.service import calling
from tests.vendors.consents.recorder import ON_CONSENT
from tests.vendors.references.people import AT, KEY, all_that_lies_there
from vendors import tokens
from vendors.references.cipher import cipher_of
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

CROWD = [f"nobody-{number}" for number in range(3_000)]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("form", ["html", "pdf"])
async def test_a_person_is_handed_the_same_disclosure(
    form: str, lang: str, store: str, another: Callable[[], str], tmp_path: Path
) -> None:
    """Over HTTP and by the command."""
    handed: list[bytes] = []
    for place, key in ((store, KEY), (another(), b"")):
        token = await prepared(address(place, key))
        async with calling(create_app(address(place, key)), token) as caller:
            answer = await caller.send("GET", f"/disclosures/r-1?format={form}&lang={lang}")
        assert answer.status_code == 200
        out, as_text = tmp_path / f"written-{len(handed)}", base64.b64encode(key).decode()
        how = ("--format", form, "--lang", lang, "--out", str(out))
        await asyncio.to_thread(said, as_text, place, "disclose", "r-1", *how)
        assert out.read_bytes() == answer.content
        handed += [answer.content]

    assert handed[0] == handed[1]
    assert form == "pdf" or b"Partner Next K.K." in handed[0]


def test_exports_are_the_same(store: str, another: Callable[[], str], tmp_path: Path) -> None:
    """Their manifests, too, but for the ledger's root: each ledger has salts of its own."""
    files: list[dict[str, bytes]] = []
    for place, key in ((store, KEY_TEXT), (another(), "")):
        asyncio.run(prepared(address(place, KEY if key else b"")))
        folder = tmp_path / f"export-{len(files)}"
        said(key, place, "export", "2024Q2", "--out", str(folder))
        files.append({path.name: path.read_bytes() for path in folder.iterdir()})
    manifests = [orjson.loads(one.pop("manifest.json")) for one in files]

    assert files[0] == files[1]
    assert files[0]["transfers.csv"].count(b"\n") > 1
    roots = {one["ledger"].pop("root") for one in manifests}
    assert len(roots) == len(manifests)
    assert manifests[0] == manifests[1]


def test_what_is_dumped_is_imported_again_with_a_key_or_without(
    store: str, another: Callable[[], str], tmp_path: Path
) -> None:
    """Each way it is the same file; where it is imported with a key, nobody is named."""
    asyncio.run(prepared(address(store, KEY)))
    first = tmp_path / "first.yaml"
    said(KEY_TEXT, store, "dump", "--out", str(first))
    assert names_in(first.read_bytes()) == list(PEOPLE)

    for key in (KEY_TEXT, ""):
        place = another()
        said(key, place, "import", str(first))
        assert said(key, place, "dump").encode() == first.read_bytes()
        said(key, place, "verify")
        assert names_in(asyncio.run(all_that_lies_there(address(place)))) == ([] if key else list(PEOPLE))


def test_a_backup_names_nobody_and_is_restored_without_the_key(
    store: str, another: Callable[[], str], tmp_path: Path
) -> None:
    """On either engine; what comes back is of use with the key alone, and complete."""
    asyncio.run(prepared(address(store, KEY)))
    dumped = said(KEY_TEXT, store, "dump")
    backup = tmp_path / "teikyo.backup"
    said("", store, "backup", str(backup))
    assert names_in(backup.read_bytes()) == []

    for place in (another(), str(tmp_path / "new.db")):
        said("", place, "restore", str(backup))
        assert names_in(asyncio.run(all_that_lies_there(address(place)))) == []
        assert teikyo("verify", "--database", place).exit_code == 2, "there is no key"
        assert said(KEY_TEXT, place, "dump") == dumped
        said(KEY_TEXT, place, "verify")
        asyncio.run(_refuses_what_is_plain(place))


async def _refuses_what_is_plain(place: str) -> None:
    async with opened(address(place), as_stored=True) as database:
        with pytest.raises(Exception, match="encrypted"):
            await database.run("UPDATE consent SET subject = 'somebody'")


def test_a_backup_of_before_there_was_a_key_is_restored_as_it_was(
    store: str, another: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even into a database that was made with a key; then it is told to be encrypted, and is so by the command."""
    asyncio.run(prepared(address(store)))
    dumped = said("", store, "dump")
    backup, place = tmp_path / "teikyo.backup", another()
    said("", store, "backup", str(backup))
    said(KEY_TEXT, place, "migrate")
    said(KEY_TEXT, place, "restore", str(backup))

    monkeypatch.setenv("TEIKYO_REFERENCE_KEY", KEY_TEXT)
    refused = teikyo("dump", "--database", place, "--lang", "en")
    assert (refused.exit_code, "teikyo references encrypt" in refused.stderr) == (2, True)
    said(KEY_TEXT, place, "references", "encrypt")
    assert said(KEY_TEXT, place, "dump") == dumped


async def test_a_crowd_at_the_gate_is_answered_as_without_a_key(store: str, another: Callable[[], str]) -> None:
    """Thousands in one stream, some of whom consented."""
    answers = []
    given = "".join(
        f'{{"text": "agreed", "subject": "{one}", "given_at": "2024-02-01T00:00:00Z"}}\n' for one in CROWD[::3]
    )
    for place in (address(store, KEY), address(another())):
        async with opened(place) as database:
            await load(database, read_register(of_nobody(ON_CONSENT).encode()))
            token = await tokens.create(database, "Sato", [Role.REVIEWER, Role.RECORDER], AT)
        async with calling(create_app(place), token) as caller:
            headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "crowd"}
            taken = await caller.send(path="/ingest/consents", content=given, headers=headers)
            assert taken.json()["rows"] == len(CROWD[::3])
            asked = await caller.send(
                path="/gate/leads?at=2024-06-16T00:00:00Z", content="\n".join(f'"{one}"' for one in CROWD)
            )
        answers.append(asked.content.splitlines()[1:-1])

    assert answers[0] == answers[1]
    assert len(answers[0]) == len(CROWD)
    assert sum(b'"allowed":true' in one for one in answers[0]) == len({*CROWD[::3], "nobody-1"})


async def test_whom_a_delivery_lists_is_told_page_by_page_in_the_order_of_what_is_stored(
    store: str, another: Callable[[], str]
) -> None:
    """Everybody once, with the rules that are broken for him; forwards and backwards alike."""
    asked = (
        "query($first: Int, $after: String, $last: Int, $before: String) {"
        ' personsConcerned(delivery: "l-1", first: $first, after: $after, last: $last, before: $before)'
        " { totalCount edges { cursor node { subject codes } } } }"
    )
    told: list[list[tuple[str, list[str]]]] = []
    for place in (address(store, KEY), address(another())):
        async with opened(place) as database:
            listed = of_nobody(ON_CONSENT).replace("[nobody-1, nobody-2]", f"[{', '.join(CROWD[:7])}]")
            await load(database, read_register(listed.encode()))
            token = await tokens.create(database, "Sato", [Role.REVIEWER], AT)
        async with calling(create_app(place), token) as caller:
            for size, beyond in (("first", "after"), ("last", "before")):
                persons: list[tuple[str, list[str]]] = []
                cursor = None
                while True:
                    said = (await caller.ask(asked, **{size: 3, beyond: cursor})).json()["data"]["personsConcerned"]
                    assert said["totalCount"] == len(CROWD[:7])
                    page = [(edge["node"]["subject"], edge["node"]["codes"]) for edge in said["edges"]]
                    if not page:
                        break
                    persons = [*persons, *page] if size == "first" else [*page, *persons]
                    cursor = said["edges"][-1 if size == "first" else 0]["cursor"]
                told.append(persons)

    assert told[0] == told[1] == sorted(told[0], key=lambda one: cipher_of(KEY).sealed(one[0]))
    assert told[2] == told[3] == sorted(told[0])
    assert {code for _, codes in told[0] for code in codes} >= {"CONSENT_MISSING"}
