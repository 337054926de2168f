"""A register with persons, requests and receipts, with a key or without, and the command line under either."""

import base64
import re

from click.testing import CliRunner

from graph.cli import main
from models.vocabulary import Role
from tests.graph.nouns.test_provision_records import REGISTER as RECORDS
from tests.vendors.received.clerk import registered
from tests.vendors.references.people import AT, KEY
from tests.vendors.requests.clerk import handled_to_the_end
from vendors import tokens
from vendors.register.read import read_register
from vendors.store.address import Address
from vendors.store.database import opened
from vendors.store.loading import load


def of_nobody(register: str) -> str:
    """A register as a file, with references that are found among any bytes."""
    return re.sub(r"\bp-(\d)\b", r"nobody-\1", register)


PEOPLE = ("nobody-1", "nobody-2")
REGISTER = of_nobody(RECORDS)
KEY_TEXT = base64.b64encode(KEY).decode()


def said(key: str, place: str, *command: str) -> str:
    """What a command says that has to be done, on a database, with that key in its environment."""
    given = (*command, "--database", place, *(() if "--lang" in command else ("--lang", "en")))
    done = CliRunner().invoke(main, given, env={"TEIKYO_REFERENCE_KEY": key})
    assert done.exit_code == 0, (command, done.output)
    return done.stdout


async def prepared(place: Address) -> str:
    """A register with records, a request for them that was accepted, and data received; a reviewer's token."""
    async with opened(place) as database:
        await load(database, read_register(REGISTER.encode()))
        await handled_to_the_end(
            database, "r-1", "DISCLOSURE_OF_RECORDS", subject=PEOPLE[0], outcome="ACCEPTED", explained="as asked for"
        )
        await registered(database, "in-1", subjects=list(PEOPLE))
        return await tokens.create(database, "Sato", [Role.REVIEWER], AT)


def names_in(held: bytes) -> list[str]:
    """Whom it names."""
    return [one for one in PEOPLE if one.encode() in held]
