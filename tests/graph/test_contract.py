"""The schema as a contract: every part described, and no caller broken in silence."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    is_specified_scalar_type,
)

from graph.contract import changes, unnamed
from graph.schema import core

OLD = """
interface Node { id: ID! }
type Query { one(id: ID!, on: String = "a"): Thing two: String }
type Thing implements Node { id: ID! name: String! word: Word }
type Gone { id: ID }
type Left { id: ID }
union Either = Left | Thing
enum Word { A B }
input Filter { code: String }
type Mutation { do(filter: Filter): Gone either: Either }
"""


def parts() -> Iterator[tuple[str, str | None]]:
    """Every part of the schema that a reader meets, with its description."""
    for name, type_ in core().type_map.items():
        if name.startswith("__") or is_specified_scalar_type(type_):
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{name}.{value}", one.description) for value, one in type_.values.items())
        elif isinstance(type_, GraphQLInputObjectType):
            yield from ((f"{name}.{field}", one.description) for field, one in type_.fields.items())
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field, one in type_.fields.items():
                yield f"{name}.{field}", one.description
                yield from ((f"{name}.{field}({key})", arg.description) for key, arg in one.args.items())


def test_every_part_of_the_schema_is_described() -> None:
    """Types, fields, arguments, input fields and words: the schema is the documentation."""
    assert [name for name, description in parts() if not (description or "").strip()] == []


@pytest.mark.parametrize(
    ("before", "after", "subject"),
    [
        ("two: String", "", "Query.two"),
        ("two: String", "two: Int", "Query.two"),
        ("name: String!", "name: String", "Thing.name"),
        ("one(id: ID!, on", "one(on", "Query.one"),
        ("one(id: ID!, on", "one(id: ID!, more: Int!, on", "Query.one"),
        ("one(id: ID!, on", "one(id: ID!, more: Int, on", "Query.one"),
        ('= "a"', '= "b"', "Query.one"),
        ("{ A B }", "{ A }", "Word.B"),
        ("{ A B }", "{ A B C }", "Word.C"),
        ("{ code: String }", "{ code: String! }", "Filter.code"),
        ("{ code: String }", "{ code: String more: Int }", "Filter.more"),
        ("{ code: String }", "{ code: String more: Int! }", "Filter.more"),
        ("Left | Thing", "Thing", "Either.Left"),
        ("Thing implements Node", "Thing", "Thing"),
        ("do(filter: Filter): Gone either", "either", "Mutation.do"),
    ],
)
def test_a_change_has_to_be_named_by_its_subject(before: str, after: str, subject: str) -> None:
    """Under Unreleased and in backticks; what an older section or plain words say does not count."""
    assert before in OLD
    found = changes(build_schema(OLD), build_schema(OLD.replace(before, after, 1)))

    subjects = {one.subject for one in found}
    assert subject in subjects
    silent = f"## [Unreleased]\n\n- {subject}\n\n## [0.1.0]\n\n- `{subject}`\n"
    assert {one.subject for one in unnamed(found, silent)} == subjects
    told = "## [Unreleased]\n\n" + "\n".join(f"- `{one}` is otherwise." for one in subjects)
    assert unnamed(found, told) == []


def test_what_is_only_added_needs_no_word() -> None:
    """A new type or field breaks nobody."""
    new = OLD.replace("two: String", "two: String three: Int") + "type Fresh { id: ID }"

    assert changes(build_schema(OLD), build_schema(new)) == []
