"""`make bench`: reads against the floor, judging, importing, writing, and crowds; ratios from one run, taken in turns.

Q1 is the first 50 transfers of a filter by date, about 20 fields a node; Q2 is one transfer. The targets, and what was
reached, stand in docs/performance.md.
"""

import argparse
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache

from tests.benchmarks import (
    beside_postgraphile,
    clients,
    counting,
    gate,
    importing,
    ingesting,
    judging,
    persons,
    reads,
    record,
    writers,
    writing,
)
from tests.benchmarks.crowd import crowded
from tests.benchmarks.databases import Filled, empty_place, filled
from tests.benchmarks.telling import say
from vendors.store.address import Engine

ENGINES = {"sqlite": (Engine.SQLITE,), "postgres": (Engine.POSTGRESQL,), "both": (Engine.SQLITE, Engine.POSTGRESQL)}


Filling = Callable[[Engine, int], Filled]
"""A database with so many transfers, or a crowd, filled when first wanted; no measurement changes its register."""


def measure_reads(on: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Q1 and Q2 at each size, and whether the first page stays as fast."""
    reads.heading()
    for engine in engines:
        pages = [reads.measure(on(engine, size))["Q1"] for size in sizes]
        say(f"{engine:10} first page, {sizes[-1]} transfers against {sizes[0]}: {pages[-1] / pages[0]:.2f}")


def measure_clients(on: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Many clients at once, at the largest size."""
    clients.heading()
    for engine in engines:
        clients.measure(on(engine, sizes[-1]))


def measure_counting(on: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Statistics over all at each size, and how much longer they take at the largest."""
    counting.heading()
    for engine in engines:
        taken = [counting.measure(on(engine, size)) for size in sizes]
        for name in counting.QUESTIONS:
            grown = taken[-1][name] / taken[0][name]
            say(f"{engine:10} {name}, {sizes[-1]} transfers against {sizes[0]}: {grown:.2f}")


def measure_judging(_: Filling, __: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Judging from facts in memory; of more than 100,000 transfers it would only take longer."""
    for size in sorted({min(size, 100_000) for size in sizes}):
        say(f"judging {size} transfers: {judging.seconds_to_judge(size):.1f} s of one core")


def measure_importing(_: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Importing a register file, again, and with one transfer corrected; of more than 100,000 it would take longer."""
    importing.heading()
    for size in sorted({min(size, 100_000) for size in sizes}):
        with importing.files(size) as files:
            for engine in engines:
                with empty_place(engine) as place:
                    importing.measure(engine, place, files)


def measure_writing(_: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Verbs beside bare transactions; of a register beyond 100,000 transfers importing it would only take longer."""
    writing.heading()
    for engine in engines:
        for size in sorted({min(size, 100_000) for size in sizes}):
            with empty_place(engine) as place:
                writing.measure(engine, place, size)


def measure_writers(_: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Writers at once, on databases of their own, for they fill them."""
    writers.heading()
    for engine in engines:
        with empty_place(engine) as place:
            writers.measure(engine, place, min(sizes[-1], 100_000))


def measure_persons(crowd: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Judging deliveries to a crowd of each size."""
    persons.heading()
    for engine in engines:
        for size in sizes:
            persons.measure(crowd(engine, size))


def measure_record(crowd: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """The record of a person in a crowd of each size, and whether it stays as fast."""
    record.heading()
    for engine in engines:
        record.measure([crowd(engine, size) for size in sizes])


def measure_ingest(crowd: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Batches of rows about persons that come to a crowd of each size: to copies of it."""
    ingesting.heading()
    for engine in engines:
        for size in sizes:
            ingesting.measure(crowd(engine, size))


def measure_gate(crowd: Filling, engines: Sequence[Engine], sizes: Sequence[int]) -> None:
    """The gate in front of a crowd of each size."""
    gate.heading()
    for engine in engines:
        for size in sizes:
            gate.measure(crowd(engine, size))


def measure_postgraphile(on: Filling, _: Sequence[Engine], sizes: Sequence[int]) -> None:
    """Beside PostGraphile, on PostgreSQL, at the largest size."""
    beside_postgraphile.measure(on(Engine.POSTGRESQL, sizes[-1]))


Part = Callable[[Filling, Sequence[Engine], Sequence[int]], None]
PARTS: dict[str, Part] = {
    "reads": measure_reads,
    "clients": measure_clients,
    "counting": measure_counting,
    "judging": measure_judging,
    "importing": measure_importing,
    "writing": measure_writing,
    "writers": measure_writers,
    "postgraphile": measure_postgraphile,
}
OF_PERSONS: dict[str, Part] = {
    "persons": measure_persons,
    "record": measure_record,
    "gate": measure_gate,
    "ingest": measure_ingest,
}
"""Parts that are measured on crowds, of the sizes of `--persons`."""
USUAL = ("reads", "clients", "counting", "judging", "importing", "writing", "writers", *OF_PERSONS)
"""What is measured unless something else is asked for: what needs no other program."""


def size(text: str) -> int:
    """A number of transfers or persons, at least one: `10000`, `10k`, `1M`; raises `ValueError`."""
    factors = {"k": 1_000, "m": 1_000_000}
    factor = factors.get(text[-1:].lower(), 1)
    number = int(text[:-1] if factor > 1 else text) * factor
    if number < 1:
        raise ValueError(text)
    return number


def sizes_of(text: str) -> list[int]:
    """Sizes with commas between them; raises what `argparse` tells."""
    try:
        return [size(one) for one in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number like 10k or 10k,100k,1M") from None


def main() -> None:
    """Measure what is asked for, and say it as tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite", help="what keeps the register")
    parser.add_argument("--size", type=sizes_of, default="10k,100k", help="numbers of transfers: 10k,100k,1M")
    parser.add_argument(
        "--persons", type=sizes_of, default="100k,1M", help="numbers of consents and listed persons: 100k,1M,10M"
    )
    parser.add_argument(
        "--part", choices=PARTS | OF_PERSONS, action="append", help=f"what to measure; {', '.join(USUAL)} unless given"
    )
    asked = parser.parse_args()
    with ExitStack() as until_then:
        on = cache(lambda engine, size: until_then.enter_context(filled(engine, size)))
        crowd = cache(lambda engine, size: until_then.enter_context(crowded(engine, size)))
        for part in asked.part or USUAL:
            if part in OF_PERSONS:
                OF_PERSONS[part](crowd, ENGINES[asked.engine], asked.persons)
            else:
                PARTS[part](on, ENGINES[asked.engine], asked.size)


if __name__ == "__main__":
    main()
