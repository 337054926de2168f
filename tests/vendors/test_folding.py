"""Texts are folded for searching so that what a reader takes for the same is the same."""

import pytest

from tests.graph.desk import register_of
from vendors.folding import folded, searched


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("ＡＢＣ Ltd.", "abc ltd."),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("が", "が"),
        ("㈱例", "(株)例"),
        ("Straße", "STRASSE"),
        ("ÀÉ", "àé"),
        ("東京\u3000都\n 港区", "東京 都 港区"),
        ("１２３－４５", "123-45"),
        ("İ", "i̇"),
    ],
)
def test_what_looks_the_same_is_folded_alike(written: str, sought: str) -> None:
    """Width, case, compatibility forms, composition and blanks make no difference."""
    assert folded(written) == folded(sought)
    assert folded(folded(written)) == folded(written)


@pytest.mark.parametrize(("one", "other"), [("ひ", "ヒ"), ("国", "國"), ("は", "ば"), ("a b", "ab")])
def test_what_is_written_otherwise_stays_so(one: str, other: str) -> None:
    """Kana is not folded into other kana, nor kanji into older ones."""
    assert folded(one) != folded(other)


def test_an_entry_is_found_by_its_texts_and_the_codes_that_it_names() -> None:
    """Notes and texts of whatever depth and day; no word of the vocabulary, no flag, no day, and no person."""
    register = register_of("""
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}]
purposes: [{code: ship, name: 配送}]
items: [{code: address, name: 住所}]
recipients:
  - {code: carrier, name: 旧社名, kind: company, country: JP, changes: [{on: 2025-04-01, name: ＮＥＷ Name}]}
transfers:
  - {code: t-1, service: shop, recipient: carrier, items: [address], purposes: [ship], from: 2024-01-01,
     bases: [{kind: outsourcing, from: 2024-01-01, note: Found By This}]}
deliveries:
  - {code: d1, transfer: t-1, at: "2026-01-01T00:00:00Z", subjects: [somebody], items: [address], note: 手渡し}
""")

    assert searched(register.recipients[0]).split("\n") == ["carrier", "旧社名", "jp", "new name"]
    assert set(searched(register.transfers[0]).split("\n")) == {"t-1", "shop", "carrier", "address", "ship",
                                                                "found by this"}  # fmt: skip
    assert set(searched(register.deliveries[0]).split("\n")) == {"d1", "t-1", "address", "手渡し"}
