"""Hand-overs under a transfer, with their record; and what is published of anonymised information."""

from typing import Annotated

from pydantic import AfterValidator

from models.vocabulary import RecordItem, RecordMethod
from vendors.register.entries.part import Count, Entry
from vendors.register.values import Code, Codes, Day, Moment, Subjects, Text, as_set

RecordItems = Annotated[tuple[RecordItem, ...], AfterValidator(as_set)]


class ProvisionRecord(Entry):
    """The record of a provision (提供記録, APPI 29)."""

    made_on: Day
    method: RecordMethod
    has: RecordItems = ()
    deleted_on: Day | None = None


class Delivery(Entry):
    """One actual hand-over under a transfer."""

    code: Code
    transfer: Code
    at: Moment
    subjects: Subjects = ()
    subject_count: Count | None = None
    items: Codes = ()
    record: ProvisionRecord | None = None


class AnonymisedRelease(Entry):
    """Publication about anonymised information and its label (匿名加工情報, APPI 43, 44)."""

    items: Codes
    recipients: Codes
    created_published_on: Day | None = None
    provision_published_on: Day | None = None
    method: Text | None = None
    labelled_on: Day | None = None
