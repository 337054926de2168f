"""After years of work by verbs and imports, all that is stored is still what comes of the ledger."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from tests.graph.everything import everything
from tests.vendors.verbs.story import Storyteller
from vendors.ledger.verifying import verify
from vendors.purging.deleting import PURGE, purge
from vendors.purging.finding import Asked as AskedOfPurge
from vendors.purging.finding import find
from vendors.register.documents import register_document
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.database import Database, opened
from vendors.store.entries import releases
from vendors.store.loading import load, the_register
from vendors.verbs.answering import Asked, answered, foreseen
from vendors.verbs.doing import Done, Order
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.table import BY_NAME
from vendors.verbs.together import answered_together

SEED = 6
ROUNDS = 8
"""How often every verb is tried at most; the story ends once each of them was done."""
TOGETHER = 4


class Office:
    """Whoever keeps the register; counts what was done and what was refused."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.teller = Storyteller(seed)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.changes = 0
        self.imports = 0
        self.purged = 0

    async def works(self) -> None:
        """Do every verb once, in some order; some foreseen first, some sent again, some done with others."""
        waiting: list[Asked] = []
        for verb in self.teller.a_round():
            register = register_document(await the_register(self.database))
            numbers = sorted((await releases(self.database)).values())
            asked = Asked(self.teller.order(verb, register, numbers), self.teller.new("key "))
            match self.teller.chance.randrange(4):
                case 0:
                    waiting.append(asked)
                case 1:
                    await self._foresees_and_does(asked)
                case 2:
                    await self._does_twice(asked)
                case _:
                    await self._does(asked)
            if len(waiting) == TOGETHER:
                await self._do_together(waiting)
                waiting.clear()
        await self._do_together(waiting)
        await self._persons_come_and_go()
        await self._time_passes()

    async def _does(self, asked: Asked) -> Done | None:
        try:
            done = await answered(self.database, asked.order, asked.key)
        except VerbRefused:
            self.refused[asked.order.verb.name] += 1
            return None
        self._was_done(asked, done)
        return done

    def _was_done(self, asked: Asked, done: Done) -> None:
        self.done[asked.order.verb.name] += 1
        self.changes += any((done.changed.added, done.changed.corrected, done.changed.removed))

    async def _foresees_and_does(self, asked: Asked) -> None:
        """What is only foreseen leaves nothing, and is what then is done."""
        outlook = await self._foreseen(asked.order)
        done = await self._does(asked)
        assert (None if done is None else done.changed) == (None if outlook is None else outlook.changed)

    async def _foreseen(self, order: Order) -> Done | None:
        try:
            return (await foreseen(self.database, order))[0]
        except VerbRefused:
            return None

    async def _does_twice(self, asked: Asked) -> None:
        done = await self._does(asked)
        if done is not None:
            again = await answered(self.database, asked.order, asked.key)
            assert (again.again, again.entries, again.changed) == (True, done.entries, done.changed)

    async def _do_together(self, waiting: list[Asked]) -> None:
        for asked, answer in zip(waiting, await answered_together(self.database, waiting), strict=True):
            if isinstance(answer, Done):
                self._was_done(asked, answer)
            else:
                self.refused[asked.order.verb.name] += 1

    async def _persons_come_and_go(self) -> None:
        """Consents and requests to stop have no verbs: a file is imported in which some are new and some gone."""
        now = await the_register(self.database)
        consents = list(now.consents)
        gone = consents.pop(self.teller.chance.randrange(len(consents)))
        at = datetime(2026, 1, 1 + self.imports, tzinfo=UTC)
        consents.append(gone.model_copy(update={"subject": self.teller.new("c-told-"), "given_at": at}))
        stops = now.stops[1:] if self.imports % 2 and now.stops else now.stops
        await self._imports(now.model_copy(update={"consents": tuple(consents), "stops": stops}))

    async def _time_passes(self) -> None:
        """Three more months are over for the records: whose time has passed is purged, and the work goes on."""
        today = date(2029, 1, 1) + timedelta(days=91 * self.imports)
        asked = AskedOfPurge(today, without_record_after=1_000)
        found = await self.database.read(lambda connection: find(connection, asked))
        gone = await purge(self.database, found, asked, today, Occasion(PURGE, "hanako"))
        self.purged += gone.deliveries

    async def _imports(self, register: Register) -> None:
        await load(self.database, register, by="jiro")
        self.imports += 1


async def test_the_ledger_holds_after_verbs_of_every_kind(store: str) -> None:
    """Alone, in bulk, together, foreseen, sent again, refused, imports and purges between them: nothing differs."""
    async with opened(address(store)) as database:
        await load(database, everything())
        office = Office(database, SEED)
        for _ in range(ROUNDS):
            await office.works()
            if office.done.keys() == BY_NAME.keys():
                break

        verified = await verify(database)
        (events,) = await database.rows("SELECT count(*) AS number FROM ledger_event")
        (moments,) = await database.rows(
            "SELECT count(DISTINCT recorded_at) AS number FROM ledger_event WHERE verb NOT IN ('import', 'purge')"
        )

    assert office.done.keys() == BY_NAME.keys()
    assert office.done.total() > 100
    assert office.refused.total() > 0
    assert moments["number"] == office.changes > 100
    assert verified.size == events["number"]
    assert office.purged > 0


def test_the_story_goes_on_where_lists_have_lost_their_last_entries() -> None:
    """Every verb is still thought of, about what there was."""
    register = register_document(everything())
    nothing_left: dict[str, object] = {}
    for lost in (register, nothing_left):
        teller = Storyteller(SEED)
        teller.order(BY_NAME["correctOperator"], register, [1])
        for verb in BY_NAME.values():
            order = teller.order(verb, lost, [])
            assert all(order.given)
