"""Who may ask and write, at the terminal."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest

from graph.cli import CommandsByName, main
from graph.receipts import consent_id
from models.vocabulary import Role
from tests.graph.commands.command import known_of_actors, teikyo
from tests.looking import seen
from tests.vendors.requests.clerk import handled_to_the_end
from vendors import rights, tokens
from vendors.demo.register import demo_register
from vendors.register.write import write_register
from vendors.store.address import address
from vendors.store.database import opened

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def hanako(store: str) -> str:
    """The address of a database in which one person is known, a reviewer who also records."""
    made = teikyo("actor", "create", "花子", "--kind", "person", "--role", "REVIEWER", "--role", "RECORDER", *at(store))
    assert (made.exit_code, made.output) == (0, "")
    return store


def at(place: str) -> tuple[str, str]:
    """The option that names the database."""
    return "--database", place


def roles_with(place: str, text: str) -> set[Role] | None:
    """What a token lets its holder do; `None` where it lets nobody in."""

    async def asked() -> set[Role] | None:
        async with opened(address(place)) as database:
            holder = await tokens.BY_TOKEN.let_in(database, text, NOW)
        return None if holder is None else set(holder.roles)

    return asyncio.run(asked())


def made_token(place: str, name: str, *options: str) -> str:
    """A token of hers."""
    return teikyo("token", "create", "--actor", "花子", "--name", name, *options, *at(place)).stdout.strip()


def test_an_actor_is_listed_with_its_kind_and_roles(hanako: str) -> None:
    """And with when it was made known and ended."""
    teikyo("token", "create", "--name", "board", "--role", "DASHBOARD", *at(hanako))
    teikyo("actor", "end", "board", *at(hanako))

    shown = [line.split("\t") for line in teikyo("actor", "list", *at(hanako)).stdout.splitlines()]

    assert [line[:3] for line in shown] == [["board", "PROGRAM", "DASHBOARD"], ["花子", "PERSON", "RECORDER,REVIEWER"]]
    assert [line[4] == "-" for line in shown] == [False, True]


def test_a_token_carries_the_roles_of_its_actor_or_those_that_it_is_narrowed_to(hanako: str) -> None:
    """Granted ones come to the first kind alone; withdrawn ones go from both, at once."""
    all_, narrow = made_token(hanako, "laptop"), made_token(hanako, "script", "--role", "REVIEWER")
    before = [roles_with(hanako, one) for one in (all_, narrow)]
    teikyo("actor", "grant", "花子", "--role", "EXPORTER", "--role", "REVIEWER", *at(hanako))
    granted = [roles_with(hanako, one) for one in (all_, narrow)]
    teikyo("actor", "withdraw", "花子", "--role", "REVIEWER", *at(hanako))
    withdrawn = [roles_with(hanako, one) for one in (all_, narrow)]

    assert before == [{Role.REVIEWER, Role.RECORDER}, {Role.REVIEWER}]
    assert granted == [{Role.REVIEWER, Role.RECORDER, Role.EXPORTER}, {Role.REVIEWER}]
    assert withdrawn == [{Role.RECORDER, Role.EXPORTER}, set()]


def test_an_actor_that_was_ended_is_out_with_every_token(hanako: str) -> None:
    """And gets nothing new."""
    token = made_token(hanako, "laptop")
    teikyo("actor", "end", "花子", *at(hanako))
    before = known_of_actors(hanako)
    refused = [
        teikyo("actor", "grant", "花子", "--role", "ADMIN", *at(hanako)),
        teikyo("token", "create", "--actor", "花子", "--name", "other", *at(hanako)),
        teikyo("token", "create", "--name", "花子", "--role", "REVIEWER", *at(hanako)),
    ]

    assert roles_with(hanako, token) is None
    assert [one.exit_code for one in refused] == [2, 2, 2]
    assert all("was ended" in one.stderr for one in refused)
    assert known_of_actors(hanako) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("actor", "create", "花子", "--kind", "person", "--role", "ADMIN"), "There is an actor named"),
        (("actor", "create", "oidc:1", "--kind", "person", "--role", "ADMIN"), "no `oidc:` at its start"),
        (("actor", "create", " ", "--kind", "person", "--role", "ADMIN"), "1 to 200 characters"),
        (("actor", "create", "x", "--kind", "robot", "--role", "ADMIN"), "robot"),
        (("actor", "create", "x", "--kind", "person"), "--role"),
        (("actor", "grant", "nobody", "--role", "ADMIN"), "No actor is named"),
        (("actor", "withdraw", "nobody", "--role", "ADMIN"), "No actor is named"),
        (("actor", "end", "nobody"), "No actor is named"),
        (("token", "create", "--actor", "nobody", "--name", "x"), "No actor is named"),
        (("token", "create", "--actor", "花子", "--name", "x", "--role", "ADMIN"), "does not hold ADMIN"),
        (("token", "create", "--name", "花子", "--role", "ADMIN"), "does not hold ADMIN"),
        (("token", "create", "--name", "oidc:1", "--role", "ADMIN"), "no `oidc:` at its start"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out_and_changes_nothing(
    hanako: str, arguments: tuple[str, ...], said: str
) -> None:
    """Nobody becomes more than he is by a name that is there already."""
    before = known_of_actors(hanako)

    refused = teikyo(*arguments, *at(hanako))

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert known_of_actors(hanako) == before


def test_ending_and_withdrawing_twice_changes_nothing_more(hanako: str) -> None:
    """The first moment stays on record."""
    for arguments in (("end", "花子"), ("withdraw", "花子", "--role", "REVIEWER")):
        teikyo("actor", *arguments, *at(hanako))
    before = known_of_actors(hanako)

    for arguments in (("end", "花子"), ("withdraw", "花子", "--role", "REVIEWER")):
        assert teikyo("actor", *arguments, *at(hanako)).exit_code == 0
    assert known_of_actors(hanako) == before


COMMANDS = {
    "import": {Role.RECORDER},
    "ingest": {Role.RECORDER},
    "export": {Role.EXPORTER},
    "dump": {Role.EXPORTER},
    "disclose": {Role.REVIEWER},
    "purge": {Role.ADMIN, Role.REVIEWER},
    "receipt": {Role.RECORDER, Role.REVIEWER},
}


async def asked_to_disclose(place: str, code: str) -> None:
    """A person asks for the records of provisions of his data, and is to be told."""
    async with opened(address(place)) as database:
        await handled_to_the_end(database, code, "DISCLOSURE_OF_RECORDS", outcome="ACCEPTED")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_run_in_the_name_of_an_actor_who_may(store: str, tmp_path: Path, command: str, role: Role) -> None:
    """Every command that asks in whose name, in every role; where it is refused, nothing is written anywhere."""
    register, out = tmp_path / "register.yaml", tmp_path / "out"
    consents = tmp_path / "consents.csv"
    consents.write_text("text,subject,given_at\ncampaign-text,c-1001,2026-08-01T00:00:00Z\n")
    register.write_bytes(write_register(demo_register(date(2026, 8, 15))))
    assert teikyo("import", str(register), "--as", "anybody", *at(store)).exit_code == 0
    teikyo("actor", "create", "hanako", "--kind", "person", "--role", role, *at(store))
    asyncio.run(asked_to_disclose(store, "r-1"))
    register.write_bytes(write_register(demo_register(date(2026, 8, 16))))
    arguments = {
        "import": ("import", str(register)),
        "ingest": ("ingest", "consents", str(consents)),
        "export": ("export", "2026Q3", "--out", str(out)),
        "dump": ("dump", "--out", str(out)),
        "disclose": ("disclose", "r-1", "--out", str(out)),
        "purge": ("purge", "--yes", "--without-record-after", "1"),
        "receipt": ("receipt", consent_id(1), "--out", str(out)),
    }[command]
    before = seen(store, "SELECT * FROM recorded ORDER BY id"), seen(store, "SELECT * FROM loading ORDER BY id")

    run = teikyo(*arguments, "--as", "hanako", *at(store))

    if role in COMMANDS[command]:
        assert run.exit_code == 0, run.output
        assert teikyo("actor", "end", "hanako", *at(store)).exit_code == 0
        assert "was ended" in teikyo(*arguments, "--as", "hanako", *at(store)).stderr
        return
    after = seen(store, "SELECT * FROM recorded ORDER BY id"), seen(store, "SELECT * FROM loading ORDER BY id")
    assert (run.exit_code, run.stdout) == (2, "")
    assert f"does not hold {' / '.join(sorted(COMMANDS[command]))}" in run.stderr
    assert after == before
    assert not out.exists()


def test_the_table_names_the_commands_that_ask_in_whose_name_and_no_others() -> None:
    """A command that comes with `--as` and without a row fails here."""
    assert isinstance(main, CommandsByName)
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    asking = {name for name, one in commands.items() if one and asks_as_whom(one)}

    assert asking == {name for name, roles in rights.COMMANDS.items() if roles} == set(COMMANDS)
    assert not rights.may_run("invented", frozenset(Role))


def asks_as_whom(command: click.Command) -> bool:
    """Whether it, or a command beneath it, asks in whose name it is run."""
    beneath = command.commands.values() if isinstance(command, click.Group) else ()
    return any("--as" in given.opts for given in command.params) or any(map(asks_as_whom, beneath))
