"""`teikyo demo`: the demo register of a day, on standard output."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from graph.commands.language import speaking

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REFUSALS = {
    "bad_day": {
        "ja": "--on {value}: 暦にある日を 2026-03-31 の形で指定してください。",
        "en": "--on {value}: not a day of the calendar; say it as 2026-03-31.",
    },
    "out_of_reach": {
        "ja": "--on {value}: {first} から {last} までの日を指定してください。",
        "en": "--on {value}: the demo can be dated from {first} to {last}.",
    },
}


@click.command()
@click.option("--on", metavar="DATE", help="The day to date it to, as YYYY-MM-DD; today in Japan unless given.")
@speaking
def command(*, on: str | None, lang: str) -> None:
    """Write a demo register: a fictional operator, with something of everything.

    What is past, present and about to lapse in it is reckoned from the day; the same day gives the same bytes.
    """
    from vendors.demo.register import FIRST_DAY, LAST_DAY, demo_register
    from vendors.register.write import write_register

    today = datetime.now(ZoneInfo("Asia/Tokyo")).date() if on is None else _day(on, lang)
    if not FIRST_DAY <= today <= LAST_DAY:
        raise click.UsageError(_REFUSALS["out_of_reach"][lang].format(value=today, first=FIRST_DAY, last=LAST_DAY))
    click.echo(write_register(demo_register(today)), nl=False)


def _day(on: str, lang: str) -> date:
    try:
        if _DAY.fullmatch(on):
            return date.fromisoformat(on)
    except ValueError:
        pass
    raise click.UsageError(_REFUSALS["bad_day"][lang].format(value=on))
