"""The whole record of one person among ever more: all that was provided of him, with consent and retention.

He is found by index, so the target is the same time among 10 M rows as among 100,000.
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

from tests.benchmarks.crowd import LISTED_BY, persons_in, subject
from tests.benchmarks.databases import Filled
from tests.benchmarks.serving import ROUNDS, answer, asked, teikyo
from tests.benchmarks.telling import say

PERSONS = ROUNDS
"""Persons who are asked about, one after the other."""
RECORD = (
    "query ($subject: String!) { provisionRecords(subject: $subject, first: 50) { edges { node { delivery { code }"
    " holds providedOn recipientName recipientAddress recipientRepresentative items { code name } consent eachTime"
    " dueOn method madeOn closesOn keptUntil } } } }"
)


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'persons':>10} {'':28} {'teikyo ms':>10}")


def measure(crowds: Sequence[Filled]) -> None:
    """Tell of crowds on one engine, asked in turns, and how much longer it takes in the last than in the first."""
    with ExitStack() as until_then:
        desks = [until_then.enter_context(_desk(crowd)) for crowd in crowds]
        taken = [[desk() for desk in desks] for _ in range(PERSONS)]
    medians = [statistics.median(times) for times in zip(*taken, strict=True)]
    for crowd, median in zip(crowds, medians, strict=True):
        say(f"{crowd.engine:10} {crowd.size:>10} {'the record of a person':28} {median:>10.2f}")
    grown = f"{crowds[-1].size} against {crowds[0].size}: {medians[-1] / medians[0]:.2f}"
    say(f"{crowds[0].engine:10} the record of a person, {grown}")


@contextmanager
def _desk(crowd: Filled) -> Iterator[Callable[[], float]]:
    """What asks for everything that was recorded of a person, each time of another one: the milliseconds it takes."""
    chance = random.Random(crowd.size)  # persons to measure with, no secret

    with teikyo(crowd) as port:
        line = HTTPConnection("127.0.0.1", port)

        def ask() -> float:
            whose = subject(chance.randrange(persons_in(crowd.size)))
            body = json.dumps({"query": RECORD, "variables": {"subject": whose}}).encode()
            begun = time.perf_counter()
            text = answer(line, asked(port, body, crowd.token))
            taken = (time.perf_counter() - begun) * 1000
            assert len(json.loads(text)["data"]["provisionRecords"]["edges"]) == LISTED_BY, text
            return taken

        yield ask
        line.close()
