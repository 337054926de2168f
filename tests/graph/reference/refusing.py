"""What the reference refuses. Of several things that are wrong with one field, any may be told: all codes are named."""

from graphql import GraphQLError

BAD_INPUT, BAD_CURSOR, BEYOND_LIMIT = "BAD_INPUT", "BAD_CURSOR", "LIMIT_EXCEEDED"


def refused(*codes: str) -> GraphQLError:
    """A refusal of a field, with the codes of all that is wrong with it."""
    return GraphQLError(" or ".join(codes), extensions={"codes": frozenset(codes)})


def codes_of(error: GraphQLError) -> frozenset[str]:
    """The codes of which one has to be told; what graphql-core refuses by itself is bad input."""
    return (error.extensions or {}).get("codes") or frozenset({BAD_INPUT})
