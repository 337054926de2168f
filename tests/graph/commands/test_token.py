import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import ActorKind, Role
from tests.graph.commands.command import known_of_actors, teikyo
from vendors import actors, tokens
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened
from vendors.store.migrating import migrate
from vendors.store.moments import kept
from vendors.store.refusals import StoreRefused
from vendors.token_text import could_be, key_of, new_text

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_token_is_printed_alone_and_only_its_digest_is_stored(store: str) -> None:
    """Nobody who reads the database can let himself in."""
    made = teikyo("token", "create", "--role", "DASHBOARD", "--name", "board", "--database", store)

    token = made.stdout.rstrip("\n")
    assert (made.exit_code, made.stderr) == (0, "")
    assert re.fullmatch(r"teikyo_[A-Za-z0-9]{12}_[A-Za-z0-9]{49}", token)
    assert token not in str(known_of_actors(store))
    assert hashlib.sha256(token.encode()).hexdigest() in str(known_of_actors(store))


def test_a_name_is_given_once(store: str) -> None:
    """A name in a log means one token; the refusal leaves the tables as they were."""
    teikyo("token", "create", "--role", "DASHBOARD", "--name", "board", "--database", store)
    before = known_of_actors(store)

    again = teikyo("token", "create", "--role", "ADMIN", "--name", "board", "--database", store, "--lang", "ja")

    assert (again.exit_code, again.stdout) == (2, "")
    assert "既に作られています" in again.stderr
    assert known_of_actors(store) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "x"),
        ("--role", "KING", "--name", "x"),
        ("--role", "ADMIN", "--name", " "),
        ("--role", "ADMIN", "--name", "a\nb"),
        ("--role", "ADMIN", "--name", "x" * 201),
        ("--role", "ADMIN", "--name", "x", "--expires", "0"),
        ("--role", "ADMIN", "--name", "x", "--expires", "36501"),
    ],
)
def test_what_makes_no_token_is_refused_and_stores_nothing(store: str, arguments: tuple[str, ...]) -> None:
    """No role, no name, no days that could be."""
    refused = teikyo("token", "create", *arguments, "--database", store)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr
    assert known_of_actors(store) == []


def test_without_a_database_the_way_to_one_is_said(tmp_path: Path) -> None:
    """And none is made in passing."""
    refused = teikyo("token", "list", "--database", str(tmp_path / "none.db"))

    assert refused.exit_code == 2
    assert "teikyo migrate" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_list_shows_who_and_until_when_and_lets_nobody_in(store: str) -> None:
    """Key, name, actor, roles, moments; neither token nor digest."""
    made = teikyo("token", "create", "--role", "REVIEWER", "--role", "EXPORTER", "--name", "審査", "--database", store)
    teikyo("token", "revoke", "審査", "--database", store)

    shown = teikyo("token", "list", "--database", store).stdout

    key = made.stdout.split("_")[1]
    assert shown.startswith(f"{key}\t審査\t審査\tEXPORTER,REVIEWER\t")
    assert shown.endswith("\t-\n")
    assert made.stdout.strip() not in shown
    assert hashlib.sha256(made.stdout.strip().encode()).hexdigest() not in shown


async def test_a_token_lets_in_until_it_expires_or_is_revoked(store: str) -> None:
    """To the moment; an unknown one never does."""
    async with opened(address(store)) as database:
        raw = await tokens.create(database, "board", [Role.DASHBOARD, Role.REVIEWER], NOW, days=1)
        other = await tokens.create(database, "other", [Role.ADMIN], NOW)
        end = NOW + timedelta(days=1)

        holder = await tokens.BY_TOKEN.let_in(database, raw, end - timedelta(microseconds=1))
        await tokens.revoke(database, "other", NOW)

        key = key_of(raw)
        assert key
        roles = frozenset({Role.DASHBOARD, Role.REVIEWER})
        assert holder == tokens.Holder("board", roles, end, ActorKind.PROGRAM, key)
        assert await tokens.BY_TOKEN.let_in(database, raw, end) is None
        assert await tokens.BY_TOKEN.let_in(database, other, NOW) is None
        assert await tokens.BY_TOKEN.let_in(database, "teikyo_unknown", NOW) is None
        with pytest.raises(StoreRefused, match="No token is named 'nobody'"):
            await tokens.revoke(database, "nobody", NOW)


