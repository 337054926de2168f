"""Writing what a command made: to a file, whole or not at all, or to standard output."""

import os
import sys
from pathlib import Path

import click

from graph.commands.language import why
from graph.commands.stored import REFUSED

_UNWRITABLE = {
    "en": "{file} can't be written: {why}. What was there is as it was.",
    "ja": "{file} に書き込めません: {why}。元の内容はそのままです。",
}


def write_out(text: bytes, out: str | None, lang: str) -> None:
    """Write it to that file, or to standard output where none is named; exit status 2 where it can't be written."""
    if out is None:
        sys.stdout.buffer.write(text)
        return
    beside = Path(f"{out}.{os.getpid()}.part")
    try:
        beside.write_bytes(text)
        beside.replace(out)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        click.echo(_UNWRITABLE[lang].format(file=out, why=why(fault, lang)), err=True)
        raise SystemExit(REFUSED) from None
