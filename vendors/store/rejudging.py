"""Judging what a change touches: some thousand transfers at a time, and of their answers keeping what is new."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from models.delivery import Delivery
from models.transfer import Transfer
from vendors.facts.persons import Classes
from vendors.findings import DeliveryJudgement, TransferJudgement
from vendors.judgement import Judge, Progress, garbage_left_alone
from vendors.store.afterwards import Afterwards
from vendors.store.gathering import gather
from vendors.store.judgements import digest, stored_digests
from vendors.store.persons.afterwards import classes_afterwards
from vendors.store.several import portions
from vendors.store.touched import Touched

J = TypeVar("J", TransferJudgement, DeliveryJudgement)

_AT_ONCE = 20_000
"""Transfers that are judged together: what they share is gathered and laid out over days once for all of them."""


@dataclass
class Said(Generic[J]):
    """What is said of transfers, or of deliveries, as far as it has to be written."""

    written: frozenset[str]
    """Those whose rows are written anew, whatever is said of them."""
    before: Mapping[str, str]
    judgements: dict[str, J] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    anew: set[str] = field(default_factory=set)
    """Those of whom something else is said than before, or something for the first time."""

    def add(self, judgement: J) -> None:
        """Take a judgement in; one that says what was said before is dropped, unless rows are written."""
        code, said = judgement.code, digest(judgement)
        if self.before.get(code) != said:
            self.anew.add(code)
        elif code not in self.written:
            return
        self.judgements[code] = judgement
        self.digests[code] = said


@dataclass(frozen=True)
class Answers:
    """What is said of everything stored that a change touches."""

    transfers: Said[TransferJudgement]
    deliveries: Said[DeliveryJudgement]

    @property
    def number_anew(self) -> int:
        """Of how many transfers and deliveries something else is said than before."""
        return len(self.transfers.anew) + len(self.deliveries.anew)


@dataclass
class Told:
    """Who waits is told how far it is."""

    progress: Progress | None
    whole: int
    done: int = 0

    def one_more(self) -> None:
        """Another one is judged."""
        self.done += 1
        if self.progress:
            self.progress(self.done, self.whole)


@dataclass(frozen=True)
class Portion:
    """Transfers that are judged together, with the deliveries under each, and who judges them."""

    judge: Judge
    under: Mapping[str, list[str]]


async def judge_stored(after: Afterwards, touched: Touched, also_written: frozenset[str], told: Told) -> Answers:
    """Judge what a change touches of that which is stored, as the register is after it.

    `also_written` are transfers whose rows are written, too.
    """
    difference = after.change.difference
    answers = Answers(
        Said[TransferJudgement](
            (difference.corrected["transfers"] | also_written) & touched.transfers,
            await stored_digests(after.database, Transfer, touched.transfers),
        ),
        Said[DeliveryJudgement](
            difference.touched("deliveries") & touched.deliveries.keys(),
            await stored_digests(after.database, Delivery, touched.deliveries),
        ),
    )
    with garbage_left_alone():
        async for portion in portions_of(after, touched):
            for transfer, deliveries in portion.under.items():
                if transfer in touched.transfers:
                    answers.transfers.add(portion.judge.transfer(transfer))
                    told.one_more()
                for delivery in deliveries:
                    answers.deliveries.add(portion.judge.delivery(delivery))
                    told.one_more()
    return answers


async def portions_of(after: Afterwards, touched: Touched) -> AsyncIterator[Portion]:
    """What a change touches, as many as are judged together at a time; in the order of their codes."""
    under: dict[str, list[str]] = {transfer: [] for transfer in touched.transfers}
    for delivery, transfer in sorted(touched.deliveries.items()):
        under.setdefault(transfer, []).append(delivery)
    standing = {code: purged.judgement for code, purged in after.change.purged.items()}
    for some in portions(sorted(under), _AT_ONCE):
        those = {transfer: under[transfer] for transfer in some}
        judged = [delivery for deliveries in those.values() for delivery in deliveries]
        listed: dict[str, Classes] = {}
        judge = Judge(await gather(after, some), listed, standing)
        listed |= await classes_afterwards(after, [judge.facts_of_delivery(code) for code in judged])
        yield Portion(judge, those)
