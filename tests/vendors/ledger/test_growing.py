"""A proof of inclusion that is made while the leaves pass by is the one that is made of all of them."""

import pytest

from vendors.ledger.growing import GrowingProof
from vendors.ledger.tree import inclusion_proof, leaf_hash, tree_root

LEAVES = [leaf_hash(str(number).encode()) for number in range(40)]


@pytest.mark.parametrize("at_once", [1, 3, 40])
def test_it_is_the_same_proof_in_every_tree_for_every_leaf(at_once: int) -> None:
    """However many pass by at a time."""
    for size in range(1, len(LEAVES) + 1):
        for index in range(size):
            growing = GrowingProof(index, size)
            for start in range(0, size, at_once):
                growing.add(LEAVES[start : min(start + at_once, size)])

            assert growing.path == inclusion_proof(index, LEAVES[:size])
            assert growing.root == tree_root(LEAVES[:size])


@pytest.mark.parametrize("passed", [0, 5, 6, 8])
def test_of_too_few_leaves_or_too_many_there_is_no_root(passed: int) -> None:
    """It was said that there were seven."""
    growing = GrowingProof(5, 7)
    growing.add(LEAVES[:passed])

    assert growing.root is None
