import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from models.vocabulary import Role
from tests.looking import seen
from vendors import tokens
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.refusals import StoreRefused

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def teikyo(*arguments: str) -> Result:
    """The command as a user calls it."""
    return CliRunner().invoke(main, list(arguments))


def stored(place: str) -> list[tuple[object, ...]]:
    """Everything that the tables know of tokens."""
    return [*seen(place, "SELECT * FROM token"), *seen(place, "SELECT * FROM token_role")]


def test_a_token_is_printed_alone_and_only_its_digest_is_stored(store: str) -> None:
    """Nobody who reads the database can let himself in."""
    made = teikyo("token", "create", "--role", "DASHBOARD", "--name", "board", "--database", store)

    token = made.stdout.rstrip("\n")
    assert (made.exit_code, made.stderr) == (0, "")
    assert re.fullmatch(r"teikyo_[A-Za-z0-9_-]{43}", token)
    assert token not in str(stored(store))
    assert hashlib.sha256(token.encode()).hexdigest() in str(stored(store))


def test_a_name_is_given_once(store: str) -> None:
    """A name in a log means one token; the refusal leaves the tables as they were."""
    teikyo("token", "create", "--role", "DASHBOARD", "--name", "board", "--database", store)
    before = stored(store)

    again = teikyo("token", "create", "--role", "ADMIN", "--name", "board", "--database", store, "--lang", "ja")

    assert (again.exit_code, again.stdout) == (2, "")
    assert "既に作られています" in again.stderr
    assert stored(store) == before


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
    assert stored(store) == []


def test_without_a_database_the_way_to_one_is_said(tmp_path: Path) -> None:
    """And none is made in passing."""
    refused = teikyo("token", "list", "--database", str(tmp_path / "none.db"))

    assert refused.exit_code == 2
    assert "teikyo migrate" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_list_shows_who_and_until_when_and_lets_nobody_in(store: str) -> None:
    """Name, roles, moments; neither token nor digest."""
    made = teikyo("token", "create", "--role", "REVIEWER", "--role", "EXPORTER", "--name", "審査", "--database", store)
    teikyo("token", "revoke", "審査", "--database", store)

    shown = teikyo("token", "list", "--database", store).stdout

    assert shown.startswith("審査\tEXPORTER,REVIEWER\t")
    assert made.stdout.strip() not in shown
    assert hashlib.sha256(made.stdout.strip().encode()).hexdigest() not in shown


async def test_a_token_lets_in_until_it_expires_or_is_revoked(store: str) -> None:
    """To the moment; an unknown one never does."""
    async with opened(address(store)) as database:
        raw = await tokens.create(database, "board", [Role.DASHBOARD, Role.REVIEWER], NOW, days=1)
        other = await tokens.create(database, "other", [Role.ADMIN], NOW)
        end = NOW + timedelta(days=1)

        holder = await tokens.holder(database, raw, end - timedelta(microseconds=1))
        await tokens.revoke(database, "other", NOW)

        assert holder == tokens.Holder("board", frozenset({Role.DASHBOARD, Role.REVIEWER}), end)
        assert await tokens.holder(database, raw, end) is None
        assert await tokens.holder(database, other, NOW) is None
        assert await tokens.holder(database, "teikyo_unknown", NOW) is None
        with pytest.raises(StoreRefused, match="No token is named 'nobody'"):
            await tokens.revoke(database, "nobody", NOW)
