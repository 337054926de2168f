"""`teikyo demo`: the demo register of a day, on standard output."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import click


@click.command()
@click.option("--on", metavar="DATE", help="The day to date it to, as YYYY-MM-DD; today in Japan unless given.")
def command(on: str | None) -> None:
    """Write a demo register: a fictional operator, with something of everything.

    What is past, present and about to lapse in it is reckoned from the day; the same day gives the same bytes.
    """
    from vendors.demo.register import demo_register
    from vendors.register.write import write_register

    try:
        today = date.fromisoformat(on) if on else datetime.now(ZoneInfo("Asia/Tokyo")).date()
    except ValueError:
        raise click.UsageError(f"--on {on}: not a day of the calendar; say it as 2026-03-31") from None
    try:
        register = demo_register(today)
    except ValueError as refusal:
        raise click.UsageError(f"--on {on}: {refusal}") from None
    click.echo(write_register(register), nl=False)
