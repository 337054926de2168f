"""Doing a verb: gather what it works on, decide by the file's law, apply; in one transaction, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import orjson

from vendors.purging.closed import purged_among
from vendors.register.documents import ENTRY_TYPES, entry_json
from vendors.register.entries.part import Entry, Part
from vendors.register.faults import FaultList, Path
from vendors.register.read import operator_time_zone
from vendors.register.shape import checked
from vendors.store.change import Change, Occasion
from vendors.store.changing import Changed, make
from vendors.store.connection import Connection
from vendors.store.entries import LIMITS, OPERATOR, SINGLE, Bodies, Difference, key_of, releases, stored_key
from vendors.store.refusals import Refusal as StoreRefusal
from vendors.store.refusals import StoreRefused
from vendors.verbs.checking import Law
from vendors.verbs.deciding import DECISION, check_decisions
from vendors.verbs.desk import Desk, Place, Worked
from vendors.verbs.refusals import Refusal, VerbRefused, says_why
from vendors.verbs.verb import REVISION, Given, Target, Verb, name_of

RELEASES = "anonymised_releases"
MOST = 1_000
"""Entries that a verb takes at once."""


@dataclass(frozen=True)
class Order:
    """What somebody wants done: a verb, on one entry or on several at once."""

    verb: Verb
    given: Sequence[Given]
    """What the input says of each entry, with what names it and the revision seen."""
    place: Path
    """Where in the input the entries stand."""
    many: bool = False
    """Whether they stand there as a list."""
    by: str | None = None
    reason: str | None = None

    @property
    def occasion(self) -> Occasion:
        """What is said once of all that it does."""
        return Occasion(self.verb.name, self.by, self.reason)

    def at(self, number: int) -> Path:
        """Where in the input an entry stands."""
        return (*self.place, number) if self.many else self.place


@dataclass(frozen=True)
class Done:
    """What was done."""

    entries: tuple[Place, ...] = ()
    """The entries that the verb answers with, in the order of the input; without those that it removed."""
    numbers: tuple[int, ...] = ()
    """The numbers of their rows, where they have no name to be found by."""
    changed: Changed = field(default_factory=Changed)
    again: bool = False
    """Whether it was done before, and is only answered again."""


@dataclass(frozen=True)
class Prepared:
    """What an order comes to before anything is written."""

    change: Change
    answers: Sequence[Worked]
    """The entries to answer with."""

    def done(self, changed: Changed, releases_there: Mapping[str, int] = MappingProxyType({})) -> Done:
        """The answer, once the change is made; publications are found by their numbers."""
        entries = tuple((one.list_name, one.key) for one in self.answers if one.key is not None)
        return Done(entries, tuple(releases_there[key] for _, key in entries if key in releases_there), changed)


async def prepared(connection: Connection, order: Order) -> Prepared:
    """What the order comes to. Raises `VerbRefused`; writes nothing."""
    return (await prepared_together(connection, [order]))[0]


async def prepared_together(connection: Connection, orders: Sequence[Order]) -> list[Prepared]:
    """What several orders come to, done in this order; no two may write the same entry.

    Raises `VerbRefused` where any of them is refused, or where they are not whole together.
    """
    desk = Desk(connection)
    for order in orders:
        _check_order(desk, order)
    targets = [await _targets(connection, order) for order in orders]
    named = (one.place for order, those in zip(orders, targets, strict=True) if not order.verb.makes for one in those)
    await desk.fetch([(OPERATOR, SINGLE), *named])
    ends = [(0, 0)]
    for order, those in zip(orders, targets, strict=True):
        for number, target in enumerate(those):
            at = order.at(number)
            if _is_shaped(desk, order.verb, target, at):
                order.verb.do(desk, target, at)
        ends.append((len(desk.worked), len(desk.answers)))
    made = [] if desk.refused else await Law(desk, _time_zone(connection, desk)).entries()
    await _check_not_purged(desk)
    await check_decisions(desk)
    if desk.refused:
        await desk.tell_changes()
        raise VerbRefused(sorted(desk.refused, key=_in_order))
    with_releases = any(order.verb.list_name == RELEASES for order in orders)
    releases_there = set(await releases(connection)) if with_releases else set()
    return [
        Prepared(_change(made[begin:end], releases_there), desk.answers[first:last])
        for (begin, first), (end, last) in pairwise(ends)
    ]


async def do(connection: Connection, order: Order) -> Done:
    """Do what is ordered, in the transaction that is open. Raises `VerbRefused`; nothing is written then."""
    ready = await prepared(connection, order)
    changed = await make(connection, ready.change, order.occasion)
    by_key = await releases(connection) if order.verb.list_name == RELEASES else {}
    return ready.done(changed, by_key)


def _check_order(desk: Desk, order: Order) -> None:
    if order.many and not order.given:
        desk.refuse("no_entry", order.place)
    if len(order.given) > MOST:
        desk.refuse("too_many_entries", order.place, number=len(order.given), limit=MOST)
    if order.verb.corrects and not says_why(order.reason):
        desk.refuse("no_reason", ("reason",))
    if desk.refused:
        raise VerbRefused(desk.refused)


async def _targets(connection: Connection, order: Order) -> list[Target]:
    """What the input says, entry by entry, and which stored entries it names."""
    list_name, name = order.verb.list_name, name_of(order.verb.list_name)
    if order.verb.makes:
        beside = [key for key, _ in order.verb.beside]
        return [_new(list_name, given, beside) for given in order.given]
    by_number: Mapping[str, str] = {}
    if list_name == RELEASES:
        by_number = {str(number): key for key, number in (await releases(connection)).items()}
    targets = []
    for given in order.given:
        said = dict(given)
        revision, named = said.pop(REVISION, None), said.pop(name, None) if name else None
        key = by_number.get(str(named), "-") if by_number or name == "id" else key_of(list_name, str(named or ""))
        targets.append(Target(list_name, key, said, revision, named))
    return targets


def _new(list_name: str, given: Given, beside: Sequence[str]) -> Target:
    if not beside:
        return Target(list_name, "", given)
    entry = {name: value for name, value in given.items() if name not in beside}
    return Target(list_name, "", entry, beside={name: given[name] for name in beside if given.get(name) is not None})


def _is_shaped(desk: Desk, verb: Verb, target: Target, at: Path) -> bool:
    """Whether the input is what the verb takes; an entry's own fields are looked at when it is whole."""
    if verb.makes or verb.partly:
        return True
    faults = FaultList()
    said = target.given
    if verb.named_field:
        said, at = said.get(verb.named_field) or {}, (*at, verb.named_field)
    checked(verb.of_one, said, at, faults)
    desk.refused += [Refusal(found.code, found.path, found.params, found.hints) for found in faults.found]
    return not faults


