"""Reading a register file for a command: the register, or every fault on standard error and exit status 2."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from graph.commands.language import why

if TYPE_CHECKING:
    from vendors.register.entries.register import Register
    from vendors.register.faults import RegisterRefused
    from vendors.report.words import Lang

Command = Callable[..., Any]

REFUSED = 2

_TEXTS = {
    "unreadable": {"ja": "{file} を読めません: {why}", "en": "{file} can't be read: {why}."},
    "nothing_used": {
        "ja": "{file} は受け付けられません。内容は一切使われていません。",
        "en": "{file} is refused; nothing of it was used.",
    },
}


def reading(command: Command) -> Command:
    """Give a command the option that lets it read a larger file."""
    return click.option(
        "--largest",
        metavar="MIB",
        type=click.IntRange(1, 4096),
        default=64,
        show_default=True,
        help="The largest file to read, in MiB; it takes up to 30 times as much memory, and a second or two a MiB.",
    )(command)


def read_or_refuse(
    file: str, lang: str, largest: int, refused_too: "Callable[[RegisterRefused], None] | None" = None
) -> "Register":
    """The register in a file; `-` is standard input. `refused_too` is told of a refusal after standard error is."""
    from vendors.register.encoding import MIB, read_bytes
    from vendors.register.faults import RegisterRefused
    from vendors.register.read import read_register

    limit = largest * MIB
    try:
        data = sys.stdin.buffer.read(limit + 1) if file == "-" else read_bytes(Path(file), limit)
    except (OSError, ValueError) as error:
        click.echo(_TEXTS["unreadable"][lang].format(file=file, why=why(error, lang)), err=True)
        raise SystemExit(REFUSED) from None
    try:
        return read_register(data, limit=limit)
    except RegisterRefused as refused:
        click.echo(_TEXTS["nothing_used"][lang].format(file=file), err=True)
        click.echo(refused.text(cast("Lang", lang)), err=True)
        if refused_too is not None:
            refused_too(refused)
        raise SystemExit(REFUSED) from None
