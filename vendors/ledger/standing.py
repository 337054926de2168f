"""How far the ledger has come, looked at before anything is signed or proven."""

from vendors.ledger.appending import Head, head_of
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.replaying import Replayed
from vendors.ledger.tree import grown, root_of
from vendors.store.connection import Reads


async def look_at_head(database: Reads, replayed: Replayed) -> Head:
    """The stored head, which has to be that of all events. Raises `LedgerDiffers`."""
    frontier, size = grown((), 0, replayed.leaves)
    try:
        head = await head_of(database)
    except (ValueError, AttributeError) as fault:
        raise LedgerDiffers(Difference.HEAD, column="frontier", size=size) from fault
    if head.size != size:
        raise LedgerDiffers(Difference.HEAD, column="size", size=size)
    if list(head.frontier) != frontier:
        raise LedgerDiffers(Difference.HEAD, column="frontier", size=size)
    assert head.root == root_of(frontier), "a frontier has one root"
    return head
