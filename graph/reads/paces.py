"""Which statements are quick enough to be read while everybody waits: as they look at first, then as they turn out.

Reading aside, in a thread, costs a quick one half as much again; reading a slow one in the event loop holds up all.
"""

from collections.abc import Hashable

QUICK_SECONDS = 0.03
"""How long everybody waits for a statement that looks quick; then it goes on aside, from its beginning."""
SETTLED_SECONDS = 0.01
"""The same of one that looked slow, or was, and turned out quick."""
_TURNED_OUT_QUICK = 0.005
_TIMES = 5
"""So often in a row it has to take so few seconds aside."""
_MOST = 1000


class Paces:
    """What is known of the statements of one database."""

    def __init__(self) -> None:
        self._quick_in_a_row: dict[Hashable, int] = {}
        """Of those that looked slow, or were."""

    def at_once(self, statement: Hashable, *, slow: bool) -> float:
        """For how many seconds everybody may wait for it; 0 where it is to be read aside. `slow` is how it looks."""
        times = self._quick_in_a_row.get(statement)
        if times is None:
            return 0 if slow else QUICK_SECONDS
        return SETTLED_SECONDS if times >= _TIMES else 0

    def was_slow(self, statement: Hashable) -> None:
        """Everybody waited for it, and that was too long."""
        self._keep(statement, 0)

    def took(self, statement: Hashable, seconds: float) -> None:
        """How long it took aside."""
        self._keep(statement, self._quick_in_a_row.get(statement, 0) + 1 if seconds < _TURNED_OUT_QUICK else 0)

    def _keep(self, statement: Hashable, times: int) -> None:
        if len(self._quick_in_a_row) >= _MOST and statement not in self._quick_in_a_row:
            self._quick_in_a_row.clear()
        self._quick_in_a_row[statement] = times
