"""Whole entries: register one, correct what it says, remove it."""

from vendors.register.faults import Path
from vendors.verbs.desk import Desk
from vendors.verbs.verb import Target, put


def register(desk: Desk, target: Target, at: Path) -> None:
    """Write an entry that was not there."""
    desk.add(target.list_name, dict(target.given), at, target.beside)


def correct(desk: Desk, target: Target, at: Path) -> None:
    """Have an entry say what it should have said from the beginning; what isn't named stays, null makes absent."""
    now = target.now(desk, at)
    if now is not None:
        after = {name: value for name, value in {**now, **target.given}.items() if value is not None}
        put(desk, target, after, at, [((name,), (*at, name)) for name in target.given])


def remove(desk: Desk, target: Target, at: Path) -> None:
    """Have the register say nothing of an entry, as if it had never been there."""
    if target.now(desk, at) is not None:
        put(desk, target, None, at, [])
