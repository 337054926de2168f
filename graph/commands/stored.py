"""What every command on a database has in common: its options, opening it, and what it says where that fails."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from graph.commands.language import speaking

if TYPE_CHECKING:
    from vendors.store.database import Database
    from vendors.store.refusals import Lang

T = TypeVar("T")
Command = Callable[..., Any]

DIFFERS = 1
"""Exit status where something stored is not as the ledger has it."""

REFUSED = 2
"""Exit status where nothing was done: the file, an option or the database can't be used."""


def on_a_database(command: Command) -> Command:
    """The options that every command on a database takes."""
    database = click.option(
        "--database", metavar="URL", help="The database, as a path or URL; TEIKYO_DATABASE_URL, or var/teikyo.db."
    )
    return database(speaking(command))


def shown_moment(moment: datetime | None) -> str:
    """A moment in a list, in UTC; a dash where there is none."""
    return "-" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def run(
    database: str | None,
    lang: str,
    work: "Callable[[Database], Awaitable[T]]",
    *,
    make: bool = False,
    any_schema: bool = False,
    as_stored: bool = False,
) -> T:
    """Open the database, do the work and close it. Where it is refused: say so on standard error and exit with 2.

    Where what is stored turns out not to be as the ledger has it, the exit status is 1.

    `make` makes an SQLite file where there is none; `any_schema` leaves an older schema to the work. `as_stored`: the
    work has references of persons as they are stored, encrypted or not, and needs no key.
    """
    from graph.place import place_of
    from graph.settings import SettingRefused, settings
    from vendors.ledger.differs import LedgerDiffers
    from vendors.store.address import address
    from vendors.store.database import opened
    from vendors.store.migrating import check_schema
    from vendors.store.refusals import StoreRefused

    async def whole() -> T:
        chosen = settings(database_url=database)
        place = address(chosen.database_url) if as_stored else place_of(chosen)
        async with opened(place, make=make, as_stored=as_stored) as store:
            if not any_schema:
                await check_schema(store, place)
            return await work(store)

    try:
        return asyncio.run(whole())
    except SettingRefused as refused:
        click.echo(str(refused), err=True)
    except StoreRefused as refused:
        click.echo(refused.message(cast("Lang", lang)), err=True)
    except LedgerDiffers as differs:
        click.echo(differs.message(cast("Lang", lang)), err=True)
        raise SystemExit(DIFFERS) from None
    raise SystemExit(REFUSED)
