"""Partner contracts, with their terms and what amends them."""

from typing import Annotated

from pydantic import AfterValidator, Field

from models.vocabulary import ContractKind, Term
from vendors.register.entries.part import Change, Entry, Flag, InOrder, Natural, Part, Positive
from vendors.register.values import Code, Codes, Day, Text, as_set

Terms = Annotated[tuple[Term, ...], AfterValidator(as_set)]


class AutoRenewal(Part):
    """自動更新: the contract stays in force beyond its end until it is terminated."""

    months: Positive
    notice_days: Natural | None = None


class Confidentiality(Part):
    """守秘義務; its presence is what counts, its members are for people."""

    survives_months: Natural | None = None
    binds_staff: Flag = None
    binds_subcontractors: Flag = None


class Amendment(Change):
    """What an amendment changes from a day on: terms added and removed, whole values of the rest replaced."""

    adds: Terms | None = None
    removes: Terms | None = None
    confidentiality: Confidentiality | None = None
    until: Day | None = None
    items: Codes | None = None
    purposes: Codes | None = None


class Contract(Entry):
    """A partner contract, in force from the later of `from_` and `signed_on`."""

    code: Code
    recipient: Code
    kind: ContractKind
    title: Text | None = None
    work: Text | None = None
    signed_on: Day | None = None
    from_: Day = Field(alias="from")
    until: Day | None = None
    auto_renews: AutoRenewal | None = None
    terminated_on: Day | None = None
    renews: Code | None = None
    confidentiality: Confidentiality | None = None
    terms: Terms = ()
    purposes: Codes | None = None
    items: Codes | None = None
    amendments: InOrder[Amendment] = ()
    handles_personal_data: Flag = None
    access_controlled: Flag = None
    return_within_days: Natural | None = None
    returned_on: Day | None = None
