"""The entries of a register, in the shape of its file (REGISTER.md, Shape): the facts that everything else reads.

An absent optional field is `None` (or empty) and means "not known, not there", never "fine"; an absent boolean stays
`None`, so that a finding can say whether it rests on nothing or on a contrary entry. Periods are inclusive days, and a
missing `until` is open-ended. `from` is spelled `from_` here, for Python keeps the word to itself.

Whoever holds a `Register` from `read_register` may rely on it whole: every reference resolves, no period is reversed.
"""

from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.vocabulary import (
    BasisKind,
    ContractKind,
    Ground,
    ItemKind,
    ItemSource,
    MeasureKind,
    RecipientKind,
    RecordItem,
    RecordMethod,
    Term,
)
from vendors.register.values import (
    Code,
    Codes,
    CorporateNumber,
    Countries,
    Country,
    Day,
    Days,
    Moment,
    Subjects,
    Text,
    TimeZone,
    as_set,
)

Terms = Annotated[tuple[Term, ...], AfterValidator(as_set)]
RecordItems = Annotated[tuple[RecordItem, ...], AfterValidator(as_set)]
Natural = Annotated[int, Field(strict=True, ge=0, le=100_000)]
"""A number of days or months; the bound keeps every date that is reckoned from it within the calendar."""
Positive = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
Flag = Annotated[bool, Field(strict=True)] | None


def is_absent(value: Any) -> bool:
    """Whether a value of the file says nothing: null, or a text without a letter."""
    return value is None or (isinstance(value, str) and not value.strip())


class Part(BaseModel):
    """A mapping of the file. Null and empty texts are absent; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_what_is_absent(cls, data: Any) -> Any:
        """Unknown keys stay even where they say nothing: a misspelt key is refused, empty or not."""
        if isinstance(data, dict):
            known = known_keys(cls)
            return {key: value for key, value in data.items() if not is_absent(value) or key not in known}
        return data

    @model_validator(mode="after")
    def _refuse_reversed_period(self) -> "Part":
        start, end = getattr(self, "from_", None), getattr(self, "until", None)
        if start is not None and end is not None and end < start:
            raise PydanticCustomError("reversed_period", "until lies before from")
        return self


@cache
def known_keys(part: type[Part]) -> tuple[str, ...]:
    """The keys that such a mapping of the file may have."""
    return tuple(field.alias or name for name, field in part.model_fields.items())


P = TypeVar("P", bound=Part)


def in_order(parts: tuple[P, ...]) -> tuple[P, ...]:
    """The order of entries never matters, nor does saying one twice: by code, else by day, and each once.

    Two with one code stay two; `read_register` refuses them.
    """
    if len(parts) < 2:
        return parts
    placed = {_place(part): part for part in reversed(parts)}
    return tuple(placed[place] for place in sorted(placed))


def _place(part: Part) -> tuple[str, str, str]:
    """Where an entry stands among the others: what tells it from them, and everything that it says."""
    name = getattr(part, "code", None) or getattr(part, "version", None)
    day = getattr(part, "on", None) or getattr(part, "from_", None)
    said = ",".join(sorted(part.changed)) if isinstance(part, Change) else ""
    return name or ("" if day is None else day.isoformat()), part.model_dump_json(), said


InOrder = Annotated[tuple[P, ...], AfterValidator(in_order)]


class Entry(Part):
    """An entry of a list; every one may carry a note and an owner."""

    note: Text | None = None
    owner: Text | None = None


NOT_REPLACED = frozenset({"on", "note", "owner", "adds", "removes"})
"""What a change says beside the values that it replaces: a null there says nothing."""


class Change(Entry):
    """A dated change: the fields it names hold from its day on, and a null makes a field absent from then.

    `model_fields_set` tells the fields that it names; those among `on`, `note` and `owner` describe the change itself.
    """

    on: Day

    never_absent: ClassVar[frozenset[str]] = frozenset()
    """Fields that are required in what is changed: they can be replaced, but not made absent."""

    @model_validator(mode="after")
    def _refuse_absence_of_what_is_required(self) -> "Change":
        for name in sorted(self.never_absent & self.model_fields_set):
            if getattr(self, name) is None:
                raise PydanticCustomError("required_made_absent", "a required field is made absent", {"field": name})
        return self

    @model_validator(mode="before")
    @classmethod
    def _drop_what_is_absent(cls, data: Any) -> Any:
        """Keep nulls of the fields that it replaces, for there they say something; an empty text says the same."""
        if isinstance(data, dict):
            return {
                key: None if is_absent(value) else value
                for key, value in data.items()
                if key not in NOT_REPLACED or not is_absent(value)
            }
        return data

    def __eq__(self, other: object) -> bool:
        """A field that is made absent is told from one that is left as it is, though either holds nothing."""
        return super().__eq__(other) and isinstance(other, Change) and self.changed == other.changed

    def __hash__(self) -> int:
        """By the day: of one entry there are few on the same."""
        return hash(self.on)

    @property
    def changed(self) -> frozenset[str]:
        """The names of the fields that this change replaces."""
        return frozenset(self.model_fields_set) - {"on", "note", "owner"}


class Operator(Entry):
    """The company whose register this is."""

    name: Text
    country: Country | None = None
    address: Text | None = None
    representative: Text | None = None
    contact: Text | None = None
    time_zone: TimeZone = "Asia/Tokyo"
    academic: Flag = None


class Limits(Part):
    """Internal limits, in months and days; part of the judgement, so part of the file."""

    review_months: Natural = 12
    equivalent_check_months: Natural = 12
    return_days: Natural = 30
    record_days: Natural = 7


class Service(Entry):
    """A service of the operator's, from which data is provided."""

    code: Code
    name: Text


