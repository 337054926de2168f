"""Who signs checkpoints of the ledger, by the settings."""

from graph.settings import Settings
from vendors.ledger.notes import Signer, signer


def signer_of(chosen: Settings) -> Signer | None:
    """The signer whose key the settings name; `None` where they name none. Raises `BadKey` where it is no key."""
    return signer(chosen.ledger_name, chosen.ledger_key) if chosen.ledger_key else None
