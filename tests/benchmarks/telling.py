"""Telling the person at the terminal how a measurement goes."""

import sys


def say(line: str) -> None:
    """A line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
