"""What the verbs on requests of persons answer: the request as it is then, or why nothing was done."""

import strawberry

from graph.mutations.payloads import AGAIN, WHY_NOT, UserError
from graph.reads.named import Named
from graph.reads.rows import read
from graph.types.request import PersonRequest


@strawberry.type(description="What a verb on a request of a person answers.")
class PersonRequestPayload:
    """What a verb on a request of a person answers."""

    request: PersonRequest | None = read(
        Named("PersonRequest", "code"), "The request as it is now; null where nothing was done, or it was removed."
    )
    again: bool = strawberry.field(description=AGAIN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)
