"""A proof of inclusion (RFC 9162, 2.1.3) made while the leaves pass by, in one pass: however many, none is kept."""

from collections.abc import Sequence

from vendors.ledger.tree import beside, grown, root_by_inclusion, root_of


class GrowingProof:
    """The proof of the leaf at one place, counted from 0, of a tree whose size is known."""

    def __init__(self, index: int, size: int) -> None:
        """Nothing has passed by yet."""
        assert 0 <= index < size, "the leaf is in that tree"
        self._index, self._size = index, size
        self._beside = beside(index, size)
        self._frontiers: list[list[bytes]] = [[] for _ in self._beside]
        self._leaf: bytes | None = None
        self._passed = 0

    def add(self, leaves: Sequence[bytes]) -> None:
        """The next leaves."""
        before, now = self._passed, self._passed + len(leaves)
        for number, (first, end) in enumerate(self._beside):
            begin = max(first, before)
            if begin < min(end, now):
                passing = leaves[begin - before : min(end, now) - before]
                self._frontiers[number], _ = grown(self._frontiers[number], begin - first, passing)
        if before <= self._index < now:
            self._leaf = leaves[self._index - before]
        self._passed = now

    @property
    def path(self) -> list[bytes]:
        """What leads from the leaf up to the root, once all leaves have passed by."""
        return [root_of(frontier) for frontier in self._frontiers]

    @property
    def root(self) -> bytes | None:
        """The root of the tree; `None` where fewer leaves have passed by than it was said to have, or more."""
        if self._leaf is None or self._passed != self._size:
            return None
        return root_by_inclusion(self._leaf, self._index, self._size, self.path)
