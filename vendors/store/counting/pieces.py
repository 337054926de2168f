"""What a transfer counts for: pieces of time in which it stands in one state, and runs in which a rule is broken.

A piece is a run of days over which a transfer is counted in one state: a span, cut where the recipient's country
changes; outside the period, where a finding holds there, the days before or after it, cut in the same way. Findings of
a rule that overlap or repeat count once. Days are ordinals, inclusive; what is open ends with the calendar.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.vocabulary import Verdict

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
"""The calendar's first and last day."""

Run = tuple[int, int]


class State(NamedTuple):
    """What transfers that are counted together agree in; words as they are stored."""

    verdict: str
    basis_kind: str | None
    abroad: bool
    mechanism: str | None
    record_required: bool
    country: str | None
    service: int
    """Number of the service's row."""

    @property
    def key(self) -> str:
        """All of it in one text, by which its row is found."""
        return (
            f"{self.verdict}|{self.basis_kind or ''}|{'y' if self.abroad else 'n'}|{self.mechanism or ''}"
            f"|{'y' if self.record_required else 'n'}|{self.country or ''}|{self.service}"
        )


class Version(NamedTuple):
    """Where a recipient is, over a run of days."""

    first: int
    last: int
    country: str | None
    abroad: bool


class Span(NamedTuple):
    """What is said of a transfer, over a run of days within its period."""

    first: int
    last: int
    verdict: str
    basis_kind: str | None
    mechanism: str | None
    record_required: bool


class Found(NamedTuple):
    """A rule broken by a transfer, over a run of days."""

    first: int
    last: int
    code: str
    severity: str


class Counted(NamedTuple):
    """All by which a transfer is counted."""

    first: int
    """First day of its period."""
    last: int
    service: int
    versions: Sequence[Version]
    """Of its recipient; together they are all days."""
    spans: Sequence[Span]
    findings: Sequence[Found]


class Piece(NamedTuple):
    """A run of days over which a transfer is counted in one state."""

    first: int
    last: int
    state: State


def pieces_within(transfer: Counted) -> list[Piece]:
    """The pieces of a transfer's period."""
    return [
        Piece(
            max(span.first, version.first),
            min(span.last, version.last),
            State(
                span.verdict,
                span.basis_kind,
                version.abroad,
                span.mechanism,
                span.record_required,
                version.country,
                transfer.service,
            ),
        )
        for span in transfer.spans
        for version in transfer.versions
        if version.first <= span.last and span.first <= version.last
    ]


def pieces_outside(transfer: Counted) -> list[Piece]:
    """The pieces of the days before a transfer's period, and after it."""
    return [
        Piece(
            max(first, version.first),
            min(last, version.last),
            State(Verdict.INACTIVE.value, None, version.abroad, None, False, version.country, transfer.service),
        )
        for first, last in ((FIRST, transfer.first - 1), (transfer.last + 1, LAST))
        for version in transfer.versions
        if version.first <= last and first <= version.last
    ]


def runs(found: Iterable[Found]) -> list[Run]:
    """The runs of days on which any of these findings holds; those that overlap are one run, those that touch two."""
    joined: list[Run] = []
    for first, last in sorted([(one.first, one.last) for one in found]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
