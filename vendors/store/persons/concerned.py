"""The persons concerned by a delivery, a page of them at a time, each with the rules that are broken for him."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.vocabulary import RuleCode
from vendors.judgement import Judge
from vendors.judging.concerned import Concerned
from vendors.register.entries.person import Consent
from vendors.register.values import is_code
from vendors.store.afterwards import Afterwards
from vendors.store.change import NO_CHANGE
from vendors.store.connection import Reads, Row
from vendors.store.gathering import gather
from vendors.store.judgements import check_judged
from vendors.store.persons.paging import Edge, Slice, classes_at, page_of
from vendors.store.persons.stored import consents_of


class NobodyListed(Exception):  # noqa: N818  # a refusal, not an error
    """The delivery lists nobody, so that who is concerned can't be told; that is not to say that nobody is."""

    def __init__(self, counted: int | None, purged_on: date | None) -> None:
        super().__init__(counted, purged_on)
        self.counted = counted
        """To how many it went; `None`: not recorded."""
        self.purged_on = purged_on
        """When the persons were purged; `None`: they were not, nobody was ever listed."""


class SaidOfTheWhole(Exception):  # noqa: N818  # the same
    """The rule is broken by the delivery as a whole, whoever is in it."""


@dataclass(frozen=True)
class Person:
    """A person whom a delivery lists."""

    subject: str
    codes: tuple[RuleCode, ...]
    """The rules broken for him, in the rulebook's order."""
    consent: Consent | None
    """His consent that stood at the moment and counts for the delivery; `None`: none did, or none is asked for."""
    edge: Edge


@dataclass(frozen=True)
class Page:
    """Some of the persons concerned."""

    persons: Sequence[Person]
    more: bool
    """Whether there are more, in the direction in which the page was counted."""
    whole: int
    """How many are concerned in all."""


async def persons_concerned(
    database: Reads, delivery: str, code: RuleCode | None, on: date, wanted: Slice
) -> Page | None:
    """A page of those for whom a rule is broken at a delivery, or of all whom it lists; `None`: no such delivery.

    What is said of the delivery's record is said of everybody, on its days: `on` is the day asked about. Raises
    `NobodyListed`, `SaidOfTheWhole`, `NotListedThere` for an edge of elsewhere, and `StoreRefused` where another
    version's rules judged.
    """
    row = await _stored(database, delivery)
    if row is None:
        return None
    if not row["listed_count"]:
        raise NobodyListed(row["subject_count"], _day(row["purged_on"]))
    await check_judged(database)
    concerned = await _concerned(database, delivery, row["transfer"])
    of_record, of_whole = await _of_everybody(database, row["id"], on)
    among, whole = None, int(row["listed_count"])
    if code is not None and code not in of_record:
        classes = await classes_at(database, row["id"], concerned.asked)
        those = [one for one in classes if code in concerned.codes(one.person)]
        if code in of_whole and not those:
            raise SaidOfTheWhole
        among, whole = [one.key for one in those], sum(one.persons for one in those)
    listed, more = await page_of(database, row["id"], concerned.asked, wanted, among)
    said = await consents_of(database, [one.subject for one in listed]) if concerned.asked.texts else {}
    persons = [
        Person(
            one.subject,
            _in_order({*concerned.codes(one.person), *of_record}),
            concerned.standing(said.get(one.subject, ())),
            one.edge,
        )
        for one in listed
    ]
    return Page(persons, more, whole)


async def _stored(database: Reads, delivery: str) -> Row | None:
    rows = await database.rows(_DELIVERY, delivery) if is_code(delivery) else ()
    return rows[0] if rows else None


async def _concerned(database: Reads, delivery: str, transfer: str) -> Concerned:
    after = Afterwards(database, NO_CHANGE)
    register = await gather(after, [transfer], deliveries=False)
    return Judge(register, {}).concerned((await after.of("deliveries", [delivery]))[delivery])


async def _of_everybody(database: Reads, delivery: int, on: date) -> tuple[set[RuleCode], set[RuleCode]]:
    """The rules that the record breaks that day, and those that are broken whoever is in the delivery."""
    rows = await database.rows(_FINDINGS, delivery)
    of_record = {RuleCode(row["code"]) for row in rows if row["from_on"] is not None and _holds(row, on)}
    return of_record, {RuleCode(row["code"]) for row in rows if row["subjects"] is None}


def _holds(row: Mapping[str, date | str | None], on: date) -> bool:
    first, last = _day(row["from_on"]), _day(row["until_on"])
    return first is not None and first <= on and (last is None or on <= last)


def _in_order(codes: set[RuleCode]) -> tuple[RuleCode, ...]:
    return tuple(code for code in RuleCode if code in codes)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


_DELIVERY = (
    "SELECT delivery.id, delivery.listed_count, delivery.subject_count, delivery.purged_on, transfer.code AS transfer"
    " FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id WHERE delivery.code = ?"
)
_FINDINGS = "SELECT code, subjects, from_on, until_on FROM delivery_finding WHERE delivery_id = ?"
