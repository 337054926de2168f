"""What the verbs on consents answer: the consents as they are then, or why nothing was done; and what would be."""

import strawberry

from graph.mutations.payloads import WHY_NOT, DryRun, UserError, Written
from graph.reads.named import Named
from graph.reads.rows import read
from graph.types.consent import Consent

_WRITTEN = (
    "What was written: consents given are added, consents withdrawn say something else (`corrected`); null where"
    " nothing was done."
)
_DRY = "What would be done; null unless that was asked, or where it would be refused."


@strawberry.type(description="What `giveConsent` answers.")
class ConsentPayload:
    """What `giveConsent` answers."""

    consent: Consent | None = read(Named("Consent", "id"), "The consent; null where nothing was done.")
    written: Written | None = strawberry.field(description=_WRITTEN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)
    dry_run: DryRun | None = strawberry.field(description=_DRY)


@strawberry.type(description="What the verbs answer that put several consents on record, or withdrawals.")
class ConsentsPayload:
    """What the verbs answer that put several consents on record, or withdrawals."""

    consents: list[Consent | None] | None = read(
        Named("Consent", "id", many=True),
        "The consents that were given, in the order of the input, or those that were taken back: one or more for each"
        " withdrawal; null for one that isn't there any more.",
    )
    written: Written | None = strawberry.field(description=_WRITTEN)
    user_errors: list[UserError] = strawberry.field(description=WHY_NOT)
    dry_run: DryRun | None = strawberry.field(description=_DRY)