async def _check_not_purged(desk: Desk) -> None:
    """Refuse to correct deliveries whose persons were purged: nobody is there who could be judged anew."""
    corrected = {
        one.key: one
        for one in desk.worked
        if one.list_name == "deliveries" and one.key is not None and one.now not in (None, one.stored)
    }
    for code, on in (await purged_among(desk.connection, corrected)).items():
        desk.refuse("persons_purged", corrected[code].at, value=code, on=on)


def _time_zone(connection: Connection, desk: Desk) -> str:
    stored = desk.stored(OPERATOR, SINGLE)
    if stored is None:
        raise StoreRefused(StoreRefusal.NO_REGISTER, database=connection.engine)
    written = next((one.now for one in desk.worked if one.list_name == OPERATOR), None)
    return operator_time_zone(written or stored)


def _change(made: Sequence[tuple[Worked, Part | None]], releases_there: set[str]) -> Change:
    """What is done to the stored register. An entry that says what it said before is not written.

    A publication has no name: what it says is its key, so that another one is another entry.
    """
    lists = (OPERATOR, LIMITS, *ENTRY_TYPES)
    entries: dict[str, dict[str, Part]] = {name: {} for name in lists}
    bodies: Bodies = {name: {} for name in lists}
    decisions: dict[str, str] = {}
    added, corrected, removed = ({name: set[str]() for name in lists} for _ in range(3))
    for one, part in made:
        before, one.key = one.key, None if part is None else _key(one.list_name, part)
        if before is not None and before != one.key:
            removed[one.list_name].add(before)
        if part is None or one.key is None:
            continue
        body = entry_json(part)
        if before == one.key and body == orjson.dumps(one.stored, option=orjson.OPT_SORT_KEYS):
            continue
        if one.list_name == RELEASES and one.key in releases_there:
            removed[RELEASES].discard(one.key)
            continue
        entries[one.list_name][one.key] = part
        bodies[one.list_name][one.key] = body
        (corrected if before == one.key else added)[one.list_name].add(one.key)
        if DECISION in one.beside:
            decisions[one.key] = one.beside[DECISION]
    difference = Difference(_kept(added), _kept(corrected), _kept(removed))
    return Change(difference, entries, bodies, decisions=decisions)


def _key(list_name: str, part: Part) -> str:
    return stored_key(list_name, part) if isinstance(part, Entry) and list_name != OPERATOR else SINGLE


def _kept(keys: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(of) for name, of in keys.items()}


def _in_order(refusal: Refusal) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in refusal.path)