class Purpose(Entry):
    """A purpose of use (利用目的, APPI 17)."""

    code: Code
    name: Text


class Item(Entry):
    """An item of personal data (個人データの項目)."""

    code: Code
    name: Text
    sensitive: Flag = None
    kind: ItemKind = ItemKind.PERSONAL
    source: ItemSource = ItemSource.PRINCIPAL


class JointUse(Entry):
    """A notice of joint use (共同利用, APPI 27(5)(iii))."""

    users: Codes
    items: Codes
    purposes: Codes
    responsible: Text | None = None
    from_: Day = Field(alias="from")


class OptOut(Entry):
    """An opt-out notice (オプトアウト, APPI 27(2)): notified, filed with the PPC, published, and in use from a day."""

    items: Codes
    recipients: Codes
    notified_on: Day | None = None
    filed_on: Day | None = None
    published_on: Day | None = None
    from_: Day = Field(alias="from")


class Policy(Entry):
    """A published version of the privacy policy; in force until the day before the next one's `from_`."""

    version: Text
    from_: Day = Field(alias="from")
    purposes: Codes
    states_provision: Flag = None
    joint_use: InOrder[JointUse] = ()
    opt_out: InOrder[OptOut] = ()


class EquivalentMeasures(Entry):
    """A period of equivalent measures (基準適合体制, Rule 16)."""

    kind: MeasureKind
    from_: Day = Field(alias="from")
    until: Day | None = None


class Subprocessor(Entry):
    """Re-entrustment (再委託) to another recipient."""

    recipient: Code
    work: Text | None = None
    items: Codes = ()
    from_: Day = Field(alias="from")
    until: Day | None = None
    approved_on: Day | None = None


class RecipientChange(Change):
    """What changes about a recipient from a day on."""

    never_absent: ClassVar[frozenset[str]] = frozenset({"name", "kind"})

    name: Text | None = None
    kind: RecipientKind | None = None
    country: Country | None = None
    japan_business: Text | None = None
    address: Text | None = None
    representative: Text | None = None


class Recipient(Entry):
    """Anyone who receives (提供先); a vendor is a recipient under outsourcing."""

    code: Code
    name: Text
    kind: RecipientKind
    country: Country | None = None
    japan_business: Text | None = None
    same_entity: Flag = None
    address: Text | None = None
    representative: Text | None = None
    corporate_number: CorporateNumber | None = None
    stored_in: Countries = ()
    equivalent_measures: InOrder[EquivalentMeasures] = ()
    equivalent_checks: Days = ()
    continuation_difficult_from: Day | None = None
    screenings: Days = ()
    reviews: Days = ()
    subprocessors: InOrder[Subprocessor] = ()
    changes: InOrder[RecipientChange] = ()


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


class ForeignInformation(Part):
    """What a consent text tells of provision abroad (APPI 28(2), Rule 17)."""

    country_named: Flag = None
    system_described: Flag = None
    measures_described: Flag = None
    unknown_reason: Text | None = None


