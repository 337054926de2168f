"""`teikyo check`: judge a register file, without a database."""

import re
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn, cast
from zoneinfo import ZoneInfo

import click

from graph.commands.language import speaking
from graph.commands.reading import REFUSED, read_or_refuse, reading
from graph.commands.terminal import echo_text

if TYPE_CHECKING:
    from vendors.register.entries.register import Register
    from vendors.register.faults import RegisterRefused
    from vendors.report.check import Progress
    from vendors.report.document import Check
    from vendors.report.words import Lang

BLOCKED = 1
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_REFUSALS = {
    "bad_day": {
        "ja": "--on {value}: 暦にある日を 2026-03-31 の形で指定してください。",
        "en": "--on {value}: not a day of the calendar; say it as 2026-03-31.",
    },
    "bad_within": {
        "ja": "--within {value}: 90d（日）、12w（週）、3m（月）、1y（年）の形で、暦の範囲内で指定してください。",
        "en": "--within {value}: not a span within the calendar; say it as 90d, 12w, 3m or 1y.",
    },
    "on_and_ever": {
        "ja": "--on と --ever は同時に指定できません。一方を選んでください。",
        "en": "--on and --ever exclude each other; choose one.",
    },
    "within_and_ever": {
        "ja": "--ever はすべての日を示すため、--within と同時に指定できません。",
        "en": "--ever tells of all days, so --within adds nothing; choose one.",
    },
}


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--on", metavar="DATE", help="The day to judge, as YYYY-MM-DD; today where the operator is unless given.")
@click.option("--ever", is_flag=True, help="List every finding that ever holds, with its period.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, html as one printable page.",
)
@speaking
@click.option("--within", metavar="SPAN", help="List what will lapse within 90d, 12w, 3m or 1y after the day, too.")
@reading
def command(*, file: str, on: str | None, ever: bool, form: str, lang: str, within: str | None, largest: int) -> None:
    """Judge the register in FILE (- reads standard input), without a database.

    Exit status: 0, no blocking finding; 1, at least one, in the transfers listed or in a delivery of that very day; 2,
    the file is refused: every fault stands on standard error and, with --format json, as {"refused": [...]} on
    standard output.
    """
    spoken = cast("Lang", lang)
    if ever and on is not None:
        _refuse("on_and_ever", spoken)
    if ever and within is not None:
        _refuse("within_and_ever", spoken)
    day = None if on is None else _day(on, spoken)
    register = _read(file, form, spoken, largest)
    check = _checked(register, day, within, spoken, ever=ever)
    _write(check, form, spoken)
    if check.blocked:
        raise SystemExit(BLOCKED)


def _day(on: str, lang: "Lang") -> date:
    if not _DAY.fullmatch(on):
        _refuse("bad_day", lang, value=on)
    try:
        return date.fromisoformat(on)
    except ValueError:
        _refuse("bad_day", lang, value=on)


def _read(file: str, form: str, lang: "Lang", largest: int) -> "Register":
    def told_to_programs(refused: "RegisterRefused") -> None:
        import orjson

        faults = [
            {"code": fault.code, "line": fault.line, "path": fault.path, "message": fault.message(lang)}
            for fault in refused.faults
        ]
        click.echo(orjson.dumps({"refused": faults}, option=orjson.OPT_INDENT_2))

    return read_or_refuse(file, lang, largest, told_to_programs if form == "json" else None)


def _checked(register: "Register", day: date | None, within: str | None, lang: "Lang", *, ever: bool) -> "Check":
    from vendors.report.check import check_ever, check_on
    from vendors.report.within import last_day

    on = day or datetime.now(ZoneInfo(register.operator.time_zone)).date()
    until = None
    if within is not None:
        try:
            until = last_day(on, within)
        except ValueError:
            _refuse("bad_within", lang, value=within)
    whole = len(register.transfers) + len(register.deliveries)
    with click.progressbar(length=whole, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def heard(done: int, whole: int) -> None:
            if done % 256 == 0 or done == whole:
                bar.update(done - bar.pos)

        progress: Progress = heard
        return check_ever(register, progress) if ever else check_on(register, on, until, progress)


def _write(check: "Check", form: str, lang: "Lang") -> None:
    """The check on standard output: JSON and the page in UTF-8, text in the terminal's own encoding."""
    if form == "json":
        from vendors.report.as_json import check_json

        click.echo(check_json(check), nl=False)
    elif form == "html":
        from vendors.report.as_page import check_page

        click.echo(check_page(check, lang).encode(), nl=False)
    else:
        from vendors.report.as_text import check_text

        echo_text(check_text(check, lang))


def _refuse(refusal: str, lang: "Lang", **params: str) -> NoReturn:
    click.echo(_REFUSALS[refusal][lang].format(**params), err=True)
    raise SystemExit(REFUSED)
