"""Reading a register file for a command: the register, or every fault on standard error and exit status 2."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from graph.commands.language import why

if TYPE_CHECKING:
    from vendors.register.entries import Register
    from vendors.report.words import Lang

REFUSED = 2

_TEXTS = {
    "unreadable": {"ja": "{file} を読めません: {why}", "en": "{file} can't be read: {why}."},
    "nothing_used": {
        "ja": "{file} は受け付けられません。内容は一切使われていません。",
        "en": "{file} is refused; nothing of it was used.",
    },
}


def read_or_refuse(file: str, lang: str) -> "Register":
    """The register in a file; `-` is standard input."""
    from vendors.register.encoding import FILE_LIMIT, read_bytes
    from vendors.register.faults import RegisterRefused
    from vendors.register.read import read_register

    try:
        data = sys.stdin.buffer.read(FILE_LIMIT + 1) if file == "-" else read_bytes(Path(file))
    except (OSError, ValueError) as error:
        click.echo(_TEXTS["unreadable"][lang].format(file=file, why=why(error, lang)), err=True)
        raise SystemExit(REFUSED) from None
    try:
        return read_register(data)
    except RegisterRefused as refused:
        click.echo(_TEXTS["nothing_used"][lang].format(file=file), err=True)
        click.echo(refused.text(cast("Lang", lang)), err=True)
        raise SystemExit(REFUSED) from None
