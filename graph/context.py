"""Who asks, and in which language: what the view knows of a request before it reads the question."""

from datetime import date
from typing import NamedTuple

from graph.allowance import Account
from graph.gate.gate import Gate
from graph.reads.database import Reader
from graph.reads.proving import Proof
from graph.watching.seen import Seen
from vendors.tokens import Holder


class Asker(NamedTuple):
    """Who asks."""

    holder: Holder
    """The actor that asks, as it came in."""
    language: str
    """`ja` or `en`: in which language messages are written."""
    account: Account | None = None
    """What his question is paid from; `None` where nobody reckons."""
    proof: Proof | None = None
    """What has to be proven before he is answered."""
    seen: Seen | None = None
    """The request as it is watched; `None` where nobody does."""
    gate: Gate | None = None
    """Whom to ask whose data may be provided; `None` where the method changes nothing, so that nothing can be kept."""
    reader: Reader | None = None
    """What is read from where a field is computed."""
    today: date | None = None
    """The day that it is to whoever reads, in the operator's time zone."""