class ConsentText(Entry):
    """The wording people agreed to, in use from a day."""

    code: Code
    from_: Day = Field(alias="from")
    until: Day | None = None
    recipients: Codes = ()
    any_recipient: Flag = None
    recipient_class: Text | None = None
    items: Codes
    purposes: Codes
    expressed: Flag = None
    foreign: ForeignInformation | None = None


class BasisPart(Entry):
    """What every legal basis has: its days, where they are fewer than the transfer's."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class NonConsentBasis(BasisPart):
    """Any basis but consent may carry consent texts for provision abroad (APPI 28(1))."""

    foreign_consent: Codes = ()


class ConsentBasis(BasisPart):
    """Consent of the principal (APPI 27(1); abroad 28(1))."""

    kind: Literal[BasisKind.CONSENT]
    texts: Codes = ()


class OutsourcingBasis(NonConsentBasis):
    """Outsourcing (委託, APPI 27(5)(i))."""

    kind: Literal[BasisKind.OUTSOURCING]


class MergerBasis(NonConsentBasis):
    """Business succession (承継, APPI 27(5)(ii))."""

    kind: Literal[BasisKind.MERGER]
    instrument: Code | None = None
    effective_on: Day | None = None
    within_business: Flag = None


class GovernmentCooperationBasis(NonConsentBasis):
    """Cooperation with a state organ, a local government or their delegate (APPI 27(1)(iv))."""

    kind: Literal[BasisKind.GOVERNMENT_COOPERATION]
    requester: Text | None = None
    affair: Text | None = None
    statute: Text | None = None
    necessity: Text | None = None
    impediment: Text | None = None
    document: Text | None = None
    requested_on: Day | None = None
    delegated_by: Text | None = None


class OtherLawBasis(NonConsentBasis):
    """Another provision of Art. 27, named by its ground."""

    kind: Literal[BasisKind.OTHER_LAW]
    ground: Ground | None = None
    statute: Text | None = None
    article: Text | None = None
    document: Text | None = None
    foreign_law: Flag = None
    consent_difficult: Text | None = None
    necessity: Text | None = None


Basis = Annotated[
    ConsentBasis | OutsourcingBasis | MergerBasis | GovernmentCooperationBasis | OtherLawBasis,
    Field(discriminator="kind"),
]


class TransferChange(Change):
    """What changes about a transfer from a day on."""

    never_absent: ClassVar[frozenset[str]] = frozenset({"items", "purposes"})

    items: Codes | None = None
    purposes: Codes | None = None
    contract: Code | None = None
    foreign: Flag = None
    own_use: Flag = None
    mixed: Flag = None


class Transfer(Entry):
    """One flow of personal data to one recipient; a single provision has `from_` == `until`."""

    code: Code
    service: Code
    recipient: Code
    contract: Code | None = None
    foreign: Flag = None
    items: Codes
    purposes: Codes
    from_: Day = Field(alias="from")
    until: Day | None = None
    subject_class: Text | None = None
    method: Text | None = None
    own_use: Flag = None
    mixed: Flag = None
    changes: InOrder[TransferChange] = ()
    bases: InOrder[Basis] = ()


class Consent(Entry):
    """What one person agreed to; a withdrawal is a moment of its own."""

    text: Code
    subject: Text
    given_at: Moment
    withdrawn_at: Moment | None = None
    capable: Flag = None
    guardian: Flag = None


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


class Stop(Entry):
    """An accepted request to stop provision (APPI 35); without recipients: all on consent, opt-out or joint use."""

    subject: Text
    from_: Moment = Field(alias="from")
    until: Moment | None = None
    recipients: Codes = ()


class Register(Part):
    """A whole register. The order of its entries says nothing, so they are kept in one: by code, day or content."""

    register_: Literal[1] = Field(alias="register")
    operator: Operator
    limits: Limits = Limits()
    services: InOrder[Service] = ()
    purposes: InOrder[Purpose] = ()
    items: InOrder[Item] = ()
    policies: InOrder[Policy] = ()
    recipients: InOrder[Recipient] = ()
    contracts: InOrder[Contract] = ()
    consent_texts: InOrder[ConsentText] = ()
    transfers: InOrder[Transfer] = ()
    consents: InOrder[Consent] = ()
    deliveries: InOrder[Delivery] = ()
    anonymised_releases: InOrder[AnonymisedRelease] = ()
    stops: InOrder[Stop] = ()
