"""The schema, put together; `graph/schema.graphql` is the same, committed, for everyone who asks."""

from functools import cache

import strawberry
from graphql import GraphQLSchema

from graph.mutations.mutation import Mutation
from graph.types.basis import BASES
from graph.types.query import Query


@cache
def schema() -> strawberry.Schema:
    """The one schema of this process."""
    return strawberry.Schema(query=Query, mutation=Mutation, types=BASES)


def core() -> GraphQLSchema:
    """The same, as graphql-core knows it."""
    made: GraphQLSchema = schema()._schema  # noqa: SLF001  # Strawberry offers no other way to what it is made of
    return made


def definition() -> str:
    """The schema in its own language, as it is committed in `graph/schema.graphql`."""
    return schema().as_str()