def test_a_token_is_revoked_by_its_key_as_well(store: str) -> None:
    """The key is what a log says of it."""
    made = teikyo("token", "create", "--role", "ADMIN", "--name", "key", "--database", store).stdout.strip()

    teikyo("token", "revoke", key_of(made) or "", "--database", store)

    assert "\tADMIN\t" in (shown := teikyo("token", "list", "--database", store).stdout)
    assert shown.split("\t")[6] != "-"


async def test_when_a_token_was_last_used_is_noted_and_never_set_back(store: str) -> None:
    """Several processes note it, in whatever order."""
    async with opened(address(store)) as database:
        key = key_of(await tokens.create(database, "board", [Role.DASHBOARD], NOW)) or ""
        for moment in (NOW + timedelta(hours=1), NOW):
            await tokens.used(database, {key: moment, "unknown": moment})

        assert [one.last_used_at for one in await tokens.listed(database)] == [NOW + timedelta(hours=1)]


def test_a_mistyped_token_is_told_by_its_checksum() -> None:
    """Any one letter that is another one, or two that changed places: it is not looked for."""
    _, text = new_text()
    wrong = [f"{text[:place]}{'0' if text[place] != '0' else '1'}{text[place + 1 :]}" for place in range(len(text))]

    assert could_be(text)
    assert not any(could_be(one) for one in (*wrong, text[:-1], text + "0", "", "teikyo_", text.upper()))


async def test_tokens_that_were_made_before_there_were_actors_let_in_as_before(store: str) -> None:
    """Each adopts an actor of its name; its roles, its end and that it was revoked stay as they were."""
    text, gone = "teikyo_" + "o-_l" * 10 + "dxx", "teikyo_" + "n" * 43
    async with opened(address(store)) as database:
        await as_before_actors(database)
        for number, (name, raw, revoked) in enumerate((("board", text, None), ("gone", gone, NOW)), 1):
            await database.run(
                "INSERT INTO token (name, digest, created_at, revoked_at) VALUES (?, ?, ?, ?)",
                *(name, tokens.digest(raw), kept(database, NOW), kept(database, revoked)),
            )
            for role in ("DASHBOARD", "EXPORTER"):
                await database.run("INSERT INTO token_role (token_id, role) VALUES (?, ?)", number, role)

        await migrate(database)

        holder = await tokens.BY_TOKEN.let_in(database, text, NOW)
        assert holder == tokens.Holder(
            "board", frozenset({Role.DASHBOARD, Role.EXPORTER}), key=tokens.digest(text)[:12]
        )
        assert await tokens.BY_TOKEN.let_in(database, gone, NOW) is None
        assert [(one.name, one.roles) for one in await actors.listed(database)] == [
            (name, (Role.DASHBOARD, Role.EXPORTER)) for name in ("board", "gone")
        ]


async def as_before_actors(database: Database) -> None:
    """The tables as the migration of actors found them."""
    for table in ("browser_session", "access_token_role", "access_token", "actor_role", "actor"):
        await database.run(f"DROP TABLE {table}")
    number = "INTEGER PRIMARY KEY" if database.engine is Engine.SQLITE else "bigserial PRIMARY KEY"
    moment = "TIMESTAMP" if database.engine is Engine.SQLITE else "timestamptz"
    await database.run(
        f"CREATE TABLE token (id {number}, name VARCHAR(200), digest VARCHAR(64), created_at {moment},"
        f" expires_at {moment}, revoked_at {moment})"
    )
    await database.run(f"CREATE TABLE token_role (id {number}, token_id BIGINT, role VARCHAR(40))")
    await database.run("DELETE FROM tortoise_migrations WHERE name LIKE '%_actors'")
