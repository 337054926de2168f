"""The consent that a disclosure tells of is the person's own that stood at the moment of the provision; no other."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.vendors.requests.clerk import handled_to_the_end
from vendors.disclosure.forms import written
from vendors.disclosure.holding import Disclosure, disclosure
from vendors.register.read import read_register
from vendors.register.write import write_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

REGISTER = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: ads, name: Advertising}]
items: [{code: name, name: Name}, {code: mail, name: Mail}]
policies: [{version: v1, from: 2020-01-01, purposes: [ads], states_provision: true}]
recipients:
  - {code: partner, name: Partner, kind: company, country: JP, address: Tokyo, representative: Sato}
consent_texts:
  - {code: broad, from: 2020-01-01, any_recipient: true, items: [mail, name], purposes: [ads], expressed: true}
  - {code: new, from: 2024-05-02, any_recipient: true, items: [mail, name], purposes: [ads], expressed: true}
  - {code: narrow, from: 2020-01-01, any_recipient: true, items: [name], purposes: [ads], expressed: true}
  - {code: deemed, from: 2020-01-01, any_recipient: true, items: [mail, name], purposes: [ads], expressed: false}
  - {code: other, from: 2020-01-01, any_recipient: true, items: [mail, name], purposes: [ads], expressed: true}
transfers:
  - {code: feed, service: shop, recipient: partner, items: [mail, name], purposes: [ads], from: 2024-01-01,
     bases: [{kind: consent, texts: [broad, deemed, narrow, new]}]}
deliveries:
  - {code: d-1, transfer: feed, at: "2024-05-01T10:00:00+09:00", subjects: [p-1, p-2]}
"""
AT, JUST_BEFORE, JUST_AFTER = "2024-05-01T01:00:00Z", "2024-05-01T00:59:59.999999Z", "2024-05-01T01:00:00.000001Z"
EARLY, EARLIER, LATER = "2024-02-01T00:00:00Z", "2024-01-01T00:00:00Z", "2024-06-01T00:00:00Z"

Said = dict[str, Any]


def gave(text: str = "broad", at: str = EARLY, **more: Any) -> Said:
    """A consent of the person."""
    return {"text": text, "subject": "p-1", "given_at": at, **more}


CASES: Sequence[tuple[str, list[Said], str | None]] = (
    ("none", [], None),
    ("given just before", [gave(at=JUST_BEFORE)], JUST_BEFORE),
    ("given at the moment", [gave(at=AT)], None),
    ("given just after", [gave(at=JUST_AFTER)], None),
    ("withdrawn just before", [gave(withdrawn_at=JUST_BEFORE)], None),
    ("withdrawn at the moment", [gave(withdrawn_at=AT)], None),
    ("withdrawn just after", [gave(withdrawn_at=JUST_AFTER)], EARLY),
    ("withdrawn, and given again before", [gave(at=EARLIER, withdrawn_at=EARLY), gave(at=JUST_BEFORE)], JUST_BEFORE),
    ("withdrawn, and given again too late", [gave(at=EARLIER, withdrawn_at=EARLY), gave(at=JUST_AFTER)], None),
    ("given anew after what stood", [gave(), gave(at=LATER)], EARLY),
    ("given twice: the later one", [gave(at=EARLIER), gave()], EARLY),
    ("given twice, and the later one withdrawn", [gave(at=EARLIER), gave(withdrawn_at=JUST_BEFORE)], EARLIER),
    ("to a text that covers less", [gave("narrow")], None),
    ("to a text that is not used yet", [gave("new")], None),
    ("to a text that deems alone", [gave("deemed")], None),
    ("to a text that nobody asked", [gave("other")], None),
    ("later to a text that does not count", [gave(at=EARLIER), gave("narrow")], EARLIER),
    ("not able to", [gave(capable=False)], None),
    (
        "not able to, and later by a guardian",
        [gave(at=EARLIER, capable=False), gave(capable=False, guardian=True)],
        EARLY,
    ),
    ("by a guardian", [gave(capable=False, guardian=True)], EARLY),
)


async def told(store: str, consents: Sequence[Said], subject: str = "p-1") -> Disclosure:
    """The disclosure to the person, where he had said this."""
    register = read_register(REGISTER.encode())
    given = register.model_validate({**register.model_dump(), "consents": list(consents)})
    async with opened(address(store)) as database:
        await load(database, read_register(write_register(given)))
        await handled_to_the_end(database, "r-1", "DISCLOSURE_OF_RECORDS", subject=subject, outcome="ACCEPTED")
        return await database.read(lambda connection: disclosure(connection, "r-1"))


@pytest.mark.parametrize(("consents", "stood"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
async def test_it_is_the_one_that_stood_at_the_moment(consents: list[Said], stood: str | None, store: str) -> None:
    """On both sides of each moment; of several that stood, the one that was given last."""
    (record,) = (await told(store, consents)).records

    found = None if record.consent is None else record.consent.given_at.isoformat().replace("+00:00", "Z")
    assert found == stood


async def test_what_another_person_lacks_is_not_told_to_him(store: str) -> None:
    """Whoever consented is told so, though the other one at the same delivery did not."""
    found = await told(store, [gave()])
    assert [one.consent is not None for one in found.records] == [True]


async def test_what_another_person_said_is_not_told_to_him(store: str) -> None:
    """The other's disclosure says that the records do not show it."""
    (record,) = (await told(store, [gave()], subject="p-2")).records
    assert record.consent is None


@pytest.mark.parametrize(
    ("guardian", "ja", "en"),
    [
        (
            False,
            "2024-02-01 09:00:00+09:00 に得ています（文面 broad）。",
            "Obtained at 2024-02-01 09:00:00+09:00 (text broad).",
        ),
        (
            True,
            "2024-02-01 09:00:00+09:00 に法定代理人等の同意とともに得ています（文面 broad）。",
            "Obtained at 2024-02-01 09:00:00+09:00, with the consent of a guardian (text broad).",
        ),
    ],
)
async def test_moment_text_and_guardian_are_told_in_either_language(
    guardian: bool, ja: str, en: str, store: str
) -> None:
    """In the operator's time zone; the day of provision is no item of such a record, and stays out."""
    found = await told(store, [gave(guardian=guardian), gave(at=LATER)])

    assert ja in written(found, "html", "ja").decode()
    assert en in written(found, "html", "en").decode()
    assert not any(day in written(found, "html", "en").decode() for day in ("2024-05-01", "2024-06-01"))
