"""Rights that were looked up before, proven to hold still: the database is asked along with what is read for them.

An engine that does not tell of changes would else be asked twice for every question.
"""

from dataclasses import dataclass


class RightsChanged(Exception):  # noqa: N818  # a state, not an error
    """Whoever asks has other rights by now, or none: what was done for him is not to be answered."""


@dataclass
class Proof:
    """What the database has to tell as it did before."""

    sql: str
    """Answers with one text, and is given one value, in place of its question mark."""
    value: str
    told: str
    seen: bool = False

    def take(self, told: str) -> None:
        """Take what it tells now; raises `RightsChanged` where that is something else."""
        if told != self.told:
            raise RightsChanged
        self.seen = True
