"""What a person is handed who asked for his records: the statutory items, and no record made without a duty."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from models.vocabulary import RecordItem
from tests.graph.nouns.test_provision_records import REGISTER
from tests.vendors.printing.letters import letters
from tests.vendors.requests.clerk import does, handled_to_the_end
from vendors.disclosure.forms import written
from vendors.disclosure.holding import Disclosure, disclosure
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.refusals import Refusal, StoreRefused

WITH_CONTACT = REGISTER.replace(
    "{name: ACME Japan, country: JP}",
    "{name: 株式会社ACME, country: JP, address: 東京都文京区, representative: 代表 太郎, contact: contact@example.jp}",
).replace("Partner Next K.K.", "<b>次の&提供先</b>")


@pytest.fixture
async def database(store: str) -> AsyncIterator[Database]:
    """A register with deliveries to a partner, whose name changes, and to a ministry."""
    async with opened(address(store)) as opened_store:
        await load(opened_store, read_register(WITH_CONTACT.encode()))
        yield opened_store


async def told(database: Database, subject: str = "p-1", **decision: Any) -> Disclosure:
    """The disclosure to a person whose request was accepted."""
    decision = decision or {"outcome": "ACCEPTED"}
    await handled_to_the_end(database, "r-1", "DISCLOSURE_OF_RECORDS", subject=subject, **decision)
    return await database.read(lambda connection: disclosure(connection, "r-1"))


async def test_it_holds_the_records_that_the_law_asks_for_as_of_their_days(database: Database) -> None:
    """Neither the one to a body of 16(2), nor the one that was deleted; each with the recipient of its day."""
    found = await told(database)

    assert [(one.recipient, one.address, one.representative, one.items) for one in found.records] == [
        ("Partner K.K.", "Tokyo", "Sato", ("Name",)),
        ("<b>次の&提供先</b>", "Osaka", "Suzuki", ("Mail", "Name")),
    ]
    assert [one.provided_on for one in found.records] == [None, None]
    assert [one.consent and one.consent.text for one in found.records] == ["agreed", "agreed"]
    assert (found.by.name, found.by.contact, found.subject) == ("株式会社ACME", "contact@example.jp", "p-1")


async def test_under_opt_out_the_date_is_told_and_no_consent(store: str) -> None:
    """The items of Rule 20(1)(i) in place of those of (ii)."""
    basis = "[{kind: other_law, ground: opt_out}]"
    async with opened(address(store)) as database:
        await load(database, read_register(WITH_CONTACT.replace("[{kind: consent, texts: [agreed]}]", basis).encode()))
        first, *_ = (await told(database)).records

    assert (str(first.provided_on), first.consent) == ("2024-05-01", None)
    assert RecordItem.CONSENT not in first.holds


@pytest.mark.parametrize(("code", "why"), [("r-9", Refusal.NO_SUCH_REQUEST), ("r-1", Refusal.NOTHING_TO_DISCLOSE)])
async def test_nothing_is_disclosed_to_whom_nothing_was_decided_to_be(
    code: str, why: Refusal, database: Database
) -> None:
    """No request, or one that was received alone."""
    await does(database, "receiveRequest", "r-1", subject="p-1", kind="DISCLOSURE_OF_RECORDS", on="2026-08-01")

    with pytest.raises(StoreRefused) as refused:
        await database.read(lambda connection: disclosure(connection, code))

    assert refused.value.refusal is why


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        ("DISCLOSURE_OF_RECORDS", {"outcome": "REFUSED", "reasons": ["OTHER_LAW"]}),
        ("CORRECTION", {"outcome": "ACCEPTED"}),
    ],
)
async def test_neither_a_refused_request_nor_another_one_discloses(
    kind: str, decision: dict[str, Any], database: Database
) -> None:
    """What was accepted has to be this."""
    await handled_to_the_end(database, "r-1", kind, **decision)

    with pytest.raises(StoreRefused) as refused:
        await database.read(lambda connection: disclosure(connection, "r-1"))

    assert refused.value.refusal is Refusal.NOTHING_TO_DISCLOSE


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ("第三者提供記録の開示", "提供先の氏名または名称", "お問合せ窓口")),
        ("en", ("Name of the recipient", "Contact")),
    ],
)
async def test_the_page_says_it_in_either_language_with_everything_escaped(
    lang: Any, said: tuple[str, ...], database: Database
) -> None:
    """Without a script or anything from elsewhere; with the operator's contact (policy 7)."""
    page = written(await told(database), "html", lang).decode()

    assert all(text in page for text in (*said, "contact@example.jp", "東京都文京区", "代表 太郎", "Suzuki"))
    assert "&lt;b&gt;次の&amp;提供先&lt;/b&gt;" in page
    assert not re.search(r"<b>|<script|https?://|src=", page)
    assert "Ministry" not in page
    assert "2024-05-01" not in page


async def test_who_is_in_no_record_is_told_so(database: Database) -> None:
    """That there is none is an answer, too (APPI 33(3))."""
    found = await told(database, subject="p-9")

    assert found.records == ()
    assert "開示の対象となる第三者提供記録はありません。" in written(found, "html", "ja").decode()
    assert written(found, "pdf", "ja").startswith(b"%PDF-")


@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_the_pdf_is_the_same_bytes_again_and_holds_every_text(lang: Any, database: Database) -> None:
    """Texts are in the font's own encoding, two bytes a letter; markup in a name is a name."""
    found = await told(database)
    pdf = written(found, "pdf", lang)
    shown = letters(pdf)

    assert pdf == written(found, "pdf", lang)
    for text in ("<b>次の&提供先</b>", "株式会社ACME", "contact@example.jp", "Suzuki", "p-1"):
        assert text in shown, text
    assert ("提供先の住所" in shown) == (lang == "ja")
    assert "Ministry" not in shown


async def test_letters_that_the_font_has_not_break_no_pdf(database: Database) -> None:
    """They are told as letters that are missing."""
    found = await told(database)
    pdf = written(replace(found, subject="p-𠮷😀"), "pdf", "ja")

    assert "p-〓〓" in letters(pdf)


async def test_a_record_that_is_longer_than_a_page_goes_on_on_the_next(database: Database) -> None:
    """However many items, and however long a name."""
    found = await told(database)
    names = tuple(f"項目{number}" for number in range(1_500))
    long = replace(found, records=(replace(found.records[0], items=names, recipient="株" * 3_000),))

    shown = letters(written(long, "pdf", "ja"))

    assert (names[0] in shown, names[-1] in shown, shown.count("株") >= 3_000) == (True, True, True)
