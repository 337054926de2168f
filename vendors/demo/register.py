"""The demo register: its entries stand in the YAML files beside this one, by subject."""

from datetime import date
from importlib.resources import files

from vendors.demo.relative_days import with_days_of
from vendors.register.entries.register import Register
from vendors.register.read import read_register

FIRST_DAY = date(2025, 1, 1)
"""The demo reaches back up to thirty months, and what it shows begins under the Act as it is since 2022-04-01."""
LAST_DAY = date(9000, 12, 31)
"""The demo reaches ahead, and so do the limits that are reckoned from it."""

SUBJECTS = ("operator", "recipients", "contracts", "consents", "transfers", "deliveries")


def demo_register(today: date) -> Register:
    """The demo as it is on a day: every basis, domestic and foreign, good and bad, past, present and about to lapse.

    The same day gives the same register. Raises ValueError for a day before `FIRST_DAY` or after `LAST_DAY`.
    """
    if not FIRST_DAY <= today <= LAST_DAY:
        raise ValueError(f"the demo can be dated from {FIRST_DAY} to {LAST_DAY}, not to {today}")
    assert __package__ == "vendors.demo", "the files lie beside this module"
    texts = (files(__package__).joinpath(f"{subject}.yaml").read_text(encoding="utf-8") for subject in SUBJECTS)
    return read_register(with_days_of("\n".join(texts), today).encode())
