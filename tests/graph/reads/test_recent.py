"""What is kept for the next question is bounded, and a flood of questions does not push out what is in use."""

import gc
import tracemalloc

import pytest

from graph.reads import plans, questions
from graph.reads.recent import Recent
from tests.graph.desk import Desk

HOT = "{ transfers(first: 1) { nodes { code } } }"


def test_what_was_wanted_twice_outlives_a_flood() -> None:
    """New things push out new things; those in use stay, and the whole stays within its bounds."""
    kept: Recent[str, int] = Recent(most=40, most_bytes=4000)
    for name in ("a", "b"):
        kept.put(name, 1, 10)
        assert kept.get(name) == 1

    for number in range(1000):
        kept.put(f"flood {number}", number, 10)

    assert (kept.get("a"), kept.get("b"), kept.get("flood 0")) == (1, 1, None)
    assert kept.get("flood 999") == 999
    assert len(kept) <= 40


def test_a_flood_that_asks_twice_leaves_what_is_asked_all_the_time() -> None:
    """Even where each new thing is wanted again, the one that is wanted in between stays."""
    kept: Recent[str, int] = Recent(most=40, most_bytes=4000)
    kept.put("hot", 1, 10)

    for number in range(1000):
        kept.put(f"flood {number}", number, 10)
        kept.get(f"flood {number}")
        assert kept.get("hot") == 1

    assert len(kept) <= 40


def test_bytes_are_bounded_as_numbers_are() -> None:
    """A few large things take the place of many small ones; one that is larger than all may be is not kept."""
    kept: Recent[int, str] = Recent(most=1000, most_bytes=4000)

    for number in range(100):
        kept.put(number, "large", 300)
        kept.get(number)
        assert kept.bytes <= 4000
    kept.put(-1, "too large", 5000)

    assert kept.get(-1) is None
    assert kept.get(99) == "large"
    kept.put(99, "small", 1)
    assert kept.get(99) == "small"
    assert kept.bytes <= 4000


async def test_distinct_documents_neither_push_out_a_hot_one_nor_fill_the_memory(
    sqlite_asked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a fortieth of the room, with hundreds of documents, the hot one's plan is there whenever it is asked."""
    for module in (plans, questions):
        monkeypatch.setattr(module, "MOST_BYTES", module.MOST_BYTES // 40)
    sqlite_asked.forget()
    await sqlite_asked.ask(HOT)
    await sqlite_asked.ask(HOT)
    padding = " ".join(f"f{number}: code" for number in range(20))
    tracemalloc.start()

    misses = 0
    for number in range(400):
        await sqlite_asked.ask(f"{{ a{number}: transfers(first: 1) {{ nodes {{ code {padding} }} }} }}")
        if number % 20 == 0:
            before = sqlite_asked.answers.planner.counters.misses
            await sqlite_asked.ask(HOT)
            misses += sqlite_asked.answers.planner.counters.misses - before
    gc.collect()  # a parsed document is a ring of tokens: what nobody holds may lie about for long in a large process
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert misses == 0
    assert sqlite_asked.answers.planner.plans.bytes <= plans.MOST_BYTES
    assert sqlite_asked.answers.questions.known.bytes <= questions.MOST_BYTES
    assert held < plans.MOST_BYTES + 2 * questions.MOST_BYTES + 2**20


async def test_many_shapes_of_variables_push_out_no_other_document(sqlite_asked: Desk) -> None:
    """A plan for each shape of a filter, and no more than there is room for."""
    text = "query($f: TransferFilter) { transfers(first: 1, filter: $f) { nodes { code } } }"
    await sqlite_asked.ask(HOT)
    await sqlite_asked.ask(HOT)
    before = sqlite_asked.answers.planner.counters.misses

    for many in range(1, 30):
        await sqlite_asked.ask(text, f={"or": [{"code": ["x"]} for _ in range(many)]})
    await sqlite_asked.ask(HOT)

    assert sqlite_asked.answers.planner.counters.misses == before + 29
