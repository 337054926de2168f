"""What was made of late and may be wanted again, bounded in number and in bytes.

Whatever is new has to prove itself: only what was asked for twice is kept among what lasts. A flood of things that are
asked for once pushes out other such things, never what is in use.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_SHARE = 4
"""One in so many places, and so many bytes, is for what is new."""


class _Shelf(Generic[K, V]):
    """Things in the order in which they were last wanted."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self.most, self.most_bytes = most, most_bytes
        self.bytes = 0
        self.things: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def put(self, key: K, thing: tuple[V, int]) -> None:
        self.take(key)
        self.things[key] = thing
        self.bytes += thing[1]
        while self.things and (len(self.things) > self.most or self.bytes > self.most_bytes):
            self.take(next(iter(self.things)))

    def take(self, key: K) -> tuple[V, int] | None:
        thing = self.things.pop(key, None)
        if thing is not None:
            self.bytes -= thing[1]
        return thing


class Recent(Generic[K, V]):
    """The things that were made of late, by key."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._new: _Shelf[K, V] = _Shelf(max(1, most // _SHARE), most_bytes // _SHARE)
        self._lasting: _Shelf[K, V] = _Shelf(most - most // _SHARE, most_bytes - most_bytes // _SHARE)

    def get(self, key: K) -> V | None:
        """The thing of that key, if it is still there; from the second time on it lasts."""
        thing = self._lasting.things.get(key)
        if thing is not None:
            self._lasting.things.move_to_end(key)
            return thing[0]
        thing = self._new.take(key)
        if thing is None:
            return None
        self._lasting.put(key, thing)
        return thing[0]

    def put(self, key: K, thing: V, size: int) -> None:
        """Keep something of about that many bytes; nothing that is larger than all that is new may be."""
        self._lasting.take(key)
        self._new.put(key, (thing, size))

    @property
    def bytes(self) -> int:
        """About how many bytes all of it takes."""
        return self._new.bytes + self._lasting.bytes

    def __len__(self) -> int:
        """How many things there are."""
        return len(self._new.things) + len(self._lasting.things)
