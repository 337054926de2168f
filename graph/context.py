"""Who asks, and in which language: what the view knows of a request before it reads the question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from graph.allowance import Account
from graph.reads.proving import Proof
from graph.watching.seen import Seen
from models.vocabulary import ActorKind, Role


class Holder(Protocol):
    """The actor that asks, as it came in; see `vendors.tokens`."""

    @property
    def name(self) -> str:
        """The actor's name."""

    @property
    def kind(self) -> ActorKind:
        """Person or program."""

    @property
    def roles(self) -> frozenset[Role]:
        """What it may do."""

    @property
    def key(self) -> str:
        """What its token is called; empty where it is none of ours."""

    @property
    def expires_at(self) -> datetime | None:
        """Until when it may; `None`: there is no end."""


@dataclass(frozen=True)
class Asker:
    """Who asks."""

    holder: Holder
    language: str
    """`ja` or `en`: in which language messages are written."""
    account: Account | None = None
    """What his question is paid from; `None` where nobody reckons."""
    proof: Proof | None = None
    """What has to be proven before he is answered."""
    seen: Seen | None = None
    """The request as it is watched; `None` where nobody does."""
