"""`teikyo ingest`: record consents, withdrawals, or the persons whom a delivery lists, from a file of any length."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from graph.commands.ingested import TEXTS, refused, tell
from graph.commands.language import why
from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.ingest.batches import Batch
    from vendors.ingest.formats import Form
    from vendors.ingest.spool import Checked, Spool
    from vendors.ingest.targets import Target
    from vendors.store.database import Database

Command = Callable[..., Any]
_PIECE = 1 << 20
_NO_BOUND = 1 << 62


def _sending(command: Command) -> Command:
    """The options that every stream takes."""
    for option in (
        click.option("--format", "format_", metavar="ndjson|csv|parquet", help="Unless the file's ending says it."),
        click.option("--encoding", default="utf-8", show_default=True, help="Of CSV: also shift_jis or euc-jp."),
        click.option(
            "--batch",
            metavar="KEY",
            help="A key under which it is written once; unless given, its rows are.",
        ),
        click.option(
            "--rows-per-batch",
            type=click.IntRange(1),
            metavar="N",
            help="Cut it into batches KEY/1, KEY/2, ..., each whole by itself; those that are written are passed over.",
        ),
        click.option(
            "--as", "by", metavar="NAME", help="Who sends it, to be kept on record; an actor has to be RECORDER."
        ),
    ):
        command = option(command)
    return click.argument("file", metavar="FILE")(on_a_database(command))


@click.group()
def command() -> None:
    """Record consents, withdrawals, or the persons whom a delivery lists, from lines of JSON, CSV or Parquet.

    A file is checked whole before anything is written, and is one batch: all of it, or nothing. Sent again it changes
    nothing. Exit status 2: it is refused, and nothing of the batch was written.
    """


@command.command()
@_sending
def consents(*, file: str, database: str | None, lang: str, **how: Any) -> None:
    """Record the consents in FILE (- reads standard input): text, subject, given_at, and what else is known."""
    from vendors.ingest.targets import CONSENTS

    _ingest(CONSENTS, file, database, lang, **how)


@command.command()
@_sending
def withdrawals(*, file: str, database: str | None, lang: str, **how: Any) -> None:
    """Record the withdrawals in FILE (- reads standard input): text, subject, withdrawn_at, and given_at."""
    from vendors.ingest.targets import WITHDRAWALS

    _ingest(WITHDRAWALS, file, database, lang, **how)


@command.command()
@click.argument("delivery")
@_sending
def subjects(*, delivery: str, file: str, database: str | None, lang: str, **how: Any) -> None:
    """List the persons in FILE (- reads standard input) in DELIVERY, beside those whom it lists already."""
    from vendors.ingest.targets import SubjectsOf

    _ingest(SubjectsOf(delivery), file, database, lang, **how)


def _ingest(
    target: "Target",
    file: str,
    database: str | None,
    lang: str,
    *,
    format_: str | None,
    encoding: str,
    batch: str | None,
    rows_per_batch: int | None,
    by: str | None,
) -> None:
    from vendors.actors import check_may_run
    from vendors.ingest.batches import Batch, ingest, key_of
    from vendors.ingest.spool import Checked, Spool

    form = _form(file, format_, encoding, lang)
    with refused(file, lang), Spool(_NO_BOUND) as spool, Checked(_NO_BOUND) as rows:
        _read(file, spool, lang)
        _check(spool, form, target, rows, lang)

        def batches() -> "Iterator[tuple[str, Batch]]":
            for number, part in enumerate(rows.parts(rows_per_batch or rows.number), 1):
                key = batch if batch is None or rows_per_batch is None else f"{batch}/{number}"
                yield key or str(number), Batch(target, key_of(target, by, key, part.digest), part)

        async def work(store: "Database") -> None:
            await check_may_run(store, by, "ingest")
            with _bar(rows.number, "writing", lang) as moved:
                before = 0
                for name, one in batches():

                    def heard(here: int, before: int = before) -> None:
                        moved(before + here)

                    done = await ingest(store, one, by, datetime.now(UTC), heard)
                    before += done.written.rows
                    moved(before)
                    tell(name, done, lang)

        run(database, lang, work)


def _form(file: str, format_: str | None, encoding: str, lang: str) -> "Form":
    from vendors.ingest.formats import Format, form_of, form_of_name

    known = format_ is None or format_ in set(Format)
    form = form_of(Format(format_), encoding) if format_ and known else form_of_name(file, encoding)
    if form is None or not known:
        raise click.UsageError(TEXTS["format"][lang].format(file=file))
    return form


def _read(file: str, spool: "Spool", lang: str) -> None:
    """Take the file in: what is written is what was checked, whatever becomes of it meanwhile."""
    try:
        with click.open_file(file, "rb") as opened:
            while piece := cast("BinaryIO", opened).read(_PIECE):
                spool.write(piece)
    except OSError as fault:
        click.echo(TEXTS["unreadable"][lang].format(file=file, why=why(fault, lang)), err=True)
        raise SystemExit(REFUSED) from None


def _check(spool: "Spool", form: "Form", target: "Target", rows: "Checked", lang: str) -> None:
    from vendors.ingest.checking import check

    with _bar(spool.length, "checking", lang) as moved:
        check(spool.file, form, target.shape, rows, moved)
        moved(spool.length)


@contextmanager
def _bar(length: int, what: str, lang: str) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where somebody looks at it; moved to how far it is."""
    with click.progressbar(
        length=length, label=TEXTS[what][lang], file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield lambda done: bar.update(done - bar.pos)
