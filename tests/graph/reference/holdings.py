"""What the register holds that can be asked for: codes, ids, days on which something changes, texts, moments."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from tests.graph.reference.executor import LISTS
from tests.graph.reference.nodes import TYPES, every
from tests.graph.reference.world import LATER, MOMENT, World
from vendors.folding import searched

CODED = {
    "service": "Service",
    "purpose": "Purpose",
    "item": "Item",
    "recipient": "Recipient",
    "contract": "Contract",
    "transfer": "Transfer",
    "delivery": "Delivery",
    "actor": "Actor",
    "subject": "subjects",
    "provider": "providers",
}
"""What a field of a filter holds codes of, where it is named after a noun."""
ENDS = ("0001-01-01", "9999-12-31", "1950-06-15", "2200-02-28")
"""Days on which nothing happens, as far away as days can be."""
MOMENTS = (
    MOMENT.isoformat(),
    LATER.isoformat(),
    "2026-08-10T18:30:15.250001+09:00",
    "2026-08-10T09:30:15Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
)


def _days(value: Any) -> Iterator[date]:
    """Every day that stands anywhere in an entry."""
    if type(value) is date:
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _days(part)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _days(getattr(value, name))


class Holdings:
    """What one register holds."""

    def __init__(self, world: World) -> None:
        self.world = world
        register = world.register
        self.codes: dict[str, list[str]] = {
            type_name: [str(getattr(row.entry, TYPES[type_name].KEY)) for row in every(world, type_name)]
            for type_name in LISTS.values()
            if type_name not in {"AnonymisedRelease", "Finding"}
        }
        self.codes["names"] = [row.name for row in every(world, "AccessToken")]
        listed = {subject for one in register.deliveries for subject in one.subjects}
        listed |= {subject for row in every(world, "ReceivedProvision") for subject in row.subjects}
        listed |= {one.subject for one in register.consents}
        self.codes["subjects"] = sorted(listed.union(row.subject for row in every(world, "PersonRequest")))
        self.codes["providers"] = sorted({row.provider for row in every(world, "ReceivedProvision")})
        self.happened: dict[str, list[str]] = {
            name: sorted({str(getattr(one, name)) for one in world.events}) for name in ("list", "key", "actor", "verb")
        }
        self.ids: dict[str, list[str]] = {
            type_name: [row.id() for row in every(world, type_name)] for type_name in TYPES
        }
        said: list[tuple[str, Any]] = [*world.findings, *world.spans]
        changing = {world.today, *_days(tuple(vars(register).values()))}
        changing |= {day for _, one in said for day in (one.from_, one.until) if day is not None}
        self.days = sorted({str(around) for day in changing for around in _around(day)})
        self.countries = sorted({country for one in register.recipients if (country := one.country)} | {"ZZ"})
        entries = (entry for name in LISTS for entry in getattr(register, name, ()))
        texts = sorted({line[:12] for entry in entries for line in searched(entry).split("\n")})
        self.texts = [part for text in texts for part in (text[:2], text[1:4], text.upper())] + [
            "",
            "ＡＢＣ",
            "no such",
        ]


def _around(day: date) -> Iterator[date]:
    """A day, the one before and the one after."""
    for step in (-1, 0, 1):
        if date.min.toordinal() <= day.toordinal() + step <= date.max.toordinal():
            yield day + timedelta(days=step)
