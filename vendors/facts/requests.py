"""A person's request, as far as the law asks of it: what, when it came, and when it was closed (APPI 32 to 39)."""

from dataclasses import dataclass
from datetime import date

from models.vocabulary import RequestKind, RequestOutcome


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One request; days are in the operator's time zone."""

    kind: RequestKind
    received_on: date
    """The day on which it arrived."""
    decided_on: date | None = None
    outcome: RequestOutcome | None = None
    notified_on: date | None = None
    """The day on which the person was told what was decided."""

    @property
    def closed_on(self) -> date | None:
        """The day from which nothing is owed any more: the person was told, or took the request back."""
        return self.decided_on if self.outcome is RequestOutcome.WITHDRAWN else self.notified_on
