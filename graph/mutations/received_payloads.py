"""What the verbs on data received answer: the receipt as it is then, or why nothing was done."""

import strawberry

from graph.mutations.payloads import AGAIN, WHY_NOT, UserError
from graph.reads.named import Named
from graph.reads.rows import read
from graph.types.received import ReceivedProvision


@strawberry.type(description="What a verb on data received answers.")
class ReceivedProvisionPayload:
    """What a verb on data received answers."""

    received_provision: ReceivedProvision | None = read(
        Named("ReceivedProvision", "code"), "The receipt as it is now; null where nothing was done."
    )
    again: bool = strawberry.field(description=AGAIN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)
