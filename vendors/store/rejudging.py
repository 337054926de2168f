"""Judging what a change touches: some thousand transfers at a time, and of their answers keeping what is new."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from models.delivery import Delivery
from models.transfer import Transfer
from vendors.findings import DeliveryJudgement, TransferJudgement
from vendors.judgement import Judge, Progress, garbage_left_alone
from vendors.store.afterwards import Afterwards
from vendors.store.gathering import gather
from vendors.store.judgements import digest, stored_digests
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
    """What is said of everything that a change touches."""

    transfers: Said[TransferJudgement]
    deliveries: Said[DeliveryJudgement]

    @property
    def number_anew(self) -> int:
        """Of how many transfers and deliveries something else is said than before."""
        return len(self.transfers.anew) + len(self.deliveries.anew)


async def judge_touched(
    after: Afterwards, touched: Touched, also_written: frozenset[str], progress: Progress | None
) -> Answers:
    """Judge what a change touches, as the register is after it. `also_written`: transfers whose rows are, too."""
    difference = after.change.difference
    transfers = Said[TransferJudgement](
        difference.touched("transfers") | also_written,
        await stored_digests(after.database, Transfer, touched.transfers),
    )
    deliveries = Said[DeliveryJudgement](
        difference.touched("deliveries"), await stored_digests(after.database, Delivery, touched.deliveries)
    )
    under: dict[str, list[str]] = defaultdict(list)
    for code, transfer in touched.deliveries.items():
        under[transfer].append(code)
    told = _Told(progress, len(touched.transfers) + len(touched.deliveries))
    with garbage_left_alone():
        for some in portions(sorted(touched.transfers | under.keys()), _AT_ONCE):
            judged = [code for transfer in some for code in sorted(under.get(transfer, ()))]
            judge = Judge(await gather(after, some, judged))
            for code in some:
                if code in touched.transfers:
                    transfers.add(judge.transfer(code))
                    told.one_more()
            for code in judged:
                deliveries.add(judge.delivery(code))
                told.one_more()
    return Answers(transfers, deliveries)


@dataclass
class _Told:
    """Who waits is told how far it is."""

    progress: Progress | None
    whole: int
    done: int = 0

    def one_more(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, self.whole)
