"""Text for a terminal that may not know all its letters."""

import sys

import click


def echo_text(text: str) -> None:
    """Write text in the terminal's own encoding; what that lacks becomes `?`, so that nobody gets a traceback."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
