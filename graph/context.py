"""Who asks, and in which language: what the view knows of a request before it reads the question."""

from dataclasses import dataclass
from typing import Protocol

from graph.allowance import Account
from models.vocabulary import Role


class Holder(Protocol):
    """Who holds a token; see `vendors.tokens`."""

    @property
    def name(self) -> str:
        """The name that the token was made for."""

    @property
    def roles(self) -> frozenset[Role]:
        """What it lets him do."""


@dataclass(frozen=True)
class Asker:
    """Who asks."""

    holder: Holder
    language: str
    """`ja` or `en`: in which language messages are written."""
    account: Account | None = None
    """What his question is paid from; `None` where nobody reckons."""
