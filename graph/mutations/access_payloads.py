"""What the verbs on actors and tokens answer: the actor or token as it is then, or why nothing was done."""

from typing import Any

import strawberry

from graph.mutations.payloads import AGAIN, WHY_NOT, UserError
from graph.reads.named import Named
from graph.reads.rows import read
from graph.types.actor import AccessToken, Actor
from vendors.verbs.managing import ACTOR, VERBS


@strawberry.type(description="What a verb on an actor answers.")
class ActorPayload:
    """What a verb on an actor answers."""

    actor: Actor | None = read(Named("Actor", "name"), "The actor as it is now; null where nothing was done.")
    again: bool = strawberry.field(description=AGAIN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)


@strawberry.type(description="What a verb on a token answers.")
class TokenPayload:
    """What a verb on a token answers."""

    token: AccessToken | None = read(
        Named("AccessToken", "key"), "The token as it is now; null where nothing was done."
    )
    again: bool = strawberry.field(description=AGAIN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)


@strawberry.type(description="What `issueToken` answers.")
class IssuedTokenPayload:
    """What `issueToken` answers."""

    token: AccessToken | None = read(
        Named("AccessToken", "key"), "The token as it is now; null where nothing was done."
    )
    secret: str | None = strawberry.field(
        description="The text that lets in, told this once and kept nowhere. Null where nothing was done, and where the"
        " same key was sent again: whoever lost it revokes the token and makes another one."
    )
    again: bool = strawberry.field(description=AGAIN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)


def access_payload(verb: str) -> Any:
    """What a verb on actors or tokens answers."""
    if verb == "issueToken":
        return IssuedTokenPayload
    return ActorPayload if VERBS[verb].noun == ACTOR else TokenPayload
