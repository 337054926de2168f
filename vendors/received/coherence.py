"""What every receipt of data has to be, whichever verb says so: whole in itself, and of days that have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vendors.received.stored import ReceivedProvision
from vendors.register.fault_texts import shown
from vendors.register.values import is_code
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.stepping import Step

_TOGETHER = (
    ("confirmed_on", "provider_method"),
    ("provider_method", "confirmed_on"),
    ("circumstances", "circumstances_method"),
    ("circumstances_method", "circumstances"),
    ("circumstances", "confirmed_on"),
    ("record_made_on", "record_method"),
    ("record_method", "record_made_on"),
    ("record_has", "record_made_on"),
    ("record_deleted_on", "record_made_on"),
)
"""What is said only where the other is."""
_DAYS = ("received_on", "confirmed_on", "record_made_on", "record_deleted_on")
_LARGEST_COUNT = 2_147_483_647


@dataclass(frozen=True)
class _Check:
    step: Step
    now: ReceivedProvision
    called: Mapping[str, str]

    def name(self, field: str) -> str:
        """What the input calls a field."""
        return self.called.get(field, field)

    def refused(self, code: str, field: str, **params: object) -> VerbRefused:
        """The refusal of what stands there."""
        return self.step.refused(code, self.name(field), **params)

    def what_and_whose(self) -> None:
        now = self.now
        if not is_code(now.provider):
            raise self.refused("bad_code", "provider", value=shown(now.provider))
        if not now.items:
            raise self.refused("missing_field", "items", value="items")
        for subject in now.subjects:
            self.step.check_subject(subject, self.name("subjects"))
        if now.subject_count is not None and now.subjects:
            raise self.refused("listed_and_counted", "subject_count")
        if not 0 <= (now.subject_count or 0) <= _LARGEST_COUNT:
            raise self.refused("out_of_range", "subject_count", value=now.subject_count, bound=f"0–{_LARGEST_COUNT}")

    def together(self) -> None:
        for there, other in _TOGETHER:
            if getattr(self.now, there) and not getattr(self.now, other):
                raise self.refused("said_in_part", there, value=self.name(there), other=self.name(other))

    def days(self) -> None:
        for field in _DAYS:
            day: date | None = getattr(self.now, field)
            after = self.now.record_made_on if field == "record_deleted_on" else None
            if day is not None:
                self.step.check_day(day, self.name(field), after=after)


def check_whole(step: Step, now: ReceivedProvision, called: Mapping[str, str]) -> None:
    """Refuse what is no receipt; `called` are the fields of the input that are not called as what they say."""
    check = _Check(step, now, called)
    check.what_and_whose()
    check.together()
    check.days()
