"""`teikyo draft`: a draft register from a vendor spreadsheet."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import click

from graph.commands.language import speaking, why
from models.vocabulary import RecipientKind

if TYPE_CHECKING:
    from datetime import date

    from vendors.register.draft.refusals import Lang

REFUSED = DOUBTED = 2

_REFUSALS = {
    "bad_day": {
        "ja": "--from {value}: 暦にある日を 2026-03-31 の形で指定してください",
        "en": "--from {value}: not a day of the calendar; say it as 2026-03-31",
    },
    "unreadable": {"ja": "{value} を読めません: {why}", "en": "{value} can't be read: {why}"},
    "strict": {
        "ja": "--strict: 疑義があるため、終了コードは2です",
        "en": "--strict: something was doubted, so the exit status is 2",
    },
}


@click.command()
@click.argument("sheet", metavar="SHEET")
@click.option(
    "--map",
    "maps",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="What a column holds, by its heading or letter: recipient, country, stored_in, service, work, items, purposes,"
    " from, until or note; - leaves it out. Repeatable.",
)
@click.option(
    "--sheet",
    "sheet_name",
    metavar="NAME",
    help="The one sheet of a workbook to read; all that are visible unless given.",
)
@click.option("--service", metavar="NAME", help="The service of the rows that name none.")
@click.option("--operator", metavar="NAME", help="Whose register it is.")
@click.option(
    "--from", "from_", metavar="DATE", help="The first day of the transfers whose row names none, as YYYY-MM-DD."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in RecipientKind]),
    help="The kind of the recipients whose name does not tell it.",
)
@click.option(
    "--headings", type=click.IntRange(0), metavar="ROW", help="The row of the headings; 0 where there is none."
)
@click.option("--encoding", metavar="NAME", help="The encoding of a text file, where it is not recognised.")
@click.option("--strict", is_flag=True, help="Exit with 2 where anything was doubted.")
@speaking
def command(
    *,
    sheet: str,
    maps: tuple[str, ...],
    sheet_name: str | None,
    service: str | None,
    operator: str | None,
    from_: str | None,
    kind: str | None,
    headings: int | None,
    encoding: str | None,
    strict: bool,
    lang: str,
) -> None:
    """Make a draft register from SHEET, a CSV or XLSX file (- reads standard input).

    The draft goes to standard output; what was guessed, merged, left out and doubted to standard error. What the sheet
    does not say stays absent, and `teikyo check` then says what is missing. The same sheet gives the same bytes.

    Exit status: 0; with --strict 2 where anything was doubted; 2, with nothing on standard output, where the file
    can't be read or has no column of recipients.
    """
    from vendors.register.draft.drafting import Asked, draft_register
    from vendors.register.draft.refusals import SheetRefused
    from vendors.register.draft.telling import told

    spoken = cast("Lang", lang)
    asked = Asked(
        maps=maps,
        sheet=sheet_name,
        service=_said(service),
        operator=_said(operator),
        from_=_day(from_, spoken),
        kind=kind,
        headings=headings,
        encoding=encoding,
    )
    data = _read(sheet, spoken)
    try:
        with click.progressbar(length=1, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

            def heard(done: int, whole: int) -> None:
                bar.length = whole
                if done % 256 == 0 or done == whole:
                    bar.update(done - bar.pos)

            draft = draft_register(data, asked, heard)
    except SheetRefused as refused:
        _tell(f"{sheet}: {refused.message(spoken)}")
        raise SystemExit(REFUSED) from None
    click.echo(draft.yaml.encode("utf-8"), nl=False)
    for line in told(draft, spoken):
        _tell(line)
    if strict and draft.doubted:
        _tell(_REFUSALS["strict"][spoken])
        raise SystemExit(DOUBTED)


def _said(text: str | None) -> str | None:
    """An option that says nothing is as good as absent."""
    return (text or "").strip() or None


def _day(text: str | None, lang: "Lang") -> "date | None":
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no time zone
    except ValueError:
        _refuse("bad_day", lang, value=text)


def _read(sheet: str, lang: "Lang") -> bytes:
    """The file, or of a larger one no more than shows that it is too large."""
    from vendors.register.draft.sheets import LARGEST

    try:
        if sheet == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(sheet).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        _refuse("unreadable", lang, value=sheet, why=why(error, lang))


def _tell(line: str) -> None:
    """A line on standard error that can't steer the terminal, in the terminal's own encoding."""
    from vendors.report.words import plain

    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    indent = "  " if line.startswith("  ") else ""
    click.echo(indent + plain(line).encode(encoding, "replace").decode(encoding), err=True)


def _refuse(refusal: str, lang: "Lang", **params: str) -> NoReturn:
    _tell(_REFUSALS[refusal][lang].format(**params))
    raise SystemExit(REFUSED)
