"""The Merkle tree of RFC 9162 (section 2.1): hashes, the frontier that grows with it, and its two kinds of proof.

A tree of so many leaves is a perfect tree of the largest power of two below that, beside a tree of the rest. Its
*frontier* is the roots of the perfect trees that it falls into, from the largest: all that is needed to go on.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""


_LEAF, _NODE = hashlib.sha256(b"\0"), hashlib.sha256(b"\1")
"""What hashes begin with; to copy one takes half the time that it takes to make one."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    begun = _LEAF.copy()
    begun.update(entry)
    return begun.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of what stands above two nodes."""
    begun = _NODE.copy()
    begun.update(left + right)
    return begun.digest()


def grown(frontier: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[list[bytes], int]:
    """The frontier and the size of the tree that has these leaves, too; layer by layer, from the leaves up."""
    before, nodes = list(frontier), list(leaves)
    after: list[bytes] = []
    complete, grown_to = size, size + len(nodes)
    while nodes or complete:
        if complete & 1:
            nodes.insert(0, before.pop())
        if len(nodes) & 1:
            after.append(nodes.pop())
        nodes = list(map(node_hash, nodes[::2], nodes[1::2]))
        complete >>= 1
    return after[::-1], grown_to


def root_of(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree that has this frontier."""
    if not frontier:
        return EMPTY
    root = frontier[-1]
    for node in reversed(frontier[:-1]):
        root = node_hash(node, root)
    return root


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree of these leaves."""
    return root_of(grown((), 0, leaves)[0])


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """What leads from a leaf (counted from 0) up to the root (section 2.1.3.1)."""
    return [tree_root(leaves[first:end]) for first, end in beside(index, len(leaves))]


def beside(index: int, size: int) -> list[tuple[int, int]]:
    """The leaves (from, and up to without) under each node of the proof of a leaf, in its order: from the leaf up."""
    found: list[tuple[int, int]] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _half(end - first)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((first, middle))
            first = middle
    return found[::-1]


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which a proof leads from a leaf of a tree of that size; `None` where it leads nowhere (2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, node = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = node_hash(other, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, other)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def consistency_proof(earlier: int, leaves: Sequence[bytes]) -> list[bytes]:
    """What shows that the tree of these leaves begins with that of the first so many (section 2.1.4.1)."""
    return [] if earlier == 0 else _subproof(earlier, leaves, whole=True)


def is_consistent(earlier: int, later: int, roots: tuple[bytes, bytes], proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the later tree begins with the earlier one, by size and root (section 2.1.4.2)."""
    if not 0 <= earlier <= later:
        return False
    if earlier in {0, later}:
        return not proof and (earlier == 0 or roots[0] == roots[1]) and (earlier != 0 or roots[0] == EMPTY)
    path = [roots[0], *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, other)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == roots


def _half(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << (size - 1).bit_length() - 1


def _subproof(earlier: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [tree_root(leaves)]
    half = _half(len(leaves))
    if earlier <= half:
        return [*_subproof(earlier, leaves[:half], whole=whole), tree_root(leaves[half:])]
    return [*_subproof(earlier - half, leaves[half:], whole=False), tree_root(leaves[:half])]
