"""The schema as callers rely on it, against the schema as it is: what would break them has to be in the changelog.

`graph/schema.released.graphql` is the schema of the last release. `python -m graph.contract` names each change since
then that breaks a caller, or may surprise one, and that the changelog's "Unreleased" does not name; it exits with 1
where there is one. With `--release` it takes the schema as it is for the released one.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from graphql import GraphQLSchema, build_schema
from graphql.utilities import BreakingChange, DangerousChange, find_breaking_changes, find_dangerous_changes

from graph.schema import core, definition

ROOT = Path(__file__).resolve().parent.parent
RELEASED = ROOT / "graph" / "schema.released.graphql"
CHANGELOG = ROOT / "CHANGELOG.md"
_UNRELEASED = re.compile(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SUBJECTS = (
    (re.compile(r"\b([A-Z]\w*\.\w+)"), "{0}"),
    (re.compile(r"^(\w+) was (?:added to|removed from) (?:enum|union|interface) type (\w+)"), "{1}.{0}"),
    (re.compile(r"field (\w+) on input type (\w+) was added"), "{1}.{0}"),
    (re.compile(r"^(\w+) (?:was|changed)"), "{0}"),
    (re.compile(r"\b([A-Z]\w*)"), "{0}"),
)
"""Of what GraphQL's own words speak; the first that fits says it."""


@dataclass(frozen=True)
class Change:
    """A change that breaks a caller or may surprise one."""

    subject: str
    """What changed: `Type.field`, `Enum.VALUE`, or `Type`."""
    told: str
    """What changed about it, in GraphQL's words."""


def changes(old: GraphQLSchema, new: GraphQLSchema) -> list[Change]:
    """Everything between two schemas that breaks a caller, or may surprise one."""
    found: list[BreakingChange | DangerousChange] = [*find_breaking_changes(old, new)]
    found += find_dangerous_changes(old, new)
    return [Change(_subject(one.description), one.description) for one in found]


def unnamed(found: list[Change], changelog: str) -> list[Change]:
    """Those that the changelog's "Unreleased" does not name, in backticks, as their subjects."""
    section = _UNRELEASED.search(changelog)
    named = set(re.findall(r"`([^`]+)`", section[1])) if section else set()
    return [one for one in found if one.subject not in named]


def silent_changes() -> list[Change]:
    """Those since the last release that our changelog does not name."""
    old = build_schema(RELEASED.read_text(encoding="utf-8"))
    return unnamed(changes(old, core()), CHANGELOG.read_text(encoding="utf-8"))


def _subject(told: str) -> str:
    for pattern, written in _SUBJECTS:
        if found := pattern.search(told):
            return written.format(*found.groups())
    return told


@click.command()
@click.option("--release", is_flag=True, help="Take the schema as it is for the released one.")
def main(release: bool) -> None:
    """Compare the schema with the released one."""
    if release:
        RELEASED.write_text(definition().rstrip("\n") + "\n", encoding="utf-8", newline="\n")
        return
    silent = silent_changes()
    for one in silent:
        click.echo(f"`{one.subject}`: {one.told}", err=True)
    if silent:
        click.echo("These break callers or may surprise them. Name each in CHANGELOG.md, under Unreleased.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
