"""Who is listed by deliveries, in classes, as it is once a change is made.

The database tells of everybody of whom the change says nothing. Those of whom it does are at hand anyway: they are
taken out as they are stored, and put in as the change has them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import Asked, Classes, PersonsFacts
from vendors.store.afterwards import Afterwards
from vendors.store.persons.asking import MANY, classes_among, classes_listed, listings


async def classes_afterwards(after: Afterwards, deliveries: Iterable[DeliveryFacts]) -> dict[str, Classes]:
    """The classes of the persons whom each of these deliveries lists, by its code."""
    by_code = {delivery.entry.code: delivery for delivery in deliveries}
    asked = {code: delivery.asked for code, delivery in by_code.items()}
    written = after.change.difference.touched("deliveries") & by_code.keys()
    spoken = await after.persons_spoken_of()
    found: dict[str, Classes] = {code: Counter() for code in by_code}

    await _take_in_stored(after, {code: one for code, one in asked.items() if code not in written}, found)
    others = {code: [subject for subject in by_code[code].entry.subjects if subject not in spoken] for code in written}
    _take_in(found, await classes_among(after.database, asked, _those_with_any(others)))
    listing = await after.listing_those_spoken_of()
    at_hand = {code: list(listing.get(code, ())) for code in by_code.keys() - written}
    for code, classes in (await classes_among(after.database, asked, _those_with_any(at_hand))).items():
        found[code] = found[code] - classes
    at_hand |= {code: [one for one in by_code[code].entry.subjects if one in spoken] for code in written}
    _take_in(found, await _as_the_change_has_them(after, asked, _those_with_any(at_hand)))
    return found


async def _take_in_stored(after: Afterwards, asked: Mapping[str, Asked], found: dict[str, Classes]) -> None:
    """Whom deliveries list that the change doesn't write."""
    stored = await listings(after.database, asked)
    codes = {one.number: code for code, one in stored.items()}
    many = [one.number for one in stored.values() if one.persons >= MANY]
    classes = await classes_listed(after.database, {number: asked[code] for number, code in codes.items()}, many)
    _take_in(found, {codes[number]: of_delivery for number, of_delivery in classes.items()})


async def _as_the_change_has_them(
    after: Afterwards, asked: Mapping[str, Asked], subjects: Mapping[str, Sequence[str]]
) -> dict[str, Classes]:
    everybody = {subject for some in subjects.values() for subject in some}
    if not everybody:
        return {}
    persons = PersonsFacts(await after.consents_of(everybody), await after.stops_of(everybody))
    return {code: persons.classes(some, asked[code]) for code, some in subjects.items()}


def _take_in(found: dict[str, Classes], further: Mapping[str, Classes]) -> None:
    for code, classes in further.items():
        found[code].update(classes)


def _those_with_any(subjects: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {code: some for code, some in subjects.items() if some}
