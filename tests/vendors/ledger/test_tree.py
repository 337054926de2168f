"""The tree of the ledger is that of RFC 9162, by the vectors that others publish, and its proofs prove nothing else."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from vendors.ledger.tree import (
    EMPTY,
    consistency_proof,
    grown,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    root_of,
    tree_root,
)

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("tree_vectors.json").read_text(encoding="utf-8"))
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in VECTORS["leaves"]]
ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]
MANY = [leaf_hash(bytes([number])) for number in range(35)]


def as_hex(proof: list[bytes]) -> list[str]:
    """A proof as it is published."""
    return [node.hex() for node in proof]


def flipped(node: bytes) -> bytes:
    """A hash with one bit changed."""
    return bytes([node[0] ^ 8]) + node[1:]


def test_roots_are_those_that_are_published() -> None:
    """From the empty tree to that of eight leaves."""
    assert [tree_root(LEAVES[:size]) for size in range(9)] == ROOTS
    assert ROOTS[0] == EMPTY


@pytest.mark.parametrize(("index", "size", "proof"), VECTORS["inclusion"])
def test_proofs_of_inclusion_are_those_that_are_published(index: int, size: int, proof: list[str]) -> None:
    """The path itself, and the root that it leads to."""
    path = inclusion_proof(index, LEAVES[:size])

    assert as_hex(path) == proof
    assert root_by_inclusion(LEAVES[index], index, size, path) == ROOTS[size]


@pytest.mark.parametrize(("earlier", "later", "proof"), VECTORS["consistency"])
def test_proofs_of_consistency_are_those_that_are_published(earlier: int, later: int, proof: list[str]) -> None:
    """The path itself, and that it is accepted."""
    path = consistency_proof(earlier, LEAVES[:later])

    assert as_hex(path) == proof
    assert is_consistent(earlier, later, (ROOTS[earlier], ROOTS[later]), path)


def test_a_tree_that_grows_in_pieces_is_the_tree_that_grew_at_once() -> None:
    """The frontier is all that is needed to go on, wherever one stops."""
    for stop in range(len(MANY) + 1):
        nodes, size = grown(*grown((), 0, MANY[:stop]), MANY[stop:])

        assert (root_of(nodes), size) == (tree_root(MANY), len(MANY))
        assert len(nodes) == size.bit_count()


def test_every_leaf_is_proven_in_every_tree_and_nothing_else_is() -> None:
    """Another leaf, another place, a changed, missing or further node lead elsewhere."""
    for size in range(1, 20):
        root = tree_root(MANY[:size])
        for index in range(size):
            path = inclusion_proof(index, MANY[:size])

            assert root_by_inclusion(MANY[index], index, size, path) == root
            assert root_by_inclusion(MANY[index + 1], index, size, path) != root
            assert all(root_by_inclusion(MANY[index], other, size, path) != root for other in (index - 1, index + 1))
            assert root_by_inclusion(MANY[index], index, size, [*path, root]) is None
            for place in range(len(path)):
                assert root_by_inclusion(MANY[index], index, size, path[:place]) is None
                changed = [*path[:place], flipped(path[place]), *path[place + 1 :]]
                assert root_by_inclusion(MANY[index], index, size, changed) != root


def test_every_earlier_tree_is_proven_and_no_other_past_is() -> None:
    """A tree with one leaf rewritten, or one node of the proof changed, missing or too many, is not consistent."""
    for later in range(1, 20):
        after = tree_root(MANY[:later])
        for earlier in range(1, later):
            before = tree_root(MANY[:earlier])
            path = consistency_proof(earlier, MANY[:later])
            rewritten = tree_root([*MANY[: earlier - 1], flipped(MANY[earlier - 1])])

            assert is_consistent(earlier, later, (before, after), path)
            assert not is_consistent(earlier, later, (rewritten, after), path)
            assert not is_consistent(earlier, later, (after, before), path)
            assert not is_consistent(earlier, later, (before, after), [*path, after])
            assert not is_consistent(earlier, later, (before, after), path[:-1])
            for place in range(len(path)):
                changed = [*path[:place], flipped(path[place]), *path[place + 1 :]]
                assert not is_consistent(earlier, later, (before, after), changed)


def test_the_empty_tree_and_the_same_tree_need_no_proof() -> None:
    """And a later one is never the beginning of an earlier one."""
    for size, (before, after) in enumerate(pairwise(ROOTS)):
        assert is_consistent(0, size, (EMPTY, ROOTS[size]), [])
        assert is_consistent(size, size, (before, before), [])
        assert not is_consistent(size + 1, size, (after, before), [])
    assert not is_consistent(0, 8, (ROOTS[1], ROOTS[8]), [])
    assert not is_consistent(8, 8, (ROOTS[7], ROOTS[8]), [])
    assert not is_consistent(3, 8, (ROOTS[3], ROOTS[8]), [])
