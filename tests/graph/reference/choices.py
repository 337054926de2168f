"""Choices, in few words, and what strategies draw, in any number; the same for the same seed.

A document is some hundred choices, more than Hypothesis likes to draw; and beyond its first few examples it prefers to
vary what it drew. So it is asked for a few, over and over, and the rest is left to chance.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")
AT_ONCE = 10


class Choices:
    """Whatever chance says."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def number(self, most: int) -> int:
        """A number from 0 on."""
        return self.chance.randrange(most + 1)

    def rarely(self, one_in: int) -> bool:
        """Whether something is so that is so once in so many."""
        return self.chance.randrange(one_in) == 0

    def one(self, values: Sequence[T]) -> T:
        """One of the values."""
        return self.chance.choice(values)


def drawn(strategy: st.SearchStrategy[T], number: int, chance: Random) -> list[T]:
    """So many of what a strategy draws."""
    found: list[T] = []

    @settings(
        max_examples=AT_ONCE,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(one: T) -> None:
        found.append(one)

    while len(found) < number:
        seed(chance.getrandbits(64))(draw)()
    return found[:number]
