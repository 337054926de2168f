"""Designated countries: foreign countries whose protection is recognised as equivalent (APPI 28(1), Rule 15).

Dated data with its source: PPC notice no. 1 of 2019 (平成31年個人情報保護委員会告示第1号), effective 2019-01-23,
names the states of the European Economic Area; it was continued for the United Kingdom by a notice of March 2019 that
has been applied since 2020-02-01. Adequacy in the eyes of the EU is not designation by Japan: neither US, CH, KR, CA
nor SG is on the list.
"""

from datetime import date

from vendors.periods import NEVER, Periods, span

_EUROPEAN_UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_REST_OF_THE_EEA = "IS LI NO"
_EEA = f"{_EUROPEAN_UNION} {_REST_OF_THE_EEA}".split()
_NOTICE_1_OF_2019 = date(2019, 1, 23)

DESIGNATED: dict[str, tuple[date, date | None]] = {
    **dict.fromkeys(_EEA, (_NOTICE_1_OF_2019, None)),
    "GB": (_NOTICE_1_OF_2019, None),  # as a member state, then by the continuing notice: no day between
}
"""The first and last day of each country's designation; `None` where it goes on."""

_DAYS = {country: span(first, last) for country, (first, last) in DESIGNATED.items()}


def designated_days(country: str) -> Periods:
    """The days on which a country is designated."""
    return _DAYS.get(country, NEVER)
