"""`teikyo disclose`: what a person asked for, to print, for whoever may."""

import asyncio
from pathlib import Path

import pytest

from models.vocabulary import ActorKind, Role
from tests.graph.commands.command import teikyo
from tests.graph.nouns.test_provision_records import REGISTER
from tests.vendors.requests.clerk import NOW, handled_to_the_end
from vendors import actors
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load


@pytest.fixture
def answered(store: str) -> str:
    """A database in which a person's request for his records was accepted; an actor there may decide, another not."""

    async def work() -> None:
        async with opened(address(store)) as database:
            await load(database, read_register(REGISTER.encode()))
            await handled_to_the_end(database, "r-1", "DISCLOSURE_OF_RECORDS", outcome="ACCEPTED")
            await actors.create(database, "hanako", ActorKind.PERSON, [Role.REVIEWER], NOW)
            await actors.create(database, "board", ActorKind.PROGRAM, [Role.DASHBOARD], NOW)

    asyncio.run(work())
    return store


def test_it_writes_a_page_or_a_pdf(answered: str, tmp_path: Path) -> None:
    """To the output, or whole to a file; in the language that is asked for."""
    out = tmp_path / "disclosure.pdf"
    page = teikyo("disclose", "r-1", "--database", answered, "--lang", "ja", "--as", "hanako")
    pdf = teikyo("disclose", "r-1", "--database", answered, "--format", "pdf", "--out", str(out))

    assert page.exit_code == pdf.exit_code == 0
    assert "第三者提供記録の開示" in page.stdout
    assert out.read_bytes().startswith(b"%PDF-")
    assert [one.name for one in tmp_path.glob("disclosure*")] == [out.name]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("r-2",), "No request of a person has the code 'r-2'"),
        (("r-1", "--as", "board"), "REVIEWER"),
        (("r-1", "--out", "no/such/folder/x.html"), "can't be written"),
    ],
)
def test_what_it_refuses_it_says(arguments: tuple[str, ...], told: str, answered: str) -> None:
    """With exit status 2, and nothing on the output."""
    refused = teikyo("disclose", *arguments, "--database", answered, "--lang", "en")

    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""
