from datetime import date

import pytest

from models.vocabulary import (
    BasisKind,
    ContractKind,
    ForeignMechanism,
    Ground,
    ItemSource,
    RecordItem,
    RecordMethod,
    Severity,
    Term,
    Verdict,
)
from vendors.report import words
from vendors.report.reasons import spoken
from vendors.report.within import last_day
from vendors.rules import RULES


@pytest.mark.parametrize(
    ("spoken_words", "kind"),
    [
        (words.VERDICTS, Verdict),
        (words.SEVERITIES, Severity),
        (words.MECHANISMS, ForeignMechanism),
        (words.BASES, BasisKind),
        (spoken.TERMS, Term),
        (spoken.CONTRACT_KINDS, ContractKind),
        (spoken.GROUNDS, Ground),
        (spoken.SOURCES, ItemSource),
        (spoken.RECORD_ITEMS, RecordItem),
        (spoken.RECORD_METHODS, RecordMethod),
    ],
)
def test_every_word_of_the_register_can_be_spoken(spoken_words: dict[str, dict[str, str]], kind: type) -> None:
    """In both languages, so that nobody meets a bare code, and no two words are spoken alike."""
    assert set(spoken_words) == set(kind)  # type: ignore[call-overload]  # the members of an enum
    for lang in ("ja", "en"):
        assert len({said[lang] for said in spoken_words.values()}) == len(spoken_words)


@pytest.mark.parametrize(
    ("cite", "japanese"),
    [
        ("APPI 25", "法25条"),
        ("APPI 27(1)", "法27条1項"),
        ("APPI 27(5)(i)", "法27条5項1号"),
        ("APPI 27(1)(iv)", "法27条1項4号"),
        ("Rule 18(1)", "規則18条1項"),
        ("Guideline 3-6-3", "ガイドライン通則編3-6-3"),
        ("Policy 4(1)5", "ポリシー4(1)5"),
        ("Policy 3", "ポリシー3"),
        ("Some other source", "Some other source"),
    ],
)
def test_articles_are_cited_as_japanese_lawyers_cite_them(cite: str, japanese: str) -> None:
    """In English they stay as the rule has them."""
    assert words.citation(cite, "ja") == japanese
    assert words.citation(cite, "en") == cite


def test_every_citation_of_a_rule_has_a_japanese_form() -> None:
    """None is left as it is."""
    cites = {cite for rule in RULES for cite in rule.cites}

    assert [cite for cite in cites if words.citation(cite, "ja") == cite] == []


@pytest.mark.parametrize(
    ("within", "last"),
    [
        ("1d", date(2026, 2, 1)),
        ("90d", date(2026, 5, 1)),
        ("2w", date(2026, 2, 14)),
        ("1m", date(2026, 2, 28)),
        ("12m", date(2027, 1, 31)),
        ("1y", date(2027, 1, 31)),
    ],
)
def test_coming_days_are_counted_from_the_day_after(within: str, last: date) -> None:
    """A month runs to the same day number, or to the last day of a month that lacks it."""
    assert last_day(date(2026, 1, 31), within) == last


@pytest.mark.parametrize("within", ["", "0d", "-1d", "90", "90 d", "d", "1h", "９０d", "99999y", "99999m", "99999w"])
def test_other_spans_are_refused(within: str) -> None:
    """Nor is one beyond the calendar's end."""
    with pytest.raises(ValueError, match=r".*"):
        last_day(date(9000, 1, 31), within)
