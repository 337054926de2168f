"""Registers with many persons: consents to many texts, over and over, withdrawn or not, and stops of every kind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.vendors.verbs.clerk import REGISTER
from vendors.facts.persons import Asked
from vendors.register.entries.register import Register
from vendors.register.read import read_register

TEXTS = tuple(f"text-{number}" for number in range(8))
RECIPIENTS = ("carrier", "printer")
SUBJECTS = ("p-1", "p-2", "p-3", "Ｐ", "p'4", 'p"5', "顧客-6", "p-7\\", "💳")
BEGINNING = datetime(2022, 3, 31, 15, tzinfo=UTC)
"""When the duty to inform came in Japan (APPI 28(2))."""
MOMENTS = tuple(
    BEGINNING + timedelta(days=days, microseconds=micros) for days in (-1, 0, 1, 900) for micros in (-1, 0, 1)
)
Draw = Callable[[st.SearchStrategy[Any]], Any]
moments = st.sampled_from(MOMENTS)
flags = st.sampled_from((None, True, False))


@st.composite
def crowds(draw: Draw) -> Register:
    """A register in which many persons have said much."""
    subjects = st.sampled_from(SUBJECTS)
    consents = st.builds(_consent, st.sampled_from(TEXTS), subjects, moments, st.none() | moments, flags, flags)
    stops = st.builds(_stop, subjects, moments, st.none() | moments, st.sets(st.sampled_from(RECIPIENTS)))
    listed = st.sets(subjects, min_size=1)
    register = read_register(REGISTER.encode())
    (text,) = register.consent_texts
    return Register.model_validate(
        {
            **register.model_dump(by_alias=True),
            "consent_texts": [{**text.model_dump(by_alias=True), "code": code} for code in TEXTS],
            "consents": draw(st.lists(consents, max_size=30)),
            "stops": draw(st.lists(stops, max_size=6)),
            "deliveries": [
                {"code": f"d-{number}", "transfer": "parcels", "at": moment, "subjects": draw(listed)}
                for number, moment in enumerate(draw(st.lists(moments, min_size=1, max_size=4)))
            ],
        }
    )


@st.composite
def questions(draw: Draw) -> Asked:
    """Anything that may be asked, of texts and recipients that nobody has heard of, too."""
    return Asked(
        at=draw(moments),
        texts=tuple(sorted(draw(st.sets(st.sampled_from((*TEXTS, "unheard-of")))))),
        recipient=draw(st.sampled_from((*RECIPIENTS, "unheard-of"))),
        duty=BEGINNING,
    )


def _consent(
    text: str, subject: str, given: datetime, withdrawn: datetime | None, capable: bool | None, guardian: bool | None
) -> dict[str, Any]:
    said = {"withdrawn_at": withdrawn, "capable": capable, "guardian": guardian}
    return {"text": text, "subject": subject, "given_at": given, **said}


def _stop(subject: str, begun: datetime, until: datetime | None, recipients: set[str]) -> dict[str, Any]:
    until = None if until is None else max(begun, until)
    return {"subject": subject, "from": begun, "until": until, "recipients": sorted(recipients)}
