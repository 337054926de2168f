"""The command line, as a user calls it, and what the tables then hold of who may come in."""

from click.testing import CliRunner, Result

from graph.cli import main
from tests.looking import seen


def teikyo(*arguments: str) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(main, list(arguments))


def known_of_actors(place: str) -> list[tuple[object, ...]]:
    """Everything that the tables know of actors and tokens."""
    tables = ("actor", "actor_role", "access_token", "access_token_role")
    return [row for table in tables for row in seen(place, f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608  # ours
